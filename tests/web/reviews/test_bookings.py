"""Arranging, moving and cancelling a review."""

from datetime import date, time
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.reviews.models import Review
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    InvitationFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, send, visit, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire, name="Dougie Pennyfarthing")


@pytest.fixture
def teo(dougie: User) -> Child:
    child = ChildFactory.create(authority=dougie.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    diary(dougie.authority)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/reviews/arrange/"


def given(on: date, **more: Any) -> dict[str, Any]:
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year), "at": "", "place": ""} | more


def test_arranges_a_review_with_time_and_place(dougie: User, teo: Child) -> None:
    answer = send(dougie, path(teo), **given(date(2026, 11, 27), at="16.15", place="At home"))

    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.state, review.arranged_for, review.arranged_time, review.place) == (
        "arranged",
        date(2026, 11, 27),
        time(16, 15),
        "At home",
    )


@pytest.mark.parametrize(
    ("on", "at", "sentence"),
    [
        (date(2026, 12, 1), "", "This is after the limit. First review must be held by Monday 30 November 2026"),
        (date(2026, 12, 25), "", "Friday 25 December 2026 is a bank holiday: Christmas Day."),
        (date(2026, 11, 28), "", "Saturday 28 November 2026 is at a weekend."),
        (date(2026, 11, 27), "10:30", "10:30 is in school hours."),
    ],
)
def test_warns_once_and_then_takes_it_as_read(dougie: User, teo: Child, on: date, at: str, sentence: str) -> None:
    first = send(dougie, path(teo), **given(on, at=at))
    seen = first.content.decode().split('name="seen" value="')[1].split('"')[0]
    second = send(dougie, path(teo), **given(on, at=at, seen=seen))

    assert sentence in words(first)
    assert "<title>Error" not in first.content.decode()
    assert second.status_code == 302
    assert Review.objects.get().arranged_for == on


def test_a_warning_read_for_one_day_does_not_hold_for_another(dougie: User, teo: Child) -> None:
    answer = send(dougie, path(teo), **given(date(2026, 12, 2), seen="2026-12-01 late"))

    assert "This is after the limit" in words(answer)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on_day": "20"}, "The date of the booking must be today or later."),
        ({"on_year": ""}, "The date of the review must include a year"),
        ({"at": "25:00"}, "Enter the time in hours and minutes, like 16:15"),
        ({"at": "noon"}, "Enter the time in hours and minutes, like 16:15"),
        ({"at": "9" * 40}, "Enter the time in hours and minutes, like 16:15"),
    ],
)
def test_says_what_to_mend(dougie: User, teo: Child, typed: dict[str, str], sentence: str) -> None:
    answer = send(dougie, path(teo), **given(date(2026, 11, 27)) | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Review.objects.exists()


def test_moves_a_booking(dougie: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 27), place="At home")
    address = f"/reviews/{booked.pk}/move/"

    page = visit(dougie, address)
    without = send(dougie, address, **given(date(2026, 11, 26), version=booked.version))
    answer = send(dougie, address, **given(date(2026, 11, 26), version=booked.version, why="child_wish"))

    assert "Choose why the review is moved" in words(without)
    assert 'value="At home"' in page.content.decode()
    assert answer.status_code == 302
    booked.refresh_from_db()
    assert (booked.arranged_for, booked.version) == (date(2026, 11, 26), 2)
    kept = booked.booking_changes.get()
    assert (kept.kind, kept.why, kept.was_on, kept.now_on) == (
        "moved",
        "child_wish",
        date(2026, 11, 27),
        date(2026, 11, 26),
    )


def test_a_booking_moved_by_somebody_else_is_told(dougie: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 25), version=3)

    answer = send(
        dougie, f"/reviews/{booked.pk}/move/", **given(date(2026, 11, 26), version=2, place="School", why="place")
    )

    told = words(answer)
    assert "Somebody else changed this while you were working" in told
    assert "It is now arranged for Wednesday 25 November 2026." in told
    assert 'value="School"' in answer.content.decode()
    booked.refresh_from_db()
    assert booked.arranged_for == date(2026, 11, 25)


def test_cancels_a_booking_with_its_reason(dougie: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo)
    address = f"/reviews/{booked.pk}/cancel/"

    without = send(dougie, address, version=booked.version, why="child_wish", reason="")
    answer = send(dougie, address, version=booked.version, why="child_wish", reason="Teo wished another day")

    assert "Enter why the review is cancelled" in words(without)
    assert answer.status_code == 302
    booked.refresh_from_db()
    assert (booked.state, booked.cancelled_reason) == ("cancelled", "Teo wished another day")


def test_a_second_booking_is_made_on_purpose_only(dougie: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 26))

    first = send(dougie, path(teo), **given(date(2026, 11, 27)))
    seen = f"2026-11-27 booked-{booked.pk}"
    blind = send(dougie, path(teo), **given(date(2026, 11, 27), seen="2026-11-27 booked-1"))
    second = send(dougie, path(teo), **given(date(2026, 11, 27), seen=seen))

    assert "A review is booked for Thursday 26 November 2026 already." in words(first)
    assert f'name="seen" value="{seen}"' in first.content.decode()
    assert "A review is booked for Thursday 26 November 2026 already." in words(blind)
    assert second.status_code == 302
    assert Review.objects.filter(child=teo).count() == 2


def told(booked: Review) -> None:
    InvitationFactory.create(
        review=booked,
        party=PartyFactory.create(child=booked.child, name="Elena Marblecroft", email="elena@home.example"),
        sent_on=date(2026, 11, 10),
        told_on=booked.arranged_for,
        told_place=booked.place,
    )


def test_after_a_move_those_who_were_told_are_to_be_told_again(dougie: User, teo: Child) -> None:
    NamedIroFactory.create(child=teo, iro=UserFactory.create(iro=True, authority=dougie.authority))
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 27), place="At home")
    told(booked)

    answer = visitor(dougie).post(
        f"/reviews/{booked.pk}/move/",
        given(date(2026, 11, 26), version=booked.version, why="child_wish", place="At home"),
        follow=True,
    )

    assert answer.redirect_chain == [(f"/reviews/{booked.pk}/people/send/", 302)]
    assert "The review is moved to Thursday 26 November 2026." in answer.content.decode()
    assert "1 person was told of it before." in answer.content.decode()
    assert "Invited and asked. By e-mail to elena@home.example. Knows the old day." in words(answer)
    page = words(visit(dougie, f"/reviews/{booked.pk}/"))
    assert "1 person: 1 knows the old day" in page
    assert "0 of 1 person asked." in words(visit(dougie, f"/reviews/{booked.pk}/people/"))


def test_after_a_cancellation_those_who_were_told_are_to_be_told(dougie: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo)
    told(booked)

    answer = send(dougie, f"/reviews/{booked.pk}/cancel/", version=booked.version, why="court", reason="The court sits")

    assert answer["Location"] == f"/reviews/{booked.pk}/people/send/"
    assert "These people were told of it: Elena Marblecroft." in words(visit(dougie, answer["Location"]))
    page = f"/reviews/{booked.pk}/"
    assert links(visit(dougie, page))["Tell everybody it is cancelled"] == answer["Location"]
    booked.invitations.update(cancel_told_on=date(2026, 11, 23))
    assert "Tell everybody it is cancelled" not in links(visit(dougie, page))


def test_a_review_that_was_held_can_no_longer_be_moved(dougie: User, teo: Child) -> None:
    held = ReviewFactory.create(child=teo, held=True, arranged_for=date(2026, 11, 16))

    answer = send(dougie, f"/reviews/{held.pk}/move/", **given(date(2026, 11, 26), version=held.version, why="place"))

    assert "This review has already been held or was cancelled." in words(answer)


@pytest.mark.parametrize("page", ["arrange", "move", "cancel"])
def test_only_those_who_arrange_reviews_may(dougie: User, teo: Child, page: str) -> None:
    booked = ReviewFactory.create(child=teo)
    address = path(teo) if page == "arrange" else f"/reviews/{booked.pk}/{page}/"
    worker = UserFactory.create(social_worker=True, authority=dougie.authority)
    elsewhere = UserFactory.create(support=True, authority=AuthorityFactory.create())

    assert visit(dougie, address).status_code == 200
    assert visit(worker, address).status_code == 403
    assert visit(elsewhere, address).status_code == 404
    assert asks_to_sign_in(visit(None, address))
