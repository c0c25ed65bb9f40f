"""The verbs of `heard law`, through a parser of our own."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from heard.cli import law
from heard.law import Nation, catalogue

Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def heard(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HEARD_TODAY", "2026-11-21")

    def run(*arguments: str) -> tuple[object, str, str]:
        parser = argparse.ArgumentParser(prog="heard")
        law.add_parser(parser.add_subparsers())
        code: object
        try:
            args = parser.parse_args(["law", *arguments])
            code = args.run(args)
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_due_gives_the_date_and_the_whole_reason(heard: Run) -> None:
    code, out, err = heard("due", "iro-appoint-5wd", "--jurisdiction", "england", "--from", "2024-12-24", "--json")

    assert (code, err) == (0, "")
    result = json.loads(out)
    assert result["due_on"] == "2025-01-03"
    assert result["rule"] == "iro-appoint-5wd"
    assert result["counted_from"] == "2024-12-24"
    assert result["citation"] == {
        "instrument": "IRO Handbook: statutory guidance for independent reviewing officers (March 2010)",
        "provision": "appointment of the IRO",
        "url": None,
        "read_on": "2026-11-21",
    }
    assert result["version"]["in_force_from"] == "2011-04-01"
    assert result["version"]["in_force_until"] is None
    assert result["skipped"] == [
        {"day": "2024-12-25", "why": "Christmas Day"},
        {"day": "2024-12-26", "why": "Boxing Day"},
        {"day": "2024-12-28", "why": "Saturday"},
        {"day": "2024-12-29", "why": "Sunday"},
        {"day": "2025-01-01", "why": "New Year's Day"},
    ]
    assert (result["duty"], result["to_be_confirmed"]) == ("guidance", False)
    assert "latest_practical_on" not in result


@pytest.mark.parametrize(
    ("start", "due", "practical"),
    [("2023-12-15", "2024-06-15", "2024-06-14"), ("2024-01-24", "2024-07-24", "2024-07-24")],
)
def test_due_adds_the_latest_practical_day_when_asked(heard: Run, start: str, due: str, practical: str) -> None:
    code, out, _ = heard(
        "due", "review-subsequent-6m", "--jurisdiction", "england", "--from", start, "--latest-practical", "--json"
    )

    result = json.loads(out)
    assert (code, result["due_on"], result["latest_practical_on"]) == (0, due, practical)


def test_due_reads_calmly(heard: Run) -> None:
    code, out, _ = heard(
        "due", "review-adjourn-20wd", "--jurisdiction", "wales", "--from", "2024-08-23", "--latest-practical"
    )

    assert code == 0
    rows = (
        ("Rule", "review-adjourn-20wd, Wales"),
        ("Counted", "20 working days from Friday 23 August 2024"),
        (
            "Law",
            "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg 42(2); in force from 6 April 2016",
        ),
        ("Latest practical working day", "Monday 23 September 2024"),
        ("Mark", "to be confirmed: this value is from memory; check it before relying on it"),
        ("Skipped", "Saturday 24 August 2024"),
        ("Skipped", "Sunday 25 August 2024"),
        ("Skipped", "Monday 26 August 2024, Summer bank holiday"),
    )
    assert out.splitlines()[:11] == [
        "Monday 23 September 2024",
        "Completing an adjourned review",
        "",
        *(f"{name:<28}  {value}" for name, value in rows),
    ]


def test_due_shows_the_day_from_which_a_window_opens(heard: Run) -> None:
    arguments = ("due", "adoption-returned", "--jurisdiction", "england", "--from", "2025-01-01")

    _, text, _ = heard(*arguments)
    _, document, _ = heard(*arguments, "--json")

    assert "Due from  Wednesday 29 January 2025" in text
    assert json.loads(document)["due_from"] == "2025-01-29"


@pytest.mark.parametrize(
    ("rule", "start", "sentence"),
    [
        pytest.param(
            "review-first-20wd", "2010-12-06",
            "heard law: review-first-20wd was not in force in England on 6 December 2010. "
            "It came into force on 1 April 2011. Use review-first-4wk-1991 instead.\n",
            id="out of force",
        ),
        pytest.param(
            "health-initial", "2024-12-06",
            "heard law: health-initial sets no number of days, so it has no due date: before the event "
            "(first placement). Use review-first-20wd for a date.\n",
            id="without a number",
        ),
        pytest.param(
            "review-first-20wd", "2031-12-20",
            "heard law: Bank holidays are loaded for 1990 to 2031, so 20 working days after 20 December 2031 "
            "cannot be worked out. Add the missing years to bank_holidays.toml.\n",
            id="past the holidays",
        ),
        pytest.param(
            "review-second-3m",
            "9999-12-31",
            "heard law: A limit counted from 9999-12-31 lies outside the calendar. Check that date.\n",
            id="past the calendar",
        ),
    ],
)  # fmt: skip
def test_due_refuses_with_one_sentence(heard: Run, rule: str, start: str, sentence: str) -> None:
    assert heard("due", rule, "--jurisdiction", "england", "--from", start, "--json") == (1, "", sentence)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ("due", "no-such-rule", "--jurisdiction", "england", "--from", "2024-01-01"),
            "heard law: There is no rule called no-such-rule. List the rules with: heard law rules\n",
            id="unknown rule",
        ),
        pytest.param(
            ("due", "review-early-wales", "--jurisdiction", "england", "--from", "2024-01-01"),
            "heard law: review-early-wales is a rule of Wales; there is no such rule in England.\n",
            id="rule of the other nation",
        ),
        pytest.param(
            ("due", "review-first-20wd", "--jurisdiction", "england", "--from", "31/02/2020"),
            "heard law due: argument --from: '31/02/2020' is not a date; write it as 2026-11-21\n",
            id="not a date",
        ),
        pytest.param(
            ("due", "review-first-20wd", "--jurisdiction", "england", "--from", "2023-02-29"),
            "heard law due: argument --from: '2023-02-29' is not a date; write it as 2026-11-21\n",
            id="no such day",
        ),
        pytest.param(
            ("due", "review-first-20wd", "--jurisdiction", "scotland", "--from", "2024-01-01"),
            "heard law due: argument --jurisdiction: 'scotland' is not one of england, wales\n",
            id="no such nation",
        ),
        pytest.param(
            ("due", "review-first-20wd", "--jurisdiction", "england"),
            "heard law due: the following arguments are required: --from\n",
            id="date missing",
        ),
        pytest.param(
            ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--completed", "2024-02-01"),
            "heard law timetable: --completed belongs to the --held before it; give --held first\n",
            id="completed without held",
        ),
        pytest.param(
            ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--held", "2024-01-29",
             "--completed", "2024-02-01", "--completed", "2024-02-02"),
            "heard law timetable: the review held on 2024-01-29 has two --completed dates; give one\n",
            id="completed twice",
        ),
        pytest.param(
            ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--stream", "weekly"),
            "heard law timetable: argument --stream: 'weekly' is not one of full-time, short-break, pathway\n",
            id="no such stream",
        ),
        pytest.param(
            ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--stream", "pathway",
             "--first-break", "2024-01-03"),
            "heard law: --first-break belongs to short breaks, not to pathway.\n",
            id="first break of another stream",
        ),
        pytest.param(
            ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--held", "2024-01-02"),
            "heard law: The review of 2 January 2024 was before care started on 3 January 2024. "
            "Reviews of an earlier period do not count.\n",
            id="held before care",
        ),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_line_and_exit_2(heard: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert heard(*arguments) == (2, "", sentence)


def test_timetable_lists_every_review(heard: Run) -> None:
    code, out, err = heard(
        "timetable", "--jurisdiction", "england", "--started", "2024-02-26",
        "--held", "2024-03-12", "--completed", "2024-04-09", "--held", "2024-06-13", "--json",
    )  # fmt: skip

    assert (code, err) == (0, "")
    keys = ("number", "rule", "due_on", "held_on", "in_time")
    reviews = json.loads(out)["reviews"]
    assert [tuple(review[key] for key in keys) for review in reviews] == [
        (1, "review-first-20wd", "2024-03-25", "2024-03-12", True),
        (2, "review-second-3m", "2024-06-12", "2024-06-13", False),
        (3, "review-subsequent-6m", "2024-12-13", None, False),
    ]
    assert [review["citation"]["provision"] for review in reviews] == ["reg 33(1)", "reg 33(2)", "reg 33(2)"]
    assert (reviews[0]["completed_on"], reviews[0]["complete_by"]) == ("2024-04-09", "2024-04-11")


def test_timetable_takes_every_fact(heard: Run) -> None:
    code, out, _ = heard(
        "timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--born", "2020-05-01",
        "--held", "2024-01-29", "--held", "2024-04-26", "--authorised", "2024-06-01",
        "--placed-for-adoption", "2024-07-15", "--ceased", "2024-12-01", "--as-of", "2024-08-01", "--json",
    )  # fmt: skip

    assert code == 0
    document = json.loads(out)
    assert (document["stops_on"], document["as_of"]) == ("2024-12-01", "2024-08-01")
    assert [(review["series"], review["rule"], review["due_on"]) for review in document["reviews"]] == [
        ("ordinary", "review-first-20wd", "2024-01-31"),
        ("ordinary", "review-second-3m", "2024-04-29"),
        ("adoption-placed", "adoption-placed-first-4wk", "2024-08-12"),
    ]


def test_timetable_of_short_breaks_counts_from_the_first_break(heard: Run) -> None:
    _, out, _ = heard(
        "timetable", "--jurisdiction", "wales", "--started", "2025-03-20", "--stream", "short-break",
        "--first-break", "2025-03-31", "--json",
    )  # fmt: skip

    assert [(review["rule"], review["due_on"]) for review in json.loads(out)["reviews"]] == [
        ("short-break-first-3m", "2025-06-30")
    ]


def test_a_first_break_alone_means_short_breaks(heard: Run) -> None:
    _, out, _ = heard(
        "timetable", "--jurisdiction", "england", "--started", "2024-08-30", "--first-break", "2024-08-30", "--json",
    )  # fmt: skip

    assert [(review["rule"], review["due_on"]) for review in json.loads(out)["reviews"]] == [
        ("short-break-first-3m", "2024-11-30")
    ]


def test_a_limit_from_memory_is_marked_in_the_timetable(heard: Run) -> None:
    arguments = ("timetable", "--jurisdiction", "wales", "--started", "2026-01-05", "--held", "2026-01-19",
                 "--placed-for-adoption", "2026-04-01", "--as-of", "2026-04-02")  # fmt: skip

    _, text, _ = heard(*arguments)
    _, document, _ = heard(*arguments, "--json")

    assert text.splitlines()[-1].split("adoption-wales")[1].strip() == "reg 37 (to be confirmed)"
    assert [review["to_be_confirmed"] for review in json.loads(document)["reviews"]] == [False, True]


def test_timetable_reads_as_a_table(heard: Run) -> None:
    code, out, _ = heard(
        "timetable", "--jurisdiction", "england", "--started", "2026-10-01", "--held", "2026-10-20",
        "--completed", "2026-10-21",
    )  # fmt: skip

    assert code == 0
    assert out.splitlines() == [
        "REVIEW  DUE              HELD                             RULE               CITATION",
        "1       Thu 29 Oct 2026  Tue 20 Oct 2026  in time         review-first-20wd  reg 33(1)",
        "2       Wed 20 Jan 2027  -                due in 60 days  review-second-3m   reg 33(2)",
        "",
        "2: Counted from the first sitting. Counting from completion would give 21 January 2027; do not rely on it.",
    ]


def test_timetable_says_so_when_nothing_is_owed(heard: Run) -> None:
    arguments = ("timetable", "--jurisdiction", "england", "--started", "2024-01-03", "--ceased", "2024-01-10")

    assert heard(*arguments) == (0, "No review is owed: care stopped before the first one was due.\n", "")
    assert json.loads(heard(*arguments, "--json")[1])["reviews"] == []


def test_timetable_refuses_when_no_date_can_be_worked_out(heard: Run) -> None:
    code, out, err = heard("timetable", "--jurisdiction", "england", "--started", "1990-01-01")

    assert (code, out) == (1, "")
    assert err == (
        "heard law: review-first-4wk-1991 was not in force in England on 1 January 1990. "
        "It came into force on 14 October 1991.\n"
    )


def test_timetable_judges_by_today(heard: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("timetable", "--jurisdiction", "england", "--started", "2026-10-26", "--json")
    before = json.loads(heard(*arguments)[1])

    monkeypatch.setenv("HEARD_TODAY", "2026-11-24")
    after = json.loads(heard(*arguments)[1])

    assert [(d["as_of"], d["reviews"][0]["in_time"]) for d in (before, after)] == [
        ("2026-11-21", None),
        ("2026-11-24", False),
    ]


def test_without_heard_today_the_calendar_is_read(heard: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARD_TODAY")

    _, out, _ = heard("timetable", "--jurisdiction", "england", "--started", "2024-10-23", "--json")

    assert abs((date.fromisoformat(json.loads(out)["as_of"]) - datetime.now(UTC).date()).days) <= 1


def test_a_wrong_heard_today_is_told(heard: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_TODAY", "tomorrow")

    assert heard("timetable", "--jurisdiction", "england", "--started", "2024-10-23") == (
        2,
        "",
        "heard law: HEARD_TODAY is not a date; write it as 2026-11-21.\n",
    )


@pytest.mark.parametrize("nation", list(Nation))
def test_rules_lists_the_rules_of_one_nation(heard: Run, nation: Nation) -> None:
    code, out, _ = heard("rules", "--jurisdiction", nation.value, "--json")

    rules = json.loads(out)["rules"]
    assert code == 0
    assert [(rule["id"], rule["jurisdiction"]) for rule in rules] == [
        (rule.id, nation.value) for rule in catalogue().rules(nation)
    ]
    first = next(rule for rule in rules if rule["id"] == "review-first-20wd")
    assert first["confidence"] == "T"
    assert first["versions"][-1]["length"] == {
        "kind": "working_days",
        "amount": 20,
        "upper": None,
        "text": "20 working days",
    }
    assert first["versions"][-1]["citation"]["provision"]


def test_rules_without_a_nation_lists_both_and_every_version_a_line(heard: Run) -> None:
    code, out, _ = heard("rules")

    versions = sum(len(rule.versions) for rule in catalogue().rules())
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["RULE", "NATION", "LENGTH", "IN", "FORCE", "DUTY", "MARK", "CITATION"]
    assert len(lines) == versions + 3
    assert lines[-1] == (f"{len(catalogue().rules())} rules. T read in the text, S second-hand, M to be confirmed.")
