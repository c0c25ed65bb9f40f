"""Telling those who were there that the council disagrees."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.correspondence.models import Message
from heard.reviews.models import ManagerAnswer, Review
from tests.factories import AnswerFactory, IssuedFactory, PartyFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(review: Review) -> ManagerAnswer:
    IssuedFactory.create(review=review)
    row: ManagerAnswer = AnswerFactory.create(decision__review=review, disagreed=True)
    return row


def page(review: Review, more: str = "disagreed/") -> str:
    return f"/reviews/{review.pk}/decisions/{more}"


def test_writes_to_those_chosen_and_says_so_on_the_page(maren: User, review: Review, refused: ManagerAnswer) -> None:
    mother = PartyFactory.create(child=review.child, name="Petra Marblecroft")
    assert links(visit(maren, page(review, "")))["Tell those who were there"] == page(review)
    asked = words(visit(maren, page(review)))

    answer = send(maren, page(review), people=[mother.pk])

    assert "Petra Marblecroft Phone calls with brother every Sunday. The council does not agree." in asked
    assert answer.status_code == 302
    refused.refresh_from_db()
    assert refused.told_on == date(2026, 11, 23)
    assert Message.objects.get().recipient_name == "Petra Marblecroft"
    told = visit(maren, page(review, ""))
    assert "Those who were there were told." in words(told)
    assert "Tell those who were there" not in links(told)
    assert "There is nothing to tell" in words(visit(maren, page(review)))


def test_nobody_chosen_is_refused(maren: User, review: Review, refused: ManagerAnswer) -> None:
    answer = send(maren, page(review))

    assert "Choose at least one person, or say that they were told in another way." in words(answer)
    refused.refresh_from_db()
    assert refused.told_on is None
    assert send(maren, page(review), otherwise="on").status_code == 302


def test_who_may_not_is_refused(review: Review, refused: ManagerAnswer, priya: User) -> None:
    support = UserFactory.create(authority=review.authority, roles=["business_support"])
    elsewhere = UserFactory.create(iro=True)

    for user in (priya, support):
        assert visit(user, page(review)).status_code == 403
        assert "Tell those who were there" not in links(visit(user, page(review, "")))
    assert visit(elsewhere, page(review)).status_code == 404
    assert asks_to_sign_in(visit(None, page(review)))


def test_costs_the_same_for_one_and_for_many(maren: User, review: Review, refused: ManagerAnswer) -> None:
    PartyFactory.create(child=review.child)
    one = queries(maren, page(review))
    for _ in range(3):
        PartyFactory.create(child=review.child)
        AnswerFactory.create(decision__review=review, disagreed=True)

    assert queries(maren, page(review)) == one
