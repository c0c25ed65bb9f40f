"""Taking marked words out of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.reviews.record.passages import LEFT_OUT, taken_out


@pytest.mark.parametrize(
    ("text", "passages", "left"),
    [
        pytest.param("She lives in Ash Lane.", [], "She lives in Ash Lane.", id="nothing marked"),
        pytest.param("She lives in Ash Lane.", ["in Ash Lane"], f"She lives {LEFT_OUT}.", id="one"),
        pytest.param("Ann met Ann.", ["Ann"], f"{LEFT_OUT} met {LEFT_OUT}.", id="everywhere"),
        pytest.param("in Ash Lane with Bo", ["Ash Lane", "in Ash Lane with"], f"{LEFT_OUT} Bo", id="one in another"),
        pytest.param("in Ash Lane with Bo", ["in Ash Lane", "Lane with Bo"], LEFT_OUT, id="two that overlap"),
        pytest.param("One. Two.\nThree.", ["One.", "Two.", "Three."], LEFT_OUT, id="side by side"),
        pytest.param("aXaXa", ["aXa"], LEFT_OUT, id="a passage that overlaps itself"),
        pytest.param("Ann", ["", "Bo"], "Ann", id="what stands nowhere"),
    ],
)
def test_takes_out_what_is_marked_and_nothing_else(text, passages, left):
    assert taken_out(text, passages) == left


@given(text=st.text("abc .", max_size=30), passages=st.lists(st.text("abc .", min_size=1, max_size=6), max_size=5))
def test_what_is_left_is_what_no_passage_covers(text, passages):
    covered = set()
    for words in passages:
        for start in range(len(text)):
            if text.startswith(words, start):
                covered |= set(range(start, start + len(words)))

    left = taken_out(text, passages)

    kept = [letter for place, letter in enumerate(text) if place not in covered]
    assert "".join(left.replace(LEFT_OUT, "").split()) == "".join("".join(kept).split())
