"""The count, day by day: one row a week, from the day the clock started to the due date.

Only for limits in working days; a limit in months is a sentence.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext

from heard.law.engine import DueDate
from heard.law.rules import LengthKind
from heard.law.working_days import WorkingCalendar
from heard.pages.presenters import dates, holidays

WEEK = 7


class Cell(StrEnum):
    """What a day is in the count, and the name of its class."""

    BLANK = "blank"
    START = "start"
    ON = "on"
    OFF = "off"
    HOLIDAY = "hol"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One cell: `large` is the number of the day counted, `small` its date, `hidden` is for screen readers."""

    kind: Cell
    large: str = ""
    small: str = ""
    hidden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One row; `label` is the date of its Monday."""

    label: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The table."""

    caption: str
    heads: tuple[str, ...]
    weeks: tuple[Week, ...]


def count(due: DueDate, *, calendar: WorkingCalendar) -> Count | None:
    """Give the table of a limit in working days, forward or back; None for other limits."""
    if due.length.kind is not LengthKind.WORKING_DAYS:
        return None
    first, last = sorted((due.counted_from, due.due_on))
    monday = first - timedelta(days=first.weekday())
    mondays = [monday + timedelta(days=n) for n in range(0, (last - monday).days + 1, WEEK)]
    return Count(
        caption=gettext("From %(first)s to %(last)s") % {"first": dates.long(first), "last": dates.long(last)},
        heads=tuple(dates.weekday(monday + timedelta(days=n)) for n in range(WEEK)),
        weeks=tuple(_week(due, start, first, last, calendar) for start in mondays),
    )


def _week(due: DueDate, monday: date, first: date, last: date, calendar: WorkingCalendar) -> Week:
    days = (monday + timedelta(days=n) for n in range(WEEK))
    cells = tuple(_day(due, day, calendar) if first <= day <= last else Day(kind=Cell.BLANK) for day in days)
    return Week(label=dates.plain_day(monday), days=cells)


def _day(due: DueDate, day: date, calendar: WorkingCalendar) -> Day:
    small = dates.plain_day(day) if day.day == 1 else str(day.day)
    if day == due.counted_from:
        return Day(kind=Cell.START, large=gettext("start"), small=small)
    number = str(abs(calendar.working_days_between(due.counted_from, day)))
    if due.due_on < due.counted_from:  # counted back: a day's own number includes it
        number = str(abs(calendar.working_days_between(day - timedelta(days=1), due.counted_from - timedelta(days=1))))
    if day == due.due_on:
        return Day(kind=Cell.DUE, large=number, small=small, hidden=gettext("due, day"))
    why = calendar.why_not_working(day)
    if why is None:
        return Day(kind=Cell.ON, large=number, small=small)
    if calendar.holiday_name(day) is None:
        return Day(kind=Cell.OFF, small=small, hidden=gettext("not counted"))
    return Day(kind=Cell.HOLIDAY, small=small, hidden=gettext("%(name)s, not counted") % {"name": holidays.name(why)})
