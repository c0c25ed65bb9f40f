"""The database that comes along, in every place where somebody may keep it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from heard.common.embedded import PORT, SUPERUSER, DatabaseDidNotStart, Server, socket_folder

HOLDER = """
import sys, time
from pathlib import Path
from heard.common.embedded import Server
Server(Path(sys.argv[1])).start()
print("started", flush=True)
time.sleep(60)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="heard-home-") as folder:
        yield Path(folder) / "state"


def asked(home: Path, question: str) -> object:
    address: dict[str, Any] = {"host": str(socket_folder(home)), "port": PORT, "user": SUPERUSER, "dbname": "postgres"}
    with psycopg.connect(**address, autocommit=True) as connection:
        cursor = connection.execute(question.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


@contextmanager
def holder(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server; it is killed at the end if not before."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        yield process
        process.kill()


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("plain", id="a plain path"),
        pytest.param("with spaces & 'quotes'/Ŵyn a Siân", id="spaces, quotes and accents"),
        pytest.param("/".join(["deep"] * 40), id="a path over 107 characters"),
        pytest.param("one,two", id="a comma, which parts names in the server's settings"),
    ],
)
def test_starts_wherever_the_state_folder_lies(home: Path, below: str) -> None:
    server = Server(home / below)
    server.start()
    try:
        assert asked(server.home, "select current_setting('server_encoding')") == "UTF8"
        assert (server.data.stat().st_mode & 0o777, server.socket.stat().st_mode & 0o777) == (0o700, 0o700)
    finally:
        server.stop()

    assert not server.answers()


def test_two_state_folders_have_servers_of_their_own(home: Path) -> None:
    one, two = Server(home / "one"), Server(home / "two")
    one.start()
    two.start()
    try:
        asked(one.home, "create table only_here (id int)")

        assert asked(one.home, "select to_regclass('only_here')::text") == "only_here"
        assert asked(two.home, "select to_regclass('only_here')::text") is None
    finally:
        one.stop()
        two.stop()


def test_the_last_to_let_go_stops_it(home: Path) -> None:
    mine = Server(home)
    with holder(home):
        mine.start()
        mine.stop()
        assert mine.answers()
        mine.start()

    mine.stop()

    assert not mine.answers()


def test_a_killed_parent_leaves_a_server_that_the_next_start_joins(home: Path) -> None:
    with holder(home) as parent:
        asked(home, "create table kept as select generate_series(1, 1000) id")
        first = postmaster(home)
        parent.kill()

    server = Server(home)
    server.start()
    try:
        assert postmaster(home) == first
        assert asked(home, "select count(*) from kept") == 1000
    finally:
        server.stop()


def test_a_killed_server_is_started_again_with_everything_committed(home: Path) -> None:
    server = Server(home)
    server.start()
    try:
        asked(home, "create table kept as select generate_series(1, 100000) id")
        os.kill(postmaster(home), signal.SIGKILL)
        for _ in range(100):
            if not server.answers():
                break
            time.sleep(0.05)

        assert server.start_again_if_dead() is True
        assert asked(home, "select count(*) from kept") == 100_000
        assert server.start_again_if_dead() is False
    finally:
        server.stop()


def test_a_pid_file_that_names_a_stranger_is_in_nobodys_way(home: Path) -> None:
    server = Server(home)
    server.start()
    lines = (server.data / "postmaster.pid").read_text().splitlines()
    server.stop()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    server.start()
    try:
        assert asked(home, "select 1") == 1
    finally:
        server.stop()


def test_variables_for_other_servers_do_not_lead_astray(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGDATA", "/nowhere")
    server = Server(home)

    server.start()
    try:
        assert asked(home, "select current_setting('port')") == PORT
    finally:
        server.stop()


def test_says_what_to_do_when_the_state_folder_cannot_be_made(home: Path) -> None:
    home.parent.joinpath("file").write_text("in the way")

    with pytest.raises(DatabaseDidNotStart, match=r"The state folder .*file/state cannot be used .*Set HEARD_HOME"):
        Server(home.parent / "file" / "state").start()


def test_the_socket_stays_short_enough_for_every_system() -> None:
    deep = Path("/srv") / "/".join(["ŵ" * 20] * 20)

    assert len(os.fsencode(socket_folder(deep))) + len("/.s.PGSQL.5432") <= 103
    assert socket_folder(deep) == socket_folder(deep)
    assert socket_folder(deep) != socket_folder(deep / "other")
