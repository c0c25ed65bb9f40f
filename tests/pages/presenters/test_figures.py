"""Lengths of bars, and figures with their counts."""

import pytest

from heard.pages.presenters import figures
from heard.pages.presenters.figures import Bar, Load, Stat, StripWeek


def test_a_figure_stands_with_its_count_and_its_measure() -> None:
    assert figures.stat("Reviews in time", part=27, of=28, of_words="27 of 28", measure="M09") == Stat(
        label="Reviews in time", value="96.4%", of="27 of 28", measure="M09"
    )


def test_all_weeks_share_one_scale() -> None:
    assert figures.strip([("23 Nov", 10, 4, 20), ("30 Nov", 0, 0, None)]) == (
        StripWeek(
            label="23 Nov",
            due=10,
            arranged=4,
            room=20,
            arranged_bar=Bar(y=68.0, height=16.0),
            open_bar=Bar(y=44.0, height=24.0),
            room_y=4.0,
        ),
        StripWeek(
            label="30 Nov",
            due=0,
            arranged=0,
            room=None,
            arranged_bar=Bar(y=84.0, height=0.0),
            open_bar=Bar(y=84.0, height=0.0),
            room_y=None,
        ),
    )


def test_says_how_many_are_too_many_only_where_the_room_is_known() -> None:
    weeks = figures.strip([("a", 17, 0, 16), ("b", 16, 0, 16), ("c", 17, 0, None), ("d", 0, 0, 0)])

    assert [week.too_many for week in weeks] == [1, 0, 0, 0]


def test_no_more_can_be_arranged_than_is_due() -> None:
    with pytest.raises(ValueError, match="3 arranged of 2 due in the week of 23 Nov"):
        figures.strip([("23 Nov", 2, 3, None)])


@pytest.mark.parametrize(
    ("cases", "bar"),
    [
        (74.0, Load(now=148.0, band_start=100.0, band_width=40.0, over=True)),
        (70.0, Load(now=140.0, band_start=100.0, band_width=40.0, over=False)),
        (120.0, Load(now=180.0, band_start=100.0, band_width=40.0, over=True)),
    ],
)
def test_a_caseload_is_drawn_against_the_guide(cases: float, bar: Load) -> None:
    assert figures.load(cases, guide=(50, 70), scale=90) == bar
    assert bar.band_end == 140.0


def test_a_trend_needs_two_points() -> None:
    assert figures.spark([96.4]) == ("", (0, 0))
    assert figures.spark([1, 2]) == ("3.0,22.0 93.0,6.0", (93.0, 6.0))
    assert figures.spark([5, 5, 5]) == ("3.0,6.0 48.0,6.0 93.0,6.0", (93.0, 6.0))
