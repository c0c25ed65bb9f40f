"""Who manages whom."""

from datetime import date

from django.db import connection, transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted


class ManagedInARing(DomainError):
    """That person is managed by this one, directly or through others. Choose somebody else."""


@transaction.atomic
def set_line_manager(*, user_id: int, line_manager_id: int | None, today: date, by: User) -> User:
    """Say who manages somebody; None where nobody of the authority does.

    Raises NotPermitted, NotFound, ManagedInARing.
    """
    if not (by.may(Permission.PEOPLE_MANAGE) or by.may(Permission.IRO_APPOINT)):
        raise NotPermitted
    with connection.cursor() as cursor:  # two changes at once could close a ring that neither sees
        cursor.execute("select pg_advisory_xact_lock(hashtext('heard.line_managers'), %s)", [by.authority_id])
    people = User.objects.filter(authority_id=by.authority_id)
    user = people.select_for_update(of=("self",)).filter(pk=user_id).first()
    if user is None or (line_manager_id is not None and not people.filter(pk=line_manager_id).exists()):
        raise NotFound
    above = managers_above(by.authority_id)
    if line_manager_id is not None and (line_manager_id == user_id or user_id in above.get(line_manager_id, ())):
        raise ManagedInARing
    user.line_manager_id = line_manager_id
    user.save(update_fields=["line_manager"])
    log.record(
        "user.line_manager_changed", authority_id=by.authority_id, by=by.pk, user=user_id, line_manager=line_manager_id
    )
    events.publish("line_manager.changed", authority_id=by.authority_id, user_id=user_id, today=today)
    return user


def managers_above(authority_id: int) -> dict[int, tuple[int, ...]]:
    """This will give everybody who manages each person, directly or through others, nearest first; one query."""
    manager_of = dict(
        User.objects.filter(authority_id=authority_id, line_manager__isnull=False)
        .order_by()
        .values_list("pk", "line_manager_id")
    )
    return {person: _chain(person, manager_of) for person in manager_of}


def _chain(person: int, manager_of: dict[int, int]) -> tuple[int, ...]:
    found: list[int] = []
    above = manager_of.get(person)
    while above is not None and above not in found:
        found.append(above)
        above = manager_of.get(above)
    return tuple(found)
