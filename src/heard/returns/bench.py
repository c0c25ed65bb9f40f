"""Measure how long it takes to read and to check an invented return, and how much memory."""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import cast

from heard.returns.ssda903 import CollectionYear, check, read

_GENERATOR = Path(__file__).parents[3] / "tools" / "gen903.py"
_YEAR = CollectionYear(end=2026)
_DAY_OF_IMPORT = date(2026, 6, 1)


def measure(children: int) -> dict[str, float]:
    """Make a return of this many children in a temporary folder and read and check it in a process of its own.

    Gives `read_seconds`, `check_seconds` and their `processor_seconds`, `peak_megabytes`, and how many rows there were.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, str(_GENERATOR), "--children", str(children), "--out", folder]
        subprocess.run(made, check=True, capture_output=True)
        measured = subprocess.run(
            [sys.executable, "-m", "heard.returns.bench", folder], check=True, capture_output=True, text=True
        )
    return cast("dict[str, float]", json.loads(measured.stdout)) | {"children": children}


def measure_folder(folder: Path) -> dict[str, float]:
    """Read and check the return in a folder in this process."""
    began, busy = perf_counter(), process_time()
    ret = read(folder, year=_YEAR)
    read_at, read_busy = perf_counter(), process_time()
    checked = check(ret, on=_DAY_OF_IMPORT)
    done, done_busy = perf_counter(), process_time()
    return {
        "read_seconds": round(read_at - began, 2),
        "check_seconds": round(done - read_at, 2),
        "read_processor_seconds": round(read_busy - busy, 2),
        "check_processor_seconds": round(done_busy - read_busy, 2),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "episodes": len(ret.episodes),
        "reviews": len(ret.reviews),
        "problems": len(checked.problems),
        "checks_done": sum(outcome.state == "done" for outcome in checked.outcomes),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure_folder(Path(sys.argv[1]))))
