"""What the record holds of a review beside the words of its writer."""

from datetime import date, timedelta

import pytest

from heard.accounts.models import User
from heard.reviews.models import (
    Adjournment,
    ChildsPart,
    MatterConsidered,
    Permanence,
    RecordVersion,
    Review,
    RightExplained,
    SeparateTalk,
    Sitting,
)
from heard.reviews.record import actions as record_actions
from heard.reviews.record.background import (
    Adjourned,
    Background,
    ChangeConsidered,
    Consulted,
    Matter,
    PlanForPermanence,
    RightTold,
    SittingHeld,
    Views,
)
from heard.reviews.record.content import Content, content_of
from tests.factories import (
    TODAY,
    ChangeDecisionFactory,
    InvitationFactory,
    NamedIroFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
)
from tests.factories.records import mother_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro(anyshire) -> User:
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")


@pytest.fixture
def review(anyshire, iro) -> Review:
    review: Review = ReviewFactory.create(
        held=True, authority=anyshire, period__child__authority=anyshire, recorded_by=iro
    )
    return review


def day(review: Review, days: int = 0) -> date:
    assert review.held_on
    return review.held_on + timedelta(days=days)


def test_holds_what_was_recorded_of_the_review_elsewhere(review: Review, iro: User) -> None:
    own = {"authority_id": review.authority_id, "review": review}
    mother = mother_of(review)
    InvitationFactory.create(
        review=review, party=mother, sent_on=day(review, -14), answered_on=day(review, -7), answered_by="paper"
    )
    SeparateTalk.objects.create(
        party=mother, talked_on=day(review, -3), way="telephone", views="I am proud.", recorded_by=iro, **own
    )
    Sitting.objects.create(held_on=day(review), way="in_person", place="12 Pretend Lane", recorded_by=iro, **own)
    Adjournment.objects.create(
        adjourned_on=day(review), why="not_enough", reason="No plan.", held_back="The move", recorded_by=iro, **own
    )
    MatterConsidered.objects.create(item="health", considered=True, note="Glasses", **own)
    RightExplained.objects.create(right="complaint", explained=True, wants=True, note="About dinner", **own)
    RightExplained.objects.create(right="court", explained=False, note="Too young", **own)
    Permanence.objects.create(plan="fostering", parallel_plan="family", note="Until 18", **own)

    told = content_of(review).background

    assert told == Background(
        consulted=(
            Consulted(
                name="Petra Marblecroft",
                kind="parent",
                invited=True,
                consulted=True,
                asked_on=day(review, -14).isoformat(),
                answered_on=day(review, -7).isoformat(),
                answered_by="paper",
                reason_not="",
            ),
        ),
        views=(
            Views(
                name="Petra Marblecroft",
                kind="parent",
                talked_on=day(review, -3).isoformat(),
                way="telephone",
                views="I am proud.",
            ),
        ),
        sittings=(SittingHeld(held_on=day(review).isoformat(), way="in_person", about=""),),
        adjourned=(
            Adjourned(adjourned_on=day(review).isoformat(), why="not_enough", reason="No plan.", held_back="The move"),
        ),
        matters=(Matter(item="health", sentence=told.matters[0].sentence, considered=True, note="Glasses"),),
        rights=(
            RightTold(right="complaint", explained=True, reason=""),
            RightTold(right="court", explained=False, reason="Too young"),
        ),
        permanence=(PlanForPermanence(plan="fostering", parallel_plan="family", note="Until 18"),),
    )
    assert told.matters[0].sentence != "health"
    assert Background.from_json(content_of(review).as_json()["background"]) == told


def test_holds_the_changes_since_the_review_before_that_were_decided(review: Review) -> None:
    ReviewFactory.create(period=review.period, held=True, held_on=day(review, -100))
    for days, words in ((-101, "Before"), (-10, "Considered"), (5, "After")):
        change = SignificantChangeFactory.create(child=review.child, told_on=day(review, days), words=words)
        ChangeDecisionFactory.create(change=change, decision="next", reason="Not urgent")
    SignificantChangeFactory.create(child=review.child, told_on=day(review, -9), words="Not decided")

    assert content_of(review).background.changes == (
        ChangeConsidered(
            words="Considered", told_on=day(review, -10).isoformat(), decision="next", reason="Not urgent"
        ),
    )


def test_the_officer_is_the_one_of_the_day_whoever_is_named_now(review: Review, iro: User) -> None:
    alone = content_of(review).officer
    then = UserFactory.create(authority=review.authority, iro=True, name="Asha Hill")
    NamedIroFactory.create(
        child=review.child, iro=then, appointed_on=day(review, -50), ended_on=day(review, 2), reason_ended="replaced"
    )
    NamedIroFactory.create(child=review.child, iro=iro, appointed_on=day(review, 3))
    ChildsPart.objects.create(
        authority_id=review.authority_id, review=review, attended=True, chaired="part", recorded_by=iro
    )

    content = content_of(review)

    assert (alone, content.officer, content.chaired) == ("Maren Oakhollow", "Asha Hill", "part")


def test_a_version_signed_before_this_was_kept_still_opens(review: Review, iro: User) -> None:
    written(review, iro)
    plain = record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro).content
    for name in ("officer", "chaired", "background"):
        del plain[name]

    old = Content.from_json(plain)

    assert (old.officer, old.chaired, old.background) == ("", "", Background())
    assert Content.from_json(RecordVersion.objects.get().content) == content_of(review)
