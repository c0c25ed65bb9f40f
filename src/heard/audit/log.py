"""Writing the log. The tables can only grow: `heard_app` may not change or remove a row."""

from datetime import date, datetime
from typing import Any

from heard.audit.context import request_id
from heard.audit.models import Event, Reading


def record(name: str, *, authority_id: int, by: int | None, child_id: int | None = None, **facts: Any) -> None:
    """This will write one event in the running transaction. Facts are identifiers, codes and dates, never free text."""
    Event.objects.create(
        name=name,
        authority_id=authority_id,
        actor_id=by,
        child_id=child_id,
        request_id=request_id.get(),
        facts={key: _plain(value) for key, value in facts.items()},
    )


def read(what: str, *, authority_id: int, by: int, child_id: int | None = None, children: int = 1) -> None:
    """This will write that somebody opened `what` about a child, or about so many children."""
    Reading.objects.create(
        what=what,
        authority_id=authority_id,
        actor_id=by,
        child_id=child_id,
        children=children,
        request_id=request_id.get(),
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
