"""The roles of the database, and how a process takes one.

`heard_owner` owns the tables and migrates; `heard_app` is what web, worker, commands and tests run as: row-level
security binds it, and it may not truncate. With the database that comes along a process signs in as the role
itself; with DATABASE_URL it signs in as that address says and takes the role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg import sql

from heard.common.embedded import APP, OWNER, SUPERUSER

PREPARE = """
do $$ begin
  if not exists (select from pg_roles where rolname = 'heard_owner') then
    create role heard_owner {login} createdb;
  end if;
  if not exists (select from pg_roles where rolname = 'heard_app') then create role heard_app {login}; end if;
end $$
"""
GRANTS = (
    "grant connect, temporary, create on database {database} to heard_owner",
    "grant connect, temporary on database {database} to heard_app",
    "grant usage, create on schema public to heard_owner",
    "grant usage on schema public to heard_app",
    "alter default privileges for role heard_owner in schema public"
    " grant select, insert, update, delete on tables to heard_app",
    "alter default privileges for role heard_owner in schema public grant usage, select on sequences to heard_app",
)


class DatabaseNotPrepared(Exception):
    """The database cannot be prepared; the message says what its administrator must do."""


def parameters(settings_dict: dict[str, Any], *, database: str | None = None) -> dict[str, Any]:
    """This will give the keywords to connect with, as the login that may make roles."""
    embedded = "assume_role" not in settings_dict["OPTIONS"]
    keywords = {
        "host": settings_dict["HOST"] or None,
        "port": settings_dict["PORT"] or None,
        "user": SUPERUSER if embedded else settings_dict["USER"],
        "password": settings_dict["PASSWORD"] or None,
        "dbname": database or settings_dict["NAME"],
    }
    extra = {key: value for key, value in settings_dict["OPTIONS"].items() if key.startswith("ssl")}
    return {key: value for key, value in (keywords | extra).items() if value is not None}


def prepare(settings_dict: dict[str, Any]) -> None:
    """This will make the roles, the database and the grants where they are missing; it is safe to run again.

    Raises DatabaseNotPrepared when the login of DATABASE_URL may not do so.
    """
    embedded = "assume_role" not in settings_dict["OPTIONS"]
    name = settings_dict["NAME"]
    try:
        with psycopg.connect(**parameters(settings_dict, database="postgres"), autocommit=True) as server:
            make_roles(server, login=embedded)
            if not server.execute("select 1 from pg_database where datname = %s", (name,)).fetchone():
                server.execute(sql.SQL("create database {} owner heard_owner").format(sql.Identifier(name)))
        with psycopg.connect(**parameters(settings_dict), autocommit=True) as database:
            grant(database, name)
    except psycopg.Error as error:
        raise DatabaseNotPrepared(
            "The database could not be prepared. Let its administrator make the roles heard_owner (createdb) and"
            f" heard_app and grant both to the login of DATABASE_URL. PostgreSQL says: {error}"
        ) from error


def make_roles(server: psycopg.Connection[Any], *, login: bool) -> None:
    """This will make both roles where they are missing and grant them to the login."""
    server.execute(cast("Any", PREPARE.format(login="login" if login else "nologin")))
    for role in (OWNER, APP):
        held = server.execute("select pg_has_role(current_user, %s, 'member')", (role,)).fetchone()
        if held and not held[0]:
            server.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))


def grant(database: psycopg.Connection[Any], name: str) -> None:
    """This will give both roles what they need in one database."""
    for statement in GRANTS:
        database.execute(cast("Any", statement.format(database=sql.Identifier(name).as_string(database))))


def take_role(settings_dict: dict[str, Any], role: str) -> None:
    """This will make the next connection of these settings run as `role`."""
    if "assume_role" in settings_dict["OPTIONS"]:
        settings_dict["OPTIONS"]["assume_role"] = role
    else:
        settings_dict["USER"] = role


@contextmanager
def as_owner(connection: Any) -> Iterator[None]:
    """This will run what stands inside as `heard_owner`: migrations, and nothing else."""
    _change_hands(connection, OWNER)
    try:
        yield
    finally:
        _change_hands(connection, APP)


def _change_hands(connection: Any, role: str) -> None:
    connection.close()  # before the pool: afterwards it would make the pool again for the old role
    connection.close_pool()
    take_role(connection.settings_dict, role)
