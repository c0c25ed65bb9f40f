"""Months, years and ages by the calendar (rulebook 2.5 and 2.8)."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from heard.law.errors import BeyondCalendar

_MONTHS_IN_A_YEAR = 12
_ONE_DAY = timedelta(days=1)
_DAYS_EVERY_MONTH_HAS = 28


def add_months(start: date, months: int) -> date:
    """Give the corresponding date `months` calendar months after `start` (before it, when negative).

    A month without that day number ends the period on its own last day (*Dodds v Walker* [1981] UKHL).
    Raises BeyondCalendar.
    """
    index = start.year * _MONTHS_IN_A_YEAR + start.month - 1 + months
    year, month = index // _MONTHS_IN_A_YEAR, index % _MONTHS_IN_A_YEAR + 1
    _require_year(year, start)
    if start.day <= _DAYS_EVERY_MONTH_HAS:
        return date(year, month, start.day)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def add_days(start: date, days: int) -> date:
    """Give the day `days` calendar days after `start` (before it, when negative). Raises BeyondCalendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise _beyond(start) from None


def anniversary(day: date, years: int) -> date:
    """Give the anniversary of `day`; one of 29 February is 1 March in a common year (rulebook 2.8).

    Raises BeyondCalendar.
    """
    _require_year(day.year + years, day)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day_of_years_beginning_with(day: date, years: int) -> date:
    """Give the last day of a period of years that includes `day` itself."""
    return anniversary(day, years) - _ONE_DAY


def birthday(born_on: date, age: int) -> date:
    """Give the day on which someone born on `born_on` reaches `age`, at its first moment."""
    return anniversary(born_on, age)


def age_on(born_on: date, day: date) -> int:
    """Give the age in whole years on `day`; below 0 for a day before the birth."""
    years = day.year - born_on.year
    return years if anniversary(born_on, years) <= day else years - 1


def _require_year(year: int, start: date) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond(start)


def _beyond(start: date) -> BeyondCalendar:
    return BeyondCalendar(f"A limit counted from {start.isoformat()} lies outside the calendar. Check that date.")
