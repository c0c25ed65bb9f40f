"""Keys of several columns, as a step of a migration: Django makes only keys of one.

A row of a child names the child and the authority together, so that the database refuses one that hangs on another
authority's child; and one check a row serves where three would cost a nation's import most of its time.
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL


def key(table: str, columns: Sequence[str], *, to: str, its: Sequence[str], name: str) -> RunSQL:
    """This will make the columns refer together to a row of the table `to`; the check comes at the commit."""
    return RunSQL(
        f"alter table {table} add constraint {name} foreign key ({', '.join(columns)})"
        f" references {to} ({', '.join(its)}) deferrable initially deferred",
        f"alter table {table} drop constraint {name}",
    )
