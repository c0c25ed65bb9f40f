"""The open steps of an IRO's reviews, and what of them is late in the whole service."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import (
    DecisionsIssued,
    PrivateTalk,
    RecordOfReview,
    RecordVersion,
    Review,
    ReviewDecision,
    RightExplained,
)
from tests.factories import (
    AnswerFactory,
    ChildFactory,
    IssuedFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/my-week/"


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def review_of(iro: User, **more: Any) -> Review:
    child = ChildFactory.create(authority=iro.authority, given_name=more.pop("name", "Teo"))
    PeriodFactory.create(child=child, started_on=date(2026, 9, 1))
    NamedIroFactory.create(child=child, iro=iro, appointed_on=date(2026, 9, 2))
    made: Review = ReviewFactory.create(child=child, **more)
    diary(iro.authority)
    return made


def decide(review: Review, due_on: date, number: int = 1) -> ReviewDecision:
    return ReviewDecision.objects.create(
        authority=review.authority, review=review, child=review.child, number=number, words="Swimming",
        owner_kind="sw", owner_name="Callum Rushbrook", due_on=due_on,
    )  # fmt: skip


def open_part(told: str) -> str:
    return told[told.index("Open in your reviews") :] if "Open in your reviews" in told else ""


def test_lists_the_clocks_of_a_review_that_was_held(maren: User) -> None:
    review = review_of(maren, held=True, held_on=date(2026, 11, 16))

    told = open_part(words(visit(maren, PATH)))

    assert "5 working days late Mon 16 Nov" in told  # the talk alone, which comes before the review
    assert "Today Mon 23 Nov" in told
    order = ["Talk alone with the child", "Send the decisions", "Write the record", "Send the record out"]
    assert sorted(order, key=told.index) == order
    assert "Mon 7 Dec" in told
    assert f"/reviews/{review.pk}/why/record/" in links(visit(maren, PATH)).values()


def test_what_is_done_stands_no_longer_there(maren: User) -> None:
    review = review_of(maren, held=True, held_on=date(2026, 11, 16))
    own = {"authority": review.authority, "review": review}
    PrivateTalk.objects.create(**own, outcome="declined", reason="Not today", recorded_by=maren)
    decide(review, date(2027, 1, 1))
    DecisionsIssued.objects.create(
        **own, issued_on=date(2026, 11, 18), received_on=date(2026, 11, 18), manager_name="Priya", issued_by=maren
    )
    record = RecordOfReview.objects.create(**own, started_on=date(2026, 11, 17))
    RecordVersion.objects.create(
        authority=review.authority, record=record, number=1, content={}, sha256="0" * 64,
        signed_on=date(2026, 11, 20), signed_by=maren,
    )  # fmt: skip

    told = open_part(words(visit(maren, PATH)))

    assert "Manager’s answer" in told
    assert "2 working days left Wed 25 Nov" in told
    assert "Send the record out" in told
    assert not [gone for gone in ("Talk alone", "Send the decisions", "Write the record") if gone in told]


def test_an_adjourned_review_is_to_be_completed(maren: User) -> None:
    review_of(maren, held=True, held_on=date(2026, 11, 16), completed_on=None)

    told = open_part(words(visit(maren, PATH)))

    assert "Complete the review" in told
    assert "Mon 14 Dec" in told
    assert "Write the record" not in told


def test_a_review_that_only_came_with_a_return_is_not_chased(maren: User) -> None:
    review_of(maren, held=True, held_on=date(2026, 11, 16), returned=True)

    assert open_part(words(visit(maren, PATH))) == ""


def test_reviews_of_others_are_not_chased(maren: User) -> None:
    review_of(UserFactory.create(iro=True, authority=maren.authority), held=True, held_on=date(2026, 11, 16))

    assert open_part(words(visit(maren, PATH))) == ""


def test_decisions_after_their_day_stand_there_until_they_are_done(maren: User) -> None:
    review = review_of(maren, held=True, held_on=date(2026, 9, 21))
    decide(review, date(2026, 11, 2))
    done = decide(review, date(2026, 11, 20), number=2)
    decide(review, date(2026, 11, 24), number=3)

    first = open_part(words(visit(maren, PATH)))
    ReviewDecision.objects.filter(pk=done.pk).update(state="done", done_on=date(2026, 11, 20))
    then = open_part(words(visit(maren, PATH)))

    assert "since Mon 2 Nov 2 decisions overdue" in first
    assert "1 decision overdue" in then


def test_asks_the_database_as_often_for_three_reviews_as_for_one(maren: User) -> None:
    decide(review_of(maren, held=True), date(2026, 11, 2))
    one = queries(maren, PATH)
    for name in ("Pip", "Juno"):
        decide(review_of(maren, name=name, held=True), date(2026, 11, 2))

    assert (one, queries(maren, PATH)) == (21, 21)


def test_the_service_counts_what_is_late_and_lists_it(maren: User, ifeoma: User) -> None:
    late = review_of(maren, held=True, held_on=date(2026, 10, 19))
    review_of(maren, name="Pip", held=True, held_on=date(2026, 11, 16))
    decide(late, date(2026, 11, 2))

    found = links(visit(ifeoma, "/service/"))
    records = words(visit(ifeoma, "/service/steps/", kind="record"))
    everything = words(visit(ifeoma, "/service/steps/"))

    assert found["1 record late"] == "/service/steps/?kind=record"
    assert found["1 decision overdue"] == "/service/steps/?kind=decisions_overdue"
    assert found["2 talks with children not held"] == "/service/steps/?kind=private_talk"
    assert "10 working days late Mon 9 Nov" in records
    assert "Pip Marblecroft" not in records
    assert "Pip Marblecroft" in everything
    assert "1 decision overdue" in everything


def test_an_empty_list_says_that_nothing_is_late(ifeoma: User) -> None:
    assert "Nothing is late" in words(visit(ifeoma, "/service/steps/", kind="nonsense"))


def test_the_list_is_for_those_who_see_the_service(maren: User) -> None:
    assert visit(maren, "/service/steps/").status_code == 403


def test_shows_the_soonest_and_the_way_to_all(maren: User) -> None:
    for number in range(4):
        review_of(maren, held=True, held_on=date(2026, 11, 16), name=f"Teo {number}")

    short, whole = visit(maren, PATH), visit(maren, PATH, steps="all")

    assert links(short)["Show all 24 open steps"] == "/my-week/?steps=all#steps"
    shown = [answer.content.decode().count('class="govuk-link heard-strong"') for answer in (short, whole)]
    assert shown == [12, 24]
    assert "Show all" not in words(whole)


def test_what_waits_without_a_limit_stands_in_the_week_and_in_the_service(maren: User, ifeoma: User) -> None:
    review = review_of(maren, held=True, held_on=date(2026, 11, 16))
    own = {"authority": review.authority, "review": review}
    RightExplained.objects.create(**own, right="advocate", explained=True, wants=True)
    IssuedFactory.create(review=review, received_on=None)
    AnswerFactory.create(decision=decide(review, date(2027, 1, 1)), disagreed=True)

    told, found = words(visit(maren, PATH)), links(visit(maren, PATH)).values()
    service = words(visit(ifeoma, "/service/"))
    listed = words(visit(ifeoma, "/service/steps/"))

    assert "The child wants: to have an advocate" in told
    assert "The council disagrees with 1 decision" in told
    assert "Decisions not known to be received" in told
    assert {f"/reviews/{review.pk}/decisions/disagreed/", f"/reviews/{review.pk}/decisions/received/"} <= set(found)
    assert "1 child wants help with a right" in service
    assert "1 disagreement to tell" in service
    assert "Decisions of 1 review not known to be received" in service
    assert "The child wants: to have an advocate" in listed
    assert "wants to have an advocate: help is still open" in words(visit(maren, f"/reviews/{review.pk}/"))
