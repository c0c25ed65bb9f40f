"""Adoption: both sets run while authorised; placement stops the ordinary one and starts another."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from heard.law import Nation
from heard.law.timetable import CareFacts, Sitting, review_timetable

Row = tuple[str, int, str, date | None, date | None, bool | None]


def _rows(
    *, as_of: date = date(2025, 6, 2), nation: Nation = Nation.ENGLAND, held: Sequence[date] = (), **facts: Any
) -> list[Row]:
    sittings = tuple(Sitting(day) for day in held)
    reviews = review_timetable(CareFacts(nation=nation, sittings=sittings, **facts), as_of=as_of)
    return [(r.chain.value, r.number, r.rule_id, r.due_on, r.held_on, r.in_time) for r in reviews]


def test_between_authority_and_placement_both_sets_run_and_one_meeting_serves_both() -> None:
    rows = _rows(
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29), date(2024, 4, 26), date(2024, 8, 1)],
        authorised_on=date(2024, 6, 1),
        as_of=date(2024, 9, 2),
    )

    assert rows[2:] == [
        ("adoption-authorised", 1, "adoption-authorised-first-3m", date(2024, 9, 1), date(2024, 8, 1), True),
        ("ordinary", 3, "review-subsequent-6m", date(2024, 10, 26), date(2024, 8, 1), True),
        ("adoption-authorised", 2, "adoption-authorised-6m", date(2025, 2, 1), None, None),
        ("ordinary", 4, "review-subsequent-6m", date(2025, 2, 1), None, None),
    ]


def test_authority_on_30_november_gives_the_last_day_of_february() -> None:
    rows = _rows(
        started_on=date(2024, 9, 2),
        held=[date(2024, 9, 16)],
        authorised_on=date(2024, 11, 30),
        as_of=date(2024, 12, 2),
    )

    assert rows[1:] == [
        ("ordinary", 2, "review-second-3m", date(2024, 12, 16), None, None),
        ("adoption-authorised", 1, "adoption-authorised-first-3m", date(2025, 2, 28), None, None),
    ]


def test_placement_stops_the_ordinary_limits_and_starts_those_of_adoption() -> None:
    rows = _rows(
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29), date(2024, 4, 26), date(2024, 9, 20), date(2024, 10, 20), date(2025, 1, 20)],
        authorised_on=date(2024, 6, 30),
        placed_on=date(2024, 9, 30),
    )

    assert rows == [
        ("ordinary", 1, "review-first-20wd", date(2024, 1, 31), date(2024, 1, 29), True),
        ("ordinary", 2, "review-second-3m", date(2024, 4, 29), date(2024, 4, 26), True),
        ("adoption-authorised", 1, "adoption-authorised-first-3m", date(2024, 9, 30), date(2024, 9, 20), True),
        ("ordinary", 3, "review-subsequent-6m", date(2024, 10, 26), date(2024, 9, 20), True),
        ("adoption-placed", 1, "adoption-placed-first-4wk", date(2024, 10, 28), date(2024, 10, 20), True),
        ("adoption-placed", 2, "adoption-placed-second-3m", date(2025, 1, 20), date(2025, 1, 20), True),
        ("adoption-placed", 3, "adoption-placed-subsequent-6m", date(2025, 7, 20), None, None),
    ]


def test_a_review_due_before_the_placement_and_not_held_stays_late() -> None:
    rows = _rows(started_on=date(2024, 1, 3), held=[date(2024, 1, 29)], placed_on=date(2024, 5, 30))

    assert rows[1:] == [
        ("ordinary", 2, "review-second-3m", date(2024, 4, 29), None, False),
        ("adoption-placed", 1, "adoption-placed-first-4wk", date(2024, 6, 27), None, False),
    ]


def test_a_review_on_the_day_of_placement_serves_the_limits_before_it() -> None:
    rows = _rows(started_on=date(2024, 1, 3), held=[date(2024, 1, 29), date(2024, 4, 1)], placed_on=date(2024, 4, 1))

    assert rows[1:] == [
        ("ordinary", 2, "review-second-3m", date(2024, 4, 29), date(2024, 4, 1), True),
        ("adoption-placed", 1, "adoption-placed-first-4wk", date(2024, 4, 29), None, False),
    ]


def test_the_adoption_order_ends_every_series() -> None:
    rows = _rows(
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29)],
        placed_on=date(2024, 4, 1),
        ceased_on=date(2024, 4, 20),
    )

    assert rows == [("ordinary", 1, "review-first-20wd", date(2024, 1, 31), date(2024, 1, 29), True)]


def test_a_child_returned_by_adopters_is_owed_a_review_and_the_ordinary_ones_again() -> None:
    rows = _rows(
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29), date(2024, 4, 22)],
        placed_on=date(2024, 4, 1),
        placement_ended_on=date(2024, 6, 3),
        as_of=date(2024, 6, 10),
    )

    assert rows[1:] == [
        ("adoption-placed", 1, "adoption-placed-first-4wk", date(2024, 4, 29), date(2024, 4, 22), True),
        ("adoption-returned", 1, "adoption-returned", date(2024, 7, 15), None, None),
        ("ordinary", 2, "review-subsequent-6m", date(2024, 10, 22), None, None),
    ]


def test_a_review_before_day_28_does_not_serve_the_return() -> None:
    facts: dict[str, Any] = {
        "started_on": date(2024, 1, 3),
        "placed_on": date(2024, 4, 1),
        "placement_ended_on": date(2024, 6, 3),
        "as_of": date(2024, 7, 20),
    }

    early = _rows(held=[date(2024, 1, 29), date(2024, 4, 22), date(2024, 6, 30)], **facts)
    in_window = _rows(held=[date(2024, 1, 29), date(2024, 4, 22), date(2024, 7, 1)], **facts)

    assert ("adoption-returned", 1, "adoption-returned", date(2024, 7, 15), None, False) in early
    assert ("adoption-returned", 1, "adoption-returned", date(2024, 7, 15), date(2024, 7, 1), True) in in_window


def test_wales_follows_its_own_rule_in_three_steps() -> None:
    rows = _rows(
        nation=Nation.WALES,
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29), date(2024, 4, 22), date(2024, 7, 22)],
        placed_on=date(2024, 4, 1),
    )

    assert rows[1:] == [
        ("adoption-placed", 1, "adoption-wales", date(2024, 4, 29), date(2024, 4, 22), True),
        ("adoption-placed", 2, "adoption-wales", date(2024, 7, 22), date(2024, 7, 22), True),
        ("adoption-placed", 3, "adoption-wales", date(2025, 1, 22), None, False),
    ]


def test_the_welsh_steps_are_from_memory_and_each_row_gives_its_reason() -> None:
    facts = CareFacts(
        nation=Nation.WALES,
        started_on=date(2024, 1, 3),
        placed_on=date(2024, 4, 1),
        sittings=(Sitting(date(2024, 1, 29)), Sitting(date(2024, 4, 22))),
    )

    last = review_timetable(facts, as_of=date(2024, 5, 1))[-1]

    assert (last.reason.due_on, str(last.reason.length), last.reason.to_be_confirmed) == (
        last.due_on,
        "3 months",
        True,
    )


def test_wales_has_no_limit_known_for_authority_without_placement() -> None:
    rows = _rows(
        nation=Nation.WALES,
        started_on=date(2024, 1, 3),
        held=[date(2024, 1, 29)],
        authorised_on=date(2024, 3, 1),
        as_of=date(2024, 4, 2),
    )

    assert [row[:3] for row in rows] == [
        ("ordinary", 1, "review-first-20wd"),
        ("ordinary", 2, "review-second-3m"),
    ]


def test_a_sitting_at_which_the_adoption_review_was_not_carried_out_meets_the_ordinary_limit_alone() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2024, 1, 3),
        authorised_on=date(2024, 6, 1),
        sittings=(Sitting(date(2024, 1, 29)), Sitting(date(2024, 4, 26)), Sitting(date(2024, 8, 1), not_adoption=True)),
    )

    rows = review_timetable(facts, as_of=date(2024, 9, 2))

    assert [(row.chain.value, row.number, row.held_on) for row in rows if row.number in (1, 3)] == [
        ("ordinary", 1, date(2024, 1, 29)),
        ("ordinary", 3, date(2024, 8, 1)),
        ("adoption-authorised", 1, None),
    ]
