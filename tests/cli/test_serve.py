"""The service as it runs: it answers, it survives the death of any part, and nothing outlives it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from heard.cli.serving.ports import NoSuchAddress, free_port
from tests.program import Program

PATIENCE_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Served:
    """A running service."""

    process: subprocess.Popen[str]
    port: int

    def answer(self) -> int | None:
        """The status of a first look, or None when nobody listens."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", "/health/ready")
            return asking.getresponse().status
        except OSError:
            return None
        finally:
            asking.close()

    def parts(self, word: str) -> list[int]:
        """The processes of this service whose command holds the word."""
        group = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [(int(line.split()[0]), int(line.split()[1]), line) for line in group.splitlines()]
        mine = {self.process.pid}
        for _ in range(3):
            mine |= {pid for pid, parent, _ in rows if parent in mine}
        return [pid for pid, _, line in rows if pid in mine and word in line]


@contextmanager
def serving(heard: Program) -> Iterator[Served]:
    command = heard.command("serve", "--port", "18100", "--workers", "1", "--json")
    with subprocess.Popen(
        command, env=heard.variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            told = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
            assert told == {"url": f"http://localhost:{told['port']}", "port": told["port"], "pid": process.pid}
            yield Served(process, told["port"])
        finally:
            process.terminate()


def becomes(wanted: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if wanted():
            return True
        time.sleep(0.2)
    return False


def test_answers_survives_the_death_of_its_parts_and_stops_cleanly(heard: Program) -> None:
    with serving(heard) as served:
        assert served.answer() == 200
        (web, *_), (background,) = served.parts("heard.cli.serving.web"), served.parts("heard.jobs.worker")

        os.kill(web, signal.SIGKILL)
        os.kill(background, signal.SIGKILL)

        assert becomes(lambda: served.parts("heard.jobs.worker") not in ([], [background]))
        assert becomes(lambda: web not in served.parts("serving.web") and served.answer() == 200)
        served.process.terminate()
        assert served.process.wait(PATIENCE_SECONDS) == 0
        assert served.answer() is None


def test_kill_9_leaves_nobody_behind_and_the_next_start_works(heard: Program) -> None:
    with serving(heard) as served:
        parts = served.parts("heard.")
        served.process.kill()

        assert becomes(lambda: served.answer() is None)
        assert len(parts) >= 4
        assert becomes(lambda: not any(is_alive(pid) for pid in parts))

    with serving(heard) as again:
        assert again.answer() == 200
    assert heard("worklist", "--authority", "Anyshire", "--json").code == 0


def is_alive(pid: int) -> bool:
    told = subprocess.run(["ps", "-p", str(pid), "-o", "stat="], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.startswith("Z")


def test_a_taken_port_sends_it_to_the_next() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        port = free_port("127.0.0.1", number)

        assert number < port.number <= number + 20
        port.let_go()


def test_two_servers_started_at_once_never_share_a_port() -> None:
    one = free_port("127.0.0.1", 18300)
    two = free_port("127.0.0.1", 18300)

    assert one.number != two.number

    one.let_go()
    two.let_go()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(NoSuchAddress, match=r"^203\.0\.113\.9 is not an address of this machine"):
        free_port("203.0.113.9", 18400)


def test_a_place_without_built_files_says_what_to_run(tmp_path: Path) -> None:
    from django.test import override_settings

    from heard.cli.serving.static_files import NotBuilt, collect

    with override_settings(STATICFILES_DIRS=[tmp_path]), pytest.raises(NotBuilt, match=r"Run script/setup"):
        collect()
