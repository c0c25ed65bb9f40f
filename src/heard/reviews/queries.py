"""Reads about reviews."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.db.models import Case, QuerySet, Value, When

from heard.accounts.models import User
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.common.history import Change, changes_of
from heard.reviews.models import Choices, Review, SiblingPlan


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


def booked(child_ids: Iterable[int]) -> dict[int, Review]:
    """This will give the next booking of each child that has one, in one query."""
    rows = Review.objects.filter(child_id__in=list(child_ids), state=Review.State.ARRANGED)
    return {review.child_id: review for review in rows.order_by("-arranged_for", "-pk")}


def all_booked(child_id: int) -> list[Review]:
    """This will list every booking of a child, the earliest first."""
    return list(Review.objects.filter(child_id=child_id, state=Review.State.ARRANGED).order_by("arranged_for", "pk"))


def joined_bookings(review: Review) -> list[Review]:
    """This will list the bookings of brothers and sisters that are joined to a booking, in one query."""
    if review.state != Review.State.ARRANGED:
        return []
    plans = SiblingPlan.objects.filter(review=review, together=True)
    rows = Review.objects.filter(
        state=Review.State.ARRANGED, arranged_for=review.arranged_for, child__in=plans.values("sibling")
    )
    return list(rows.select_related("child").order_by("child__sort_key", "pk"))


def booked_between(first: date, last: date, *, viewer: User, iro: User | None = None) -> QuerySet[Review]:
    """This will list the bookings from `first` to `last`, both included, of all children or of one IRO's."""
    rows = Review.objects.filter(
        authority_id=viewer.authority_id,
        state=Review.State.ARRANGED,
        arranged_for__range=(first, last),
        child__in=visible_to(viewer),
    )
    if iro is not None:
        rows = rows.filter(child__named_iros__iro=iro, child__named_iros__ended_on__isnull=True)
    return rows.select_related("child").order_by("arranged_for", "arranged_time", "pk")


CHANGED_FIELDS = (
    "state", "arranged_for", "arranged_time", "place", "held_on", "completed_on", "participation_code", "late_reason",
    "late_note", "cancelled_reason",
)  # fmt: skip


def changes_of_reviews(child_id: int) -> list[Change]:
    """This will list what was changed of a child's reviews, oldest first, in one query."""
    events = apps.get_model("reviews", "ReviewEvent").objects.filter(child_id=child_id)
    return changes_of(events, what="review", fields=CHANGED_FIELDS)


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
