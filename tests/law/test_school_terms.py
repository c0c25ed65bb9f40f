"""The terms of a school year, told from its holidays."""

from datetime import date

import pytest

from heard.law.school_terms import Season, Term, term_after, terms_between

SUMMER_26 = (date(2026, 7, 22), date(2026, 9, 1))
OCTOBER = (date(2026, 10, 19), date(2026, 10, 30))  # two weeks, as some councils have it
CHRISTMAS = (date(2026, 12, 21), date(2027, 1, 3))
FEBRUARY = (date(2027, 2, 15), date(2027, 2, 19))
EASTER = (date(2027, 3, 25), date(2027, 4, 9))
MAY_DAY = (date(2027, 5, 3), date(2027, 5, 3))
WHITSUN = (date(2027, 5, 31), date(2027, 6, 4))
SUMMER_27 = (date(2027, 7, 23), date(2027, 9, 1))
YEAR = (SUMMER_26, OCTOBER, CHRISTMAS, FEBRUARY, EASTER, MAY_DAY, WHITSUN, SUMMER_27)

AUTUMN = Term(season=Season.AUTUMN, first_day=date(2026, 9, 2), last_day=date(2026, 12, 18))
SPRING = Term(season=Season.SPRING, first_day=date(2027, 1, 4), last_day=date(2027, 3, 24))
SUMMER = Term(season=Season.SUMMER, first_day=date(2027, 4, 12), last_day=date(2027, 7, 22))


def test_a_year_has_three_terms_and_half_terms_end_none() -> None:
    assert terms_between(reversed(YEAR)) == (AUTUMN, SPRING, SUMMER)


def test_a_holiday_entered_in_pieces_is_one() -> None:
    pieces = ((date(2026, 12, 21), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 1, 3)))

    assert terms_between((SUMMER_26, *pieces, EASTER)) == (AUTUMN, SPRING)


@pytest.mark.parametrize(
    ("entered", "found"),
    [
        pytest.param((), (), id="none entered"),
        pytest.param((CHRISTMAS,), (), id="one alone"),
        pytest.param((SUMMER_26, CHRISTMAS, SUMMER_27), (AUTUMN,), id="easter is missing"),
        pytest.param((EASTER, (date(2028, 7, 24), date(2028, 9, 1))), (), id="a year is missing"),
        pytest.param((OCTOBER, FEBRUARY, WHITSUN), (), id="half-terms alone"),
    ],
)
def test_a_term_is_known_if_both_its_ends_are(entered: tuple[tuple[date, date], ...], found: tuple[Term, ...]) -> None:
    assert terms_between(entered) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2026, 7, 22), AUTUMN, id="on the first day of the holiday before"),
        pytest.param(date(2026, 9, 1), AUTUMN, id="on the last"),
        pytest.param(date(2026, 9, 2), SPRING, id="on the first day of a term"),
        pytest.param(date(2026, 12, 25), SPRING, id="in the holiday between"),
        pytest.param(date(2027, 3, 24), SUMMER, id="on the last day of a term"),
        pytest.param(date(2027, 5, 4), None, id="in the last term that is known"),
        pytest.param(date(2026, 3, 2), None, id="long before the first"),
    ],
)
def test_the_next_term_is_the_one_that_begins_after_a_day(day: date, found: Term | None) -> None:
    assert term_after((AUTUMN, SPRING, SUMMER), day) == found


def test_no_term_is_skipped_that_is_not_known() -> None:
    assert term_after((AUTUMN, SUMMER), date(2026, 11, 2)) is None
    assert term_after((AUTUMN, SUMMER), date(2027, 3, 1)) == SUMMER
