"""The limits of planning that a review checks, from facts and law (rulebook 1B and 1L). Pure.

Where a placement is with a parent or a temporarily approved carer other visiting rules may hold; the facts that choose
them are given in `Facts`. A limit without a number in the nation's law is left out.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.law import DueDate, LawError, Nation, UnknownRule, catalogue, due_date
from heard.law.calendar_dates import age_on
from heard.planning.models import PlanDate

FIVE = 5  # years: from then on health is reviewed once a year


class State(StrEnum):
    """How a limit stands."""

    IN_TIME = "in_time"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"  # nothing recorded, and no day to count from


class Placed(StrEnum):
    """What sort of placement chooses the visiting rule."""

    ORDINARY = "ordinary"
    LONG_TERM = "long_term"
    WITH_PARENT = "with_parent"
    PARENT_UNDER_INTERIM_ORDER = "parent_interim"
    PARENT_UNDER_CARE_ORDER = "parent_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a child. `done` are the days by kind, any order. `reviewed_on` is the first review's day."""

    nation: Nation
    started_on: date
    born_on: date | None
    placement_started_on: date | None
    placed: Placed
    reviewed_on: date | None
    in_proceedings: bool
    done: dict[str, tuple[date, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit: what is owed, when it was last met, by when it is owed, with the reason."""

    kind: PlanDate.Kind
    state: State
    last_on: date | None
    due: DueDate | None


def limits(facts: Facts, *, today: date) -> tuple[Limit, ...]:
    """List the limits of a child who is looked after, as they stand today."""
    return (
        _care_plan(facts, today),
        _placement_plan(facts, today),
        _visit(facts, today),
        _health(facts, today),
        _education(facts, today),
    )


def _care_plan(facts: Facts, today: date) -> Limit:
    due = None if facts.in_proceedings else _due(facts, "care-plan-10wd", facts.started_on)
    return _once(facts, PlanDate.Kind.CARE_PLAN, due, since=facts.started_on, today=today)


def _placement_plan(facts: Facts, today: date) -> Limit:
    start = facts.placement_started_on or facts.started_on
    return _once(
        facts, PlanDate.Kind.PLACEMENT_PLAN, _due(facts, "placement-plan-5wd", start), since=start, today=today
    )


def _education(facts: Facts, today: date) -> Limit:
    due = _due(facts, "pep-10wd", facts.started_on)
    return _once(facts, PlanDate.Kind.EDUCATION, due, since=facts.started_on, today=today)


def _visit(facts: Facts, today: date) -> Limit:
    start = facts.placement_started_on or facts.started_on
    visits = _since(facts, PlanDate.Kind.VISIT, start)
    if not visits:
        return _owed(PlanDate.Kind.VISIT, None, _due(facts, "visit-first-1wk", start), today)
    rule, step = _visiting_rule(facts, start, visits[-1])
    return _owed(PlanDate.Kind.VISIT, visits[-1], _due(facts, rule, visits[-1], step=step), today)


def _visiting_rule(facts: Facts, start: date, last: date) -> tuple[str, int]:
    """The rule that sets the next visit, and its step: weekly until the first review, then longer."""
    later = 1 if facts.reviewed_on is not None and last >= facts.reviewed_on else 0
    if facts.placed is Placed.WITH_PARENT:
        return "visit-parent-immediate", later
    if facts.placed is Placed.PARENT_UNDER_INTERIM_ORDER:
        return "visit-temp-carer-or-ico-parent", later
    if facts.placed is Placed.PARENT_UNDER_CARE_ORDER:
        return "visit-care-order-parent", 1
    if facts.placed is Placed.LONG_TERM and age_on(start, last) >= 1:
        return "visit-3m-long-term", 0
    return "visit-6wk", 0


def _health(facts: Facts, today: date) -> Limit:
    done = facts.done.get(PlanDate.Kind.HEALTH, ())
    if not done:
        return _owed(PlanDate.Kind.HEALTH, None, _due(facts, "health-initial-20wd", facts.started_on), today)
    last = max(done)
    young = facts.born_on is not None and age_on(facts.born_on, last) < FIVE
    rule = "health-review-u5-6m" if young else "health-review-5plus-12m"
    return _owed(PlanDate.Kind.HEALTH, last, _due(facts, rule, last), today)


def _since(facts: Facts, kind: PlanDate.Kind, start: date) -> list[date]:
    return sorted(day for day in facts.done.get(kind, ()) if day >= start)


def _once(facts: Facts, kind: PlanDate.Kind, due: DueDate | None, *, since: date, today: date) -> Limit:
    """A limit that the first such day since the start meets; a plan made before the placement began is in time."""
    days = sorted(facts.done.get(kind, ()))
    last = days[-1] if days else None
    first = next((day for day in days if day >= since), None) or (last if last is not None else None)
    if first is None:
        return _owed(kind, None, due, today)
    late = due is not None and first > due.due_on
    return Limit(kind=kind, state=State.LATE if late else State.IN_TIME, last_on=last, due=due)


def _owed(kind: PlanDate.Kind, last: date | None, due: DueDate | None, today: date) -> Limit:
    if due is None:
        state = State.UNKNOWN if last is None else State.IN_TIME
    else:
        state = State.OVERDUE if today > due.due_on else State.DUE
    return Limit(kind=kind, state=state, last_on=last, due=due)


def _due(facts: Facts, rule_id: str, counted_from: date, *, step: int = 0) -> DueDate | None:
    try:
        rule = catalogue().rule(rule_id, facts.nation)
        return due_date(rule, counted_from=counted_from, step=step)
    except (LawError, UnknownRule):
        return None
