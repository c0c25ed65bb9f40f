"""The program as its users run it: a process of its own on a state folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = ("DATABASE_URL", "HEARD_HOME", "HEARD_TODAY", "HEARD_TEST_RUN", "HEARD_LIFELINE", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process did."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Program:
    """`heard` on one state folder."""

    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
        return kept | {"HEARD_HOME": str(self.home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **self.environment}

    @staticmethod
    def command(*words: str) -> list[str]:
        """The words of a process."""
        return [sys.executable, "-m", "heard.cli.main", *words]

    def __call__(self, *words: str, told: str = "", **variables: str) -> Ran:
        """This will run a verb to its end, with `told` on standard input."""
        done = subprocess.run(
            self.command(*words),
            env=self.variables | variables,
            input=told,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home.parent,
        )
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)
