import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence import actions, printing, queries
from heard.correspondence.models import Message, PrintBatch
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Any:
    return ChildFactory.create(authority=anyshire)


def test_a_batch_takes_what_waits_to_be_printed_and_nothing_else(child: Any, manager: User) -> None:
    waiting = MessageFactory.create_batch(2, child=child, on_paper=True)
    MessageFactory.create(child=child)
    MessageFactory.create(child=child, on_paper=True, state="withdrawn", withdrawn_why="Wrong day")
    MessageFactory.create(child__authority=AuthorityFactory.create(), on_paper=True)

    batch = printing.make_batch(by=manager, now=NOW)

    assert set(batch.messages.all()) == set(waiting)
    assert (batch.number, batch.made_at, batch.made_by, batch.printed_at) == (1, NOW, manager, None)
    assert {message.state for message in batch.messages.all()} == {"queued"}
    with pytest.raises(printing.NothingToPrint):
        printing.make_batch(by=manager, now=NOW)


def test_a_batch_is_one_document_that_can_be_made_again(child: Any, manager: User) -> None:
    for name in ("Zoe", "Adam"):
        MessageFactory.create(child=child, on_paper=True, recipient_name=f"{name} Marblecroft")
    batch = printing.make_batch(by=manager, now=NOW)
    before = printing.batch_pdf(batch_id=batch.pk, viewer=manager, today=TODAY)

    printing.mark_printed(batch_id=batch.pk, by=manager, now=NOW)
    MessageFactory.create(child=child, on_paper=True)
    again = printing.batch_pdf(batch_id=batch.pk, viewer=manager, today=TODAY)

    assert again == before
    pages = [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(io.BytesIO(before.content)).pages]
    assert len(pages) == 3
    assert "1AdamMarblecroft(thechild)TeoMarblecroft,12PretendLane,Anyford12ZoeMarblecroft" in pages[0]
    assert ["DearTeo," in page for page in pages] == [False, True, True]


def test_printed_letters_say_when_and_by_whom(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, on_paper=True)
    batch = printing.make_batch(by=manager, now=NOW)

    printing.mark_printed(batch_id=batch.pk, by=manager, now=NOW + timedelta(hours=1))

    message.refresh_from_db()
    batch.refresh_from_db()
    assert (message.state, message.sent_at, message.batch) == ("printed", NOW + timedelta(hours=1), batch)
    assert (batch.printed_at, batch.printed_by) == (NOW + timedelta(hours=1), manager)
    assert list(Event.objects.order_by("pk").values_list("name", "actor_id", "child_id")) == [
        ("print_batch.made", manager.pk, None),
        ("message.printed", manager.pk, child.pk),
        ("print_batch.printed", manager.pk, None),
    ]
    for again in (
        lambda: printing.mark_printed(batch_id=batch.pk, by=manager, now=NOW),
        lambda: printing.give_up_batch(batch_id=batch.pk, by=manager),
    ):
        with pytest.raises(printing.PrintedAlready):
            again()


def test_letters_of_a_batch_that_is_given_up_wait_again(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, on_paper=True)
    first = printing.make_batch(by=manager, now=NOW)
    with pytest.raises(actions.InABatch):
        actions.withdraw(message_id=message.pk, why="Wrong day", by=manager)

    printing.give_up_batch(batch_id=first.pk, by=manager)
    second = printing.make_batch(by=manager, now=NOW)

    assert [second.number, second.messages.get()] == [2, message]
    assert not first.messages.exists()


def test_a_letter_about_a_restricted_child_is_printed_by_who_sees_the_child(
    anyshire: ResponsibleAuthority, child: Any, manager: User
) -> None:
    support = UserFactory.create(authority=anyshire, support=True)
    hidden = ChildFactory.create(authority=anyshire, restricted=True)
    open_one = MessageFactory.create(child=child, on_paper=True)
    secret = MessageFactory.create(child=hidden, on_paper=True)

    of_support = printing.make_batch(by=support, now=NOW)
    of_manager = printing.make_batch(by=manager, now=NOW)

    assert (of_support.messages.get(), of_manager.messages.get()) == (open_one, secret)
    assert queries.batches(support) == [of_support]
    assert queries.batches(manager) == [of_manager, of_support]
    with pytest.raises(NotFound):
        printing.batch_pdf(batch_id=of_manager.pk, viewer=support, today=TODAY)
    with pytest.raises(NotFound):
        printing.mark_printed(batch_id=of_manager.pk, by=support, now=NOW)


@pytest.mark.parametrize("trait", ["social_worker", "board", "administrator"])
def test_only_the_reviewing_service_prints(child: Any, trait: str) -> None:
    MessageFactory.create(child=child, on_paper=True)
    other = UserFactory.create(authority=child.authority, **{trait: True})

    with pytest.raises(NotPermitted):
        printing.make_batch(by=other, now=NOW)
    with pytest.raises(NotPermitted):
        queries.batches(other)

    assert not PrintBatch.objects.exists()


def test_a_batch_of_another_authority_is_not_there(child: Any, manager: User) -> None:
    MessageFactory.create(child=child, on_paper=True)
    batch = printing.make_batch(by=manager, now=NOW)
    elsewhere = UserFactory.create(authority=AuthorityFactory.create(), manager=True)

    with pytest.raises(NotFound):
        printing.mark_printed(batch_id=batch.pk, by=elsewhere, now=NOW)

    assert Message.objects.get().state == "queued"
