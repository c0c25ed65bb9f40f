"""Who becomes eligible for a pathway plan, and when the assessment is due."""

from datetime import date

import pytest

from heard.law import Nation
from heard.law.pathway import TimeInCare, assessment_due, days_in_care, eligibility_rule, eligible_from

BORN = date(2008, 11, 30)
TODAY = date(2026, 11, 21)


def _eligible(
    *periods: TimeInCare, born_on: date = BORN, as_of: date = TODAY, nation: Nation = Nation.ENGLAND
) -> date | None:
    return eligible_from(nation, born_on=born_on, periods=periods, as_of=as_of)


@pytest.mark.parametrize("nation", list(Nation))
def test_a_child_long_in_care_is_eligible_on_the_16th_birthday(nation: Nation) -> None:
    assert _eligible(TimeInCare(from_on=date(2020, 1, 1)), nation=nation) == date(2024, 11, 30)


def test_time_before_14_does_not_count() -> None:
    period = TimeInCare(from_on=date(2015, 1, 1), until_on=date(2022, 11, 29))

    assert days_in_care(Nation.ENGLAND, born_on=BORN, periods=[period], as_of=TODAY) == 0
    assert _eligible(period) is None


def test_the_91st_day_makes_a_child_eligible() -> None:
    assert _eligible(TimeInCare(from_on=date(2025, 1, 1))) == date(2025, 4, 1)
    assert _eligible(TimeInCare(from_on=date(2025, 1, 1)), as_of=date(2025, 3, 31)) is None


def test_periods_add_up() -> None:
    first = TimeInCare(from_on=date(2023, 1, 1), until_on=date(2023, 3, 1))
    second = TimeInCare(from_on=date(2025, 6, 1))

    assert days_in_care(Nation.ENGLAND, born_on=BORN, periods=[first], as_of=TODAY) == 60
    assert _eligible(first, second) == date(2025, 7, 1)


def test_the_weeks_may_all_lie_before_16_but_the_child_must_be_in_care_after_it() -> None:
    before = TimeInCare(from_on=date(2023, 1, 1), until_on=date(2023, 12, 31))

    assert _eligible(before) is None
    assert _eligible(before, TimeInCare(from_on=date(2025, 5, 6))) == date(2025, 5, 6)


def test_periods_that_overlap_count_each_day_once() -> None:
    twice = [TimeInCare(from_on=date(2025, 1, 1)), TimeInCare(from_on=date(2025, 1, 1))]

    assert _eligible(*twice) == date(2025, 4, 1)


def test_short_breaks_do_not_count() -> None:
    assert _eligible(TimeInCare(from_on=date(2020, 1, 1), short_breaks_only=True)) is None


def test_nobody_becomes_eligible_from_18() -> None:
    assert _eligible(TimeInCare(from_on=date(2026, 8, 31)), as_of=date(2027, 3, 1)) == date(2026, 11, 29)
    assert _eligible(TimeInCare(from_on=date(2026, 9, 1)), as_of=date(2027, 3, 1)) is None


def test_the_assessment_is_due_three_months_after_the_16th_birthday() -> None:
    due = assessment_due(Nation.ENGLAND, born_on=BORN, eligible_on=date(2024, 11, 30))

    assert (due.due_on, due.citation.provision) == (date(2025, 2, 28), "reg 42(1)")


def test_the_assessment_counts_from_the_later_day_of_becoming_eligible() -> None:
    due = assessment_due(Nation.WALES, born_on=BORN, eligible_on=date(2025, 4, 1))

    assert (due.due_on, due.citation.provision) == (date(2025, 7, 1), "reg 49(1)")


def test_each_nation_has_its_own_test() -> None:
    assert [eligibility_rule(nation).id for nation in Nation] == ["pathway-eligible-test", "pathway-category1-test"]
