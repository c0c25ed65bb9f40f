"""Children whose IRO stopped acting, with the clock of the vacancy (iro-vacancy-asap); and what IROs have to answer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from heard.accounts.models import User
from heard.caseloads.models import Acceptance, Conflict, NamedIro
from heard.children.models import PeriodOfCare
from heard.children.queries import visible_to
from heard.law import Nation, catalogue, england_and_wales

RULE = "iro-vacancy-asap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """One ground on which a named IRO may no longer act.

    `working_days` is the age of the vacancy, 0 on its first day and before; after `alert_on` it is called old.
    `citation` is that of the duty to name another.
    """

    conflict: Conflict
    working_days: int
    alert_on: date
    citation: str


def vacancies(viewer: User, *, today: date) -> list[Vacancy]:
    """This will list the open conflicts of the children whom the viewer may see, oldest first, in one query.

    A conflict that is known to begin later stands among them, with its day.
    """
    rows = Conflict.objects.filter(
        authority_id=viewer.authority_id, resolved_on__isnull=True, child__in=visible_to(viewer)
    ).select_related("child", "iro", "appointment")
    calendar = england_and_wales()
    version = catalogue().rule(RULE, Nation(viewer.authority.nation)).latest
    alert = version.alert.amount if version.alert else 0
    return [
        Vacancy(
            conflict=row,
            working_days=calendar.working_days_between(row.since, today) if row.since < today else 0,
            alert_on=calendar.add_working_days(row.since, alert),
            citation=str(version.citation),
        )
        for row in rows.order_by("since", "child__sort_key", "pk")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftWithout:
    """A looked-after child whose IRO stopped and for whom nobody was named since; the clock as of a `Vacancy`."""

    last: NamedIro
    working_days: int
    alert_on: date
    citation: str


def left_without(viewer: User, *, today: date) -> list[LeftWithout]:
    """This will list the looked-after children, of those whom the viewer may see, who had an IRO in this period of
    care and have none now, longest first, in one query.

    A child who has had none yet is not here: the limit for the first naming stands in the diary.
    """
    running = PeriodOfCare.objects.filter(child=OuterRef("child"), ceased_on__isnull=True)
    rows = (
        NamedIro.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))
        .exclude(reason_ended=NamedIro.ReasonEnded.CORRECTED)
        .annotate(since=Subquery(running.order_by("-started_on").values("started_on")[:1]))
        .filter(Q(ended_on__gt=F("since")) | Q(ended_on__isnull=True), since__isnull=False)
        .order_by("child_id", F("ended_on").desc(nulls_first=True))
        .distinct("child_id")
        .select_related("child", "iro")
    )
    calendar = england_and_wales()
    version = catalogue().rule(RULE, Nation(viewer.authority.nation)).latest
    alert = version.alert.amount if version.alert else 0
    found = [
        LeftWithout(
            last=row,
            working_days=calendar.working_days_between(row.ended_on, today) if row.ended_on < today else 0,
            alert_on=calendar.add_working_days(row.ended_on, alert),
            citation=str(version.citation),
        )
        for row in rows
        if row.ended_on is not None
    ]
    return sorted(found, key=lambda one: (one.last.ended_on or today, one.last.child.sort_key))


def to_answer(iro: User) -> list[NamedIro]:
    """This will list the running appointments that an IRO has not accepted yet, oldest first, in one query."""
    rows = NamedIro.objects.filter(iro=iro, ended_on__isnull=True, acceptance__isnull=True).select_related("child")
    return list(rows.order_by("appointed_on", "pk"))


def told_of_conflict(viewer: User) -> list[Acceptance]:
    """This will list the answers in which an IRO told of a conflict and still runs, oldest first, in one query."""
    rows = Acceptance.objects.filter(
        authority_id=viewer.authority_id,
        declares_independence=False,
        appointment__ended_on__isnull=True,
        appointment__child__in=visible_to(viewer),
    ).select_related("appointment__child", "appointment__iro")
    return list(rows.order_by("answered_on", "pk"))
