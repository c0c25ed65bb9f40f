"""What oversight hears: a change was decided on, or a review was booked or held, so the two are tied together.

The tie lets the review's page say what it was called for, and what was left to it. A booking that was cancelled takes
nothing with it: the next booking takes the changes up again.
"""

from datetime import date

from django.db.models import QuerySet

from heard.common import events
from heard.oversight.models import ChangeAtReview
from heard.planning.models import ChangeDecision, SignificantChange
from heard.reviews.models import Review

AT_A_REVIEW = (ChangeDecision.Decision.REVIEW_NOW, ChangeDecision.Decision.AT_NEXT)


def tie_decided(*, authority_id: int, child_id: int, change_id: int, today: date) -> None:
    """This will tie what was decided on to the review that is booked, if one is."""
    booked = Review.objects.filter(child_id=child_id, state=Review.State.ARRANGED, arranged_for__gte=today)
    _tie(booked.order_by("arranged_for", "pk").first(), authority_id, child_id)


def tie_booked(*, authority_id: int, child_id: int, today: date) -> None:
    """This will tie what waits for a review to the one that was booked now."""
    booked = Review.objects.filter(child_id=child_id, state=Review.State.ARRANGED)
    _tie(booked.order_by("arranged_for", "pk").first(), authority_id, child_id)


def tie_held(*, authority_id: int, child_id: int, today: date) -> None:
    """This will tie what waits for a review to the one that was held, unless it was held before they were told."""
    held = Review.objects.filter(child_id=child_id, state=Review.State.HELD).order_by("-held_on").first()
    if held is not None and held.held_on is not None:
        _tie(held, authority_id, child_id, told_by=held.held_on)


def waiting(child_id: int) -> QuerySet[SignificantChange]:
    """This will list the changes left to a review that stand at none which is booked or held."""
    tied = ChangeAtReview.objects.exclude(review__state=Review.State.CANCELLED).values("change_id")
    rows = SignificantChange.objects.filter(child_id=child_id, decision__decision__in=AT_A_REVIEW)
    return rows.exclude(pk__in=tied).select_related("decision").order_by("told_on", "pk")


def _tie(review: Review | None, authority_id: int, child_id: int, *, told_by: date | None = None) -> None:
    if review is None:
        return
    for change in waiting(child_id):
        if told_by is None or change.told_on <= told_by:
            ChangeAtReview.objects.create(
                authority_id=authority_id,
                change=change,
                review=review,
                called=change.decision.decision == ChangeDecision.Decision.REVIEW_NOW,
            )


def connect() -> None:
    """This will listen to decisions on changes, and to bookings and sittings."""
    events.subscribe("change.decided", tie_decided)
    events.subscribe("review.arranged", tie_booked)
    events.subscribe("review.held", tie_held)
