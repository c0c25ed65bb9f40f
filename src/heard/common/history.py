"""History of rows, kept by triggers of the database: who changed what, when, in which request."""

from collections.abc import Callable
from typing import Any

import pghistory


def track(**options: Any) -> Callable[[type[Any]], type[Any]]:
    """This will keep every arrival, change and removal of a row of the model."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        **options,
    )


def track_changes(**options: Any) -> Callable[[type[Any]], type[Any]]:
    """This will keep every change and removal; for bulk rows whose arrival is in the record of the import."""
    return pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), level=pghistory.Statement, **options)
