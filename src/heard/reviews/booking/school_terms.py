"""The review of a personal education plan every school term (pep-10wd), by the holidays that the council entered."""

from collections.abc import Sequence
from datetime import date

from heard.law import Nation
from heard.law.school_terms import terms_between
from heard.planning.limits import Limit, by_term, is_reviewed_by_term
from heard.reviews.booking.notice import holidays_of


def with_terms(found: Sequence[Limit], *, authority_id: int, nation: str, today: date) -> tuple[Limit, ...]:
    """This will count the limit of a plan that was made by school term. One query, and none where there is no plan."""
    if not any(is_reviewed_by_term(one, Nation(nation)) for one in found):
        return tuple(found)
    terms = terms_between((row.first_day, row.last_day) for row in holidays_of(authority_id))
    return tuple(by_term(one, terms, today=today) if is_reviewed_by_term(one, Nation(nation)) else one for one in found)
