"""A return of one year holds only that year's reviews: what can be said of children who came into care before it."""

from datetime import date

import pytest

from heard.law import Nation
from heard.law.timetable import CareFacts, Sitting, review_timetable

APRIL = date(2025, 4, 1)
AS_OF = date(2026, 3, 31)


def timetable(*held: date, started_on: date = date(2023, 6, 5), known_from: date | None = APRIL):
    facts = CareFacts(
        nation=Nation.ENGLAND,
        started_on=started_on,
        sittings=tuple(Sitting(day) for day in held),
        reviews_known_from=known_from,
    )
    rows = review_timetable(facts, as_of=AS_OF)
    return [(row.rule_id, row.due_on, row.held_on, row.in_time) for row in rows]


def test_the_first_known_review_is_not_judged_and_the_next_counts_from_it():
    assert timetable(date(2025, 5, 12), date(2025, 11, 10)) == [
        ("review-subsequent-6m", None, date(2025, 5, 12), None),
        ("review-subsequent-6m", date(2025, 11, 12), date(2025, 11, 10), True),
        ("review-subsequent-6m", date(2026, 5, 10), None, None),
    ]


def test_a_gap_longer_than_any_limit_is_late_all_the_same():
    assert timetable(date(2025, 10, 1), date(2026, 3, 20)) == [
        ("review-subsequent-6m", date(2025, 9, 30), date(2025, 10, 1), False),
        ("review-subsequent-6m", date(2026, 4, 1), date(2026, 3, 20), True),
        ("review-subsequent-6m", date(2026, 9, 20), None, None),
    ]


def test_without_any_known_review_the_latest_date_that_the_law_allows_is_owed():
    rows = review_timetable(
        CareFacts(nation=Nation.ENGLAND, started_on=date(2023, 6, 5), reviews_known_from=APRIL), as_of=AS_OF
    )

    assert [(row.due_on, row.in_time, row.note) for row in rows] == [
        (
            date(2025, 9, 30),
            False,
            "Reviews before 1 April 2025 are not known here. The date is the latest that the law allows; the right "
            "one may be earlier. Load the earlier returns to know it.",
        )
    ]


@pytest.mark.parametrize("known_from", [None, APRIL])
def test_a_period_that_began_in_the_known_days_is_judged_in_full(known_from):
    assert timetable(date(2025, 6, 30), started_on=date(2025, 6, 2), known_from=known_from) == [
        ("review-first-20wd", date(2025, 6, 30), date(2025, 6, 30), True),
        ("review-second-3m", date(2025, 9, 30), None, False),
    ]


def test_a_first_review_within_its_own_limit_is_the_first_though_care_began_before():
    assert timetable(date(2025, 4, 8), started_on=date(2025, 3, 17))[0] == (
        "review-first-20wd",
        date(2025, 4, 14),
        date(2025, 4, 8),
        True,
    )


def test_a_first_review_that_is_still_owed_stays_the_first():
    assert timetable(started_on=date(2025, 3, 17)) == [("review-first-20wd", date(2025, 4, 14), None, False)]
