"""Checks that the sample returns do not trip: each with a row that trips it and the nearest one that does not."""

from collections.abc import Mapping, Sequence

import pytest

from heard.returns.ssda903 import CollectionYear
from tests.returns.making import Fields, a_return, a_return_of, marked

Tables = Mapping[str, Sequence[Fields]]


def header(**changed: str) -> Tables:
    return {"header": [changed]}


def episode(**changed: str) -> Tables:
    return {"episodes": [changed]}


def episodes(*changed: Fields) -> Tables:
    return {"episodes": changed}


_FIRST = {"DEC": "01/09/2025", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}

CASES: list[tuple[str, set[str], Tables, Tables]] = [
    ("526", {"episodes"}, episode(PLACE_PROVIDER=""), episode(PLACE_PROVIDER="", PLACE="Z11")),
    ("242", {"episodes"}, episode(URN="XXXXXXX", PLACE="K2"), episode(URN="XXXXXXX", PLACE="A6", LS="E1")),
    ("1009", {"episodes"}, episode(REASON_PLACE_CHANGE="MOVED"), episode(REASON_PLACE_CHANGE="CARPL")),
    ("233", {"episodes"}, episode(REASON_PLACE_CHANGE="CARPL"), episode(REASON_PLACE_CHANGE="")),
    ("392d", {"episodes"}, episode(PL_POST="CT1 1GZ"), episode(PL_POST="CT1 1GZ", PLACE="P1")),
    ("147", {"episodes"}, episode(DEC="31/11/2025", REC="E8"), episode(DEC="30/11/2025", REC="E8")),
    ("352", {"episodes"}, header(DOB="02/06/2007"), header(DOB="03/06/2007")),
    ("353", {"episodes"}, episode(DECOM="13/10/1991"), episode(DECOM="14/10/1991")),
    ("354", {"episodes"}, episode(DECOM="01/04/2026"), episode(DECOM="31/03/2026")),
    ("385", {"episodes"}, episode(DEC="01/04/2026", REC="E8"), episode(DEC="31/03/2026", REC="E8")),
    ("355", {"episodes"}, episode(DEC="02/06/2025", REC="E8"), episode(DEC="03/06/2025", REC="E8")),
    ("356", {"episodes"}, episode(DEC="01/06/2025", REC="E8"), episode(DEC="02/06/2025", REC="E8")),
    ("446", {"episodes"}, episode(LS="E1", DECOM="30/11/2005"), episode(LS="E1", DECOM="01/12/2005")),
    (
        "386",
        {"episodes"},
        {**header(DOB="09/01/2008"), **episode(DEC="09/01/2026", REC="E11", PLACE="A5", LS="E1")},
        {**header(DOB="10/01/2008"), **episode(DEC="09/01/2026", REC="E11", PLACE="A5", LS="E1")},
    ),
    (
        "407",
        {"episodes", "header"},
        {**header(DOB="08/01/2008"), **episode(DEC="09/01/2026", REC="E45")},
        {**header(DOB="09/01/2008"), **episode(DEC="09/01/2026", REC="E45")},
    ),
    (
        "389",
        {"episodes"},
        {**header(DOB="10/01/2010"), **episode(DEC="09/01/2026", REC="E7")},
        {**header(DOB="09/01/2010"), **episode(DEC="09/01/2026", REC="E7")},
    ),
    ("359", {"episodes"}, header(DOB="30/03/2008"), header(DOB="31/03/2008")),
    ("302", {"episodes", "header"}, header(DOB="03/06/2025"), header(DOB="02/06/2025")),
    (
        "234",
        {"episodes"},
        {
            **header(DOB="02/09/2015"),
            **episodes(_FIRST | {"REASON_PLACE_CHANGE": "CUSTOD"}, {"DECOM": "01/09/2025", "RNE": "P"}),
        },
        {
            **header(DOB="01/09/2015"),
            **episodes(_FIRST | {"REASON_PLACE_CHANGE": "CUSTOD"}, {"DECOM": "01/09/2025", "RNE": "P"}),
        },
    ),
    (
        "225",
        {"episodes"},
        episodes(_FIRST | {"REASON_PLACE_CHANGE": ""}, {"DECOM": "01/09/2025", "RNE": "P"}),
        episodes(_FIRST, {"DECOM": "01/09/2025", "RNE": "P"}),
    ),
    (
        "435",
        {"episodes"},
        episodes(_FIRST | {"URN": ""}, {"DECOM": "01/09/2025", "RNE": "P", "URN": ""}),
        episodes(_FIRST | {"URN": ""}, {"DECOM": "01/09/2025", "RNE": "P", "URN": "SC111111"}),
    ),
    (
        "431",
        {"episodes"},
        episodes({"DEC": "01/09/2025", "REC": "E4A"}, {"DECOM": "01/09/2025"}),
        episodes({"DEC": "31/08/2025", "REC": "E4A"}, {"DECOM": "01/09/2025"}),
    ),
    (
        "361",
        {"episodes"},
        episode(LS="L1", DEC="06/06/2025", REC="E4A"),
        episodes(
            {"LS": "L1", "DEC": "05/06/2025", "REC": "E4A"},
            {"LS": "L1", "DECOM": "02/09/2025", "DEC": "05/09/2025", "REC": "E4A"},
        ),
    ),
    (
        "367",
        {"episodes"},
        episodes(
            *({"LS": "V3", "DECOM": f"01/{month:02}/2025", "DEC": f"17/{month:02}/2025"} for month in range(5, 10))
        ),
        episodes(
            *({"LS": "V3", "DECOM": f"01/{month:02}/2025", "DEC": f"16/{month:02}/2025"} for month in range(5, 10))
        ),
    ),
    (
        "607",
        {"episodes", "header"},
        {**header(MOTHER=""), **episode(DEC="31/03/2026", REC="E8")},
        {**header(MOTHER=""), **episode(DEC="31/03/2026", REC="X1")},
    ),
    ("393", {"header"}, header(MOTHER=""), {**header(MOTHER=""), **episode(LS="V4")}),
    ("442", {"header"}, header(UPN=""), {**header(UPN=""), **episode(LS="V4")}),
    (
        "210",
        {"episodes", "header"},
        {**header(UPN="UN4"), **episode(DECOM="24/03/2026")},
        {**header(UPN="UN4"), **episode(DECOM="23/03/2026")},
    ),
    (
        "625",
        {"header"},
        header(MOTHER="1", MC_DOB="01/04/2026"),
        header(MOTHER="1", MC_DOB="31/03/2026"),
    ),
    ("171", {"header"}, header(MOTHER="1", MC_DOB="2025-11-30"), header(MOTHER="1", MC_DOB="30/11/2025")),
    ("174", {"header"}, header(SEX="M", MC_DOB="30/11/2025"), header(SEX="F", MC_DOB="30/11/2025")),
    ("209", {"header"}, header(UPN="UN1", DOB="31/08/2020"), header(UPN="UN1", DOB="01/09/2020")),
    ("232", {"header"}, header(SEX="U"), header(SEX="F")),
    ("301", {"header"}, header(DOB="01/04/2026"), header(DOB="31/03/2026")),
    ("351", {"header"}, header(DOB="31/03/2000"), header(DOB="01/04/2000")),
    ("611", {"header"}, header(MOTHER="1"), header(MOTHER="1", MC_DOB="30/11/2025")),
    ("612", {"header"}, header(MOTHER="0", MC_DOB="30/11/2025"), header(MOTHER="1", MC_DOB="30/11/2025")),
    (
        "620",
        {"header"},
        header(MOTHER="1", DOB="02/04/2014", MC_DOB="30/11/2025"),
        header(MOTHER="1", DOB="01/04/2014", MC_DOB="30/11/2025"),
    ),
    ("621", {"header"}, header(MC_DOB="10/05/2012"), header(MC_DOB="11/05/2012")),
    (
        "231",
        {"header"},
        {**header(DOB="01/04/2015"), "uasc": [{"CHILD": "0017"}]},
        {**header(DOB="31/03/2015"), "uasc": [{"CHILD": "0017"}]},
    ),
    ("INT03", {"episodes"}, episodes({"CHILD": "17"}), episode()),
    ("H-DECOM-BLANK", {"episodes"}, episode(DECOM=""), episode(DECOM="31/02/2025")),
    ("H-CHILD-UNKNOWN", {"uasc"}, {"uasc": [{"CHILD": "99"}]}, {"uasc": [{"CHILD": "0017"}]}),
    (
        "H-REVIEW-OUTSIDE",
        {"reviews"},
        {"reviews": [{"REVIEW": "01/06/2025"}]},
        {"reviews": [{"REVIEW": "02/06/2025"}]},
    ),
    (
        "H-REVIEW-FUTURE",
        {"reviews"},
        {"reviews": [{"REVIEW": "02/06/2026"}]},
        {"reviews": [{"REVIEW": "01/06/2026"}]},
    ),
    (
        "H-REVIEW-AFTER-YEAR",
        {"reviews"},
        {"reviews": [{"REVIEW": "01/04/2026"}]},
        {"reviews": [{"REVIEW": "31/03/2026"}]},
    ),
    (
        "H-PN0-BIRTHDAY",
        {"reviews"},
        {"reviews": [{"REVIEW_CODE": "PN0", "REVIEW": "20/06/2025", "DOB": "20/06/2021"}]},
        {"reviews": [{"REVIEW_CODE": "PN0", "REVIEW": "20/06/2025", "DOB": "21/06/2021"}]},
    ),
]


@pytest.mark.parametrize(("code", "tables", "trips", "passes"), CASES, ids=[case[0] for case in CASES])
def test_check_marks_what_breaks_its_rule_and_not_its_neighbour(
    code: str, tables: set[str], trips: Tables, passes: Tables
) -> None:
    tripped = {(found, kind) for found, kind, _ in marked(a_return(**trips))}
    passed = {found for found, _, _ in marked(a_return(**passes))}

    assert {kind for found, kind in tripped if found == code} == tables
    assert code not in passed


@pytest.mark.parametrize(
    ("end", "given", "flagged"),
    [
        pytest.param(2024, "1", False, id="1 was right up to 2023-24"),
        pytest.param(2024, "M", True, id="M came with 2024-25"),
        pytest.param(2025, "1", True, id="1 went with 2024-25"),
        pytest.param(2025, "U", False, id="U came with 2024-25"),
    ],
)
def test_codes_for_sex_changed_with_2024_25(end: int, given: str, flagged: bool) -> None:
    found = {code for code, _, _ in marked(a_return_of(CollectionYear(end=end), header=[{"SEX": given}]))}

    assert ("101" in found) is flagged


@pytest.mark.parametrize(
    ("end", "place", "flagged"),
    [
        pytest.param(2025, "H5", False, id="H5 up to 2024-25"),
        pytest.param(2026, "H5", True, id="no H5 from 2025-26"),
        pytest.param(2025, "K3", False, id="K3 is known in 2024-25, unlike at the peer (F8)"),
        pytest.param(2025, "Z11", True, id="no Z11 before 2025-26"),
        pytest.param(2026, "Z11", False, id="Z11 from 2025-26"),
        pytest.param(2026, "Z1", True, id="no Z1 from 2025-26"),
    ],
)
def test_placement_codes_are_those_of_the_year(end: int, place: str, flagged: bool) -> None:
    found = {code for code, _, _ in marked(a_return_of(CollectionYear(end=end), episodes=[{"PLACE": place}]))}

    assert ("146" in found) is flagged


def test_the_usual_child_is_without_findings() -> None:
    assert marked(a_return()) == set()
