"""A rule and a day give a date with its reason."""

from datetime import date

import pytest

from heard.law import (
    BeyondCalendar,
    BeyondHolidayData,
    Confidence,
    DueDate,
    Duty,
    Nation,
    NoRuleInForce,
    RuleHasNoNumber,
    SkippedDay,
    catalogue,
    due_date,
    due_on,
)
from heard.law.engine import last_day
from heard.law.rules import Length, LengthKind


def _due(
    rule_id: str, day: date, nation: Nation = Nation.ENGLAND, *, step: int = 0, clear_days: bool = False
) -> DueDate:
    return due_date(catalogue().rule(rule_id, nation), counted_from=day, step=step, clear_days=clear_days)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        pytest.param(date(2025, 6, 2), date(2025, 6, 30), id="monday, no holidays"),
        pytest.param(date(2025, 6, 7), date(2025, 7, 4), id="saturday start is not counted"),
        pytest.param(date(2025, 12, 22), date(2026, 1, 22), id="across christmas and new year"),
    ],
)
def test_first_review_is_due_within_20_working_days(started: date, due: date) -> None:
    result = _due("review-first-20wd", started)

    assert (result.due_on, result.citation.provision) == (due, "reg 33(1)")


def test_the_reason_is_complete() -> None:
    result = _due("iro-appoint-5wd", date(2024, 12, 20))

    assert result.due_on == date(2024, 12, 31)
    assert (result.rule_id, result.nation, result.counted_from) == (
        "iro-appoint-5wd",
        Nation.ENGLAND,
        date(2024, 12, 20),
    )
    assert (str(result.length), result.duty, result.to_be_confirmed) == ("5 working days", Duty.GUIDANCE, False)
    assert str(result.version) == "in force from 1 April 2011"
    assert str(result.citation) == (
        "IRO Handbook: statutory guidance for independent reviewing officers (March 2010), appointment of the IRO"
    )
    assert result.citation.read_on == date(2026, 11, 21)
    assert result.skipped == (
        SkippedDay(day=date(2024, 12, 21), why="Saturday"),
        SkippedDay(day=date(2024, 12, 22), why="Sunday"),
        SkippedDay(day=date(2024, 12, 25), why="Christmas Day"),
        SkippedDay(day=date(2024, 12, 26), why="Boxing Day"),
        SkippedDay(day=date(2024, 12, 28), why="Saturday"),
        SkippedDay(day=date(2024, 12, 29), why="Sunday"),
    )
    assert result.latest_practical_on is None


def test_a_count_back_lists_the_days_it_skipped() -> None:
    result = _due("prep-reports-3wd", date(2025, 5, 27))

    assert result.due_on == date(2025, 5, 21)
    assert [skip.why for skip in result.skipped] == ["Saturday", "Sunday", "Spring bank holiday"]


def test_clear_days_leave_one_more_day_free_when_counting_back() -> None:
    plain = _due("prep-sw-iro-15wd", date(2025, 1, 15))
    clear = _due("prep-sw-iro-15wd", date(2025, 1, 15), clear_days=True)

    assert (plain.due_on, clear.due_on) == (date(2024, 12, 20), date(2024, 12, 19))


def test_clear_days_change_nothing_when_counting_forward() -> None:
    assert _due("iro-appoint-5wd", date(2025, 6, 2), clear_days=True).due_on == date(2025, 6, 9)


def test_a_month_limit_skips_nothing_and_does_not_move() -> None:
    result = _due("short-break-first-3m", date(2024, 8, 30))

    assert (result.due_on, result.skipped, result.latest_practical_on) == (
        date(2024, 11, 30),
        (),
        date(2024, 11, 29),
    )


def test_a_limit_past_the_holidays_has_a_date_but_no_practical_day() -> None:
    result = _due("retention-75y", date(2009, 9, 14))

    assert (result.due_on, result.latest_practical_on) == (date(2084, 9, 14), None)


def test_a_window_has_a_first_and_a_last_day() -> None:
    result = _due("adoption-returned", date(2025, 1, 1))

    assert (result.due_from, result.due_on) == (date(2025, 1, 29), date(2025, 2, 12))
    assert str(result.length) == "between day 28 and day 42"
    assert result.to_be_confirmed


def test_a_not_before_rule_gives_the_day_from_which_it_is_due() -> None:
    result = _due("pathway-review-28d", date(2025, 1, 1))

    assert (result.due_from, result.due_on, str(result.length)) == (
        date(2025, 1, 29),
        date(2025, 1, 29),
        "not before day 28",
    )


@pytest.mark.parametrize(
    ("step", "due"), [(0, date(2025, 1, 8)), (1, date(2025, 2, 12)), (2, date(2025, 2, 12)), (9, date(2025, 2, 12))]
)
def test_later_steps_of_a_rule_take_later_lengths_and_the_last_repeats(step: int, due: date) -> None:
    assert _due("visit-parent-immediate", date(2025, 1, 1), step=step).due_on == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        pytest.param(date(2020, 4, 23), date(2020, 8, 13), id="16 weeks the day before"),
        pytest.param(date(2020, 4, 24), date(2020, 10, 9), id="24 weeks on the first day"),
        pytest.param(date(2020, 9, 25), date(2021, 3, 12), id="24 weeks on the last day"),
        pytest.param(date(2020, 9, 26), date(2021, 1, 16), id="16 weeks the day after"),
    ],
)
def test_temporary_approval_was_longer_in_2020(day: date, due: date) -> None:
    assert _due("temp-carer-16wk", day).due_on == due


def test_retention_covers_a_birth_before_the_regulations() -> None:
    assert _due("retention-75y", date(1988, 2, 29)).due_on == date(2063, 3, 1)
    assert _due("retention-75y", date(1988, 2, 29), Nation.WALES).due_on == date(2063, 3, 1)


def test_a_value_from_memory_is_to_be_confirmed() -> None:
    result = _due("review-adjourn-20wd", date(2024, 3, 12))

    assert (result.to_be_confirmed, result.version.confidence, result.citation.read_on) == (
        True,
        Confidence.MEMORY,
        None,
    )


@pytest.mark.parametrize(
    ("rule_id", "nation", "day", "sentence"),
    [
        pytest.param(
            "review-first-20wd", Nation.ENGLAND, date(2011, 3, 31),
            "review-first-20wd was not in force in England on 31 March 2011. It came into force on 1 April 2011. "
            "Use review-first-4wk-1991 instead.",
            id="before, with the earlier rule",
        ),
        pytest.param(
            "review-first-28d-wales-2007", Nation.WALES, date(2016, 4, 6),
            "review-first-28d-wales-2007 was not in force in Wales on 6 April 2016. It ended on 5 April 2016. "
            "Use review-first-20wd instead.",
            id="after, with the later rule",
        ),
        pytest.param(
            "pathway-assess-3m", Nation.ENGLAND, date(2010, 1, 1),
            "pathway-assess-3m was not in force in England on 1 January 2010. It came into force on 1 April 2011. "
            "Before it: Children (Leaving Care) Regulations 2001.",
            id="before, with the law of the time",
        ),
        pytest.param(
            "adoption-placed-first-4wk", Nation.ENGLAND, date(2005, 12, 29),
            "adoption-placed-first-4wk was not in force in England on 29 December 2005. "
            "It came into force on 30 December 2005.",
            id="before, nothing known",
        ),
    ],
)  # fmt: skip
def test_a_rule_out_of_force_gives_no_date_and_names_the_right_rule(
    rule_id: str, nation: Nation, day: date, sentence: str
) -> None:
    with pytest.raises(NoRuleInForce) as caught:
        _due(rule_id, day, nation)

    assert caught.value.message == sentence


@pytest.mark.parametrize(
    ("rule_id", "sentence"),
    [
        (
            "cafcass-any-time",
            "cafcass-any-time sets no number of days, so it has no due date: at any time (the IRO thinks it right).",
        ),
        (
            "iro-appoint-before-first-review",
            "iro-appoint-before-first-review sets no number of days, so it has no due date: before the event "
            "(child becomes looked after). Use review-first-20wd for a date.",
        ),
        (
            "iro-caseload-50-70",
            "iro-caseload-50-70 sets no number of days, so it has no due date: 50 to 70 for each full-time post "
            "(any date).",
        ),
        (
            "iro-vacancy-asap",
            "iro-vacancy-asap sets no number of days, so it has no due date: as soon as practicable "
            "(IRO ceases to act).",
        ),
    ],
)
def test_a_rule_without_a_number_gives_no_date(rule_id: str, sentence: str) -> None:
    with pytest.raises(RuleHasNoNumber) as caught:
        _due(rule_id, date(2025, 1, 1))

    assert caught.value.message == sentence


def test_the_placement_plan_had_no_number_in_the_summer_of_2020() -> None:
    assert _due("placement-plan-5wd", date(2020, 4, 23)).due_on == date(2020, 4, 30)
    with pytest.raises(RuleHasNoNumber, match="as soon as practicable"):
        _due("placement-plan-5wd", date(2020, 4, 24))
    assert _due("placement-plan-5wd", date(2020, 9, 26)).due_on == date(2020, 10, 2)


def test_a_length_without_a_number_cannot_be_counted() -> None:
    with pytest.raises(RuleHasNoNumber, match=r"^There is no date in at any time\.$"):
        last_day(Length(kind=LengthKind.AT_ANY_TIME), counted_from=date(2025, 1, 1))


@pytest.mark.parametrize("rule_id", ["review-second-3m", "visit-first-1wk", "retention-75y", "retention-15y-death"])
def test_past_the_last_year_of_the_calendar_there_is_no_date(rule_id: str) -> None:
    with pytest.raises(BeyondCalendar) as caught:
        _due(rule_id, date(9999, 12, 31))

    assert caught.value.message == ("A limit counted from 9999-12-31 lies outside the calendar. Check that date.")


def test_past_the_holiday_data_there_is_no_guess() -> None:
    with pytest.raises(BeyondHolidayData, match="cannot be worked out"):
        due_on(catalogue().rule("review-first-20wd", Nation.WALES), counted_from=date(2031, 12, 20))
