"""What an import says about a row, in the shape in which it is stored and shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from heard.imports.models import ImportProblem
from heard.imports.staging import Columns
from heard.returns.ssda903 import Problem

REFUSED = ImportProblem.Level.REFUSED.value
WARNING = ImportProblem.Level.WARNING.value


class Finding(NamedTuple):
    """One row that was refused, or that a check warns of; `row` is 0 for the first data row, None for a whole file."""

    level: str
    file: str
    row: int | None
    local_id: str
    field: str
    came_as: str
    code: str
    message: str


COLUMNS: Columns = {
    "level": "text", "file": "text", "row": "int4", "local_id": "text", "field": "text", "came_as": "text",
    "code": "text", "message": "text",
}  # fmt: skip


def of_reader(problems: Iterable[Problem]) -> list[Finding]:
    """Take over what reading and checking the return found."""
    return [
        Finding(
            level=problem.level,
            file=problem.file[:200],
            row=problem.row,
            local_id=problem.child[:40],
            field=problem.field[:40],
            came_as=problem.came_as[:200],
            code=problem.code[:40],
            message=problem.message,
        )
        for problem in problems
    ]


def about(row: Any, *, code: str, level: str, field: str, message: str) -> Finding:
    """Say something about a row of the return."""
    return Finding(
        level=level,
        file=row.file[:200],
        row=row.row,
        local_id=row.child[:40],
        field=field,
        came_as=row.came_as(field)[:200],
        code=code,
        message=message,
    )


def in_words(day: date | None) -> str:
    """Write a day for a sentence: 15 October 2026."""
    return f"{day.day} {day:%B %Y}" if day is not None else "no day"
