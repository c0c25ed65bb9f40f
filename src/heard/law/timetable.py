"""The reviews a child is owed over one period of care under one authority (rulebook 2.7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from heard.law.care_facts import CareFacts, Sitting, StreamChange, require_possible, split_sittings
from heard.law.catalogue import catalogue
from heard.law.engine import DueDate, due_date
from heard.law.review_limits import Chain, Limit, LimitTable, completion_limit, has_limits, limit_on, limits_of
from heard.law.rules import Citation, Confidence, Nation, Stream, Version, long_date

__all__ = [
    "CareFacts",
    "Chain",
    "ReviewOwed",
    "Sitting",
    "StreamChange",
    "review_timetable",
    "split_sittings",
]

_CHAIN_OF = {
    Stream.FULL_TIME: Chain.ORDINARY,
    Stream.SHORT_BREAK: Chain.SHORT_BREAK,
    Stream.PATHWAY: Chain.PATHWAY,
}
_CARE_CHAINS = (Chain.ORDINARY, Chain.SHORT_BREAK)
_ADOPTION_CHAINS = (Chain.ADOPTION_AUTHORISED, Chain.ADOPTION_PLACED, Chain.ADOPTION_RETURNED)
_held_on = attrgetter("held_on")
_LATER = 2  # the place from which every review of a series has the same limit

_RELAXED_NOTE = (
    "Relaxed period of 2020: the limit held only where reasonably practicable. Record the reason; "
    "this is not a plain breach."
)


@dataclass(frozen=True, slots=True)
class ReviewOwed:
    """One review of a series: when it was due, and when it was held, if it was.

    `in_time` is None while that is not yet known. `relaxed` marks a limit of the softened period of 2020:
    a late one is then no plain breach. `target_on` is the earlier date to work to when the law changed
    between the start of the clock and the limit. `complete_by` is the last day for a review in parts.
    `numbered` is False where earlier reviews are not known: `number` then only orders the known ones.
    """

    number: int
    chain: Chain
    rule_id: str
    nation: Nation
    counted_from: date
    due_on: date | None
    held_on: date | None = None
    completed_on: date | None = None
    in_time: bool | None = None
    relaxed: bool = False
    target_on: date | None = None
    complete_by: date | None = None
    note: str | None = None
    step: int = 0
    numbered: bool = True

    @property
    def reason(self) -> DueDate:
        """Work out the date again with its full reason. Raises what `due_date` raises."""
        rule = catalogue().rule(self.rule_id, self.nation)
        return due_date(rule, counted_from=self.counted_from, step=self.step)

    @property
    def citation(self) -> Citation:
        """Give the provision that sets this limit. Raises NoRuleInForce."""
        return self._version.citation

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the limit is from memory and a person must check it. Raises NoRuleInForce."""
        return self._version.confidence is Confidence.MEMORY

    @property
    def _version(self) -> Version:
        return catalogue().rule(self.rule_id, self.nation).version_for(self.counted_from)


_UNKNOWN_NOTE = (
    "Reviews before {} are not known here. The date is the latest that the law allows; the right one may be earlier. "
    "Load the earlier returns to know it."
)


def review_timetable(facts: CareFacts, *, as_of: date) -> tuple[ReviewOwed, ...]:
    """List the reviews held, in order, then those now owed; `as_of` decides what is overdue.

    A review that was due before a series stopped and was not held stays in the list as late. A limit that
    falls on or after the stop is no longer owed. Where earlier reviews are not known the first known one is judged
    late only when it is later than any limit allows, and has no due date otherwise. Raises ImpossibleFacts.
    """
    sittings = sorted(facts.sittings, key=_held_on)
    stops_on = facts.stops_on
    require_possible(facts, sittings, stops_on)
    if facts.placed_on is None and facts.authorised_on is None and not facts.stream_changes:
        return tuple(_follow(_first_spell(facts, stops_on, sittings), sittings, facts.nation, as_of))
    rows = _follow_care(facts, sittings, stops_on, as_of)
    for spell in _spells_beside(facts, stops_on):
        within = _within(spell, sittings)
        rows += _follow(_allow_for_unknown(spell, facts, within), within, facts.nation, as_of)
    return tuple(sorted(rows, key=_in_order))


@dataclass(slots=True)
class _Spell:
    """A stretch of the period under one series of reviews; `ends_on` None while it runs."""

    chain: Chain
    starts_on: date
    ends_on: date | None
    counted_from: date
    number: int = 1
    place: int = 0
    first: bool = False
    sittings_from: date | None = None
    known_from: date | None = None
    note: str | None = None


@dataclass(slots=True)
class _Turn:
    """The next review of a spell: what it is counted from and the limit that gives."""

    spell: _Spell
    nation: Nation
    number: int
    place: int
    counted_from: date
    before: Sitting | None
    limit: Limit

    @property
    def rests_on_unknown(self) -> bool:
        """Whether the review before this one is not known."""
        return self.spell.known_from is not None and self.number == self.spell.number


def _follow(spell: _Spell, sittings: list[Sitting], nation: Nation, as_of: date) -> list[ReviewOwed]:
    """Make a row for each sitting of the spell, then for the review owed after them."""
    rows = []
    tables = limits_of(spell.chain, nation)
    turn = _turn(spell, nation, tables, 0, None)
    for index, sitting in enumerate(sittings):
        rows.append(_held(turn, sitting, as_of))
        if spell.chain is Chain.ADOPTION_RETURNED:
            return rows
        turn = _turn(spell, nation, tables, index + 1, sitting)
    due = turn.limit.due_on
    if spell.ends_on is None or (due is not None and due < spell.ends_on):
        rows.append(_open(turn, as_of))
    return rows


def _turn(spell: _Spell, nation: Nation, tables: tuple[LimitTable, ...], index: int, before: Sitting | None) -> _Turn:
    counted_from = spell.counted_from if before is None else before.held_on
    place = spell.place + index
    limit = tables[place if place < len(tables) else -1][counted_from]
    return _Turn(spell, nation, spell.number + index, place, counted_from, before, limit)


def _held(turn: _Turn, sitting: Sitting, as_of: date) -> ReviewOwed:
    limit, due = turn.limit, turn.limit.due_on
    if turn.rests_on_unknown and due is not None and sitting.held_on <= due:
        due = None  # an earlier limit may have held; only what is later than any of them is surely late
    in_time = None if due is None else sitting.held_on <= due
    complete_by = completion_limit(turn.nation, sitting.held_on) if sitting.in_parts else None
    if in_time and complete_by is not None:
        in_time = _completed_in_time(sitting, complete_by, as_of)
    return ReviewOwed(
        turn.number, turn.spell.chain, limit.rule_id, turn.nation, turn.counted_from, due, sitting.held_on,
        sitting.completed_on, in_time, limit.relaxed, limit.target_on, complete_by,
        _note(turn, limit.relaxed and in_time is False), limit.step, turn.spell.known_from is None,
    )  # fmt: skip


def _open(turn: _Turn, as_of: date) -> ReviewOwed:
    limit, due = turn.limit, turn.limit.due_on
    overdue = due is not None and due < as_of
    return ReviewOwed(
        turn.number, turn.spell.chain, limit.rule_id, turn.nation, turn.counted_from, due, None, None,
        False if overdue else None, limit.relaxed, limit.target_on, None,
        _note(turn, limit.relaxed and overdue), limit.step, turn.spell.known_from is None,
    )  # fmt: skip


def _completed_in_time(sitting: Sitting, complete_by: date, as_of: date) -> bool | None:
    """Judge a review whose first sitting was in time by the limit on completing it."""
    if sitting.completed_on is not None:
        return sitting.completed_on <= complete_by
    return False if as_of > complete_by else None


def _note(turn: _Turn, late_in_relaxed_period: bool) -> str | None:
    """Say what a reader must know beside the date; None for the plain case."""
    limit, before = turn.limit, turn.before
    notes = [limit.note] if limit.note else []
    if turn.rests_on_unknown and turn.spell.known_from is not None:
        notes.append(_UNKNOWN_NOTE.format(long_date(turn.spell.known_from)))
    if limit.target_on is not None:
        notes.append(f"The law changed between start and limit. Work to {long_date(limit.target_on)}.")
    if before is not None and before.completed_on is not None and before.in_parts:
        notes += _literal_reading(turn, before.completed_on)
    if late_in_relaxed_period:
        notes.append(_RELAXED_NOTE)
    if turn.spell.note and turn.place == turn.spell.place:
        notes.append(turn.spell.note)
    return " ".join(notes) or None


def _literal_reading(turn: _Turn, completed_on: date) -> list[str]:
    """Give the date counted from completion, which is shown and not relied on."""
    other = limit_on(turn.spell.chain, turn.nation, place=turn.place, counted_from=completed_on).due_on
    if other is None:
        return []
    return [
        f"Counted from the first sitting. Counting from completion would give {long_date(other)}; do not rely on it."
    ]


def _first_spell(facts: CareFacts, ends_on: date | None, sittings: list[Sitting]) -> _Spell:
    starts_on = facts.started_on
    if facts.stream is Stream.SHORT_BREAK and facts.first_break_on is not None:
        starts_on = facts.first_break_on
    spell = _Spell(_CHAIN_OF[facts.stream], facts.started_on, ends_on, starts_on, first=True)
    return _allow_for_unknown(spell, facts, sittings)


def _allow_for_unknown(spell: _Spell, facts: CareFacts, sittings: list[Sitting]) -> _Spell:
    """Count from the last day before the known reviews, where reviews of the series may lie before it.

    A first review that is still owed, or held within its own limit, needs no such allowance (project choice: two
    reviews within the first limit are not assumed).
    """
    known_from = facts.reviews_known_from
    if known_from is None or spell.counted_from >= known_from or not has_limits(spell.chain, facts.nation):
        return spell
    first = limit_on(spell.chain, facts.nation, place=0, counted_from=spell.counted_from).due_on
    if first is not None and first < (sittings[0].held_on if sittings else known_from):
        spell.place, spell.counted_from, spell.known_from = _LATER, known_from - timedelta(days=1), known_from
    return spell


def _follow_care(facts: CareFacts, sittings: list[Sitting], stops_on: date | None, as_of: date) -> list[ReviewOwed]:
    """Follow the series that replace one another: the streams of care and placement for adoption."""
    rows: list[ReviewOwed] = []
    spells = _spells_in_turn(facts, stops_on, sittings)
    for spell in spells:
        if not spell.first and spell.chain in _CARE_CHAINS:
            _carry_on(spell, facts.nation, rows)
        rows += _follow(spell, _within(spell, sittings), facts.nation, as_of)
    return rows


def _spells_in_turn(facts: CareFacts, stops_on: date | None, sittings: list[Sitting]) -> list[_Spell]:
    """Part the period at each change of stream and at both ends of a placement for adoption."""
    placed, ended = facts.placed_on, facts.placement_ended_on
    starts = [
        (change.changed_on, _CHAIN_OF[change.stream])
        for change in facts.stream_changes
        if placed is None or change.changed_on < placed or (ended is not None and change.changed_on > ended)
    ]
    if placed is not None:
        starts.append((placed, Chain.ADOPTION_PLACED))
    if ended is not None:
        starts.append((ended, _CHAIN_OF[facts.stream_on(ended)]))
    starts = sorted(start for start in starts if stops_on is None or start[0] < stops_on)
    spells = [_first_spell(facts, stops_on, sittings)]
    for day, chain in starts:
        spells[-1].ends_on = day
        spells.append(_Spell(chain, day, stops_on, day))
    for spell in spells[1:]:
        if spell.chain not in _CARE_CHAINS:
            _allow_for_unknown(spell, facts, _within(spell, sittings))
    return spells


def _carry_on(spell: _Spell, nation: Nation, rows: list[ReviewOwed]) -> None:
    """Count on from the last review of the period, if one was held; else the new clock starts here.

    A limit that would lie before the change gives way to a new clock from the day of the change
    (project choice, as for a change before any review was held).
    """
    held = [row.held_on for row in rows if row.held_on is not None]
    spell.number = 1 + sum(row.held_on is not None and row.chain in _CARE_CHAINS for row in rows)
    spell.note = f"Other limits apply since {long_date(spell.starts_on)}."
    if not held:
        return
    due = limit_on(spell.chain, nation, place=len(held), counted_from=max(held)).due_on
    if due is not None and due >= spell.starts_on:
        spell.place, spell.counted_from = len(held), max(held)


def _spells_beside(facts: CareFacts, stops_on: date | None) -> list[_Spell]:
    """Give the series that run beside the others: authority to place, and a return by adopters."""
    spells = []
    if facts.authorised_on is not None and has_limits(Chain.ADOPTION_AUTHORISED, facts.nation):
        starts_on = max(facts.authorised_on, facts.started_on)
        ends_on = min((day for day in (facts.placed_on, stops_on) if day is not None), default=None)
        if ends_on is None or starts_on < ends_on:
            spells.append(_Spell(Chain.ADOPTION_AUTHORISED, starts_on, ends_on, starts_on))
    ended = facts.placement_ended_on
    if ended is not None and has_limits(Chain.ADOPTION_RETURNED, facts.nation):
        spell = _Spell(Chain.ADOPTION_RETURNED, ended, stops_on, ended)
        limit = limit_on(spell.chain, facts.nation, place=0, counted_from=ended)
        spell.sittings_from = limit.due_from
        spells.append(spell)
    return spells


def _within(spell: _Spell, sittings: list[Sitting]) -> list[Sitting]:
    """Give the sittings that serve a spell: after its first day, up to and including its last.

    Only the first spell of a period includes its own first day: a review held on the day of a change
    belongs to the limits before it. One at which the adoption review was not carried out serves no series of those.
    """
    start, end, earliest = spell.starts_on, spell.ends_on, spell.sittings_from
    adoption = spell.chain in _ADOPTION_CHAINS
    return [
        sitting
        for sitting in sittings
        if (spell.first or sitting.held_on > start)
        and (end is None or sitting.held_on <= end)
        and (earliest is None or sitting.held_on >= earliest)
        and not (adoption and sitting.not_adoption)
    ]


def _in_order(row: ReviewOwed) -> tuple[bool, date, str]:
    day = row.held_on or row.due_on or date.max
    return row.held_on is None, day, row.chain
