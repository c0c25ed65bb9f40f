"""Reads about reviews."""

from datetime import date

from django.apps import apps

from heard.accounts.models import User
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.common.history import Change, changes_of
from heard.reviews.models import Review


def get_visible(review_id: int, *, viewer: User) -> Review:
    """This will give one review with its child. Raises NotFound for none and for not theirs alike."""
    rows = Review.objects.filter(pk=review_id, child__in=visible_to(viewer))
    review = rows.select_related("child", "adjournment").first()
    if review is None:
        raise NotFound
    return review


def reviews_of(child_id: int) -> list[Review]:
    """This will list a child's reviews, held, booked and cancelled, latest first."""
    reviews = Review.objects.filter(child_id=child_id).select_related("recorded_by")
    return sorted(reviews, key=lambda review: review.held_on or review.arranged_for or date.min, reverse=True)


CHANGED_FIELDS = (
    "state", "arranged_for", "arranged_time", "place", "held_on", "completed_on", "participation_code", "late_reason",
    "late_note", "cancelled_reason",
)  # fmt: skip


def changes_of_reviews(child_id: int) -> list[Change]:
    """This will list what was changed of a child's reviews, oldest first, in one query."""
    events = apps.get_model("reviews", "ReviewEvent").objects.filter(child_id=child_id)
    return changes_of(events, what="review", fields=CHANGED_FIELDS)
