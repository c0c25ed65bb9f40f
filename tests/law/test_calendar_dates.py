"""Months, years and ages by the calendar."""

from datetime import date

import pytest

from heard.law.calendar_dates import (
    add_months,
    age_on,
    anniversary,
    birthday,
    last_day_of_years_beginning_with,
)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param(date(2024, 9, 30), 4, date(2025, 1, 30), id="30 September and four months is the 30th"),
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="31 August and six months, leap year"),
        pytest.param(date(2022, 8, 31), 6, date(2023, 2, 28), id="31 August and six months, common year"),
        pytest.param(date(2022, 11, 30), 3, date(2023, 2, 28), id="30 November and three months"),
        pytest.param(date(2025, 2, 28), 6, date(2025, 8, 28), id="28 February is not stretched"),
        pytest.param(date(2024, 2, 29), 6, date(2024, 8, 29), id="29 February is not stretched"),
        pytest.param(date(2024, 3, 31), -1, date(2024, 2, 29), id="back to a shorter month"),
        pytest.param(date(2024, 1, 15), 12, date(2025, 1, 15), id="a year"),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_date(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_two_short_steps_are_not_one_long_step() -> None:
    once, twice = add_months(date(2024, 8, 31), 12), add_months(add_months(date(2024, 8, 31), 6), 6)

    assert (once, twice) == (date(2025, 8, 31), date(2025, 8, 28))


def test_an_age_is_reached_at_the_start_of_the_birthday() -> None:
    born = date(2008, 11, 30)

    assert [age_on(born, day) for day in (date(2024, 11, 29), date(2024, 11, 30))] == [15, 16]
    assert birthday(born, 16) == date(2024, 11, 30)


def test_a_leap_day_birthday_is_1_march_in_a_common_year() -> None:
    born = date(2008, 2, 29)

    assert (birthday(born, 16), birthday(born, 18)) == (date(2024, 2, 29), date(2026, 3, 1))
    assert [age_on(born, day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]


def test_years_beginning_with_a_day_end_the_day_before_the_anniversary() -> None:
    assert last_day_of_years_beginning_with(date(2020, 3, 10), 15) == date(2035, 3, 9)
    assert last_day_of_years_beginning_with(date(2020, 2, 29), 15) == date(2035, 2, 28)
    assert anniversary(date(2020, 2, 29), 15) == date(2035, 3, 1)
