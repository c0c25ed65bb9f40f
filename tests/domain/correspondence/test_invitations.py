"""Invitations through the outbox: what each person is sent, who gets nothing and why, what becomes of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.correspondence import invitations as letters
from heard.correspondence.compose import Officer
from heard.correspondence.delivery import deliver
from heard.correspondence.invitations import (
    send_cancellations,
    send_invitations,
    send_reminders,
    send_withdrawals,
)
from heard.correspondence.just_sent import SentJustNow
from heard.correspondence.letter import as_text
from heard.correspondence.models import Message, MessageAttachment
from heard.correspondence.printing import make_batch, mark_printed
from heard.correspondence.queries import letter_of
from heard.reviews.access import ReviewCancelled
from heard.reviews.booking import actions as reviews
from heard.reviews.booking import entries
from heard.reviews.booking.actions import Booking
from heard.reviews.meeting.resume_actions import NotAdjourned, ResumesInPast, set_resumption
from heard.reviews.meeting.sitting_actions import ResumesTooLate
from heard.reviews.models import Adjournment, Choices, Invitation, Review
from heard.reviews.preparation import inviting_actions
from tests.factories import TODAY, PartyFactory, PeriodFactory, ReviewFactory, SafeContactRuleFactory, UserFactory
from tests.factories.correspondence import MessageFactory

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
            "Nothing may be sent to this address: a safe contact rule about this child forbids it. Choose another way.",
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


@pytest.mark.parametrize("how", [send_invitations, send_reminders])
def test_what_went_minutes_ago_goes_again_only_if_it_is_meant(review, mother, iro, how):
    one = listed(review, iro)[mother.pk]
    if how is send_reminders:
        told = {"told_on": review.arranged_for, "told_at": time(16, 15), "told_place": "Foster home"}
        Invitation.objects.filter(pk=one.pk).update(sent_on=TODAY, told_invited=True, **told)
    write(review, [one], iro, how=how)
    colleague = UserFactory.create(authority=review.authority, support=True)

    with pytest.raises(SentJustNow) as told:
        write(review, [one], colleague, how=how)

    at = timezone.localtime(Message.objects.get().written_at)
    assert told.value.message == (
        "This went less than ten minutes ago. If it is to go once more, tick the box that says so. "
        f"Elena Marblecroft ({at:%H:%M}, {iro.name})."
    )
    write(review, [one], colleague, how=how, again=True)
    assert Message.objects.count() == 2


def test_what_went_longer_ago_or_to_somebody_else_is_not_asked_about(review, mother, iro):
    rows = listed(review, iro)
    father = PartyFactory.create(child=review.child, name="Ade")
    MessageFactory.create(
        child=review.child, about_kind="invitation", about_id=rows[mother.pk].pk, template="review-invite-parent",
        written_at=timezone.now() - timedelta(minutes=11),
    )  # fmt: skip

    write(review, [rows[mother.pk]], iro)
    write(review, [listed(review, iro)[father.pk]], iro)

    assert Message.objects.count() == 3


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
    deliver([write(review, [one], iro).messages[0].pk], authority_id=iro.authority_id, now=lambda: NOW)

    done = write(review, [one], iro, send_reminders)
    deliver([done.messages[0].pk], authority_id=iro.authority_id, now=lambda: NOW)

    one.refresh_from_db()
    assert (one.reminded_on, one.sequence) == (date(2026, 11, 23), 0)
    assert (done.messages[0].template, numbers()) == ("review-reminder-adult", [("REQUEST", 0)])


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({}, "Nothing has been sent to this person yet. Send the invitation first."),
        (
            {"sent_on": TODAY, "bounced_on": TODAY, "bounced_note": "No such mailbox"},
            "What was sent to this person came back. Send the invitation again first.",
        ),
        (
            {"sent_on": TODAY, "answered_on": TODAY, "answered_by": "paper", "coming": "whole"},
            "This person has answered already, so there is nothing to remind them of.",
        ),
        (
            {"sent_on": TODAY, "told_on": date(2026, 11, 25), "told_invited": True},
            "This person knows another day. Send the invitation again instead of a reminder.",
        ),
    ],
)
def test_only_those_who_were_asked_and_are_silent_are_reminded(review, mother, iro, state, why):
    one = listed(review, iro)[mother.pk]
    Invitation.objects.filter(pk=one.pk).update(**state)

    done = write(review, [one], iro, send_reminders)

    assert (done.messages, [(left.name, left.why) for left in done.refused]) == ((), [("Elena Marblecroft", why)])
    assert Message.objects.count() == 0


def uninvite(one, by, consulted=True):
    one.refresh_from_db()
    return inviting_actions.decide_invitation(
        invitation_id=one.pk, invited=False, consulted=consulted, reason_not="Teo does not wish it",
        version=one.version, today=TODAY, by=by,
    )  # fmt: skip


def test_who_was_told_and_is_not_invited_any_more_is_told_and_the_calendar_takes_it_out(review, mother, iro):
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)
    uninvite(one, iro)

    done = write(review, [one], iro, send_withdrawals)

    text = as_text(letter_of(done.messages[0]))
    assert done.messages[0].template == "review-uninvited-adult"
    assert "We had invited you to the review of the care plan for Teo Marblecroft on Friday 27 November 2026." in text
    assert "I would still like to know what you think." in text
    assert numbers() == [("REQUEST", 0), ("CANCEL", 1)]
    assert len({str(entry.walk("VEVENT")[0]["UID"]) for entry in files()}) == 1
    one.refresh_from_db()
    assert (one.cancel_told_on, entries.to_withdraw(one, review), entries.told_wrongly(one, review)) == (
        TODAY,
        False,
        False,
    )
    again = write(review, [one], iro, send_withdrawals)
    assert [left.why for left in again.refused] == ["This person is still invited, or was never told to come."]


def test_who_is_invited_again_after_a_withdrawal_counts_as_not_told_until_then(review, mother, iro):
    one = listed(review, iro)[mother.pk]
    write(review, [one], iro)
    uninvite(one, iro)
    write(review, [one], iro, send_withdrawals)
    one.refresh_from_db()
    one.invited, one.sent_on = True, TODAY
    one.save()

    assert entries.knows_of_it(one, review) is False
    write(review, [one], iro)
    one.refresh_from_db()

    assert (entries.knows_of_it(one, review), one.cancel_told_on, one.told_invited) == (True, None, True)
    assert numbers() == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]


def test_who_was_only_asked_knows_no_day_that_could_move(review, iro):
    uncle = PartyFactory.create(
        child=review.child, kind="step_parent", name="Ferdy", left_out="invitation", left_out_why="Teo wishes it"
    )
    one = listed(review, iro)[uncle.pk]
    write(review, [one], iro)
    review = move(review, iro)

    one.refresh_from_db()

    assert (one.told_invited, entries.names_another_booking(one, review)) == (False, False)
    assert "This is a change" not in as_text(letter_of(write(review, [one], iro, again=True).messages[0]))


@pytest.fixture
def adjourned(review, iro):
    """The review sat on 20 November and is adjourned; nobody knows yet when it goes on."""
    held = {"state": "held", "held_on": date(2026, 11, 20), "recorded_by": iro}
    Review.objects.filter(pk=review.pk).update(**held, arranged_for=date(2026, 11, 20))
    Adjournment.objects.create(
        authority=review.authority, review=review, adjourned_on=date(2026, 11, 20), why="papers_missing",
        reason="The school report", recorded_by=iro,
    )  # fmt: skip
    return Review.objects.get(pk=review.pk)


def goes_on(review, by, **to):
    booking = Booking(**({"on": date(2026, 12, 4), "at": time(10), "place": "Office"} | to))
    version = Review.objects.get(pk=review.pk).version
    return set_resumption(review_id=review.pk, booking=booking, version=version, today=TODAY, by=by)


def test_a_second_sitting_is_an_invitation_of_its_own_and_moves_as_such(adjourned, mother, iro):
    one = listed(adjourned, iro)[mother.pk]
    first = {"told_on": date(2026, 11, 20), "told_at": time(16, 15), "told_place": "Foster home", "told_invited": True}
    Invitation.objects.filter(pk=one.pk).update(sent_on=date(2026, 11, 6), **first)
    goes_on(adjourned, iro)

    done = write(adjourned, [one], iro)
    goes_on(adjourned, iro, on=date(2026, 12, 7))
    moved = write(adjourned, [one], iro)

    text, changed = as_text(letter_of(done.messages[0])), as_text(letter_of(moved.messages[0]))
    assert "The review began on Friday 20 November 2026 and was adjourned. It goes on as below." in text
    assert ("Friday 4 December 2026" in text, "10:00" in text, "Office" in text) == (True, True, True)
    assert "This is a change" not in text
    assert "the review was to be on Friday 4 December 2026" in changed
    one.refresh_from_db()
    assert (one.told_on, one.told_place, one.sent_on) == (date(2026, 12, 7), "Office", date(2026, 11, 6))
    events = [entry.walk("VEVENT")[0] for entry in files()]
    assert [(str(event["UID"]) == str(one.calendar_uid), event["SEQUENCE"]) for event in events] == [
        (False, 1),
        (False, 2),
    ]
    assert len({str(event["UID"]) for event in events}) == 1


def test_nobody_is_invited_to_what_is_over_or_has_no_day(adjourned, mother, iro):
    one = listed(adjourned, iro)[mother.pk]

    with pytest.raises(letters.GoesOnUnknown):
        write(adjourned, [one], iro)
    Review.objects.filter(pk=adjourned.pk).update(completed_on=date(2026, 11, 20))
    with pytest.raises(letters.HeldAlready):
        write(adjourned, [one], iro)
    with pytest.raises(letters.HeldAlready):
        write(adjourned, [one], iro, send_reminders)
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("on", "fault"),
    [(date(2026, 11, 20), ResumesInPast), (date(2026, 12, 21), ResumesTooLate)],
)
def test_a_review_goes_on_in_time_and_not_in_the_past(adjourned, iro, on, fault):
    with pytest.raises(fault):
        goes_on(adjourned, iro, on=on)

    assert Adjournment.objects.get().resume_on is None


def test_only_an_adjourned_review_goes_on(adjourned, iro):
    with pytest.raises(ChangedMeanwhile):
        set_resumption(
            review_id=adjourned.pk, booking=Booking(on=TODAY, at=None, place=""), version=7, today=TODAY, by=iro
        )
    with pytest.raises(NotPermitted):
        goes_on(adjourned, UserFactory.create(authority=iro.authority, roles=["social_worker"]))
    Adjournment.objects.all().delete()
    with pytest.raises(NotAdjourned):
        goes_on(adjourned, iro)


def test_the_child_is_greeted_by_the_name_chosen(review, iro):
    Choices.objects.create(
        authority=review.authority, review=review, asked_on=TODAY, how="talk", called="Teo Bear", recorded_by=iro
    )
    child = PartyFactory.create(child=review.child, kind="child", name="", on_paper=True)

    done = write(review, [listed(review, iro)[child.pk]], iro)

    assert "Teo Bear" in letter_of(done.messages[0]).salutation


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
