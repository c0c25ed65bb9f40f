"""When a series of stays stops being short breaks."""

from datetime import date, timedelta

import pytest

from heard.law import ImpossibleFacts, Nation
from heard.law.short_breaks import ShortBreak, ShortBreakTest, days_in_window, judge_series


def _stay(start: date, days: int, *, went_home: bool = True) -> ShortBreak:
    return ShortBreak(started_on=start, ended_on=start + timedelta(days=days - 1), went_home=went_home)


def _stays(start: date, *, days: int, every: int, count: int) -> list[ShortBreak]:
    return [_stay(start + timedelta(days=every * number), days) for number in range(count)]


def test_a_break_counts_its_first_and_last_day() -> None:
    assert _stay(date(2025, 1, 3), 17).days == 17


@pytest.mark.parametrize(
    ("nation", "days", "fails_on"),
    [
        pytest.param(Nation.ENGLAND, 17, None, id="england 17 days"),
        pytest.param(Nation.ENGLAND, 18, date(2025, 1, 20), id="england 18 days"),
        pytest.param(Nation.WALES, 28, None, id="wales four weeks"),
        pytest.param(Nation.WALES, 29, date(2025, 1, 31), id="wales a day more"),
    ],
)
def test_a_break_that_is_too_long_fails_on_the_first_day_over(nation: Nation, days: int, fails_on: date | None) -> None:
    result = judge_series(nation, [_stay(date(2025, 1, 3), days)])

    assert (result.passes, result.fails_on) == (fails_on is None, fails_on)


@pytest.mark.parametrize(
    ("nation", "limit", "length"),
    [
        pytest.param(Nation.ENGLAND, 75, 15, id="england 75 days"),
        pytest.param(Nation.WALES, 120, 20, id="wales 120 days"),
    ],
)
def test_a_total_over_the_limit_in_12_months_fails_on_the_day_it_is_passed(
    nation: Nation, limit: int, length: int
) -> None:
    stays = _stays(date(2025, 1, 1), days=length, every=40, count=limit // length)
    one_more = _stay(date(2025, 11, 1), 2)

    assert judge_series(nation, stays) == ShortBreakTest(
        passes=True, fails_on=None, reason=None, most_days=limit, most_days_on=stays[-1].ended_on
    )
    assert judge_series(nation, [*stays, one_more]) == ShortBreakTest(
        passes=False,
        fails_on=date(2025, 11, 1),
        reason=f"More than {limit} days in the 12 months to 1 November 2025.",
        most_days=limit + 2,
        most_days_on=date(2025, 11, 2),
    )


def test_the_twelve_months_roll() -> None:
    stays = _stays(date(2024, 1, 1), days=15, every=40, count=5)

    assert days_in_window(Nation.ENGLAND, stays, on=date(2024, 12, 31)) == 75
    assert days_in_window(Nation.ENGLAND, stays, on=date(2025, 1, 1)) == 74
    assert judge_series(Nation.ENGLAND, [*stays, _stay(date(2025, 1, 1), 2)]).passes


def test_a_day_shared_by_two_stays_counts_once() -> None:
    stays = [_stay(date(2025, 1, 1), 3), _stay(date(2025, 1, 3), 3)]

    assert days_in_window(Nation.ENGLAND, stays, on=date(2025, 1, 31)) == 5


def test_a_child_who_did_not_go_home_fails_the_test() -> None:
    result = judge_series(Nation.ENGLAND, [_stay(date(2025, 1, 3), 2, went_home=False)])

    assert (result.fails_on, result.reason) == (
        date(2025, 1, 4),
        "The child did not go home after the break that ended on 4 January 2025.",
    )


def test_only_the_total_counted_in_the_summer_of_2020() -> None:
    assert judge_series(Nation.ENGLAND, [_stay(date(2020, 4, 23), 40)]).fails_on == date(2020, 5, 10)
    assert judge_series(Nation.ENGLAND, [_stay(date(2020, 4, 24), 40)]).passes
    assert judge_series(Nation.ENGLAND, [_stay(date(2020, 4, 24), 80)]).fails_on == date(2020, 7, 8)


def test_before_april_2011_a_break_could_last_four_weeks() -> None:
    assert judge_series(Nation.ENGLAND, [_stay(date(2010, 6, 1), 28)]).passes
    assert judge_series(Nation.ENGLAND, [_stay(date(2010, 6, 1), 29)]).fails_on == date(2010, 6, 29)


def test_no_break_passes() -> None:
    assert judge_series(Nation.ENGLAND, []) == ShortBreakTest(
        passes=True, fails_on=None, reason=None, most_days=0, most_days_on=None
    )


@pytest.mark.parametrize(
    ("stays", "sentence"),
    [
        (
            [ShortBreak(started_on=date(2025, 1, 3), ended_on=date(2025, 1, 2))],
            "The break from 3 January 2025 ends before it starts.",
        ),
        (
            [_stay(date(2025, 1, 3), 5), _stay(date(2025, 1, 4), 1)],
            "The break from 4 January 2025 overlaps the one before it.",
        ),
    ],
)
def test_stays_that_cannot_be_are_refused(stays: list[ShortBreak], sentence: str) -> None:
    with pytest.raises(ImpossibleFacts) as caught:
        judge_series(Nation.ENGLAND, stays)

    assert caught.value.message == sentence
