"""The law floor stands alone."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["heard.law", "heard.law.timetable", "heard.law.independence", "heard.cli.law"])
def test_importing_the_law_brings_no_django(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg'}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
