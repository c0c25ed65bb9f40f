"""The database backend: Django's own, plus the scope told to every transaction."""

from django.db.backends.postgresql import base

from heard.common import scope


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells PostgreSQL the scope when a transaction begins, so that nobody can forget it."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            scope.tell(self)
