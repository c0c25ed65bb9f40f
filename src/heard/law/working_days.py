"""Working days in England and Wales, from committed bank holidays (rulebook 2.1 to 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from heard.law.data_files import load
from heard.law.errors import BeyondHolidayData
from heard.law.rules import long_date

_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedDay:
    """A day that a count of working days passed over, and why."""

    day: date
    why: str


class WorkingCalendar:
    """Counts working days between the first and the last year of its bank holidays.

    Two tables make every count a look-up: for each calendar day the number of working days up to and
    including it, and the list of all working days.
    """

    __slots__ = ("_count", "_first", "_holidays", "_last", "_working")

    def __init__(self, holidays: Mapping[date, str], *, first_year: int, last_year: int) -> None:
        self._holidays = dict(holidays)
        self._first = date(first_year, 1, 1).toordinal()
        self._last = date(last_year, 12, 31).toordinal()
        self._count: list[int] = []
        self._working: list[date] = []
        for ordinal in range(self._first, self._last + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() < _SATURDAY and day not in self._holidays:
                self._working.append(day)
            self._count.append(len(self._working))

    @property
    def first_day(self) -> date:
        return date.fromordinal(self._first)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self._last)

    @property
    def holidays(self) -> Mapping[date, str]:
        return dict(self._holidays)

    def knows(self, day: date) -> bool:
        return self._first <= day.toordinal() <= self._last

    def holiday_name(self, day: date) -> str | None:
        """Give the name of the bank holiday on `day`, if there is one. Raises BeyondHolidayData."""
        self._index(day)
        return self._holidays.get(day)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is a working day. Raises BeyondHolidayData."""
        self._index(day)
        return day.weekday() < _SATURDAY and day not in self._holidays

    def why_not_working(self, day: date) -> str | None:
        """Say why `day` is not a working day (holiday name, Saturday, Sunday), or None when it is one."""
        name = self.holiday_name(day)
        if name is not None:
            return name
        return {_SATURDAY: "Saturday", _SUNDAY: "Sunday"}.get(day.weekday())

    def add_working_days(self, start: date, count: int) -> date:
        """Give the `count`-th working day after `start`, which is day 0; before it, when negative.

        Raises BeyondHolidayData when the count leaves the loaded years.
        """
        index = self._index(start)
        if count > 0:
            place = self._count[index] + count - 1
        elif count < 0:
            place = (self._count[index - 1] if index else 0) + count
        else:
            return start
        if 0 <= place < len(self._working):
            return self._working[place]
        raise self._beyond(f"{abs(count)} working days {'after' if count > 0 else 'before'} {long_date(start)}")

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is earlier."""
        return self._count[self._index(end)] - self._count[self._index(start)]

    def previous_working_day(self, day: date) -> date:
        """Give the last working day on or before `day`. Raises BeyondHolidayData."""
        place = self._count[self._index(day)] - 1
        if place < 0:
            raise self._beyond(f"the working day before {long_date(day)}")
        return self._working[place]

    def skipped_between(self, start: date, end: date) -> tuple[SkippedDay, ...]:
        """List the non-working days strictly between the two days, in order of the calendar."""
        low, high = sorted((start, end))
        days = (date.fromordinal(n) for n in range(low.toordinal() + 1, high.toordinal()))
        reasons = ((day, self.why_not_working(day)) for day in days)
        return tuple(SkippedDay(day=day, why=why) for day, why in reasons if why is not None)

    def _index(self, day: date) -> int:
        ordinal = day.toordinal()
        if self._first <= ordinal <= self._last:
            return ordinal - self._first
        raise self._beyond(long_date(day))

    def _beyond(self, what: str) -> BeyondHolidayData:
        first, last = self.first_day.year, self.last_day.year
        return BeyondHolidayData(
            f"Bank holidays are loaded for {first} to {last}, so {what} cannot be worked out. "
            "Add the missing years to bank_holidays.toml."
        )


@cache
def england_and_wales() -> WorkingCalendar:
    """Load the bank holidays of England and Wales, which share one list."""
    data = load("bank_holidays.toml")
    days = {holiday["on"]: holiday["name"] for holiday in data["holiday"]}
    return WorkingCalendar(days, first_year=data["first_year"], last_year=data["last_year"])
