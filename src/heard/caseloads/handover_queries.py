"""Reads from the appointment to the goodbye: answers, introductions, what is planned, who turns 18 soon."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import Acceptance, Handover, Introduction, NamedIro
from heard.children.models import PeriodOfCare
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import add_months, birthday

MONTHS_BEFORE_18 = 6  # ours, not the law's: how early the list asks for a plan


def running_appointment(appointment_id: int, *, viewer: User) -> NamedIro:
    """This will give a running appointment of a child whom the viewer sees, to the IRO or to who names IROs.

    Raises NotFound alike where there is none, where it ended and where it is not theirs.
    """
    rows = NamedIro.objects.filter(pk=appointment_id, ended_on__isnull=True, child__in=visible_to(viewer))
    if not viewer.may(Permission.IRO_APPOINT):
        rows = rows.filter(iro_id=viewer.pk)
    named = rows.select_related("child", "iro", "acceptance").first()
    if named is None:
        raise NotFound
    return named


def own_appointment(appointment_id: int, *, iro: User) -> NamedIro:
    """This will give a running appointment to its own IRO, for the answer. Raises NotFound."""
    named = running_appointment(appointment_id, viewer=iro)
    if named.iro_id != iro.pk:
        raise NotFound
    return named


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened to the appointments of one child: answers, introductions, and plans, those carried out too."""

    answers: dict[int, Acceptance]
    introductions: dict[int, list[Introduction]]
    done: dict[int, Handover]
    planned: Handover | None


def story_of(child_id: int) -> Story:
    """This will give the story of a child's appointments in three queries. The caller has asked who sees the child."""
    answers = Acceptance.objects.filter(appointment__child_id=child_id)
    met = Introduction.objects.filter(appointment__child_id=child_id).order_by("met_on", "pk")
    introductions: dict[int, list[Introduction]] = {}
    for row in met:
        introductions.setdefault(row.appointment_id, []).append(row)
    plans = list(
        Handover.objects.filter(child_id=child_id)
        .exclude(state=Handover.State.WITHDRAWN)
        .select_related("to_iro", "appointment__iro")
        .order_by("pk")
    )
    return Story(
        answers={row.appointment_id: row for row in answers},
        introductions=introductions,
        done={row.appointment_id: row for row in plans if row.state == Handover.State.DONE},
        planned=next((row for row in plans if row.state == Handover.State.PLANNED), None),
    )


def introduced_on(child_id: int) -> date | None:
    """This will give the day on which the IRO who is named now first met the child; None while they have not."""
    rows = Introduction.objects.filter(appointment__child_id=child_id, appointment__ended_on__isnull=True)
    return rows.order_by("met_on").values_list("met_on", flat=True).first()


def _seen(viewer: User) -> QuerySet[Handover]:
    rows = Handover.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))
    return rows.select_related("child", "to_iro", "appointment__iro", "planned_by")


def planned(viewer: User) -> list[Handover]:
    """This will list what is planned for the children whom the viewer sees, soonest first. Raises NotPermitted."""
    require(viewer, Permission.SERVICE_VIEW, authority_id=viewer.authority_id)
    return list(_seen(viewer).filter(state=Handover.State.PLANNED).order_by("change_on", "child__sort_key", "pk"))


def get_handover(handover_id: int, *, viewer: User) -> Handover:
    """This will give one plan. Raises NotFound alike where there is none and where the child is not theirs to see."""
    row = _seen(viewer).filter(pk=handover_id).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class NearEighteen:
    """A child with a named IRO who turns 18 soon and for whom nothing is planned."""

    named: NamedIro
    turns_18_on: date


def near_eighteen(viewer: User, *, today: date) -> list[NearEighteen]:
    """This will list the looked-after children who turn 18 within 6 months and have no plan, soonest first.

    Raises NotPermitted.
    """
    require(viewer, Permission.SERVICE_VIEW, authority_id=viewer.authority_id)
    until = add_months(today, MONTHS_BEFORE_18)
    youngest = date(until.year - AGE_OF_LEAVING_CARE + 1, 1, 1)
    in_care = PeriodOfCare.objects.filter(ceased_on__isnull=True, authority_id=viewer.authority_id)
    rows = (
        NamedIro.objects.filter(
            authority_id=viewer.authority_id,
            ended_on__isnull=True,
            child__in=visible_to(viewer),
            child__born_on__lt=youngest,
            child_id__in=in_care.values("child_id"),
        )
        .exclude(child__handovers__state=Handover.State.PLANNED)
        .select_related("child", "iro")
    )
    found = [(birthday(row.child.born_on, AGE_OF_LEAVING_CARE), row) for row in rows if row.child.born_on is not None]
    soon = [NearEighteen(named=row, turns_18_on=day) for day, row in found if today <= day <= until]
    return sorted(soon, key=lambda one: (one.turns_18_on, one.named.child.sort_key))


def not_introduced(iro: User) -> list[NamedIro]:
    """This will list the accepted, running appointments of an IRO without an introduction, oldest first."""
    rows = NamedIro.objects.filter(
        iro=iro, ended_on__isnull=True, acceptance__declares_independence=True, introductions__isnull=True
    )
    return list(rows.select_related("child").order_by("appointed_on", "pk"))
