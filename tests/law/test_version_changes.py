"""The day before and the day after each change of every rule."""

from datetime import date, timedelta

import pytest

from heard.law import Nation, NoRuleInForce, Rule, catalogue

DAY = timedelta(days=1)
VERSIONS = [
    pytest.param(rule, place, id=f"{rule.id} {rule.nation.value} {rule.versions[place].in_force_from}")
    for rule in catalogue().rules()
    for place in range(len(rule.versions))
]


@pytest.mark.parametrize(("rule", "place"), VERSIONS)
def test_a_version_rules_from_its_first_day_to_its_last(rule: Rule, place: int) -> None:
    version = rule.versions[place]
    last = version.in_force_until or date(2026, 11, 21)

    assert rule.version_for(version.in_force_from) is version
    assert rule.version_for(last) is version


@pytest.mark.parametrize(("rule", "place"), VERSIONS)
def test_the_day_before_a_version_belongs_to_the_one_before_it_or_to_none(rule: Rule, place: int) -> None:
    version = rule.versions[place]
    day_before = version.in_force_from - DAY

    if place:
        assert rule.version_for(day_before) is rule.versions[place - 1]
    elif version.reaches_back:
        assert rule.version_for(day_before) is version
    else:
        with pytest.raises(NoRuleInForce, match=f"^{rule.id} was not in force"):
            rule.version_for(day_before)


@pytest.mark.parametrize(("rule", "place"), VERSIONS)
def test_the_day_after_a_version_belongs_to_the_one_after_it_or_to_none(rule: Rule, place: int) -> None:
    version = rule.versions[place]
    if version.in_force_until is None:
        assert rule.version_for(date(2100, 1, 1)) is version
    elif place + 1 < len(rule.versions):
        assert rule.version_for(version.in_force_until + DAY) is rule.versions[place + 1]
    else:
        with pytest.raises(NoRuleInForce, match=f"Use {rule.succeeded_by} instead"):
            rule.version_for(version.in_force_until + DAY)


@pytest.mark.parametrize(
    ("earlier", "later", "nation"),
    [
        ("review-first-4wk-1991", "review-first-20wd", Nation.ENGLAND),
        ("review-first-28d-wales-2007", "review-first-20wd", Nation.WALES),
        ("review-early-england", "review-early-england-2014", Nation.ENGLAND),
        ("care-plan-pre-2011", "care-plan-10wd", Nation.ENGLAND),
    ],
)
def test_a_rule_begins_the_day_after_the_one_it_replaces_ended(earlier: str, later: str, nation: Nation) -> None:
    old, new = catalogue().rule(earlier, nation), catalogue().rule(later, nation)

    assert old.latest.in_force_until is not None
    assert new.versions[0].in_force_from == old.latest.in_force_until + DAY
    assert (old.succeeded_by, new.preceded_by) == (later, earlier)
