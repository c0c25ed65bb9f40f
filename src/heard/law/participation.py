"""How a child took part in a review: the SSDA903 codes PN0 to PN7, derived from what happened and checked.

Source: SSDA903 guide and validation rules 167, 440 and 441 (England).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.law.errors import LawError
from heard.law.marks import marked


class ContradictoryParticipation(LawError):
    """What is recorded of the child's part in the review cannot all be true."""


class ParticipationCode(StrEnum):
    """The national code of the child's part in a review."""

    UNDER_FOUR = "PN0"
    SPOKE_FOR_SELF = "PN1"
    SPOKEN_FOR = "PN2"
    SYMBOLS = "PN3"
    SILENT = "PN4"
    BRIEFED_SPEAKER = "PN5"
    SENT_VIEWS = "PN6"
    NO_VIEWS = "PN7"

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    ParticipationCode.UNDER_FOUR: "The child was under 4 at the review",
    ParticipationCode.SPOKE_FOR_SELF: "The child was there and spoke",
    ParticipationCode.SPOKEN_FOR: "The child was there; an advocate or the IRO spoke for them",
    ParticipationCode.SYMBOLS: "The child was there and gave views by symbols or without words",
    ParticipationCode.SILENT: "The child was there and gave no views in any way",
    ParticipationCode.BRIEFED_SPEAKER: "The child was not there and had briefed an advocate or the IRO",
    ParticipationCode.SENT_VIEWS: "The child was not there and sent views",
    ParticipationCode.NO_VIEWS: "The child was not there and no views were passed on",
}

# The older indicator PAF C63 counted these as taking part (from memory); PN0 is left out of it.
COUNTED_AS_PARTICIPATION = frozenset(
    {
        ParticipationCode.SPOKE_FOR_SELF,
        ParticipationCode.SPOKEN_FOR,
        ParticipationCode.SYMBOLS,
        ParticipationCode.BRIEFED_SPEAKER,
        ParticipationCode.SENT_VIEWS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatHappened:
    """The child's part in one review, as it was seen."""

    attended: bool
    spoke: bool = False
    spoken_for: bool = False
    used_symbols: bool = False
    sent_views: bool = False


def derive(*, born_on: date, held_on: date, happened: WhatHappened) -> ParticipationCode:
    """Give the code for what happened. On the fourth birthday the child is 4, so PN1 to PN7 apply.

    Of several ways the most direct counts: speaking, then symbols, then being spoken for, then sent views.
    Raises ContradictoryParticipation.
    """
    _require_possible(born_on, held_on, happened)
    if age_on(born_on, held_on) < AGE_OF_PARTICIPATION_CODES:
        return ParticipationCode.UNDER_FOUR
    return _there(happened) if happened.attended else _not_there(happened)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a code: words with named places, and what stands in them."""

    words: str
    parts: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % self.parts


def problem_with(code: str, *, born_on: date | None, held_on: date) -> Problem | None:
    """Say what is wrong with a recorded code; None when it is valid and fits the age, or the birth is unknown."""
    try:
        known = ParticipationCode(code)
    except ValueError:
        if not code:
            return Problem(marked("The review has no participation code; use PN0 to PN7 (rule 167)."))
        return Problem(marked("%(code)s is not a participation code; use PN0 to PN7 (rule 167)."), {"code": repr(code)})
    if born_on is None:
        return None
    under = age_on(born_on, held_on) < AGE_OF_PARTICIPATION_CODES
    if known is ParticipationCode.UNDER_FOUR and not under:
        return Problem(
            marked("PN0 is for a child under %(age)d; this child was older (rule 440)."),
            {"age": AGE_OF_PARTICIPATION_CODES},
        )
    if known is not ParticipationCode.UNDER_FOUR and under:
        return Problem(
            marked("%(code)s is for a child of %(age)d or over; use PN0 (rule 441)."),
            {"code": known.value, "age": AGE_OF_PARTICIPATION_CODES},
        )
    return None


def _there(happened: WhatHappened) -> ParticipationCode:
    if happened.spoke:
        return ParticipationCode.SPOKE_FOR_SELF
    if happened.used_symbols:
        return ParticipationCode.SYMBOLS
    return ParticipationCode.SPOKEN_FOR if happened.spoken_for else ParticipationCode.SILENT


def _not_there(happened: WhatHappened) -> ParticipationCode:
    if happened.spoken_for:
        return ParticipationCode.BRIEFED_SPEAKER
    return ParticipationCode.SENT_VIEWS if happened.sent_views else ParticipationCode.NO_VIEWS


def _require_possible(born_on: date, held_on: date, happened: WhatHappened) -> None:
    if held_on < born_on:
        raise ContradictoryParticipation(marked("The review was before the child was born. Check both dates."))
    if not happened.attended and (happened.spoke or happened.used_symbols):
        raise ContradictoryParticipation(
            marked(
                "A child who was not there cannot have spoken or used symbols. Say that the child was there, "
                "or that views were sent."
            )
        )
