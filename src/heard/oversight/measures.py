"""The counts behind M27 (midway), M28 (contact), M29 (significant events) and M31 (plan in date)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from django.db.models import Q, QuerySet

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import PeriodOfCare, Source
from heard.law import Nation
from heard.law.calendar_dates import add_months
from heard.oversight.models import IroContact, MidwayCheck
from heard.oversight.queries import QUIET_AFTER_MONTHS
from heard.planning.models import PlanDate, SignificantChange
from heard.reviews.limits import own_limit
from heard.reviews.measures.telling import Telling
from heard.reviews.models import PrivateTalk, Review
from heard.reviews.settings import own_limits_of

LEAST_MONTHS = 3  # shorter intervals between two reviews need no check midway
PLAN_UPDATED = "care-plan-update-10wd"
OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many out of so many, with the parts that explain it.

    `left_out` counts what lies before the day from which the service can tell.
    """

    numerator: int
    denominator: int
    parts: dict[str, int] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Significant changes told in a span: how many by kind, what was decided, and days from event to IRO."""

    told: int
    kinds: dict[str, int]
    outcomes: dict[str, int]
    middle_days: float | None
    counted_days: int


def midway(authority_id: int, *, first: date, last: date, told: Telling) -> Share:
    """Intervals of 3 months or more between consecutive reviews that ended in the span, with a check within them.

    An interval that began before the service can tell is left out: a check within it may be known to nobody.
    """
    held: dict[tuple[int | None, int], list[date]] = defaultdict(list)
    rows = Review.objects.filter(authority_id=authority_id, state=Review.State.HELD, period__isnull=False)
    for period_id, child_id, held_on in rows.order_by("held_on").values_list("period_id", "child_id", "held_on"):
        if held_on is not None:
            held[period_id, child_id].append(held_on)
    checks: dict[int, list[date]] = defaultdict(list)
    for checked, on in MidwayCheck.objects.filter(authority_id=authority_id).values_list("child_id", "checked_on"):
        checks[checked].append(on)
    ended = [
        (child_id, start, end)
        for (_period_id, child_id), days in held.items()
        for start, end in pairwise(days)
        if first <= end <= last
    ]
    long = [row for row in ended if row[2] >= add_months(row[1], LEAST_MONTHS)]
    known, left_out = told.part(long, day=lambda row: row[1])
    every, _before = told.part(ended, day=lambda row: row[1])
    good = sum(any(start <= day < end for day in checks[child_id]) for child_id, start, end in known)
    parts = {"shorter": len(every) - len(known)}
    return Share(numerator=good, denominator=len(known), parts=parts, left_out=left_out)


def contact_since(census: date) -> date:
    """The first of the days in which a contact counts on the census."""
    return add_months(census, -QUIET_AFTER_MONTHS)


def contact(authority_id: int, *, census: date) -> Share:
    """Children in full-time care for 6 months on the census with whom the IRO was in direct contact in 6 months."""
    since = contact_since(census)
    wanted = set(_full_time(authority_id, census).filter(started_on__lte=since).values_list("child_id", flat=True))
    span = (since, census)
    alone = Counter[int]()
    seen: set[int] = set()
    contacts = IroContact.objects.filter(authority_id=authority_id, spoke_with=IroContact.With.CHILD, on__range=span)
    talks = PrivateTalk.objects.filter(authority_id=authority_id, talked_on__range=span)
    checks = MidwayCheck.objects.filter(authority_id=authority_id, child_on__range=span)
    for child_id, is_alone in [
        *contacts.values_list("child_id", "seen_alone"),
        *talks.values_list("review__child_id", "seen_alone"),
    ]:
        seen.add(child_id)
        alone[child_id] += is_alone
    seen |= set(checks.values_list("child_id", flat=True))
    met = wanted & seen
    return Share(numerator=len(met), denominator=len(wanted), parts={"seen_alone": sum(bool(alone[pk]) for pk in met)})


def changes(authority_id: int, *, first: date, last: date) -> Changes:
    """Significant changes told in the span, by kind and by what was decided; days count from event to telling."""
    rows = list(
        SignificantChange.objects.filter(authority_id=authority_id, told_on__range=(first, last)).values_list(
            "kind", "decision__decision", "proposed", "happens_on", "told_on"
        )
    )
    days = [
        (told_on - happens_on).days
        for _kind, _decision, proposed, happens_on, told_on in rows
        if not proposed and happens_on is not None and happens_on <= told_on
    ]
    return Changes(
        told=len(rows),
        kinds=dict(Counter(kind for kind, *_ in rows)),
        outcomes=dict(Counter(decision or OPEN for _kind, decision, *_ in rows)),
        middle_days=median(days) if days else None,
        counted_days=len(days),
    )


def plan_in_date(authority: ResponsibleAuthority, *, census: date, until: date, told: Telling) -> Share:
    """Children in full-time care on the census whose plan was revised in time after their last completed review.

    `until` is the last day whose limits have passed: one whose limit still runs and whose plan is not revised is not
    judged yet. A child whose last review lies before the day from which the service can tell is left out. Where the
    nation has no such rule, by the limit of the council's own; without one nobody has a limit.
    """
    nation, own = Nation(authority.nation), own_limits_of(authority)
    children = set(_full_time(authority.pk, census).values_list("child_id", flat=True))
    last_of = _last_completed(authority.pk, census)
    reviewed = [(child_id, last_of[child_id]) for child_id in children & last_of.keys()]
    known, left_out = told.part(reviewed, day=lambda row: row[1].held_on)
    plans: dict[int, list[date]] = defaultdict(list)
    made = PlanDate.objects.filter(authority=authority, kind=PlanDate.Kind.CARE_PLAN, done_on__lte=census)
    for child_id, on in made.values_list("child_id", "done_on"):
        plans[child_id].append(on)
    counted: Counter[str] = Counter(no_review=len(children) - len(reviewed))
    for child_id, last in known:
        due = own_limit(PLAN_UPDATED, nation, own, counted_from=last.completed_on)
        if due is None:
            counted["no_limit"] += 1
            continue
        counted[_judged(plans[child_id], since=last.completed_on, limit=due.due_on, until=until)] += 1
    return Share(
        numerator=counted["in_time"],
        denominator=counted["in_time"] + counted["late"],
        parts={name: counted[name] for name in ("no_review", "no_limit", "not_yet")},
        left_out=left_out,
    )


def _judged(plans: Sequence[date], *, since: date, limit: date, until: date) -> str:
    if any(since <= day <= limit for day in plans):
        return "in_time"
    return "late" if limit <= until else "not_yet"


class _Days(NamedTuple):
    held_on: date
    completed_on: date


def _last_completed(authority_id: int, census: date) -> dict[int, _Days]:
    """The last completed review of each child; one that came with a return was completed on the day it was held."""
    rows = Review.objects.filter(authority_id=authority_id, state=Review.State.HELD, held_on__lte=census)
    found: dict[int, _Days] = {}
    told = rows.order_by("held_on").values_list("child_id", "held_on", "completed_on", "source")
    for child_id, held_on, completed_on, source in told:
        completed = completed_on or (held_on if source == Source.RETURN else None)
        if held_on is not None and completed is not None and completed <= census:
            found[child_id] = _Days(held_on, completed)
    return found


def _full_time(authority_id: int, on: date) -> QuerySet[PeriodOfCare]:
    return PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=on),
        authority_id=authority_id,
        stream=PeriodOfCare.Stream.FULL_TIME,
        started_on__lte=on,
    )
