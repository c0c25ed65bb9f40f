"""Lookups of our own for the queries of Django."""

from typing import Any

from django.db.models import ForeignKey, Lookup


@ForeignKey.register_lookup
class Among(Lookup):
    """`child__among=keys`: as `in`, with all keys as one array. As so many parameters they cost more than the rest."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Give the condition in SQL."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = any(%s)", (*params, list(self.rhs))
