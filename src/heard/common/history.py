"""History of rows, kept by triggers of the database: who changed what, when, in which request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pghistory

if TYPE_CHECKING:
    from django.db.models import QuerySet


def track(**options: Any) -> Callable[[type[Any]], type[Any]]:
    """This will keep every arrival, change and removal of a row of the model."""
    return _track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)


def track_changes(**options: Any) -> Callable[[type[Any]], type[Any]]:
    """This will keep every change and removal; for bulk rows whose arrival is in the record of the import."""
    return _track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)


def _track(*trackers: pghistory.Tracker, **options: Any) -> Callable[[type[Any]], type[Any]]:
    decorator: Callable[[type[Any]], type[Any]] = pghistory.track(*trackers, level=pghistory.Statement, **options)
    return decorator


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one row. `before` is None where nothing earlier of the row was kept."""

    what: str
    pk: int
    how: str
    at: datetime
    by: int | None
    request: str
    before: dict[str, Any] | None
    after: dict[str, Any]

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ from what was kept before: what they were, and what they are."""
        if self.before is None:
            return {}
        return {name: (self.before[name], value) for name, value in self.after.items() if self.before[name] != value}


def changes_of(events: "QuerySet[Any]", *, what: str, fields: tuple[str, ...]) -> list[Change]:
    """This will read the kept rows of one model into changes, oldest first, in one query."""
    found: list[Change] = []
    last: dict[int, dict[str, Any]] = {}
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        told = event.pgh_context.metadata if event.pgh_context else {}
        after = {name: getattr(event, name) for name in fields}
        found.append(
            Change(
                what=what,
                pk=event.pgh_obj_id,
                how=event.pgh_label,
                at=event.pgh_created_at,
                by=told.get("user"),
                request=str(told.get("request", "")),
                before=last.get(event.pgh_obj_id),
                after=after,
            )
        )
        last[event.pgh_obj_id] = after
    return found
