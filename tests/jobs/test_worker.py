"""The job of a worker that was killed is done again, once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from heard.common.embedded import PORT, SUPERUSER, Server, socket_folder
from tests.program import ROOT, Program

WORKER = str(ROOT / "tests" / "jobs" / "killed_worker.py")


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "state")
    server = Server(program.home)
    server.start()
    made = program(
        "user", "add", "una@anyshire.example", "--name", "Una", "--role", "administrator",
        "--authority", "Anyshire", "--jurisdiction", "england", told="a long enough phrase\n",
    )  # fmt: skip
    assert made.code == 0, made.err
    yield program
    server.stop()


def asked(heard: Program, question: str) -> list[tuple[object, ...]]:
    address = f"host={socket_folder(heard.home)} port={PORT} user={SUPERUSER} dbname=heard"
    with psycopg.connect(address) as database:
        return database.execute(question.encode()).fetchall()


def test_the_job_of_a_killed_worker_is_done_again(heard: Program, tmp_path: Path) -> None:
    ((authority_id,),) = asked(heard, "select id from accounts_responsibleauthority")
    words = [sys.executable, WORKER, str(tmp_path / "mark"), str(authority_id)]
    subprocess.run([*words, "ask"], env=heard.variables, check=True)
    with subprocess.Popen([*words, "work"], env=heard.variables, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "began\n"
        killed.kill()
    left = asked(heard, "select status::text from procrastinate_jobs where task_name = 'test.long'")

    subprocess.run([*words, "revive"], env=heard.variables, check=True)

    assert left == [("doing",)]
    assert asked(heard, "select status::text from procrastinate_jobs where task_name = 'test.long'") == [("succeeded",)]
    assert asked(heard, "select count(*) from audit_event where name = 'test.done'") == [(1,)]
