"""The chain of seals shows every event that was changed, removed or slipped in."""

from time import monotonic, sleep

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from heard.accounts.actions import create_authority
from heard.audit import chain, log
from heard.audit.models import Event
from heard.common import scope
from heard.common.database import parameters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authority_id() -> int:
    """An authority with two sealed events: its own making and one more."""
    number = create_authority(name="Anyshire", nation="england").pk
    with scope.within(scope.of(number)), transaction.atomic():
        log.record("review.held", authority_id=number, by=None, child_id=3, review=4)
    with scope.within(scope.of(number)):
        wait_until_complete()
        assert chain.seal(authority_id=number) == 2
    return number


def wait_until_complete() -> None:
    """Events are sealed when no older transaction of the server runs; tests beside this one have some."""
    deadline = monotonic() + 180
    while monotonic() < deadline:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select pg_snapshot_xmin(pg_current_snapshot()) > max(xid) from audit_event")
            if cursor.fetchone()[0]:
                return
        sleep(0.1)
    raise TimeoutError("Another transaction of the server has been open for three minutes.")


def verified(authority_id: int) -> chain.ChainState:
    with scope.within(scope.of(authority_id)):
        return chain.verify(authority_id=authority_id)


def as_superuser(statement: str) -> None:
    address = parameters(connection.settings_dict, database=connection.settings_dict["NAME"])
    with psycopg.connect(**address, autocommit=True) as database:
        database.execute("set session_replication_role = replica")
        database.execute(statement.encode())


def test_an_untouched_log_verifies(authority_id: int) -> None:
    assert verified(authority_id) == chain.ChainState(seals=1, events=2, broken_at=None)


def test_sealing_again_without_new_events_adds_nothing(authority_id: int) -> None:
    with scope.within(scope.of(authority_id)):
        assert chain.seal(authority_id=authority_id) == 0
    assert verified(authority_id).seals == 1


@pytest.mark.parametrize(
    "tampering",
    [
        pytest.param("update audit_event set facts = '{\"review\": 5}' where name = 'review.held'", id="changed"),
        pytest.param("delete from audit_event where name = 'review.held'", id="removed"),
        pytest.param(
            "insert into audit_event (authority_id, name, facts, at, xid)"
            " select authority_id, 'review.held', facts, at, xid from audit_event where name = 'review.held'",
            id="slipped in",
        ),
    ],
)
def test_tampering_breaks_the_chain(authority_id: int, tampering: str) -> None:
    as_superuser(tampering)

    assert verified(authority_id).broken_at == 1


def test_the_service_itself_may_not_change_the_log(authority_id: int) -> None:
    with (
        scope.within(scope.of(authority_id)),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        Event.objects.update(name="nothing.happened")
