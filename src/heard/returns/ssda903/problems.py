"""What reading and checking a return can say about it."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["refused", "warning"]
State = Literal["done", "skipped", "failed"]


class ReturnRefused(Exception):
    """The files cannot be read as a return. Nothing was taken."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about one row, or about a whole file when `row` is None.

    `refused` means that the row cannot be stored; every other finding is a warning and the row counts.
    `row` is 0 for the first data row; `kind` says which table of the return it is, also for XML.
    """

    file: str
    kind: str
    row: int | None
    child: str
    field: str
    code: str
    level: Level
    message: str
    came_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """How one check ended: done, skipped (with the reason) or failed (with the children it failed for)."""

    code: str
    title: str
    state: State
    reason: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Every finding and the outcome of every check, in the order of the check table."""

    problems: tuple[Problem, ...]
    outcomes: tuple[CheckOutcome, ...]

    @property
    def refused_rows(self) -> frozenset[tuple[str, int]]:
        """Kind and number of each row that cannot be stored."""
        return frozenset((p.kind, p.row) for p in self.problems if p.level == "refused" and p.row is not None)
