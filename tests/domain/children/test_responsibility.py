import pytest

from heard.children.codes import LEGAL_STATUS
from heard.children.responsibility import Standing, responsibility


def standing(status: str, *, nation: str = "england", placement: str = "U6") -> tuple[str, bool | None, str]:
    found = responsibility(nation=nation, looked_after=True, legal_status=status, placement_type=placement)
    return found.standing.value, found.authority_holds, str(found.citation) if found.citation else ""


@pytest.mark.parametrize(
    ("status", "nation", "wanted"),
    [
        ("C2", "england", ("shared", True, "Children Act 1989, section 33(3) and (4)")),
        ("C2", "wales", ("shared", True, "Children Act 1989, section 33(3) and (4)")),
        ("C1", "england", ("shared", True, "Children Act 1989, sections 31(11) and 33(3) and (4)")),
        ("V2", "england", ("parents", False, "Children Act 1989, section 20(7) and (8)")),
        (
            "V2",
            "wales",
            ("parents", False, "Social Services and Well-being (Wales) Act 2014, section 76(4) and (5)"),
        ),
        ("V4", "england", ("parents", False, "Children Act 1989, section 20(7) and (8)")),
        ("E1", "wales", ("adoption", True, "Adoption and Children Act 2002, section 25(1), (2) and (4)")),
        ("D1", "england", ("freed", True, "Adoption Act 1976, section 18(5)")),
        ("L1", "england", ("parents", False, "Children Act 1989, section 46(9)")),
        ("L2", "england", ("emergency", None, "Children Act 1989, section 44(4) and (5)")),
        ("J1", "england", ("parents", False, "Children Act 1989, section 2(6)")),
        ("", "england", ("not_known", None, "")),
        ("X9", "wales", ("not_known", None, "")),
    ],
)
def test_the_legal_status_says_who_holds_parental_responsibility(
    status: str, nation: str, wanted: tuple[str, bool | None, str]
) -> None:
    assert standing(status, nation=nation) == wanted


@pytest.mark.parametrize(
    ("status", "placement", "wanted"),
    [
        ("E1", "A6", "placed"),
        ("V2", "A4", "placed"),
        ("C2", "A3", "placed"),
        ("E1", "U6", "adoption"),
        ("V2", "A6", "parents"),
    ],
)
def test_prospective_adopters_share_it_once_the_child_is_placed(status: str, placement: str, wanted: str) -> None:
    assert standing(status, placement=placement)[0] == wanted


def test_every_legal_status_of_the_return_is_answered() -> None:
    unknown = [status for status in LEGAL_STATUS if standing(status)[0] == Standing.NOT_KNOWN]

    assert unknown == []


def test_nothing_is_said_of_a_child_who_is_not_looked_after() -> None:
    found = responsibility(nation="england", looked_after=False, legal_status="C2", placement_type="U6")

    assert (found.standing, found.authority_holds, found.citation) == (Standing.NOT_LOOKED_AFTER, None, None)
