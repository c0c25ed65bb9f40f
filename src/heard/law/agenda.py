"""What a review must consider: Schedule 7 (England), Schedule 8 (Wales), and what guidance adds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from heard.law.data_files import load
from heard.law.marks import marked
from heard.law.rules import Confidence, Nation

PRACTICE = marked("Guidance and practice")


class Circumstance(StrEnum):
    """A fact of the child that adds a matter to the agenda, or narrows it."""

    PLACED_WITH_PARENT = "placed-with-parent"
    TRAFFICKED_OR_UNACCOMPANIED = "trafficked-or-unaccompanied"
    FAMILY_SUPPORT_TEAM = "family-support-team"
    DETAINED = "detained"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One matter to consider; `paragraph` is None where the wording of the Schedule was not read."""

    id: str
    sentence: str
    citation: str
    paragraph: int | None = None
    confidence: Confidence | None = None

    @property
    def to_be_confirmed(self) -> bool:
        return self.confidence is Confidence.MEMORY


def required_items(nation: Nation, *, on: date, circumstances: Collection[Circumstance] = ()) -> tuple[AgendaItem, ...]:
    """List the matters a review on `on` must consider, in the order of the Schedule.

    Matters for particular children are left out unless their circumstance is given. For a detained child
    in Wales see `paragraphs`: the wording that would narrow the list was not read, so none is left out.
    """
    schedule = _schedule(nation)
    citation = f"{schedule['instrument']}, {schedule['provision']}"
    given = {circumstance.value for circumstance in circumstances}
    return tuple(
        AgendaItem(
            id=item["id"],
            sentence=item["sentence"],
            citation=f"{citation} paragraph {item['paragraph']}" if "paragraph" in item else citation,
            paragraph=item.get("paragraph"),
            confidence=Confidence(item["confidence"]),
        )
        for item in schedule["items"]
        if item.get("from", date.min) <= on and item.get("only_if") in (None, *given)
    )


def paragraphs(nation: Nation, circumstances: Collection[Circumstance] = ()) -> tuple[int, ...]:
    """List the paragraphs of the Schedule that a review must cover (Wales: regs 41 and 61, read in the text)."""
    schedule = _schedule(nation)
    if "always" not in schedule:
        return tuple(item["paragraph"] for item in schedule["items"])
    if Circumstance.DETAINED in circumstances:
        return tuple(schedule["detained"])
    spans = [schedule["always"]]
    if Circumstance.FAMILY_SUPPORT_TEAM in circumstances:
        spans.append(schedule["family_support"])
    return tuple(number for first, last in spans for number in range(first, last + 1))


def also_ask(*, review_number: int, age: int | None = None) -> tuple[AgendaItem, ...]:
    """List what guidance and practice ask beside the Schedule; an unknown age leaves nothing out."""
    return tuple(
        AgendaItem(id=item["id"], sentence=item["sentence"], citation=PRACTICE)
        for item in _data()["also_ask"]
        if item.get("from_review", 1) <= review_number and (age is None or item.get("from_age", 0) <= age)
    )


def _schedule(nation: Nation) -> dict[str, Any]:
    return next(item for item in _data()["schedule"] if item["nation"] == nation.value)


@cache
def _data() -> dict[str, Any]:
    return load("agenda.toml")
