"""The measurement that script/bench prints, and that a return without faults is clean."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from heard.returns import bench
from heard.returns.ssda903 import CollectionYear, check, read

_GENERATOR = Path(__file__).parents[2] / "tools" / "gen903.py"


def test_measures_a_return_of_the_size_asked_for() -> None:
    measured = bench.measure(60)

    assert measured["children"] == 60
    assert measured["episodes"] > 60
    assert measured["checks_done"] > 100
    assert measured["peak_megabytes"] > 0
    assert measured["read_seconds"] > 0
    assert measured["check_seconds"] > 0


def test_a_return_without_faults_is_without_findings(tmp_path: Path) -> None:
    made = [sys.executable, str(_GENERATOR), "--children", "600", "--seed", "clean", "--fault-rate", "0"]
    subprocess.run([*made, "--out", str(tmp_path)], check=True, capture_output=True)

    checked = check(read(tmp_path, year=CollectionYear(end=2026)), on=date(2026, 6, 1))

    tables = {"header", "episodes", "reviews"}
    assert [problem for problem in checked.problems if problem.kind in tables] == []
