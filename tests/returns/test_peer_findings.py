"""Our findings against those of the validator that councils use, each of its checks run alone."""

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from heard.returns.ssda903 import CollectionYear, check, read

Findings = dict[str, set[tuple[str, int]]]

_DEPARTURES = Path(__file__).parent / "departures.tsv"
_TABLES = ("header", "episodes", "reviews")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _peer(folder: Path) -> Findings:
    found: Findings = defaultdict(set)
    for row in _rows(folder / "peer_findings.tsv"):
        if row["file"] in _TABLES:
            found[row["check"]].add((row["file"], int(row["row"])))
    return found


@cache
def _ours(folder: Path, end: int) -> Findings:
    ret = read(folder, year=CollectionYear(end=end))
    checked = check(ret, on=date(end, 6, 1))
    assert [outcome for outcome in checked.outcomes if outcome.state == "failed"] == []
    found: Findings = defaultdict(set)
    for problem in checked.problems:
        if problem.kind in _TABLES and not problem.code.startswith("H-"):
            assert problem.row is not None
            found[problem.code].add((problem.kind, problem.row))
    return found


def _departures(sample: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
    allowed: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(_DEPARTURES):
        if row["sample"] == sample:
            allowed[(row["check"], row["finder"])].append((row["file"], row["row"]))
    return allowed


def _compare(folder: Path, end: int) -> None:
    peer, ours, departures = _peer(folder), _ours(folder, end), _departures(folder.name)
    used: set[tuple[str, str]] = set()
    unexplained = []
    for code in sorted({*peer, *ours}):
        for finder, rows in (("peer", peer[code] - ours[code]), ("ours", ours[code] - peer[code])):
            for file, row in sorted(rows):
                if {(file, str(row)), (file, "*")} & set(departures[(code, finder)]):
                    used.add((code, finder))
                else:
                    unexplained.append((code, finder, file, row))

    assert unexplained == []
    assert used == {key for key, rows in departures.items() if rows}
    assert sum(map(len, peer.values())) > 50


@pytest.mark.parametrize("sample", ["gen903-year", "gen903-history"])
def test_findings_on_generated_returns_are_the_peers(own_samples: Path, sample: str) -> None:
    _compare(own_samples / sample, 2026)


def test_findings_on_the_peers_own_sample_are_the_peers(public_samples: Path) -> None:
    _compare(public_samples / "v903-csv", 2023)


@pytest.mark.parametrize("sample", ["gen903-year", "gen903-history"])
def test_every_seeded_fault_with_a_check_is_found(own_samples: Path, sample: str) -> None:
    seeded = [row for row in _rows(own_samples / sample / "faults.tsv") if row["check"] != "-"]
    ours = _ours(own_samples / sample, 2026)

    missed = [row for row in seeded if (row["file"], int(row["row"])) not in ours[row["check"]]]

    assert missed == []
    assert len(seeded) > 30


_OWN_CODES = {
    "review_duplicate": "H-REVIEW-TWICE",
    "review_after_leaving": "H-REVIEW-OUTSIDE",
    "review_after_year_end": "H-REVIEW-AFTER-YEAR",
}


@pytest.mark.parametrize("sample", ["gen903-year", "gen903-history"])
def test_seeded_faults_that_nobody_publishes_a_check_for_have_our_codes(own_samples: Path, sample: str) -> None:
    seeded = [row for row in _rows(own_samples / sample / "faults.tsv") if row["kind"] in _OWN_CODES]
    checked = check(read(own_samples / sample, year=CollectionYear(end=2026)), on=date(2026, 6, 1))
    found = {(problem.code, problem.kind, problem.row) for problem in checked.problems}

    missed = [row for row in seeded if (_OWN_CODES[row["kind"]], row["file"], int(row["row"])) not in found]

    assert missed == []
    assert seeded
