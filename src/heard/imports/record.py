"""Writes what came of an import: its problems, differences and changes, every one of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from heard.imports import findings, source_marks, staging
from heard.imports.findings import Finding
from heard.imports.source_marks import Difference

CHANGE: staging.Columns = {"kind": "text", "local_id": "text", "on": "date", "reason": "text"}
_CHANGE_STAGE: staging.Columns = {"kind": "text", "local_id": "text", "day": "date", "reason": "text"}


def write(
    cursor: Any,
    *,
    authority_id: int,
    run_id: int,
    found: Sequence[Finding],
    differences: Sequence[Difference],
    changes: Iterable[tuple[str, str, date | None, str]],
) -> None:
    """Write every row of the result; by COPY, for there may be many thousands. An earlier attempt's rows go first."""
    for table in ("importproblem", "importdifference", "importchange"):
        cursor.execute(
            f"delete from imports_{table} where authority_id = %s and run_id = %s",
            (authority_id, run_id),
        )
    _write(cursor, "imports_importproblem", findings.COLUMNS, findings.COLUMNS, found, authority_id, run_id)
    marks = source_marks.COLUMNS
    _write(cursor, "imports_importdifference", marks, marks, differences, authority_id, run_id)
    _write(cursor, "imports_importchange", CHANGE, _CHANGE_STAGE, changes, authority_id, run_id)


def _write(
    cursor: Any,
    table: str,
    columns: staging.Columns,
    staged: staging.Columns,
    rows: Iterable[tuple[Any, ...]],
    authority_id: int,
    run_id: int,
) -> None:
    staging.make(cursor, "stage_result", {"place": "int4", **staged})
    staging.copy(cursor, "stage_result", {"place": "int4", **staged}, ((place, *row) for place, row in enumerate(rows)))
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"insert into {table} (authority_id, run_id, {names})"
        f" select %s, %s, {', '.join(staged)} from stage_result order by place",
        (authority_id, run_id),
    )
