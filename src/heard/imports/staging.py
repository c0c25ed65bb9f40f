"""Temporary tables that a return is copied into before it is applied.

PostgreSQL refuses COPY into a table with row-level security, so rows go by COPY into these and from there by
INSERT ... SELECT. They belong to the connection and are gone with the transaction.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

Columns = Mapping[str, str]

CHILD: Columns = MappingProxyType(
    {
        "local_id": "text",
        "row": "int4",
        "file": "text",
        "born_on": "date",
        "died_on": "date",
        "sex": "text",
        "ethnicity": "text",
        "upn": "text",
        "unaccompanied": "bool",
        "sort_key": "text",
    }
)
PERIOD: Columns = MappingProxyType(
    {
        "local_id": "text",
        "period_id": "int8",
        "stream": "text",
        "started_on": "date",
        "ceased_on": "date",
        "reason_ceased": "text",
        "category_of_need": "text",
        "authorised_to_place_on": "date",
        "placed_for_adoption_on": "date",
    }
)
EPISODE: Columns = MappingProxyType(
    {
        "local_id": "text",
        "row": "int4",
        "home": "date",
        "started_on": "date",
        "reason_started": "text",
        "legal_status": "text",
        "category_of_need": "text",
        "placement_type": "text",
        "placement_provider": "text",
        "ceased_on": "date",
        "reason_ceased": "text",
        "reason_place_change": "text",
        "home_postcode": "text",
        "placement_postcode": "text",
        "urn": "text",
    }
)
REVIEW: Columns = MappingProxyType(
    {"local_id": "text", "row": "int4", "home": "date", "held_on": "date", "participation_code": "text"}
)
_LATER = MappingProxyType(
    {"stage_child": "child_id int8", "stage_period": "child_id int8", "stage_episode": "child_id int8",
     "stage_review": "child_id int8, own_id int8"}
)  # fmt: skip


def stage(cursor: Any, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]]) -> None:
    """Make the temporary table anew, copy the rows into it and let the planner look at it.

    Rows hold their values in the order of `columns`.
    """
    make(cursor, table, columns, extra=_LATER.get(table, ""))
    copy(cursor, table, columns, rows)
    cursor.execute(f"analyze {table}")


def make(cursor: Any, table: str, columns: Columns, *, extra: str = "") -> None:
    """Make the temporary table anew, empty."""
    body = ", ".join([*(f"{name} {kind}" for name, kind in columns.items()), *([extra] if extra else [])])
    cursor.execute(f"drop table if exists pg_temp.{table}")
    cursor.execute(f"create temporary table {table} ({body}) on commit drop")


def copy(cursor: Any, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]]) -> None:
    """Copy rows into a temporary table."""
    with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin with (format binary)") as into:
        into.set_types(list(columns.values()))
        write = into.write_row
        for row in rows:
            write(row)
