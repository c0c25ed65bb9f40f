"""The days of a review: what they may be, and the period of care that they lie in."""

from datetime import date, timedelta

from heard.children.models import Child, PeriodOfCare
from heard.common.errors import DomainError
from heard.reviews.models import Review


class NotLookedAfterThen(DomainError):
    """The child was not looked after on that day. Check the date against the periods of care."""


class HeldInFuture(DomainError):
    """The date the review was held must be today or in the past."""


class CompletedInFuture(DomainError):
    """The date the review was completed must be today or in the past."""


class CompletedBeforeHeld(DomainError):
    """The review was completed before its first sitting. Check both dates."""


class LongBeforeReview(DomainError):
    """This day lies more than a year before the review. Check the year."""


class FarAhead(DomainError):
    """This day lies more than three years ahead. Check the year, or choose an earlier day and look at it again then."""


LONGEST_BEFORE = timedelta(days=366)
LONGEST_AHEAD = timedelta(days=3 * 366)


def check_belongs(day: date, review: Review) -> None:
    """This will check that something done for a review lies in the year before it. Raises LongBeforeReview."""
    review_on = review.held_on or review.arranged_for
    if review_on is not None and day < review_on - LONGEST_BEFORE:
        raise LongBeforeReview


def check_ahead(day: date, *, today: date) -> None:
    """This will check that a day by which something is to be done can be meant. Raises FarAhead."""
    if day > today + LONGEST_AHEAD:
        raise FarAhead


def period_on(child: Child, on: date) -> PeriodOfCare:
    """This will give the period of care that a day lies in. Raises NotLookedAfterThen."""
    for period in PeriodOfCare.objects.filter(child=child, started_on__lte=on).order_by("-started_on"):
        if period.ceased_on is None or on <= period.ceased_on:
            return period
    raise NotLookedAfterThen


def check_days(held_on: date, completed_on: date | None, *, today: date) -> None:
    """This will check the days of a review. Raises HeldInFuture, CompletedInFuture, CompletedBeforeHeld."""
    if held_on > today:
        raise HeldInFuture
    if completed_on is not None and completed_on > today:
        raise CompletedInFuture
    if completed_on is not None and completed_on < held_on:
        raise CompletedBeforeHeld
