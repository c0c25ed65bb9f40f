"""Writes of the dated facts of planning that a review checks: plans, visits, assessments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, Source
from heard.children.queries import get_visible, visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.planning.date_file import DateRow, RefusedRow
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a file: rows that are new, rows that stood already, rows that were refused."""

    created: int
    unchanged: int
    refused: tuple[RefusedRow, ...]


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
def import_plan_dates(*, rows: Iterable[DateRow], today: date, by: User) -> Imported:
    """Keep the dates of a file of the case system. What stands already stays as it is, so a file can come again.

    Every row that cannot be stored is listed. Raises NotPermitted.
    """
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    read = list(rows)
    children = {one.local_id: one for one in visible_to(by).filter(local_id__in={row.local_id for row in read})}
    known = set(PlanDate.objects.filter(child__in=children.values()).values_list("child_id", "kind", "done_on"))
    new: list[PlanDate] = []
    refused: list[RefusedRow] = []
    unchanged = 0
    for row in read:
        child = children.get(row.local_id)
        problem = _problem(row, child, today)
        if problem or child is None:
            refused.append(RefusedRow(row=row.row, local_id=row.local_id, message=problem))
        elif (child.pk, row.kind, row.done_on) in known:
            unchanged += 1
        else:
            known.add((child.pk, row.kind, row.done_on))
            new.append(_imported(row, child, by))
    PlanDate.objects.bulk_create(new, batch_size=1000)
    counts = {"created": len(new), "unchanged": unchanged, "refused": len(refused)}
    log.record("plan_dates.imported", authority_id=by.authority_id, by=by.pk, **counts)
    return Imported(created=len(new), unchanged=unchanged, refused=tuple(refused))


def _problem(row: DateRow, child: Child | None, today: date) -> str:
    if child is None:
        return "No child of the authority has this number." if row.local_id else "There is no number of a child."
    if row.done_on > today:
        return DoneInFuture().message
    if child.born_on is not None and row.done_on < child.born_on:
        return BeforeBirth().message
    return ""


def _imported(row: DateRow, child: Child, by: User) -> PlanDate:
    return PlanDate(
        authority_id=child.authority_id,
        child=child,
        kind=row.kind,
        done_on=row.done_on,
        seen_alone=row.seen_alone,
        source=Source.RETURN,
        recorded_by=by,
    )


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
