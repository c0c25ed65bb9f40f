"""The diary made again from facts and rules. Nobody types a due date."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.diary import COLUMNS, DiaryRow, as_tuple, diary_of
from heard.deadlines.facts import gather

TYPES = {
    "child_id": "bigint", "period_id": "bigint", "review_id": "bigint", "kind": "text", "chain": "text",
    "rule": "text", "step": "smallint", "number": "smallint", "counted_from": "date", "due_on": "date",
    "met_on": "date", "state": "text", "in_time": "boolean", "relaxed": "boolean", "target_on": "date",
    "complete_by": "date", "note": "text", "numbered": "boolean",
}  # fmt: skip
KEY = ("period_id", "chain", "number")
REST = tuple(column for column in COLUMNS if column not in KEY)

CREATE = f"""
create temporary table if not exists diary_now ({", ".join(f"{name} {TYPES[name]}" for name in COLUMNS)})
on commit drop
"""
_SAME_KEY = " and ".join(f"d.{name} = n.{name}" for name in KEY)
_ROW = "({})".format
REMOVE = f"""
delete from deadlines_deadline d
where d.authority_id = %(authority)s and (%(all)s or d.child_id = any (%(children)s))
  and not exists (select from diary_now n where {_SAME_KEY})
"""
CHANGE = f"""
update deadlines_deadline d set {", ".join(f"{name} = n.{name}" for name in REST)}
from diary_now n where d.authority_id = %(authority)s and {_SAME_KEY}
  and {_ROW(", ".join(f"d.{name}" for name in REST))} is distinct from {_ROW(", ".join(f"n.{name}" for name in REST))}
"""
ADD = f"""
insert into deadlines_deadline (authority_id, {", ".join(COLUMNS)})
select %(authority)s, {", ".join(f"n.{name}" for name in COLUMNS)} from diary_now n
where not exists (select from deadlines_deadline d where d.authority_id = %(authority)s and {_SAME_KEY})
"""
DIFFER = f"""
select coalesce(d.child_id, n.child_id), coalesce(d.chain, n.chain), coalesce(d.number, n.number), d.due_on, n.due_on,
       d.state, n.state
from (select * from deadlines_deadline where authority_id = %(authority)s) d
full join diary_now n on {_SAME_KEY}
where {_ROW(", ".join(f"d.{name}" for name in REST))} is distinct from {_ROW(", ".join(f"n.{name}" for name in REST))}
order by 1, 2, 3
"""


@transaction.atomic
def recompute(*, authority_id: int, today: date, child_ids: Sequence[int] | None = None) -> int:
    """Make the diary of these children again, or of every child of the authority, and say how many rows changed."""
    wanted: dict[str, Any] = {"authority": authority_id, "all": child_ids is None, "children": list(child_ids or [])}
    with connection.cursor() as cursor:
        _stage(cursor, authority_id=authority_id, today=today, child_ids=child_ids)
        changed = 0
        for statement in (REMOVE, CHANGE, ADD):
            cursor.execute(statement, wanted)
            changed += cursor.rowcount
        cursor.execute("drop table diary_now")
    return changed


@transaction.atomic
def differences(*, authority_id: int, today: date) -> list[dict[str, object]]:
    """Make the diary again beside the one that is stored, change nothing, and list where they differ."""
    with connection.cursor() as cursor:
        _stage(cursor, authority_id=authority_id, today=today, child_ids=None)
        cursor.execute(DIFFER, {"authority": authority_id})
        found = cursor.fetchall()
        cursor.execute("drop table diary_now")
    names = ("child", "chain", "number", "stored_due_on", "due_on", "stored_state", "state")
    return [dict(zip(names, row, strict=True)) for row in found]


def _stage(cursor, *, authority_id: int, today: date, child_ids: Sequence[int] | None) -> None:  # type: ignore[no-untyped-def]
    nation = ResponsibleAuthority.objects.values_list("nation", flat=True).get(pk=authority_id)
    facts = gather(authority_id=authority_id, nation=nation, child_ids=child_ids, today=today)
    cursor.execute(CREATE)
    _copy(cursor, (row for period in facts for row in diary_of(period, today=today)))
    cursor.execute("analyze diary_now")


def _copy(cursor, rows: Iterable[DiaryRow]) -> None:  # type: ignore[no-untyped-def]
    with cursor.copy(f"copy diary_now ({', '.join(COLUMNS)}) from stdin with (format binary)") as copy:
        copy.set_types([TYPES[name].replace("smallint", "int2").replace("bigint", "int8") for name in COLUMNS])
        for row in rows:
            copy.write_row(as_tuple(row))
