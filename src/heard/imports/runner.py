"""Runs the import of a return, from its files to its result, in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.db import connection, transaction

from heard.deadlines.actions import recompute
from heard.imports import own_record, source_marks, timeliness
from heard.imports.apply import Applier, stage_all
from heard.imports.findings import REFUSED, Finding, of_reader
from heard.imports.join import Known
from heard.imports.models import ImportRun
from heard.imports.outcome import Outcome, finish
from heard.imports.plan import OUTSIDE, Plan, plan_of
from heard.imports.progress import Progress
from heard.returns.ssda903 import Checked, CollectionYear, Return903, Source, check, default_year, read
from heard.returns.ssda903.memory import collector_paused

Sources = Sequence[Source] | Path
Marks = tuple[list[tuple[Any, ...]], tuple[str, ...]]

KNOWN = """
select c.local_id, p.id, p.stream, p.started_on, p.ceased_on, p.reason_ceased, p.category_of_need,
  p.authorised_to_place_on, p.placed_for_adoption_on, p.source = 'service', coalesce(e.begins, true), e.last_on,
  e.last_day, coalesce(e.series, false)
from children_periodofcare p
join children_child c on c.id = p.child_id
left join (
  select period_id, max(started_on) as last_on, (array_agg(reason_started order by started_on))[1] = 'S' as begins,
    max(greatest(started_on, ceased_on)) as last_day, bool_and(legal_status = 'V3') as series
  from children_episodeofcare where authority_id = %(authority)s group by period_id
) e on e.period_id = p.id
where p.authority_id = %(authority)s
order by p.child_id, p.started_on
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A return as it was read and checked, with the marks that its source added."""

    ret: Return903
    checked: Checked
    marks: Marks

    @property
    def files(self) -> dict[str, str]:
        """The name of the file that each table came from."""
        return {file.kind: file.name for file in self.ret.files}

    @property
    def refused(self) -> frozenset[tuple[str, int]]:
        """Kind and number of each row that reading or checking refused."""
        read = {(item.kind, item.row) for item in self.ret.problems if item.level == REFUSED and item.row is not None}
        return self.checked.refused_rows | read


def run_return(run: ImportRun, sources: Sources, last: Sources | None) -> None:
    """Read, check and apply an SSDA903 return and write what came of it; of a dry run only that is kept.

    Raises ReturnRefused when the files cannot be read as a return; then nothing has changed.
    """
    progress = Progress(run)
    given = _given(run, sources, last, progress)
    with transaction.atomic(), pghistory.context(user=run.by_id, import_run=run.pk), connection.cursor() as cursor:
        if not only_one(cursor, run):
            return
        progress.at(2)
        with collector_paused():
            plan = plan_of(given.ret, refused=given.refused, known=_known(cursor, run.authority_id))
        with rolled_back_if(run.dry_run), collector_paused():
            outcome = _apply(run, given, plan, cursor, progress)
        progress.at(7)
        finish(run, given.ret, given.checked, given.refused, outcome, cursor)


def _given(run: ImportRun, sources: Sources, last: Sources | None, progress: Progress) -> Given:
    progress.at(0)
    year = CollectionYear.from_label(run.year) if run.year else default_year(run.as_of)
    ret = read(sources, year=year, last=last)
    marks = source_marks.marks_of(ret, sources)
    progress.at(1)
    return Given(ret=ret, checked=check(ret, on=run.as_of, last=ret.last), marks=marks)


@contextmanager
def rolled_back_if(dry_run: bool) -> Iterator[None]:
    """Undo what stands inside when this is a dry run, and only that."""
    with transaction.atomic():
        yield
        if dry_run:
            transaction.set_rollback(True)


def only_one(cursor: Any, run: ImportRun) -> bool:
    """Wait until no other import of the authority runs; say whether this run still has to be made."""
    cursor.execute("select pg_advisory_xact_lock(hashtext('heard.imports'), %s)", (run.authority_id,))
    return ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.RUNNING).exists()


def _known(cursor: Any, authority_id: int) -> Mapping[str, list[Known]]:
    cursor.execute(KNOWN, {"authority": authority_id})
    known: dict[str, list[Known]] = {}
    for local_id, *values in cursor.fetchall():
        known.setdefault(local_id, []).append(Known(*values))
    return known


def _apply(run: ImportRun, given: Given, plan: Plan, cursor: Any, progress: Progress) -> Outcome:
    covers_from = _covered(run, given.ret)
    applier = Applier(cursor, authority_id=run.authority_id, plan=plan, covers_from=covers_from)
    progress.at(3)
    stage_all(cursor, plan)
    applier.children()
    progress.at(4)
    applier.periods()
    applier.episodes(year_ends_on=given.ret.year.ends_on)
    progress.at(5)
    applier.reviews()
    own = list(own_record.differences(cursor, authority_id=run.authority_id, files=given.files))
    progress.at(6)
    _recompute(run, applier)
    time = timeliness.check(
        cursor, authority_id=run.authority_id, as_of=run.as_of, covers_until=given.ret.year.ends_on, files=given.files
    )
    differences = source_marks.compare(cursor, authority_id=run.authority_id, marks=given.marks[0])
    return Outcome(
        applier=applier,
        plan=plan,
        found=[*_of_reader(given), *plan.findings, *own, *time.findings],
        differences=differences,
        time=time,
        marks=given.marks[1],
    )


def _of_reader(given: Given) -> list[Finding]:
    """Take over the reader's findings, but for reviews outside care: of those only the joined history can tell."""
    found = of_reader(given.ret.problems) + of_reader(given.checked.problems)
    return [item for item in found if item.code != OUTSIDE]


def _recompute(run: ImportRun, applier: Applier) -> None:
    touched = applier.touched()
    if touched:
        most = len(touched) * 2 > len(applier.plan.children)
        recompute(authority_id=run.authority_id, today=run.as_of, child_ids=None if most else touched)


def _covered(run: ImportRun, ret: Return903) -> date | None:
    """Say from which day on this and the earlier returns together hold every review; None for all there ever was."""
    earliest = timeliness.covers_from(ret)
    earlier = ImportRun.objects.filter(
        authority_id=run.authority_id, kind=run.kind, state=ImportRun.State.DONE, dry_run=False
    ).values_list("counts__covers_from", flat=True)
    for told in earlier:
        if earliest is not None:
            earliest = min(earliest, date.fromisoformat(told)) if told else None
    return earliest
