"""From which age to which an authority asks for a paper: no personal education plan of a baby, no pathway plan at 9."""

from collections.abc import Mapping

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.audit import log
from heard.common.errors import DomainError
from heard.reviews.models import PaperKind, ReviewSettings
from heard.reviews.settings import MAY_CHANGE, UnknownPaper

OLDEST = 17
Span = tuple[int | None, int | None]


class NoAgeOfAChild(DomainError):
    """Enter an age from 0 to 17, or leave it empty."""


class AgesBackwards(DomainError):
    """The last age must not be lower than the first."""


@transaction.atomic
def change_paper_ages(*, ages: Mapping[str, Span], by: User) -> ReviewSettings:
    """Set the first and the last age at which each paper is asked for, both included; None where there is none.

    A list that stands keeps its papers. Raises NotPermitted, UnknownPaper, NoAgeOfAChild, AgesBackwards.
    """
    permission = next((one for one in MAY_CHANGE if by.may(one)), MAY_CHANGE[0])
    require(by, permission, authority_id=by.authority_id)
    for kind, (first, last) in ages.items():
        if kind not in PaperKind.values or kind == PaperKind.OTHER:
            raise UnknownPaper
        if any(age is not None and not 0 <= age <= OLDEST for age in (first, last)):
            raise NoAgeOfAChild
        if first is not None and last is not None and last < first:
            raise AgesBackwards
    kept = {kind: list(span) for kind, span in ages.items() if span != (None, None)}
    row, _new = ReviewSettings.objects.update_or_create(authority_id=by.authority_id, defaults={"paper_ages": kept})
    log.record("review_settings.changed", authority_id=by.authority_id, by=by.pk, paper_ages=kept)
    return row
