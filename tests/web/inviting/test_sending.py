"""Sending invitations from the page: who gets one, who cannot, and what is said of it."""

from datetime import date, time

import pytest
from icalendar import Calendar

from heard.caseloads.models import NamedIro
from heard.correspondence.models import Message
from heard.reviews.booking.actions import Booking, cancel, move
from heard.reviews.models import Adjournment, Choices, Review
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


def test_a_second_press_within_minutes_asks_first_and_a_tick_confirms(scene, row):
    given = {"what": "invite", "people": [str(row.pk)]}
    send(scene.iro, scene.at("send/"), **given)

    answer = send(scene.support, scene.at("send/"), **given)

    assert answer.status_code == 200
    assert "This went less than ten minutes ago. If it is to go once more, tick the box that says so." in words(answer)
    assert "Maren Oakhollow). Send it once more to those who got it just now" in words(answer)
    assert Message.objects.count() == 1
    assert send(scene.support, scene.at("send/"), again="on", **given).status_code == 302
    assert Message.objects.count() == 2


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


def silent(row, **more):
    """Somebody who was asked, and told of the booking that stands."""
    told = {"told_on": row.review.arranged_for, "told_at": time(16, 15), "told_place": "Foster home"}
    type(row).objects.filter(pk=row.pk).update(sent_on=date(2026, 11, 10), told_invited=True, **(told | more))


def test_reminders_have_their_own_list_of_those_who_are_silent(scene, row):
    nurse = InvitationFactory.create(
        review=scene.review, party=PartyFactory.create(child=scene.child, kind="nurse", name="Nia")
    )
    assert "Send reminders" not in links(visit(scene.support, scene.at()))
    silent(row)
    silent(nurse, answered_on=date(2026, 11, 12), answered_by="paper", coming="whole")
    InvitationFactory.create(
        review=scene.review, party=PartyFactory.create(child=scene.child, kind="school", name="Hillside")
    )

    page = visit(scene.support, links(visit(scene.support, scene.at()))["Send reminders"])

    told = words(page)
    assert "Elena Marblecroft Invited and asked. By e-mail to elena@home.example. Sent Tue 10 Nov." in told
    assert f'value="{row.pk}" checked' in page.content.decode()
    assert "Nia. This person has answered already" in told
    assert "Hillside. Nothing has been sent to this person yet." in told
    send(scene.support, scene.at("send/"), what="remind", people=[str(row.pk)])
    assert list(Message.objects.values_list("template", flat=True)) == ["review-reminder-adult"]


def test_who_is_not_invited_any_more_is_told_not_to_come(scene, row):
    silent(row)
    address = scene.at(f"{row.pk}/")
    answer = send(scene.support, address, asked="neither", reason_not="Teo does not wish it", version=row.version)

    page = scene.at(f"{row.pk}/withdraw/")
    assert answer["Location"] == page
    assert "You are no longer invited to the review for Teo Marblecroft" in words(visit(scene.support, page))
    assert links(visit(scene.support, scene.at()))["Tell them not to come Elena Marblecroft"] == page
    send(scene.support, page)

    told = words(visit(scene.support, scene.at()))
    assert Message.objects.values_list("template", "state").get() == ("review-uninvited-adult", "held")
    assert ("Told not to come" in told, "Was told to come" in told) == (True, False)
    assert visit(scene.support, page)["Location"] == scene.at()


def test_only_those_who_arrange_may_withdraw(scene, row):
    silent(row, invited=False)
    page = scene.at(f"{row.pk}/withdraw/")

    assert visit(scene.support, page).status_code == 200
    assert visit(scene.worker, page).status_code == 403


def test_what_the_child_chose_steers_who_is_invited(scene, row):
    uncle = InvitationFactory.create(
        review=scene.review, party=PartyFactory.create(child=scene.child, kind="relative", name="Ferdy Marblecroft")
    )
    told = {"asked_on": TODAY, "how": "talk", "answered_on": TODAY, "recorded_by": scene.iro}
    Choices.objects.create(
        authority=scene.child.authority, review=scene.review, unwanted="Not ferdy, please", wanted="Mum", **told
    )

    page = visit(scene.support, scene.at("send/"))

    said = words(page)
    assert "What Teo Marblecroft chose" in said
    assert "Not ferdy, please" in said
    assert said.count("Teo Marblecroft does not want them at the review.") == 1
    assert f'value="{row.pk}" checked' in page.content.decode()
    assert f'value="{uncle.pk}" checked' not in page.content.decode()
    assert "Teo Marblecroft does not want them at the review" in words(visit(scene.support, scene.at()))
    assert "Teo Marblecroft does not want them at the review" in words(visit(scene.support, scene.at(f"{uncle.pk}/")))
    Choices.objects.update(unwanted="", wanted="Elena")
    type(row).objects.filter(pk=row.pk).update(invited=False)
    assert "Teo Marblecroft wants them at the review" in words(visit(scene.support, scene.at()))


def adjourn(scene):
    Review.objects.filter(pk=scene.review.pk).update(
        state="held", held_on=date(2026, 11, 20), arranged_for=date(2026, 11, 20), recorded_by=scene.iro
    )
    Adjournment.objects.create(
        authority=scene.child.authority, review=scene.review, adjourned_on=date(2026, 11, 20), why="papers_missing",
        reason="The school report", recorded_by=scene.iro,
    )  # fmt: skip


def test_an_adjourned_review_is_invited_to_once_its_day_is_known(scene, row):
    silent(row, told_on=date(2026, 11, 20))
    adjourn(scene)
    given = {"on_day": "4", "on_month": "12", "on_year": "2026", "at": "10", "place": "Office", "version": "1"}
    assert "Enter first when the adjourned review goes on" in words(visit(scene.support, scene.at("send/")))
    page = links(visit(scene.support, scene.at()))["When it goes on"]

    late = send(scene.support, page, **given | {"on_day": "21"})
    answer = send(scene.support, page, **given)

    assert "The review must be completed within 20 working days of its first sitting" in words(late)
    assert answer["Location"] == scene.at("send/")
    told = words(visit(scene.support, scene.at("send/")))
    assert (
        "Elena Marblecroft Invited and asked. By e-mail to elena@home.example. Not told of the second sitting." in told
    )
    send(scene.support, scene.at("send/"), what="invite", people=[str(row.pk)])
    row.refresh_from_db()
    assert (row.told_on, row.told_at, row.told_place) == (date(2026, 12, 4), time(10), "Office")
    assert "It goes on: Friday 4 December 2026, 10:00, Office." in words(visit(scene.support, scene.at()))


def test_nobody_is_invited_to_a_review_that_is_over(scene, row):
    adjourn(scene)
    Adjournment.objects.all().delete()
    Review.objects.filter(pk=scene.review.pk).update(completed_on=date(2026, 11, 20))

    told = words(visit(scene.support, scene.at("send/")))
    answer = visit(scene.support, f"/reviews/{scene.review.pk}/goes-on/")

    assert "This review has been held, so nobody can be invited to it any more." in told
    assert answer["Location"] == f"/reviews/{scene.review.pk}/"


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
