"""Days that cannot be meant are refused, whatever is entered for a review."""

from datetime import date, timedelta
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.planning import change_actions
from heard.reviews.days import FarAhead, LongBeforeReview
from heard.reviews.decisions import actions as decision_actions
from heard.reviews.listening import actions as talk_actions
from heard.reviews.listening import wish_actions
from heard.reviews.models import PrivateTalk, Review, ReviewDecision, SentCopy, Wish
from heard.reviews.papers import actions as paper_actions
from heard.reviews.preparation import actions as preparation_actions
from heard.reviews.record import actions as record_actions
from tests.factories import TODAY, DecisionFactory, PartyFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.factories.days import HELD_ON

LONG_AGO, NEVER = date(26, 1, 1), date(9999, 12, 31)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    made: Review = ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), held=True)
    return made


def test_nothing_is_done_for_a_review_more_than_a_year_before_it(review: Review, iro: User) -> None:
    spoke = preparation_actions.Talk(held_on=LONG_AGO, social_worker="Callum", agenda="School")
    chose = preparation_actions.ChildChose(asked_on=LONG_AGO, how="talk", asked_about=("place",))
    alone = talk_actions.Told(outcome=PrivateTalk.Outcome.BEFORE, talked_on=LONG_AGO, way="in_person")
    told: dict[str, Any] = {"review_id": review.pk, "today": TODAY, "by": iro}

    with pytest.raises(LongBeforeReview):
        preparation_actions.record_talk_with_social_worker(talk=spoke, **told)
    with pytest.raises(LongBeforeReview):
        preparation_actions.record_choices(chose=chose, **told)
    with pytest.raises(LongBeforeReview):
        talk_actions.record_private_talk(told=alone, **told)

    assert not PrivateTalk.objects.exists()


def test_a_paper_cannot_have_come_long_before(review: Review, iro: User) -> None:
    paper = paper_actions.list_papers(review_id=review.pk, today=TODAY, by=iro)[0]

    with pytest.raises(LongBeforeReview):
        paper_actions.mark_paper(
            paper_id=paper.pk, mark="received_on", on=LONG_AGO, version=paper.version, today=TODAY, by=iro
        )


def test_no_decision_is_put_off_for_ever(review: Review, iro: User) -> None:
    made = DecisionFactory.create(review=review, due_on=HELD_ON + timedelta(days=1))
    decided = decision_actions.Decided(words="A dentist", owner_kind="sw", owner_name="Callum", due_on=NEVER)

    with pytest.raises(FarAhead):
        decision_actions.add_decision(review_id=review.pk, decided=decided, today=TODAY, by=iro)
    with pytest.raises(FarAhead):
        decision_actions.set_remedy(
            decision_id=made.pk, due_on=NEVER, reason="Later", version=made.version, today=TODAY, by=iro
        )

    assert list(ReviewDecision.objects.values_list("due_on", "remedial_due_on")) == [(made.due_on, None)]


def test_a_second_click_makes_no_second_row(review: Review, iro: User) -> None:
    decided = decision_actions.Decided(words="A dentist", owner_kind="sw", owner_name="Callum", due_on=TODAY)
    wish = wish_actions.WishTold(words="I want to sing.", came_by="review")
    change = change_actions.ChangeTold(
        kind="family_time", words="He asks.", proposed=False, happens_on=TODAY, told_on=TODAY, told_by="sw"
    )

    decision_actions.add_decision(review_id=review.pk, decided=decided, today=TODAY, by=iro)
    wish_actions.add_wish(review_id=review.pk, told=wish, today=TODAY, by=iro)
    change_actions.tell_change(child_id=review.child_id, told=change, today=TODAY, by=iro)

    with pytest.raises(decision_actions.StandsAlready):
        decision_actions.add_decision(review_id=review.pk, decided=decided, today=TODAY, by=iro)
    with pytest.raises(wish_actions.WishStandsAlready):
        wish_actions.add_wish(review_id=review.pk, told=wish, today=TODAY, by=iro)
    with pytest.raises(change_actions.ToldAlready):
        change_actions.tell_change(child_id=review.child_id, told=change, today=TODAY, by=iro)
    assert (ReviewDecision.objects.count(), Wish.objects.count()) == (1, 1)


def test_no_copy_is_given_before_the_review_was_completed(review: Review, iro: User) -> None:
    mother = PartyFactory.create(child=review.child)

    with pytest.raises(record_actions.SentBeforeReview):
        record_actions.record_sent(
            review_id=review.pk,
            copy="parents",
            party_id=mother.pk,
            recipient_name="",
            way="hand",
            sent_on=HELD_ON - timedelta(days=1),
            today=TODAY,
            by=iro,
        )

    assert not SentCopy.objects.exists()
