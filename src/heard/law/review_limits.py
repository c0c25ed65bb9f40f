"""Which rule limits each review of a series, and the date it gives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from heard.law.catalogue import catalogue
from heard.law.engine import due_on, first_day, last_day
from heard.law.errors import BeyondCalendar, BeyondHolidayData, NoRuleInForce, UnknownRule
from heard.law.rules import Length, Nation, Rule, Version


class Chain(StrEnum):
    """Which series of reviews one belongs to; some run beside each other."""

    ORDINARY = "ordinary"
    SHORT_BREAK = "short-break"
    PATHWAY = "pathway"
    ADOPTION_AUTHORISED = "adoption-authorised"
    ADOPTION_PLACED = "adoption-placed"
    ADOPTION_RETURNED = "adoption-returned"


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit on one review. `due_on` is None when it cannot be worked out, and `note` says why."""

    rule_id: str
    step: int
    due_on: date | None
    target_on: date | None = None
    note: str | None = None
    due_from: date | None = None
    relaxed: bool = False


# The rules of each series in order; the last one repeats. A number is the step of a rule in steps.
_SERIES: dict[Nation, dict[Chain, tuple[tuple[str, int], ...]]] = {
    nation: {
        Chain.ORDINARY: (("review-first-20wd", 0), ("review-second-3m", 0), ("review-subsequent-6m", 0)),
        Chain.SHORT_BREAK: (("short-break-first-3m", 0), ("short-break-subsequent-6m", 0)),
        Chain.PATHWAY: (("pathway-review-6m", 0),),
    }
    for nation in Nation
}
_SERIES[Nation.ENGLAND] |= {
    Chain.ADOPTION_AUTHORISED: (("adoption-authorised-first-3m", 0), ("adoption-authorised-6m", 0)),
    Chain.ADOPTION_PLACED: (
        ("adoption-placed-first-4wk", 0),
        ("adoption-placed-second-3m", 0),
        ("adoption-placed-subsequent-6m", 0),
    ),
    Chain.ADOPTION_RETURNED: (("adoption-returned", 0),),
}
_SERIES[Nation.WALES] |= {
    Chain.ADOPTION_PLACED: (("adoption-wales", 0), ("adoption-wales", 1), ("adoption-wales", 2)),
}


def has_limits(chain: Chain, nation: Nation) -> bool:
    """Say whether the catalogue of the nation limits this series at all."""
    return chain in _SERIES[nation]


class LimitTable(dict[date, Limit]):
    """The limits of one place in a series, by the day counted from; each is worked out once and kept."""

    def __init__(self, rule: Rule, step: int) -> None:
        super().__init__()
        self._rule = rule
        self._step = step

    def __missing__(self, counted_from: date) -> Limit:
        limit = self[counted_from] = _work_out(self._rule, self._step, counted_from)
        return limit


@cache
def limits_of(chain: Chain, nation: Nation) -> tuple[LimitTable, ...]:
    """Give the tables of a series in order; the last one serves every later review."""
    series = _SERIES[nation][chain]
    return tuple(LimitTable(catalogue().rule(rule_id, nation), step) for rule_id, step in series)


def limit_on(chain: Chain, nation: Nation, *, place: int, counted_from: date) -> Limit:
    """Give the limit on the review at `place` (0 the first of its series), counted from `counted_from`."""
    tables = limits_of(chain, nation)
    return tables[min(place, len(tables) - 1)][counted_from]


def _work_out(rule: Rule, step: int, counted_from: date) -> Limit:
    try:
        rule, version = _in_force(rule, counted_from)
        due = due_on(rule, counted_from=counted_from, step=step)
    except (NoRuleInForce, BeyondHolidayData, BeyondCalendar) as error:
        return Limit(rule.id, step, None, note=str(error))
    straddles = version.in_force_until is not None and due > version.in_force_until
    return Limit(
        rule.id,
        step,
        due,
        due_from=first_day(version.length_at(step), counted_from),
        target_on=_target(rule, version, step, due, counted_from) if straddles else None,
        relaxed=_is_relaxed(rule, due),
    )


def completion_limit(nation: Nation, first_sitting: date) -> date | None:
    """Give the last day to complete an adjourned review; None before the rule, or past the holiday data."""
    try:
        return due_on(catalogue().rule("review-adjourn-20wd", nation), counted_from=first_sitting)
    except (NoRuleInForce, BeyondHolidayData):
        return None


def _is_relaxed(rule: Rule, due: date) -> bool:
    """Say whether a limit fell due while the six months were softened, in England in 2020."""
    if rule.id != "review-subsequent-6m":
        return False
    return any(version.in_force_on(due) for version in _relaxation(rule.nation))


@cache
def _relaxation(nation: Nation) -> tuple[Version, ...]:
    try:
        return catalogue().rule("review-subsequent-relaxed-2020", nation).versions
    except UnknownRule:
        return ()


def _in_force(rule: Rule, counted_from: date) -> tuple[Rule, Version]:
    """Give the rule, or the one before it, that was in force. Raises NoRuleInForce of the first."""
    try:
        return rule, rule.version_for(counted_from)
    except NoRuleInForce:
        if rule.preceded_by is None:
            raise
        earlier = catalogue().rule(rule.preceded_by, rule.nation)
        return earlier, earlier.version_for(counted_from)


def _target(rule: Rule, version: Version, step: int, due: date, counted_from: date) -> date | None:
    """Give the earlier of the two dates when a limit straddles a change of law (rulebook 2.6)."""
    length = _next_length(rule, version, step)
    if length is None or length == version.length_at(step):
        return None
    return min(due, last_day(length, counted_from=counted_from))


def _next_length(rule: Rule, version: Version, step: int) -> Length | None:
    later = [item for item in rule.versions if item.in_force_from > version.in_force_from]
    if later:
        return later[0].length_at(step)
    if rule.succeeded_by is None:
        return None
    return catalogue().rule(rule.succeeded_by, rule.nation).versions[0].length_at(step)
