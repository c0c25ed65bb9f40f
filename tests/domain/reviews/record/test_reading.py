"""The hint how hard a letter is to read."""

import pytest

from heard.reviews.record.reading import reading_of, syllables

EASY = "You like your room. You see Mum on Sunday. We will talk soon. I will ring you."
HARD = (
    "Following the statutory assessment, the authority will implement a recommendation regarding your accommodation, "
    "notwithstanding that a therapeutic provision remains unavailable to you and your siblings at present."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("dog", 1),
        ("Monday", 2),
        ("placement", 3),
        ("like", 1),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("assessment", 3),
    ],
)
def test_syllables_are_counted_by_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_words_in_short_sentences_read_young() -> None:
    reading = reading_of(EASY)

    assert reading is not None
    assert (reading.age, reading.long_sentences, reading.hard_words) == (5, (), ())


def test_long_sentences_and_words_of_the_office_are_named() -> None:
    reading = reading_of(f"{EASY} {HARD}")

    assert reading is not None
    assert reading.age > 9
    assert reading.long_sentences == (HARD.rstrip("."),)
    assert {"statutory", "assessment", "accommodation", "siblings"} <= set(reading.hard_words)
    assert "monday" not in reading.hard_words


def test_names_are_not_hard_words() -> None:
    reading = reading_of(f"{EASY} You and Alexandria went to Abergavenny.")

    assert reading is not None
    assert reading.hard_words == ()


@pytest.mark.parametrize("text", ["", "Hello.", "You did well, Teo."])
def test_too_little_text_gives_no_hint(text: str) -> None:
    assert reading_of(text) is None
