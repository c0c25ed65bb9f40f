"""The agenda of a review: what the law of the nation makes it consider, and what guidance asks beside."""

from datetime import date

from heard.law import Nation
from heard.law.agenda import AgendaItem, Circumstance, also_ask, required_items
from heard.law.calendar_dates import age_on
from heard.planning.limits import Placed
from heard.planning.queries import placed_as
from heard.reviews.models import Review

PLACED_WITH_PARENTS = "P1"  # the code of the looked-after return
PERMANENCE_BY = 2  # there should be a plan for permanence by the second review


def circumstances_of(
    review: Review, *, placement_type: str, legal_status: str = "", family_support: bool = False
) -> frozenset[Circumstance]:
    """Give the facts of the child that add a matter to the agenda, as far as the returns tell them. `family_support`:
    the IRO was told that the family was referred to an integrated family support team."""
    found = set()
    if placed_as(placement_type, legal_status) is Placed.DETAINED:
        found.add(Circumstance.DETAINED)
    if family_support:
        found.add(Circumstance.FAMILY_SUPPORT_TEAM)
    if placement_type == PLACED_WITH_PARENTS:
        found.add(Circumstance.PLACED_WITH_PARENT)
    if review.child.unaccompanied:
        found.add(Circumstance.TRAFFICKED_OR_UNACCOMPANIED)
    return frozenset(found)


def required_of(
    review: Review, *, nation: str, today: date, circumstances: frozenset[Circumstance] = frozenset()
) -> tuple[AgendaItem, ...]:
    """Give the matters that the law of the nation makes this review consider (rulebook 3.1)."""
    return required_items(Nation(nation), on=_day_of(review, today), circumstances=circumstances)


def asked_beside(review: Review, *, number: int, today: date) -> tuple[AgendaItem, ...]:
    """Give the matters that guidance asks beside; none of them need be answered for the agenda to be done."""
    on, born_on = _day_of(review, today), review.child.born_on
    age = age_on(born_on, on) if born_on and born_on <= on else None
    return also_ask(review_number=number, age=age)


def _day_of(review: Review, today: date) -> date:
    return review.held_on or review.arranged_for or today
