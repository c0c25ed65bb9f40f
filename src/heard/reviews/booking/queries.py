"""Reads of bookings."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from heard.children.queries import Children, among
from heard.reviews.models import Review, SiblingPlan


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


def booked_between(first: date, last: date, *, children: Children) -> QuerySet[Review]:
    """This will list the bookings of children from `first` to `last`, both included."""
    rows = Review.objects.filter(among(children), state=Review.State.ARRANGED, arranged_for__range=(first, last))
    return rows.select_related("child").order_by("arranged_for", "arranged_time", "pk")
