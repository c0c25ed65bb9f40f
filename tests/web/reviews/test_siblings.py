"""Arranging a review beside those of brothers and sisters, with the child's choices and the window in sight."""

from datetime import date, time
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child, FamilyLink
from heard.reviews.models import Choices, Review, ReviewSettings, SchoolHoliday, SiblingPlan
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


@pytest.fixture
def together(dougie: User, family: tuple[Child, Child]) -> tuple[Review, Review]:
    teo, mina = family
    arrange(dougie, teo, together=[str(mina.pk)])
    return Review.objects.get(child=teo), Review.objects.get(child=mina)


def change(user: User, review: Review, page: str, **more: Any) -> Any:
    given = {"on_day": "26", "on_month": "11", "on_year": "2026", "at": "16:15", "place": "School", "version": "1"}
    return send(user, f"/reviews/{review.pk}/{page}/", **given | {"why": "family"} | more)


def test_a_joined_booking_moves_along(dougie: User, together: tuple[Review, Review]) -> None:
    his, hers = together
    page = visit(dougie, f"/reviews/{his.pk}/move/")

    answer = change(dougie, his, "move", along=[str(hers.pk)])

    assert "Move these too" in words(page)
    assert f'value="{hers.pk}" checked' in " ".join(page.content.decode().split())
    assert "Mina Marblecroft Arranged for Fri 27 Nov, 16:15, At home" in words(page)
    assert answer.status_code == 302
    for one in (his, hers):
        one.refresh_from_db()
        assert (one.arranged_for, one.place, one.booking_changes.get().why) == (date(2026, 11, 26), "School", "family")
    assert set(SiblingPlan.objects.values_list("together", flat=True)) == {True}


def test_a_joined_booking_that_stays_is_apart_with_a_reason(dougie: User, together: tuple[Review, Review]) -> None:
    his, hers = together

    without = change(dougie, his, "move")
    answer = change(dougie, his, "move", apart="Mina has an examination")

    assert "Move Mina Marblecroft too, or say why they are reviewed apart now" in words(without)
    assert answer.status_code == 302
    hers.refresh_from_db()
    assert hers.arranged_for == date(2026, 11, 27)
    assert set(SiblingPlan.objects.values_list("together", "reason")) == {(False, "Mina has an examination")}


def test_a_joined_booking_is_cancelled_along_or_stands_alone(dougie: User, together: tuple[Review, Review]) -> None:
    his, hers = together
    stranger = change(dougie, his, "cancel", reason="Flood", along=["999999"])
    assert stranger.status_code == 200

    change(dougie, his, "cancel", reason="The carer is ill")
    hers.refresh_from_db()
    assert hers.state == "arranged"
    assert set(SiblingPlan.objects.values_list("together", "reason")) == {(False, "The carer is ill")}


def test_both_are_cancelled_at_once(dougie: User, together: tuple[Review, Review]) -> None:
    his, hers = together

    change(dougie, his, "cancel", reason="Flood", along=[str(hers.pk)])

    assert set(Review.objects.values_list("state", "cancelled_reason")) == {("cancelled", "Flood")}


def test_the_school_and_limit_of_a_joined_sister_are_looked_at(dougie: User, family: tuple[Child, Child]) -> None:
    teo, mina = family
    Child.objects.filter(pk=teo.pk).update(born_on=date(2008, 12, 1))
    Child.objects.filter(pk=mina.pk).update(born_on=date(2014, 5, 1))

    answer = arrange(dougie, teo, together=[str(mina.pk)], at="10:30")

    assert "Mina Marblecroft: 10:30 is in school hours." in words(answer)
    assert not Review.objects.exists()


def test_no_school_hours_hold_in_the_holidays(dougie: User, family: tuple[Child, Child]) -> None:
    SchoolHoliday.objects.create(
        authority=dougie.authority, name="Half-term", first_day=date(2026, 11, 23), last_day=date(2026, 11, 27)
    )

    arrange(dougie, family[0], apart="Her own day", at="10:30")

    assert Review.objects.get().arranged_time == time(10, 30)
