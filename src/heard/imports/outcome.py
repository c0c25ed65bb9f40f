"""What came of a return, and how it is written: counts, checks, files, and every row of the result."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from heard.audit import log
from heard.common import clock
from heard.imports import own_record, record, timeliness
from heard.imports.apply import Applier
from heard.imports.findings import REFUSED, Finding
from heard.imports.models import ImportChange, ImportRun
from heard.imports.plan import OUTSIDE, Plan
from heard.imports.source_marks import Difference
from heard.imports.timeliness import Timeliness
from heard.returns.ssda903 import Checked, Return903

OWN_CHECKS = {
    "H-NO-HEADER": "A row of a child whose Header row cannot be stored",
    "H-EPISODE-TWICE": "Two episodes of a child that begin on one day",
    "H-PERIOD-JOIN": "A period of care that contradicts what earlier returns brought",
    own_record.CODE: "A row that tells otherwise than the service's own record",
    **timeliness.TITLES,
}
STORED = ("header", "episodes", "reviews")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of applying a return, until it is written. `marks` are the columns of due and late marks."""

    applier: Applier
    plan: Plan
    found: list[Finding]
    differences: list[Difference]
    time: Timeliness
    marks: tuple[str, ...]


def finish(
    run: ImportRun,
    ret: Return903,
    checked: Checked,
    refused_before: frozenset[tuple[str, int]],
    outcome: Outcome,
    cursor: Any,
) -> None:
    """Write the result of a run and that it is done, in the transaction of the change."""
    record.write(
        cursor,
        authority_id=run.authority_id,
        run_id=run.pk,
        found=outcome.found,
        differences=outcome.differences,
        changes=_changes(outcome),
    )
    refused = Counter(kind for kind, _ in refused_before | outcome.plan.refused)
    run.year = ret.year.label
    run.files = _files(ret, refused)
    run.checks = _checks(checked, outcome)
    run.counts = _counts(ret, refused, outcome)
    run.state, run.finished_at = ImportRun.State.DONE, clock.now()
    run.step, run.done_parts = "", run.all_parts
    run.message = ""
    run.save(
        update_fields=[
            *("year", "files", "checks", "counts", "state", "finished_at", "step"),
            *("done_parts", "all_parts", "message"),
        ]
    )
    log.record(
        "import.done",
        authority_id=run.authority_id,
        by=run.by_id,
        run=run.pk,
        kind=run.kind,
        year=run.year,
        dry_run=run.dry_run,
        created=outcome.applier.created,
        updated=outcome.applier.updated,
        refused=sum(refused.values()),
    )


def _changes(outcome: Outcome) -> list[tuple[str, str, date | None, str]]:
    starts = outcome.plan.last_started
    new = [(ImportChange.Kind.NEW.value, local_id, starts.get(local_id), "") for local_id in outcome.applier.new]
    return new + [(ImportChange.Kind.CEASED.value, *ceased) for ceased in outcome.plan.ceased]


def _files(ret: Return903, refused: Counter[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": file.name,
            "kind": file.kind,
            "rows": file.rows,
            "refused": refused[file.kind],
            "extra_columns": list(file.extra_columns),
            "encoding": file.encoding,
            "sha256": file.sha256,
        }
        for file in ret.files
    ]


def _checks(checked: Checked, outcome: Outcome) -> list[dict[str, Any]]:
    """List every check with its end; ours are counted from what was found after the joining."""
    times = Counter(item.code for item in outcome.found)
    listed = [
        asdict(check) | ({"findings": times[OUTSIDE]} if check.code == OUTSIDE else {}) for check in checked.outcomes
    ]
    ours = [_done(code, title, times[code]) for code, title in OWN_CHECKS.items()]
    return listed + ours + [_unjudged_check(outcome), _marks_check(outcome)]


def _done(code: str, title: str, findings: int) -> dict[str, Any]:
    return {"code": code, "title": title, "state": "done", "reason": "", "findings": findings}


def _unjudged_check(outcome: Outcome) -> dict[str, Any]:
    title = "Reviews of periods of care that began before the returns imported so far"
    count = outcome.time.not_judged
    if not count:
        return _done("H-NOT-JUDGED", title, 0)
    reason = (
        f"{count} review{'' if count == 1 else 's'} could not be judged: earlier reviews are not in the returns "
        "imported so far. Import the earlier years' returns too."
    )
    return _done("H-NOT-JUDGED", title, 0) | {"state": "skipped", "reason": reason}


def _marks_check(outcome: Outcome) -> dict[str, Any]:
    title = "Due and late marks of the source against the law"
    if outcome.marks:
        return _done("H-DIFFERENCE", title, len(outcome.differences))
    reason = "The Reviews file holds no due or late marks; the return has no column for them."
    return _done("H-DIFFERENCE", title, 0) | {"state": "skipped", "reason": reason}


def _counts(ret: Return903, refused: Counter[str], outcome: Outcome) -> dict[str, Any]:
    applier, plan = outcome.applier, outcome.plan
    kinds = ("children", "episodes", "reviews")
    changed = sum(applier.created[kind] + applier.updated[kind] for kind in kinds)
    same = sum(applier.unchanged[kind] for kind in kinds)
    all_rows = sum(file.rows for file in ret.files)
    problems = Counter(item.level for item in outcome.found)
    return {
        "created": applier.created,
        "updated": applier.updated,
        "unchanged": applier.unchanged,
        "rows": {
            "all": all_rows,
            "same": same,
            "changed": changed,
            "refused": sum(refused.values()),
            "merged": plan.merged,
            "not_stored": sum(file.rows - refused[file.kind] for file in ret.files if file.kind not in STORED),
        },
        "problems": {"refused": problems[REFUSED], "warning": sum(problems.values()) - problems[REFUSED]},
        "by_code": dict(Counter(item.code for item in outcome.found).most_common()),
        "new_children": len(applier.new),
        "ceased": len(plan.ceased),
        "differences": len(outcome.differences),
        "mark_columns": list(outcome.marks),
        "covers_from": starts.isoformat() if (starts := timeliness.covers_from(ret)) else None,
        "late": len(outcome.time.late),
        "late_adoption": len(outcome.time.late_adoption),
        "overdue": len(outcome.time.overdue),
        "not_judged": outcome.time.not_judged,
        "late_reviews": timeliness.as_json(outcome.time.late),
        "late_adoption_reviews": timeliness.as_json(outcome.time.late_adoption),
        "overdue_reviews": timeliness.as_json(outcome.time.overdue),
    }
