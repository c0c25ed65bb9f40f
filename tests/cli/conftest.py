"""A state folder with one council, for the tests of the verbs that work on data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.common.embedded import Server
from tests.program import Program

ADMINISTRATOR = ("user", "add", "una@anyshire.example", "--name", "Una Fenwick", "--role", "administrator")


@pytest.fixture(scope="session")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program with the council Anyshire; its database is kept running between the verbs."""
    program = Program(tmp_path_factory.mktemp("cli") / "state")
    server = Server(program.home)
    server.start()
    made = program(
        *ADMINISTRATOR, "--authority", "Anyshire", "--jurisdiction", "england", told="a long enough phrase\n"
    )
    assert (made.code, made.err) == (0, "")
    yield program
    server.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Program:
    """The program where nothing has ever run."""
    return Program(tmp_path / "nothing yet")
