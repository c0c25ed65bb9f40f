"""The days on which a review is best held."""

from datetime import date

from heard.law import Nation
from heard.reviews.booking.window import window

MONDAY = date(2026, 11, 23)


def test_gives_the_first_day_for_each_step_that_guidance_counts_and_the_last_of_the_law() -> None:
    found = window(Nation.ENGLAND, today=MONDAY, due_on=date(2026, 12, 19))

    assert [(one.working_days, one.on, one.possible) for one in found.earliest] == [
        (20, date(2026, 12, 21), False),
        (15, date(2026, 12, 14), True),
        (10, date(2026, 12, 7), True),
    ]
    assert (found.latest_on, found.latest_working_day) == (date(2026, 12, 19), date(2026, 12, 18))
    assert not found.short_notice


def test_with_clear_days_the_first_day_is_one_later() -> None:
    found = window(Nation.ENGLAND, today=MONDAY, due_on=None, clear_days=True)

    assert [one.on for one in found.earliest] == [date(2026, 12, 22), date(2026, 12, 15), date(2026, 12, 8)]


def test_a_review_owed_in_a_week_is_at_short_notice() -> None:
    assert window(Nation.ENGLAND, today=MONDAY, due_on=date(2026, 11, 30)).short_notice


def test_welsh_law_counts_no_days_of_preparation() -> None:
    found = window(Nation.WALES, today=MONDAY, due_on=date(2026, 11, 30))

    assert (found.earliest, found.latest_on, found.short_notice) == ((), date(2026, 11, 30), False)
