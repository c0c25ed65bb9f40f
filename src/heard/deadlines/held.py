"""The reviews that were held in a span, read once for the measures that count them."""

from dataclasses import dataclass
from datetime import date

from heard.children.models import Source
from heard.deadlines.measures import CHAINS, COUNTED, Span
from heard.deadlines.models import Deadline

FIRST, SECOND, LATER, EARLY = "first", "second", "later", "early"
KINDS = (FIRST, SECOND, LATER, EARLY)
STREAM_OF = {chain: stream for stream, chains in CHAINS.items() for chain in chains}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One review held in the span, with what the diary says of it. `completed` is False while it still goes on.

    `number` counts the reviews of a period; 0 where the series has no first and second.
    """

    review_id: int
    child_id: int
    period_id: int | None
    number: int
    born_on: date | None
    stream: str
    kind: str
    held_on: date
    completed_on: date | None
    complete_by: date | None
    completed: bool
    code: str


def reviews_held(authority_id: int, span: Span) -> list[Held]:
    """This will list the reviews whose first sitting was in the span, up to today, oldest first, in one query.

    As M09, it looks at the ordinary series, that of a placement for adoption and short breaks.
    """
    rows = (
        Deadline.objects.filter(
            authority_id=authority_id,
            state=Deadline.State.MET,
            chain__in=COUNTED,
            review__held_on__range=(span.first, span.census),
        )
        .order_by("review__held_on", "review_id", "pk")
        .distinct("review__held_on", "review_id")
        .only(
            "child_id", "chain", "number", "numbered", "counted_from", "due_on", "complete_by", "review__held_on",
            "review__completed_on", "review__source", "review__participation_code", "review__period_id",
            "child__born_on",
        )
        .select_related("review", "child")
    )  # fmt: skip
    return [_held(row) for row in rows]


def _held(row: Deadline) -> Held:
    review = row.review
    assert review is not None  # the filter asks for it
    assert review.held_on is not None
    return Held(
        review_id=review.pk,
        child_id=row.child_id,
        period_id=review.period_id,
        number=row.number if row.numbered and row.chain != "adoption-placed" else 0,
        born_on=row.child.born_on,
        stream=STREAM_OF[row.chain],
        kind=kind_of(row, review.held_on),
        held_on=review.held_on,
        completed_on=review.completed_on,
        complete_by=row.complete_by,
        completed=review.completed_on is not None or review.source != Source.SERVICE,
        code=review.participation_code,
    )


def kind_of(row: Deadline, held_on: date) -> str:
    """This will say which review it was. Early is a later one held before half of the time to its limit had passed."""
    if row.number == 1 and row.numbered and row.chain != "adoption-placed":
        return FIRST
    if row.due_on is not None and (held_on - row.counted_from) * 2 < row.due_on - row.counted_from:
        return EARLY
    return SECOND if row.number == 2 and row.numbered and row.chain != "adoption-placed" else LATER
