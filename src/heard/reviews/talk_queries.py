"""Which of the talks alone of a review counts, and with whom the child agreed to share what was said."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from heard.reviews.models import PrivateTalk

BEST_FIRST = ("before", "after", "declined", "inappropriate")


def best_first(talks: QuerySet[PrivateTalk]) -> QuerySet[PrivateTalk]:
    """This will put the talk that counts first: one that took place, before the review rather than after it, the
    latest of several; then the reason why there was none."""
    order = [When(outcome=outcome, then=Value(place)) for place, outcome in enumerate(BEST_FIRST)]
    return talks.order_by(Case(*order, output_field=IntegerField()), "-talked_on", "-pk")


def best_of(review: str = "pk") -> QuerySet[PrivateTalk]:
    """This will give, for a subquery, the talks of the review that the outer query's `review` points to."""
    return best_first(PrivateTalk.objects.filter(review=OuterRef(review)))


def shared_to_all(review_id: int) -> str:
    """This will give what the child agreed to share with everybody, from all the talks of a review, oldest first."""
    rows = PrivateTalk.objects.filter(review=review_id, shared_with__contains=[PrivateTalk.Audience.EVERYBODY])
    return "\n".join(rows.exclude(shared="").order_by("talked_on", "pk").values_list("shared", flat=True))


def is_shared_with(review: str, *audiences: str) -> Any:
    """This will ask whether whatever was shared from the talks of a review was shared with one of these.

    Of several talks the narrowest decides: it is not known from which of them the words came.
    """
    sharing = PrivateTalk.objects.filter(review=OuterRef(review)).exclude(shared_with=[])
    fitting = Q(shared_with__overlap=list(audiences))
    return Q(Exists(sharing.filter(fitting)) & ~Exists(sharing.exclude(fitting)))
