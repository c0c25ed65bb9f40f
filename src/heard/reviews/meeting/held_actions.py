"""Writes of a review that took place: recorded as held, completed at its last sitting, explained where it was late."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child, Source
from heard.common.errors import DomainError, NotFound
from heard.law.participation import ParticipationCode, problem_with
from heard.reviews.access import locked, locked_child, locked_in, same_version, save, tell
from heard.reviews.booking.actions import NoReason
from heard.reviews.days import CompletedBeforeHeld as CompletedBeforeHeld
from heard.reviews.days import CompletedInFuture as CompletedInFuture
from heard.reviews.days import HeldInFuture as HeldInFuture
from heard.reviews.days import NotLookedAfterThen as NotLookedAfterThen
from heard.reviews.days import check_days, period_on
from heard.reviews.listening.participation import WhatTheChildDid, code_of, is_under_four, keep_childs_part
from heard.reviews.listening.talks import turn_talks
from heard.reviews.meeting.sitting_actions import ReviewCompleted
from heard.reviews.meeting.sittings import Sat, keep_sitting
from heard.reviews.models import Review, Sitting


class SatLater(DomainError):
    """A sitting on a later day is recorded. The review is completed at its last sitting: choose that day, or take the
    sitting back if it was recorded by mistake."""


class HeldOnThatDay(DomainError):
    """A review of this child on that day is recorded already. Two sittings on one day are one review."""


class CodeDoesNotFit(DomainError):
    """The way of taking part does not fit the child's age on that day."""


class NotLate(DomainError):
    """This review was not held late, so it needs no reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is recorded of a review that took place. `completed_on` is the last sitting, None while it goes on.

    With `part` the national code follows from what the child did and is not given; `sat` says how the first sitting was
    held. For a child under four nothing need be told of the part, and the code is still known.
    """

    held_on: date
    completed_on: date | None
    participation_code: str = ""
    late_reason: str = ""
    late_note: str = ""
    late_avoidable: str = ""
    part: WhatTheChildDid | None = None
    sat: Sat | None = None


@transaction.atomic
def record_held(
    *, child_id: int, held: Held, today: date, by: User, review_id: int | None = None, version: int | None = None
) -> Review:
    """Record that a review took place, from its booking or without one. A talk alone that was had after it, such as
    where it was brought forward, counts as one after the review.

    Raises NotPermitted, NotFound, ReviewNotArranged, ChangedMeanwhile, HeldInFuture, CompletedInFuture,
    CompletedBeforeHeld, HeldOnThatDay, NotLookedAfterThen, CodeDoesNotFit, PartCannotBe, UnknownAnswer, UnknownWay,
    NeedsMeeting, ChildMustAgree.
    """
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    child = locked_child(child_id, by)
    check_days(held.held_on, held.completed_on, today=today)
    code = _code(held, child)
    period = period_on(child, held.held_on)
    if Review.objects.filter(child=child, state=Review.State.HELD, held_on=held.held_on).exists():
        raise HeldOnThatDay
    review = _booking_or_new(child, review_id, version, by)
    review.period, review.state = period, Review.State.HELD
    review.recorded_by, review.recorded_on = by, today
    review.held_on, review.completed_on = held.held_on, held.completed_on
    review.participation_code = code
    review.late_reason, review.late_note = held.late_reason, held.late_note.strip()
    review.late_avoidable = held.late_avoidable if held.late_reason else ""
    review.version += 1
    review.save()
    turn_talks(review)
    if held.sat is not None:
        keep_sitting(review, held.sat, by)
    if held.part is not None:
        keep_childs_part(review, held.part, by)
    tell("review.held", review, by=by, today=today, held_on=held.held_on, participation=code)
    return review


@transaction.atomic
def complete(
    *, review_id: int, completed_on: date, version: int, today: date, by: User, sat: Sat | None = None
) -> Review:
    """Record the last sitting of a review held in parts. `sat` says how it was held.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, ReviewCompleted, CompletedInFuture,
    CompletedBeforeHeld, SatLater, UnknownWay, NeedsMeeting, ChildMustAgree, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if review.completed_on is not None:
        raise ReviewCompleted(
            "The review was completed on %(day)s. If that day is wrong, mend it on the page of its sittings.",
            day=review.completed_on,
        )
    same_version(review, version)
    if completed_on > today:
        raise CompletedInFuture
    if review.held_on is not None and completed_on < review.held_on:
        raise CompletedBeforeHeld
    if Sitting.objects.filter(review=review, held_on__gt=completed_on).exists():
        raise SatLater
    if sat is not None:
        keep_sitting(review, sat, by)
    review.completed_on = completed_on
    save(review, "completed_on")
    tell("review.completed", review, by=by, today=today, completed_on=completed_on)
    return review


@transaction.atomic
def explain_late(
    *, review_id: int, reason: str, note: str, version: int, today: date, by: User, avoidable: str = ""
) -> Review:
    """Keep why a review was held late, and whether that could have been avoided if somebody has judged it.

    Raises NotPermitted, NotFound, NoReason, ChangedMeanwhile.
    """
    review = locked_in(Review.State.HELD, review_id, by, Permission.REVIEW_EXPLAIN_LATE, version=version)
    if reason not in Review.LateReason.values:
        raise NoReason("Choose why the review was late.")
    if reason == Review.LateReason.OTHER and not note.strip():
        raise NoReason("Say in a few words why the review was late.")
    if avoidable and avoidable not in Review.Avoidable.values:
        raise NoReason("Choose whether the delay could have been avoided.")
    review.late_reason, review.late_note, review.late_avoidable = reason, note.strip(), avoidable
    save(review, "late_reason", "late_note", "late_avoidable")
    tell("review.explained", review, by=by, today=today, reason=reason, avoidable=avoidable)
    return review


def _booking_or_new(child: Child, review_id: int | None, version: int | None, by: User) -> Review:
    if review_id is None:
        return Review(authority_id=child.authority_id, child=child, source=Source.SERVICE, version=0)
    review = locked_in(Review.State.ARRANGED, review_id, by, Permission.REVIEW_RECORD, version=version or 0)
    if review.child_id != child.pk:
        raise NotFound
    return review


def _code(held: Held, child: Child) -> str:
    """The code that follows from the child's part, or the one that was given, checked against the age."""
    if held.late_reason and held.late_reason not in Review.LateReason.values:
        raise NoReason("Choose why the review was late.")
    if held.late_avoidable and held.late_avoidable not in Review.Avoidable.values:
        raise NoReason("Choose whether the delay could have been avoided.")
    if held.part is not None:
        return code_of(born_on=child.born_on, held_on=held.held_on, child=held.part)
    code = held.participation_code
    if not code and is_under_four(child.born_on, held.held_on):
        code = ParticipationCode.UNDER_FOUR.value
    problem = problem_with(code, born_on=child.born_on, held_on=held.held_on)
    if problem is not None:
        raise CodeDoesNotFit(problem.words, **problem.parts)
    return code
