"""Every event about a child has plain words for the history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import heard
from heard.planning.models import SignificantChange
from heard.web.child.event_words import kind_in_words
from heard.web.child.history import EVENTS

APPS = ("reviews", "planning", "oversight", "quality", "children")
WRITERS = {"record", "tell", "_tell", "_wake", "_told", "_record"}
OF_NO_CHILD = {
    "advice.adviser_named",
    "duty.assessed",
    "duty.evidence_added",
    "plan_dates.imported",
    "review_settings.changed",
    "risk.raised",
    "school_holiday.entered",
    "school_holiday.removed",
    "staff.imported",
    "supervision.action_agreed",
    "supervision.action_done",
    "supervision.cancelled",
    "supervision.held",
    "supervision.planned",
    "support_settings.changed",
    "training.course_added",
    "training.course_changed",
    "training.date_added",
    "training.register_recorded",
}


def written() -> Iterator[str]:
    """The names of events that the code writes, wherever they stand as a plain text."""
    for app in APPS:
        for module in (Path(heard.__file__).parent / app).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text())):
                if isinstance(node, ast.Call) and _writes(node):
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and "." in str(first.value):
                        yield str(first.value)


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return bool(call.args) and name in WRITERS


def test_no_event_about_a_child_is_without_words() -> None:
    names = set(written())

    assert {"change.told", "review.adjourned", "plan_date.recorded", "contact.recorded"} <= names
    assert sorted(names - set(EVENTS) - OF_NO_CHILD) == []
    assert sorted(OF_NO_CHILD - names) == []


def test_a_kind_is_told_in_words_and_an_unknown_code_in_none() -> None:
    assert all(kind_in_words(kind) for kind in SignificantChange.Kind)
    assert (kind_in_words("visit"), kind_in_words("nonsense")) == ("Visit by the social worker", "")
