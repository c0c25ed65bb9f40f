"""Who took part: the child's answers with the code, and everybody else."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import ChildsPart, Invitation, Review, TakingPart
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def review(maren: User) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=maren.authority))
    return ReviewFactory.create(period=period, held=True, held_on=date(2026, 11, 20))


def path(review: Review, page: str = "") -> str:
    return f"/reviews/{review.pk}/taking-part/{page}"


def given(**more: Any) -> dict[str, Any]:
    return {"version": "1", "attended": "yes", "part": ["symbols"], "chaired": "part", "note": "Drew it"} | more


def test_records_the_child_and_the_others_and_shows_them_again(maren: User, review: Review) -> None:
    mother = PartyFactory.create(child=review.child)
    school = PartyFactory.create(child=review.child, kind="school", relation="", name="Elm School")
    Invitation.objects.create(authority=review.authority, review=review, party=mother, coming="part")
    typed = {f"presence_{mother.pk}": "part", f"way_{mother.pk}": "video", f"note_{mother.pk}": "First half"}

    page = words(visit(maren, path(review)))
    answer = send(maren, path(review), **given(), **typed, **{f"presence_{school.pk}": "writing"})

    assert "Mother. Said: coming for a part." in page
    assert "PN1 : The child was there and spoke." in page  # as the review was recorded
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{review.pk}/")
    review.refresh_from_db()
    assert (review.participation_code, review.version) == ("PN3", 2)
    assert list(ChildsPart.objects.values_list("attended", "spoke", "used_symbols", "chaired", "note")) == [
        (True, False, True, "part", "Drew it")
    ]
    assert list(TakingPart.objects.order_by("pk").values_list("party_id", "presence", "way", "note")) == [
        (mother.pk, "part", "video", "First half"),
        (school.pk, "writing", "", ""),
    ]
    again = visit(maren, path(review)).content.decode()
    assert 'value="symbols" checked' in again
    assert 'value="First half"' in again


def test_what_was_told_when_the_review_was_recorded_is_not_asked_again(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child)
    typed = {"held_on_day": "20", "held_on_month": "11", "held_on_year": "2026", "finished": "yes", "way": "video"}
    send(
        maren, f"/children/{child.pk}/reviews/held/", **typed, attended="no", part=["spoken_for", "observed"],
        spoken_by="advocate",
    )  # fmt: skip

    page = visit(maren, path(Review.objects.get()))

    html = page.content.decode()
    assert all(
        checked in html for checked in ('value="no" checked', 'value="spoken_for" checked', 'value="observed" checked')
    )
    assert 'value="advocate" selected' in html
    assert "PN5 : The child was not there and had asked somebody to speak for them." in words(page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "PN3 : The child was there and gave views by symbols or without words."),
        ({"attended": "no", "chaired": "no"}, "A child who was not there cannot have spoken or used symbols. Say that"
         " the child was there, or that views were sent."),
        ({"part": ["spoken_for"], "spoken_by": "iro"}, "PN2 : The child was there; somebody spoke for them."),
        ({"attended": ""}, "The national code follows from the day and the answers."),
    ],
)  # fmt: skip
def test_the_code_is_told_while_typing(maren: User, review: Review, typed: dict[str, Any], told: str) -> None:
    answer = send(maren, path(review, "code/"), **given() | typed)

    plain = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
    assert (answer.status_code, plain) == (200, told)
    assert not ChildsPart.objects.exists()


def test_a_very_young_child_has_one_code_and_observation_is_kept(maren: User) -> None:
    baby = ChildFactory.create(authority=maren.authority, born_on=date(2025, 5, 5))
    period = PeriodFactory.create(child=baby)
    review = ReviewFactory.create(period=period, held=True, held_on=date(2026, 11, 20), participation_code="PN0")

    page = words(visit(maren, path(review)))
    send(maren, path(review), version="1", attended="yes", part=["observed"])

    assert "is under 4, so the national code is PN0 whatever happened" in page
    review.refresh_from_db()
    assert review.participation_code == "PN0"
    assert ChildsPart.objects.get().observed


def test_says_what_to_mend_and_keeps_nothing(maren: User, review: Review) -> None:
    mother = PartyFactory.create(child=review.child)

    contradicting = send(maren, path(review), **given(attended="no", part=["spoke"], chaired="no"))
    running = send(maren, path(review), **given(attended="no", part=["sent"], chaired="all"))
    missing = send(maren, path(review), **given(**{f"presence_{mother.pk}": "whole"}))
    unanswered = send(maren, path(review), **given(attended=""))

    assert "A child who was not there cannot have spoken or used symbols." in words(contradicting)
    assert "A child who was not there cannot have run the review." in words(running)
    assert "Say how Petra Marblecroft took part: in person, by video or by telephone" in words(missing)
    assert "Say whether Teo Marblecroft was there" in words(unanswered)
    for answer in (contradicting, running, missing, unanswered):
        assert "<title>Error: " in answer.content.decode()
        assert "Drew it" in answer.content.decode()
    assert not ChildsPart.objects.exists()


def test_another_s_change_is_not_overwritten_unseen(maren: User, review: Review) -> None:
    review.version = 3
    review.save(update_fields=["version"])

    first = send(maren, path(review), **given())
    second = send(maren, path(review), **given(version="3"))

    assert "Somebody else changed this while you were working" in words(first)
    assert 'name="version" value="3"' in first.content.decode()
    assert "Drew it" in first.content.decode()
    assert second.status_code == 302


def test_a_review_that_was_not_held_sends_on(maren: User) -> None:
    booked = ReviewFactory.create(period=PeriodFactory.create(child=ChildFactory.create(authority=maren.authority)))

    for page in ("taking-part/", "sittings/", "adjourn/"):
        answer = visit(maren, f"/reviews/{booked.pk}/{page}")
        assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{booked.pk}/")


@pytest.mark.parametrize("page", ["taking-part/", "agenda/", "sittings/", "adjourn/", "wishes/"])
def test_only_those_who_record_reviews_may(maren: User, review: Review, page: str) -> None:
    address = f"/reviews/{review.pk}/{page}"
    support = UserFactory.create(support=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(maren, address).status_code == 200
    assert visit(support, address).status_code == 403
    assert send(support, address, **given()).status_code == 403
    assert visit(elsewhere, address).status_code == 404
    assert asks_to_sign_in(visit(None, address))


def test_the_page_costs_the_same_for_one_and_for_many(maren: User, review: Review) -> None:
    PartyFactory.create(child=review.child)
    one = queries(maren, path(review))
    for number in range(4):
        PartyFactory.create(child=review.child, name=f"Uncle {number}")
    several = queries(maren, path(review))

    assert one == several
    assert one <= 16
