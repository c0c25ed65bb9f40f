"""All writes to which colleagues work with a child, and to the child's team.

Who works with a child may see the child. The named IRO is not named here: that is done in `caseloads`.
"""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import Team, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, Relationship
from heard.children.queries import get_visible, visible_to
from heard.children.staff import ROLE_OF, NotInThisRole, StaffFacts, give_way, refuse_wrong_role
from heard.children.staff_parties import end_with
from heard.common import events
from heard.common.errors import DomainError, NotFound


class EndedAlready(DomainError):
    """This colleague no longer has this part: it was ended already."""


class UnknownTeam(DomainError):
    """Choose a team of your authority."""


@transaction.atomic
def name_staff(*, child_id: int, facts: StaffFacts, today: date, by: User) -> Relationship:
    """Say that a colleague works with a child, and judge the child's IRO again.

    A child has one social worker and one team manager at a time: a new one ends the other on that day.
    Raises NotPermitted, NotFound, UnknownPart, NotInThisRole, StartsInFuture, EndsInFuture, EndsFirst, WorksAlready,
    AnotherBeganLater.
    """
    child = _locked(child_id, by)
    facts.check(today=today)
    person = User.objects.filter(pk=facts.user_id, authority_id=by.authority_id).first()
    if person is None:
        raise NotInThisRole
    refuse_wrong_role(person, facts)
    before = list(Relationship.objects.select_for_update().filter(child=child, kind=facts.kind))
    for other in give_way(before, facts):
        end_with(other, on=facts.from_on, by=by)
        _record("staff.ended", other, by=by)
    row = Relationship.objects.create(
        authority_id=by.authority_id,
        child=child,
        user=person,
        kind=facts.kind,
        from_on=facts.from_on,
        until_on=facts.until_on,
    )
    _tell("staff.named", row, today=today, by=by)
    return row


@transaction.atomic
def end_staff(*, relationship_id: int, until_on: date, today: date, by: User) -> Relationship:
    """Record the last day on which a colleague works with a child; from now on they no longer see the child by it.

    Raises NotPermitted, NotFound, EndedAlready, EndsInFuture, EndsFirst.
    """
    row = _found(relationship_id, by)
    if row.until_on is not None:
        raise EndedAlready
    StaffFacts(user_id=row.user_id, kind=row.kind, from_on=row.from_on, until_on=until_on).check(today=today)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    end_with(row, on=until_on, by=by)
    _tell("staff.ended", row, today=today, by=by)
    return row


@transaction.atomic
def remove_staff(*, relationship_id: int, today: date, by: User) -> None:
    """Take back what was never so; the history keeps it. What is over is ended instead.

    Raises NotPermitted, NotFound.
    """
    row = _found(relationship_id, by)
    if row.until_on is None:
        end_with(row, on=today, by=by)
    Relationship.objects.filter(pk=row.pk).delete()
    _tell("staff.removed", row, today=today, by=by)


@transaction.atomic
def set_team(*, child_id: int, team_id: int | None, today: date, by: User) -> Child:
    """Say which team of social workers has a child; None where it has none. Its managers then see the child.

    Raises NotPermitted, NotFound, UnknownTeam.
    """
    child = _locked(child_id, by)
    if team_id is not None and not Team.objects.filter(pk=team_id, authority_id=by.authority_id).exists():
        raise UnknownTeam
    child.team_id = team_id
    child.save(update_fields=["team"])
    log.record("child.team_changed", authority_id=by.authority_id, by=by.pk, child_id=child.pk, team=team_id)
    events.publish("relationship.changed", authority_id=by.authority_id, child_id=child.pk, today=today)
    return child


def _locked(child_id: int, by: User) -> Child:
    """The child is locked as those lock it who name its IRO: who is named and what bars them never change at once."""
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    return Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)


def _found(relationship_id: int, by: User) -> Relationship:
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    rows = Relationship.objects.filter(kind__in=list(ROLE_OF), child__in=visible_to(by))
    row = rows.filter(pk=relationship_id).first()
    if row is None:
        raise NotFound
    _locked(row.child_id, by)
    return Relationship.objects.select_for_update().get(pk=relationship_id)


def _record(name: str, row: Relationship, *, by: User) -> None:
    log.record(name, authority_id=row.authority_id, by=by.pk, child_id=row.child_id, user=row.user_id, kind=row.kind)


def _tell(name: str, row: Relationship, *, today: date, by: User) -> None:
    _record(name, row, by=by)
    events.publish("relationship.changed", authority_id=row.authority_id, child_id=row.child_id, today=today)
