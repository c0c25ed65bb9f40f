"""The decisions of earlier reviews that a review looks back on, and what became of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from heard.reviews.models import Review, ReviewDecision
from heard.reviews.writing import iso


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDecision:
    """What became of a decision of the review before."""

    words: str
    owner_name: str
    due_on: str
    state: str
    done_on: str
    outcome: str
    late: bool
    words_for_child: str = ""


def looked_back(review: Review, *, on: date | None) -> tuple[EarlierDecision, ...]:
    """What became of the decisions of the last review before a day that made any, and of older ones, as it stands
    now."""
    if on is None:
        return ()
    return tuple(
        EarlierDecision(
            words=row.words,
            owner_name=row.owner_name,
            due_on=iso(row.due_on),
            state=row.state,
            done_on=iso(row.done_on),
            outcome=row.outcome,
            late=_late(row, on),
            words_for_child=row.words_for_child,
        )
        for row in earlier_decisions(review, before=on)
    )


def _late(row: ReviewDecision, on: date | None) -> bool:
    done = row.done_on or (None if row.state == ReviewDecision.State.DROPPED else on)
    return done is not None and done > row.due_on
