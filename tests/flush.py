"""Emptying tables after a transactional test: the application's role may not, and the log forbids it."""

from typing import Any

import psycopg
from django.db import connection

from heard.common.database import parameters

QUEUE = "truncate procrastinate_jobs cascade"  # Django does not manage these tables, so its flush leaves them full


def flush_as_superuser(statements: list[str], *arguments: Any) -> None:
    """This will run the statements of a flush as the login that may, with triggers asleep."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(**parameters(connection.settings_dict, database=name), autocommit=True) as database:
        database.execute("set session_replication_role = replica")
        for statement in [*statements, QUEUE]:
            database.execute(statement)
