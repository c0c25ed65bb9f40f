"""M09 and M10: reviews in time, and children with every review in time (definitions in docs and product texts).

Both count the reviews of the care of a child: the ordinary series, that of a placement for adoption which takes its
place, and short breaks. Series that run beside these are the same meetings and are not counted twice. Left out are a
late review of the relaxed months of 2020, which is no plain breach, a review that still goes on, and one whose limit
cannot be worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncMonth

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from heard.children.models import Child, PeriodOfCare, Source
from heard.children.queries import visible_to
from heard.deadlines.models import Deadline
from heard.law import england_and_wales
from heard.law.review_limits import Chain
from heard.reviews.models import Review

APRIL = 4
FULL_TIME = PeriodOfCare.Stream.FULL_TIME.value
SHORT_BREAK = PeriodOfCare.Stream.SHORT_BREAK.value
CHAINS = {
    FULL_TIME: (Chain.ORDINARY.value, Chain.ADOPTION_PLACED.value),
    SHORT_BREAK: (Chain.SHORT_BREAK.value,),
}
COUNTED = tuple(chain for chains in CHAINS.values() for chain in chains)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that a measure looks at, both included, as they stand on `today`.

    A review due today is not late before the day is over, so limits count up to the day before today.
    """

    first: date
    last: date
    today: date

    @property
    def census(self) -> date:
        """The day on which children are counted: the end, or today while the span still runs."""
        return min(self.last, self.today)

    @property
    def limits_until(self) -> date:
        """The last day whose limits have passed."""
        return min(self.last, self.today - timedelta(days=1))

    @property
    def label(self) -> str:
        """The financial year as "2026-27"."""
        return f"{self.first.year}-{(self.first.year + 1) % 100:02d}"


def financial_year(*, today: date, ends_in: int | None = None) -> Span:
    """This will give the financial year (1 April to 31 March) that ends in that year, else the one of today."""
    end = ends_in or (today.year + (today.month >= APRIL))
    return Span(first=date(end - 1, APRIL, 1), last=date(end, APRIL, 1) - timedelta(days=1), today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A measure with what it is made of."""

    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """The reviews of one month and stream; one not yet held is counted in the month in which it was due."""

    month: date
    stream: str
    in_time: int
    late: int
    not_held: int
    left_out: int

    @property
    def held(self) -> int:
        """M08, of those whose time can be judged."""
        return self.in_time + self.late

    @property
    def all(self) -> int:
        """The denominator of M09."""
        return self.held + self.not_held


def counted(authority_id: int, span: Span) -> QuerySet[Any]:
    """This will give the reviews that M09 looks at: completed ones held in the span, and those due in it and still
    not held at its end. Each has `outcome`: in_time, late, not_held or left_out."""
    held = Q(state=Deadline.State.MET, review__held_on__range=(span.first, span.census))
    open_at_end = Q(due_on__range=(span.first, span.limits_until)) & (
        Q(state__in=(Deadline.State.OWED, Deadline.State.STOPPED))
        | Q(state=Deadline.State.MET, review__held_on__gt=span.census)
    )
    adjourned = held & Q(review__completed_on__isnull=True, review__source=Source.SERVICE)
    rows = Deadline.objects.filter(held | open_at_end, authority_id=authority_id, chain__in=COUNTED)
    return rows.annotate(
        outcome=Case(
            When(relaxed=True, in_time=False, then=Value("left_out")),
            When(adjourned, then=Value("left_out")),
            When(open_at_end, then=Value("not_held")),
            When(in_time=True, then=Value("in_time")),
            When(in_time=False, then=Value("late")),
            default=Value("left_out"),
            output_field=CharField(),
        )
    )


def reviews_by_month(authority_id: int, span: Span) -> list[MonthCount]:
    """This will count the reviews of M09 by month and stream, in one query; the sum of the months is the measure."""
    rows = (
        counted(authority_id, span)
        .annotate(month=TruncMonth(Case(When(outcome="not_held", then=F("due_on")), default=F("review__held_on"))))
        .values("month", "chain")
        .annotate(**{name: Count("pk", filter=Q(outcome=name)) for name in ("in_time", "late", "not_held", "left_out")})
        .order_by("month")
    )
    stream_of = {chain: stream for stream, chains in CHAINS.items() for chain in chains}
    sums: dict[tuple[date, str], list[int]] = {}
    for row in rows:
        counts = sums.setdefault((row["month"], stream_of[row["chain"]]), [0, 0, 0, 0])
        for place, name in enumerate(("in_time", "late", "not_held", "left_out")):
            counts[place] += row[name]
    return [
        MonthCount(month=month, stream=stream, in_time=good, late=late, not_held=open_, left_out=out)
        for (month, stream), (good, late, open_, out) in sorted(sums.items())
    ]


def reviews_in_time(months: Iterable[MonthCount], stream: str) -> Share:
    """This will sum M09 for one stream: of the reviews held, and due but not held, those held in time."""
    chosen = [month for month in months if month.stream == stream]
    return Share(numerator=sum(month.in_time for month in chosen), denominator=sum(month.all for month in chosen))


def children_counted(authority_id: int, span: Span, stream: str) -> QuerySet[Any]:
    """This will give the children that M10 looks at: in that stream on the census day, with a review that fell due in
    the span. Each has `breached`: one of these reviews was not held in time."""
    due = Deadline.objects.filter(
        child=OuterRef("pk"), chain__in=CHAINS[stream], due_on__range=(span.first, span.limits_until)
    )
    running = PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=span.census),
        child=OuterRef("pk"),
        stream=stream,
        started_on__lte=span.census,
    )
    broken = due.filter(~Q(state=Deadline.State.MET) | Q(in_time=False), relaxed=False)
    return Child.objects.filter(Exists(running), Exists(due), authority_id=authority_id).annotate(
        breached=Exists(broken)
    )


def children_in_time(authority_id: int, span: Span, stream: str = FULL_TIME) -> Share:
    """This will count M10: of these children, those whose every review due in the span was in time; one query."""
    found = children_counted(authority_id, span, stream).aggregate(
        every=Count("pk"), bad=Count("pk", filter=Q(breached=True))
    )
    return Share(numerator=found["every"] - found["bad"], denominator=found["every"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """M11: how late the reviews were that were held late, in working days, and why. An empty code is no reason yet."""

    count: int
    median_days: float | None
    most_days: int | None
    reasons: tuple[tuple[str, int], ...]
    avoidable: int = 0  # of these, how many could have been avoided, as people judged
    judged: int = 0


def lateness(authority_id: int, span: Span) -> Lateness:
    """This will say how late reviews held late were, in one query."""
    rows = list(
        counted(authority_id, span)
        .filter(outcome="late", review__held_on__gt=F("due_on"))
        .values_list("due_on", "review__held_on", "review__late_reason", "review__late_avoidable")
    )
    calendar = england_and_wales()
    days = [calendar.working_days_between(due, held) for due, held, *_ in rows if due and held and calendar.knows(held)]
    reasons: dict[str, int] = {}
    for _, _, reason, _ in rows:
        reasons[reason or ""] = reasons.get(reason or "", 0) + 1
    return Lateness(
        count=len(rows),
        median_days=median(days) if days else None,
        most_days=max(days) if days else None,
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        avoidable=sum(avoidable == Review.Avoidable.YES for *_, avoidable in rows),
        judged=sum(bool(avoidable) for *_, avoidable in rows),
    )


def reviews_listed(viewer: User, span: Span, *, outcomes: Iterable[str], streams: Iterable[str]) -> QuerySet[Any]:
    """This will list the reviews behind M09 that the viewer may see, latest limit first, with the IRO's name."""
    chains = [chain for stream in streams for chain in CHAINS[stream]]
    listed: QuerySet[Any] = (
        counted(viewer.authority_id, span)
        .filter(outcome__in=list(outcomes), chain__in=chains, child__in=visible_to(viewer))
        .annotate(iro_name=iro_name("child_id"))
        .select_related("child", "review")
        .order_by(F("due_on").desc(nulls_last=True), "child__sort_key", "pk")
    )
    return listed


def children_listed(viewer: User, span: Span, *, stream: str, breached: bool | None) -> QuerySet[Any]:
    """This will list the children behind M10 that the viewer may see, by name, with the IRO's name."""
    rows: QuerySet[Any] = children_counted(viewer.authority_id, span, stream).filter(pk__in=visible_to(viewer))
    if breached is not None:
        rows = rows.filter(breached=breached)
    rows = rows.annotate(iro_name=iro_name("pk"))
    return rows.order_by("sort_key", "pk")


def iro_name(child: str) -> Subquery:
    """This will give the name of the named IRO now, for an annotation; `child` is where the child's key stands."""
    running = NamedIro.objects.filter(child=OuterRef(child), ended_on__isnull=True)
    return Subquery(running.values("iro__name")[:1])
