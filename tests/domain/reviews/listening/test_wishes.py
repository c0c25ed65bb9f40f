"""What the child opened to everybody becomes a wish, nothing else; what was closed again is taken out."""

from dataclasses import replace
from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening import wish_actions as wishes
from heard.reviews.listening.actions import Told
from heard.reviews.listening.consent import WishesStand
from heard.reviews.listening.wish_actions import WishTold
from heard.reviews.models import Invitation, PrivateTalk, RecordVersion, Review, Wish
from heard.reviews.preparation import inviting_actions
from heard.reviews.preparation.inviting_actions import Answered
from heard.reviews.record import actions as record_actions
from tests.factories import TODAY, InvitationFactory, PartyFactory, ReviewFactory, UserFactory
from tests.factories.records import written

pytestmark = pytest.mark.django_db

OPEN = ("carers", "parents", "social_worker")
TALK = Told(
    outcome="before", talked_on=date(2026, 11, 16), way="play", shared="Biscuit first", shared_with=("everybody",)
)
ANSWERED = Answered(on=date(2026, 11, 16), by="paper", coming="whole", answers={"well": "Biscuit"}, open_to=OPEN)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    return ReviewFactory.create(held=True, authority=anyshire, period__child__authority=anyshire)


@pytest.fixture
def asked(review: Review) -> Invitation:
    return InvitationFactory.create(review=review, party=PartyFactory.create(child=review.child, kind="child", name=""))


def add(review: Review, by: User, came_by: str) -> Wish:
    told = WishTold(words="I want to see\nBiscuit", came_by=came_by)
    return wishes.add_wish(review_id=review.pk, told=told, today=TODAY, by=by)


def answer(asked: Invitation, by: User, *open_to: str) -> Invitation:
    told = replace(ANSWERED, open_to=open_to)
    asked.refresh_from_db()
    return inviting_actions.record_answer(
        invitation_id=asked.pk, answered=told, version=asked.version, today=TODAY, by=by
    )


def talk(review: Review, by: User, shared_with: tuple[str, ...], kept: PrivateTalk | None = None) -> PrivateTalk:
    told = replace(TALK, shared_with=shared_with)
    return talk_actions.record_private_talk(
        review_id=review.pk, told=told, talk_id=kept.pk if kept else None, today=TODAY, by=by
    )


@pytest.mark.parametrize("open_to", [(), ("service",), ("social_worker", "carers"), ("parents",)])
def test_an_answer_that_is_not_open_to_everybody_is_no_wish(
    review: Review, iro: User, asked: Invitation, open_to: tuple[str, ...]
) -> None:
    with pytest.raises(wishes.AnswersNotShared):
        add(review, iro, "consultation")
    answer(asked, iro, *open_to)

    with pytest.raises(wishes.AnswersNotShared):
        add(review, iro, "consultation")

    assert not Wish.objects.exists()
    answer(asked, iro, *OPEN)
    assert add(review, iro, "consultation").came_by == "consultation"


def test_the_answers_of_others_open_nothing(review: Review, iro: User) -> None:
    InvitationFactory.create(review=review, answered=True, open_to=list(OPEN))

    with pytest.raises(wishes.AnswersNotShared):
        add(review, iro, "consultation")


def test_a_talk_is_closed_again_when_the_wishes_from_it_are_taken_out(review: Review, iro: User) -> None:
    kept = talk(review, iro, ("everybody",))
    wish = add(review, iro, "talk")

    with pytest.raises(WishesStand) as refused:
        talk(review, iro, ("carers",), kept)

    assert str(refused.value).endswith("Take them out first. “I want to see Biscuit”")
    kept.refresh_from_db()
    assert (kept.shared_with, kept.version) == (["everybody"], 1)
    wishes.remove_wish(wish_id=wish.pk, version=wish.version, today=TODAY, by=iro)
    assert talk(review, iro, ("carers",), kept).shared_with == ["carers"]


def test_answers_are_closed_again_when_the_wishes_from_them_are_taken_out(
    review: Review, iro: User, asked: Invitation
) -> None:
    answer(asked, iro, *OPEN)
    add(review, iro, "consultation")

    with pytest.raises(WishesStand):
        answer(asked, iro, "carers")

    asked.refresh_from_db()
    assert asked.open_to == list(OPEN)
    Wish.objects.update(came_by="review")
    assert answer(asked, iro, "carers").open_to == ["carers"]


def test_what_stood_without_consent_does_not_stop_another_change(review: Review, iro: User) -> None:
    Wish.objects.create(authority_id=review.authority_id, review=review, place=1, words="Old", came_by="talk")

    assert talk(review, iro, ("carers",)).shared_with == ["carers"]


@pytest.mark.parametrize("came_by", ["talk", "consultation"])
def test_a_record_with_a_wish_that_is_not_open_is_not_signed(review: Review, iro: User, came_by: str) -> None:
    written(review, iro)
    PrivateTalk.objects.update(shared_with=["carers"])
    Wish.objects.update(came_by=came_by)

    with pytest.raises(record_actions.WishNotShared) as refused:
        record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)

    assert str(refused.value).endswith("Take them out before you sign. “I want to see Biscuit.”")
    assert not RecordVersion.objects.exists()


def test_a_wish_that_is_taken_out_leaves_its_decision_and_its_event(review: Review, iro: User) -> None:
    written(review, iro)
    wish = Wish.objects.get()
    decision = wish.decisions.get()
    with pytest.raises(ChangedMeanwhile):
        wishes.remove_wish(wish_id=wish.pk, version=9, today=TODAY, by=iro)

    wishes.remove_wish(wish_id=wish.pk, version=1, today=TODAY, by=iro)

    decision.refresh_from_db()
    assert (decision.wish_id, decision.words) == (None, "Uncle Ferdy to be asked to bring the dog.")
    assert not Wish.objects.exists()
    assert Event.objects.get(name="review.wish_removed").facts == {"review": review.pk, "wish": wish.pk, "decisions": 1}
    with pytest.raises(NotFound):
        wishes.remove_wish(wish_id=wish.pk, version=1, today=TODAY, by=iro)


@pytest.mark.parametrize("role", ["business_support", "social_worker", "team_manager"])
def test_only_who_records_reviews_takes_a_wish_out(
    review: Review, iro: User, anyshire: ResponsibleAuthority, role: str
) -> None:
    written(review, iro)
    wish = Wish.objects.get()

    with pytest.raises((NotPermitted, NotFound)):
        wishes.remove_wish(
            wish_id=wish.pk, version=1, today=TODAY, by=UserFactory.create(authority=anyshire, roles=[role])
        )

    assert Wish.objects.get() == wish
