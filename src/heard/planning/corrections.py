"""What was mended or taken back about a child, with the reason; the actions of this floor and those above share it."""

from datetime import date

from heard.accounts.models import User
from heard.children.models import Child
from heard.common.errors import DomainError
from heard.common.texts import lines
from heard.planning.models import Correction


class NoWhy(DomainError):
    """Say what was wrong, so that whoever reads it later understands."""


def keep_correction(
    child: Child, what: str, row: int, *, was_on: date, why: str, today: date, by: User, now_on: date | None = None
) -> Correction:
    """This will keep why something was mended or, without `now_on`, taken back. Raises NoWhy."""
    if not lines(why):
        raise NoWhy
    return Correction.objects.create(
        authority_id=child.authority_id,
        child=child,
        what=what,
        row=row,
        was_on=was_on,
        now_on=now_on,
        why=lines(why),
        corrected_on=today,
        corrected_by=by,
    )


def corrections_of_review(review_id: int) -> list[Correction]:
    """This will list what was mended of the days of a review, oldest first, in one query."""
    of_review = (Correction.What.HELD, Correction.What.SITTING)
    rows = Correction.objects.filter(what__in=of_review, row=review_id).select_related("corrected_by")
    return list(rows.order_by("corrected_on", "pk"))
