"""Giving out the copies to the people on the list."""

from datetime import date

import pytest

from heard.correspondence.models import Message
from heard.reviews import record_actions
from heard.reviews.models import Invitation, Review, SentCopy
from tests.factories import TODAY, PartyFactory, RelationshipFactory, SafeContactRuleFactory, UserFactory
from tests.factories.records import mother_of
from tests.web.visits import queries, send, visit, words

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


def test_only_those_invited_or_consulted_stand_on_the_list_when_it_is_made(review, iro):
    school = PartyFactory.create(child=review.child, kind="school", name="Fellgate School")
    told = {"authority_id": review.authority_id, "review": review}
    Invitation.objects.create(party=mother_of(review), invited=True, consulted=True, **told)
    Invitation.objects.create(party=school, invited=False, consulted=False, reason_not="Not wanted", **told)

    read = words(visit(iro, page(review)))

    assert "Petra Marblecroft" in read
    assert "Teo Marblecroft" in read
    assert "Fellgate School Decisions" not in read
    assert "Copy for Fellgate School" not in read


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
    assert "Petra Marblecroft Parents’ copy 23 November 2026 Through the outbox · Held" in read
    assert "Parents’ copy, 23 November 2026" in read


def test_what_was_read_out_is_logged_with_its_day(review, support, iro):
    signed(review, iro)

    give(support, review, mother_of(review), way="read_out", on="2026-11-20")

    assert list(SentCopy.objects.values_list("way", "sent_on", "message_id")) == [
        ("read_out", date(2026, 11, 20), None)
    ]
    assert not Message.objects.exists()


def test_sent_late_shows_late(review, support, iro):
    signed(review, iro)
    review.held_on = review.completed_on = date(2026, 10, 1)
    review.save()
    give(support, review, mother_of(review))

    assert "23 November 2026 Late Through the outbox" in words(visit(support, page(review)))


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
    assert before <= 40


def test_who_does_not_arrange_is_refused(review, anyshire):
    assert visit(UserFactory.create(authority=anyshire, social_worker=True), page(review)).status_code == 403
