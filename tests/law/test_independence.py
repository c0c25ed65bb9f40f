"""Who cannot be the named IRO of a child."""

from datetime import date

import pytest

from heard.law import Nation
from heard.law.independence import (
    Finding,
    Involvement,
    InvolvementKind,
    Registration,
    assess,
    exclusions,
    is_registered,
    lacks_experience,
    registers,
)

TODAY = date(2026, 11, 21)
REGISTERED = Registration(body="Social Work England", from_on=date(2019, 12, 2))
ENGLISH = "Care Planning, Placement and Case Review (England) Regulations 2010, reg 46(3)"


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        (InvolvementKind.PREPARED_PLAN, "a"),
        (InvolvementKind.MANAGES_CASE, "a"),
        (InvolvementKind.VISITS_CHILD, "b"),
        (InvolvementKind.PERSONAL_ADVISER, "c"),
        (InvolvementKind.MANAGES_ONE_OF_THOSE, "d"),
        (InvolvementKind.CONTROLS_RESOURCES, "e"),
    ],
)
def test_each_tie_to_the_case_excludes_in_both_nations(nation: Nation, kind: InvolvementKind, letter: str) -> None:
    found = exclusions(nation, [Involvement(kind=kind)], on=TODAY)

    assert [(item.rule_id, item.blocks, item.citation[-3:]) for item in found] == [
        ("iro-independent", True, f"({letter})")
    ]


def test_says_why_and_by_which_provision() -> None:
    found = exclusions(Nation.ENGLAND, [Involvement(kind=InvolvementKind.VISITS_CHILD)], on=TODAY)

    assert found == (
        Finding(
            rule_id="iro-independent",
            blocks=True,
            sentence="This person is the authority's representative who visits the child, so cannot be the IRO.",
            citation=f"{ENGLISH}(b)",
        ),
    )


@pytest.mark.parametrize("kind", list(InvolvementKind))
def test_only_having_prepared_the_plan_excludes_after_it_ended(kind: InvolvementKind) -> None:
    past = Involvement(kind=kind, from_on=date(2024, 1, 1), until_on=date(2024, 12, 31))

    still = bool(exclusions(Nation.ENGLAND, [past], on=TODAY))

    assert still is (kind is InvolvementKind.PREPARED_PLAN)


def test_a_tie_excludes_from_its_first_day_to_its_last() -> None:
    tie = Involvement(kind=InvolvementKind.MANAGES_CASE, from_on=date(2026, 11, 20), until_on=date(2026, 11, 22))
    days = [date(2026, 11, day) for day in (19, 20, 22, 23)]

    assert [bool(exclusions(Nation.WALES, [tie], on=day)) for day in days] == [False, True, True, False]


def test_somebody_without_ties_registered_and_experienced_may_be_the_iro() -> None:
    found = assess(
        Nation.ENGLAND, on=TODAY, involvements=[], registrations=[REGISTERED], experienced_since=date(2015, 1, 1)
    )

    assert found == ()


def test_every_reason_is_listed_not_the_first_only() -> None:
    found = assess(
        Nation.ENGLAND,
        on=TODAY,
        involvements=[
            Involvement(kind=InvolvementKind.CONTROLS_RESOURCES),
            Involvement(kind=InvolvementKind.VISITS_CHILD),
        ],
        registrations=[],
        experienced_since=date(2024, 1, 1),
    )

    assert [(item.rule_id, item.blocks) for item in found] == [
        ("iro-independent", True),
        ("iro-independent", True),
        ("iro-qualified", True),
        ("iro-five-years", False),
    ]
    assert [item.citation[-3:] for item in found[:2]] == ["(b)", "(e)"]
    assert found[2].sentence == "This person has no registration valid on 21 November 2026 with Social Work England."
    assert found[3].sentence == "This person has less than 5 years' experience."


@pytest.mark.parametrize(
    ("on", "lacking"), [(date(2026, 11, 20), True), (date(2026, 11, 21), False), (date(2026, 11, 22), False)]
)
def test_experience_is_enough_on_the_fifth_anniversary(on: date, lacking: bool) -> None:
    assert lacks_experience(Nation.ENGLAND, date(2021, 11, 21), on=on) is lacking


def test_wales_expects_no_number_of_years() -> None:
    assert lacks_experience(Nation.WALES, date(2026, 11, 1), on=TODAY) is False


@pytest.mark.parametrize(
    ("nation", "body", "on", "valid"),
    [
        pytest.param(Nation.ENGLAND, "Social Work England", date(2019, 12, 2), True, id="england from 2 December"),
        pytest.param(Nation.ENGLAND, "Social Work England", date(2019, 12, 1), False, id="not the day before"),
        pytest.param(Nation.ENGLAND, "Health and Care Professions Council", date(2019, 12, 1), True, id="hcpc"),
        pytest.param(Nation.ENGLAND, "Health and Care Professions Council", date(2019, 12, 2), False, id="hcpc over"),
        pytest.param(Nation.ENGLAND, "General Social Care Council", date(2012, 7, 31), True, id="gscc"),
        pytest.param(Nation.ENGLAND, "Social Care Wales", TODAY, False, id="welsh register in england"),
        pytest.param(Nation.WALES, "Social Care Wales", date(2017, 4, 3), True, id="welsh register"),
        pytest.param(Nation.WALES, "Social Work England", TODAY, True, id="english register in wales"),
        pytest.param(Nation.WALES, "Scottish Social Services Council", TODAY, True, id="scottish register in wales"),
        pytest.param(Nation.WALES, "A club", TODAY, False, id="no register"),
    ],
)
def test_a_register_counts_by_nation_and_day(nation: Nation, body: str, on: date, valid: bool) -> None:
    entry = Registration(body=body, from_on=date(2000, 1, 1))

    assert is_registered(nation, [entry], on=on) is valid


def test_a_registration_counts_from_its_first_day_to_its_last() -> None:
    entry = Registration(body="Social Work England", from_on=date(2025, 12, 1), until_on=date(2026, 11, 30))
    days = [date(2025, 11, 30), date(2025, 12, 1), date(2026, 11, 30), date(2026, 12, 1)]

    assert [is_registered(Nation.ENGLAND, [entry], on=day) for day in days] == [False, True, True, False]


def test_lists_the_registers_of_each_nation() -> None:
    assert registers(Nation.ENGLAND, on=TODAY) == ("Social Work England",)
    assert registers(Nation.WALES, on=TODAY) == (
        "Social Work England",
        "Social Care Wales",
        "Scottish Social Services Council",
        "Northern Ireland Social Care Council",
    )
