"""What is kept of the preparation of a review."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.access import ReviewCancelled
from heard.reviews.models import Choices, CombinedDuty, Review
from heard.reviews.preparation import actions
from tests.factories import TODAY, AuthorityFactory, ChildFactory, PeriodFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def review(maren: User) -> Review:
    booked: Review = ReviewFactory.create(child=PeriodFactory.create(child__authority=maren.authority).child)
    return booked


def chose(**more: object) -> actions.ChildChose:
    given = {"asked_on": date(2026, 11, 10), "how": "talk", "asked_about": ("place", "people")} | more
    return actions.ChildChose(**given)  # type: ignore[arg-type]


def keep(review: Review, by: User, version: int | None = 0, **more: object) -> Choices:
    return actions.record_choices(review_id=review.pk, chose=chose(**more), today=TODAY, by=by, version=version)


def test_keeps_the_choices_in_the_order_of_the_form_with_their_version(maren: User, review: Review) -> None:
    first = keep(review, maren, helps=("  Quiet room ", "", "Breaks"))
    second = keep(review, maren, version=1, place="At home")

    assert (first.asked_about, first.helps, first.version) == (["place", "people"], ["Quiet room", "Breaks"], 1)
    assert (second.pk, second.place, second.helps, second.version) == (first.pk, "At home", [], 2)
    assert (
        list(Event.objects.values_list("name", "child_id", "actor_id"))
        == [("review.choices", review.child_id, maren.pk)] * 2
    )


@pytest.mark.parametrize("version", [0, 2])
def test_refuses_to_write_over_what_somebody_else_kept(maren: User, review: Review, version: int) -> None:
    keep(review, maren)

    with pytest.raises(ChangedMeanwhile):
        keep(review, maren, version=version)

    assert Choices.objects.get().version == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"asked_on": date(2026, 11, 24)}, actions.AskedInFuture),
        ({"answered_on": date(2026, 11, 24)}, actions.AskedInFuture),
        ({"answered_on": date(2026, 11, 9)}, actions.AnsweredBeforeAsked),
        ({"how": "pigeon"}, actions.UnknownWay),
        ({"chairing": "perhaps"}, actions.UnknownWay),
        ({"asked_about": ()}, actions.NothingAsked),
        ({"place": "x" * 301}, actions.TooLong),
        ({"helps": ("x",) * 21}, actions.TooLong),
    ],
)
def test_refuses_choices_that_cannot_be(
    maren: User, review: Review, more: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        keep(review, maren, **more)

    assert not Choices.objects.exists()


def test_a_child_too_young_to_be_asked_is_observed(maren: User, review: Review) -> None:
    assert keep(review, maren, how="observed", asked_about=()).how == "observed"


def test_the_child_is_asked_before_the_review(maren: User) -> None:
    held = ReviewFactory.create(child=PeriodFactory.create(child__authority=maren.authority).child, held=True)

    with pytest.raises(actions.AskedAfterReview):
        keep(held, maren, asked_on=date(2026, 11, 17))


def test_only_who_may_see_the_child_and_arrange_keeps_choices(maren: User, review: Review) -> None:
    worker = UserFactory.create(social_worker=True, authority=maren.authority)
    stranger = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    hidden = ReviewFactory.create(child=PeriodFactory.create(child__authority=maren.authority).child)
    type(hidden.child).objects.filter(pk=hidden.child_id).update(restricted=True)

    with pytest.raises(NotPermitted):
        keep(review, worker)
    with pytest.raises(NotFound):
        keep(review, stranger)
    with pytest.raises(NotFound):
        keep(hidden, maren)


def test_nothing_is_kept_of_a_cancelled_review(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    cancelled = ReviewFactory.create(child=child, cancelled=True)

    with pytest.raises(ReviewCancelled):
        actions.combine(review_id=cancelled.pk, duties=["placement"], today=TODAY, by=maren)


def test_duties_are_joined_and_parted_again(maren: User, review: Review) -> None:
    actions.combine(review_id=review.pk, duties=["placement", "education"], today=TODAY, by=maren)
    kept = CombinedDuty.objects.get(kind="education")

    found = actions.combine(review_id=review.pk, duties=["education"], today=TODAY, by=maren)

    assert found == [kept]
