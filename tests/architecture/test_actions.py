"""Every action writes an event of the log."""

import ast

from tests.architecture.source import Module, calls, domain, modules

RECORDS = ("log.record", "record", "_record", "record_event", "tell")
WITHOUT_EVENT = {
    "accounts/actions.py:choose_language": "a preference of the person alone",
    "deadlines/actions.py:recompute": "makes a cache again from facts whose changes are recorded",
    "deadlines/actions.py:differences": "changes nothing",
}


def records(function: ast.FunctionDef, module: Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether the function, or one of the module that it calls, writes an event."""
    own = {other.name: other for other in module.functions()}
    for call in calls(function):
        if call in RECORDS:
            return True
        if call in own and call not in seen and records(own[call], module, seen | {function.name}):
            return True
    return False


def test_every_public_action_records_what_it_did() -> None:
    silent, excused = [], set()
    for module in modules(*domain()):
        if module.path.stem != "actions" and not module.path.stem.endswith("_actions"):
            continue
        for function in module.functions():
            name = f"{module.name}:{function.name}"
            if function.name.startswith("_") or records(function, module):
                continue
            if name in WITHOUT_EVENT:
                excused.add(name)
            else:
                silent.append(name)

    assert silent == []
    assert excused == set(WITHOUT_EVENT)
