"""Short breaks, pathway plans, and moving from one stream to another."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from heard.law import Nation, Stream
from heard.law.timetable import CareFacts, Sitting, StreamChange, review_timetable

Row = tuple[str, int, str, date | None, date | None, bool | None]


def _rows(
    *, as_of: date = date(2025, 6, 2), nation: Nation = Nation.ENGLAND, held: Sequence[date] = (), **facts: Any
) -> list[Row]:
    sittings = tuple(Sitting(day) for day in held)
    reviews = review_timetable(CareFacts(nation=nation, sittings=sittings, **facts), as_of=as_of)
    return [(r.chain.value, r.number, r.rule_id, r.due_on, r.held_on, r.in_time) for r in reviews]


def _change(day: date, stream: Stream) -> tuple[StreamChange, ...]:
    return (StreamChange(day, stream),)


def test_short_breaks_count_from_the_first_break() -> None:
    rows = _rows(
        started_on=date(2024, 8, 20),
        stream=Stream.SHORT_BREAK,
        first_break_on=date(2024, 8, 30),
        held=[date(2024, 11, 29)],
        as_of=date(2025, 1, 2),
    )

    assert rows == [
        ("short-break", 1, "short-break-first-3m", date(2024, 11, 30), date(2024, 11, 29), True),
        ("short-break", 2, "short-break-subsequent-6m", date(2025, 5, 29), None, None),
    ]


def test_without_a_first_break_the_period_itself_is_counted_from() -> None:
    rows = _rows(nation=Nation.WALES, started_on=date(2025, 3, 31), stream=Stream.SHORT_BREAK)

    assert rows == [("short-break", 1, "short-break-first-3m", date(2025, 6, 30), None, None)]


def test_pathway_reviews_go_on_past_18() -> None:
    rows = _rows(
        started_on=date(2024, 9, 30),
        born_on=date(2006, 9, 30),
        stream=Stream.PATHWAY,
        held=[date(2025, 3, 31)],
    )

    assert rows == [
        ("pathway", 1, "pathway-review-6m", date(2025, 3, 30), date(2025, 3, 31), False),
        ("pathway", 2, "pathway-review-6m", date(2025, 9, 30), None, None),
    ]


def test_moving_to_full_care_before_any_review_gives_20_working_days_from_that_day() -> None:
    rows = _rows(
        started_on=date(2025, 4, 1),
        stream=Stream.SHORT_BREAK,
        stream_changes=_change(date(2025, 6, 2), Stream.FULL_TIME),
    )

    assert rows == [("ordinary", 1, "review-first-20wd", date(2025, 6, 30), None, None)]


def test_moving_to_full_care_after_a_review_counts_on_from_it() -> None:
    rows = _rows(
        started_on=date(2025, 1, 2),
        stream=Stream.SHORT_BREAK,
        held=[date(2025, 3, 31)],
        stream_changes=_change(date(2025, 5, 1), Stream.FULL_TIME),
    )

    assert rows[1:] == [("ordinary", 2, "review-second-3m", date(2025, 6, 30), None, None)]


def test_a_limit_before_the_move_gives_way_to_a_new_clock_from_the_move() -> None:
    rows = _rows(
        started_on=date(2024, 10, 1),
        stream=Stream.SHORT_BREAK,
        held=[date(2024, 12, 20)],
        stream_changes=_change(date(2025, 5, 1), Stream.FULL_TIME),
    )

    assert rows[1:] == [("ordinary", 2, "review-first-20wd", date(2025, 6, 2), None, None)]


def test_moving_to_short_breaks_counts_on_from_the_last_review() -> None:
    rows = _rows(
        started_on=date(2025, 1, 2),
        held=[date(2025, 1, 20)],
        stream_changes=_change(date(2025, 3, 3), Stream.SHORT_BREAK),
    )

    assert rows[1:] == [("short-break", 2, "short-break-subsequent-6m", date(2025, 7, 20), None, None)]


def test_a_first_review_missed_before_the_move_stays_late() -> None:
    rows = _rows(
        started_on=date(2025, 1, 2),
        stream_changes=_change(date(2025, 3, 3), Stream.SHORT_BREAK),
        as_of=date(2025, 4, 1),
    )

    assert rows == [
        ("ordinary", 1, "review-first-20wd", date(2025, 1, 30), None, False),
        ("short-break", 1, "short-break-first-3m", date(2025, 6, 3), None, None),
    ]


def test_the_note_tells_since_when_other_limits_apply() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2025, 4, 1),
        stream=Stream.SHORT_BREAK,
        stream_changes=_change(date(2025, 6, 2), Stream.FULL_TIME),
    )

    (first,) = review_timetable(facts, as_of=date(2025, 6, 2))

    assert first.note == "Other limits apply since 2 June 2025."


def test_leaving_care_for_a_pathway_plan_at_18_goes_on_with_pathway_reviews() -> None:
    rows = _rows(
        started_on=date(2024, 9, 2),
        born_on=date(2007, 2, 3),
        held=[date(2024, 9, 23), date(2024, 12, 16)],
        stream_changes=_change(date(2025, 2, 3), Stream.PATHWAY),
    )

    assert rows[2:] == [("pathway", 1, "pathway-review-6m", date(2025, 8, 3), None, None)]


def test_short_breaks_stop_at_18_too() -> None:
    rows = _rows(started_on=date(2025, 1, 2), born_on=date(2007, 3, 1), stream=Stream.SHORT_BREAK)

    assert rows == []
