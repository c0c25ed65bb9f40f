"""All writes to involvements: what people of the authority did or do in a child's case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.independence import check_again
from heard.caseloads.models import Involvement
from heard.children.models import Child
from heard.children.queries import get_visible, visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted


class UnknownInvolvement(DomainError):
    """Choose what the person did from the list."""


class NobodyHere(DomainError):
    """Choose somebody who has an account in your authority."""


class InvolvementEndsFirst(DomainError):
    """The last day must be on or after the first."""


class InvolvementExists(DomainError):
    """That is recorded already from that day. Change its last day instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """The days of an involvement, both included; None where it is so from the beginning, or still."""

    from_on: date | None = None
    until_on: date | None = None


@transaction.atomic
def enter_involvement(
    *, child_id: int, user_id: int, kind: str, spell: Spell, evidence: str, today: date, by: User
) -> Involvement:
    """Record what somebody did or does in a child's case, and judge the child's IRO again.

    The manager and business support may, and an IRO about themselves.
    Raises NotPermitted, NotFound, NobodyHere, UnknownInvolvement, InvolvementEndsFirst, InvolvementExists.
    """
    _may_enter(by, about=user_id)
    child = _locked(child_id, by)
    _check(kind, spell)
    if not User.objects.filter(pk=user_id, authority_id=by.authority_id).exists():
        raise NobodyHere
    if Involvement.objects.filter(child=child, user_id=user_id, kind=kind, from_on=spell.from_on).exists():
        raise InvolvementExists
    row = Involvement.objects.create(
        authority_id=child.authority_id,
        child=child,
        user_id=user_id,
        kind=kind,
        from_on=spell.from_on,
        until_on=spell.until_on,
        source=Involvement.Source.ENTERED,
        evidence=evidence.strip(),
        entered_by=by,
    )
    _tell("involvement.entered", row, today=today, by=by)
    return row


@transaction.atomic
def change_involvement(*, involvement_id: int, spell: Spell, evidence: str, today: date, by: User) -> Involvement:
    """Correct the days of an involvement, or end it, and judge the child's IRO again.

    Raises NotPermitted, NotFound, InvolvementEndsFirst, InvolvementExists.
    """
    row = _found(involvement_id, by)
    _check(row.kind, spell)
    twins = Involvement.objects.filter(child_id=row.child_id, user_id=row.user_id, kind=row.kind)
    if twins.filter(from_on=spell.from_on).exclude(pk=row.pk).exists():
        raise InvolvementExists
    row.from_on, row.until_on, row.evidence = spell.from_on, spell.until_on, evidence.strip()
    row.save(update_fields=["from_on", "until_on", "evidence"])
    _tell("involvement.changed", row, today=today, by=by)
    return row


@transaction.atomic
def remove_involvement(*, involvement_id: int, today: date, by: User) -> None:
    """Take back an involvement that was recorded by mistake; what stood there is kept in the history.

    Raises NotPermitted, NotFound.
    """
    row = _found(involvement_id, by)
    Involvement.objects.filter(pk=row.pk).delete()
    _tell("involvement.removed", row, today=today, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementRow:
    """One row of the case system's staff history, as it was read. `row` is 0 for the first data row."""

    row: int
    local_id: str
    email: str
    kind: str
    spell: Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that cannot be stored, and why."""

    row: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. Run again, the same rows change nothing."""

    created: int
    updated: int
    unchanged: int
    refused: tuple[RefusedRow, ...]


@transaction.atomic
def import_involvements(*, rows: Iterable[InvolvementRow], today: date, by: User) -> Imported:
    """Store the staff history of the case system and judge the IROs of its children again; what people entered stays.

    Every row that cannot be stored is listed. Raises NotPermitted.
    """
    if not by.may(Permission.IMPORT_RUN):
        raise NotPermitted
    read = list(rows)
    children = dict(visible_to(by).filter(local_id__in={row.local_id for row in read}).values_list("local_id", "pk"))
    list(Child.objects.select_for_update(of=("self",)).filter(pk__in=children.values()).order_by("pk"))
    people = {
        user.email.casefold(): user.pk for user in User.objects.filter(authority_id=by.authority_id).only("pk", "email")
    }
    known = {
        (row.child_id, row.user_id, row.kind, row.from_on): row
        for row in Involvement.objects.filter(child_id__in=children.values())
    }
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    refused: list[RefusedRow] = []
    for row in read:
        child, person = children.get(row.local_id), people.get(row.email.strip().casefold())
        problem = _problem(row, child, person)
        if problem or child is None or person is None:
            refused.append(RefusedRow(row=row.row, message=problem))
            continue
        counts[_store(row, child, person, known, by)] += 1
    if counts["created"] or counts["updated"]:
        check_again(authority_id=by.authority_id, today=today, child_ids=list(children.values()))
    log.record("involvement.imported", authority_id=by.authority_id, by=by.pk, refused=len(refused), **counts)
    return Imported(**counts, refused=tuple(refused))


_Known = dict[tuple[int, int, str, date | None], Involvement]


def _store(row: InvolvementRow, child: int, person: int, known: _Known, by: User) -> str:
    key = (child, person, row.kind, row.spell.from_on)
    there = known.get(key)
    if there is None:
        known[key] = Involvement.objects.create(
            authority_id=by.authority_id,
            child_id=child,
            user_id=person,
            kind=row.kind,
            from_on=row.spell.from_on,
            until_on=row.spell.until_on,
            source=Involvement.Source.IMPORTED,
            entered_by=by,
        )
        return "created"
    if there.source == Involvement.Source.ENTERED or there.until_on == row.spell.until_on:
        return "unchanged"
    there.until_on = row.spell.until_on
    there.save(update_fields=["until_on"])
    return "updated"


def _problem(row: InvolvementRow, child: int | None, person: int | None) -> str:
    if child is None:
        return f"No child of the authority has the local id {row.local_id}."
    if person is None:
        return "Nobody of the authority has an account with that e-mail address. Make one, then import again."
    try:
        _check(row.kind, row.spell)
    except DomainError as error:
        return error.message
    return ""


def _may_enter(by: User, *, about: int | None) -> None:
    own = about == by.pk and by.may(Permission.WORKLIST_OWN)
    if not (own or by.may(Permission.IRO_APPOINT) or by.may(Permission.IMPORT_RUN)):
        raise NotPermitted


def _check(kind: str, spell: Spell) -> None:
    if kind not in Involvement.Kind.values:
        raise UnknownInvolvement
    if spell.from_on is not None and spell.until_on is not None and spell.until_on < spell.from_on:
        raise InvolvementEndsFirst


def _locked(child_id: int, by: User) -> Child:
    """The child is locked as `name_iro` locks it: who is named and what bars them are never written side by side."""
    return Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)


def _found(involvement_id: int, by: User) -> Involvement:
    _may_enter(by, about=None)
    row = Involvement.objects.filter(pk=involvement_id, child__in=visible_to(by)).first()
    if row is None:
        raise NotFound
    _locked(row.child_id, by)
    return Involvement.objects.select_for_update().get(pk=involvement_id)


def _tell(name: str, row: Involvement, *, today: date, by: User) -> None:
    log.record(name, authority_id=row.authority_id, by=by.pk, child_id=row.child_id, user=row.user_id, kind=row.kind)
    events.publish("involvement.changed", authority_id=row.authority_id, child_id=row.child_id, today=today)
