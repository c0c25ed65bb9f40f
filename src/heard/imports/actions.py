"""Imports: asked for on a page or the command line, run by a job or at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from traceback import extract_tb

import psycopg
import structlog
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotFound
from heard.imports.models import ImportRun, ImportUpload
from heard.imports.names import NamesRefused, run_names
from heard.imports.runner import Sources, run_return
from heard.returns.ssda903 import CollectionYear, ReturnRefused, Source

JOB = "imports.run"
LONGEST_NAME = 200

logger = structlog.get_logger("heard.imports")


class NothingGiven(DomainError):
    """Choose the files to import."""


class UnknownKind(DomainError):
    """An import is of an SSDA903 return or of names."""


class WrongYear(DomainError):
    """Write the collection year like 2025-26."""


class TooLarge(DomainError):
    """The files are larger than 600 megabytes together. Check that they are the return and nothing else."""


class ImportRefused(DomainError):
    """The files could not be read. Nothing was changed."""


class ImportStopped(DomainError):
    """The import stopped by a fault in Heard. Nothing was changed. Try again; if it stops again, tell support."""


class NotADryRun(DomainError):
    """Only a dry run that has ended can be applied."""


MOST_BYTES = 600 * 1024 * 1024


@transaction.atomic
def start_import(
    *,
    authority_id: int,
    kind: str,
    files: Sequence[tuple[str, bytes]],
    by: User | None,
    today: date,
    year: str | None = None,
    dry_run: bool = False,
    mapping: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep the files and ask a worker to import them; job and files commit together.

    Raises NotPermitted, NothingGiven, UnknownKind, WrongYear, TooLarge.
    """
    if not files or not any(content for _, content in files):
        raise NothingGiven
    if sum(len(content) for _, content in files) > MOST_BYTES:
        raise TooLarge
    run = _new_run(authority_id, kind, by=by, today=today, year=year, dry_run=dry_run, mapping=mapping)
    ImportUpload.objects.bulk_create(
        ImportUpload(authority_id=authority_id, run=run, name=_base_name(name), content=content)
        for name, content in files
    )
    _defer(run)
    return run


@transaction.atomic
def apply_dry_run(*, run_id: int, by: User, today: date) -> ImportRun:
    """Ask for the import of the very files that a dry run was made of. Raises NotPermitted, NotFound, NotADryRun."""
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    tried = ImportRun.objects.select_for_update().filter(pk=run_id, authority_id=by.authority_id).first()
    if tried is None:
        raise NotFound
    if not tried.dry_run or tried.state != ImportRun.State.DONE or not tried.uploads.exists():
        raise NotADryRun
    run = _new_run(
        tried.authority_id, tried.kind, by=by, today=today, year=tried.year, dry_run=False, mapping=tried.mapping
    )
    tried.uploads.update(run=run)
    _defer(run)
    return run


def run_import(run_id: int, *, authority_id: int) -> ImportRun:
    """Run an import that was asked for; the job does this, in the scope of the authority.

    A run that another worker left half-done starts again from its files; one that has ended is left alone.
    """
    with transaction.atomic():
        run = _begin(run_id, authority_id)
        if run is None:
            return ImportRun.objects.get(pk=run_id)
        sources = [Source(upload.name, bytes(upload.content)) for upload in run.uploads.order_by("pk")]
    _execute(run, lambda: _run_kind(run, sources, None))
    return run


def import_now(
    *,
    authority_id: int,
    kind: str,
    sources: Sources,
    by: User | None,
    today: date,
    year: str | None = None,
    last: Sources | None = None,
    dry_run: bool = False,
    mapping: Mapping[str, str] | None = None,
) -> ImportRun:
    """Import at once, from the files where they lie; the command line does this.

    Raises NotPermitted, WrongYear, ImportRefused, ImportStopped; after the last two the run is in the list of imports.
    """
    with transaction.atomic():
        run = _new_run(authority_id, kind, by=by, today=today, year=year, dry_run=dry_run, mapping=mapping)
    begun = _begin(run.pk, authority_id)
    if begun is None:
        raise ImportStopped
    _execute(begun, lambda: _run_kind(begun, sources, last))
    if begun.state == ImportRun.State.REFUSED:
        raise ImportRefused(begun.message)
    if begun.state == ImportRun.State.FAILED:
        raise ImportStopped
    return begun


def _new_run(
    authority_id: int,
    kind: str,
    *,
    by: User | None,
    today: date,
    year: str | None,
    dry_run: bool,
    mapping: Mapping[str, str] | None,
) -> ImportRun:
    if by is not None:
        require(by, Permission.IMPORT_RUN, authority_id=authority_id)
    if kind not in ImportRun.Kind.values:
        raise UnknownKind
    run = ImportRun.objects.create(
        authority_id=authority_id,
        kind=kind,
        state=ImportRun.State.WAITING,
        dry_run=dry_run,
        year=_label(year),
        as_of=today,
        by=by,
        mapping=json.loads(json.dumps(dict(mapping or {}))),
    )
    log.record(
        "import.asked",
        authority_id=authority_id,
        by=by.pk if by else None,
        run=run.pk,
        kind=kind,
        dry_run=dry_run,
    )
    return run


def _label(year: str | None) -> str:
    if not year:
        return ""
    try:
        return CollectionYear.from_label(year).label
    except ValueError as error:
        raise WrongYear(str(error)) from error


def _base_name(name: str) -> str:
    return (name.replace("\\", "/").rsplit("/", 1)[-1] or "file")[-LONGEST_NAME:]


def _defer(run: ImportRun) -> None:
    jobs.configure_task(JOB).defer(run_id=run.pk, authority_id=run.authority_id)


def _begin(run_id: int, authority_id: int) -> ImportRun | None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id, authority_id=authority_id)
        if run.state not in (ImportRun.State.WAITING, ImportRun.State.RUNNING):
            return None
        run.state, run.started_at = ImportRun.State.RUNNING, clock.now()
        run.save(update_fields=["state", "started_at"])
    return run


def _run_kind(run: ImportRun, sources: Sources, last: Sources | None) -> None:
    if run.kind == ImportRun.Kind.NAMES:
        run_names(run, sources)
    else:
        run_return(run, sources, last)


def _execute(run: ImportRun, work: Callable[[], None]) -> None:
    """Do the work; a refusal or a fault becomes the state of the run, and nothing of the work remains."""
    try:
        work()
    except (ReturnRefused, NamesRefused) as error:
        _end(run, ImportRun.State.REFUSED, error.message, event="import.refused")
    except Exception as error:
        logger.error("import failed", run=run.pk, **_fault(error))
        _end(run, ImportRun.State.FAILED, str(ImportStopped()), event="import.failed")
    with transaction.atomic():
        run.refresh_from_db()
        if not (run.dry_run and run.state == ImportRun.State.DONE):
            run.uploads.all().delete()


def _fault(error: Exception) -> dict[str, object]:
    """Say what went wrong and where, without the message: PostgreSQL's holds the row."""
    frames = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-8:]]
    cause = error.__cause__
    constraint = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
    return {"fault": type(error).__name__, "constraint": constraint, "where": frames}


def _end(run: ImportRun, state: str, message: str, *, event: str) -> None:
    with transaction.atomic():
        run.state, run.message, run.finished_at, run.step = state, message, clock.now(), ""
        run.save(update_fields=["state", "message", "finished_at", "step"])
        log.record(event, authority_id=run.authority_id, by=run.by_id, run=run.pk, kind=run.kind)
