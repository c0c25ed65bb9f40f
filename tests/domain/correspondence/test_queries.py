from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.common import scope
from heard.common.errors import NotFound, NotPermitted
from heard.common.guarded import unguarded_tables
from heard.correspondence import queries
from heard.correspondence.models import Message
from tests.factories import AuthorityFactory, ChildFactory, RelationshipFactory, UserFactory
from tests.factories.correspondence import MessageFactory

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Any:
    return ChildFactory.create(authority=anyshire)


def test_the_messages_of_a_child_come_latest_first(child: Any) -> None:
    iro = UserFactory.create(authority=child.authority, iro=True)
    first = MessageFactory.create(child=child, written_at=NOW)
    last = MessageFactory.create(child=child, written_at=NOW + timedelta(days=1), about_id=18)
    MessageFactory.create(child__authority=child.authority, about_id=19)

    assert queries.messages_of(child, viewer=iro) == [last, first]
    assert queries.messages_about("named_iro", 18, viewer=iro) == [last]


@pytest.mark.parametrize("letters", [1, 3])
def test_a_list_takes_the_same_queries_however_long(child: Any, letters: int, django_assert_num_queries: Any) -> None:
    MessageFactory.create_batch(letters, child=child)
    iro = UserFactory.create(authority=child.authority, iro=True)

    with django_assert_num_queries(1):
        listed = [(row.written_by.name, row.recipient_name) for row in queries.messages_of(child, viewer=iro)]  # type: ignore[union-attr]
    with django_assert_num_queries(1):
        assert len([row.child.shown_name for row in queries.outbox(iro)]) == letters

    assert len(listed) == letters


def test_the_outbox_is_listed_and_counted_by_state(child: Any) -> None:
    support = UserFactory.create(authority=child.authority, support=True)
    queued = MessageFactory.create(child=child)
    held = MessageFactory.create(child=child, held=True, written_at=NOW)
    MessageFactory.create(child__authority=AuthorityFactory.create())

    assert set(queries.outbox(support)) == {queued, held}
    assert list(queries.outbox(support, states=["held", "failed"])) == [held]
    assert queries.outbox_counts(support) == {
        "queued": 1, "sent": 0, "failed": 0, "held": 1, "printed": 0, "withdrawn": 0,
    }  # fmt: skip


@pytest.mark.parametrize("trait", ["social_worker", "legal", "board", "administrator", "dpo"])
def test_the_outbox_is_for_the_reviewing_service(child: Any, trait: str) -> None:
    MessageFactory.create(child=child)
    viewer = UserFactory.create(authority=child.authority, **{trait: True})

    for look in (queries.outbox, queries.outbox_counts):
        with pytest.raises(NotPermitted):
            look(viewer)


def test_a_social_worker_reads_what_was_sent_to_them_and_no_other_letter(child: Any) -> None:
    worker = RelationshipFactory.create(child=child).user
    own = MessageFactory.create(child=child, recipient="social_worker", recipient_user=worker)
    to_child = MessageFactory.create(child=child)

    assert queries.messages_of(child, viewer=worker) == [own]
    assert queries.get_message(own.pk, viewer=worker) == own
    with pytest.raises(NotFound):
        queries.get_message(to_child.pk, viewer=worker)


def test_a_letter_about_a_restricted_child_is_hidden_with_the_child(anyshire: ResponsibleAuthority) -> None:
    hidden = MessageFactory.create(child__authority=anyshire, child__restricted=True)
    iro = UserFactory.create(authority=anyshire, iro=True)
    manager = UserFactory.create(authority=anyshire, manager=True)

    assert (list(queries.outbox(iro)), list(queries.outbox(manager))) == ([], [hidden])
    assert queries.outbox_counts(iro)["queued"] == 0
    with pytest.raises(NotFound):
        queries.get_message(hidden.pk, viewer=iro)


def test_another_authority_sees_nothing_even_by_number(child: Any) -> None:
    message = MessageFactory.create(child=child)
    other = AuthorityFactory.create()
    elsewhere = UserFactory.create(authority=other, manager=True)

    with pytest.raises(NotFound):
        queries.get_message(message.pk, viewer=elsewhere)
    with scope.within(scope.of(other.pk)):
        assert not Message.objects.exists()
    assert Message.objects.exists()


@pytest.mark.django_db
def test_every_table_of_the_outbox_is_guarded() -> None:
    assert unguarded_tables() == []
