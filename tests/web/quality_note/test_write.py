"""The page of the quality note."""

from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.correspondence.models import Message
from heard.quality.models import QualityAnswer, QualityNote
from heard.reviews.models import Review
from tests.factories import RelationshipFactory, ReviewFactory, UserFactory
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db
YES = {f"answer_{question}": "yes" for question in QualityAnswer.Question.values}


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def review(maren: User) -> Review:
    return ReviewFactory.create(period__child__authority=maren.authority, held=True)


@pytest.fixture
def asha(review: Review) -> User:
    user: User = UserFactory.create(social_worker=True, authority=review.authority, name="Asha Windermoor")
    RelationshipFactory.create(child=review.child, user=user)
    return user


def path(review: Review, more: str = "") -> str:
    return f"/reviews/{review.pk}/quality/{more}"


def given(**more: Any) -> dict[str, Any]:
    return YES | {"version": "0", "good_practice": "", "concern": ""} | more


def test_a_draft_is_saved_and_found_again(maren: User, review: Review, asha: User) -> None:
    answer = send(
        maren, path(review, "save/"), version="0", answer_health="no", words_health="No dentist.", concern="Drift."
    )

    assert answer.status_code == 302
    page = visit(maren, path(review)).content.decode()
    assert "No dentist." in page
    assert "Drift." in page
    assert QualityNote.objects.get().sent_on is None
    assert "No note yet" in words(visit(asha, path(review)))


def test_an_unfinished_note_is_not_sent_and_nothing_typed_is_lost(maren: User, review: Review, asha: User) -> None:
    typed = given(answer_health="partly", answer_report="", concern="Drift.", send="1")

    answer = send(maren, path(review, "save/"), **typed)

    told = words(answer)
    assert "Say in words what fell short: Is the health plan up to date and followed?" in told
    assert "Answer the question: Was the social work report full and in time?" in told
    assert "Choose who gets the note" in told
    assert "Drift." in answer.content.decode()
    assert not QualityNote.objects.exists()


def test_it_is_sent_and_read_by_social_worker_and_iro(maren: User, review: Review, asha: User) -> None:
    answer = send(maren, path(review, "save/"), **given(people=[asha.pk], good_practice="A drawing.", send="1"))

    assert answer.status_code == 302
    assert Message.objects.get().recipient_name == "Asha Windermoor"
    for user in (maren, asha):
        told = words(visit(user, path(review)))
        assert "Written by Maren Oakhollow, sent on 23 Nov to Asha Windermoor." in told
        assert "Good practice A drawing." in told
        assert "Was the child prepared for the review? Yes" in told
    again = send(maren, path(review, "save/"), **given(people=[asha.pk], send="1"))
    assert "This note has been sent, so it is no longer changed." in words(again)


def test_a_second_writer_is_told(maren: User, review: Review) -> None:
    send(maren, path(review, "save/"), **given(version="0"))

    late = send(maren, path(review, "save/"), **given(version="0", concern="Mine."))

    assert "Somebody else changed this while you were working." in words(late)
    assert "Mine." in late.content.decode()
    assert send(maren, path(review, "save/"), **given(version="1", concern="Mine.")).status_code == 302


def test_a_review_without_colleagues_or_not_held_says_so(maren: User, review: Review) -> None:
    booked = ReviewFactory.create(child=review.child)

    assert "Nobody with an account here works with the child" in words(visit(maren, path(review)))
    assert "The review was not held yet" in words(visit(maren, path(booked)))


def test_who_may_not_read_or_write_it(review: Review, asha: User) -> None:
    stranger = UserFactory.create(social_worker=True, authority=review.authority)
    inspector = UserFactory.create(inspector=True, authority=review.authority)
    RelationshipFactory.create(child=review.child, user=inspector, kind="inspection_sample")

    assert visit(stranger, path(review)).status_code == 404
    assert visit(inspector, path(review)).status_code == 403
    assert send(asha, path(review, "save/"), **given()).status_code == 403
    assert asks_to_sign_in(visit(None, path(review)))


def test_reading_costs_a_fixed_number_of_queries(maren: User, review: Review, asha: User) -> None:
    send(maren, path(review, "save/"), **given(people=[asha.pk], send="1"))

    assert queries(maren, path(review)) == 7
