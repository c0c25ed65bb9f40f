"""Tells how far an import has come, while its own transaction is still open.

It writes on a connection of its own, so that a page sees it at once. A number that cannot be written is left out: the
import goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import structlog
from django.db import Error, connection

from heard.imports.models import ImportRun

logger = structlog.get_logger("heard.imports")

STEPS = (
    "Reading the files",
    "Checking every row",
    "Joining to what is known",
    "Children",
    "Periods of care and episodes",
    "Reviews",
    "Due dates",
    "Writing the result",
)


_listeners: list[Callable[[str], None]] = []


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Tell `listener` the name of each step that begins, while what stands inside runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


class Progress:
    """Writes the step of one run."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def at(self, part: int) -> None:
        """Say that part `part` of STEPS (0 the first) has begun."""
        self.run.step, self.run.done_parts, self.run.all_parts = STEPS[part], part, len(STEPS)
        for listener in _listeners:
            listener(STEPS[part])
        side: Any = connection.copy()
        try:
            side.set_autocommit(False)  # a transaction begins, and the backend tells the scope
            with side.cursor() as cursor:
                cursor.execute("set local lock_timeout = '1s'")
                cursor.execute(
                    "update imports_importrun set step = %s, done_parts = %s, all_parts = %s where id = %s",
                    (self.run.step, part, len(STEPS), self.run.pk),
                )
            side.commit()
        except (Error, psycopg.Error):
            logger.warning("progress of an import was not written", run=self.run.pk, part=part)
        finally:
            side.close()
