"""Whether a series of placements still counts as short breaks (CPR10 reg 48; CPR15W reg 62)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from heard.law.calendar_dates import add_months
from heard.law.catalogue import catalogue
from heard.law.errors import ImpossibleFacts
from heard.law.rules import Nation, Version, long_date

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortBreak:
    """One stay away from home; both days count. `went_home` says that the child returned home after it."""

    started_on: date
    ended_on: date
    went_home: bool = True

    @property
    def days(self) -> int:
        """Count the days of the stay, its first and its last included (the safe reading)."""
        return (self.ended_on - self.started_on).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortBreakTest:
    """Whether the series passes; when it fails, from which day full rules apply and why."""

    passes: bool
    fails_on: date | None
    reason: str | None
    most_days: int
    most_days_on: date | None


def judge_series(nation: Nation, breaks: Iterable[ShortBreak]) -> ShortBreakTest:
    """Test a series day by day: length of each break, days in the rolling months, going home after each.

    The version in force on the first day of a break rules its length, the one in force on a day the total
    of the months that end with that day. Raises NoRuleInForce, ImpossibleFacts.
    """
    series = sorted(breaks, key=lambda item: item.started_on)
    _require_possible(series)
    failures = [_first_too_long(nation, series), _first_over_total(nation, series), _first_not_home(series)]
    found = sorted(failure for failure in failures if failure is not None)
    most_days, most_days_on = _busiest(nation, series)
    return ShortBreakTest(
        passes=not found,
        fails_on=found[0][0] if found else None,
        reason=found[0][1] if found else None,
        most_days=most_days,
        most_days_on=most_days_on,
    )


def days_in_window(nation: Nation, breaks: Iterable[ShortBreak], *, on: date) -> int:
    """Count the days of breaks, each day once, in the rolling months that end with `on`."""
    opens = add_months(on, -_version(nation, on).values["window_months"]) + _ONE_DAY
    return len({day for day in _days(breaks) if opens <= day <= on})


def _first_too_long(nation: Nation, series: list[ShortBreak]) -> tuple[date, str] | None:
    for item in series:
        limit = _version(nation, item.started_on).values.get("longest_break_days")
        if limit is not None and item.days > limit:
            day = item.started_on + timedelta(days=limit)
            return day, f"The break from {long_date(item.started_on)} is longer than {limit} days."
    return None


def _first_over_total(nation: Nation, series: list[ShortBreak]) -> tuple[date, str] | None:
    for day in _days(series):
        values = _version(nation, day).values
        if days_in_window(nation, series, on=day) > values["total_days"]:
            window = values["window_months"]
            return day, f"More than {values['total_days']} days in the {window} months to {long_date(day)}."
    return None


def _first_not_home(series: list[ShortBreak]) -> tuple[date, str] | None:
    for item in series:
        if not item.went_home:
            return item.ended_on, f"The child did not go home after the break that ended on {long_date(item.ended_on)}."
    return None


def _busiest(nation: Nation, series: list[ShortBreak]) -> tuple[int, date | None]:
    totals = [(days_in_window(nation, series, on=item.ended_on), item.ended_on) for item in series]
    return max(totals, key=lambda total: total[0], default=(0, None))


def _days(series: Iterable[ShortBreak]) -> Iterable[date]:
    for item in series:
        for number in range(item.days):
            yield item.started_on + timedelta(days=number)


def _version(nation: Nation, day: date) -> Version:
    return catalogue().rule("short-break-test", nation).version_for(day)


def _require_possible(series: list[ShortBreak]) -> None:
    previous: date | None = None
    for item in series:
        if item.ended_on < item.started_on:
            raise ImpossibleFacts(f"The break from {long_date(item.started_on)} ends before it starts.")
        if previous is not None and item.started_on < previous:
            raise ImpossibleFacts(f"The break from {long_date(item.started_on)} overlaps the one before it.")
        previous = item.ended_on
