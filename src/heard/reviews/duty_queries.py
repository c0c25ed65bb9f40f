"""Reads of the other reviews that one sitting serves. The caller has asked whether the viewer may see the review."""

from heard.reviews.models import CombinedDuty, Review


def duties_of(review: Review) -> list[CombinedDuty]:
    """This will list the duties that the sitting serves, with what came of them."""
    return list(CombinedDuty.objects.filter(review=review).order_by("kind"))
