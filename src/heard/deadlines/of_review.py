"""What the diary says of one review: the due date that it meets or is to meet, and its number."""

from collections.abc import Iterable, Sequence

from heard.deadlines.models import Deadline
from heard.deadlines.queries import reason_of
from heard.reviews.life.queries import Owed
from heard.reviews.models import Review

REVIEWS = (Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW)


def date_of(review: Review, *, diary: Iterable[Deadline], bookings: Sequence[Review]) -> Deadline | None:
    """This will give the date of the diary that a review meets, or the next one owed for the child's first booking.

    `bookings` are the child's reviews that are arranged, soonest first. None for a later booking: its date is counted
    from a review that has not been held; and for one that was cancelled or counts for nothing.
    """
    rows = [row for row in diary if row.kind in REVIEWS]
    if review.state == Review.State.HELD:
        return next((row for row in rows if row.review_id == review.pk), None)
    if review.state == Review.State.CANCELLED or not bookings or bookings[0].pk != review.pk:
        return None
    owed = [row for row in rows if row.state == Deadline.State.OWED and row.due_on is not None]
    return min(owed, key=lambda row: (row.due_on, row.chain), default=None)


def owed_of(deadline: Deadline | None, *, nation: str) -> Owed:
    """This will give the due date with its reason, worked out again, and the number of the review."""
    if deadline is None:
        return Owed(due_on=None, due=None, number=1)
    due = reason_of(deadline, nation=nation).due
    return Owed(due_on=due.due_on if due else deadline.due_on, due=due, number=deadline.number)
