"""Caseloads over time, and the children behind the numbers of a caseload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from heard.accounts.models import User
from heard.caseloads.caseload import Average
from heard.caseloads.models import FurtherCase, NamedIro
from heard.caseloads.settings import settings_of
from heard.children.models import Child, PeriodOfCare
from heard.children.queries import visible_to

FULL_TIME, SHORT_BREAK, PATHWAY, CHILD_PROTECTION = "full-time", "short-break", "pathway", "child-protection"
STREAMS = (FULL_TIME, SHORT_BREAK, PATHWAY, CHILD_PROTECTION)
MONTHS = 12
BY_DAY = """
select d.day,
  (select count(*) from caseloads_namediro n
   where n.authority_id = %(authority)s and n.appointed_on <= d.day and (n.ended_on is null or n.ended_on > d.day)
     and exists (select 1 from children_periodofcare p where p.child_id = n.child_id and p.started_on <= d.day
                 and (p.ceased_on is null or p.ceased_on > d.day)))
  + (select count(*) from caseloads_furthercase f
     where f.authority_id = %(authority)s and (f.kind = 'pathway' or %(chairs)s)
       and f.from_on <= d.day and (f.until_on is null or f.until_on > d.day)),
  (select coalesce(sum(p.fte), 0) from caseloads_post p
   where p.authority_id = %(authority)s and p.from_on <= d.day and (p.until_on is null or p.until_on > d.day))
from unnest(%(days)s::date[]) as d(day) order by d.day
"""


def averages_on(authority_id: int, days: Sequence[date]) -> list[tuple[date, Average]]:
    """This will give the average caseload (M05) on each of these days, oldest first, in two queries."""
    chairs = settings_of(authority_id).chairs_conferences
    with connection.cursor() as cursor:
        cursor.execute(BY_DAY, {"authority": authority_id, "chairs": chairs, "days": sorted(set(days))})
        return [(day, Average(children=children, fte=Decimal(fte))) for day, children, fte in cursor.fetchall()]


def month_ends(*, first: date, last: date) -> list[date]:
    """This will give the last day of each month from the one of `first` up to `last`, and `last` itself."""
    days = [last]
    while (before := days[-1].replace(day=1) - timedelta(days=1)) >= first:
        days.append(before)
    return days[::-1]


def ends_of_last_months(last: date, *, months: int = MONTHS) -> list[date]:
    """This will give `last` and the ends of the months before it, oldest first, so many in all."""
    days = [last]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a caseload: the child, the officer, the stream, and since when the officer has it."""

    child: Child
    officer: str
    stream: str
    since: date


def cases_listed(viewer: User, *, on: date, officer_id: int | None, streams: Sequence[str]) -> list[Case]:
    """This will list the cases behind a number of a caseload whose children the viewer may see, by name, in two
    queries."""
    found = [*_cared_for(viewer, on, officer_id, streams), *_further(viewer, on, officer_id, streams)]
    return sorted(found, key=lambda case: (case.child.sort_key, case.child.pk, STREAMS.index(case.stream)))


def _cared_for(viewer: User, on: date, officer_id: int | None, streams: Sequence[str]) -> list[Case]:
    periods = PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=on), child=OuterRef("child"), started_on__lte=on
    )
    rows = (
        NamedIro.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
            authority_id=viewer.authority_id,
            appointed_on__lte=on,
            child__in=visible_to(viewer),
        )
        .annotate(short=Exists(periods.filter(stream=SHORT_BREAK)), full=Exists(periods.filter(stream=FULL_TIME)))
        .filter(Q(full=True) | Q(short=True))
        .select_related("child", "iro")
    )
    if officer_id is not None:
        rows = rows.filter(iro_id=officer_id)
    return [
        Case(child=row.child, officer=row.iro.name, stream=stream, since=row.appointed_on)
        for row in rows
        if (stream := FULL_TIME if row.full else SHORT_BREAK) in streams
    ]


def _further(viewer: User, on: date, officer_id: int | None, streams: Sequence[str]) -> list[Case]:
    rows = FurtherCase.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on),
        authority_id=viewer.authority_id,
        from_on__lte=on,
        kind__in=streams,
        child__in=visible_to(viewer),
    ).select_related("child", "user")
    if officer_id is not None:
        rows = rows.filter(user_id=officer_id)
    return [Case(child=row.child, officer=row.user.name, stream=row.kind, since=row.from_on) for row in rows]
