"""Who usually signs the record of a review: whoever recorded it as held, and the child's named IRO, then or now."""

from django.db.models import Q

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from heard.reviews.models import Review


def usual_signers(review: Review) -> list[User]:
    """This will list them, each once, in one query; nobody for a review that came from the case system and was held
    while no IRO was named."""
    then = Q(appointed_on__lte=review.held_on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=review.held_on))
    named = NamedIro.objects.filter(then | Q(ended_on__isnull=True), child_id=review.child_id).values("iro")
    return list(User.objects.filter(Q(pk__in=named) | Q(pk=review.recorded_by_id)).order_by("name", "pk"))


def signs_for_another(review: Review, by: User) -> bool:
    """Whether somebody signs who neither held the review nor is named for the child."""
    usual = usual_signers(review)
    return bool(usual) and by.pk not in {one.pk for one in usual}
