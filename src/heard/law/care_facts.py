"""What must be known of a child's care to say which reviews are owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import birthday
from heard.law.errors import ImpossibleFacts
from heard.law.marks import marked
from heard.law.rules import Nation, Stream, long_date

CEASED_FIRST = marked("Care cannot cease on %(ceased)s, before it started on %(started)s.")
STARTED_FIRST = marked("Care cannot start on %(started)s, before the birth on %(born)s.")
REVIEWED_FIRST = marked(
    "The review of %(held)s was before care started on %(started)s. Reviews of an earlier period do not count."
)
REVIEWED_AFTER = marked("The review of %(held)s was after the last day of care, %(last)s. Check both dates.")
REVIEWED_TWICE = marked("Two reviews are recorded on %(held)s. Keep one.")
COMPLETED_FIRST = marked("A review cannot be completed on %(completed)s, before it was held on %(held)s.")
BREAK_FIRST = marked("The first short break cannot be on %(day)s, before care started on %(started)s.")
PLACED_FIRST = marked("The placement for adoption cannot be on %(day)s, before care started on %(started)s.")
CHANGED_FIRST = marked("A change of stream cannot be on %(day)s, before care started on %(started)s.")
ENDED_FIRST = marked("The placement for adoption cannot end on %(ended)s, before it began. Check both dates.")
SENTENCES = (
    CEASED_FIRST,
    STARTED_FIRST,
    REVIEWED_FIRST,
    REVIEWED_AFTER,
    REVIEWED_TWICE,
    COMPLETED_FIRST,
    BREAK_FIRST,
    PLACED_FIRST,
    CHANGED_FIRST,
    ENDED_FIRST,
)
"""What is said of facts that contradict each other; days stand in the places."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One review: its first sitting and, when it took more than one, its last.

    Without `completed_on` the review was completed on the day it was held, unless it is `adjourned`. `not_adoption`: it
    was recorded that the adoption review was not carried out at it, so that it meets no limit of those.
    """

    held_on: date
    completed_on: date | None = None
    adjourned: bool = False
    not_adoption: bool = False

    @property
    def in_parts(self) -> bool:
        """Whether the review took more than its first day."""
        return self.adjourned or (self.completed_on is not None and self.completed_on != self.held_on)


@dataclass(frozen=True, slots=True)
class StreamChange:
    """From this day the child is under the limits of another stream."""

    changed_on: date
    stream: Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class CareFacts:
    """One unbroken period of care under one authority.

    A change of legal status, placement, social worker or IRO is no fact here: none restarts the clock.
    A return to care and a transfer to another authority are each a new period. `reviews_known_from` is the first day
    from which every review is known, where those before it are not (a return of one year); None when all are known.
    """

    nation: Nation
    started_on: date
    ceased_on: date | None = None
    born_on: date | None = None
    stream: Stream = Stream.FULL_TIME
    sittings: tuple[Sitting, ...] = ()
    authorised_on: date | None = None
    placed_on: date | None = None
    placement_ended_on: date | None = None
    first_break_on: date | None = None
    stream_changes: tuple[StreamChange, ...] = ()
    reviews_known_from: date | None = None

    @property
    def stops_on(self) -> date | None:
        """Give the day after which no review is owed: ceasing, or the 18th birthday if that is earlier.

        The birthday does not stop the reviews of a pathway plan.
        """
        if self.born_on is None or self.stream is Stream.PATHWAY:
            return self.ceased_on
        of_age = birthday(self.born_on, AGE_OF_LEAVING_CARE)
        if self.stream_changes and self.stream_on(of_age) is Stream.PATHWAY:
            return self.ceased_on
        return of_age if self.ceased_on is None else min(of_age, self.ceased_on)

    def stream_on(self, day: date) -> Stream:
        """Give the stream whose limits apply on `day`."""
        changes = [change for change in self.stream_changes if change.changed_on <= day]
        return max(changes, key=lambda change: change.changed_on).stream if changes else self.stream


def split_sittings(
    sittings: Iterable[Sitting], *, started_on: date, stops_on: date | None
) -> tuple[tuple[Sitting, ...], tuple[Sitting, ...]]:
    """Part the sittings within a period of care (both ends included) from those outside it, each in order."""
    ordered = sorted(sittings, key=lambda sitting: sitting.held_on)
    last = date.max if stops_on is None else stops_on
    inside = tuple(sitting for sitting in ordered if started_on <= sitting.held_on <= last)
    if len(inside) == len(ordered):
        return inside, ()
    return inside, tuple(sitting for sitting in ordered if not started_on <= sitting.held_on <= last)


def require_possible(facts: CareFacts, sittings: list[Sitting], stops_on: date | None) -> None:
    """Refuse facts that contradict each other; `sittings` are those of the facts in order of day.

    Raises ImpossibleFacts.
    """
    if facts.ceased_on is not None and facts.ceased_on < facts.started_on:
        raise ImpossibleFacts(
            CEASED_FIRST % {"ceased": long_date(facts.ceased_on), "started": long_date(facts.started_on)}
        )
    if facts.born_on is not None and facts.started_on < facts.born_on:
        raise ImpossibleFacts(
            STARTED_FIRST % {"started": long_date(facts.started_on), "born": long_date(facts.born_on)}
        )
    if sittings:
        _require_possible_sittings(facts, sittings, stops_on)
    if facts.placed_on is not None or facts.first_break_on is not None or facts.stream_changes:
        _require_possible_changes(facts)


def _require_possible_sittings(facts: CareFacts, sittings: list[Sitting], stops_on: date | None) -> None:
    if sittings[0].held_on < facts.started_on:
        raise ImpossibleFacts(
            REVIEWED_FIRST % {"held": long_date(sittings[0].held_on), "started": long_date(facts.started_on)}
        )
    if stops_on is not None and sittings[-1].held_on > stops_on:
        raise ImpossibleFacts(REVIEWED_AFTER % {"held": long_date(sittings[-1].held_on), "last": long_date(stops_on)})
    previous: date | None = None
    for sitting in sittings:
        if sitting.held_on == previous:
            raise ImpossibleFacts(REVIEWED_TWICE % {"held": long_date(sitting.held_on)})
        if sitting.completed_on is not None and sitting.completed_on < sitting.held_on:
            raise ImpossibleFacts(
                COMPLETED_FIRST % {"completed": long_date(sitting.completed_on), "held": long_date(sitting.held_on)}
            )
        previous = sitting.held_on


def _require_possible_changes(facts: CareFacts) -> None:
    days = [(BREAK_FIRST, facts.first_break_on), (PLACED_FIRST, facts.placed_on)]
    days += [(CHANGED_FIRST, change.changed_on) for change in facts.stream_changes]
    for words, day in days:
        if day is not None and day < facts.started_on:
            raise ImpossibleFacts(words % {"day": long_date(day), "started": long_date(facts.started_on)})
    ended = facts.placement_ended_on
    if ended is not None and (facts.placed_on is None or ended < facts.placed_on):
        raise ImpossibleFacts(ENDED_FIRST % {"ended": long_date(ended)})
