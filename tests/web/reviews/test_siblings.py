"""Arranging a review beside those of brothers and sisters, with the child's choices and the window in sight."""

from datetime import date, time
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child, FamilyLink
from heard.reviews.models import Choices, Review, ReviewSettings, SiblingPlan
from tests.factories import ChildFactory, PeriodFactory, ReviewFactory, UserFactory, diary
from tests.web.visits import links, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire)


@pytest.fixture
def family(dougie: User) -> tuple[Child, Child]:
    teo, mina = (ChildFactory.create(authority=dougie.authority, given_name=name) for name in ("Teo", "Mina"))
    for child in (teo, mina):
        PeriodFactory.create(child=child)
    FamilyLink.objects.create(authority=dougie.authority, child=teo, relative=mina, kind="sibling")
    diary(dougie.authority)
    return teo, mina


def arrange(user: User, child: Child, **more: Any) -> Any:
    given = {"on_day": "27", "on_month": "11", "on_year": "2026", "at": "16:15", "place": "At home"}
    return send(user, f"/children/{child.pk}/reviews/arrange/", **given | more)


def test_joins_a_sister_with_a_booking_of_her_own(dougie: User, family: tuple[Child, Child]) -> None:
    teo, mina = family

    answer = arrange(dougie, teo, together=[str(mina.pk)])

    his, hers = Review.objects.get(child=teo), Review.objects.get(child=mina)
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{his.pk}/")
    assert (hers.arranged_for, hers.arranged_time, hers.place) == (date(2026, 11, 27), time(16, 15), "At home")
    assert set(SiblingPlan.objects.values_list("review", "sibling", "together")) == {
        (his.pk, mina.pk, True),
        (hers.pk, teo.pk, True),
    }
    assert "Also this sitting Together with Mina Marblecroft" in words(visit(dougie, f"/reviews/{his.pk}/"))


def test_reviews_kept_apart_need_a_reason(dougie: User, family: tuple[Child, Child]) -> None:
    teo, mina = family

    without = arrange(dougie, teo)
    answer = arrange(dougie, teo, apart="Mina wishes her own day")

    assert "Join Mina Marblecroft, or say why they are reviewed apart" in words(without)
    assert "<title>Error: " in without.content.decode()
    assert answer.status_code == 302
    assert not Review.objects.filter(child=mina).exists()
    review = Review.objects.get(child=teo)
    assert "Apart from Mina Marblecroft: Mina wishes her own day" in words(visit(dougie, f"/reviews/{review.pk}/"))


def test_the_day_of_a_sister_can_be_taken_over(dougie: User, family: tuple[Child, Child]) -> None:
    teo, mina = family
    hers = ReviewFactory.create(child=mina, arranged_time=time(16, 15), place="At home")
    path = f"/children/{teo.pk}/reviews/arrange/"

    offered = links(visit(dougie, path))
    page = visit(dougie, path, **{"with": str(hers.pk)}).content.decode()
    answer = arrange(dougie, teo)

    assert offered["Use this day and place : Mina Marblecroft"] == f"{path}?with={hers.pk}"
    assert all(f'value="{value}"' in page for value in ("27", "2026", "16:15", "At home"))
    assert answer.status_code == 302
    assert Review.objects.filter(child=mina).get() == hers
    assert SiblingPlan.objects.get(review__child=teo).together


def test_nothing_is_arranged_where_one_of_them_cannot_be(dougie: User, family: tuple[Child, Child]) -> None:
    teo, mina = family
    mina.periods_of_care.update(ceased_on=date(2026, 11, 25))

    answer = arrange(dougie, teo, together=[str(mina.pk)])

    assert "Mina Marblecroft was not looked after on that day" in words(answer)
    assert not Review.objects.exists()


def test_a_stranger_cannot_be_joined(dougie: User, family: tuple[Child, Child]) -> None:
    stranger = ChildFactory.create(authority=dougie.authority)

    answer = arrange(dougie, family[0], together=[str(stranger.pk)], apart="x")

    assert answer.status_code == 200
    assert not Review.objects.exists()


def test_shows_the_window_and_what_the_child_chose_last_time(dougie: User, family: tuple[Child, Child]) -> None:
    teo, _mina = family
    earlier = ReviewFactory.create(child=teo, held=True)
    Choices.objects.create(
        authority=dougie.authority, review=earlier, asked_on=date(2026, 11, 3), how="talk", place="At the farm",
        recorded_by=dougie,
    )  # fmt: skip
    diary(dougie.authority)

    told = words(visit(dougie, f"/children/{teo.pk}/reviews/arrange/"))

    assert "20 working days to prepare from Mon 21 Dec 15 working days to prepare from Mon 14 Dec" in told
    assert "Latest day Tue 16 Feb" in told
    assert "What Teo Marblecroft chose last time Asked on Tue 3 Nov. Place At the farm" in told


def test_the_school_day_is_that_of_the_settings(dougie: User, family: tuple[Child, Child]) -> None:
    early = {"apart": "Her own day", "at": "15:45"}
    arrange(dougie, family[0], **early)
    assert Review.objects.count() == 1
    ReviewSettings.objects.create(authority=dougie.authority, school_day_ends=time(16))

    answer = arrange(dougie, family[1], **early | {"together": []})

    assert "15:45 is in school hours. Ask the child when suits." in words(answer)
    assert Review.objects.count() == 1
