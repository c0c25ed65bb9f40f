"""Writes of bookings: a review arranged, moved, cancelled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child, Source
from heard.common.errors import DomainError
from heard.reviews.access import locked_child, locked_in, save, tell
from heard.reviews.days import NotLookedAfterThen as NotLookedAfterThen
from heard.reviews.days import period_on
from heard.reviews.models import BookingChange, Review

LONGEST_AHEAD = timedelta(days=366)


class ArrangedInPast(DomainError):
    """The date of the booking must be today or later. To record a review that took place, record it as held."""


class ArrangedTooFar(DomainError):
    """A review can be booked for at most a year ahead. Check the year."""


class BookedAlready(DomainError):
    """A review of this child is booked already. Move that one, or save again if there are to be two."""


class NoReason(DomainError):
    """Say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """When and where a review is to be held."""

    on: date
    at: time | None
    place: str


@transaction.atomic
def arrange(*, child_id: int, booking: Booking, today: date, by: User, besides: Collection[int] = ()) -> Review:
    """Book a review. The due date does not move with it. `besides` are the bookings that are known and stand as well.

    Raises NotPermitted, NotFound, ArrangedInPast, ArrangedTooFar, NotLookedAfterThen, BookedAlready.
    """
    require(by, Permission.REVIEW_ARRANGE, authority_id=by.authority_id)
    child = locked_child(child_id, by)
    _check_booking(booking, today)
    period = period_on(child, booking.on)
    _check_booked(child, besides)
    review = Review.objects.create(
        authority_id=child.authority_id,
        child=child,
        period=period,
        state=Review.State.ARRANGED,
        arranged_for=booking.on,
        booked_on=today,
        arranged_time=booking.at,
        place=booking.place.strip(),
        source=Source.SERVICE,
        recorded_by=by,
    )
    tell("review.arranged", review, by=by, today=today, arranged_for=booking.on)
    return review


@transaction.atomic
def move(*, review_id: int, booking: Booking, why: str, words: str = "", version: int, today: date, by: User) -> Review:
    """Move a booking, saying why. The due date does not move with it.

    Raises what `arrange` raises, ReviewNotArranged, NoReason, ChangedMeanwhile.
    """
    review = locked_in(Review.State.ARRANGED, review_id, by, Permission.REVIEW_ARRANGE, version=version)
    _check_booking(booking, today)
    _keep_change(review, BookingChange.Kind.MOVED, why, words, today=today, by=by, now_on=booking.on)
    moved_from = review.arranged_for
    review.period = period_on(review.child, booking.on)
    review.arranged_for, review.arranged_time, review.place = booking.on, booking.at, booking.place.strip()
    if booking.on != moved_from:
        review.booked_on = today
    save(review, "period", "arranged_for", "booked_on", "arranged_time", "place")
    tell("review.moved", review, by=by, today=today, moved_from=moved_from, arranged_for=booking.on)
    return review


@transaction.atomic
def cancel(
    *,
    review_id: int,
    reason: str,
    version: int,
    today: date,
    by: User,
    why: str = BookingChange.Why.OTHER,
) -> Review:
    """Cancel a booking, saying why. Raises NotPermitted, NotFound, ReviewNotArranged, NoReason, ChangedMeanwhile."""
    review = locked_in(Review.State.ARRANGED, review_id, by, Permission.REVIEW_ARRANGE, version=version)
    if not reason.strip():
        raise NoReason("Enter why the review was cancelled.")
    _keep_change(review, BookingChange.Kind.CANCELLED, why, reason, today=today, by=by)
    review.state, review.cancelled_reason = Review.State.CANCELLED, reason.strip()[:200]
    save(review, "state", "cancelled_reason")
    tell("review.cancelled", review, by=by, today=today)
    return review


def _check_booked(child: Child, besides: Collection[int]) -> None:
    rows = Review.objects.filter(child=child, state=Review.State.ARRANGED).exclude(pk__in=besides)
    booked = rows.order_by("-booked_on", "-pk").first()
    if booked is not None and booked.arranged_for is not None:
        raise BookedAlready(
            "Somebody has just booked a review of %(name)s for %(day)s. "
            "Move that one, or save again if there are to be two.",
            name=child.shown_name,
            day=booked.arranged_for,
        )


def _check_booking(booking: Booking, today: date) -> None:
    if booking.on < today:
        raise ArrangedInPast
    if booking.on > today + LONGEST_AHEAD:
        raise ArrangedTooFar


def _keep_change(
    review: Review, kind: str, why: str, words: str, *, today: date, by: User, now_on: date | None = None
) -> None:
    if why not in BookingChange.Why.values:
        raise NoReason("Choose why the booking is changed.")
    if why == BookingChange.Why.OTHER and not words.strip():
        raise NoReason("Say in a few words why the booking is changed.")
    assert review.arranged_for is not None  # an arranged review says for when
    BookingChange.objects.create(
        authority_id=review.authority_id,
        review=review,
        kind=kind,
        was_on=review.arranged_for,
        now_on=now_on,
        why=why,
        words=words.strip()[:300],
        changed_on=today,
        changed_by=by,
    )
