"""Turn a rule and the day its clock started into a date with its reason (rulebook 2.2 to 2.8)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from heard.law import calendar_dates
from heard.law.errors import BeyondHolidayData, RuleHasNoNumber
from heard.law.rules import (
    Citation,
    Confidence,
    Direction,
    Duty,
    Length,
    LengthKind,
    Nation,
    Rule,
    Version,
)
from heard.law.working_days import SkippedDay, england_and_wales

_DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """The last day on which a duty can be done in time, and why it is that day.

    `due_from` is the first day allowed, for a window or a "not before" rule. A limit counted back gives
    the last acceptable day before the clock. The skipped days are worked out when they are asked for.
    """

    rule_id: str
    title: str
    nation: Nation
    direction: Direction
    version: Version
    length: Length
    counted_from: date
    due_on: date
    due_from: date | None = None

    @property
    def citation(self) -> Citation:
        return self.version.citation

    @property
    def duty(self) -> Duty:
        return self.version.duty

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the value is from memory and a person must check it before relying on it."""
        return self.version.confidence is Confidence.MEMORY

    @property
    def skipped(self) -> tuple[SkippedDay, ...]:
        """List every day that a count of working days passed over, with why; empty for other units."""
        if self.length.kind is not LengthKind.WORKING_DAYS:
            return ()
        return england_and_wales().skipped_between(self.counted_from, self.due_on)

    @property
    def latest_practical_on(self) -> date | None:
        """Give the last working day before a limit that falls on a non-working day, which does not move.

        None when the limit is itself a working day, or lies beyond the loaded bank holidays.
        """
        try:
            practical = england_and_wales().previous_working_day(self.due_on)
        except BeyondHolidayData:
            return None
        return practical if practical != self.due_on else None


def due_on(rule: Rule, *, counted_from: date, step: int = 0) -> date:
    """Give the bare due date, without its reason; raises what `due_date` raises."""
    version = rule.version_for(counted_from)
    length = version.length if step == 0 else version.length_at(step)
    counter = _COUNTERS.get(length.kind)
    if counter is None:
        raise RuleHasNoNumber(_no_number(rule, version))
    return counter(counted_from, length, rule.direction is Direction.BACK)


def due_date(rule: Rule, *, counted_from: date, step: int = 0, clear_days: bool = False) -> DueDate:
    """Apply the version of `rule` in force when the clock started, and keep the reason.

    `step` 1 and up takes the later lengths of a rule in steps (weekly, then six-weekly). `clear_days`
    leaves one more day free when counting back in working days (rulebook 2.3).
    Raises NoRuleInForce, RuleHasNoNumber, BeyondHolidayData, BeyondCalendar.
    """
    due = due_on(rule, counted_from=counted_from, step=step)
    version = rule.version_for(counted_from)
    length = version.length_at(step)
    if clear_days and rule.direction is Direction.BACK and length.kind is LengthKind.WORKING_DAYS:
        due = england_and_wales().add_working_days(due, -1)
    return DueDate(
        rule_id=rule.id,
        title=rule.title,
        nation=rule.nation,
        direction=rule.direction,
        version=version,
        length=length,
        counted_from=counted_from,
        due_on=due,
        due_from=first_day(length, counted_from),
    )


def last_day(length: Length, *, counted_from: date) -> date:
    """Count a length forward from a day, whatever rule it belongs to. Raises RuleHasNoNumber."""
    counter = _COUNTERS.get(length.kind)
    if counter is None:
        raise RuleHasNoNumber(f"There is no date in {length}.")
    return counter(counted_from, length, False)


def first_day(length: Length, counted_from: date) -> date | None:
    """Give the first day allowed, for a window or a "not before" length; None for any other."""
    if length.kind in (LengthKind.WINDOW, LengthKind.NOT_BEFORE):
        return calendar_dates.add_days(counted_from, length.amount)
    return None


def _working_days(start: date, length: Length, back: bool) -> date:
    return england_and_wales().add_working_days(start, -length.amount if back else length.amount)


def _days(start: date, length: Length, back: bool) -> date:
    return calendar_dates.add_days(start, -length.amount if back else length.amount)


def _weeks(start: date, length: Length, back: bool) -> date:
    days = length.amount * _DAYS_IN_A_WEEK
    return calendar_dates.add_days(start, -days if back else days)


def _months(start: date, length: Length, back: bool) -> date:
    return calendar_dates.add_months(start, -length.amount if back else length.amount)


def _years(start: date, length: Length, back: bool) -> date:
    if length.beginning_with:
        return calendar_dates.last_day_of_years_beginning_with(start, length.amount)
    return calendar_dates.anniversary(start, -length.amount if back else length.amount)


def _window(start: date, length: Length, back: bool) -> date:
    last = length.amount if length.upper is None else length.upper
    return calendar_dates.add_days(start, -last if back else last)


_COUNTERS: dict[LengthKind, Callable[[date, Length, bool], date]] = {
    LengthKind.WORKING_DAYS: _working_days,
    LengthKind.DAYS: _days,
    LengthKind.WEEKS: _weeks,
    LengthKind.MONTHS: _months,
    LengthKind.YEARS: _years,
    LengthKind.WINDOW: _window,
    LengthKind.NOT_BEFORE: _days,
}


def _no_number(rule: Rule, version: Version) -> str:
    sentence = f"{rule.id} sets no number of days, so it has no due date: {version.length} ({rule.clock})."
    return f"{sentence} Use {rule.see} for a date." if rule.see else sentence
