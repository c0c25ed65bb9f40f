"""Days of a review that were recorded wrong, and sittings recorded by mistake."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.deadlines.models import Deadline
from heard.planning.corrections import NoWhy, corrections_of_review
from heard.planning.models import Correction
from heard.reviews.access import ReviewNotHeld
from heard.reviews.listening.actions import NotYourTalk
from heard.reviews.meeting import correction_actions, held_actions, sitting_actions
from heard.reviews.meeting.correction_actions import Mended
from heard.reviews.meeting.sittings import Sat
from heard.reviews.models import Adjournment, PrivateTalk, Review, SeparateTalk, Sitting
from tests.factories import (
    TODAY,
    ChildFactory,
    IssuedFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.django_db

WRONG, RIGHT = date(2026, 11, 16), date(2026, 11, 12)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire))
    made = ReviewFactory.create(period=period, held=True, held_on=WRONG, completed_on=WRONG)
    diary(anyshire)
    return made


def mend(review: Review, by: User, held_on: date = RIGHT, completed_on: date | None = RIGHT, **more: Any) -> Review:
    told: dict[str, Any] = {"why": "Typed 16 for 12", "version": Review.objects.get(pk=review.pk).version} | more
    mended = Mended(held_on=held_on, completed_on=completed_on, why=told.pop("why"))
    return correction_actions.correct_held(review_id=review.pk, mended=mended, today=TODAY, by=by, **told)


def sat(review: Review, on: date) -> Sitting:
    assert review.recorded_by is not None
    return Sitting.objects.create(
        authority=review.authority, review=review, held_on=on, way="video", recorded_by=review.recorded_by
    )


def test_the_days_are_mended_with_the_reason_and_what_follows_counts_from_them(review: Review, iro: User) -> None:
    before = next_due(review)
    sat(review, WRONG)

    made = mend(review, iro)

    assert (made.held_on, made.completed_on, made.version) == (RIGHT, RIGHT, 2)
    assert list(Sitting.objects.values_list("held_on", flat=True)) == [RIGHT]
    assert [
        (row.what, row.was_on, row.now_on, row.why, row.corrected_on, row.corrected_by)
        for row in corrections_of_review(review.pk)
    ] == [("held", WRONG, RIGHT, "Typed 16 for 12", TODAY, iro)]
    assert list(Event.objects.filter(name__startswith="review.").values_list("name", "actor_id", "facts")) == [
        ("review.corrected", iro.pk, {"review": review.pk, "was_on": "2026-11-16", "held_on": "2026-11-12"})
    ]
    assert before is not None
    assert next_due(review) < before


def next_due(review: Review) -> Any:
    rows = Deadline.objects.filter(child=review.child_id, kind="review", state="owed").order_by("due_on")
    return rows.values_list("due_on", flat=True).first()


def test_a_talk_alone_is_before_or_after_by_the_right_day(review: Review, iro: User) -> None:
    talk = PrivateTalk.objects.create(
        authority=review.authority, review=review, outcome="before", talked_on=date(2026, 11, 13), way="video",
        recorded_by=iro,
    )  # fmt: skip

    mend(review, iro)
    talk.refresh_from_db()
    assert talk.outcome == "after"
    mend(review, iro, WRONG, WRONG)
    talk.refresh_from_db()
    assert talk.outcome == "before"


def test_the_code_follows_the_child_s_age_on_the_right_day(anyshire: ResponsibleAuthority, iro: User) -> None:
    four_on = date(2026, 11, 14)
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire, born_on=four_on.replace(year=2022)))
    review = ReviewFactory.create(period=period, held=True, held_on=WRONG, completed_on=WRONG, participation_code="PN1")

    assert mend(review, iro).participation_code == "PN0"
    with pytest.raises(held_actions.CodeDoesNotFit):
        mend(review, iro, WRONG, WRONG)


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ((date(2026, 11, 24), None), held_actions.HeldInFuture),
        ((RIGHT, date(2026, 11, 24)), held_actions.CompletedInFuture),
        ((RIGHT, date(2026, 11, 11)), held_actions.CompletedBeforeHeld),
        ((date(2020, 1, 6), date(2020, 1, 6)), held_actions.NotLookedAfterThen),
    ],
)
def test_refuses_days_that_cannot_be(
    review: Review, iro: User, days: tuple[date, date | None], error: type[Exception]
) -> None:
    with pytest.raises(error):
        mend(review, iro, *days)

    unchanged(review)


def unchanged(review: Review) -> None:
    review.refresh_from_db()
    assert (review.held_on, review.completed_on, review.version) == (WRONG, WRONG, 1)
    assert not Correction.objects.exists()


def test_days_stand_once_the_decisions_were_sent_or_where_they_came_from_the_case_system(
    review: Review, iro: User, anyshire: ResponsibleAuthority
) -> None:
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire))
    imported = ReviewFactory.create(period=period, held=True, held_on=WRONG, completed_on=WRONG, source="return")
    booked = ReviewFactory.create(child=review.child)
    with pytest.raises(correction_actions.FromCaseSystem):
        mend(imported, iro)
    with pytest.raises(ReviewNotHeld):
        mend(booked, iro)
    with pytest.raises(NoWhy):
        mend(review, iro, why=" ")
    with pytest.raises(ChangedMeanwhile):
        mend(review, iro, version=3)
    with pytest.raises(NotPermitted):
        mend(review, UserFactory.create(authority=anyshire, support=True))
    ReviewFactory.create(child=review.child, period=review.period, held=True, held_on=RIGHT, completed_on=RIGHT)
    with pytest.raises(held_actions.HeldOnThatDay):
        mend(review, iro)
    IssuedFactory.create(review=review, issued_on=date(2026, 11, 18))
    with pytest.raises(correction_actions.DecisionsSent, match="were sent on 18 November 2026"):
        mend(review, iro, date(2026, 11, 13))

    unchanged(review)


def test_other_sittings_and_the_adjournment_lie_between_the_right_days(review: Review, iro: User) -> None:
    sat(review, date(2026, 11, 18))
    Review.objects.filter(pk=review.pk).update(completed_on=date(2026, 11, 20))
    Adjournment.objects.create(
        authority=review.authority, review=review, adjourned_on=date(2026, 11, 18), why="other", reason="Late",
        recorded_by=iro,
    )  # fmt: skip

    with pytest.raises(sitting_actions.SatBeforeFirst, match="A sitting on 18 November 2026 is recorded"):
        mend(review, iro, date(2026, 11, 19), date(2026, 11, 20))
    with pytest.raises(held_actions.SatLater):
        mend(review, iro, RIGHT, date(2026, 11, 17))
    Sitting.objects.all().delete()
    with pytest.raises(correction_actions.AdjournedOtherwise, match="adjourned on 18 November 2026"):
        mend(review, iro, date(2026, 11, 19), date(2026, 11, 20))
    made = mend(review, iro, RIGHT, None)

    assert (made.held_on, made.completed_on) == (RIGHT, None)
    assert Adjournment.objects.get().adjourned_on == date(2026, 11, 18)


def test_a_sitting_recorded_by_mistake_is_taken_back_and_no_longer_stands_in_the_way(review: Review, iro: User) -> None:
    Review.objects.filter(pk=review.pk).update(completed_on=None)
    first, wrong = sat(review, WRONG), sat(review, date(2026, 11, 20))
    take: dict[str, Any] = {"review_id": review.pk, "today": TODAY, "by": iro}

    with pytest.raises(correction_actions.FirstSitting):
        correction_actions.remove_sitting(sitting_id=first.pk, why="Wrong", **take)
    with pytest.raises(NoWhy):
        correction_actions.remove_sitting(sitting_id=wrong.pk, why=" ", **take)
    with pytest.raises(NotFound):
        correction_actions.remove_sitting(sitting_id=0, why="Wrong", **take)
    correction_actions.remove_sitting(sitting_id=wrong.pk, why="It was another child", **take)

    assert list(Sitting.objects.values_list("held_on", flat=True)) == [WRONG]
    assert [(row.what, row.was_on, row.now_on, row.why) for row in corrections_of_review(review.pk)] == [
        ("sitting", date(2026, 11, 20), None, "It was another child")
    ]
    done = held_actions.complete(
        review_id=review.pk, completed_on=date(2026, 11, 18), version=2, today=TODAY, by=iro,
        sat=Sat(held_on=date(2026, 11, 18), way="video"),
    )  # fmt: skip
    assert done.completed_on is not None
    last = Sitting.objects.get(held_on=done.completed_on)
    with pytest.raises(correction_actions.LastSitting):
        correction_actions.remove_sitting(sitting_id=last.pk, why="Wrong", **take)


def test_the_sitting_at_which_it_was_adjourned_stays(review: Review, iro: User) -> None:
    Review.objects.filter(pk=review.pk).update(completed_on=None)
    wrong = sat(review, date(2026, 11, 20))
    told = sitting_actions.Adjourned(why="other", reason="Late")
    sitting_actions.adjourn(review_id=review.pk, adjourned=told, version=1, today=TODAY, by=iro)

    with pytest.raises(correction_actions.AdjournedThen):
        correction_actions.remove_sitting(review_id=review.pk, sitting_id=wrong.pk, why="Wrong", today=TODAY, by=iro)

    assert Sitting.objects.count() == 1


def test_a_talk_with_somebody_on_their_own_is_taken_back(review: Review, iro: User) -> None:
    talk = SeparateTalk.objects.create(
        authority=review.authority, review=review, party=PartyFactory.create(child=review.child), talked_on=RIGHT,
        way="telephone", views="Wants more visits", recorded_by=iro,
    )  # fmt: skip
    take: dict[str, Any] = {"review_id": review.pk, "talk_id": talk.pk, "today": TODAY}
    other = UserFactory.create(authority=review.authority, iro=True)

    with pytest.raises(NotYourTalk):
        correction_actions.remove_separate_talk(**take, why="Another child", by=other)
    with pytest.raises(NoWhy):
        correction_actions.remove_separate_talk(**take, why="", by=iro)
    correction_actions.remove_separate_talk(**take, why="Another child", by=iro)

    assert not SeparateTalk.objects.exists()
    assert list(Correction.objects.values_list("what", "was_on", "why")) == [("separate_talk", RIGHT, "Another child")]
    with pytest.raises(NotFound):
        correction_actions.remove_separate_talk(**take, why="Again", by=iro)
