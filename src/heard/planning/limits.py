"""The limits of planning that a review checks, from facts and law (rulebook 1B and 1L). Pure.

What is done shortly before a start counts for it, as the law wants plans made before a placement; what was done for an
earlier period or placement does not. A limit without a number in the nation's law has no date and its rule is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from heard.law import DueDate, LawError, Nation, UnknownRule, catalogue, due_date, has_rule
from heard.law.ages import AGE_OF_YEARLY_HEALTH_REVIEWS
from heard.law.calendar_dates import add_months, age_on
from heard.law.pathway import TimeInCare, eligible_from
from heard.law.school_terms import Term, term_after
from heard.planning.models import PlanDate

Kind = PlanDate.Kind
SHORTLY_BEFORE = timedelta(weeks=4)  # a choice of this service: the law says "before" and gives no number
SCHOOL_AGE = 3  # years: a personal education plan begins with the early years (guidance on looked-after children)
PATHWAY_PLAN = "pathway-plan-asap"
EDUCATION_PLAN = "pep-10wd"
AREA_NOTICE = "out-of-area-notice-5wd"
HEALTH_STANDS = "done_within_months_before"  # the value of health-initial


class State(StrEnum):
    """How a limit stands."""

    IN_TIME = "in_time"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"  # nothing recorded, and the law sets no day by which it is owed, or it may not be owed at all


class Placed(StrEnum):
    """What sort of placement chooses the rules."""

    ORDINARY = "ordinary"
    LONG_TERM = "long_term"
    WITH_PARENT = "with_parent"
    PARENT_UNDER_INTERIM_ORDER = "parent_interim"
    PARENT_UNDER_CARE_ORDER = "parent_order"
    DETAINED = "detained"  # remanded to youth detention accommodation
    FOR_ADOPTION = "adoption"
    SHORT_BREAKS = "short_breaks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a child who is looked after. `done` are the days by kind, any order.

    `reviewed_on` is the day of the first review of the period. `ordered_on` is the day of a care order made while the
    child lived with a parent. `in_proceedings` and `remanded` say how the period began; `before_ended_on` when an
    earlier period ended. `postcodes_apart`: home and placement lie in different postcode areas.
    """

    nation: Nation
    started_on: date
    born_on: date | None
    placement_started_on: date | None
    placed: Placed
    reviewed_on: date | None
    in_proceedings: bool
    done: Mapping[str, tuple[date, ...]]
    ordered_on: date | None = None
    remanded: bool = False
    before_ended_on: date | None = None
    postcodes_apart: bool = False
    in_care: tuple[TimeInCare, ...] = ()  # all periods of care, for the test of who is owed a pathway plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit: what is owed, by which rule, when it was last met, by when it is owed, with the reason.

    `by_terms`: it is owed every school term, in `term` next; None while the dates of that term are not known.
    """

    kind: PlanDate.Kind
    state: State
    last_on: date | None
    due: DueDate | None
    rule_id: str = ""
    by_terms: bool = False
    term: Term | None = None

    @property
    def by(self) -> date | None:
        """The day by which it is owed: the limit, or the last day of the term."""
        if self.term is not None:
            return self.term.last_day
        return self.due.due_on if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """A rule with the day from which it counts."""

    rule_id: str
    counted_from: date
    step: int = field(default=0)


def limits(facts: Facts, *, today: date) -> tuple[Limit, ...]:
    """List the limits of a child who is looked after, as they stand today.

    In a series of short breaks only the visits have a limit: the plan is part of the arrangement (CPR 2010 reg 48).
    """
    if facts.placed is Placed.SHORT_BREAKS:
        return (_visit(facts, today),)
    found = [_care_plan(facts, today), _placement_plan(facts, today), _visit(facts, today), _health(facts, today)]
    if _of_school_age(facts, today):
        found.append(_education(facts, today))
    found += _pathway_plan(facts, today)
    found += _area_notice(facts, today)
    if facts.nation is Nation.WALES:
        found += [_doctor(facts, today), _dentist(facts, today)]
    return tuple(found)


def _of_school_age(facts: Facts, today: date) -> bool:
    return facts.born_on is None or age_on(facts.born_on, max(today, facts.born_on)) >= SCHOOL_AGE


def _care_plan(facts: Facts, today: date) -> Limit:
    """A child who came by a care application has the court's timetable; one remanded a shorter limit."""
    rule = "care-plan-remand-5wd" if facts.remanded else "care-plan-10wd"
    if facts.in_proceedings:
        rule = "care-plan-court"
    return _once(Kind.CARE_PLAN, _Clock(rule_id=rule, counted_from=facts.started_on), facts, today)


def _placement_plan(facts: Facts, today: date) -> Limit:
    rule = "placement-plan-5wd"
    if facts.placed is Placed.DETAINED:
        rule = "detention-plan-10wd"
    elif facts.placed is Placed.FOR_ADOPTION:
        rule = ""  # the adoption placement plan has no number of days
    clock = _Clock(rule_id=rule, counted_from=_placement(facts))
    return _once(Kind.PLACEMENT_PLAN, clock, facts, today)


def _education(facts: Facts, today: date) -> Limit:
    return _once(Kind.EDUCATION, _Clock(rule_id=EDUCATION_PLAN, counted_from=facts.started_on), facts, today)


def is_reviewed_by_term(one: Limit, nation: Nation) -> bool:
    """Whether it is a personal education plan that was made, which the nation wants reviewed every school term."""
    return one.kind is Kind.EDUCATION and one.last_on is not None and has_rule(EDUCATION_PLAN, nation)


def by_term(one: Limit, terms: Sequence[Term], *, today: date) -> Limit:
    """Count a plan that was made by school term: it is owed again by the end of the term after the last one.

    Where the dates of that term are not known, it stands as it was first made.
    """
    term = term_after(terms, one.last_on) if one.last_on is not None else None
    if term is None:
        return replace(one, by_terms=True)
    state = State.OVERDUE if today > term.last_day else State.DUE
    return replace(one, state=state, due=None, by_terms=True, term=term)


def _pathway_plan(facts: Facts, today: date) -> list[Limit]:
    """Of an eligible child (England) or category 1 young person (Wales) alone. The law sets the day of the needs
    assessment; the plan follows as soon as it can be, and is reviewed with the child's case (rulebook 1I)."""
    if facts.born_on is None:
        return []
    eligible_on = eligible_from(facts.nation, born_on=facts.born_on, periods=facts.in_care, as_of=today)
    if eligible_on is None:
        return []
    made = [day for day in facts.done.get(Kind.PATHWAY_PLAN, ()) if day >= eligible_on - SHORTLY_BEFORE]
    if made:
        return [Limit(kind=Kind.PATHWAY_PLAN, state=State.IN_TIME, last_on=max(made), due=None, rule_id=PATHWAY_PLAN)]
    clock = _Clock(rule_id="pathway-assess-3m", counted_from=eligible_on)
    return [_owed(Kind.PATHWAY_PLAN, None, clock, facts, today)]


def _area_notice(facts: Facts, today: date) -> list[Limit]:
    """Written notice of a placement outside the area, to the authority of that area: before the placement begins, in an
    emergency by the limit (CPR 2010 reg 13). No return says which placements these are. So one without a notice is
    listed only where the postcodes of home and placement lie apart, and nothing is reproached."""
    if not has_rule(AREA_NOTICE, facts.nation):
        return []
    clock = _Clock(rule_id=AREA_NOTICE, counted_from=_placement(facts))
    found = _once(Kind.AREA_NOTICE, clock, facts, today)
    if found.last_on is not None:
        return [found]
    return [replace(found, state=State.UNKNOWN)] if facts.postcodes_apart and found.due is not None else []


def _doctor(facts: Facts, today: date) -> Limit:
    return _once(Kind.DOCTOR, _Clock(rule_id="wales-gp-10wd", counted_from=_placement(facts)), facts, today)


def _dentist(facts: Facts, today: date) -> Limit:
    return _once(Kind.DENTIST, _Clock(rule_id="wales-dentist-3m", counted_from=facts.started_on), facts, today)


def _visit(facts: Facts, today: date) -> Limit:
    """The next visit, counted from the last of this placement, or of the order that changed the rule."""
    start = max(_placement(facts), facts.ordered_on or _placement(facts))
    visits = sorted(day for day in facts.done.get(Kind.VISIT, ()) if day >= start)
    if not visits:
        return _owed(Kind.VISIT, None, _Clock(rule_id=_first_visit(facts), counted_from=start), facts, today)
    return _owed(Kind.VISIT, visits[-1], _next_visit(facts, visits[-1]), facts, today)


def _first_visit(facts: Facts) -> str:
    if facts.placed is Placed.PARENT_UNDER_CARE_ORDER and facts.ordered_on is not None:
        return "visit-care-order-parent"
    special = {Placed.SHORT_BREAKS: "short-break-visits", Placed.FOR_ADOPTION: "adoption-visits"}
    return special.get(facts.placed, "visit-first-1wk")


def _next_visit(facts: Facts, last: date) -> _Clock:
    """The rule of the next visit. Where it is weekly until the first review, it is longer from that day on."""
    weekly = {
        Placed.WITH_PARENT: "visit-parent-immediate",
        Placed.PARENT_UNDER_INTERIM_ORDER: "visit-temp-carer-or-ico-parent",
    }
    if facts.placed in weekly:
        clock = _Clock(rule_id=weekly[facts.placed], counted_from=last)
        due = _due(facts, clock)
        reviewed = facts.reviewed_on is not None and (due is None or facts.reviewed_on < due.due_on)
        return _Clock(rule_id=clock.rule_id, counted_from=last, step=int(reviewed))
    later = {
        Placed.PARENT_UNDER_CARE_ORDER: "visit-care-order-parent",
        Placed.SHORT_BREAKS: "short-break-visits",
        Placed.FOR_ADOPTION: "adoption-visits",
    }
    if facts.placed in later:
        return _Clock(rule_id=later[facts.placed], counted_from=last, step=1)
    long_term = facts.placed is Placed.LONG_TERM and age_on(_placement(facts), last) >= 1
    return _Clock(rule_id="visit-3m-long-term" if long_term else "visit-6wk", counted_from=last)


def _health(facts: Facts, today: date) -> Limit:
    """The first assessment, then the next by the age at the last one. One made shortly before the start stands."""
    since = _health_since(facts)
    done = [day for day in facts.done.get(Kind.HEALTH, ()) if day >= since]
    if not done:
        clock = _Clock(rule_id="health-initial-20wd", counted_from=facts.started_on)
        if facts.nation is Nation.WALES:
            clock = _Clock(rule_id="health-initial", counted_from=facts.started_on)
        return _owed(Kind.HEALTH, None, clock, facts, today)
    last = max(done)
    young = facts.born_on is not None and age_on(facts.born_on, last) < AGE_OF_YEARLY_HEALTH_REVIEWS
    rule = "health-review-u5-6m" if young else "health-review-5plus-12m"
    return _owed(Kind.HEALTH, last, _Clock(rule_id=rule, counted_from=last), facts, today)


def _health_since(facts: Facts) -> date:
    """From when an assessment counts: some months before the child came into care, as the rule says."""
    try:
        version = catalogue().rule("health-initial", facts.nation).version_for(facts.started_on)
    except LawError:
        return facts.started_on
    return add_months(facts.started_on, -version.values.get(HEALTH_STANDS, 0))


def _placement(facts: Facts) -> date:
    return max(facts.placement_started_on or facts.started_on, facts.started_on)


def _once(kind: PlanDate.Kind, clock: _Clock, facts: Facts, today: date) -> Limit:
    """A limit that the first such day meets. What was done shortly before the start is in time."""
    since = clock.counted_from - SHORTLY_BEFORE
    if facts.before_ended_on is not None:
        since = max(since, facts.before_ended_on)
    days = sorted(day for day in facts.done.get(kind, ()) if day >= since)
    if not days:
        return _owed(kind, None, clock, facts, today)
    due = _due(facts, clock)
    late = due is not None and days[0] > due.due_on
    state = State.LATE if late else State.IN_TIME
    return Limit(kind=kind, state=state, last_on=days[-1], due=due, rule_id=clock.rule_id)


def _owed(kind: PlanDate.Kind, last: date | None, clock: _Clock, facts: Facts, today: date) -> Limit:
    due = _due(facts, clock)
    if due is None:
        state = State.UNKNOWN if last is None else State.IN_TIME
    else:
        state = State.OVERDUE if today > due.due_on else State.DUE
    return Limit(kind=kind, state=state, last_on=last, due=due, rule_id=clock.rule_id)


def _due(facts: Facts, clock: _Clock) -> DueDate | None:
    """The date by the law of the nation; None where it has no such rule, or none with a number on that day."""
    try:
        rule = catalogue().rule(clock.rule_id, facts.nation)
        return due_date(rule, counted_from=clock.counted_from, step=clock.step)
    except (LawError, UnknownRule):
        return None
