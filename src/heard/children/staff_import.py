"""Storing who works with which child from a file of the case system, all or nothing but the refused rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import Team, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, Relationship
from heard.children.queries import visible_to
from heard.children.staff import ROLE_OF, give_way, refuse_wrong_role
from heard.children.staff_file import RefusedRow, StaffRow
from heard.children.staff_parties import end_with
from heard.common import events
from heard.common.errors import DomainError


class NoSuchChild(DomainError):
    """No child of the authority that you see has this local id."""


class NobodyHere(DomainError):
    """Nobody of the authority has an account with that e-mail address. Make one, then give the file again."""


class NoSuchTeam(DomainError):
    """There is no team of that name. Make one under People and teams, or mend the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file did. Given again, the same rows change nothing."""

    created: int
    updated: int
    unchanged: int
    refused: tuple[RefusedRow, ...]


@dataclass(slots=True, kw_only=True)
class _Known:
    """What stands already of the children and people of a file, read once."""

    children: dict[str, Child]
    people: dict[str, User]
    teams: dict[str, int]
    rows: dict[int, list[Relationship]] = field(default_factory=dict)


@transaction.atomic
def import_staff(*, rows: Iterable[StaffRow], today: date, by: User) -> Imported:
    """Store who works with which child, and the teams, and judge the IROs of these children again.

    A row without a last day never opens again what was ended here; one with a last day ends what runs. Rows are taken
    by their first day, so that each social worker ends the one before. Every row that cannot be stored is listed.
    Raises NotPermitted.
    """
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    read = sorted(rows, key=lambda row: (row.from_on, row.row))
    known = _known(read, by)
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    refused: list[RefusedRow] = []
    changed: set[int] = set()
    for row in read:
        try:
            done = _store(row, known, today=today, by=by)
        except DomainError as error:
            refused.append(RefusedRow(row=row.row, message=error.message))
            continue
        counts[done] += 1
        if done != "unchanged":
            changed.add(known.children[row.local_id].pk)
    log.record("staff.imported", authority_id=by.authority_id, by=by.pk, refused=len(refused), **counts)
    if changed:
        events.publish("relationships.imported", authority_id=by.authority_id, child_ids=sorted(changed), today=today)
    return Imported(**counts, refused=tuple(sorted(refused, key=lambda row: row.row)))


def _known(read: list[StaffRow], by: User) -> _Known:
    seen = visible_to(by).filter(local_id__in={row.local_id for row in read})
    locked = Child.objects.select_for_update(of=("self",)).filter(pk__in=seen.values("pk")).order_by("pk")
    known = _Known(
        children={child.local_id: child for child in locked},
        people={one.email.casefold(): one for one in User.objects.filter(authority_id=by.authority_id)},
        teams={one.name.casefold(): one.pk for one in Team.objects.filter(authority_id=by.authority_id)},
    )
    standing = Relationship.objects.select_for_update().filter(
        child__in=known.children.values(), kind__in=list(ROLE_OF)
    )
    for row in standing.order_by("pk"):
        known.rows.setdefault(row.child_id, []).append(row)
    return known


def _store(row: StaffRow, known: _Known, *, today: date, by: User) -> str:
    child, person = known.children.get(row.local_id), known.people.get(row.email)
    if child is None:
        raise NoSuchChild
    if person is None:
        raise NobodyHere
    row.facts(person.pk).check(today=today)
    if row.team and row.team.casefold() not in known.teams:
        raise NoSuchTeam
    done = _relate(row, child, person, known, by)
    if row.team and row.until_on is None and child.team_id != known.teams[row.team.casefold()]:
        child.team_id = known.teams[row.team.casefold()]
        child.save(update_fields=["team"])
        done = "updated" if done == "unchanged" else done
    return done


def _relate(row: StaffRow, child: Child, person: User, known: _Known, by: User) -> str:
    facts = row.facts(person.pk)
    standing = known.rows.setdefault(child.pk, [])
    told = [one for one in standing if (one.user_id, one.kind) == (person.pk, row.kind)]
    there = next((one for one in told if one.from_on == row.from_on), None)
    if there is not None:
        return _ended(there, row.until_on, by)
    refuse_wrong_role(person, facts)
    for other in give_way(standing, facts):
        end_with(other, on=facts.from_on, by=by)
    standing.append(
        Relationship.objects.create(
            authority_id=by.authority_id,
            child=child,
            user=person,
            kind=row.kind,
            from_on=row.from_on,
            until_on=row.until_on,
        )
    )
    return "created"


def _ended(there: Relationship, until_on: date | None, by: User) -> str:
    if until_on is None or there.until_on == until_on:
        return "unchanged"
    if there.until_on is None:
        end_with(there, on=until_on, by=by)
    there.until_on = until_on
    there.save(update_fields=["until_on"])
    return "updated"
