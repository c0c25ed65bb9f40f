"""Whose rows may be seen in this transaction.

PostgreSQL is told by the database backend when a transaction begins; its row-level security does the rest.
Forgetting the scope is an error, never an empty page. See docs/adr on row-level security.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The authorities whose rows may be seen and written.

    `directory` opens the list of authorities and accounts alone, for signing in and for commands that look up an
    authority by its name. It opens no child.
    """

    authorities: tuple[int, ...] = ()
    directory: bool = False

    @property
    def told(self) -> str:
        """The scope as PostgreSQL is told it."""
        return ",".join(str(int(number)) for number in self.authorities) or "none"


NOBODY = Scope()
DIRECTORY = Scope(directory=True)

_current: ContextVar[Scope | None] = ContextVar("heard_scope", default=None)


def current() -> Scope | None:
    """This will say the scope that was chosen, or None when nobody chose one."""
    return _current.get()


def of(authority_id: int) -> Scope:
    """This will make the scope of one authority."""
    return Scope(authorities=(authority_id,))


def tell(connection: Any) -> None:
    """This will tell PostgreSQL the scope for the rest of the transaction, where one was chosen."""
    chosen = _current.get()
    if connection.connection is None:
        return
    with connection.connection.cursor() as cursor:
        cursor.execute(
            "select set_config('heard.authorities', %s, true), set_config('heard.directory', %s, true)",
            (chosen.told if chosen else "", "on" if chosen and chosen.directory else ""),
        )


@contextmanager
def within(chosen: Scope) -> Iterator[None]:
    """This will run what stands inside in the given scope, and go back to the earlier one after it."""
    token = _current.set(chosen)
    try:
        _tell_if_open()
        yield
    finally:
        _current.reset(token)
        _tell_if_open()


def _tell_if_open() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and connection.in_atomic_block and not connection.needs_rollback:
            tell(connection)
