"""Counts rows inside a query of something else, so that no two tables multiply each other."""

from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery


def number_of(rows: QuerySet[Any], of: str = "pk") -> Subquery:
    """This will give the number of rows, each value of `of` once, for rows that name the outer row themselves.

    An aggregate of Django's would group the rows, and then give nothing instead of 0 where there are none.
    """
    number = Func(of, function="COUNT", template="%(function)s(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(heard_number=number).values("heard_number"))
