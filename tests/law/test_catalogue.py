"""The rules as data: complete, cited, and refused when they are not."""

import ast
import csv
import re
from datetime import date
from pathlib import Path

import pytest

import heard.law
from heard.law import BrokenRuleData, Confidence, Duty, LengthKind, Nation, Rule, UnknownRule, catalogue
from heard.law.catalogue import build, parse_rules

RULEBOOK = [
    (row["id"], row["nation"])
    for row in csv.DictReader(Path(__file__).with_name("rulebook-ids.csv").read_text(encoding="utf-8").splitlines())
]

GOOD = """
[[rule]]
id = "a-rule"
title = "A rule"
clock = "an event"
confidence = "T"
owed_by = "somebody"
satisfied_by = "something"
if_missed = "a word"

[[rule.version]]
in_force_from = 2011-04-01
within = { working_days = 20 }
duty = "law"
citation.instrument = "Some Regulations"
citation.provision = "reg 1"
citation.read_on = 2026-11-21
"""

SECOND_VERSION = GOOD.split("[[rule.version]]")[1].replace("2011", "2016")


def _parse(text: str) -> list[Rule]:
    return parse_rules(text, nation=Nation.ENGLAND, theme="test")


def test_every_row_of_the_rulebook_is_a_rule_in_its_nation_and_nothing_else_is() -> None:
    assert len(RULEBOOK) == 166
    assert {(rule.id, rule.nation.value) for rule in catalogue().rules()} == set(RULEBOOK)


@pytest.mark.parametrize("nation", list(Nation))
def test_every_version_is_cited_and_says_when_it_was_read(nation: Nation) -> None:
    versions = [(rule.id, version) for rule in catalogue().rules(nation) for version in rule.versions]

    assert versions
    for rule_id, version in versions:
        assert version.citation.instrument, rule_id
        assert version.citation.provision, rule_id
        expected = None if version.confidence is Confidence.M else date(2026, 11, 21)
        assert version.citation.read_on == expected, rule_id


def test_every_rule_says_what_for_whom_and_what_follows_a_miss() -> None:
    incomplete = [
        rule.id
        for rule in catalogue().rules()
        if not all([rule.title, rule.clock, rule.owed_by, rule.satisfied_by, rule.if_missed])
    ]

    assert incomplete == []


def test_a_rule_that_ended_names_its_successor() -> None:
    ended = {rule.id: rule.succeeded_by for rule in catalogue().rules() if rule.latest.in_force_until is not None}

    assert ended == {
        "care-plan-pre-2011": "care-plan-10wd",
        "review-early-england": "review-early-england-2014",
        "review-first-28d-wales-2007": "review-first-20wd",
        "review-first-4wk-1991": "review-first-20wd",
        "review-subsequent-relaxed-2020": "review-subsequent-6m",
        "visit-relaxed-2020": "visit-6wk",
    }


def test_local_rows_carry_a_default_value_and_are_no_law() -> None:
    local = {rule.id: str(rule.latest.length) for rule in catalogue().rules() if rule.duty is Duty.LOCAL}

    assert local == {
        "dispute-informal": "5 working days",
        "dispute-stage": "5 working days",
        "iro-appoint-local": "3 working days",
        "pathway-over18-local": "6 months",
        "prep-consult-20wd-local": "20 working days",
    }


def test_the_default_stages_of_a_dispute_fill_the_total() -> None:
    values = catalogue().rule("dispute-stage", Nation.ENGLAND).latest.values
    total = catalogue().rule("dispute-total-20wd", Nation.ENGLAND).latest.length

    assert sum(number for name, number in values.items() if name.startswith("stage_")) == total.amount
    assert values["all_stages_working_days"] == total.amount


def test_a_number_in_the_id_is_the_number_in_the_data() -> None:
    kinds = {"wd": "working_days", "d": "days", "wk": "weeks", "m": "months", "y": "years"}
    checked = 0
    for rule in catalogue().rules():
        found = re.search(r"-(\d+)(wd|wk|d|m|y)(-|$)", rule.id)
        if not found or rule.id in {"review-first-28d-wales-2007", "pathway-review-28d"}:
            continue
        assert rule.latest.length.kind.value == kinds[found[2]], rule.id
        assert rule.latest.length.amount == int(found[1]), rule.id
        checked += 1
    assert checked == 71


@pytest.mark.parametrize("kind", list(LengthKind))
def test_every_kind_of_length_is_used_and_reads_as_words(kind: LengthKind) -> None:
    lengths = [
        length
        for rule in catalogue().rules()
        for version in rule.versions
        for length in (version.length, *version.then)
        if length.kind is kind
    ]

    assert lengths
    assert all(str(length).strip() for length in lengths)


def test_no_number_of_a_rule_is_written_in_python() -> None:
    folder = Path(heard.law.__file__).parent
    of_rules = {
        number
        for rule in catalogue().rules()
        for version in rule.versions
        for length in (version.length, *version.then)
        for number in (length.amount, length.upper)
        if number is not None and number > 7
    }
    not_rules = {
        "bench.py": of_rules,
        "calendar_dates.py": {12, 28},
        "school_terms.py": {8, 10, 12, 15, 70},  # days of the year, and how long a school holiday may be
        "working_days.py": {12},
    }

    found = {
        (path.name, node.value)
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and type(node.value) is int
        and node.value in of_rules - not_rules.get(path.name, set())
    }

    assert {10, 15, 20, 28, 42, 75} <= of_rules
    assert found == set()


def test_the_same_id_is_a_rule_of_its_own_in_each_nation() -> None:
    english = catalogue().rule("review-first-20wd", Nation.ENGLAND)
    welsh = catalogue().rule("review-first-20wd", Nation.WALES)

    assert str(english.latest.citation).endswith("(England) Regulations 2010, reg 33(1)")
    assert str(welsh.latest.citation).endswith("(Wales) Regulations 2015, reg 39(1)")


def test_an_unknown_rule_says_where_the_rules_are() -> None:
    with pytest.raises(
        UnknownRule, match=r"^There is no rule called first-review. List the rules with: heard law rules$"
    ):
        catalogue().rule("first-review", Nation.ENGLAND)


def test_a_rule_of_the_other_nation_is_named_as_such() -> None:
    with pytest.raises(UnknownRule, match=r"^review-early-wales is a rule of Wales; there is no such rule in Eng"):
        catalogue().rule("review-early-wales", Nation.ENGLAND)


def test_a_good_rule_loads() -> None:
    (rule,) = _parse(GOOD)

    assert (rule.id, str(rule.latest.length), rule.duty, rule.confidence) == (
        "a-rule",
        "20 working days",
        Duty.LAW,
        Confidence.TEXT,
    )


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        pytest.param(
            re.sub(r"citation\..*\n", "", GOOD),
            "a-rule has a version without a citation; name its instrument and provision.",
            id="no citation",
        ),
        pytest.param(
            GOOD.replace('citation.provision = "reg 1"', 'citation.provision = ""'),
            "a-rule has a version without a citation; name its instrument and provision.",
            id="no provision",
        ),
        pytest.param(
            GOOD.replace("citation.read_on = 2026-11-21", ""),
            "a-rule: a value marked T or S says when it was read (read_on); one marked M was not read.",
            id="read, but not when",
        ),
        pytest.param(
            GOOD.replace('confidence = "T"', 'confidence = "M"'),
            "a-rule: a value marked T or S says when it was read (read_on); one marked M was not read.",
            id="from memory, but read",
        ),
        pytest.param(
            GOOD.replace("within = { working_days = 20 }", ""),
            "a-rule: a version needs exactly one of within, window, not_before, ratio, when.",
            id="no length",
        ),
        pytest.param(
            GOOD.replace("within = { working_days = 20 }", "within = { weeks = 4, days = 1 }"),
            "a-rule: a length is one unit with a whole number, as in { weeks = 4 }.",
            id="two units",
        ),
        pytest.param(
            GOOD.replace("within = { working_days = 20 }", 'when = "soon"'),
            "a-rule: 'soon' is no manner of time; use one of "
            "as_soon_as_practicable, at_any_time, before_event, standing.",
            id="unknown manner",
        ),
        pytest.param(GOOD.replace("duty =", "dutty ="), "a-rule has an unknown key: dutty.", id="misspelt key"),
        pytest.param(
            GOOD.replace('duty = "law"', 'duty = "custom"'),
            "a-rule in England: missing or wrong 'custom' is not a valid Duty.",
            id="unknown duty",
        ),
        pytest.param(
            GOOD.replace('title = "A rule"', ""), "a-rule in England: missing or wrong 'title'.", id="no title"
        ),
        pytest.param(
            GOOD + "[[rule.version]]" + SECOND_VERSION,
            "a-rule: the version from 1 April 2011 overlaps its neighbour.",
            id="two versions at once",
        ),
    ],
)
def test_refuses_a_broken_rule(broken: str, sentence: str) -> None:
    with pytest.raises(BrokenRuleData) as caught:
        _parse(broken)

    assert caught.value.message == sentence


def test_refuses_a_doubled_id() -> None:
    with pytest.raises(BrokenRuleData, match=r"^a-rule stands twice in the data of England\.$"):
        build([*_parse(GOOD), *_parse(GOOD)])


def test_refuses_a_name_that_leads_nowhere() -> None:
    text = GOOD.replace('clock = "an event"', 'clock = "an event"\nsucceeded_by = "b-rule"')

    with pytest.raises(BrokenRuleData, match=r"^a-rule names b-rule, which England does not have\.$"):
        build(_parse(text))
