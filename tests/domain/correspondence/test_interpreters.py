"""The letter to an interpreter: day, place and language, a calendar entry, and nothing of the child."""

from datetime import UTC, date, datetime, time

import pytest

from heard.common.errors import NotPermitted
from heard.correspondence.compose import compose
from heard.correspondence.interpreters import NothingToWrite, letter_to_interpreter, write_to_interpreter
from heard.correspondence.invitation_letters import NoLetters
from heard.correspondence.invitations import NobodyToSign
from heard.correspondence.letter import as_text
from heard.correspondence.models import Message, MessageAttachment
from tests.factories import TODAY, PartyFactory, PeriodFactory, ReviewFactory, ReviewNeedFactory, UserFactory
from tests.factories.correspondence import order

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 12, 1)


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def review(anyshire):
    period = PeriodFactory.create(
        child__authority=anyshire, child__given_name="Teo", child__family_name="Marblecroft", child__local_id="C 77"
    )
    return ReviewFactory.create(period=period, arranged_for=DAY, arranged_time=time(16), place="Fellgate Centre")


@pytest.fixture
def need(review):
    mother = PartyFactory.create(child=review.child, name="Elena Marblecroft")
    interpreter = PartyFactory.create(
        child=review.child, kind="interpreter", name="Jan Fernhill", relation="", email="jan@interpreters.example"
    )
    return ReviewNeedFactory.create(
        review=review,
        kind="interpreter",
        party=mother,
        language="Polish",
        reference="R 12",
        interpreter=interpreter,
        booked=True,
    )


def write(need, by, officer="usual"):
    return write_to_interpreter(
        review_id=need.review_id,
        need_id=need.pk,
        officer=order().officer if officer == "usual" else officer,
        today=TODAY,
        now=NOW,
        by=by,
    )


def test_says_what_an_interpreter_needs_and_nothing_of_the_child(need, support, anyshire):
    sending = letter_to_interpreter(
        need, need.review, officer=order().officer, authority=anyshire, viewer=support, today=TODAY, now=NOW
    )

    text = as_text(compose(sending.order))
    calendar = sending.attachments[0].content.decode()
    for told in ("Tuesday 1 December 2026", "16:00", "Fellgate Centre", "Polish", "R 12", "interpret for an adult"):
        assert told in text
    for hidden in ("Teo", "Marblecroft", "C 77", "Elena", "review", "care"):
        assert hidden not in text.replace("Reviewing", "").replace("reviewing", "").replace("careful", "")
        assert hidden not in calendar.replace("Review meeting", "").replace("review.ics", "")
    assert "METHOD:REQUEST" in calendar


def test_keeps_what_was_told_and_tells_the_change_in_the_same_entry(need, support):
    first = write(need, support)
    need.refresh_from_db()
    told = (need.told_on, need.told_at, need.told_place, need.told_party, need.sequence)
    with pytest.raises(NothingToWrite):
        write(need, support)
    review = need.review
    review.arranged_for = need.booked_for = date(2026, 12, 3)
    review.save()
    need.save()

    second = write(need, support)

    assert told == (DAY, time(16), "Fellgate Centre", need.interpreter, 1)
    assert (first.template, first.recipient_name, first.child_id) == (
        "review-interpreter", "Jan Fernhill", review.child_id,
    )  # fmt: skip
    assert "This is a change: the meeting was to be on Tuesday 1 December 2026." in str(second.body)
    entries = [bytes(row.content).decode() for row in MessageAttachment.objects.order_by("pk")]
    assert [f"UID:{need.calendar_uid}@heard" in entry.replace("\r\n ", "") for entry in entries] == [True, True]
    assert ["SEQUENCE:0" in entries[0], "SEQUENCE:1" in entries[1]] == [True, True]


def test_tells_that_it_is_cancelled_on_the_day_that_was_told(need, support):
    write(need, support)
    review = need.review
    review.state, review.cancelled_reason = "cancelled", "The child is ill"
    review.save()

    message = write(need, support)

    need.refresh_from_db()
    assert message.template == "review-interpreter-cancelled"
    assert "Tuesday 1 December 2026" in str(message.body)
    assert "The child is ill" not in str(message.body)
    assert (need.told_on, need.told_party, need.sequence) == (None, None, 2)
    assert "METHOD:CANCEL" in bytes(MessageAttachment.objects.latest("pk").content).decode()


def test_refuses_where_nothing_can_go(need, support, anyshire):
    with pytest.raises(NobodyToSign):
        write(need, support, officer=None)
    with pytest.raises(NotPermitted):
        write(need, UserFactory.create(authority=anyshire, roles=["social_worker"]))
    need.interpreter.channel = "held"
    need.interpreter.save()
    with pytest.raises(NoLetters):
        write(need, support)

    need.refresh_from_db()
    assert (need.told_on, need.sequence) == (None, 0)
    assert not Message.objects.exists()
