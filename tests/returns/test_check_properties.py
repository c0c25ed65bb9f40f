"""What must hold of all checks, whatever the return: order does not matter, and no child disturbs another."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from heard.returns.ssda903 import Return903, Source, read
from heard.returns.ssda903.layouts import NEWEST
from tests.returns.making import CHILD, EPISODE, REVIEW, YEAR, csv_text, findings

_DAYS = [
    "01/05/2025",
    "02/05/2025",
    "20/06/2025",
    "01/09/2025",
    "31/03/2026",
    "02/04/2026",
    "",
    "31/02/2025",
    "2025-05-01",
]
_TABLES = {
    "header": {
        **CHILD,
        "DOB": ["10/05/2012", "01/05/2021", "10/05/2008"],
        "SEX": ["F", "M"],
        "UPN": ["UN4", "UN1", ""],
    },
    "episodes": {
        **EPISODE,
        "DECOM": _DAYS,
        "DEC": _DAYS,
        "RNE": ["S", "L", "P", "B"],
        "LS": ["C2", "V2", "V3", "V4", "L1", "E1"],
        "PLACE": ["U6", "T1", "T3", "P1", "A5", "K2"],
        "REC": ["", "X1", "E4A", "E11", "E15"],
        "REASON_PLACE_CHANGE": ["", "CARPL", "CUSTOD"],
        "CIN": ["N1", "N2"],
    },
    "reviews": {**REVIEW, "REVIEW": _DAYS, "REVIEW_CODE": ["PN0", "PN1", "", "PN9"]},
}

Rows = dict[str, list[dict[str, str]]]


@st.composite
def _rows(draw: st.DrawFn, kind: str, child: str) -> dict[str, str]:
    row: dict[str, str] = {}
    for column, values in _TABLES[kind].items():
        row[column] = draw(st.sampled_from(values)) if isinstance(values, list) else str(values)
    return row | {"CHILD": child}


@st.composite
def _child(draw: st.DrawFn, child: str) -> Rows:
    many = {"header": (1, 1), "episodes": (0, 4), "reviews": (0, 3)}
    return {
        kind: draw(st.lists(_rows(kind, child), min_size=least, max_size=most, unique_by=lambda row: str(row)))
        for kind, (least, most) in many.items()
    }


def _together(*children: Rows) -> Rows:
    return {kind: [row for child in children for row in child[kind]] for kind in _TABLES}


def _read(rows: Rows, columns: Mapping[str, Sequence[str]] = NEWEST) -> Return903:
    return read([Source(kind, csv_text(kind, rows[kind], columns[kind]).encode()) for kind in rows], year=YEAR)


def _found(ret: Return903) -> Counter[tuple[str, ...]]:
    """Count findings by the contents of their rows, whatever these rows' numbers."""
    rows = {
        (kind, row.row): str(row[2:])
        for kind, table in (("header", ret.headers), ("episodes", ret.episodes), ("reviews", ret.reviews))
        for row in table
    }
    return Counter(
        (found.code, found.level, found.message, rows[(found.kind, found.row or 0)]) for found in findings(ret)
    )


@settings(max_examples=60, deadline=None)
@given(children=st.tuples(_child("A"), _child("B")), seed=st.integers(0, 1000))
def test_the_order_of_rows_and_columns_and_extra_columns_change_nothing(children: tuple[Rows, Rows], seed: int) -> None:
    rows, shuffler = _together(*children), random.Random(seed)
    shuffled = {kind: shuffler.sample(table, len(table)) for kind, table in rows.items()}
    columns = {kind: shuffler.sample([*NEWEST[kind], "TEAM", "NOTE"], len(NEWEST[kind]) + 2) for kind in rows}

    assert _found(_read(shuffled, columns)) == _found(_read(rows))


@settings(max_examples=60, deadline=None)
@given(
    child=_child("A"),
    other=_child("B"),
    kind=st.sampled_from(["header", "episodes", "reviews"]),
    number=st.integers(0, 3),
    impossible=st.sampled_from(["31/02/2020", "99/99/9999", "2025-06-01", "yesterday", "=1+1", "00/00/0000"]),
)
def test_an_impossible_date_in_one_child_changes_no_finding_of_another(
    child: Rows, other: Rows, kind: str, number: int, impossible: str
) -> None:
    field = {"header": "DOB", "episodes": "DECOM", "reviews": "REVIEW"}[kind]
    spoilt = {name: [dict(row) for row in table] for name, table in other.items()}
    if spoilt[kind]:
        spoilt[kind][number % len(spoilt[kind])][field] = impossible

    before = [found for found in findings(_read(_together(child, other))) if found.child == "A"]
    after = [found for found in findings(_read(_together(child, spoilt))) if found.child == "A"]

    assert [found for found in after if found.code != "444"] == [found for found in before if found.code != "444"]
