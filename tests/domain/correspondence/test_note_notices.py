"""That the writer of a private note is told when somebody else opens it, and that this holds nothing up."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.correspondence.models import Message
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening.actions import Told
from heard.reviews.models import NoteOpening, PrivateTalk, Review
from tests.factories import TODAY, PartyFactory, PeriodFactory, ReviewFactory, SafeContactRuleFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "Is afraid of the lodger"


@pytest.fixture
def writer(anyshire) -> User:
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow", email="maren@anyshire.example")


@pytest.fixture
def manager(anyshire) -> User:
    return UserFactory.create(authority=anyshire, manager=True, name="Ifeoma Bright", email="ifeoma@anyshire.example")


@pytest.fixture
def review(anyshire) -> Review:
    made: Review = ReviewFactory.create(
        period=PeriodFactory.create(child__authority=anyshire, child__given_name="Teo", child__local_id="A17")
    )
    return made


def talk_of(review: Review, writer: User) -> PrivateTalk:
    told = Told(outcome="before", talked_on=date(2026, 11, 20), way="in_person", told_of_limits=True, note=SECRET)
    return talk_actions.record_private_talk(review_id=review.pk, told=told, today=TODAY, by=writer, version=0)


def override(talk: PrivateTalk, to: User, by: User) -> NoteOpening:
    return talk_actions.open_note(
        talk_id=talk.pk, to_user_id=to.pk, ground="safeguarding", reason="The lodger was seen at the school.",
        child_not_told_because="She is asleep.", today=TODAY, by=by,
    )  # fmt: skip


def test_the_writer_is_told_by_e_mail_without_a_word_of_it(review, writer, manager):
    override(talk_of(review, writer), manager, manager)

    message = Message.objects.get()
    assert (message.template, message.recipient_user, message.address, message.written_by, message.reply_to) == (
        "note-opened", writer, "maren@anyshire.example", manager, "ifeoma@anyshire.example",
    )  # fmt: skip
    words = str(message.body)
    assert "to keep somebody safe" in words
    assert [one for one in ("afraid", "lodger", "asleep") if one in words + message.subject] == []


def test_a_writer_who_opens_the_note_themselves_is_told_nothing(review, writer, manager):
    override(talk_of(review, writer), manager, writer)

    assert Message.objects.count() == 0


def test_an_override_stands_even_where_the_writer_cannot_be_written_to(review, writer, manager):
    talk = talk_of(review, writer)
    aunt = PartyFactory.create(child=review.child, name="Aunt", email="maren@anyshire.example")
    SafeContactRuleFactory.create(party=aunt)

    opening = override(talk, manager, manager)

    assert NoteOpening.objects.get() == opening
    assert Message.objects.count() == 0


def test_a_writer_who_left_is_not_written_to(review, writer, manager):
    talk = talk_of(review, writer)
    writer.is_active = False
    writer.save()

    override(talk, manager, manager)

    assert (NoteOpening.objects.count(), Message.objects.count()) == (1, 0)
