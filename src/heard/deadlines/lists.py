"""The lists that stand on pages: an IRO's week, children without an IRO, the service's day, the caseloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from heard.accounts.models import User
from heard.caseloads.queries import CaseloadCount, counted_officers
from heard.children.models import PeriodOfCare
from heard.children.queries import Children, visible_to
from heard.deadlines.measures import COUNTED
from heard.deadlines.models import Deadline
from heard.deadlines.queries import owed, unallocated
from heard.reviews.booking.queries import booked
from heard.reviews.models import Review

REVIEWS = (Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing owed, with the next booking of the child where it is a review."""

    deadline: Deadline
    booking: Review | None


def owed_with_bookings(children: Children, *, until: date) -> list[Owed]:
    """This will list what is owed up to a day for children, soonest first, in two queries."""
    rows = list(owed(children, until=until))
    bookings = booked({row.child_id for row in rows})
    return [Owed(deadline=row, booking=bookings.get(row.child_id) if row.kind in REVIEWS else None) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutIro:
    """A looked-after child for whom no IRO is named: by when one must be, and the first review where it is owed."""

    appoint: Deadline
    review: Deadline | None


def without_iro(viewer: User, *, offset: int = 0, limit: int = 50) -> list[WithoutIro]:
    """This will list the children without an IRO, soonest first, with the review each is owed, in one query."""
    wanted = unallocated(viewer).values("child_id")[offset : offset + limit]
    rows = (
        Deadline.objects.filter(
            Q(kind=Deadline.Kind.APPOINT_IRO) | Q(chain__in=COUNTED),
            authority_id=viewer.authority_id,
            state=Deadline.State.OWED,
            child_id__in=Subquery(wanted),
        )
        .select_related("child", "period")
        .order_by("due_on", "child__sort_key", "child_id")
    )
    reviews: dict[int, Deadline] = {}
    appoint: list[Deadline] = []
    for row in rows:
        if row.kind == Deadline.Kind.APPOINT_IRO:
            appoint.append(row)
        else:
            reviews.setdefault(row.period_id, row)
    return [WithoutIro(appoint=row, review=reviews.get(row.period_id)) for row in appoint]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What the service's day begins with. Children are counted by stream."""

    full_time: int
    short_break: int
    without_iro: int
    overdue: int
    without_reason: int


def pulse(viewer: User, *, today: date, year_began: date) -> Pulse:
    """This will count, among the children whom the viewer may see and in one query: those in care, those without an
    IRO, reviews overdue, and reviews held late since `year_began` for which nobody has said why."""
    running = Q(state=Deadline.State.OWED, period__ceased_on__isnull=True)
    found = (
        Deadline.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))
        .filter(Q(state=Deadline.State.OWED) | Q(chain__in=COUNTED, in_time=False, met_on__gte=year_began))
        .aggregate(
            full_time=Count("child", distinct=True, filter=running & Q(period__stream=PeriodOfCare.Stream.FULL_TIME)),
            short_break=Count(
                "child", distinct=True, filter=running & Q(period__stream=PeriodOfCare.Stream.SHORT_BREAK)
            ),
            without_iro=Count("pk", filter=Q(kind=Deadline.Kind.APPOINT_IRO, state=Deadline.State.OWED)),
            overdue=Count("pk", filter=Q(kind__in=REVIEWS, state=Deadline.State.OWED, due_on__lt=today)),
            without_reason=Count(
                "pk",
                filter=Q(
                    chain__in=COUNTED, state=Deadline.State.MET, in_time=False, relaxed=False, review__late_reason=""
                ),
            ),
        )
    )
    return Pulse(**found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """What one IRO carries, and how many of these children's reviews are late now."""

    count: CaseloadCount
    late: int


def caseload_table(authority_id: int, *, today: date) -> Sequence[Caseload]:
    """This will list the reviewing officers by name with what they carry, in one query."""
    late = (
        Deadline.objects.filter(
            authority_id=authority_id,
            state=Deadline.State.OWED,
            kind__in=REVIEWS,
            due_on__lt=today,
            child__named_iros__iro=OuterRef("pk"),
            child__named_iros__ended_on__isnull=True,
        )
        .order_by()
        .values("child__named_iros__iro")
        .annotate(n=Count("pk"))
        .values("n")
    )
    officers = counted_officers(authority_id).annotate(late=Coalesce(Subquery(late), Value(0)))
    return [
        Caseload(count=CaseloadCount(iro=iro, full_time=iro.full_time, short_break=iro.short_break), late=iro.late)
        for iro in officers
    ]
