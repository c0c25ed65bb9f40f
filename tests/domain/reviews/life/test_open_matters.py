"""What waits after a review: help with a right, a disagreement to tell, decisions not known to be received."""

from datetime import date

import pytest

from heard.children.queries import visible_to
from heard.reviews.life.open_matters import OpenMatter, open_matters
from heard.reviews.models import RightExplained
from tests.factories import (
    AnswerFactory,
    IssuedFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


def held(authority, iro=None):
    child = PeriodFactory.create(child__authority=authority, started_on=date(2026, 6, 1)).child
    if iro:
        NamedIroFactory.create(child=child, iro=iro)
    return ReviewFactory.create(child=child, held=True)


def right(review, right="advocate", **more):
    told = {"explained": True, "wants": True} | more
    return RightExplained.objects.create(authority=review.authority, review=review, right=right, **told)


def test_a_child_who_wants_help_waits_until_somebody_helps(anyshire, iro):
    review = held(anyshire)
    right(review), right(review, "court")
    right(review, "complaint", wants=False)

    assert open_matters(visible_to(iro)) == [
        OpenMatter(matter="help_wanted", review=review, since=review.held_on, number=2, what=("advocate", "court"))
    ]
    RightExplained.objects.filter(wants=True).update(help="Voices comes on Friday", helped_on=date(2026, 11, 20))
    assert open_matters(visible_to(iro)) == []


def test_a_disagreement_waits_until_those_who_were_there_are_told(anyshire, iro):
    review = held(anyshire)
    IssuedFactory.create(review=review)
    first = AnswerFactory.create(decision__review=review, disagreed=True)
    AnswerFactory.create(decision__review=review, disagreed=True, answered_on=date(2026, 11, 19))
    AnswerFactory.create(decision__review=review)

    assert open_matters(visible_to(iro)) == [
        OpenMatter(matter="disagreed", review=review, since=date(2026, 11, 19), number=2)
    ]
    for row in type(first).objects.filter(answer="disagreed"):
        row.told_on = date(2026, 11, 23)
        row.save()
    assert open_matters(visible_to(iro)) == []


def test_decisions_wait_until_they_are_known_to_be_received(anyshire, iro):
    review = held(anyshire)
    issued = IssuedFactory.create(review=review, received_on=None)

    assert open_matters(visible_to(iro)) == [OpenMatter(matter="not_received", review=review, since=issued.issued_on)]
    issued.received_on = issued.issued_on
    issued.save()
    assert open_matters(visible_to(iro)) == []


def test_of_one_iro_only_their_children_and_of_another_authority_none(anyshire, iro):
    own, other = held(anyshire, iro), held(anyshire)
    for review in (own, other):
        right(review)
        IssuedFactory.create(review=review, received_on=None)
        AnswerFactory.create(decision__review=review, disagreed=True)

    assert {one.review for one in open_matters(visible_to(iro))} == {own, other}
    assert [one.review for one in open_matters([own.child_id])] == [own] * 3
    assert open_matters(visible_to(UserFactory.create(iro=True))) == []
    assert open_matters(visible_to(UserFactory.create(authority=anyshire, social_worker=True))) == []


def test_costs_three_queries_whatever_waits(anyshire, iro, django_assert_num_queries):
    for _ in range(3):
        review = held(anyshire)
        right(review)
        IssuedFactory.create(review=review, received_on=None)
        AnswerFactory.create(decision__review=review, disagreed=True)

    with django_assert_num_queries(3):
        assert len(open_matters(visible_to(iro))) == 9
