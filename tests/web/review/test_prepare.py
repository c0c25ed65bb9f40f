"""What prepares a review: the child's choices, the talk with the social worker, reviews that are joined."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.reviews.models import Choices, CombinedDuty, Review, TalkWithSocialWorker
from tests.factories import ChildFactory, PeriodFactory, ReviewFactory, UserFactory, diary
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db
ASKED = {"asked_on_day": "10", "asked_on_month": "11", "asked_on_year": "2026", "how": "talk", "asked_about": ["place"]}
ANSWERED = {"answered_on_day": "19", "answered_on_month": "11", "answered_on_year": "2026"}
SPOKEN = {"held_on_day": "6", "held_on_month": "11", "held_on_year": "2026", "social_worker": "Callum Rushbrook"}


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def review(maren: User) -> Review:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child)
    booked: Review = ReviewFactory.create(child=child)
    diary(maren.authority)
    return booked


def choose(user: User, review: Review, **more: Any) -> Any:
    return send(user, f"/reviews/{review.pk}/choices/", **ASKED | {"version": "0"} | more)


def test_keeps_what_the_child_chose_and_shows_it_on_the_review(maren: User, review: Review) -> None:
    answer = choose(maren, review, **ANSWERED, place="At home", helps="Quiet room\n\nSits next to Ade", chairing="part")

    assert answer.status_code == 302
    kept = Choices.objects.get()
    assert (kept.asked_on, kept.answered_on, kept.how) == (date(2026, 11, 10), date(2026, 11, 19), "talk")
    assert (kept.asked_about, kept.place, kept.chairing) == (["place"], "At home", "part")
    assert kept.helps == ["Quiet room", "Sits next to Ade"]
    told = words(visit(maren, f"/reviews/{review.pk}/"))
    assert "So that Teo can take part Quiet room Sits next to Ade Teo wants to run a part of it" in told
    assert "Done Ask Teo about time, place and people Asked 10 Nov; the choices of 19 Nov are kept" in told
    assert list(Event.objects.filter(name="review.choices").values_list("actor_id", flat=True)) == [maren.pk]


def test_proposes_what_the_child_chose_last_time_only_when_asked_to(maren: User, review: Review) -> None:
    earlier = ReviewFactory.create(child=review.child, held=True)
    Choices.objects.create(
        authority=maren.authority, review=earlier, asked_on=date(2026, 11, 3), how="talk", place="At the farm",
        helps=["Biscuit the dog"], recorded_by=maren,
    )  # fmt: skip

    plain = visit(maren, f"/reviews/{review.pk}/choices/").content.decode()
    again = visit(maren, f"/reviews/{review.pk}/choices/", again="1").content.decode()

    assert "At the farm" in plain
    assert 'value="At the farm"' not in plain
    assert 'value="At the farm"' in again
    assert not Choices.objects.filter(review=review).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"asked_on_year": "2027"}, "The day on which the child was asked must be today or in the past."),
        ({"asked_on_day": ""}, "The day on which the child was asked must include a day"),
        ({"how": ""}, "Choose how the child was asked"),
        ({"asked_about": []}, "Choose what the child was asked about"),
        (ANSWERED | {"answered_on_day": "9"}, "The child answered before being asked."),
        ({"place": "x" * 301}, "Shorten this to 300 letters or fewer"),
        ({"helps": "x" * 201}, "One of the answers is too long."),
    ],
)
def test_says_what_to_mend_in_the_choices(maren: User, review: Review, typed: dict[str, Any], sentence: str) -> None:
    answer = choose(maren, review, **typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Choices.objects.exists()


def test_two_people_who_keep_choices_meet_each_other_and_nothing_is_lost(maren: User, review: Review) -> None:
    choose(maren, review, place="At school")

    answer = choose(maren, review, place="At home")

    told = words(answer)
    assert "Somebody else changed this while you were working" in told
    assert "Kept meanwhile by somebody else" in told
    assert "At school" in told
    assert 'value="At home"' in answer.content.decode()
    assert Choices.objects.get().place == "At school"
    second = answer.content.decode().split('name="version" value="')[1].split('"')[0]
    assert choose(maren, review, place="At home", version=second).status_code == 302
    assert Choices.objects.get().place == "At home"


def test_keeps_the_talk_with_the_social_worker(maren: User, review: Review) -> None:
    address = f"/reviews/{review.pk}/social-worker/"

    page = words(visit(maren, address))
    answer = send(maren, address, **SPOKEN, version="0", agenda="School", risks="Two cars")

    assert "Speak by Fri 6 Nov" in page
    assert "None: no review before this one is known." in page
    assert answer.status_code == 302
    kept = TalkWithSocialWorker.objects.get()
    assert (kept.held_on, kept.social_worker, kept.agenda, kept.risks) == (
        date(2026, 11, 6), "Callum Rushbrook", "School", "Two cars",
    )  # fmt: skip
    assert "6 Nov, in time by Fri 6 Nov" in words(visit(maren, f"/reviews/{review.pk}/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on_day": "24"}, "The day of the talk must be today or in the past."),
        ({"social_worker": ""}, "Enter the name of the social worker"),
        ({"agenda": ""}, "Write at least what the talk was about."),
    ],
)
def test_says_what_to_mend_in_the_talk(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, f"/reviews/{review.pk}/social-worker/", **SPOKEN | {"agenda": "School"} | typed)

    assert sentence in words(answer)
    assert not TalkWithSocialWorker.objects.exists()


def test_a_talk_after_the_review_does_not_prepare_it(maren: User, review: Review) -> None:
    held = ReviewFactory.create(child=review.child, held=True)

    answer = send(maren, f"/reviews/{held.pk}/social-worker/", **SPOKEN | {"held_on_day": "17", "agenda": "School"})

    assert "The talk that prepares a review takes place before it." in words(answer)


def test_joins_other_reviews_to_the_sitting_each_by_itself(maren: User, review: Review) -> None:
    address = f"/reviews/{review.pk}/combined/"

    send(maren, address, duties=["placement", "education"])
    answer = send(maren, address, duties=["education", "youth_justice"])

    assert answer.status_code == 302
    assert list(CombinedDuty.objects.order_by("kind").values_list("kind", flat=True)) == ["education", "youth_justice"]
    assert "Review of the personal education plan Youth justice review" in words(visit(maren, f"/reviews/{review.pk}/"))


def test_there_is_no_such_other_review(maren: User, review: Review) -> None:
    answer = send(maren, f"/reviews/{review.pk}/combined/", duties=["party"])

    assert "Choose the other reviews from the list" in words(answer)
    assert not CombinedDuty.objects.exists()


def test_nothing_is_prepared_for_a_cancelled_review(maren: User, review: Review) -> None:
    cancelled = ReviewFactory.create(child=review.child, cancelled=True)

    answer = choose(maren, cancelled)

    assert "This review was cancelled. Open the booking that replaced it." in words(answer)
    assert not Choices.objects.exists()
