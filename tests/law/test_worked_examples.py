"""The worked examples agreed with practitioners, as data."""

import csv
from datetime import date
from pathlib import Path

import pytest

from heard.law import Nation, Rule, catalogue, due_date, due_on
from heard.law.timetable import CareFacts, Sitting, review_timetable

CASES = list(csv.DictReader(Path(__file__).with_name("worked-examples.csv").read_text(encoding="utf-8").splitlines()))


def _rule_and_start(case: dict[str, str]) -> tuple[Rule, date]:
    return (
        catalogue().rule(case["rule_id"], Nation(case["jurisdiction"])),
        date.fromisoformat(case["start_date"]),
    )


def test_all_52_examples_are_here() -> None:
    assert [case["case"] for case in CASES] == [f"W{number:02}" for number in range(1, 53)]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_gives_the_date_worked_by_hand(case: dict[str, str]) -> None:
    rule, start = _rule_and_start(case)

    due = due_date(rule, counted_from=start)

    assert (due.due_on.isoformat(), due.rule_id, due.nation.value, due.counted_from) == (
        case["expected_date"],
        case["rule_id"],
        case["jurisdiction"],
        start,
    )
    assert due_on(rule, counted_from=start) == due.due_on


def test_w18_a_review_brought_forward_resets_the_chain() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2024, 2, 26),
        sittings=(Sitting(date(2024, 3, 20)), Sitting(date(2024, 5, 7))),
    )

    reviews = review_timetable(facts, as_of=date(2024, 6, 1))

    assert [(r.rule_id, r.due_on, r.held_on, r.in_time) for r in reviews] == [
        ("review-first-20wd", date(2024, 3, 25), date(2024, 3, 20), True),
        ("review-second-3m", date(2024, 6, 20), date(2024, 5, 7), True),
        ("review-subsequent-6m", date(2024, 11, 7), None, None),
    ]


def test_w19_a_late_review_is_out_of_time_and_the_next_counts_from_the_day_it_was_held() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2023, 3, 14),
        sittings=(Sitting(date(2023, 4, 10)), Sitting(date(2023, 7, 10)), Sitting(date(2024, 1, 24))),
    )

    reviews = review_timetable(facts, as_of=date(2024, 2, 1))

    assert [(r.due_on, r.held_on, r.in_time) for r in reviews[2:]] == [
        (date(2024, 1, 10), date(2024, 1, 24), False),
        (date(2024, 7, 24), None, None),
    ]


def test_w20_the_latest_practical_day_is_the_friday_before_a_saturday_limit() -> None:
    rule = catalogue().rule("review-subsequent-6m", Nation.ENGLAND)

    due = due_date(rule, counted_from=date(2023, 12, 15))

    assert (due.due_on, due.latest_practical_on) == (date(2024, 6, 15), date(2024, 6, 14))


def test_w22_after_an_adjournment_the_next_limit_counts_from_the_first_sitting() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2024, 2, 26),
        sittings=(Sitting(date(2024, 3, 12), date(2024, 4, 9)),),
    )

    first, second = review_timetable(facts, as_of=date(2024, 5, 1))

    assert (first.in_time, first.complete_by) == (True, date(2024, 4, 11))
    assert (second.counted_from, second.due_on) == (date(2024, 3, 12), date(2024, 6, 12))
    assert second.note == (
        "Counted from the first sitting. Counting from completion would give 9 July 2024; do not rely on it."
    )


def test_w23_a_return_to_care_starts_a_new_clock() -> None:
    earlier = CareFacts(
        nation=Nation.ENGLAND,
        started_on=date(2024, 1, 3),
        ceased_on=date(2024, 2, 20),
        sittings=(Sitting(date(2024, 1, 29)),),
    )
    later = CareFacts(nation=Nation.ENGLAND, started_on=date(2024, 6, 5))

    assert [(r.number, r.in_time) for r in review_timetable(earlier, as_of=date(2024, 6, 5))] == [(1, True)]
    assert [(r.number, r.rule_id, r.due_on) for r in review_timetable(later, as_of=date(2024, 6, 5))] == [
        (1, "review-first-20wd", date(2024, 7, 3))
    ]
