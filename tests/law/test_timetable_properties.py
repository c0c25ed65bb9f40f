"""What must hold for the timetable of every child."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from heard.law import Nation, Stream
from heard.law.calendar_dates import birthday
from heard.law.timetable import CareFacts, Chain, ReviewOwed, Sitting, review_timetable

AS_OF = date(2026, 11, 21)
STARTS = st.dates(date(1992, 1, 1), date(2025, 1, 1))
GAPS = st.lists(st.integers(1, 250), max_size=12)


def _sittings(start: date, gaps: list[int]) -> tuple[Sitting, ...]:
    days = [start + timedelta(days=sum(gaps[: place + 1])) for place in range(len(gaps))]
    return tuple(Sitting(day) for day in days)


def _facts(nation: Nation, start: date, gaps: list[int], stream: Stream) -> CareFacts:
    return CareFacts(nation=nation, started_on=start, sittings=_sittings(start, gaps), stream=stream)


FACTS = st.builds(_facts, st.sampled_from(list(Nation)), STARTS, GAPS, st.sampled_from(list(Stream)))
FULL_TIME = st.builds(_facts, st.sampled_from(list(Nation)), STARTS, GAPS, st.just(Stream.FULL_TIME))


@given(facts=FACTS)
def test_every_sitting_has_its_row_and_one_more_is_owed(facts: CareFacts) -> None:
    rows = review_timetable(facts, as_of=AS_OF)

    assert [row.held_on for row in rows] == [*(sitting.held_on for sitting in facts.sittings), None]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@given(facts=FACTS)
def test_each_limit_counts_from_the_review_before_it(facts: CareFacts) -> None:
    rows = review_timetable(facts, as_of=AS_OF)

    assert [row.counted_from for row in rows] == [facts.started_on, *(s.held_on for s in facts.sittings)]


@given(facts=FACTS)
def test_in_time_is_what_the_two_dates_say(facts: CareFacts) -> None:
    for row in review_timetable(facts, as_of=AS_OF):
        if row.due_on is None:
            assert row.in_time is None
        elif row.held_on is not None:
            assert row.in_time is (row.held_on <= row.due_on)
        else:
            assert row.in_time is (False if row.due_on < AS_OF else None)


@given(facts=FACTS)
def test_the_date_is_the_date_of_its_reason(facts: CareFacts) -> None:
    for row in review_timetable(facts, as_of=AS_OF):
        if row.due_on is not None:
            reason = row.reason
            assert (reason.due_on, reason.rule_id, reason.citation) == (row.due_on, row.rule_id, row.citation)


@given(facts=FULL_TIME, stop=st.integers(0, 3000))
def test_nothing_is_owed_from_the_stop_on_and_the_past_is_not_changed(facts: CareFacts, stop: int) -> None:
    last = facts.sittings[-1].held_on if facts.sittings else facts.started_on
    stopped = CareFacts(
        nation=facts.nation,
        started_on=facts.started_on,
        sittings=facts.sittings,
        ceased_on=last + timedelta(days=stop),
    )

    running, ended = review_timetable(facts, as_of=AS_OF), review_timetable(stopped, as_of=AS_OF)

    assert ended == tuple(row for row in running if row.held_on or _before(row, stopped))


def _before(row: ReviewOwed, facts: CareFacts) -> bool:
    return row.due_on is not None and facts.ceased_on is not None and row.due_on < facts.ceased_on


@given(facts=FULL_TIME, days=st.integers(0, 2500))
def test_placement_for_adoption_leaves_no_ordinary_limit_open_after_it(facts: CareFacts, days: int) -> None:
    placed_on = max(facts.started_on + timedelta(days=days), date(2006, 1, 2))
    placed = CareFacts(nation=facts.nation, started_on=facts.started_on, sittings=facts.sittings, placed_on=placed_on)

    rows = review_timetable(placed, as_of=AS_OF)

    ordinary = [row for row in rows if row.chain is Chain.ORDINARY]
    adoption = [row for row in rows if row.chain is Chain.ADOPTION_PLACED]
    assert all((row.held_on is not None and row.held_on <= placed_on) or _due(row) < placed_on for row in ordinary)
    assert [row.counted_from for row in adoption[:1]] == [placed_on]
    assert [row.held_on for row in adoption][-1] is None
    assert sum(row.held_on is not None for row in rows) == len(facts.sittings)


def _due(row: ReviewOwed) -> date:
    assert row.due_on is not None
    return row.due_on


@given(start=STARTS, age=st.integers(0, 17), extra=st.integers(0, 360), gaps=GAPS)
def test_no_limit_reaches_the_18th_birthday(start: date, age: int, extra: int, gaps: list[int]) -> None:
    born_on = start.replace(day=min(start.day, 28), year=start.year - age) - timedelta(days=extra)
    of_age = birthday(born_on, 18)
    sittings = tuple(sitting for sitting in _sittings(start, gaps) if sitting.held_on <= of_age)
    facts = CareFacts(nation=Nation.ENGLAND, started_on=min(start, of_age), born_on=born_on, sittings=sittings)

    open_rows = [row for row in review_timetable(facts, as_of=AS_OF) if row.held_on is None]

    assert all(_due(row) < of_age for row in open_rows)
