"""A review arranged together with those of brothers and sisters, or apart from them with the reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from heard.accounts.models import User
from heard.children.family import relatives_of
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.reviews.access import tell
from heard.reviews.booking.actions import Booking, arrange, cancel, move
from heard.reviews.booking.queries import joined_bookings
from heard.reviews.days import NotLookedAfterThen
from heard.reviews.models import Review, SiblingPlan
from heard.reviews.queries import get_visible as review_visible

LONGEST_REASON = 300


class WhyApart(DomainError):
    """Say why they are reviewed apart."""


class ReasonTooLong(DomainError):
    """Shorten the reason to 300 letters or fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithSibling:
    """Whether a brother or sister is reviewed on the same day and in the same place; if not, why not."""

    child_id: int
    together: bool
    reason: str = ""


@transaction.atomic
def arrange_with_siblings(
    *,
    child_id: int,
    booking: Booking,
    siblings: Sequence[WithSibling],
    today: date,
    by: User,
    besides: Collection[int] = (),
) -> Review:
    """Book a review, and those of the brothers and sisters that are joined to it: each its own booking, all or none.

    A sibling who is booked for that day already keeps that booking.

    Raises what `actions.arrange` raises, NotFound (no brother or sister of the child), WhyApart, ReasonTooLong.
    """
    review = arrange(child_id=child_id, booking=booking, today=today, by=by, besides=besides)
    family = {one.child.pk: one.child for one in relatives_of(get_visible(child_id, viewer=by), viewer=by)}
    for wanted in siblings:
        sibling = family.get(wanted.child_id)
        if sibling is None:
            raise NotFound
        reason = "" if wanted.together else one_line(wanted.reason)
        if not wanted.together and not reason:
            raise WhyApart
        if len(reason) > LONGEST_REASON:
            raise ReasonTooLong
        _plan(review, sibling, together=wanted.together, reason=reason, by=by)
        if wanted.together:
            other = _booked_on(sibling, booking) or _arranged(sibling, booking, today, by)
            _plan(other, review.child, together=True, reason="", by=by)
    if siblings:
        together = sorted(one.child_id for one in siblings if one.together)
        tell("review.siblings_planned", review, by=by, today=today, together=together)
    return review


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """Which bookings of brothers and sisters go along with a change, by number; and why the others do not."""

    reviews: Collection[int] = ()
    apart: str = ""


@transaction.atomic
def move_with_siblings(
    *, review_id: int, booking: Booking, why: str, words: str, along: Along, version: int, today: date, by: User
) -> list[Review]:
    """Move a booking, and with it those that are joined to it; one that stays is apart from now on, with the reason.

    Raises what `actions.move` raises, NotFound (not joined), WhyApart, ReasonTooLong.
    """
    joined = _joined(review_id, along, by)
    told: dict[str, Any] = {"booking": booking, "why": why, "words": words, "today": today, "by": by}
    moved = [move(review_id=review_id, version=version, **told)]
    for other in joined:
        if other.pk in along.reviews:
            moved.append(_moved(other, told))
        else:
            _part(moved[0], other, _reason_of(along), by)
    _tell_joined(moved[0], joined, along, today, by)
    return moved


@transaction.atomic
def cancel_with_siblings(
    *, review_id: int, reason: str, why: str, along: Along, version: int, today: date, by: User
) -> list[Review]:
    """Cancel a booking, and with it those that are joined to it and go along; the others stand on their own then.

    Raises what `actions.cancel` raises, NotFound (not joined).
    """
    joined = _joined(review_id, along, by)
    told: dict[str, Any] = {"reason": reason, "why": why, "today": today, "by": by}
    cancelled = [cancel(review_id=review_id, version=version, **told)]
    for other in joined:
        if other.pk in along.reviews:
            cancelled.append(cancel(review_id=other.pk, version=other.version, **told))
        else:
            _part(cancelled[0], other, one_line(reason)[:LONGEST_REASON], by)
    _tell_joined(cancelled[0], joined, along, today, by)
    return cancelled


def _joined(review_id: int, along: Along, by: User) -> list[Review]:
    review = review_visible(review_id, viewer=by)
    joined = joined_bookings(review)
    if not set(along.reviews) <= {other.pk for other in joined}:
        raise NotFound
    return joined


def _tell_joined(review: Review, joined: Sequence[Review], along: Along, today: date, by: User) -> None:
    if joined:
        together = sorted(other.child_id for other in joined if other.pk in along.reviews)
        tell("review.siblings_planned", review, by=by, today=today, together=together)


def _moved(other: Review, told: Mapping[str, Any]) -> Review:
    try:
        return move(review_id=other.pk, version=other.version, **told)
    except NotLookedAfterThen as error:
        raise NotLookedAfterThen(
            "%(name)s is not looked after on that day, so that review cannot be moved there.",
            name=other.child.shown_name,
        ) from error


def _reason_of(along: Along) -> str:
    reason = one_line(along.apart)
    if not reason:
        raise WhyApart
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
    return reason


def _part(review: Review, other: Review, reason: str, by: User) -> None:
    _plan(review, other.child, together=False, reason=reason, by=by)
    _plan(other, review.child, together=False, reason=reason, by=by)


def _arranged(sibling: Child, booking: Booking, today: date, by: User) -> Review:
    try:
        return arrange(child_id=sibling.pk, booking=booking, today=today, by=by)
    except NotLookedAfterThen as error:
        raise NotLookedAfterThen(
            "%(name)s was not looked after on that day, so no review of theirs can be joined.",
            name=sibling.shown_name,
        ) from error


def _booked_on(sibling: Child, booking: Booking) -> Review | None:
    return Review.objects.filter(child=sibling, state=Review.State.ARRANGED, arranged_for=booking.on).first()


def _plan(review: Review, sibling: Child, *, together: bool, reason: str, by: User) -> None:
    SiblingPlan.objects.update_or_create(
        review=review,
        sibling=sibling,
        defaults={
            "authority_id": review.authority_id,
            "together": together,
            "reason": reason,
            "recorded_by": by,
        },
    )
