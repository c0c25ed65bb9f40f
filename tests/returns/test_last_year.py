"""Checks against last year's return."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from heard.returns.ssda903 import CollectionYear, check, read
from tests.returns.making import TODAY, YEAR, Fields, a_return, a_return_of, marked

Tables = Mapping[str, Sequence[Fields]]

_SINCE = {"DECOM": "02/06/2024"}
_LAST: Tables = {"episodes": [_SINCE], "reviews": []}
_NOW: Tables = {"episodes": [_SINCE], "reviews": []}

CASES: list[tuple[str, Tables, Tables]] = [
    ("202", {**_NOW, "header": [{"SEX": "M", "MOTHER": ""}]}, {}),
    ("203", {**_NOW, "header": [{"DOB": "11/05/2012"}]}, {}),
    ("204", {**_NOW, "header": [{"ETHNIC": "WIRI"}]}, {}),
    ("207", _NOW, {"header": [{"MOTHER": "1", "MC_DOB": "01/01/2024"}]}),
    ("208", {**_NOW, "header": [{"UPN": "B123456789012"}]}, {}),
    ("208", {**_NOW, "header": [{"UPN": "UN1"}]}, {"header": [{"UPN": "UN2"}]}),
    ("624", _NOW, {"header": [{"MC_DOB": "01/01/2024"}]}),
    ("626", {**_NOW, "header": [{"MOTHER": "1", "MC_DOB": "31/03/2025"}]}, {}),
    (
        "199",
        {"episodes": [{"DECOM": "02/06/2025"}], "reviews": []},
        {"episodes": [{**_SINCE, "DEC": "01/02/2025", "REC": "E11", "PLACE": "A5", "LS": "E1"}]},
    ),
    ("503A", {"episodes": [{**_SINCE, "RNE": "P"}], "reviews": []}, {}),
    ("503B", {"episodes": [{**_SINCE, "LS": "V2"}], "reviews": []}, {}),
    ("503C", {"episodes": [{**_SINCE, "CIN": "N2"}], "reviews": []}, {}),
    ("503D", {"episodes": [{**_SINCE, "PLACE": "U4"}], "reviews": []}, {}),
    ("503E", {"episodes": [{**_SINCE, "PLACE_PROVIDER": "PR4"}], "reviews": []}, {}),
    ("503F", {"episodes": [{**_SINCE, "URN": "SC654321"}], "reviews": []}, {}),
    ("562", {"episodes": [{"DECOM": "03/06/2024"}], "reviews": []}, {}),
    ("NoE", _NOW, {"episodes": []}),
    ("H-PERIOD-REBUILT", {"episodes": [{"DECOM": "03/06/2024"}], "reviews": []}, {}),
    ("H-PERIOD-REBUILT", {"episodes": [{"DECOM": "02/06/2025"}], "reviews": []}, {}),
]


def _codes(now: Tables, last: Tables) -> set[str]:
    before = a_return_of(CollectionYear(end=2025), **{**_LAST, **last})
    return {code for code, _, _ in marked(a_return(**now), last=before)}


@pytest.mark.parametrize(("code", "now", "last"), CASES, ids=[case[0] for case in CASES])
def test_a_difference_from_last_year_is_found(code: str, now: Tables, last: Tables) -> None:
    assert code in _codes(now, last)


def test_two_years_that_join_are_without_findings() -> None:
    assert _codes(_NOW, {}) == set()


@pytest.mark.parametrize(
    ("was", "now"),
    [("UN2", "A123456789012"), ("", "UN2"), ("UN1", "UN2"), ("UN2", "UN5"), ("UN1", "UN5")],
)
def test_a_upn_may_become_known(was: str, now: str) -> None:
    assert "208" not in _codes({**_NOW, "header": [{"UPN": now}]}, {"header": [{"UPN": was}]})


def test_other_placements_may_be_split_in_2025_26() -> None:
    other = {**_SINCE, "PLACE_PROVIDER": "", "URN": ""}

    found = _codes({"episodes": [{**other, "PLACE": "Z12"}], "reviews": []}, {"episodes": [{**other, "PLACE": "Z1"}]})

    assert "503D" not in found


def test_generated_years_join(own_samples: Path) -> None:
    folder = own_samples / "gen903-year"
    ret = read(folder, year=YEAR, last=folder / "last")
    assert ret.last is not None
    assert ret.last.year == CollectionYear(end=2025)

    checked = check(ret, on=date(2026, 6, 1))

    outcomes = {outcome.code: outcome.state for outcome in checked.outcomes}
    assert {outcomes[code] for code in ("202", "208", "503A", "562", "NoE", "H-PERIOD-REBUILT")} == {"done"}
    rebuilt = {problem.child for problem in checked.problems if problem.code == "H-PERIOD-REBUILT"}
    faulty = {line.split("\t")[0] for line in (folder / "faults.tsv").read_text().splitlines()[1:] if "episode" in line}
    assert rebuilt <= faulty | {"1134623"}  # the child whose episodes were taken out


def test_last_year_given_to_check_goes_before_the_one_read(own_samples: Path) -> None:
    before = a_return_of(CollectionYear(end=2025), header=[{"SEX": "M"}])

    assert "202" in {problem.code for problem in check(a_return(), on=TODAY, last=before).problems}
