"""Bank holidays as data, and counts of working days."""

from collections.abc import Callable
from datetime import date, timedelta

import holidays
import pytest

from heard.law import BeyondHolidayData, SkippedDay, WorkingCalendar, england_and_wales

CALENDAR = england_and_wales()
YEARS = range(CALENDAR.first_day.year, CALENDAR.last_day.year + 1)


def test_holidays_are_loaded_from_1990_to_at_least_2030() -> None:
    assert CALENDAR.first_day == date(1990, 1, 1)
    assert CALENDAR.last_day >= date(2030, 12, 31)


@pytest.mark.parametrize("subdivision", ["ENG", "WLS"])
def test_the_dates_are_those_that_others_list(subdivision: str) -> None:
    listed = holidays.country_holidays("GB", subdiv=subdivision, years=YEARS)

    assert set(CALENDAR.holidays) == {day for day in listed if day.weekday() < 5}


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_eight_holidays_and_those_added_once(year: int) -> None:
    added = {1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}

    days = [day for day in CALENDAR.holidays if day.year == year]

    assert len(days) == 8 + added.get(year, 0)


@pytest.mark.parametrize(
    ("good_friday", "easter_monday"),
    [
        (date(1990, 4, 13), date(1990, 4, 16)),
        (date(2000, 4, 21), date(2000, 4, 24)),
        (date(2008, 3, 21), date(2008, 3, 24)),
        (date(2011, 4, 22), date(2011, 4, 25)),
        (date(2024, 3, 29), date(2024, 4, 1)),
        (date(2025, 4, 18), date(2025, 4, 21)),
        (date(2026, 4, 3), date(2026, 4, 6)),
        (date(2030, 4, 19), date(2030, 4, 22)),
    ],
)
def test_easter_is_where_it_was(good_friday: date, easter_monday: date) -> None:
    names = (CALENDAR.holiday_name(good_friday), CALENDAR.holiday_name(easter_monday))

    assert names == ("Good Friday", "Easter Monday")


@pytest.mark.parametrize(
    ("holiday", "ordinary_days"),
    [
        pytest.param(date(1995, 5, 8), [date(1995, 5, 1)], id="1995 early May moved"),
        pytest.param(date(1999, 12, 31), [], id="1999 extra"),
        pytest.param(date(2002, 6, 4), [date(2002, 5, 27)], id="2002 late May moved"),
        pytest.param(date(2002, 6, 3), [], id="2002 extra"),
        pytest.param(date(2011, 4, 29), [], id="2011 extra"),
        pytest.param(date(2012, 6, 4), [date(2012, 5, 28)], id="2012 late May moved"),
        pytest.param(date(2012, 6, 5), [], id="2012 extra"),
        pytest.param(date(2020, 5, 8), [date(2020, 5, 4)], id="2020 early May moved"),
        pytest.param(date(2022, 6, 2), [date(2022, 5, 30)], id="2022 late May moved"),
        pytest.param(date(2022, 6, 3), [], id="2022 extra in June"),
        pytest.param(date(2022, 9, 19), [], id="2022 State Funeral"),
        pytest.param(date(2023, 5, 8), [], id="2023 Coronation"),
        pytest.param(date(2023, 5, 1), [], id="2023 early May kept"),
    ],
)
def test_days_moved_or_added_once_are_held(holiday: date, ordinary_days: list[date]) -> None:
    assert not CALENDAR.is_working_day(holiday)
    assert [CALENDAR.is_working_day(day) for day in ordinary_days] == [True] * len(ordinary_days)


@pytest.mark.parametrize(
    "year",
    [1992, 1993, 1994, 1998, 1999, 2004, 2005, 2009, 2010, 2011, 2015, 2016, 2020, 2021, 2022, 2026, 2027],
)
def test_a_weekend_christmas_or_boxing_day_has_a_substitute(year: int) -> None:
    substitutes = [day for day in (date(year, 12, 27), date(year, 12, 28)) if CALENDAR.holiday_name(day)]
    weekend = [day for day in (date(year, 12, 25), date(year, 12, 26)) if day.weekday() > 4]

    assert len(substitutes) == len(weekend) > 0


@pytest.mark.parametrize("year", sorted(set(YEARS)))
def test_no_other_year_has_a_substitute_for_christmas(year: int) -> None:
    listed = {1992, 1993, 1994, 1998, 1999, 2004, 2005, 2009, 2010, 2011, 2015, 2016, 2020, 2021, 2022, 2026, 2027}

    substitutes = {
        day.year
        for day, name in CALENDAR.holidays.items()
        if "substitute" in name and day.month == 12 and day.year == year
    }

    assert substitutes == ({year} if year in listed else set())


@pytest.mark.parametrize(
    "day",
    [
        date(1994, 1, 3), date(1995, 1, 2), date(2000, 1, 3), date(2005, 1, 3), date(2006, 1, 2),
        date(2011, 1, 3), date(2012, 1, 2), date(2017, 1, 2), date(2022, 1, 3), date(2023, 1, 2),
        date(2028, 1, 3),
    ],
)  # fmt: skip
def test_a_weekend_new_year_has_a_substitute(day: date) -> None:
    assert CALENDAR.holiday_name(day) == "New Year's Day (substitute day)"


def test_st_davids_day_and_days_of_scotland_and_northern_ireland_are_working_days() -> None:
    days = [date(2024, 3, 1), date(2024, 1, 2), date(2024, 3, 18), date(2024, 7, 12), date(2024, 8, 5)]

    assert [CALENDAR.is_working_day(day) for day in days] == [True] * 5


def test_counts_forward_from_the_day_after_the_event() -> None:
    assert CALENDAR.add_working_days(date(2025, 6, 2), 1) == date(2025, 6, 3)
    assert CALENDAR.add_working_days(date(2025, 6, 2), 20) == date(2025, 6, 30)
    assert CALENDAR.add_working_days(date(2025, 6, 7), 1) == date(2025, 6, 9)


def test_counts_back_from_the_day_before() -> None:
    assert CALENDAR.add_working_days(date(2025, 5, 27), -3) == date(2025, 5, 21)
    assert CALENDAR.add_working_days(date(2025, 6, 1), -1) == date(2025, 5, 30)


def test_counts_the_days_after_the_start_up_to_the_end() -> None:
    assert CALENDAR.working_days_between(date(2024, 3, 4), date(2024, 4, 3)) == 20
    assert CALENDAR.working_days_between(date(2024, 4, 3), date(2024, 3, 4)) == -20
    assert CALENDAR.working_days_between(date(2024, 3, 29), date(2024, 4, 1)) == 0


def test_the_previous_working_day_is_the_day_itself_when_it_works() -> None:
    assert CALENDAR.previous_working_day(date(2025, 4, 21)) == date(2025, 4, 17)
    assert CALENDAR.previous_working_day(date(2025, 4, 22)) == date(2025, 4, 22)


def test_says_why_each_day_was_skipped() -> None:
    skipped = CALENDAR.skipped_between(date(2024, 12, 24), date(2024, 12, 30))

    assert skipped == (
        SkippedDay(day=date(2024, 12, 25), why="Christmas Day"),
        SkippedDay(day=date(2024, 12, 26), why="Boxing Day"),
        SkippedDay(day=date(2024, 12, 28), why="Saturday"),
        SkippedDay(day=date(2024, 12, 29), why="Sunday"),
    )


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda: CALENDAR.is_working_day(CALENDAR.last_day + timedelta(days=1)), id="day after"),
        pytest.param(lambda: CALENDAR.is_working_day(date(1989, 12, 31)), id="day before"),
        pytest.param(lambda: CALENDAR.add_working_days(CALENDAR.last_day, 1), id="count past the end"),
        pytest.param(lambda: CALENDAR.add_working_days(date(1990, 1, 2), -1), id="count before the start"),
        pytest.param(lambda: CALENDAR.previous_working_day(date(1990, 1, 1)), id="no working day before"),
        pytest.param(lambda: CALENDAR.holiday_name(date(2090, 1, 1)), id="name of a far day"),
    ],
)
def test_refuses_to_guess_outside_the_loaded_years(work: Callable[[], object]) -> None:
    with pytest.raises(BeyondHolidayData) as caught:
        work()

    assert caught.value.message.startswith(f"Bank holidays are loaded for 1990 to {CALENDAR.last_day.year}, so ")
    assert caught.value.message.endswith("Add the missing years to bank_holidays.toml.")


def test_a_calendar_of_ones_own_needs_only_dates() -> None:
    calendar = WorkingCalendar({date(2025, 6, 3): "Fair day"}, first_year=2025, last_year=2025)

    assert calendar.add_working_days(date(2025, 6, 2), 1) == date(2025, 6, 4)
    assert calendar.holiday_name(date(2025, 6, 3)) == "Fair day"
