"""Measures the suggestion of an IRO and the sharing out of a caseload, in an authority of 1,200 children and 25 IROs.

The database is made for the run and dropped after it. Run as a module it starts the database that comes along.
"""

import os
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

CHILDREN, OFFICERS = 1_200, 25
CASELOAD = 90  # of the officer who leaves
ROUNDS = 9


def measure(*, children: int = CHILDREN, officers: int = OFFICERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """This will make the database, time both, drop it, print the figures and give them. Times are milliseconds."""
    from heard.nonprod.bench_pages import databases, fill_authority

    name = f"heard_bench_{os.getpid()}_caseloads"
    with databases(name):
        own = fill_authority(name, "Anyshire", each=children, officers=officers, caseload=CASELOAD)
        figures = _measured(own, rounds=rounds)
    for what, value in figures.items():
        print(f"{what}: {value}")  # noqa: T201
    return figures


def _measured(authority_id: int, *, rounds: int) -> dict[str, Any]:
    from django.db import transaction

    from heard.accounts.models import User
    from heard.caseloads.batch import plan_leaver
    from heard.caseloads.models import NamedIro, Post
    from heard.caseloads.suggestion import suggest
    from heard.common import clock, scope

    today = clock.today()
    with transaction.atomic(), scope.within(scope.of(authority_id)):
        manager = User.objects.get(email__startswith="manager.")
        leaver = User.objects.get(email__startswith="iro0.")
        Post.objects.bulk_create(
            Post(authority_id=authority_id, user=user, fte=1, employment="permanent", from_on=date(2020, 1, 1))
            for user in User.objects.filter(email__startswith="iro")
        )
        child_id = NamedIro.objects.earliest("pk").child_id
        times = []
        for _ in range(rounds):
            began = perf_counter()
            ranked = suggest(child_id=child_id, today=today, viewer=manager)
            times.append(perf_counter() - began)
        began = perf_counter()
        plan = plan_leaver(user_id=leaver.pk, today=today, viewer=manager)
        took = perf_counter() - began
    return {
        "officers ranked": len(ranked),
        "suggestion, median ms": round(median(times) * 1000, 1),
        "children shared out": len(plan.moves),
        "among officers": sum(1 for row in plan.officers if row.fte and row.user.pk != leaver.pk),
        "sharing out, s": round(took, 2),
        "proved": plan.proved,
    }


def main() -> None:
    """This will start what is needed and measure."""
    from heard.nonprod.bench_pages import with_own_database

    with_own_database(measure)


if __name__ == "__main__":
    main()
