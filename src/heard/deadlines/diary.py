"""What the diary says of one period of care: every due date, worked out from facts by the law."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from heard.deadlines.models import Deadline
from heard.law import LawError, Nation, NoRuleInForce, Stream, catalogue, due_on
from heard.law.review_limits import Chain
from heard.law.timetable import CareFacts, ReviewOwed, Sitting, review_timetable, split_sittings

APPOINT_CHAIN = "appoint-iro"
APPOINT_RULES = {Nation.ENGLAND: "iro-appoint-5wd", Nation.WALES: "iro-appoint-before-first-review"}
_ADOPTION = (Chain.ADOPTION_AUTHORISED, Chain.ADOPTION_PLACED, Chain.ADOPTION_RETURNED)
_CARE = (Chain.ORDINARY, Chain.SHORT_BREAK)
_BEFORE_PLACEMENT = (*_CARE, Chain.ADOPTION_AUTHORISED)  # series that a placement for adoption ends


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review that counts: its row, first and last sitting, whether it still goes on, and whether the adoption review
    that was joined to it was not carried out."""

    pk: int
    held_on: date
    completed_on: date | None
    adjourned: bool = False
    not_adoption: bool = False


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What is known of one period of care."""

    pk: int
    child_id: int
    nation: Nation
    stream: Stream
    started_on: date
    ceased_on: date | None
    born_on: date | None
    authorised_on: date | None
    placed_on: date | None
    reviews: Sequence[HeldReview]
    first_appointed_on: date | None
    reviews_known_from: date | None = None


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """One due date as it is stored; the fields are those of `Deadline`."""

    child_id: int
    period_id: int
    review_id: int | None
    kind: str
    chain: str
    rule: str
    step: int
    number: int
    counted_from: date
    due_on: date | None
    met_on: date | None
    state: str
    in_time: bool | None
    relaxed: bool
    target_on: date | None
    complete_by: date | None
    note: str
    numbered: bool = True


COLUMNS = tuple(DiaryRow.__slots__)
as_tuple = attrgetter(*COLUMNS)


def diary_of(facts: PeriodFacts, *, today: date) -> list[DiaryRow]:
    """This will list every due date of a period: its reviews, held and owed, and the naming of an IRO.

    Facts that contradict each other give one row without a date, which says why.
    """
    care = _care_facts(facts)
    stopped = care.stops_on is not None and care.stops_on <= today
    try:
        owed = review_timetable(care, as_of=today)
    except LawError as error:
        return [_no_date(facts, str(error), stopped=stopped)]
    by_day = {review.held_on: review.pk for review in facts.reviews}
    placed = facts.placed_on is not None and facts.placed_on <= today
    rows = [
        _review_row(facts, row, by_day, stopped=stopped or (placed and row.chain in _BEFORE_PLACEMENT)) for row in owed
    ]
    appoint = _appointment_row(facts, owed, stopped=stopped)
    return [*rows, appoint] if appoint else rows


def _care_facts(facts: PeriodFacts) -> CareFacts:
    without = CareFacts(
        nation=facts.nation,
        started_on=facts.started_on,
        ceased_on=facts.ceased_on,
        born_on=facts.born_on,
        stream=facts.stream,
        authorised_on=facts.authorised_on,
        placed_on=facts.placed_on,
        reviews_known_from=facts.reviews_known_from,
    )
    if not facts.reviews:
        return without
    sittings = [
        Sitting(review.held_on, review.completed_on, review.adjourned, review.not_adoption) for review in facts.reviews
    ]
    inside, _outside = split_sittings(sittings, started_on=facts.started_on, stops_on=without.stops_on)
    return replace(without, sittings=inside)


def _review_row(facts: PeriodFacts, owed: ReviewOwed, by_day: dict[date, int], *, stopped: bool) -> DiaryRow:
    held = owed.held_on
    open_state = Deadline.State.STOPPED if stopped else Deadline.State.OWED
    state = open_state if held is None else Deadline.State.MET
    return DiaryRow(
        facts.child_id,
        facts.pk,
        by_day.get(held) if held is not None else None,
        Deadline.Kind.ADOPTION_REVIEW if owed.chain in _ADOPTION else Deadline.Kind.REVIEW,
        owed.chain.value,
        owed.rule_id,
        owed.step,
        owed.number,
        owed.counted_from,
        owed.due_on,
        owed.completed_on or held,
        state,
        owed.in_time if held is not None or state == Deadline.State.STOPPED else None,
        owed.relaxed,
        owed.target_on,
        owed.complete_by,
        owed.note or "",
        owed.numbered,
    )


def _appointment_row(facts: PeriodFacts, owed: Sequence[ReviewOwed], *, stopped: bool) -> DiaryRow | None:
    """The naming of an IRO: by the day of the guidance in England, before the first review in Wales.

    A period that ended without one is left out: nothing can be put right there.
    """
    appointed = facts.first_appointed_on
    if appointed is None and stopped:
        return None
    rule = catalogue().rule(APPOINT_RULES[facts.nation], facts.nation)
    try:
        rule.version_for(facts.started_on)
    except NoRuleInForce:
        return None
    first = next((row.due_on for row in owed if row.chain in _CARE and row.number == 1), None)
    due, note = first, ""
    if facts.nation is Nation.ENGLAND:
        try:
            due = due_on(rule, counted_from=facts.started_on)
        except LawError as error:
            due, note = None, str(error)
    met = max(appointed, facts.started_on) if appointed is not None else None
    return DiaryRow(
        facts.child_id,
        facts.pk,
        None,
        Deadline.Kind.APPOINT_IRO,
        APPOINT_CHAIN,
        rule.id,
        0,
        1,
        facts.started_on,
        due,
        met,
        Deadline.State.OWED if met is None else Deadline.State.MET,
        None if met is None or due is None else met <= due,
        False,
        None,
        None,
        note,
    )


def _no_date(facts: PeriodFacts, why: str, *, stopped: bool) -> DiaryRow:
    chain = Chain.SHORT_BREAK if facts.stream is Stream.SHORT_BREAK else Chain.ORDINARY
    state = Deadline.State.STOPPED if stopped else Deadline.State.OWED
    return DiaryRow(
        facts.child_id, facts.pk, None, Deadline.Kind.REVIEW, chain.value, "", 0, 1, facts.started_on, None, None,
        state, None, False, None, None, why,
    )  # fmt: skip
