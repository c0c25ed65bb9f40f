"""Writes of the dated facts of planning that a review checks: plans, visits, assessments."""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Source
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.planning.models import PlanDate

MAY_WRITE = (Permission.REVIEW_PREPARE, Permission.REVIEW_ARRANGE)


class UnknownKind(DomainError):
    """Choose what was done: a plan, a visit or an assessment."""


class DoneInFuture(DomainError):
    """The day must be today or in the past."""


class BeforeBirth(DomainError):
    """That is before the child was born. Check the day."""


class StandsAlready(DomainError):
    """This is recorded for that day already."""


@transaction.atomic
def record_plan_date(
    *, child_id: int, kind: str, done_on: date, seen_alone: bool | None, note: str, today: date, by: User
) -> PlanDate:
    """Keep that something was done on a day. Of a visit also whether the child was seen alone (visit-private).

    Raises NotPermitted, NotFound, UnknownKind, DoneInFuture, BeforeBirth, StandsAlready.
    """
    permission = next((one for one in MAY_WRITE if by.may(one)), MAY_WRITE[0])
    require(by, permission, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    if kind not in PlanDate.Kind.values:
        raise UnknownKind
    if done_on > today:
        raise DoneInFuture
    if child.born_on is not None and done_on < child.born_on:
        raise BeforeBirth
    if PlanDate.objects.filter(child=child, kind=kind, done_on=done_on).exists():
        raise StandsAlready
    row = PlanDate.objects.create(
        authority_id=child.authority_id,
        child=child,
        kind=kind,
        done_on=done_on,
        seen_alone=seen_alone if kind == PlanDate.Kind.VISIT else None,
        note=one_line(note)[:300],
        source=Source.SERVICE,
        recorded_by=by,
    )
    _tell("plan_date.recorded", row, by=by, today=today)
    return row


@transaction.atomic
def remove_plan_date(*, plan_date_id: int, today: date, by: User) -> None:
    """Take back what was recorded by mistake; the history keeps it. Raises NotPermitted, NotFound."""
    permission = next((one for one in MAY_WRITE if by.may(one)), MAY_WRITE[0])
    require(by, permission, authority_id=by.authority_id)
    row = PlanDate.objects.filter(pk=plan_date_id, source=Source.SERVICE).first()
    if row is None:
        raise NotFound
    get_visible(row.child_id, viewer=by)
    _tell("plan_date.removed", row, by=by, today=today)
    row.delete()


def _tell(name: str, row: PlanDate, *, by: User, today: date) -> None:
    log.record(name, authority_id=row.authority_id, by=by.pk, child_id=row.child_id, kind=row.kind, done_on=row.done_on)
    events.publish(name, authority_id=row.authority_id, child_id=row.child_id, today=today)
