"""The scope grows with each authority that a test makes."""

from dataclasses import replace

from django.db import connection

from heard.common import scope


def next_authority_id() -> int:
    """This will take the next number of an authority: its row can only be written when the scope holds the number."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('accounts_responsibleauthority', 'id'))")
        return int(cursor.fetchone()[0])


def bring_into_scope(authority_id: int) -> None:
    """This will add an authority to the scope that the test runs in; it ends with that scope.

    Raises LookupError when the test chose no scope, because the next test would inherit this one.
    """
    chosen = scope.current()
    if chosen is None:
        raise LookupError("Ask for the fixture everything_in_scope, anyshire or sir_unrhyw before you make rows.")
    if authority_id in chosen.authorities:
        return
    scope._current.set(replace(chosen, authorities=(*chosen.authorities, authority_id)))
    scope._tell_if_open()
