"""Measures a whole import of an invented return: for script/bench, never for a council's own database."""

import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

from heard.accounts.actions import create_authority
from heard.common import scope
from heard.imports.actions import import_now
from heard.imports.progress import listening

GENERATOR = Path(__file__).resolve().parents[3] / "tools" / "gen903.py"
AS_OF = date(2026, 3, 31)
MEGABYTE_IN_KB = 1024


@dataclass(slots=True)
class _Clock:
    """Notes when each step began."""

    marks: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, step: str) -> None:
        self.marks.append((step, perf_counter()))

    def steps(self, ended: float) -> dict[str, float]:
        ends = [began for _, began in self.marks[1:]] + [ended]
        return {step: round(end - began, 2) for (step, began), end in zip(self.marks, ends, strict=True)}


def measure(children: int) -> dict[str, Any]:
    """Make a return of so many children with their whole history, import it into a new authority, and give the times.

    The database must be running and migrated. Seconds by the clock; `cpu` is this process alone, without PostgreSQL;
    `megabytes` the most memory that this process ever held.
    """
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        subprocess.run(
            [sys.executable, str(GENERATOR), "--children", str(children), "--seed", "bench", "--out", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return _measure(children, Path(folder))


def _measure(children: int, folder: Path) -> dict[str, Any]:
    authority = create_authority(name=f"Bench {uuid4()}", nation="england", by=None)
    clock = _Clock()
    began, cpu = perf_counter(), process_time()
    with scope.within(scope.of(authority.pk)), listening(clock):
        run = import_now(
            authority_id=authority.pk, kind="ssda903", sources=folder, by=None, today=AS_OF, year="2025-26"
        )
    ended = perf_counter()
    return {
        "children": children,
        "seconds": round(ended - began, 2),
        "milliseconds_per_child": round((ended - began) * 1000 / children, 3),
        "cpu": round(process_time() - cpu, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE_IN_KB,
        "steps": clock.steps(ended),
        "created": run.counts["created"],
    }
