"""What pages and commands read of imports. Every list starts from the viewer's own authority."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children import queries as children
from heard.children.models import Child
from heard.common.errors import NotFound
from heard.imports.models import ImportChange, ImportDifference, ImportProblem, ImportRun
from heard.imports.source_marks import likely_cause
from heard.returns.cells import safe_cell

PAGE = 50
CSV_HEADS = ("file", "row", "child", "field", "came_as", "check", "level", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem as a page shows it; `child_id` is None where no child that the viewer may see has the local id."""

    file: str
    row: int | None
    local_id: str
    child_id: int | None
    shown_name: str
    field: str
    came_as: str
    code: str
    level: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of problems; `pages` is at least 1."""

    rows: tuple[ProblemRow, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """A mark of the source that differs from the law's date; `days` is how long after it, negative for before."""

    local_id: str
    child_id: int | None
    shown_name: str
    review_on: date | None
    number: int | None
    rule: str
    counted_from: date | None
    field: str
    source_says: str
    law_says: str
    days: int | None
    likely_cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedChild:
    """A child who came to be known, or who left care; `child_id` is None after a dry run, which stored nobody."""

    local_id: str
    child_id: int | None
    shown_name: str
    on: date | None
    reason: str


def runs_of(viewer: User) -> QuerySet[ImportRun]:
    """Give the imports of the viewer's authority, latest first. Raises NotPermitted."""
    _require(viewer)
    return ImportRun.objects.filter(authority_id=viewer.authority_id).select_related("by").order_by("-asked_at", "-pk")


def run_of(viewer: User, run_id: int) -> ImportRun:
    """Give one import of the viewer's authority. Raises NotPermitted, NotFound."""
    run = runs_of(viewer).filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def last_run(viewer: User) -> ImportRun | None:
    """Give the last import that was applied, for the foot of pages. Raises NotPermitted."""
    return runs_of(viewer).filter(state=ImportRun.State.DONE, dry_run=False).first()


def problems_of(run: ImportRun, *, viewer: User, level: str | None = None, page: int = 1, code: str = "") -> Page:
    """Give one page of a run's problems in the order of the files; `level` is refused or warning, None both."""
    _require(viewer, run)
    found = ImportProblem.objects.filter(authority_id=run.authority_id, run=run)
    if level is not None:
        found = found.filter(level=level)
    if code:
        found = found.filter(code=code)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    rows = list(found.order_by("pk")[(number - 1) * PAGE : number * PAGE])
    known = _children(viewer, [row.local_id for row in rows])
    shown = tuple(
        ProblemRow(
            file=row.file, row=row.row, local_id=row.local_id, child_id=_pk(known, row.local_id),
            shown_name=_name(known, row.local_id), field=row.field, came_as=row.came_as, code=row.code,
            level=row.level, message=row.message,
        )
        for row in rows
    )  # fmt: skip
    return Page(rows=shown, number=number, pages=pages, total=total)


def refused_csv(run: ImportRun, *, viewer: User, level: str | None = ImportProblem.Level.REFUSED) -> Iterator[str]:
    """Write every refused row of a run as CSV, line by line; with `level` None every problem.

    No spreadsheet takes a cell for a formula. Row 0 is the first row below the headings.
    """
    _require(viewer, run)
    found = ImportProblem.objects.filter(authority_id=run.authority_id, run=run)
    if level is not None:
        found = found.filter(level=level)
    columns = ("file", "row", "local_id", "field", "came_as", "code", "level", "message")
    rows = list(found.order_by("pk").values_list(*columns))
    return (_line(row) for row in [CSV_HEADS, *rows])


def differences_of(run: ImportRun, *, viewer: User, limit: int | None = None) -> list[DifferenceRow]:
    """List the dates that differ between source and law, with the likely cause."""
    _require(viewer, run)
    found = list(ImportDifference.objects.filter(authority_id=run.authority_id, run=run).order_by("pk")[:limit])
    known = _children(viewer, [row.local_id for row in found])
    return [_difference(row, known) for row in found]


def new_children(run: ImportRun, *, viewer: User, limit: int | None = None) -> list[ChangedChild]:
    """List the children whom this import brought; `on` is the day their last period of care began."""
    return _changed(run, ImportChange.Kind.NEW, viewer, limit)


def ceased(run: ImportRun, *, viewer: User, limit: int | None = None) -> list[ChangedChild]:
    """List the children who, by this import, left care; `reason` is the code of the return."""
    return _changed(run, ImportChange.Kind.CEASED, viewer, limit)


def _changed(run: ImportRun, kind: str, viewer: User, limit: int | None) -> list[ChangedChild]:
    _require(viewer, run)
    found = list(ImportChange.objects.filter(authority_id=run.authority_id, run=run, kind=kind).order_by("pk")[:limit])
    known = _children(viewer, [row.local_id for row in found])
    return [
        ChangedChild(
            local_id=row.local_id,
            child_id=_pk(known, row.local_id),
            shown_name=_name(known, row.local_id),
            on=row.on,
            reason=row.reason,
        )
        for row in found
    ]


def _difference(row: ImportDifference, known: dict[str, Child]) -> DifferenceRow:
    return DifferenceRow(
        local_id=row.local_id,
        child_id=_pk(known, row.local_id),
        shown_name=_name(known, row.local_id),
        review_on=row.review_on,
        number=row.number,
        rule=row.rule,
        counted_from=row.counted_from,
        field=row.field,
        source_says=row.source_says,
        law_says=row.law_says,
        days=_days_between(row.law_says, row.source_says),
        likely_cause=likely_cause(
            number=row.number, counted_from=row.counted_from, source_says=row.source_says, law_says=row.law_says
        ),
    )


def _days_between(law: str, source: str) -> int | None:
    try:
        return (date.fromisoformat(source) - date.fromisoformat(law)).days
    except ValueError:
        return None


def _require(viewer: User, run: ImportRun | None = None) -> None:
    require(viewer, Permission.IMPORT_VIEW, authority_id=run.authority_id if run else viewer.authority_id)


def _children(viewer: User, local_ids: list[str]) -> dict[str, Child]:
    found = children.visible_to(viewer).filter(local_id__in=[name for name in set(local_ids) if name])
    return {child.local_id: child for child in found}


def _pk(known: dict[str, Child], local_id: str) -> int | None:
    child = known.get(local_id)
    return child.pk if child is not None else None


def _name(known: dict[str, Child], local_id: str) -> str:
    child = known.get(local_id)
    return child.shown_name if child is not None else ""


def _line(values: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["" if value is None else safe_cell(str(value)) for value in values])
    return out.getvalue()


def names_in(run: ImportRun, *, viewer: User, most: int) -> dict[str, ChangedChild]:
    """Give the children of the first late and overdue reviews of a run, by local id, in one query."""
    _require(viewer, run)
    listed = [row["child"] for key in ("late_reviews", "overdue_reviews") for row in run.counts.get(key, [])[:most]]
    return {
        local_id: ChangedChild(local_id=local_id, child_id=child.pk, shown_name=child.shown_name, on=None, reason="")
        for local_id, child in _children(viewer, listed).items()
    }
