"""The child's part in a review, and the national participation code that follows from it."""

from dataclasses import dataclass
from datetime import date

from heard.accounts.models import User
from heard.common.errors import DomainError
from heard.common.texts import one_line
from heard.law import LawError
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.law.participation import ParticipationCode, WhatHappened, derive
from heard.reviews.access import ReviewNotHeld
from heard.reviews.models import ChildsPart, Choices, Review

FEBRUARY_28 = 28


class PartCannotBe(DomainError):
    """What is recorded of the child's part cannot all be true."""


class UnknownAnswer(DomainError):
    """Choose one of the answers that are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatTheChildDid:
    """The child's part in the review, as it was seen. `chaired` is no, part or all.

    `under_four` counts only where the date of birth is not known: then somebody must say it.
    """

    attended: bool
    spoke: bool = False
    spoken_for: str = ""
    used_symbols: bool = False
    sent_views: bool = False
    observed: bool = False
    chaired: str = Choices.Chairing.NO
    note: str = ""
    under_four: bool = False


def code_of(*, born_on: date | None, held_on: date, child: WhatTheChildDid) -> str:
    """Give the participation code of what the child did (national rules 167, 440, 441).

    Raises PartCannotBe, UnknownAnswer.
    """
    if child.chaired not in Choices.Chairing.values or child.spoken_for not in ("", *ChildsPart.SpokenForBy.values):
        raise UnknownAnswer
    if child.chaired != Choices.Chairing.NO and not child.attended:
        raise PartCannotBe("A child who was not there cannot have run the review. Mend one of the two answers.")
    if born_on is None and child.under_four:
        return ParticipationCode.UNDER_FOUR.value
    happened = WhatHappened(
        attended=child.attended,
        spoke=child.spoke,
        spoken_for=bool(child.spoken_for),
        used_symbols=child.used_symbols,
        sent_views=child.sent_views,
    )
    try:  # without a date of birth the answers are taken as those of a child of 4 or older
        return derive(born_on=born_on or _four_years_before(held_on), held_on=held_on, happened=happened).value
    except LawError as error:
        raise PartCannotBe(str(error)) from error


def derived_code(review: Review, child: WhatTheChildDid) -> str:
    """Give the code of a review that was held. Raises ReviewNotHeld, PartCannotBe, UnknownAnswer."""
    if review.held_on is None:
        raise ReviewNotHeld
    return code_of(born_on=review.child.born_on, held_on=review.held_on, child=child)


def is_under_four(born_on: date | None, on: date) -> bool:
    """Whether the codes for children of 4 and over do not apply; False where the birth is not known."""
    return born_on is not None and on >= born_on and age_on(born_on, on) < AGE_OF_PARTICIPATION_CODES


def keep_childs_part(review: Review, child: WhatTheChildDid, by: User) -> ChildsPart:
    """This will write the child's part beside the code that the review holds."""
    part, _new = ChildsPart.objects.update_or_create(
        review=review,
        defaults={
            "authority_id": review.authority_id,
            "attended": child.attended,
            "spoke": child.spoke,
            "spoken_for": child.spoken_for,
            "used_symbols": child.used_symbols,
            "sent_views": child.sent_views,
            "observed": child.observed,
            "chaired": child.chaired,
            "note": one_line(child.note)[:500],
            "recorded_by": by,
        },
    )
    return part


def _four_years_before(day: date) -> date:
    return day.replace(year=day.year - AGE_OF_PARTICIPATION_CODES, day=min(day.day, FEBRUARY_28))
