"""The database backend: Django's own, plus the scope told to every transaction."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import sql

from heard.common import scope


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells PostgreSQL the scope when a transaction begins, so that nobody can forget it."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            scope.tell(self)

    def _configure_role(self, connection: Any) -> bool:
        """Take the role of `assume_role`. Django's own asks the pool for a second connection to quote the name with,
        while the pool waits for this one."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        if not role:
            return False
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
        return True
