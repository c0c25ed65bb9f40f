"""Who becomes an eligible child (England) or category 1 young person (Wales), and when.

CPR10 reg 40(1) and CPR15W reg 47(1): weeks looked after in total since an age, aged 16 or 17, still looked
after. Short breaks do not count (reg 40(2), reg 47(2)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from heard.law.calendar_dates import birthday
from heard.law.catalogue import catalogue
from heard.law.engine import DueDate, due_date
from heard.law.rules import Nation, Rule

_TEST = {Nation.ENGLAND: "pathway-eligible-test", Nation.WALES: "pathway-category1-test"}
_DAYS_IN_A_WEEK = 7
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInCare:
    """A period of being looked after; both days count, and `until_on` is None while it lasts."""

    from_on: date
    until_on: date | None = None
    short_breaks_only: bool = False


def eligible_from(nation: Nation, *, born_on: date, periods: Iterable[TimeInCare], as_of: date) -> date | None:
    """Give the day on which the child became eligible, on or before `as_of`; None if that has not happened.

    It is the first day that is in care, at or after the lower age and before the upper one, and on which
    the days in care since the earlier age (that day included) make up the weeks required.
    """
    values = eligibility_rule(nation).latest.values
    since = birthday(born_on, values["since_age"])
    opens, closes = birthday(born_on, values["from_age"]), birthday(born_on, values["until_age"])
    needed = values["weeks"] * _DAYS_IN_A_WEEK
    counted = 0
    for first, last in _spells(periods, since=since, until=min(as_of, closes - _ONE_DAY)):
        reached = max(opens, first, first + timedelta(days=needed - counted - 1))
        if reached <= last:
            return reached
        counted += (last - first).days + 1
    return None


def days_in_care(nation: Nation, *, born_on: date, periods: Iterable[TimeInCare], as_of: date) -> int:
    """Count the days looked after since the age that the test names, up to and including `as_of`."""
    since = birthday(born_on, eligibility_rule(nation).latest.values["since_age"])
    return sum((last - first).days + 1 for first, last in _spells(periods, since=since, until=as_of))


def assessment_due(nation: Nation, *, born_on: date, eligible_on: date) -> DueDate:
    """Give the limit on the pathway needs assessment: from the 16th birthday or the later eligible day.

    Raises NoRuleInForce.
    """
    opens = birthday(born_on, eligibility_rule(nation).latest.values["from_age"])
    rule = catalogue().rule("pathway-assess-3m", nation)
    return due_date(rule, counted_from=max(opens, eligible_on))


def eligibility_rule(nation: Nation) -> Rule:
    """Give the rule that says who is eligible."""
    return catalogue().rule(_TEST[nation], nation)


def _spells(periods: Iterable[TimeInCare], *, since: date, until: date) -> list[tuple[date, date]]:
    """Give the days in care between two days as spells in order, without counting a day twice."""
    cut = sorted(
        (max(period.from_on, since), min(period.until_on or until, until))
        for period in periods
        if not period.short_breaks_only
    )
    spells: list[tuple[date, date]] = []
    for first, last in cut:
        begins = max(first, spells[-1][1] + _ONE_DAY) if spells else first
        if begins <= last:
            spells.append((begins, last))
    return spells
