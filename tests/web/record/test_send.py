"""Giving out the copies to the people on the list."""

from datetime import date

import pytest

from heard.correspondence.models import Message
from heard.reviews.models import DecisionsIssued, Invitation, Review, ReviewDecision, SentCopy, Wish
from heard.reviews.record import actions as record_actions
from tests.factories import TODAY, PartyFactory, RelationshipFactory, SafeContactRuleFactory, UserFactory
from tests.factories.records import mother_of
from tests.web.visits import links, queries, send, visit, words

pytestmark = pytest.mark.django_db


def page(review):
    return f"/reviews/{review.pk}/send/"


def signed(review, iro):
    record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    record_actions.check_letter(review_id=review.pk, version=1, today=TODAY, by=iro)


def key_of(party):
    return f"p{party.pk}"


def give(user, review, *parties, way="outbox", on="", **copies):
    told = {f"copy-{key_of(party)}": copies.get(party.kind, "parents") for party in parties}
    if on:
        told |= dict(zip(("on_year", "on_month", "on_day"), on.split("-"), strict=True))
    return send(user, page(review), to=[key_of(party) for party in parties], way=way, **told)


def test_the_right_copy_stands_ready_for_each(review, iro):
    PartyFactory.create(child=review.child, kind="foster_carer", name="Grace Millfield")
    PartyFactory.create(child=review.child, kind="school", name="Fellgate School")
    PartyFactory.create(child=review.child, kind="guardian", name="Wren Tallow")
    PartyFactory.create(child=review.child, kind="interpreter", name="Not on the list")
    worker = UserFactory.create(authority=review.authority, social_worker=True, name="Asha Windermoor")
    RelationshipFactory.create(child=review.child, user=worker, kind="social_worker")

    html = visit(iro, page(review)).content.decode()

    chosen = {}
    for part in html.split("<select")[1:]:
        name = html[: html.index(part)].rsplit("Copy for ", 1)[1].split("<")[0]
        chosen[name] = part.split(" selected>")[1].split("<")[0]
    assert chosen == {
        "Teo Marblecroft": "Letter to the child",
        "Petra Marblecroft": "Parents’ copy",
        "Grace Millfield": "Full record",
        "Fellgate School": "Decisions only",
        "Wren Tallow": "Court copy",
        "Asha Windermoor": "Full record",
    }


def ticked(user, review):
    """Who is offered a copy, and whether they are ticked."""
    html = visit(user, page(review)).content.decode()
    boxes = html.split('<input class="govuk-checkboxes__input"')[1:]
    return {box.split("__label")[1].split(">")[1].split("<")[0].strip(): " checked" in box[:120] for box in boxes}


def test_those_neither_invited_nor_consulted_are_offered_and_not_ticked(review, iro):
    school = PartyFactory.create(child=review.child, kind="school", name="Fellgate School")
    told = {"authority_id": review.authority_id, "review": review}
    Invitation.objects.create(party=mother_of(review), invited=True, consulted=True, **told)
    Invitation.objects.create(party=school, invited=False, consulted=False, reason_not="Not wanted", **told)
    PartyFactory.create(child=review.child, name="Magnus Marblecroft")

    assert ticked(iro, review) == {
        "Teo Marblecroft": True,
        "Petra Marblecroft": True,
        "Fellgate School": False,
        "Magnus Marblecroft": False,
    }


def test_the_court_has_its_copy_though_nobody_invites_it(review, iro, support):
    Invitation.objects.create(
        party=mother_of(review), invited=True, consulted=True, authority_id=review.authority_id, review=review
    )
    PartyFactory.create(child=review.child, kind="legal", name="Anyshire Legal")
    before = ticked(iro, review)
    court = PartyFactory.create(child=review.child, kind="court", name="Family Court at Fellgate")
    signed(review, iro)

    after = ticked(iro, review)
    give(support, review, court, court="court")

    assert before["Anyshire Legal"] is False
    assert (after["Anyshire Legal"], after["Family Court at Fellgate"]) == (True, True)
    assert list(SentCopy.objects.values_list("copy", "party_id")) == [("court", court.pk)]


def test_sends_through_the_outbox_and_shows_what_went(review, support, iro):
    signed(review, iro)

    answer = give(support, review, mother_of(review))

    assert (answer.status_code, answer["Location"]) == (302, page(review))
    row = SentCopy.objects.get()
    assert (row.copy, row.way, row.sent_on, row.party, row.message_id) == (
        "parents",
        "outbox",
        TODAY,
        mother_of(review),
        Message.objects.get().pk,
    )
    read = words(visit(support, page(review)))
    assert "Petra Marblecroft Parents’ copy Not yet: written on 23 November 2026 Through the outbox · Held" in read
    assert "Parents’ copy, in the outbox since 23 November 2026" in read
    assert ticked(iro, review)["Petra Marblecroft"] is False


def test_a_second_click_sends_nothing_and_a_tick_sends_it_once_more(review, support, iro):
    signed(review, iro)
    give(support, review, mother_of(review))

    again = give(support, review, mother_of(review))

    assert "This went less than ten minutes ago. If it is to go once more, tick the box that says so." in words(again)
    assert 'name="again"' in again.content.decode()
    assert 'name="again"' not in visit(support, page(review)).content.decode()
    assert (SentCopy.objects.count(), Message.objects.count()) == (1, 1)
    told = {"to": [key_of(mother_of(review))], f"copy-{key_of(mother_of(review))}": "parents", "way": "outbox"}
    assert send(support, page(review), again="on", **told).status_code == 302
    assert (SentCopy.objects.count(), Message.objects.count()) == (2, 2)


def test_a_slip_of_the_list_gives_a_parent_nothing_until_it_is_meant(review, support, iro):
    signed(review, iro)

    slip = give(support, review, mother_of(review), parent="record")

    assert "Petra Marblecroft: This is more than, or other than, people with their part usually read." in words(slip)
    assert 'name="meant"' in slip.content.decode()
    assert not SentCopy.objects.exists()
    told = {"to": [key_of(mother_of(review))], f"copy-{key_of(mother_of(review))}": "record", "way": "outbox"}
    assert send(support, page(review), meant="on", **told).status_code == 302
    assert SentCopy.objects.get().copy == "record"


def test_what_was_read_out_is_logged_with_its_day(review, support, iro):
    signed(review, iro)

    give(support, review, mother_of(review), way="read_out", on="2026-11-20")

    assert list(SentCopy.objects.values_list("way", "sent_on", "message_id")) == [
        ("read_out", date(2026, 11, 20), None)
    ]
    assert not Message.objects.exists()


def test_the_words_of_what_was_read_out_can_be_read_again(review, support, iro, anyshire):
    signed(review, iro)
    child = review.child.parties.get(kind="child")
    give(support, review, child, way="read_out", on="2026-11-20", child="letter")
    row = SentCopy.objects.get()
    ReviewDecision.objects.filter(review=review).update(words_for_child="Changed")
    address = f"/reviews/{review.pk}/given/"

    read = visit(support, address, number=row.pk)

    assert links(visit(support, page(review)))["As it was given : Letter to the child, Teo Marblecroft, 1"] == (
        f"{address}?number={row.pk}"
    )
    assert "Teo Marblecroft, 20 November 2026. Read out to the child." in words(read)
    assert "Asks Uncle Ferdy to bring Biscuit" in words(read)
    assert visit(support, address, number=row.pk + 1).status_code == 404
    assert visit(support, address)["Location"] == page(review)
    assert visit(UserFactory.create(authority=anyshire, social_worker=True), address).status_code == 403


def correct(review, iro):
    record_actions.save_section(
        review_id=review.pk, heading="home", words="Corrected.", letter_words="", version=1, today=TODAY, by=iro
    )
    record_actions.sign(review_id=review.pk, why="A sentence was wrong", today=TODAY, by=iro)


def test_who_holds_an_old_version_is_ticked_again(review, support, iro):
    signed(review, iro)
    give(support, review, mother_of(review), way="hand", on="2026-11-20")
    held = ticked(iro, review)["Petra Marblecroft"]

    correct(review, iro)

    assert held is False
    assert ticked(iro, review)["Petra Marblecroft"] is True
    assert "Parents’ copy, 20 November 2026: had version 1, now version 2" in words(visit(iro, page(review)))
    give(support, review, mother_of(review), way="hand", on="2026-11-23")
    assert ticked(iro, review)["Petra Marblecroft"] is False


def test_a_child_with_an_old_letter_is_ticked_again(review, support, iro):
    signed(review, iro)
    child = review.child.parties.get(kind="child")
    give(support, review, child, way="hand", on="2026-11-20", child="letter")
    held = ticked(iro, review)["Teo Marblecroft"]
    Wish.objects.update(answer="yes")
    record_actions.check_letter(review_id=review.pk, version=2, today=TODAY, by=iro)

    assert (held, ticked(iro, review)["Teo Marblecroft"]) == (False, True)
    assert "Letter to the child, 20 November 2026: the letter was changed since" in words(visit(iro, page(review)))


def test_the_decisions_alone_do_not_stand_for_the_record(review, support, iro):
    signed(review, iro)
    told = {"authority_id": review.authority_id, "review": review, "issued_on": TODAY, "received_on": TODAY}
    DecisionsIssued.objects.create(manager_name="Ifeoma Brightwater", issued_by=iro, **told)
    give(support, review, mother_of(review), way="hand", on="2026-11-20", parent="decisions")

    assert "Decisions only, 20 November 2026" in words(visit(iro, page(review)))
    assert ticked(iro, review)["Petra Marblecroft"] is True


def test_what_did_not_arrive_says_so_and_is_ticked_again(review, support, iro):
    signed(review, iro)
    give(support, review, mother_of(review))
    SentCopy.objects.update(failed="No such address.")

    read = words(visit(iro, page(review)))

    assert "Not yet: written on 23 November 2026 Did not arrive No such address." in read
    assert ticked(iro, review)["Petra Marblecroft"] is True


def test_sent_late_shows_late(review, support, iro):
    signed(review, iro)
    review.held_on = review.completed_on = date(2026, 10, 1)
    review.save()
    give(support, review, mother_of(review))

    assert "Not yet: written on 23 November 2026 Late Through the outbox" in words(visit(support, page(review)))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        pytest.param({}, "This person must not be contacted", id="not at all"),
        pytest.param(
            {"not_there": True, "address": "petra@home.example"}, "Nothing may be sent to this address", id="not there"
        ),
    ],
)
def test_what_safe_contact_forbids_gets_its_sentence_and_nothing_goes(review, support, iro, rule, sentence):
    signed(review, iro)
    mother = mother_of(review)
    SafeContactRuleFactory.create(party=mother, **rule)
    child = review.child.parties.get(kind="child")

    answer = give(support, review, child, mother, child="letter")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "<title>Error: Give out the copies" in " ".join(html.split())
    assert not SentCopy.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("kind", "copy", "sentence"),
    [
        ("parent", "parents", "Sign the record first. Only a signed record is sent out."),
        ("child", "letter", "Read the letter and say that you have checked it."),
    ],
)
def test_what_is_not_ready_is_refused(review, support, kind, copy, sentence):
    party = review.child.parties.get(kind=kind)

    answer = give(support, review, party, **{kind: copy})

    assert sentence in words(answer)
    assert not SentCopy.objects.exists()


def test_of_a_review_that_is_not_completed_nothing_is_given(review, support, iro):
    signed(review, iro)
    Review.objects.filter(pk=review.pk).update(completed_on=None)

    answer = give(support, review, mother_of(review), way="hand", on="2026-11-20")

    assert "This review is not completed yet, so what it proposes is held back." in words(answer)
    assert "Nothing of it is given out until it is." in words(answer)
    assert not SentCopy.objects.exists()


def test_nobody_chosen_and_a_day_that_is_none(review, support, iro):
    signed(review, iro)

    assert "Choose at least one person" in words(send(support, page(review), way="outbox"))
    assert "Enter the day on which it was given" in words(give(support, review, mother_of(review), way="hand"))
    assert "must be today or in the past" in words(
        give(support, review, mother_of(review), way="hand", on="2026-11-24")
    )
    assert not SentCopy.objects.exists()


def test_the_page_takes_a_fixed_number_of_queries(review, support, iro):
    signed(review, iro)
    before = queries(support, page(review))
    for number in range(5):
        PartyFactory.create(child=review.child, kind="relative", name=f"Aunt {number}")

    assert queries(support, page(review)) == before
    assert before <= 43


def test_who_does_not_arrange_is_refused(review, anyshire):
    assert visit(UserFactory.create(authority=anyshire, social_worker=True), page(review)).status_code == 403
