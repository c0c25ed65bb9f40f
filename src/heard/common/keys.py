"""Keys of several columns, held set by set, as a step of a migration.

A row of a child names the child and the authority together, so that the database refuses one that hangs on another
authority's child. PostgreSQL's own foreign keys ask for each row, and took a third of the time of a nation's import;
these ask once for all rows of a statement. What they refer to can therefore never go away: `heard_app` may not remove
such a row, nor change its key (docs/adr, keys held set by set).
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL


def held_to(table: str, columns: Sequence[str], *, to: str, its: Sequence[str], name: str) -> RunSQL:
    """This will refuse rows whose columns together name no row of the table `to`; an empty first column names none."""
    same = " and ".join(f"p.{theirs} = n.{ours}" for ours, theirs in zip(columns, its, strict=True))
    create = f"""
create function {name}() returns trigger language plpgsql as $$
begin
  if exists (
    select from new_rows n where n.{columns[0]} is not null and not exists (select from {to} p where {same})
  ) then
    raise foreign_key_violation using
      message = 'a row of {table} names none of {to} by {", ".join(columns)}', constraint = '{name}';
  end if;
  return null;
end $$;
create trigger {name}_added after insert on {table}
  referencing new table as new_rows for each statement execute function {name}();
create trigger {name}_changed after update on {table}
  referencing new table as new_rows for each statement execute function {name}();
"""
    return RunSQL(create, f"drop function {name}() cascade")


def kept(table: str, columns: Sequence[str], *, name: str) -> RunSQL:
    """This will keep the rows that others are held to: none may be removed, and the key of none may change."""
    changed = " or ".join(f"old.{column} is distinct from new.{column}" for column in columns)
    create = f"""
revoke delete on {table} from heard_app;
create function {name}() returns trigger language plpgsql as $$
begin
  raise foreign_key_violation using message = 'the key of a row of {table} cannot change', constraint = '{name}';
end $$;
create trigger {name} before update on {table} for each row when ({changed}) execute function {name}();
"""
    return RunSQL(create, f"drop function {name}() cascade; grant delete on {table} to heard_app")
