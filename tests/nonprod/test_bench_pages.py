"""The bench times real pages in databases of its own, and leaves nothing behind."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from heard.common.database import parameters
from heard.nonprod import bench_pages


def databases() -> set[str]:
    """This will list the databases of the server, but for those of other tests that run beside this one."""
    with psycopg.connect(**parameters(connection.settings_dict, database="postgres"), autocommit=True) as server:
        names = {name for (name,) in server.execute("select datname from pg_database").fetchall()}
    return {name for name in names if not name.startswith("test_heard_")}


@pytest.fixture
def outside_transactions(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The bench changes databases, so no transaction of the test may be open."""
    with django_db_blocker.unblock():
        yield


def test_it_measures_the_pages_and_cleans_up(outside_transactions: None, capsys: Any) -> None:
    before, name = databases(), connection.settings_dict["NAME"]

    figures = bench_pages.measure(children=240, authorities=4, alone=60, rounds=1)

    assert (databases(), connection.settings_dict["NAME"]) == (before, name)
    assert (figures["rows_alone"]["child"], figures["rows_among"]["child"]) == (60, 240)
    assert figures["rows_among"]["review"] > 3 * figures["rows_alone"]["review"] > 60
    assert figures["rows_among"]["deadline"] > 3 * figures["rows_alone"]["deadline"]
    assert list(figures["pages"]) == ["My week", "Service", "Caseload", "Forecast", "Children", "Child", "Review"]
    printed = capsys.readouterr().out
    for title, page in figures["pages"].items():
        assert page["alone"]["queries"] == page["among"]["queries"] > 0
        assert page["alone"]["requests"] == page["among"]["requests"] == bench_pages.REQUESTS
        assert 0 < page["among"]["median_ms"] <= page["among"]["p95_ms"]
        assert title in printed


def test_a_page_that_does_not_answer_is_no_figure(outside_transactions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = databases()
    wrong = bench_pages.Page(title="Nowhere", name="my_week", who="iro0", shows="a word that is not there")
    monkeypatch.setattr(bench_pages, "PAGES", (wrong,))

    with pytest.raises(bench_pages.PageNotMeasured, match="Nowhere"):
        bench_pages.measure(children=12, authorities=2, alone=6, rounds=1)

    assert databases() == before
