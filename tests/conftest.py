"""What all tests share: the database, made by its owner and used by the application's role."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from heard.common import scope

hypothesis_settings.register_profile(
    "heard", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("heard")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the server, name the test database after this run so that two runs never meet, and let the server go."""
    from django.conf import settings

    from heard.common.database import make_roles, parameters, take_role
    from heard.common.embedded import OWNER, Server

    wanted = settings.DATABASES["default"]
    server_of_run = None if "assume_role" in wanted["OPTIONS"] else Server(settings.HEARD_HOME)
    if server_of_run is not None:
        server_of_run.start()
    import psycopg

    with psycopg.connect(**parameters(wanted, database="postgres"), autocommit=True) as server:
        server.execute("select pg_advisory_lock(hashtext('heard.tests'))")
        make_roles(server, login="assume_role" not in wanted["OPTIONS"])
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = f"test_heard_{os.environ['HEARD_TEST_RUN']}_{worker}"
    take_role(connection.settings_dict, OWNER)
    yield
    if server_of_run is not None:
        server_of_run.stop()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database as its owner, hand it to the application's role, and drop it as its owner."""
    import psycopg
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    from heard.common.database import grant, parameters, take_role
    from heard.common.embedded import APP, OWNER
    from tests.flush import flush_as_superuser

    connection: Any = connections["default"]
    with django_db_blocker.unblock():
        original = connection.creation._execute_create_test_db

        def execute_create(cursor: Any, wanted: dict[str, str], keepdb: bool = False) -> None:
            original(cursor, wanted, keepdb)
            name = wanted["dbname"].strip('"')
            with psycopg.connect(**parameters(connection.settings_dict, database=name), autocommit=True) as database:
                grant(database, name)

        connection.creation._execute_create_test_db = execute_create
        old = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        connection.close()
        connection.close_pool()
        take_role(connection.settings_dict, APP)
        # on the class: a browser's loop in this thread has a connection of its own
        type(connection.ops).execute_sql_flush = staticmethod(flush_as_superuser)
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
        take_role(connection.settings_dict, OWNER)
        teardown_databases(old, verbosity=0)


@pytest.fixture
def everything_in_scope(db: None) -> Iterator[None]:
    """For tests below the interfaces: the scope of the authorities that the test makes is told as they are made."""
    with scope.within(scope.NOBODY):
        yield


@pytest.fixture
def anyshire(everything_in_scope: None) -> Any:
    """The invented English council, in its scope. Factories take it as `authority=anyshire`."""
    from tests.factories import AuthorityFactory

    return AuthorityFactory.create(name="Anyshire")


@pytest.fixture
def sir_unrhyw(everything_in_scope: None) -> Any:
    """The invented Welsh council, in its scope."""
    from tests.factories import AuthorityFactory

    return AuthorityFactory.create(name="Sir Unrhyw", wales=True)


CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium, else Playwright's own: one for all tests of a process."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # its loop stays in the thread of the tests from now on
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
