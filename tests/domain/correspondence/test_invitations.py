"""Invitations through the outbox: what each person is sent, who gets nothing and why, what becomes of it."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from heard.common.errors import NotFound, NotPermitted
from heard.correspondence import invitations as letters
from heard.correspondence.compose import Officer
from heard.correspondence.delivery import deliver
from heard.correspondence.invitations import send_cancellations, send_invitations, send_reminders
from heard.correspondence.letter import as_text
from heard.correspondence.models import Message, MessageAttachment
from heard.correspondence.printing import make_batch, mark_printed
from heard.correspondence.queries import letter_of
from heard.reviews import actions as reviews
from heard.reviews import inviting_actions
from heard.reviews.access import ReviewCancelled
from heard.reviews.actions import Booking
from tests.factories import TODAY, PartyFactory, PeriodFactory, ReviewFactory, SafeContactRuleFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MAREN = Officer(name="Maren Oakhollow", first_name="Maren", email="maren@anyshire.example")


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire):
    period = PeriodFactory.create(child__authority=anyshire, child__given_name="Teo", child__family_name="Marblecroft")
    return ReviewFactory.create(period=period, arranged_time=time(16, 15), place="Foster home")


@pytest.fixture
def mother(review):
    return PartyFactory.create(child=review.child, name="Elena Marblecroft", email="elena@home.example")


def listed(review, by):
    return {one.party_id: one for one in inviting_actions.list_people(review_id=review.pk, today=TODAY, by=by)}


def write(review, people, by, how=send_invitations, **more):
    told = {"officer": MAREN, "today": TODAY, "now": NOW, "by": by}
    return how(review_id=review.pk, invitation_ids=[one.pk for one in people], **(told | more))


def move(review, by, **to):
    booking = Booking(**({"on": date(2026, 12, 1), "at": time(10), "place": "Office"} | to))
    review.refresh_from_db()
    return reviews.move(review_id=review.pk, booking=booking, why="family", version=review.version, today=TODAY, by=by)


def files():
    return [Calendar.from_ical(bytes(one.content)) for one in MessageAttachment.objects.order_by("pk")]


def numbers():
    return [(str(one["METHOD"]), one.walk("VEVENT")[0]["SEQUENCE"]) for one in files()]


def test_a_parent_is_invited_asked_and_told_how_to_complain(review, mother, iro):
    one = listed(review, iro)[mother.pk]

    done = write(review, [one], iro)

    text = as_text(letter_of(done.messages[0]))
    assert done.refused == ()
    assert (done.messages[0].about_kind, done.messages[0].about_id, done.messages[0].template) == (
        "invitation", one.pk, "review-invite-parent",
    )  # fmt: skip
    for words in (
        "You are invited to the review.", "Friday 27 November 2026", "16:15", "Foster home",
        "What do you think of the care plan? What should change?", "You can complain to the council at any time.",
    ):  # fmt: skip
        assert words in text
    assert "This is a change" not in text
    assert "Marblecroft" not in done.messages[0].subject


def test_somebody_who_is_only_asked_is_told_neither_day_nor_place_and_gets_no_calendar_entry(review, iro):
    uncle = PartyFactory.create(
        child=review.child, kind="step_parent", name="Ferdy", left_out="invitation", left_out_why="Teo wishes it"
    )

    done = write(review, [listed(review, iro)[uncle.pk]], iro)

    text = as_text(letter_of(done.messages[0]))
    assert ("What worries you?" in text, "Foster home" in text, "27 November" in text) == (True, False, False)
    assert files() == []


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        ("foster_carer", "review-invite-carer"),
        ("school", "review-invite-professional"),
        ("nurse", "review-invite-professional"),
        ("advocate", "review-invite-professional"),
        ("child", "review-invite-child-young"),
    ],
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_gets_the_letter_that_fits(review, iro, kind, template, language):
    person = PartyFactory.create(
        child=review.child, kind=kind, name="" if kind == "child" else "Grace Millfield", language=language
    )

    done = write(review, [listed(review, iro)[person.pk]], iro)

    assert [(one.template, one.language) for one in done.messages] == [(template, language)]


def test_the_entry_says_review_meeting_and_the_first_name_but_not_to_a_school(review, mother, iro):
    school = PartyFactory.create(child=review.child, kind="school", name="Hillside", email="office@hillside.example")
    people = listed(review, iro)

    write(review, [people[mother.pk], people[school.pk]], iro)

    assert [str(one.walk("VEVENT")[0]["SUMMARY"]) for one in files()] == ["Review meeting, Teo", "Review meeting"]
    assert b"Marblecroft" not in b"".join(bytes(one.content) for one in MessageAttachment.objects.filter(
        message__party=school
    ))  # fmt: skip


def test_whom_nothing_may_reach_gets_nothing_with_the_reason_and_the_rest_goes(review, mother, iro):
    father = PartyFactory.create(child=review.child, name="Rob", email="rob@home.example")
    aunt = PartyFactory.create(child=review.child, kind="relative", name="Una", on_paper=True)
    silent = PartyFactory.create(child=review.child, kind="friend", name="Joss", channel="held")
    SafeContactRuleFactory.create(party=father)
    SafeContactRuleFactory.create(party=aunt, not_there=True)
    people = listed(review, iro)

    done = write(review, list(people.values()), iro)

    assert [one.recipient_name for one in done.messages] == ["Elena Marblecroft"]
    assert [(one.name, one.why) for one in done.refused] == [
        (
            "Rob",
            "This person must not be contacted: the safe contact rules say so. Choose that the letter is not sent.",
        ),
        (
            "Una",
            "Nothing may be sent to this address: the safe contact rules of this person forbid it. Choose another way.",
        ),
        ("Joss", "No letters are sent to this person: it was chosen so. Ask in another way and enter the day by hand."),
    ]
    people[father.pk].refresh_from_db()
    assert (people[father.pk].told_on, people[father.pk].sequence, people[father.pk].version) == (None, 0, 1)
    assert silent.pk in people


def test_it_counts_as_sent_when_it_has_left_and_the_file_goes_with_it(review, mother, iro, mailbox):
    one = listed(review, iro)[mother.pk]
    done = write(review, [one], iro)
    one.refresh_from_db()
    assert one.sent_on is None

    deliver([done.messages[0].pk], authority_id=iro.authority_id, now=lambda: NOW)

    one.refresh_from_db()
    assert one.sent_on == date(2026, 11, 23)
    attached = [part for part in mailbox.mails[0].walk() if part.get_content_type() == "text/calendar"]
    assert [(part.get_filename(), part.get_param("method")) for part in attached] == [("review.ics", "REQUEST")]
    assert attached[0].get_payload(decode=True) == bytes(MessageAttachment.objects.get().content)


def test_what_the_mail_server_refuses_is_kept_with_its_words(review, mother, iro, mailbox):
    mailbox.to_address["elena@home.example"] = "550 No such mailbox"
    one = listed(review, iro)[mother.pk]

    deliver([write(review, [one], iro).messages[0].pk], authority_id=iro.authority_id, now=lambda: NOW)

    one.refresh_from_db()
    assert (one.sent_on, one.bounced_on) == (None, date(2026, 11, 23))
    assert one.bounced_note == Message.objects.get().error != ""


def test_without_mail_it_is_held_and_not_counted_as_sent(review, mother, iro):
    one = listed(review, iro)[mother.pk]

    done = write(review, [one], iro)

    one.refresh_from_db()
    assert (done.messages[0].state, one.sent_on, one.told_on) == ("held", None, date(2026, 11, 27))


def test_on_paper_it_counts_from_the_day_of_printing(review, iro):
    mother = PartyFactory.create(child=review.child, name="Elena", on_paper=True)
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)

    mark_printed(batch_id=make_batch(by=iro, now=NOW).pk, by=iro, now=NOW)

    one.refresh_from_db()
    assert one.sent_on == date(2026, 11, 23)


def test_a_moved_booking_is_told_as_a_change_of_the_same_entry(review, mother, iro):
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)
    move(review, iro)

    done = write(review, [one], iro)

    text = as_text(letter_of(done.messages[0]))
    assert "the review was to be on Friday 27 November 2026." in text
    assert "Tuesday 1 December 2026" in text
    assert numbers() == [("REQUEST", 0), ("REQUEST", 1)]
    assert len({str(one.walk("VEVENT")[0]["UID"]) for one in files()}) == 1


def test_a_cancelled_booking_is_told_to_those_who_knew_of_it_once(review, mother, iro):
    PartyFactory.create(child=review.child, kind="nurse", name="Nia", email="nia@health.example")
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)
    review.refresh_from_db()
    reviews.cancel(review_id=review.pk, reason="Teo is ill", version=review.version, today=TODAY, by=iro)

    done = send_cancellations(review_id=review.pk, officer=MAREN, today=TODAY, now=NOW, by=iro)

    assert [one.recipient_name for one in done.messages] == ["Elena Marblecroft"]
    assert "does not take place on that day" in as_text(letter_of(done.messages[0]))
    assert numbers() == [("REQUEST", 0), ("CANCEL", 1)]
    cancelled = files()[1].walk("VEVENT")[0]
    assert (cancelled.start.isoformat(), str(cancelled["STATUS"])) == ("2026-11-27T16:15:00+00:00", "CANCELLED")
    with pytest.raises(letters.NothingToTell):
        send_cancellations(review_id=review.pk, officer=MAREN, today=TODAY, now=NOW, by=iro)
    with pytest.raises(ReviewCancelled):
        write(review, [one], iro)


def test_a_reminder_asks_again_and_brings_no_second_entry(review, mother, iro, mailbox):
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)

    done = write(review, [one], iro, send_reminders)
    deliver([done.messages[0].pk], authority_id=iro.authority_id, now=lambda: NOW)

    one.refresh_from_db()
    assert (one.reminded_on, one.sequence) == (date(2026, 11, 23), 0)
    assert (done.messages[0].template, numbers()) == ("review-reminder-adult", [("REQUEST", 0)])


@pytest.mark.parametrize(
    ("more", "fault"),
    [({"officer": None}, letters.NobodyToSign), ({"invitation_ids": []}, letters.NobodyChosen)],
)
def test_refuses_what_cannot_be_written(review, mother, iro, more, fault):
    told = {"officer": MAREN, "today": TODAY, "now": NOW, "by": iro, "review_id": review.pk}
    told["invitation_ids"] = [listed(review, iro)[mother.pk].pk]

    with pytest.raises(fault):
        send_invitations(**(told | more))

    assert Message.objects.count() == 0


def test_refuses_people_of_another_review(review, mother, iro):
    other = PartyFactory.create(
        child=ReviewFactory.create(period=PeriodFactory.create(child__authority=iro.authority)).child
    )
    foreign = listed(other.child.reviews.get(), iro)[other.pk]

    with pytest.raises(letters.NotOnThisList):
        write(review, [foreign], iro)


def test_a_social_worker_sends_nothing_and_a_stranger_finds_nothing(review, mother, iro, everything_in_scope):
    one = listed(review, iro)[mother.pk]

    with pytest.raises(NotPermitted):
        write(review, [one], UserFactory.create(authority=iro.authority, roles=["social_worker"]))
    with pytest.raises(NotFound):
        write(review, [one], UserFactory.create(iro=True))
