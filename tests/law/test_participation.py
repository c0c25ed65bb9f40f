"""The child's part in a review, as a national code."""

from datetime import date

import pytest

from heard.law.participation import (
    COUNTED_AS_PARTICIPATION,
    ContradictoryParticipation,
    ParticipationCode,
    WhatHappened,
    derive,
    problem_with,
)

BORN = date(2015, 6, 2)
HELD = date(2025, 6, 2)


@pytest.mark.parametrize(
    ("happened", "code"),
    [
        (WhatHappened(attended=True, spoke=True), "PN1"),
        (WhatHappened(attended=True, spoken_for=True), "PN2"),
        (WhatHappened(attended=True, used_symbols=True), "PN3"),
        (WhatHappened(attended=True), "PN4"),
        (WhatHappened(attended=False, spoken_for=True), "PN5"),
        (WhatHappened(attended=False, sent_views=True), "PN6"),
        (WhatHappened(attended=False), "PN7"),
        (WhatHappened(attended=True, spoke=True, spoken_for=True, sent_views=True), "PN1"),
        (WhatHappened(attended=True, spoken_for=True, used_symbols=True), "PN3"),
        (WhatHappened(attended=True, sent_views=True), "PN4"),
        (WhatHappened(attended=False, spoken_for=True, sent_views=True), "PN5"),
    ],
)
def test_the_code_is_derived_from_what_happened(happened: WhatHappened, code: str) -> None:
    assert derive(born_on=BORN, held_on=HELD, happened=happened) == code


@pytest.mark.parametrize(
    ("held_on", "code"),
    [
        pytest.param(date(2019, 6, 1), "PN0", id="the day before the fourth birthday"),
        pytest.param(date(2019, 6, 2), "PN1", id="on the fourth birthday"),
    ],
)
def test_a_child_is_four_on_the_fourth_birthday(held_on: date, code: str) -> None:
    assert derive(born_on=BORN, held_on=held_on, happened=WhatHappened(attended=True, spoke=True)) == code


@pytest.mark.parametrize(
    "happened", [WhatHappened(attended=False, spoke=True), WhatHappened(attended=False, used_symbols=True)]
)
def test_a_child_who_was_not_there_cannot_have_spoken(happened: WhatHappened) -> None:
    with pytest.raises(ContradictoryParticipation, match=r"^A child who was not there cannot have spoken"):
        derive(born_on=BORN, held_on=HELD, happened=happened)


def test_a_review_before_birth_has_no_code() -> None:
    with pytest.raises(ContradictoryParticipation, match="before the child was born"):
        derive(born_on=BORN, held_on=date(2015, 6, 1), happened=WhatHappened(attended=True))


@pytest.mark.parametrize(
    ("code", "held_on", "problem"),
    [
        ("PN1", HELD, None),
        ("PN0", date(2019, 6, 1), None),
        ("PN0", date(2019, 6, 2), "PN0 is for a child under 4; this child was older (rule 440)."),
        ("PN7", date(2019, 6, 1), "PN7 is for a child of 4 or over; use PN0 (rule 441)."),
        ("PN7", date(2019, 6, 2), None),
        ("PN8", HELD, "'PN8' is not a participation code; use PN0 to PN7 (rule 167)."),
        ("", HELD, "The review has no participation code; use PN0 to PN7 (rule 167)."),
    ],
)
def test_a_recorded_code_is_checked_against_the_age(code: str, held_on: date, problem: str | None) -> None:
    found = problem_with(code, born_on=BORN, held_on=held_on)

    assert (str(found) if found else None) == problem


def test_an_unknown_birth_leaves_only_the_code_to_check() -> None:
    assert problem_with("PN0", born_on=None, held_on=HELD) is None


def test_every_code_has_a_meaning_and_five_count_as_participation() -> None:
    assert all(code.meaning for code in ParticipationCode)
    assert sorted(COUNTED_AS_PARTICIPATION) == ["PN1", "PN2", "PN3", "PN5", "PN6"]
