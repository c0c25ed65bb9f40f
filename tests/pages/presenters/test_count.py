"""The count, day by day: what each cell says, forward and back."""

import dataclasses
from datetime import date

from heard.law import DueDate, Nation, catalogue, due_date, england_and_wales
from heard.law.rules import Direction, Length, LengthKind
from heard.pages.presenters.count import Cell, Day, count

CALENDAR = england_and_wales()
BLANK = Day(kind=Cell.BLANK)


def first_review(started: date) -> DueDate:
    return due_date(catalogue().rule("review-first-20wd", Nation.ENGLAND), counted_from=started)


def off(day: str) -> Day:
    return Day(kind=Cell.OFF, small=day, hidden="not counted")


def test_numbers_working_days_and_names_holidays() -> None:
    table = count(first_review(date(2026, 11, 27)), calendar=CALENDAR)

    assert table is not None
    assert table.caption == "From Friday 27 November 2026 to Tuesday 29 December 2026"
    assert table.heads == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert [week.label for week in table.weeks] == ["23 Nov", "30 Nov", "7 Dec", "14 Dec", "21 Dec", "28 Dec"]
    assert table.weeks[0].days == (
        *[BLANK] * 4,
        Day(kind=Cell.START, large="start", small="27"),
        off("28"),
        off("29"),
    )
    assert table.weeks[1].days[:2] == (
        Day(kind=Cell.ON, large="1", small="30"),
        Day(kind=Cell.ON, large="2", small="1 Dec"),
    )
    assert table.weeks[4].days[4] == Day(kind=Cell.HOLIDAY, small="25", hidden="Christmas Day, not counted")
    assert table.weeks[5].days == (
        Day(kind=Cell.HOLIDAY, small="28", hidden="Boxing Day (substitute day), not counted"),
        Day(kind=Cell.DUE, large="20", small="29", hidden="due, day"),
        *[BLANK] * 5,
    )


def test_a_count_back_ends_at_its_start() -> None:
    length = Length(kind=LengthKind.WORKING_DAYS, amount=3)
    back = dataclasses.replace(
        first_review(date(2026, 11, 27)), due_on=date(2026, 11, 24), length=length, direction=Direction.BACK
    )

    table = count(back, calendar=CALENDAR)

    assert table is not None
    assert [day for week in table.weeks for day in week.days if day != BLANK] == [
        Day(kind=Cell.DUE, large="3", small="24", hidden="due, day"),
        Day(kind=Cell.ON, large="2", small="25"),
        Day(kind=Cell.ON, large="1", small="26"),
        Day(kind=Cell.START, large="start", small="27"),
    ]


def test_limits_in_months_have_no_count() -> None:
    second = due_date(catalogue().rule("review-second-3m", Nation.ENGLAND), counted_from=date(2026, 11, 27))

    assert count(second, calendar=CALENDAR) is None
