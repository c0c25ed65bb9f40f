"""Naming the IRO of a child."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.appointments import end_appointment, lock_people, settle_planned_change
from heard.caseloads.findings import all_told, cited
from heard.caseloads.independence import findings, hold_still, keeps_register
from heard.caseloads.models import NamedIro
from heard.caseloads.practice import departures, kin_of
from heard.caseloads.settings import settings_of
from heard.caseloads.team import officers
from heard.caseloads.ties import gather
from heard.children.models import Child, PeriodOfCare, Relationship
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.law import Nation
from heard.law.independence import Finding


class NotAnIro(DomainError):
    """Choose somebody of the service who is an active reviewing officer."""


class NotIndependent(DomainError):
    """This person works with the child's case and is not independent in law (Children Act 1989 s.25A and the
    Regulations made under it; Social Services and Well-being (Wales) Act 2014 s.99). Choose somebody else."""


class NotRegistered(DomainError):
    """This person has no valid registration as a social worker. Choose somebody else, or record the renewal first."""


class NeedsReason(DomainError):
    """This departs from the rules of practice. Say why, or choose somebody else."""


class AppointedInFuture(DomainError):
    """The day of the appointment must be today or in the past."""


class AppointedTooEarly(DomainError):
    """The day of the appointment is before the present appointment began."""


class NotLookedAfter(DomainError):
    """The child is not looked after now, so no IRO can be named."""


class AlreadyNamed(DomainError):
    """This person is the child's named IRO already."""


class TwoOnOneDay(DomainError):
    """Another IRO was named for this child from that day. Choose a later day, or say that the first was a mistake."""


class NamedMeanwhile(ChangedMeanwhile):
    """Somebody else named an IRO for this child while you were choosing. Look at the child again before you decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the manager saw when choosing: the running appointment, or None for no IRO."""

    appointment_id: int | None


@transaction.atomic
def name_iro(
    *,
    child_id: int,
    iro_id: int,
    appointed_on: date,
    today: date,
    by: User,
    reason: str = "",
    seen: Seen | None = None,
    moving: Mapping[int, int] | None = None,
    corrects: bool = False,
) -> NamedIro:
    """Name the IRO of a child; a running appointment ends the same day, and a planned change is settled by it.

    `reason` is kept where the choice departs from a rule of practice. With `seen`, it refuses when another manager
    was quicker. `moving` are children, by their new IROs, who move in the same transaction.
    `corrects` says that the running appointment, of the same day, was entered by mistake.

    Raises NotPermitted, NotFound, NotLookedAfter, NotAnIro, NotIndependent, NotRegistered, NeedsReason,
    AppointedInFuture, AppointedTooEarly, AlreadyNamed, TwoOnOneDay, NamedMeanwhile.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    child = Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)
    if appointed_on > today:
        raise AppointedInFuture
    period = _running_period(child)
    lock_people({iro_id, by.pk})
    hold_still(child.authority_id, alone=False)
    running = NamedIro.objects.select_for_update().filter(child=child, ended_on__isnull=True).first()
    if seen is not None and seen.appointment_id != (running.pk if running else None):
        raise NamedMeanwhile
    departed = _judge(child, iro_id, appointed_on=appointed_on, today=today, reason=reason, by=by, moving=moving)
    if running is not None:
        _end(running, iro_id, appointed_on, corrects=corrects)
    _refuse_overlap(child, period, appointed_on)
    named = NamedIro.objects.create(
        authority_id=child.authority_id,
        child=child,
        iro_id=iro_id,
        appointed_on=appointed_on,
        appointed_by=by,
        departures=departed,
        reason=reason.strip(),
    )
    Relationship.objects.create(
        authority_id=child.authority_id,
        child=child,
        user_id=iro_id,
        kind=Relationship.Kind.NAMED_IRO,
        from_on=appointed_on,
    )
    settle_planned_change(child.pk, iro_id=iro_id, by=by)
    facts = {"departures": departed} if departed else {}
    log.record(
        "iro.named", authority_id=child.authority_id, by=by.pk, child_id=child.pk, iro=iro_id, on=appointed_on, **facts
    )
    events.publish("iro.named", authority_id=child.authority_id, child_id=child.pk, today=today)
    return named


def _judge(
    child: Child,
    iro_id: int,
    *,
    appointed_on: date,
    today: date,
    reason: str,
    by: User,
    moving: Mapping[int, int] | None,
) -> list[str]:
    """Refuses whom the law bars, and a departure from practice without a reason; gives the rules departed from."""
    kin = kin_of(child.authority_id, [child.pk], moving=moving)[child.pk]
    wanted = {iro_id, *kin.siblings_iros, *([kin.previous_iro] if kin.previous_iro else [])}
    people = {one.user.pk: one for one in officers(child.authority_id, on=today, user_ids=wanted)}
    chosen = people.get(iro_id)
    if chosen is None or not _has_access(chosen.user, today):
        raise NotAnIro
    nation = Nation(by.authority.nation)
    ties = gather(child.authority_id, [child.pk])
    register = keeps_register(child.authority_id)
    found = {
        pk: findings(nation, one, ties.get((child.pk, pk), ()), from_on=appointed_on, today=today, register=register)
        for pk, one in people.items()
    }
    _refuse_barred(found[iro_id])
    able = frozenset(pk for pk, against in found.items() if not any(finding.blocks for finding in against))
    practice = [
        *found[iro_id],
        *departures(
            nation,
            chosen,
            kin,
            able=able,
            largest_group=settings_of(child.authority_id).largest_sibling_group,
            on=today,
        ),
    ]
    if practice and not reason.strip():
        raise NeedsReason(
            "%(practice)s Say why this IRO is right, or choose somebody else.", practice=all_told(practice)
        )
    return [finding.rule_id for finding in practice]


def _refuse_barred(found: tuple[Finding, ...]) -> None:
    """This will raise NotIndependent or NotRegistered, with the sentence and the citation, where the law bars."""
    blocks = [finding for finding in found if finding.blocks]
    if any(finding.rule_id == "iro-independent" for finding in blocks):
        raise NotIndependent(
            "This person is not independent in law. %(found)s Choose somebody else.", found=cited(blocks)
        )
    if blocks:
        raise NotRegistered("%(found)s Choose somebody else, or record the renewal first.", found=cited(blocks))


def _has_access(user: User, today: date) -> bool:
    return user.access_until is None or user.access_until >= today


def _running_period(child: Child) -> PeriodOfCare:
    period = PeriodOfCare.objects.filter(child=child, ceased_on__isnull=True).order_by("-started_on").first()
    if period is None:
        raise NotLookedAfter
    return period


def _end(running: NamedIro, iro_id: int, on: date, *, corrects: bool) -> None:
    if running.iro_id == iro_id:
        raise AlreadyNamed
    if on < running.appointed_on:
        raise AppointedTooEarly
    same_day = on == running.appointed_on
    if same_day and not corrects:
        raise TwoOnOneDay
    why = NamedIro.ReasonEnded.CORRECTED if same_day else NamedIro.ReasonEnded.REPLACED
    end_appointment(running, on=on, why=why)


def _refuse_overlap(child: Child, period: PeriodOfCare, on: date) -> None:
    later = NamedIro.objects.filter(child=child, ended_on__gt=on).exists()
    if later or on < period.started_on:
        raise AppointedTooEarly(
            "The day of the appointment must be on or after the day the child became looked after, and after earlier"
            " appointments ended."
        )
