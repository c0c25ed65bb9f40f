"""Whether the child agreed that everybody on the list of a review may know a wish: every copy of the record shows it.

What the child says alone, or answers when consulted, belongs to the child; the child says to whom it is opened.
"""

from collections.abc import Iterable

from heard.children.models import Party
from heard.common.errors import DomainError
from heard.reviews.listening.queries import shared_to_all
from heard.reviews.models import Invitation, Review, Wish

READERS = (Invitation.OpenTo.SOCIAL_WORKER, Invitation.OpenTo.CARERS, Invitation.OpenTo.PARENTS)  # of the record


class WishesStand(DomainError):
    """Wishes from here stand among the wishes of the review, where everybody reads them. Take them out first."""


def is_open(review: Review, came_by: str) -> bool:
    """Whether a wish that came this way may stand in the record as the child decided."""
    if came_by == Wish.CameBy.TALK:
        return bool(shared_to_all(review.pk))
    return came_by != Wish.CameBy.CONSULTATION or _answers_are_open(review)


def without_consent(review: Review) -> list[Wish]:
    """This will list the wishes that stand in the record though the child did not open them to everybody."""
    alone = Wish.objects.filter(review=review, came_by__in=(Wish.CameBy.TALK, Wish.CameBy.CONSULTATION))
    found = list(alone.order_by("place"))
    open_by = {came_by: is_open(review, came_by) for came_by in {wish.came_by for wish in found}}
    return [wish for wish in found if not open_by[wish.came_by]]


def refuse_narrowing(review: Review, *, before: Iterable[Wish]) -> None:
    """This will refuse to open less than before what wishes of the review rest on. `before` are the wishes that stood
    without consent already. Raises WishesStand."""
    known = {wish.pk for wish in before}
    left = [wish for wish in without_consent(review) if wish.pk not in known]
    if left:
        raise WishesStand("%(why)s %(wishes)s", why=WishesStand().sentence, wishes=quoted(left))


def quoted(wishes: Iterable[Wish]) -> str:
    """The wishes in the child's words, on one line."""
    return " ".join(f"“{' '.join(wish.words.split())}”" for wish in wishes)


def _answers_are_open(review: Review) -> bool:
    answered = Invitation.objects.filter(
        review=review, party__kind=Party.Kind.CHILD, answered_on__isnull=False, open_to__contains=list(READERS)
    )
    return answered.exists()
