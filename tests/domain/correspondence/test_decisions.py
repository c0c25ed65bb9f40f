"""The decisions of a review in the outbox: the clock of the answer starts when the letter to the manager has left."""

from datetime import UTC, date, datetime

import pytest

from heard.correspondence import actions as outbox
from heard.correspondence.decisions import Manager, send_decisions
from heard.correspondence.delivery import deliver
from heard.correspondence.models import Message
from heard.correspondence.printing import make_batch, mark_printed
from heard.reviews.models import DecisionsIssued, ReviewDecision, SentCopy
from heard.reviews.record import actions as record_actions
from heard.reviews.record.marks import PassageGone
from tests.factories import (
    TODAY,
    DecisionFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")


@pytest.fixture
def review(anyshire):
    period = PeriodFactory.create(child__authority=anyshire)
    held = ReviewFactory.create(period=period, held=True)
    DecisionFactory.create(review=held)
    return held


@pytest.fixture
def manager(review):
    user = UserFactory.create(authority=review.authority, team_manager=True, name="Priya Sandmartin")
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


def sent(review, iro, to):
    return send_decisions(review_id=review.pk, to=to, party_ids=[], today=TODAY, by=iro)


def receipt():
    row = DecisionsIssued.objects.get()
    return row.received_on, row.received_by


def delivered(review):
    message = Message.objects.get()
    deliver([message.pk], authority_id=review.authority_id, now=lambda: LATER)
    return message


def test_by_e_mail_they_are_received_when_the_letter_has_left(review, iro, manager, mailbox):
    issued = sent(review, iro, Manager(user_id=manager.pk)).issued
    assert (issued.issued_on, issued.received_on) == (TODAY, None)

    delivered(review)

    assert receipt() == (date(2026, 11, 25), "letter")


def test_what_the_mail_server_refuses_starts_no_clock(review, iro, manager, mailbox):
    mailbox.to_address[manager.email] = "550 no such person"
    sent(review, iro, Manager(user_id=manager.pk))

    message = delivered(review)

    message.refresh_from_db()
    assert (message.state, receipt()) == ("failed", (None, ""))


def test_a_letter_that_is_held_starts_no_clock(review, iro, manager):
    sent(review, iro, Manager(user_id=manager.pk))

    assert (Message.objects.get().state, receipt()) == ("held", (None, ""))


def test_on_paper_the_clock_starts_when_it_is_printed(review, iro):
    support = UserFactory.create(authority=review.authority, roles=["business_support"])
    sent(review, iro, Manager(name="Q. Finch"))
    outbox.print_instead(message_id=Message.objects.get().pk, address="Q. Finch\n1 High Street", by=support)
    batch = make_batch(by=support, now=LATER)
    assert receipt() == (None, "")

    mark_printed(batch_id=batch.pk, by=support, now=LATER)

    assert receipt() == (date(2026, 11, 25), "letter")


def test_decisions_do_not_go_with_words_that_were_to_be_left_out_and_changed_since(review, iro):
    mother = PartyFactory.create(child=review.child, email="petra@home.example")
    DecisionFactory.create(review=review, number=2, words="Look for a flat in Ash Lane.")
    record_actions.redact(
        review_id=review.pk,
        heading="decisions",
        passage="in Ash Lane",
        copies=["parents"],
        reason="She must not know",
        today=TODAY,
        by=iro,
    )
    ReviewDecision.objects.filter(number=2).update(words="Look for a flat near Ash Lane.")

    with pytest.raises(PassageGone):
        send_decisions(review_id=review.pk, to=Manager(name="Q. Finch"), party_ids=[mother.pk], today=TODAY, by=iro)

    assert [found.objects.count() for found in (Message, DecisionsIssued, SentCopy)] == [0, 0, 0]
    assert send_decisions(review_id=review.pk, to=Manager(name="Q. Finch"), party_ids=[], today=TODAY, by=iro).held == 1
