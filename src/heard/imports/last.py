"""What came with the last import: shown at the foot of every page and among the day's work."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from heard.imports.models import ImportProblem, ImportRun


@dataclass(frozen=True, slots=True, kw_only=True)
class LastImport:
    """The last import that was applied: when it ended, how many rows were refused, how many dates differ."""

    run_id: int
    finished_at: datetime
    refused: int
    differences: int


def last_import(authority_id: int) -> LastImport | None:
    """This will give the last import that was applied, in one query; None before the first one."""
    run = (
        ImportRun.objects.filter(
            authority_id=authority_id, state=ImportRun.State.DONE, dry_run=False, finished_at__isnull=False
        )
        .annotate(
            refused=Count("problems", filter=Q(problems__level=ImportProblem.Level.REFUSED), distinct=True),
            differing=Count("differences", distinct=True),
        )
        .order_by("-finished_at")
        .first()
    )
    if run is None or run.finished_at is None:
        return None
    return LastImport(run_id=run.pk, finished_at=run.finished_at, refused=run.refused, differences=run.differing)
