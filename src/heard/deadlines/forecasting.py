"""What is coming for a service: gathers from the diary and the caseloads what the forecast must know.

Counted are the reviews of a child's care, as M09 counts them: the ordinary series, that of a placement for adoption,
and short breaks. The rate of early reviews is that of the last 365 days: second and later reviews held before half of
the time to their limit had passed, for each year that a child was in care.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from heard.accounts.models import ResponsibleAuthority
from heard.accounts.queries import names_of
from heard.caseloads.carrying import loads
from heard.caseloads.desks import arrivals_per_week, desks_of
from heard.caseloads.forecast import DAYS_OF_WORK, WEEKS, Desk, Falling, Forecast, Rates, WhatIf, forecast
from heard.caseloads.models import NamedIro
from heard.caseloads.settings import settings_of
from heard.children.family import sibling_groups
from heard.children.models import PeriodOfCare
from heard.deadlines.held import EARLY, reviews_held
from heard.deadlines.measures import COUNTED, Span
from heard.deadlines.models import Deadline
from heard.law import Nation, england_and_wales
from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import birthday

YEAR = timedelta(days=365)
LATER = 2  # the place in a series from which every review has the same limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Everything that the forecast of a service is worked out from, as it stands on a day.

    `undated` is how many reviews are owed whose limit cannot be worked out; they are in no week. `names` are those of
    the officers who have a post or carry children.
    """

    nation: Nation
    today: date
    falling: tuple[Falling, ...]
    desks: tuple[Desk, ...]
    rates: Rates
    siblings: dict[int, frozenset[int]]
    carried: dict[int, int]
    names: dict[int, str]
    undated: int

    @property
    def room_is_known(self) -> bool:
        """Whether any post is recorded: without one the room is not nothing, but not known."""
        return any(desk.posts for desk in self.desks)

    def forecast(self, what_if: WhatIf | None = None) -> Forecast:
        """This will lay the coming reviews and the room beside each other for 26 weeks."""
        return forecast(
            nation=self.nation,
            today=self.today,
            falling=self.falling,
            desks=self.desks,
            rates=self.rates,
            siblings=self.siblings,
            carried=self.carried,
            what_if=what_if,
        )

    def days_away(self, *, officer_id: int | None = None, without: Iterable[int] = ()) -> tuple[int, ...]:
        """This will count, for each of the weeks, the working days on which officers in post are on leave."""
        gone = set(without)
        desks = [desk for desk in self.desks if desk.iro_id not in gone and officer_id in (None, desk.iro_id)]
        monday = self.today - timedelta(days=self.today.weekday())
        return tuple(
            sum(
                _is_away(desk, monday + timedelta(weeks=week, days=day))
                for desk in desks
                for day in range(DAYS_OF_WORK)
            )
            for week in range(WEEKS)
        )


def load(authority: ResponsibleAuthority, today: date) -> Coming:
    """This will gather what the forecast of a service must know, in thirteen queries whatever its size."""
    falling, undated = _falling(authority.pk)
    desks = desks_of(authority.pk, today=today)
    carried = {officer: load.children for officer, load in loads(authority.pk, on=today).items() if load.children}
    known = {desk.iro_id for desk in desks}
    others = {*carried, *(one.iro_id for one in falling if one.iro_id is not None)} - known
    settings = settings_of(authority.pk)
    return Coming(
        nation=Nation(authority.nation),
        today=today,
        falling=tuple(falling),
        desks=(*desks, *(Desk(iro_id=officer, posts=()) for officer in sorted(others))),
        rates=Rates(
            reviews_per_full_time_week=float(settings.reviews_per_full_time_week),
            early_per_child_year=early_per_child_year(authority.pk, today=today),
            arrivals_per_week=arrivals_per_week(authority.pk, today=today),
        ),
        siblings=sibling_groups(authority.pk),
        carried=carried,
        names=names_of(known | others, authority_id=authority.pk),
        undated=undated,
    )


def _falling(authority_id: int) -> tuple[list[Falling], int]:
    """The reviews owed that have a limit, and how many have none."""
    iro = NamedIro.objects.filter(child=OuterRef("child"), ended_on__isnull=True).values("iro_id")[:1]
    rows = (
        Deadline.objects.filter(authority_id=authority_id, state=Deadline.State.OWED, chain__in=COUNTED)
        .annotate(iro=Subquery(iro))
        .order_by("due_on", "child_id")
        .values_list("child_id", "iro", "due_on", "chain", "number", "numbered", "child__born_on")
    )
    found, undated = [], 0
    for child, officer, due_on, chain, number, numbered, born_on in rows:
        if due_on is None:
            undated += 1
            continue
        found.append(
            Falling(
                child_id=child,
                iro_id=officer,
                due_on=due_on,
                chain=chain,
                place=number - 1 if numbered else LATER,
                stops_on=birthday(born_on, AGE_OF_LEAVING_CARE) if born_on else None,
            )
        )
    return found, undated


def early_per_child_year(authority_id: int, *, today: date) -> float:
    """This will give how many early reviews a child in care had in a year, over the last 365 days; 0 without care."""
    since = today - YEAR
    span = Span(first=since + timedelta(days=1), last=today, today=today)
    early = sum(review.kind == EARLY for review in reviews_held(authority_id, span))
    years = _years_in_care(authority_id, since=since, today=today)
    return early / years if years else 0.0


def _years_in_care(authority_id: int, *, since: date, today: date) -> float:
    ends = Least(Coalesce(F("ceased_on"), Value(today), output_field=DateField()), Value(today))
    begins = Greatest(F("started_on"), Value(since))
    found = PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=since), authority_id=authority_id, started_on__lt=today
    ).aggregate(days=Sum(ExpressionWrapper(ends - begins, output_field=DurationField())))
    return found["days"] / YEAR if found["days"] else 0.0


def _is_away(desk: Desk, day: date) -> bool:
    """Whether the officer would work on that day but is on leave."""
    calendar = england_and_wales()
    if not any(first <= day <= last for first, last in desk.leave):
        return False
    if not calendar.knows(day) or not calendar.is_working_day(day):
        return False
    return any(since <= day and (until is None or day < until) for since, until, _ in desk.posts)
