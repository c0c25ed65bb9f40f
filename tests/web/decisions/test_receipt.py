"""The day of receipt, decisions sent outside Heard, and an answer that came by letter."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review, ReviewDecision
from tests.factories import DecisionFactory, IssuedFactory, UserFactory
from tests.web.decisions.conftest import day
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(review: Review) -> User:
    user: User = UserFactory.create(roles=["business_support"], authority=review.authority, name="Sam Reedmace")
    return user


@pytest.fixture
def decision(review: Review) -> ReviewDecision:
    made: ReviewDecision = DecisionFactory.create(review=review)
    return made


@pytest.fixture
def issued(review: Review, decision: ReviewDecision, priya: User) -> DecisionsIssued:
    row: DecisionsIssued = IssuedFactory.create(review=review, manager=priya, received_on=None)
    return row


def page(review: Review, more: str = "") -> str:
    return f"/reviews/{review.pk}/decisions/{more}"


def test_says_plainly_that_they_are_not_known_to_be_received(
    maren: User, review: Review, issued: DecisionsIssued
) -> None:
    decisions = words(visit(maren, page(review)))
    whole = visit(maren, f"/reviews/{review.pk}/")

    assert "They are not known to be received, so silence does not count." in decisions
    assert "Waiting Not known to be received" in decisions
    assert "not known to be received" in words(whole)
    assert page(review, "received/") in links(whole).values()


def test_the_day_is_entered_and_the_clock_begins(maren: User, review: Review, issued: DecisionsIssued) -> None:
    asked = words(visit(maren, page(review, "received/")))
    answer = send(maren, page(review, "received/"), **day("received_on", 2026, 11, 20))

    assert "Sent to Priya Sandmartin on Wednesday 18 November 2026" in asked
    assert answer.status_code == 302
    issued.refresh_from_db()
    assert (issued.received_on, issued.received_by) == (date(2026, 11, 20), "entered")
    told = words(visit(maren, page(review)))
    assert "Received on 20 Nov." in told
    assert "Why Friday 27 November 2026?" in told
    assert "Received" in words(visit(maren, f"/decisions/{review.decisions.get().pk}/"))


def test_the_day_is_taken_away_again(maren: User, review: Review, issued: DecisionsIssued) -> None:
    send(maren, page(review, "received/"), **day("received_on", 2026, 11, 20))

    neither = send(maren, page(review, "received/"))
    answer = send(maren, page(review, "received/"), not_known="on")

    assert "Enter the day, or say that it is not known" in words(neither)
    assert answer.status_code == 302
    issued.refresh_from_db()
    assert (issued.received_on, issued.received_by) == (None, "")


def test_a_day_before_the_sending_is_refused(maren: User, review: Review, issued: DecisionsIssued) -> None:
    answer = send(maren, page(review, "received/"), **day("received_on", 2026, 11, 17))

    assert "received on the day on which they were sent or later" in words(answer)
    issued.refresh_from_db()
    assert issued.received_on is None


def test_before_the_decisions_are_sent_there_is_no_day(maren: User, review: Review) -> None:
    assert visit(maren, page(review, "received/"))["Location"] == page(review)


def test_the_manager_who_opens_the_answer_has_received_them(
    priya: User, review: Review, issued: DecisionsIssued
) -> None:
    told = words(visit(priya, page(review, "answer/")))

    issued.refresh_from_db()
    assert (issued.received_on, issued.received_by) == (date(2026, 11, 23), "opened")
    assert "Why Monday 30 November 2026?" in told


def test_a_colleague_of_the_manager_is_told_that_the_clock_stands(
    priya: User, review: Review, issued: DecisionsIssued
) -> None:
    issued.manager = None
    issued.save()

    told = words(visit(priya, page(review, "answer/")))

    assert "not known to be received, so silence does not count yet" in told
    issued.refresh_from_db()
    assert issued.received_on is None


def test_what_was_sent_outside_is_entered_with_its_days(
    maren: User, review: Review, decision: ReviewDecision, priya: User
) -> None:
    assert page(review, "sent/") in links(visit(maren, page(review, "send/"))).values()
    nobody = send(maren, page(review, "sent/"), **day("issued_on", 2026, 11, 17))
    wrong = send(
        maren, page(review, "sent/"), manager=priya.pk, **day("issued_on", 2026, 11, 18),
        **day("received_on", 2026, 11, 17),
    )  # fmt: skip

    answer = send(maren, page(review, "sent/"), manager=priya.pk, **day("issued_on", 2026, 11, 17))

    assert "Choose the manager, or enter a name" in words(nobody)
    assert "Check the days" in words(wrong)
    assert answer.status_code == 302
    issued = DecisionsIssued.objects.get()
    assert (issued.manager, issued.issued_on, issued.received_on) == (priya, date(2026, 11, 17), None)


def test_an_answer_by_letter_is_entered_and_shown_as_that(
    maren: User, sam: User, review: Review, issued: DecisionsIssued, decision: ReviewDecision
) -> None:
    typed = {"answered_by": "Q. Finch", f"answer_{decision.pk}": "disagreed", **day("answered_on", 2026, 11, 20)}
    assert page(review, "answer/enter/") in links(visit(sam, page(review))).values()

    without = send(sam, page(review, "answer/enter/"), **typed)
    answer = send(sam, page(review, "answer/enter/"), **typed, **{f"reasons_{decision.pk}": "No money."})

    assert "Enter why the manager disagrees with: Phone calls with brother every Sunday" in words(without)
    assert answer.status_code == 302
    row = ManagerAnswer.objects.get()
    assert (row.answered_by, row.answered_by_name, row.answered_on, row.reasons) == (
        sam, "Q. Finch", date(2026, 11, 20), "No money.",
    )  # fmt: skip
    told = "by letter from Q. Finch, entered by Sam Reedmace"
    assert told in words(visit(maren, page(review)))
    assert told in words(visit(maren, f"/decisions/{decision.pk}/"))
    assert "Every decision has an answer" in words(visit(sam, page(review, "answer/enter/")))


def test_an_answer_by_letter_needs_who_and_when(
    sam: User, review: Review, issued: DecisionsIssued, decision: ReviewDecision
) -> None:
    typed = {f"answer_{decision.pk}": "agreed"}

    told = words(send(sam, page(review, "answer/enter/"), **typed))
    early = send(sam, page(review, "answer/enter/"), answered_by="Q", **typed, **day("answered_on", 2026, 11, 17))

    assert "Enter the name of the manager who answered" in told
    assert "Enter the day of the answer" in told
    assert "Check the day of the answer" in words(early)
    assert not ManagerAnswer.objects.exists()


def test_before_the_decisions_are_sent_no_answer_is_entered(sam: User, review: Review) -> None:
    assert "The decisions were not sent yet" in words(visit(sam, page(review, "answer/enter/")))


@pytest.mark.parametrize("roles", [["iro"], ["iro", "business_support"], ["team_manager"], ["social_worker"]])
def test_only_support_enters_an_answer(
    review: Review, issued: DecisionsIssued, decision: ReviewDecision, roles: list[str]
) -> None:
    user = UserFactory.create(authority=review.authority, roles=roles)

    assert visit(user, page(review, "answer/enter/")).status_code == 403
    assert send(user, page(review, "answer/enter/")).status_code == 403
    assert not ManagerAnswer.objects.exists()


def test_who_may_not_is_refused(priya: User, asha: User, review: Review, issued: DecisionsIssued) -> None:
    elsewhere = UserFactory.create(iro=True)

    for user in (priya, asha):
        assert [visit(user, page(review, one)).status_code for one in ("received/", "sent/")] == [403, 403]
    assert [visit(elsewhere, page(review, one)).status_code for one in ("received/", "sent/")] == [404, 404]
    assert asks_to_sign_in(visit(None, page(review, "received/")))


def test_entering_costs_the_same_for_one_decision_and_for_many(
    sam: User, review: Review, issued: DecisionsIssued
) -> None:
    one = queries(sam, page(review, "answer/enter/"))
    for _ in range(5):
        DecisionFactory.create(review=review)

    assert (one, queries(sam, page(review, "answer/enter/"))) == (8, 8)
