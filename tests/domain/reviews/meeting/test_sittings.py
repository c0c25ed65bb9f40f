"""Sittings of a review: in parts, adjourned once, completed, without a meeting."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile
from heard.reviews.access import ReviewCancelled, ReviewNotHeld
from heard.reviews.listening.participation import WhatTheChildDid
from heard.reviews.meeting import held_actions, sitting_actions
from heard.reviews.meeting.held_actions import Held
from heard.reviews.meeting.sitting_actions import Adjourned
from heard.reviews.meeting.sittings import ChildMustAgree, NeedsMeeting, Sat, UnknownWay
from heard.reviews.models import Adjournment, ChildsPart, Review, Sitting
from tests.factories import TODAY, ChildFactory, EpisodeFactory, PeriodFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 16)
WHY = Adjourned(why="papers_missing", reason="No health plan", held_back="The move", resume_on=date(2026, 12, 1))


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire: ResponsibleAuthority) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire))
    return ReviewFactory.create(period=period, held=True, held_on=FIRST, completed_on=None)


def sit(review: Review, by: User, held_on: date, way: str = "video", **more: Any) -> Sitting:
    sat = Sat(held_on=held_on, way=way, **more)
    return sitting_actions.record_sitting(review_id=review.pk, sat=sat, today=TODAY, by=by)


def adjourn(review: Review, by: User, adjourned: Adjourned = WHY, version: int | None = None) -> Adjournment:
    version = review.version if version is None else version
    return sitting_actions.adjourn(review_id=review.pk, adjourned=adjourned, version=version, today=TODAY, by=by)


def test_a_review_that_is_recorded_keeps_its_sitting_and_the_child_s_part(
    anyshire: ResponsibleAuthority, iro: User
) -> None:
    child = PeriodFactory.create(child=ChildFactory.create(authority=anyshire)).child
    held = Held(
        held_on=FIRST,
        completed_on=FIRST,
        part=WhatTheChildDid(attended=True, spoken_for="advocate", chaired="part"),
        sat=Sat(held_on=FIRST, way="hybrid", place=" Foster home "),
    )

    made = held_actions.record_held(child_id=child.pk, held=held, today=TODAY, by=iro)

    assert made.participation_code == "PN2"
    assert list(Sitting.objects.values_list("held_on", "way", "place")) == [(FIRST, "hybrid", "Foster home")]
    assert list(ChildsPart.objects.values_list("attended", "spoken_for", "chaired")) == [(True, "advocate", "part")]


def test_a_child_under_four_has_a_code_without_any_answer(anyshire: ResponsibleAuthority, iro: User) -> None:
    baby = ChildFactory.create(authority=anyshire, born_on=date(2025, 5, 5))
    PeriodFactory.create(child=baby)

    made = held_actions.record_held(child_id=baby.pk, held=Held(held_on=FIRST, completed_on=FIRST), today=TODAY, by=iro)

    assert made.participation_code == "PN0"
    assert not ChildsPart.objects.exists()


def test_keeps_sittings_in_parts(review: Review, iro: User) -> None:
    sit(review, iro, FIRST, about="With the mother")
    sit(review, iro, date(2026, 11, 20), "in_person", place="School")

    assert list(Sitting.objects.order_by("held_on").values_list("held_on", "way", "place", "about")) == [
        (FIRST, "video", "", "With the mother"),
        (date(2026, 11, 20), "in_person", "School", ""),
    ]
    assert list(Event.objects.values_list("name", "facts__held_on")) == [
        ("review.sitting", "2026-11-16"),
        ("review.sitting", "2026-11-20"),
    ]


@pytest.mark.parametrize(
    ("held_on", "way", "error"),
    [
        (date(2026, 11, 24), "video", sitting_actions.SatInFuture),
        (date(2026, 11, 15), "video", sitting_actions.SatBeforeFirst),
        (date(2026, 11, 20), "letter", UnknownWay),
        (date(2026, 11, 20), "paper", NeedsMeeting),
    ],
)
def test_refuses_a_sitting_that_cannot_be(
    review: Review, iro: User, held_on: date, way: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        sit(review, iro, held_on, way)

    assert not Sitting.objects.exists()


def test_a_sitting_stands_once_a_day_and_not_after_completion(review: Review, iro: User) -> None:
    sit(review, iro, date(2026, 11, 18))
    with pytest.raises(sitting_actions.SatOnThatDay):
        sit(review, iro, date(2026, 11, 18))
    with pytest.raises(held_actions.SatLater):
        complete(review, iro, date(2026, 11, 17))
    complete(review, iro, date(2026, 11, 19))
    with pytest.raises(sitting_actions.ReviewCompleted):
        sit(review, iro, date(2026, 11, 20))
    with pytest.raises(sitting_actions.ReviewCompleted):
        adjourn(review, iro)
    with pytest.raises(sitting_actions.ReviewCompleted, match=r"completed on 19 November 2026\. If that day is wrong"):
        complete(review, iro, date(2026, 11, 20))


def test_a_review_is_adjourned_at_the_sitting_that_is_named_or_at_the_last(review: Review, iro: User) -> None:
    sit(review, iro, date(2026, 11, 18))
    sit(review, iro, date(2026, 11, 20))
    review.refresh_from_db()

    assert adjourn(review, iro, replace(WHY, adjourned_on=date(2026, 11, 18))).adjourned_on == date(2026, 11, 18)
    Adjournment.objects.all().delete()
    review.refresh_from_db()
    assert adjourn(review, iro).adjourned_on == date(2026, 11, 20)


def complete(review: Review, by: User, on: date) -> Review:
    review.refresh_from_db()
    made = held_actions.complete(
        review_id=review.pk,
        completed_on=on,
        version=review.version,
        today=TODAY,
        by=by,
        sat=Sat(held_on=on, way="telephone"),
    )
    review.refresh_from_db()
    return made


def test_completing_keeps_the_last_sitting(review: Review, iro: User) -> None:
    done = complete(review, iro, date(2026, 11, 20))

    assert (done.held_on, done.completed_on) == (FIRST, date(2026, 11, 20))
    assert list(Sitting.objects.values_list("held_on", "way")) == [(date(2026, 11, 20), "telephone")]


def test_a_review_is_not_completed_or_adjourned_before_its_first_sitting(
    anyshire: ResponsibleAuthority, iro: User
) -> None:
    booked = ReviewFactory.create(child=ChildFactory.create(authority=anyshire))
    gone = ReviewFactory.create(child=ChildFactory.create(authority=anyshire), cancelled=True)

    with pytest.raises(ReviewNotHeld) as refused:
        held_actions.complete(review_id=booked.pk, completed_on=FIRST, version=1, today=TODAY, by=iro)
    with pytest.raises(ReviewNotHeld):
        adjourn(booked, iro)
    with pytest.raises(ReviewNotHeld):
        sit(booked, iro, FIRST)
    with pytest.raises(ReviewCancelled):
        held_actions.complete(review_id=gone.pk, completed_on=FIRST, version=1, today=TODAY, by=iro)

    assert refused.value.message == "This review has not been held yet. Record its first sitting first."


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_adjourns_once_with_the_limit_from_the_first_sitting(
    nation: str, anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    authority = {"england": anyshire, "wales": sir_unrhyw}[nation]
    iro = UserFactory.create(authority=authority, iro=True)
    period = PeriodFactory.create(child=ChildFactory.create(authority=authority))
    review = ReviewFactory.create(period=period, held=True, held_on=FIRST, completed_on=None)

    with pytest.raises(sitting_actions.ResumesTooLate) as late:
        adjourn(review, iro, replace(WHY, resume_on=date(2026, 12, 15)))
    row = adjourn(review, iro, replace(WHY, resume_on=date(2026, 12, 14)))
    with pytest.raises(sitting_actions.AdjournedAlready):
        adjourn(review, iro, version=2)

    assert late.value.message == (
        "The review must be completed within 20 working days of its first sitting, by 14 December 2026. Choose that"
        " day or an earlier one."
    )
    assert (row.why, row.reason, row.held_back, row.resume_on, row.adjourned_on) == (
        "papers_missing", "No health plan", "The move", date(2026, 12, 14), FIRST,
    )  # fmt: skip
    assert list(Event.objects.values_list("name", "facts__complete_by")) == [("review.adjourned", "2026-12-14")]


@pytest.mark.parametrize(
    ("changes", "version", "error"),
    [
        ({"reason": " "}, 1, sitting_actions.NoReason),
        ({"why": "rain"}, 1, sitting_actions.NoReason),
        ({"resume_on": FIRST}, 1, sitting_actions.ResumesBeforeSitting),
        ({"adjourned_on": date(2026, 11, 17)}, 1, sitting_actions.AdjournedElsewhen),
        ({"adjourned_on": date(2026, 11, 24)}, 1, sitting_actions.SatInFuture),
        ({}, 3, ChangedMeanwhile),
    ],
)
def test_refuses_an_adjournment_that_cannot_be(
    review: Review, iro: User, changes: dict[str, Any], version: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        adjourn(review, iro, replace(WHY, **changes), version=version)

    assert not Adjournment.objects.exists()


@pytest.mark.parametrize(
    ("started_on", "placement", "wales", "agreed", "error"),
    [
        pytest.param(date(2025, 11, 20), "U4", False, FIRST, None, id="settled a year to the day"),
        pytest.param(date(2025, 11, 21), "U4", False, FIRST, NeedsMeeting, id="a day short"),
        pytest.param(date(2024, 11, 20), "U6", False, FIRST, NeedsMeeting, id="not long-term"),
        pytest.param(date(2024, 11, 20), "U4", True, FIRST, NeedsMeeting, id="wales has no such rule"),
        pytest.param(date(2024, 11, 20), "U1", False, None, ChildMustAgree, id="child not asked"),
        pytest.param(date(2024, 11, 20), "U1", False, date(2026, 11, 21), ChildMustAgree, id="asked afterwards"),
    ],
)
def test_a_review_without_a_meeting_is_for_settled_children_of_england_who_agree(
    anyshire: ResponsibleAuthority,
    sir_unrhyw: ResponsibleAuthority,
    started_on: date,
    placement: str,
    wales: bool,
    agreed: date | None,
    error: type[Exception] | None,
) -> None:
    authority = sir_unrhyw if wales else anyshire
    iro = UserFactory.create(authority=authority, iro=True)
    period = PeriodFactory.create(child=ChildFactory.create(authority=authority), started_on=date(2023, 1, 9))
    EpisodeFactory.create(period=period, ceased_on=started_on, placement_type="U6")
    EpisodeFactory.create(period=period, started_on=started_on, placement_type=placement, reason_started="P")
    review = ReviewFactory.create(period=period, held=True, held_on=FIRST, completed_on=None)
    on = date(2026, 11, 20)

    if error is None:
        assert sit(review, iro, on, "paper", child_agreed_on=agreed).child_agreed_on == agreed
    else:
        with pytest.raises(error):
            sit(review, iro, on, "paper", child_agreed_on=agreed)
        assert not Sitting.objects.exists()


def test_a_new_legal_status_does_not_end_a_settled_placement(anyshire: ResponsibleAuthority, iro: User) -> None:
    period = PeriodFactory.create(child=ChildFactory.create(authority=anyshire), started_on=date(2024, 1, 9))
    EpisodeFactory.create(period=period, placement_type="U4", ceased_on=date(2026, 5, 1))
    EpisodeFactory.create(period=period, started_on=date(2026, 5, 1), placement_type="U4", reason_started="L")
    review = ReviewFactory.create(period=period, held=True, held_on=FIRST, completed_on=None)

    sitting = sit(review, iro, FIRST, "paper", child_agreed_on=FIRST)

    assert (sitting.way, sitting.child_agreed_on) == ("paper", FIRST)
