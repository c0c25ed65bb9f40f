"""Writes of sittings: a review held in parts, adjourned once at most, completed at the last sitting.

In time is judged by the first sitting and, for an adjourned review, by completion within 20 working days of it
(rulebook 2.7; CPR 2010 reg 36(2), CPR Wales 2015 reg 42(2)).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError
from heard.common.texts import lines
from heard.law import DueDate, Nation
from heard.reviews.access import locked, same_version, tell
from heard.reviews.limits import limit
from heard.reviews.meeting.sittings import Sat, keep_sitting
from heard.reviews.models import Adjournment, Review, Sitting


class SatInFuture(DomainError):
    """The day of the sitting must be today or in the past."""


class SatBeforeFirst(DomainError):
    """A further sitting cannot come before the first one. Check the day."""


class ReviewCompleted(DomainError):
    """The review has been completed. A further sitting would be a new review."""


class SatOnThatDay(DomainError):
    """A sitting on that day is recorded already."""


class AdjournedAlready(DomainError):
    """This review was adjourned before. A review can be adjourned once; the limit runs from the first sitting."""


class AdjournedElsewhen(DomainError):
    """A review is adjourned at one of its sittings. Choose the day of a sitting, or record that sitting first."""


class NoReason(DomainError):
    """Say why the review is adjourned: what is missing, and from whom."""


class ResumesTooLate(DomainError):
    """The review must be completed within 20 working days of its first sitting."""

    @classmethod
    def after(cls, due: DueDate) -> "ResumesTooLate":
        """Give the refusal with the limit."""
        return cls(
            "The review must be completed within %(length)s of its first sitting, by %(day)s. "
            "Choose that day or an earlier one.",
            length=due.length,
            day=due.due_on,
        )


class ResumesBeforeSitting(DomainError):
    """The review can resume only after the sitting at which it was adjourned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjourned:
    """Why a review is adjourned, what is held back until it is completed, and when it resumes if that is known."""

    why: str
    reason: str
    held_back: str = ""
    resume_on: date | None = None
    adjourned_on: date | None = None  # the day of the sitting; of the last one if none is given


@transaction.atomic
def record_sitting(*, review_id: int, sat: Sat, today: date, by: User) -> Sitting:
    """Keep one sitting of a review that has begun.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownWay, SatInFuture, SatBeforeFirst,
    ReviewCompleted, SatOnThatDay, NeedsMeeting, ChildMustAgree.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if sat.held_on > today:
        raise SatInFuture
    if review.held_on is not None and sat.held_on < review.held_on:
        raise SatBeforeFirst
    if review.completed_on is not None and sat.held_on > review.completed_on:
        raise ReviewCompleted
    if Sitting.objects.filter(review=review, held_on=sat.held_on).exists():
        raise SatOnThatDay
    sitting = keep_sitting(review, sat, by)
    review.version += 1
    review.save(update_fields=["version"])
    tell("review.sitting", review, by=by, today=today, held_on=sat.held_on, way=sat.way)
    return sitting


@transaction.atomic
def adjourn(*, review_id: int, adjourned: Adjourned, version: int, today: date, by: User) -> Adjournment:
    """Adjourn a review after its first sitting. Nothing that was proposed is put into effect until it is completed.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, ChangedMeanwhile, ReviewCompleted, AdjournedAlready,
    AdjournedElsewhen, NoReason, ResumesBeforeSitting, ResumesTooLate.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if Adjournment.objects.filter(review=review).exists():
        raise AdjournedAlready
    same_version(review, version)
    if review.completed_on is not None:
        raise ReviewCompleted("The review has been completed, so it cannot be adjourned.")
    if adjourned.why not in Adjournment.Why.values or not lines(adjourned.reason):
        raise NoReason
    adjourned_on = _adjourned_on(review, adjourned, today)
    due = limit("review-adjourn-20wd", Nation(review.authority.nation), counted_from=review.held_on)
    if adjourned.resume_on is not None:
        if adjourned.resume_on <= adjourned_on:
            raise ResumesBeforeSitting
        if due is not None and adjourned.resume_on > due.due_on:
            raise ResumesTooLate.after(due)
    row = Adjournment.objects.create(
        authority_id=review.authority_id,
        review=review,
        adjourned_on=adjourned_on,
        why=adjourned.why,
        reason=lines(adjourned.reason),
        held_back=lines(adjourned.held_back),
        resume_on=adjourned.resume_on,
        recorded_by=by,
    )
    review.version += 1
    review.save(update_fields=["version"])
    tell("review.adjourned", review, by=by, today=today, why=adjourned.why, complete_by=due.due_on if due else None)
    return row


def _adjourned_on(review: Review, adjourned: Adjourned, today: date) -> date:
    """The day of the sitting at which the review was adjourned. Raises SatInFuture, AdjournedElsewhen."""
    days = set(Sitting.objects.filter(review=review).values_list("held_on", flat=True))
    days |= {review.held_on} if review.held_on else set()
    chosen = adjourned.adjourned_on or max(days)
    if chosen > today:
        raise SatInFuture
    if chosen not in days:
        raise AdjournedElsewhen
    return chosen
