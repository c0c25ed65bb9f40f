"""Row-level security as a step of a migration. Every table that holds an authority's rows takes it."""

from django.db.migrations.operations import RunSQL

FUNCTIONS = """
create or replace function heard_scope() returns bigint[] language plpgsql stable parallel safe as $$
declare told text := nullif(current_setting('heard.authorities', true), '');
begin
  if told is null then
    raise insufficient_privilege using message = 'no authority was chosen for this transaction';
  end if;
  return string_to_array(nullif(told, 'none'), ',')::bigint[];
end $$;
create or replace function heard_directory() returns boolean language sql stable parallel safe as
$$ select current_setting('heard.directory', true) is not distinct from 'on' $$;
"""
DROP_FUNCTIONS = "drop function heard_scope(); drop function heard_directory();"

_OWN = "{column} = any ((select heard_scope())::bigint[])"


def row_level_security(table: str, *, column: str = "authority_id", directory: str | None = None) -> RunSQL:
    """This will let `heard_app` see and write only rows of the authorities in scope.

    `directory` also opens the rows while somebody signs in or a command looks up an authority: for "select", or for
    "update" as well (a password that is reset).
    """
    own = _OWN.format(column=column)
    statements = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy own_authority on {table} to heard_app using ({own}) with check ({own})",
        f"create policy keeper on {table} to heard_owner using (true) with check (true)",
    ]
    undo = [
        f"drop policy own_authority on {table}",
        f"drop policy keeper on {table}",
        f"alter table {table} no force row level security",
        f"alter table {table} disable row level security",
    ]
    for command in {"select": ("select",), "update": ("select", "update")}.get(directory or "", ()):
        statements.append(
            f"create policy directory_{command} on {table} for {command} to heard_app"
            " using ((select heard_directory()))"
        )
        undo.insert(0, f"drop policy directory_{command} on {table}")
    return RunSQL(";\n".join(statements), ";\n".join(undo))


def append_only(table: str) -> RunSQL:
    """This will take from `heard_app` the right to change or remove rows: the log can only grow."""
    return RunSQL(
        f"revoke update, delete, truncate on {table} from heard_app",
        f"grant update, delete on {table} to heard_app",
    )


def functions() -> RunSQL:
    """This will make the functions that the policies ask."""
    return RunSQL(FUNCTIONS, DROP_FUNCTIONS)


def rows_of_people(table: str, *, person: str) -> RunSQL:
    """This will show rows that hang on an account to whoever may see the account."""
    seen = f"exists (select from accounts_user where accounts_user.id = {person})"
    return RunSQL(
        f"alter table {table} enable row level security;"
        f"alter table {table} force row level security;"
        f"create policy of_people on {table} to heard_app using ({seen}) with check ({seen});"
        f"create policy keeper on {table} to heard_owner using (true) with check (true)",
        f"drop policy of_people on {table};"
        f"drop policy keeper on {table};"
        f"alter table {table} no force row level security;"
        f"alter table {table} disable row level security",
    )
