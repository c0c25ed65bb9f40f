"""Shares never round up to the whole, nor down to nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.pages.presenters import numbers


@pytest.mark.parametrize(
    ("part", "of", "shown"),
    [
        (27, 28, "96.4%"),
        (0, 0, "n/a"),
        (5, 5, "100%"),
        (0, 5, "0%"),
        (1999, 2000, "99.9%"),
        (99999, 100000, "99.9%"),
        (1, 100000, "0.1%"),
        (1, 8, "12.5%"),
        (1, 3, "33.3%"),
    ],
)
def test_gives_one_place(part: int, of: int, shown: str) -> None:
    assert numbers.percent(part, of) == shown


@given(of=st.integers(1, 10**7), share=st.floats(0, 1))
def test_the_whole_is_shown_only_when_all_are_there(of: int, share: float) -> None:
    part = min(int(of * share), of)

    assert (numbers.percent(part, of) == "100%") == (part == of)
    assert (numbers.percent(part, of) == "0%") == (part == 0)


@pytest.mark.parametrize(("part", "of"), [(6, 5), (-1, 5)])
def test_refuses_what_is_no_share(part: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        numbers.percent(part, of)


def test_whole_numbers_are_parted_by_thousands() -> None:
    assert (numbers.whole(2318), numbers.of(27, 28)) == ("2,318", "27 of 28")
