"""Ends a process when the one that looks after it is gone, even by kill -9, so that nobody is left holding the port.

The supervisor holds a lock on a file; every process below it, however it was started, waits for that lock in a
thread. The kernel frees the lock when the supervisor ends, whatever ended it.
"""

import fcntl
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

VARIABLE = "HEARD_LIFELINE"
GRACE_SECONDS = 5


class Lifeline:
    """The supervisor's end."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_loose_ends(folder)
        self.path = folder / f"lifeline-{os.getpid()}"
        self._lock = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def let_go(self) -> None:
        """This will free every process that still waits."""
        self.path.unlink(missing_ok=True)
        os.close(self._lock)


def watch() -> None:
    """This will end the process some seconds after its supervisor is gone; without a supervisor it does nothing."""
    path = os.environ.get(VARIABLE)
    if path:
        threading.Thread(target=_wait, args=(path,), name="lifeline", daemon=True).start()


def _wait(path: str) -> None:
    with suppress(FileNotFoundError):
        fcntl.flock(os.open(path, os.O_RDWR), fcntl.LOCK_SH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def _remove_loose_ends(folder: Path) -> None:
    for path in folder.glob("lifeline-*"):
        with suppress(OSError):
            lock = os.open(path, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            finally:
                os.close(lock)
