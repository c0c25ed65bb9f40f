"""Sending invitations from the page: who gets one, who cannot, and what is said of it."""

import pytest
from icalendar import Calendar

from heard.caseloads.models import NamedIro
from heard.correspondence.models import Message
from heard.reviews.actions import Booking, cancel, move
from heard.reviews.models import Review
from tests.factories import TODAY, InvitationFactory, PartyFactory, SafeContactRuleFactory
from tests.web.visits import links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(scene):
    return InvitationFactory.create(review=scene.review, party=scene.mother)


def test_sends_to_those_who_are_ticked_and_says_what_is_held(scene, row):
    page = scene.at("send/")
    assert "By e-mail to elena@home.example." in words(visit(scene.support, page))

    answer = send(scene.support, page, what="invite", people=[str(row.pk)])

    assert answer.status_code == 302
    told = words(visit(scene.support, scene.at()))
    assert Message.objects.values_list("template", "state").get() == ("review-invite-parent", "held")
    assert "Held in the outbox" in told
    assert "E-mail is not set up, so it waits in the outbox" in told


def test_who_cannot_be_reached_is_named_with_the_reason_before_anything_is_sent(scene, row):
    SafeContactRuleFactory.create(party=scene.mother)

    told = words(visit(scene.support, scene.at("send/")))

    assert "Nothing goes to these people Elena Marblecroft. This person must not be contacted" in told


def test_a_blocked_address_gets_its_sentence_and_the_rest_is_sent(scene, row):
    nurse = InvitationFactory.create(
        review=scene.review, party=PartyFactory.create(child=scene.child, kind="nurse", name="Nia")
    )
    SafeContactRuleFactory.create(party=scene.mother)
    client = visitor(scene.support)

    answer = client.post(scene.at("send/"), {"what": "invite", "people": [str(row.pk), str(nurse.pk)]}, follow=True)

    assert Message.objects.count() == 0  # somebody who cannot be chosen was chosen: nothing goes unnoticed
    assert "Select a valid choice" in words(answer)

    client.post(scene.at("send/"), {"what": "invite", "people": [str(nurse.pk)]})
    assert list(Message.objects.values_list("recipient_name", flat=True)) == ["Nia"]


def test_nobody_chosen_gets_its_sentence(scene, row):
    assert "Choose at least one person." in words(send(scene.support, scene.at("send/"), what="invite"))


def test_reads_the_letter_before_it_goes(scene, row):
    page = visit(scene.support, links(visit(scene.support, scene.at("send/")))["Read the letter to Elena Marblecroft"])

    told = words(page)
    assert "You are invited to the review." in told
    assert "You can complain to the council at any time." in told
    assert Message.objects.count() == 0


def test_without_an_iro_nothing_can_be_signed(scene, row):
    NamedIro.objects.filter(child=scene.child).delete()

    assert "Name the IRO first" in words(visit(scene.support, scene.at()))
    assert "Nothing can be sent yet" in words(visit(scene.support, scene.at("send/")))


def test_a_moved_booking_is_offered_as_a_change(scene, row):
    send(scene.support, scene.at("send/"), what="invite", people=[str(row.pk)])
    booking = Booking(on=TODAY.replace(day=30), at=None, place="Office")
    version = Review.objects.get(pk=scene.review.pk).version
    move(review_id=scene.review.pk, booking=booking, why="family", version=version, today=TODAY, by=scene.iro)

    assert "Knows the old day" in words(visit(scene.support, scene.at()))
    send(scene.support, scene.at("send/"), what="invite", people=[str(row.pk)])

    assert "Knows the old day" not in words(visit(scene.support, scene.at()))
    assert Message.objects.count() == 2


def test_a_cancelled_review_is_told_to_those_who_knew(scene, row):
    send(scene.support, scene.at("send/"), what="invite", people=[str(row.pk)])
    version = Review.objects.get(pk=scene.review.pk).version
    cancel(review_id=scene.review.pk, reason="Teo is ill", version=version, today=TODAY, by=scene.iro)

    assert "Tell everybody it is cancelled" in words(visit(scene.support, scene.at()))
    assert "These people were told of it: Elena Marblecroft." in words(visit(scene.support, scene.at("send/")))
    send(scene.support, scene.at("send/"))

    assert list(Message.objects.order_by("pk").values_list("template", flat=True)) == [
        "review-invite-parent",
        "review-cancelled-adult",
    ]
    assert "Nobody has to be told" in words(visit(scene.support, scene.at("send/")))


def test_the_calendar_file_can_be_handed_over(scene, row):
    answer = visit(scene.support, scene.at(f"{row.pk}/review.ics"))

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="review.ics"',
    )
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Review meeting, Teo", "Foster home")


def test_the_page_costs_the_same_whatever_its_length(scene, row):
    few = queries(scene.support, scene.at("send/"))
    for number in range(5):
        party = PartyFactory.create(child=scene.child, kind="other", name=f"Person {number}")
        InvitationFactory.create(review=scene.review, party=party)

    assert queries(scene.support, scene.at("send/")) == few
