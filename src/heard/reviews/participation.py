"""The child's part in a review, and the national participation code that follows from it."""

from dataclasses import dataclass

from heard.common.errors import DomainError
from heard.law import LawError
from heard.law.participation import WhatHappened, derive
from heard.reviews.access import ReviewNotHeld
from heard.reviews.models import Choices, Review


class BirthUnknown(DomainError):
    """The child's date of birth is not known, so no code of taking part can be given. Record the birth first."""


class PartCannotBe(DomainError):
    """What is recorded of the child's part cannot all be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatTheChildDid:
    """The child's part in the review, as it was seen. `chaired` is no, part or all."""

    attended: bool
    spoke: bool = False
    spoken_for: str = ""
    used_symbols: bool = False
    sent_views: bool = False
    observed: bool = False
    chaired: str = Choices.Chairing.NO
    note: str = ""


def derived_code(review: Review, child: WhatTheChildDid) -> str:
    """Give the participation code of what the child did (national rules 167, 440, 441).

    Raises ReviewNotHeld, BirthUnknown, PartCannotBe.
    """
    if review.held_on is None:
        raise ReviewNotHeld
    if review.child.born_on is None:
        raise BirthUnknown
    happened = WhatHappened(
        attended=child.attended,
        spoke=child.spoke,
        spoken_for=bool(child.spoken_for),
        used_symbols=child.used_symbols,
        sent_views=child.sent_views,
    )
    try:
        return str(derive(born_on=review.child.born_on, held_on=review.held_on, happened=happened))
    except LawError as error:
        raise PartCannotBe(str(error)) from error
