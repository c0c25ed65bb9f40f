"""Dates in words, with the rule for the year, in both languages."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from heard.pages.presenters import dates

DAY = date(2026, 11, 30)
TODAY = date(2026, 11, 23)


def test_sentences_have_the_whole_date() -> None:
    assert (dates.long(DAY), dates.day(DAY), dates.plain(DAY)) == (
        "Monday 30 November 2026",
        "Monday 30 November",
        "30 November 2026",
    )


def test_welsh_days_begin_small_inside_a_sentence() -> None:
    assert [dates.long(DAY, language="cy"), dates.day(DAY, language="cy"), dates.weekday_name(DAY, language="cy")] == [
        "dydd Llun 30 Tachwedd 2026",
        "dydd Llun 30 Tachwedd",
        "dydd Llun",
    ]


def test_the_language_is_that_of_the_request() -> None:
    with translation.override("cy"):
        assert dates.short(DAY, today=TODAY) == "Llun 30 Tach"
    with translation.override("en"):
        assert dates.short(DAY, today=TODAY) == "Mon 30 Nov"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2026, 1, 5), "Mon 5 Jan", id="this year, long ago"),
        pytest.param(date(2027, 2, 27), "Sat 27 Feb", id="three months on"),
        pytest.param(date(2027, 3, 1), "Mon 1 Mar 2027", id="four months on"),
        pytest.param(date(2025, 12, 31), "Wed 31 Dec 2025", id="last year"),
    ],
)
def test_tables_show_the_year_only_where_it_is_not_plain(day: date, shown: str) -> None:
    assert dates.short(day, today=TODAY) == shown


def test_short_forms_without_the_day_of_the_week() -> None:
    assert dates.day_month(date(2026, 11, 11), today=TODAY) == "11 Nov"
    assert dates.day_month(date(2024, 11, 11), today=TODAY) == "11 Nov 2024"
    assert (dates.plain_day(DAY), dates.weekday(DAY), dates.weekday_name(DAY)) == ("30 Nov", "Mon", "Monday")


def test_instants_are_shown_as_london_kept_them() -> None:
    assert dates.instant(datetime(2026, 6, 30, 23, 10, tzinfo=UTC)) == "Wednesday 1 July 2026, 00:10"
    assert dates.clock_time(datetime(2026, 11, 22, 23, 10, tzinfo=UTC)) == "23:10"
    assert dates.clock_time(time(16, 15)) == "16:15"
