"""A review arranged together with those of brothers and sisters, or apart from them with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.children.family import relatives_of
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.reviews.access import tell
from heard.reviews.actions import Booking, NotLookedAfterThen, arrange
from heard.reviews.models import Review, SiblingPlan

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


def _arranged(sibling: Child, booking: Booking, today: date, by: User) -> Review:
    try:
        return arrange(child_id=sibling.pk, booking=booking, today=today, by=by)
    except NotLookedAfterThen as error:
        raise NotLookedAfterThen(
            f"{sibling.shown_name} was not looked after on that day, so no review of theirs can be joined."
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
