"""Nobody outlives the supervisor."""

import os
import subprocess
import sys
from pathlib import Path

from heard.common.lifeline import VARIABLE, Lifeline

WATCHER = "from heard.common import lifeline; import time; lifeline.watch(); print('on', flush=True); time.sleep(60)"
SUPERVISOR = """
import os, subprocess, sys
from pathlib import Path
from heard.common.lifeline import VARIABLE, Lifeline
line = Lifeline(Path(sys.argv[1]))
child = subprocess.Popen([sys.executable, "-c", sys.argv[2]], env=os.environ | {VARIABLE: str(line.path)})
child.wait()
"""


def test_a_process_ends_when_its_supervisor_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SUPERVISOR, str(tmp_path), WATCHER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == "on\n"

        supervisor.kill()

        assert supervisor.stdout.read() == ""  # the pipe closes when the last process that holds it is gone


def test_a_process_without_a_supervisor_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHER.replace("time.sleep(60)", "time.sleep(0.5); print('done')")],
        env={key: value for key, value in os.environ.items() if key != VARIABLE},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "on\ndone\n"


def test_what_an_earlier_supervisor_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "lifeline-1").touch()
    line = Lifeline(tmp_path)

    assert list(tmp_path.iterdir()) == [line.path]

    line.let_go()
    assert list(tmp_path.iterdir()) == []
