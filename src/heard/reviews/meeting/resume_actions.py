"""When an adjourned review goes on: entered when it is known, and changed while it is to come."""

from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError
from heard.common.texts import one_line
from heard.law import Nation
from heard.reviews.access import locked, same_version, tell
from heard.reviews.booking.actions import Booking
from heard.reviews.booking.entries import still_adjourned
from heard.reviews.limits import limit
from heard.reviews.meeting.sitting_actions import ResumesTooLate
from heard.reviews.models import Adjournment


class NotAdjourned(DomainError):
    """This review is not adjourned, so it has no second sitting to come. Adjourn it first."""


class ResumesInPast(DomainError):
    """The day on which the review goes on must be today or later. What took place is recorded as a sitting."""


@transaction.atomic
def set_resumption(*, review_id: int, booking: Booking, version: int, today: date, by: User) -> Adjournment:
    """Say when and where an adjourned review goes on.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, ChangedMeanwhile, NotAdjourned, ResumesInPast,
    ResumesTooLate.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, held=True)
    same_version(review, version)
    adjournment = still_adjourned(review)
    if adjournment is None:
        raise NotAdjourned
    if booking.on < today:
        raise ResumesInPast
    due = limit("review-adjourn-20wd", Nation(review.authority.nation), counted_from=review.held_on)
    if due is not None and booking.on > due.due_on:
        raise ResumesTooLate.after(due)
    adjournment.resume_on, adjournment.resume_at = booking.on, booking.at
    adjournment.resume_place = one_line(booking.place)[:200]
    adjournment.save(update_fields=["resume_on", "resume_at", "resume_place"])
    review.version += 1
    review.save(update_fields=["version"])
    tell("review.resumption_set", review, by=by, today=today, resume_on=booking.on)
    return adjournment
