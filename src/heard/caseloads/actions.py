"""Naming the IRO of a child."""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import NOT_INDEPENDENT
from heard.children.models import Child, PeriodOfCare, Relationship
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError


class NotAnIro(DomainError):
    """Choose somebody of the service who is an active reviewing officer."""


class NotIndependent(DomainError):
    """This person works with the child's case and is not independent in law (Children Act 1989 s.25A and the
    Regulations made under it; Social Services and Well-being (Wales) Act 2014 s.99). Choose somebody else."""


class AppointedInFuture(DomainError):
    """The day of the appointment must be today or in the past."""


class AppointedTooEarly(DomainError):
    """The day of the appointment is before the present appointment began."""


class NotLookedAfter(DomainError):
    """The child is not looked after now, so no IRO can be named."""


class AlreadyNamed(DomainError):
    """This person is the child's named IRO already."""


@transaction.atomic
def name_iro(*, child_id: int, iro_id: int, appointed_on: date, today: date, by: User) -> NamedIro:
    """Name the IRO of a child; a running appointment ends the same day.

    Raises NotPermitted, NotFound, NotLookedAfter, NotAnIro, NotIndependent, AppointedInFuture, AppointedTooEarly,
    AlreadyNamed.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    child = Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)
    if appointed_on > today:
        raise AppointedInFuture
    period = _running_period(child)
    iro = _checked_iro(child, iro_id)
    running = NamedIro.objects.select_for_update().filter(child=child, ended_on__isnull=True).first()
    if running is not None:
        _end(running, iro, appointed_on)
    _refuse_overlap(child, period, appointed_on)
    named = NamedIro.objects.create(
        authority_id=child.authority_id, child=child, iro=iro, appointed_on=appointed_on, appointed_by=by
    )
    Relationship.objects.create(
        authority_id=child.authority_id,
        child=child,
        user=iro,
        kind=Relationship.Kind.NAMED_IRO,
        from_on=appointed_on,
    )
    log.record("iro.named", authority_id=child.authority_id, by=by.pk, child_id=child.pk, iro=iro.pk, on=appointed_on)
    events.publish("iro.named", authority_id=child.authority_id, child_id=child.pk, today=today)
    return named


def _running_period(child: Child) -> PeriodOfCare:
    period = PeriodOfCare.objects.filter(child=child, ceased_on__isnull=True).order_by("-started_on").first()
    if period is None:
        raise NotLookedAfter
    return period


def _checked_iro(child: Child, iro_id: int) -> User:
    iro = User.objects.filter(pk=iro_id, authority_id=child.authority_id, is_active=True).first()
    if iro is None or not iro.may(Permission.REVIEW_RECORD):
        raise NotAnIro
    if Relationship.objects.filter(child=child, user=iro, until_on__isnull=True, kind__in=NOT_INDEPENDENT).exists():
        raise NotIndependent
    return iro


def _end(running: NamedIro, iro: User, on: date) -> None:
    if running.iro_id == iro.pk:
        raise AlreadyNamed
    if on < running.appointed_on:
        raise AppointedTooEarly
    running.ended_on, running.reason_ended = on, NamedIro.ReasonEnded.REPLACED
    running.save(update_fields=["ended_on", "reason_ended"])
    Relationship.objects.filter(
        child_id=running.child_id,
        user_id=running.iro_id,
        kind=Relationship.Kind.NAMED_IRO,
        until_on__isnull=True,
    ).update(until_on=on)


def _refuse_overlap(child: Child, period: PeriodOfCare, on: date) -> None:
    later = NamedIro.objects.filter(child=child, ended_on__gt=on).exists()
    if later or on < period.started_on:
        raise AppointedTooEarly(
            "The day of the appointment must be on or after the day the child became looked after, and after earlier"
            " appointments ended."
        )
