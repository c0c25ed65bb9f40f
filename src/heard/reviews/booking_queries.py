"""Reads of bookings."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from heard.accounts.models import User
from heard.children.queries import visible_to
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
