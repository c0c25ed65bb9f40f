"""What every verb needs that works on data: Django, the database started, prepared and migrated."""

import atexit
import os
from contextlib import suppress

from heard.common.embedded import DatabaseDidNotStart, Server


def django() -> None:
    """This will set Django up, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    from django import setup  # the environment must be set first

    setup()


def database() -> Server | None:
    """This will start the database that comes along where DATABASE_URL is not set, prepare it, and migrate it.

    Gives the server that was started. Raises DatabaseDidNotStart, DatabaseNotPrepared.
    """
    django()
    server = start_embedded()
    migrate()
    return server


def start_embedded() -> Server | None:
    """This will start the database that comes along, and let go of it when this process ends."""
    from django.conf import settings

    from heard.common.database import prepare

    server = None
    if "assume_role" not in settings.DATABASES["default"]["OPTIONS"]:
        server = Server(settings.HEARD_HOME)
        server.start()
        atexit.register(_let_go, server)
    prepare(settings.DATABASES["default"])
    return server


def _let_go(server: Server) -> None:
    with suppress(DatabaseDidNotStart):  # nothing is lost: the next start finds it as it is
        server.stop()


def migrate() -> None:
    """This will bring the tables up to date as their owner; when they are, it costs one look.

    Of several processes that start at once, one does it and the others wait for it.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from heard.common.database import as_owner

    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('heard.migrate'))")  # goes with the connection
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
