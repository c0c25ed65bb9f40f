"""Spells that may not overlap, said in PostgreSQL without any extension.

Each owner gets a stretch of whole numbers of its own, a number a day; two spells of one owner overlap when their
stretches do. A spell holds its first day and not its last: one may begin on the day the other ends.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q

DAYS_PER_OWNER = 100_000


class _Stretch(Func):
    template = (
        "int8range(%(owner)s * 100000 + (%(start)s - date '1900-01-01'),"
        " %(owner)s * 100000 + coalesce(%(end)s - date '1900-01-01', 99999))"
    )
    output_field = models.TextField()

    def as_sql(self, compiler: Any, connection: Any, *arguments: Any, **extra: Any) -> Any:
        owner, start, end = (compiler.compile(part)[0] for part in self.source_expressions)
        return self.template % {"owner": owner, "start": start, "end": end}, []


def no_overlap(*, name: str, owner: str, start: str, end: str, condition: Q | None = None) -> ExclusionConstraint:
    """This will refuse two spells of one owner that share a day; touching is allowed, an open end is for ever."""
    return ExclusionConstraint(
        name=name,
        expressions=[(_Stretch(F(owner), F(start), F(end)), "&&")],
        index_type="gist",
        condition=condition,
    )
