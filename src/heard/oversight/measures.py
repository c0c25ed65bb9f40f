"""The counts behind M27 (midway), M28 (contact), M29 (significant events) and M31 (plan in date)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median

from django.db.models import Q, QuerySet

from heard.children.models import PeriodOfCare
from heard.law import LawError, Nation, UnknownRule, catalogue, due_date
from heard.law.calendar_dates import add_months
from heard.oversight.models import IroContact, MidwayCheck
from heard.oversight.queries import QUIET_AFTER_MONTHS
from heard.planning.models import PlanDate, SignificantChange
from heard.reviews.models import PrivateTalk, Review

LEAST_MONTHS = 3  # shorter intervals between two reviews need no check midway
PLAN_UPDATED = "care-plan-update-10wd"
OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many out of so many, with the parts that explain it."""

    numerator: int
    denominator: int
    parts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Significant changes told in a span: how many by kind, what was decided, and days from event to IRO."""

    told: int
    kinds: dict[str, int]
    outcomes: dict[str, int]
    middle_days: float | None
    counted_days: int


def midway(authority_id: int, *, first: date, last: date) -> Share:
    """Intervals of 3 months or more between consecutive reviews that ended in the span, with a check within them."""
    held: dict[tuple[int | None, int], list[date]] = defaultdict(list)
    rows = Review.objects.filter(authority_id=authority_id, state=Review.State.HELD, period__isnull=False)
    for period_id, child_id, held_on in rows.order_by("held_on").values_list("period_id", "child_id", "held_on"):
        if held_on is not None:
            held[period_id, child_id].append(held_on)
    checks: dict[int, list[date]] = defaultdict(list)
    for checked, on in MidwayCheck.objects.filter(authority_id=authority_id).values_list("child_id", "checked_on"):
        checks[checked].append(on)
    good = every = short = 0
    for (_period_id, child_id), days in held.items():
        for start, end in pairwise(days):
            if not first <= end <= last:
                continue
            if end < add_months(start, LEAST_MONTHS):
                short += 1
                continue
            every += 1
            good += any(start <= day < end for day in checks[child_id])
    return Share(numerator=good, denominator=every, parts={"shorter": short})


def contact(authority_id: int, *, census: date) -> Share:
    """Children in full-time care for 6 months on the census with whom the IRO was in direct contact in 6 months."""
    since = add_months(census, -QUIET_AFTER_MONTHS)
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


def plan_in_date(authority_id: int, nation: Nation, *, census: date, until: date) -> Share | None:
    """Children in full-time care on the census whose plan was revised in time after their last completed review.

    `until` is the last day whose limits have passed: one whose limit still runs and whose plan is not revised is not
    judged yet. None where the nation has no such rule.
    """
    try:
        rule = catalogue().rule(PLAN_UPDATED, nation)
    except UnknownRule:
        return None
    children = set(_full_time(authority_id, census).values_list("child_id", flat=True))
    last = _last_completed(authority_id, census)
    plans: dict[int, list[date]] = defaultdict(list)
    made = PlanDate.objects.filter(authority_id=authority_id, kind=PlanDate.Kind.CARE_PLAN, done_on__lte=census)
    for child_id, on in made.values_list("child_id", "done_on"):
        plans[child_id].append(on)
    counted: Counter[str] = Counter()
    for child_id in children:
        if child_id not in last:
            counted["no_review"] += 1
            continue
        try:
            limit = due_date(rule, counted_from=last[child_id]).due_on
        except LawError:
            counted["no_limit"] += 1
            continue
        counted[_judged(plans[child_id], since=last[child_id], limit=limit, until=until)] += 1
    return Share(
        numerator=counted["in_time"],
        denominator=counted["in_time"] + counted["late"],
        parts={name: counted[name] for name in ("no_review", "no_limit", "not_yet")},
    )


def _judged(plans: Sequence[date], *, since: date, limit: date, until: date) -> str:
    if any(since <= day <= limit for day in plans):
        return "in_time"
    return "late" if limit <= until else "not_yet"


def _last_completed(authority_id: int, census: date) -> dict[int, date]:
    rows = Review.objects.filter(
        authority_id=authority_id, state=Review.State.HELD, held_on__lte=census, completed_on__lte=census
    )
    found: dict[int, date] = {}
    for child_id, completed_on in rows.order_by("held_on").values_list("child_id", "completed_on"):
        if completed_on is not None:
            found[child_id] = completed_on
    return found


def _full_time(authority_id: int, on: date) -> QuerySet[PeriodOfCare]:
    return PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=on),
        authority_id=authority_id,
        stream=PeriodOfCare.Stream.FULL_TIME,
        started_on__lte=on,
    )
