"""What `heard doctor` looks at of the machine and the database, each with what to do when it is wrong."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from heard.common import guarded, scope

OLDEST_SERVER = 15
FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing that was looked at."""

    name: str
    ok: bool
    said: str


def looks(home: Path) -> Iterator[Look]:
    """This will look at the database and at the state folder."""
    with scope.within(scope.DIRECTORY), transaction.atomic():
        yield from _database()
    yield from _disk(home)


def _database() -> Iterator[Look]:
    version = guarded.server_version()
    yield Look(
        name="database version",
        ok=version >= OLDEST_SERVER,
        said=f"PostgreSQL {version}; {OLDEST_SERVER} or later is needed",
    )
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Look(name="migrations", ok=not pending, said=f"{pending} pending" if pending else "all applied")
    yield _none(
        "roles", guarded.powerful_roles(), "row-level security binds both", "must be neither superuser nor bypassrls"
    )
    yield _none("row-level security", guarded.unguarded_tables(), "every table is guarded", "not guarded")
    yield _none("log", guarded.changeable_logs(), "can only grow", "can be changed by the service")


def _none(name: str, found: list[str], good: str, bad: str) -> Look:
    return Look(name=name, ok=not found, said=f"{', '.join(found)}: {bad}" if found else good)


def _disk(home: Path) -> Iterator[Look]:
    try:
        with tempfile.TemporaryFile(dir=home) as trial:
            trial.write(b"heard")
    except OSError as error:
        yield Look(name="state folder", ok=False, said=f"{home} cannot be written: {error.strerror}")
        return
    free = shutil.disk_usage(home).free
    yield Look(
        name="state folder", ok=free >= FREE_BYTES, said=f"{home} has {free / (1 << 30):.1f} GB free; 1 GB is the least"
    )
