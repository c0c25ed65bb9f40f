"""Looks after the child processes: starts them, starts them again when they die, stops them all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

STDERR = 2
LOOK_SECONDS = 0.3
STOP_SECONDS = 20
QUICK_SECONDS = 10
QUICK_DEATHS = 5
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

logger = structlog.get_logger("heard.serve")


class KeepsDying(Exception):
    """A part of the service ends as soon as it starts; the message says which."""


@dataclass(slots=True)
class Child:
    """One child process, in a group of its own, so that whatever it started goes with it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """This will start the process."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            list(self.command),
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=STDERR,
            start_new_session=True,
        )

    def start_again_if_dead(self) -> bool:
        """This will start the process again if it ended, and say whether it did. Raises KeepsDying."""
        if self.process is None or self.process.poll() is None:
            return False
        self.sweep()
        quick = time.monotonic() - self.started_at < QUICK_SECONDS
        self.quick_deaths = self.quick_deaths + 1 if quick else 0
        if self.quick_deaths >= QUICK_DEATHS:
            raise KeepsDying(
                f"The {self.name} process ends as soon as it starts. Look at the lines above, or run heard doctor."
            )
        logger.warning("process.started_again", part=self.name, code=self.process.returncode)
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """This will let the process finish what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, *, deadline: float) -> None:
        """This will wait until the deadline, then end whatever is left."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, deadline - time.monotonic()))
        self.sweep()
        self.process.wait()

    def sweep(self) -> None:
        """This will end what the process left behind: a server that dies leaves workers that hold the port."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass(slots=True)
class Supervisor:
    """Keeps its children alive until it is told to stop."""

    children: Sequence[Child]
    each_look: Callable[[], None]
    _stop: bool = field(default=False, init=False)

    def start(self) -> None:
        """This will listen for signals and start every child."""
        for number in STOPPING:
            signal.signal(number, self._told_to_stop)
        for child in self.children:
            child.start()

    def look_after(self) -> None:
        """This will return when a signal says so. Raises KeepsDying."""
        while not self._stop:
            self.look()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """This will start again what died. Raises KeepsDying."""
        self.each_look()
        for child in self.children:
            child.start_again_if_dead()

    @property
    def told_to_stop(self) -> bool:
        """Whether a signal said so."""
        return self._stop

    def stop(self) -> None:
        """This will stop every child: first by asking, after some seconds by force."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.stop(deadline=deadline)

    def _told_to_stop(self, number: int, frame: object) -> None:
        self._stop = True


def module(name: str, *arguments: str) -> list[str]:
    """This will give the command that runs a module with this Python."""
    return [sys.executable, "-m", name, *arguments]
