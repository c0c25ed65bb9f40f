"""Dates as the return writes them, the collection year, and cells that a spreadsheet would run."""

from datetime import date

import pytest

from heard.returns.cells import is_formula, safe_cell
from heard.returns.ssda903 import CollectionYear, default_year
from heard.returns.ssda903.dates import read_date, why_unreadable


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/03/2026", date(2026, 3, 31)),
        ("1/4/2025", date(2025, 4, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2023", None),
        ("31/02/2020", None),
        ("2025-04-01", None),
        ("01/04/25", None),
        ("01/04/0025", None),
        ("٠١/٠٤/٢٠٢٥", None),
        ("", None),
    ],
)
def test_reads_day_month_year_and_nothing_else(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/11/2026", "November has 30 days."),
        ("31/02/2020", "February 2020 has 29 days."),
        ("30/02/2015", "February 2015 has 28 days."),
        ("01/13/2025", "There is no month 13. Write the date as day/month/year."),
        ("0/12/2025", "There is no day 0. Write the date as day/month/year."),
        ("01/12/0025", "The year 0025 cannot be right. Write the date as day/month/year."),
        ("2025-04-01", "The return writes dates as day/month/year. Write 01/04/2025."),
        ("2025-04-01 00:00:00", "The return writes dates as day/month/year. Write 01/04/2025."),
        ("01/04/25", "The year has two figures. Write it in full, like 31/03/2026."),
        ("soon", "This is not a date. Write it as day/month/year, like 31/03/2026."),
        ("2025-02-31", "This is not a date. Write it as day/month/year, like 31/03/2026."),
    ],
)
def test_says_why_a_date_cannot_be_read(text: str, sentence: str) -> None:
    assert why_unreadable(text) == sentence


def test_a_collection_year_runs_from_april_to_march() -> None:
    year = CollectionYear(end=2026)

    assert (year.label, year.starts_on, year.ends_on) == ("2025-26", date(2025, 4, 1), date(2026, 3, 31))
    assert year.before == CollectionYear(end=2025)
    assert CollectionYear(end=2000).label == "1999-00"


@pytest.mark.parametrize(
    ("as_of", "end"),
    [
        pytest.param(date(2026, 3, 31), 2026, id="last day of the year"),
        pytest.param(date(2026, 4, 1), 2026, id="the year just ended"),
        pytest.param(date(2026, 8, 31), 2026, id="until the end of august"),
        pytest.param(date(2026, 9, 1), 2027, id="the running year"),
        pytest.param(date(2027, 1, 15), 2027, id="in january"),
    ],
)
def test_the_likeliest_year_of_a_return(as_of: date, end: int) -> None:
    assert default_year(as_of) == CollectionYear(end=end)


@pytest.mark.parametrize("text", ["2025-26", "2025/26", "2025-2026", " 2025-26 "])
def test_a_year_is_read_from_its_label(text: str) -> None:
    assert CollectionYear.from_label(text) == CollectionYear(end=2026)


@pytest.mark.parametrize("text", ["2025", "2025-27", "25-26", "next"])
def test_what_is_no_year_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a collection year\. Write it like 2025-26\."):
        CollectionYear.from_label(text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-1+1", "\t=1", "\r=1"])
def test_a_formula_is_known_and_made_safe(text: str) -> None:
    assert is_formula(text)
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "0017", "-5", "-5.5", "SC123456", "O'Neill", "a=b"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert not is_formula(text)
    assert safe_cell(text) == text
