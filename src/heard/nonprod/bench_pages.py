"""Measures the pages of one authority, alone in a database and among 90,000 children of 150 authorities.

Both databases are made for the run and dropped after it. They are measured by turns, so that a busy machine slows both
alike. Run as a module it starts the database that comes along, as `script/bench` does.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

ALONE = 200
CHILDREN = 90_000
AUTHORITIES = 150
ROUNDS, REQUESTS = 12, 5
WORDS_OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class PageNotMeasured(Exception):
    """A page did not answer as it should, so that its time would mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, who opens it, and a word that it must show."""

    title: str
    name: str
    who: str
    shows: str
    of_child: bool = False
    of_review: bool = False


PAGES = (
    Page(title="My week", name="my_week", who="iro0", shows="Ashgrove"),
    Page(title="Service", name="service:today", who="manager", shows="Service"),
    Page(title="Caseload", name="service:caseload", who="manager", shows="By IRO"),
    Page(title="Forecast", name="service:forecast", who="manager", shows="As things stand"),
    Page(title="Children", name="children:list", who="iro0", shows="Ashgrove"),
    Page(title="Child", name="child:show", who="iro0", shows="Ashgrove", of_child=True),
    Page(title="Review", name="review:show", who="iro0", shows="32 more decisions", of_review=True),
)


def measure(
    *, children: int = CHILDREN, authorities: int = AUTHORITIES, alone: int = ALONE, rounds: int = ROUNDS
) -> dict[str, Any]:
    """This will make both databases, time the pages in each, drop them, print the figures and give them.

    Times are milliseconds of the server for one request, in this process. Raises PageNotMeasured.
    """
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server of static files asks for it
    small, large = (f"heard_bench_{os.getpid()}_{size}" for size in ("small", "large"))
    with databases(small, large):
        began = perf_counter()
        _make(small, large, alone=alone, children=children, authorities=authorities)
        made_in = perf_counter() - began
        rows = {name: _counted(name) for name in (small, large)}
        pages = {page.title: _measured(page, small, large, rounds=rounds) for page in PAGES}
    figures = {"rows_alone": rows[small], "rows_among": rows[large], "made_in_s": round(made_in, 1), "pages": pages}
    _show(figures)
    return figures


@contextmanager
def databases(*names: str) -> Iterator[None]:
    """This will come back to the database of before, and drop those of the bench."""
    from django.db import connection
    from psycopg import connect, sql

    from heard.common.database import parameters

    before = connection.settings_dict["NAME"]
    try:
        yield
    finally:
        _use(before)
        connection.close()
        with connect(**parameters(connection.settings_dict, database="postgres"), autocommit=True) as server:
            for name in reversed(names):
                server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _use(name: str) -> None:
    """Let Django's connection go to another database of the same server."""
    from django.db import connection

    if connection.settings_dict["NAME"] != name:
        _let_go()
        connection.settings_dict["NAME"] = name


def _let_go() -> None:
    """Close the connection and the pool behind it."""
    from django.db import connections

    connection: Any = connections["default"]
    connection.close()
    connection.close_pool()


def _make(small: str, large: str, *, alone: int, children: int, authorities: int) -> None:
    """Make the small database, the large one as its copy, and fill up the large one."""
    from django.core.management import call_command
    from django.db import connection

    from heard.common.database import as_owner, prepare
    from heard.nonprod.bench_rows import people

    _use(small)
    prepare(connection.settings_dict)
    with as_owner(connection):
        call_command("migrate", verbosity=0, interactive=False)
        (own,) = people(["Anyshire"])
    _fill([own], each=alone, heavy=True)
    _copy(small, large)
    _use(large)
    with as_owner(connection):
        others = people([f"Invented Council {place}" for place in range(1, authorities)])
    _fill(others, each=ceil((children - alone) / len(others)))


def _copy(small: str, large: str) -> None:
    from django.db import connection
    from psycopg import connect, sql

    from heard.common.database import grant, parameters

    _let_go()
    with connect(**parameters(connection.settings_dict, database="postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} template {} owner heard_owner").format(
                sql.Identifier(large), sql.Identifier(small)
            )
        )
    with connect(**parameters(connection.settings_dict, database=large), autocommit=True) as database:
        grant(database, large)


def fill_authority(database: str, name: str, *, each: int, officers: int, caseload: int) -> int:
    """This will make a database with one authority, its officers and children, and stay in it. Gives the authority."""
    from django.core.management import call_command
    from django.db import connection

    from heard.common.database import as_owner, prepare
    from heard.nonprod.bench_rows import people

    _use(database)
    prepare(connection.settings_dict)
    with as_owner(connection):
        call_command("migrate", verbosity=0, interactive=False)
        (own,) = people([name], officers=officers)
    _fill([own], each=each, officers=officers, caseload=caseload)
    return own


def _fill(authorities: list[int], *, each: int, **shape: Any) -> None:
    """Make the children, as the login that may do most: where it may, foreign keys are not checked row by row."""
    from django.db import connection
    from psycopg import connect

    from heard.common import clock
    from heard.common.database import parameters
    from heard.nonprod.bench_rows import fill

    wanted = parameters(connection.settings_dict, database=connection.settings_dict["NAME"])
    with connect(**wanted) as database, database.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        superuser = cursor.fetchone() == (True,)
        cursor.execute("set session_replication_role = replica" if superuser else "set role heard_owner")
        fill(cursor, authorities, each=each, today=clock.today(), **shape)


def _counted(name: str) -> dict[str, int]:
    from django.db import connection

    from heard.common.database import as_owner
    from heard.nonprod.bench_rows import counts

    _use(name)
    with as_owner(connection), connection.cursor() as cursor:
        return counts(cursor)


def _measured(page: Page, small: str, large: str, *, rounds: int) -> dict[str, Any]:
    """Time one page in both databases by turns."""
    times: dict[str, list[float]] = {small: [], large: []}
    queries: dict[str, int] = {}
    for turn in range(rounds):
        for name in (small, large) if turn % 2 else (large, small):
            _use(name)
            client, address = _signed_in(page)
            if name not in queries:
                queries[name] = _queries(client, address, page)
            client.get(address)  # the first one after a change of database plans its queries anew
            for _ in range(REQUESTS):
                began = perf_counter()
                client.get(address)
                times[name].append((perf_counter() - began) * 1000)
    alone, among = (_figures(queries[name], times[name]) for name in (small, large))
    return {"alone": alone, "among": among, "ratio": round(among["median_ms"] / alone["median_ms"], 2)}


def _figures(queries: int, times: list[float]) -> dict[str, Any]:
    return {
        "queries": queries,
        "median_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
        "requests": len(times),
    }


def _signed_in(page: Page) -> "tuple[Client, str]":
    """Sign the person of the page in, and find its address: for a child, the first of the caseload, for a review the
    last held of that child."""
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    from heard.accounts.models import User
    from heard.children.models import Relationship
    from heard.common import scope
    from heard.reviews.models import Review

    client = Client(headers={"host": "localhost"})
    with scope.within(scope.DIRECTORY), transaction.atomic():
        user = User.objects.get(email__startswith=f"{page.who}.", authority__name="Anyshire")
        client.force_login(user)
    if not (page.of_child or page.of_review):
        return client, reverse(page.name)
    with scope.within(scope.of(user.authority_id)), transaction.atomic():
        child = Relationship.objects.filter(user=user).order_by("child_id").values_list("child_id", flat=True)[0]
        held = Review.objects.filter(child_id=child, state="held").order_by("-held_on").values_list("pk", flat=True)
        return client, reverse(page.name, args=[held[0] if page.of_review else child])


def _queries(client: "Client", address: str, page: Page) -> int:
    """Count the queries of one request and make sure that it shows what it should. Raises PageNotMeasured."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != 200 or page.shows not in response.content.decode():
        raise PageNotMeasured(f"{page.title} at {address} answered {response.status_code} without {page.shows}.")
    asked = [query["sql"] for query in captured.captured_queries]
    return sum(not sql.startswith(WORDS_OF_TRANSACTIONS) for sql in asked)


def _show(figures: dict[str, Any]) -> None:
    for title in ("rows_alone", "rows_among"):
        print(f"{title:11} " + ", ".join(f"{name} {number:,}" for name, number in figures[title].items()))  # noqa: T201
    print(f"both databases made in {figures['made_in_s']} s")  # noqa: T201
    print(f"{'page':10}{'queries':>9}{'median ms':>18}{'p95 ms':>18}{'ratio':>8}   (alone, among)")  # noqa: T201
    for title, page in figures["pages"].items():
        alone, among = page["alone"], page["among"]
        print(  # noqa: T201
            f"{title:10}{alone['queries']:>4}, {among['queries']:>3}{alone['median_ms']:>10}, {among['median_ms']:>6}"
            f"{alone['p95_ms']:>10}, {among['p95_ms']:>6}{page['ratio']:>8}"
        )


def main() -> None:
    """This will start what is needed and measure."""
    with_own_database(measure)


def with_own_database(measured: Callable[[], object]) -> None:
    """This will start the database that comes along, unless another is named, and measure with it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    from django import setup

    setup()
    from django.conf import settings
    from django.test.utils import override_settings

    from heard.common.embedded import Server

    server = Server(settings.HEARD_HOME)
    embedded = "assume_role" not in settings.DATABASES["default"]["OPTIONS"]
    if embedded:
        server.start()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):  # built files are not measured
            measured()
    finally:
        _let_go()
        if embedded:
            server.stop()


if __name__ == "__main__":
    main()
