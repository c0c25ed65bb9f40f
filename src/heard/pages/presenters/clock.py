"""The clock chip: one state and its words, from a due date, today and the working calendar.

Clocks count working days after today (tomorrow is 1 left); beyond 20 they speak of weeks. Of a limit already
missed they count the working days after it, up to and including today. Text is composed here, never in a
template (design.md 5a and 6).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext, ngettext

from heard.law.errors import BeyondHolidayData
from heard.law.working_days import WorkingCalendar
from heard.pages.presenters import dates

SOON = 3  # working days left
NEAR = 20  # working days left; later than that the chip speaks of weeks
FAR = 60  # calendar days: always more than NEAR working days, so that no calendar needs to be asked
WEEK = 7


class State(StrEnum):
    """What the chip says, and the name of its class."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    WAIT = "wait"
    DONE = "done"
    DONE_LATE = "done-late"
    STOPPED = "stopped"


ICONS = {State.DONE_LATE: "done", State.STOPPED: "stop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One chip."""

    state: State
    words: str

    @property
    def icon(self) -> str:
        return ICONS.get(self.state, str(self.state))


def due(due_on: date | None, *, today: date, calendar: WorkingCalendar, short: bool = False) -> Clock:
    """Give the chip of something not yet done; without a date it has stopped.

    `short` says "4 days left" where the page has said that days are working days (ribbons).
    """
    if due_on is None:
        return stopped()
    if due_on == today:
        return Clock(state=State.TODAY, words=gettext("Today"))
    if due_on < today:
        return Clock(state=State.LATE, words=_late(due_on, today, calendar, short))
    days = (due_on - today).days
    if days > FAR:
        return _weeks(days)
    try:
        left = calendar.working_days_between(today, due_on)
    except BeyondHolidayData:
        return _calendar_days(days)
    if left > NEAR:
        return _weeks(days)
    if left == 0:
        return Clock(state=State.SOON, words=_none_left(today, calendar))
    return Clock(state=State.SOON if left <= SOON else State.LATER, words=_left(left, short))


def done(done_on: date, *, due_on: date | None, today: date, calendar: WorkingCalendar) -> Clock:
    """Give the chip of something done: on which day, and whether in time. Without a limit only the day."""
    on = dates.day_month(done_on, today=today)
    if due_on is None:
        return Clock(state=State.DONE, words=on)
    if done_on <= due_on:
        return Clock(state=State.DONE, words=gettext("%(date)s, in time") % {"date": on})
    words = gettext("%(date)s, %(late)s") % {"date": on, "late": _late(due_on, done_on, calendar, short=False)}
    return Clock(state=State.DONE_LATE, words=words)


def waits(after: date | str) -> Clock:
    """Give the chip of another's move or of a later start: after a day, or after something that is named."""
    if isinstance(after, date):
        return Clock(state=State.WAIT, words=gettext("After %(day)s") % {"day": dates.day(after)})
    return Clock(state=State.WAIT, words=after)


def stopped(words: str = "") -> Clock:
    """Give the chip of what is not owed, was declined, or has no date."""
    return Clock(state=State.STOPPED, words=words or gettext("No date"))


def _left(left: int, short: bool) -> str:
    if short:
        return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    return ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}


def _late(due_on: date, until: date, calendar: WorkingCalendar, short: bool) -> str:
    """Count working days; calendar days when no working day has passed since, or the calendar ends before."""
    try:
        late = calendar.working_days_between(due_on, until)
    except BeyondHolidayData:
        late = 0
    if late and not short:
        return ngettext("%(n)d working day late", "%(n)d working days late", late) % {"n": late}
    late = late or (until - due_on).days
    return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}


def _none_left(today: date, calendar: WorkingCalendar) -> str:
    """The limit falls on days off that begin tomorrow, or have begun already."""
    return gettext("Last working day") if calendar.is_working_day(today) else gettext("No working day left")


def _weeks(days: int) -> Clock:
    weeks = days // WEEK
    return Clock(state=State.LATER, words=ngettext("%(n)d week left", "%(n)d weeks left", weeks) % {"n": weeks})


def _calendar_days(days: int) -> Clock:
    words = ngettext("%(n)d calendar day left", "%(n)d calendar days left", days) % {"n": days}
    return Clock(state=State.SOON if days <= SOON else State.LATER, words=words)
