"""What every verb needs that works on data: Django, the database started, prepared and migrated."""

import atexit
import os


def django() -> None:
    """This will set Django up, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    from django import setup  # the environment must be set first

    setup()


def database() -> None:
    """This will start the database that comes along where DATABASE_URL is not set, prepare it, and migrate it.

    Raises DatabaseDidNotStart, DatabaseNotPrepared.
    """
    django()
    start_embedded()
    migrate()


def start_embedded() -> None:
    """This will start the database that comes along, and let go of it when this process ends."""
    from django.conf import settings

    from heard.common.database import prepare
    from heard.common.embedded import Server

    if "assume_role" not in settings.DATABASES["default"]["OPTIONS"]:
        server = Server(settings.HEARD_HOME)
        server.start()
        atexit.register(server.stop)
    prepare(settings.DATABASES["default"])


def migrate() -> None:
    """This will bring the tables up to date as their owner; when they are, it costs one look."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from heard.common.database import as_owner

    with as_owner(connection):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
