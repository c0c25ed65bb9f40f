"""The decisions of earlier reviews that a review looks back on."""

from datetime import date

from django.db.models import Q, QuerySet

from heard.reviews.models import Review, ReviewDecision


def earlier_decisions(review: Review, *, before: date | None) -> QuerySet[ReviewDecision]:
    """This will give all decisions of the last review before a day that made any, and whatever older is still open.

    Reviews without decisions, like those that came with a return, do not hide those of the one before them.
    """
    rows = ReviewDecision.objects.filter(child_id=review.child_id, review__state=Review.State.HELD)
    rows = rows.exclude(review=review)
    if before is not None:
        rows = rows.filter(review__held_on__lt=before)
    last = rows.order_by("-review__held_on").values("review_id")[:1]
    found = rows.filter(Q(state=ReviewDecision.State.OPEN) | Q(review_id__in=last))
    return found.order_by("-review__held_on", "number")
