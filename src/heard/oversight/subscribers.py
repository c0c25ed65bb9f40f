"""What oversight hears: a change was decided on, or a review was booked or held, so the two are tied together.

The tie lets the review's page say what it was called for, and what was left to it. A review was called for a change
only if it was booked, or brought forward, after a review now was decided; one that was booked before considers it, and
the change stays on the list of the IRO. A booking that was cancelled takes nothing with it: the next booking takes the
changes up again.
"""

from datetime import date

from django.db.models import QuerySet

from heard.common import events
from heard.oversight.models import ChangeAtReview
from heard.oversight.queries import not_called
from heard.planning.models import ChangeDecision, SignificantChange
from heard.reviews.models import BookingChange, Review

AT_A_REVIEW = (ChangeDecision.Decision.REVIEW_NOW, ChangeDecision.Decision.AT_NEXT)


def tie_decided(*, authority_id: int, child_id: int, change_id: int, today: date) -> None:
    """This will tie what was decided on to the review that is booked, if one is."""
    booked = Review.objects.filter(child_id=child_id, state=Review.State.ARRANGED, arranged_for__gte=today)
    _tie(booked.order_by("arranged_for", "pk").first(), authority_id, child_id, called=False)


def tie_booked(*, authority_id: int, child_id: int, today: date) -> None:
    """This will tie what waits for a review to the soonest, now that one was booked; and what a review now was decided
    on for, though it stands at a later booking."""
    soonest = _soonest(child_id)
    _tie(soonest, authority_id, child_id, called=True)
    if soonest is not None:
        for change in not_called().filter(child=child_id).exclude(at_reviews__review=soonest):
            _keep(change, soonest, authority_id, called=True)


def tie_moved(*, authority_id: int, child_id: int, today: date) -> None:
    """This will tie what a review now was decided on for to the soonest booking, if that was brought forward today."""
    soonest = _soonest(child_id)
    moves = BookingChange.objects.filter(review=soonest, kind=BookingChange.Kind.MOVED)
    latest = moves.order_by("-pk").first() if soonest else None
    if soonest is None or latest is None or latest.changed_on != today:
        return
    if latest.now_on is not None and latest.now_on < latest.was_on:
        for change in not_called().filter(child=child_id):
            _keep(change, soonest, authority_id, called=True)


def tie_held(*, authority_id: int, child_id: int, today: date) -> None:
    """This will tie what waits for a review to the one that was held, unless it was held before they were told."""
    held = Review.objects.filter(child_id=child_id, state=Review.State.HELD).order_by("-held_on").first()
    if held is not None and held.held_on is not None:
        called = held.arranged_for is None
        _tie(held, authority_id, child_id, told_by=held.held_on, called=called)
        for change in not_called().filter(child=child_id, told_on__lte=held.held_on):
            _keep(change, held, authority_id, called=called)


def waiting(child_id: int) -> QuerySet[SignificantChange]:
    """This will list the changes left to a review that stand at none which is booked or held."""
    tied = ChangeAtReview.objects.exclude(review__state=Review.State.CANCELLED).values("change_id")
    rows = SignificantChange.objects.filter(child_id=child_id, decision__decision__in=AT_A_REVIEW)
    return rows.exclude(pk__in=tied).select_related("decision").order_by("told_on", "pk")


def _soonest(child_id: int) -> Review | None:
    booked = Review.objects.filter(child_id=child_id, state=Review.State.ARRANGED)
    return booked.order_by("arranged_for", "pk").first()


def _tie(review: Review | None, authority_id: int, child_id: int, *, called: bool, told_by: date | None = None) -> None:
    """Tie what waits to a review. `called`: it was booked for what asks for a review now."""
    if review is None:
        return
    for change in waiting(child_id):
        if told_by is None or change.told_on <= told_by:
            now = change.decision.decision == ChangeDecision.Decision.REVIEW_NOW
            _keep(change, review, authority_id, called=called and now)


def _keep(change: SignificantChange, review: Review, authority_id: int, *, called: bool) -> None:
    ChangeAtReview.objects.update_or_create(
        change=change, review=review, defaults={"authority_id": authority_id, "called": called}
    )


def connect() -> None:
    """This will listen to decisions on changes, and to bookings and sittings."""
    events.subscribe("change.decided", tie_decided)
    events.subscribe("review.arranged", tie_booked)
    events.subscribe("review.moved", tie_moved)
    events.subscribe("review.held", tie_held)
