"""Reads of what the child chose for a review."""

from django.db.models import Case, Value, When

from heard.reviews.models import Choices, Review


def earlier_choices(review: Review) -> Choices | None:
    """This will give what the child chose for the review before, to start from; None where nothing is known."""
    return Choices.objects.filter(review__child_id=review.child_id).exclude(review=review).order_by("-asked_on").first()


def choices_of(review: Review) -> Choices | None:
    """This will give what the child chose for this review; None while nothing is kept."""
    return Choices.objects.filter(review=review).first()


def choices_for(review: Review) -> Choices | None:
    """This will give what the child chose for this review, or else chose last, in one query; None where nothing is."""
    rows = Choices.objects.filter(review__child_id=review.child_id)
    first = Case(When(review_id=review.pk, then=Value(0)), default=Value(1))
    return rows.order_by(first, "-asked_on", "-pk").first()


def latest_choices(child_id: int) -> Choices | None:
    """This will give what a child chose for a review most lately; None where nothing is known."""
    return Choices.objects.filter(review__child_id=child_id).order_by("-asked_on", "-pk").first()
