"""What came of an import, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.imports.models import ImportRun
from heard.imports.queries import ChangedChild, DifferenceRow, Page, ProblemRow
from heard.law import LawError, Nation, catalogue, due_date
from heard.pages.presenters import dates, numbers, why
from heard.pages.presenters.parts import Pages, Pair, Pill, Refused, address, pages
from heard.web.child import words
from heard.web.imports.presenters import took

SHOWN = 15
BAR = 1000
ROWS = {"all": 0, "same": 0, "changed": 0, "refused": 0, "not_stored": 0}
PROBLEMS = {"refused": 0, "warning": 0}
NOTHING: dict[str, Any] = {
    "late": 0, "overdue": 0, "late_reviews": [], "overdue_reviews": [], "differences": 0, "new_children": 0,
    "ceased": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read of a run for its page."""

    run: ImportRun
    refused: Page
    warnings: Page
    code: str
    differences: Sequence[DifferenceRow]
    new: Sequence[ChangedChild]
    ceased: Sequence[ChangedChild]
    names: Mapping[str, ChangedChild]
    today: date
    nation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of the bar."""

    x: int
    width: int
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A review that was late, or is overdue."""

    child: str
    href: str
    due: str
    held: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """A date that differs between the case system and the law."""

    child: str
    href: str
    review: str
    says: str
    law: str
    why: why.Why | None
    difference: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A child who is new, or who left care."""

    child: str
    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One check with its end."""

    code: str
    title: str
    found: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file as it was recognised."""

    name: str
    kind: str
    rows: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The page."""

    sub: str
    heading: str
    bar: tuple[Part, ...]
    flow: tuple[Pair, ...]
    refused: tuple[Refused, ...]
    refused_total: int
    refused_pages: Pages | None
    codes: tuple[Pill, ...]
    warnings: tuple[Refused, ...]
    warnings_total: int
    warnings_pages: Pages | None
    late: tuple[Late, ...]
    late_total: int
    overdue: tuple[Late, ...]
    overdue_total: int
    differences: tuple[Differs, ...]
    differences_total: int
    marks_note: str
    new: tuple[Changed, ...]
    new_total: int
    ceased: tuple[Changed, ...]
    ceased_total: int
    done: tuple[CheckLine, ...]
    skipped: tuple[CheckLine, ...]
    failed: tuple[CheckLine, ...]
    files: tuple[FileLine, ...]
    refused_csv: str
    all_csv: str
    apply: str
    trial: bool
    returned: bool


def result_of(found: Found, *, path: str) -> Result:
    """Give the page of an import that is done."""
    run, counts = found.run, counts_of(found.run)
    csv = reverse("imports:refused", args=[run.pk])
    differing, marks_note = _differences(found)
    done, skipped, failed = (_checks(run, state) for state in ("done", "skipped", "failed"))
    return Result(
        sub=_sub(run),
        heading=_("What came of %(n)s rows") % {"n": numbers.whole(counts["rows"]["all"])},
        bar=tuple(_bar(counts["rows"])),
        flow=tuple(_flow(run)),
        refused=tuple(_problem(row) for row in found.refused.rows),
        refused_total=found.refused.total,
        refused_pages=_pages(found.refused, "refused", path, found.code),
        codes=tuple(_codes(found, path)),
        warnings=tuple(_problem(row) for row in found.warnings.rows),
        warnings_total=counts["problems"]["warning"],
        warnings_pages=_pages(found.warnings, "warnings", path, found.code),
        late=tuple(_late(row, found) for row in counts["late_reviews"][:SHOWN]),
        late_total=counts["late"],
        overdue=tuple(_late(row, found) for row in counts["overdue_reviews"][:SHOWN]),
        overdue_total=counts["overdue"],
        differences=tuple(differing),
        differences_total=counts["differences"],
        marks_note=marks_note,
        new=tuple(_new(row) for row in found.new),
        new_total=counts["new_children"],
        ceased=tuple(_ceased(row) for row in found.ceased),
        ceased_total=counts["ceased"],
        done=done,
        skipped=skipped,
        failed=failed,
        files=tuple(_file(file) for file in run.files),
        refused_csv=csv,
        all_csv=f"{csv}?all=1",
        apply=reverse("imports:apply", args=[run.pk]) if run.dry_run else "",
        trial=run.dry_run,
        returned=run.kind == ImportRun.Kind.SSDA903,
    )


def counts_of(run: ImportRun) -> dict[str, Any]:
    """Give the counts of a run; what an earlier release did not count is nothing."""
    given = dict(run.counts)
    given["rows"] = ROWS | given.get("rows", {})
    given["problems"] = PROBLEMS | given.get("problems", {})
    return NOTHING | given


def _sub(run: ImportRun) -> str:
    files = ngettext("%(n)d file", "%(n)d files", len(run.files)) % {"n": len(run.files)}
    what = _("Names, %(files)s.") if run.kind == ImportRun.Kind.NAMES else _("SSDA903 %(year)s, %(files)s.")
    parts = [what % {"year": run.year, "files": files}, took(run)]
    if run.dry_run:
        parts.append(_("A trial: nothing was stored. This is what would change."))
    else:
        parts.append(_("Nothing that the service wrote itself was changed."))
    return " ".join(filter(None, parts))


def _bar(rows: Mapping[str, int]) -> list[Part]:
    """The share of what stayed, was taken and was refused; what is there at all is seen."""
    shares = [(rows["same"], "#b79bbd"), (rows["changed"], "#54295c"), (rows["refused"], "#9f1d20")]
    total = sum(count for count, _colour in shares) or 1
    parts, x = [], 0
    for count, colour in shares:
        width = max(4, round(count * BAR / total)) if count else 0
        parts.append(Part(x=min(x, BAR - width), width=width, colour=colour))
        x += width
    return parts


def _flow(run: ImportRun) -> list[Pair]:
    counts = counts_of(run)
    rows = counts["rows"]
    would = run.dry_run
    pairs = [
        Pair(label=_("Same as before"), value=numbers.whole(rows["same"])),
        Pair(
            label=_("New or changed, would be taken") if would else _("New or changed, taken"),
            value=numbers.whole(rows["changed"]),
        ),
        Pair(label=_("Refused"), value=numbers.whole(rows["refused"])),
    ]
    if run.kind == ImportRun.Kind.NAMES:
        return pairs
    if rows["not_stored"]:
        pairs.append(Pair(label=_("Of files that Heard does not keep"), value=numbers.whole(rows["not_stored"])))
    return [
        *pairs,
        Pair(label=_("New children"), value=numbers.whole(counts["new_children"])),
        Pair(label=_("No longer looked after"), value=numbers.whole(counts["ceased"])),
        Pair(label=_("Dates that differ"), value=numbers.whole(counts["differences"])),
    ]


def _problem(row: ProblemRow) -> Refused:
    known = row.child_id is not None
    return Refused(
        file=row.file,
        row="" if row.row is None else str(row.row + 1),
        child=row.shown_name if known else row.local_id,
        field=row.field,
        came=row.came_as,
        why=row.message,
        check=row.code,
        href=_child(row.child_id),
    )


def _child(child_id: int | None) -> str:
    return reverse("child:show", args=[child_id]) if child_id is not None else ""


def _pages(page: Page, name: str, path: str, code: str) -> Pages | None:
    kept = {"check": code} if code else {}
    found = pages(current=page.number, last=page.pages, path=path, kept=kept)
    return _renamed(found, name) if found else None


def _renamed(found: Pages, name: str) -> Pages:
    """Two lists on one page: each has its own name for its pages in the address."""

    def turned(href: str) -> str:
        return href.replace("page=", f"{name}=") + (f"#{name}" if href else "")

    return Pages(
        links=tuple(
            type(link)(number=link.number, href=turned(link.href), current=link.current) for link in found.links
        ),
        previous=turned(found.previous),
        next=turned(found.next),
    )


def _codes(found: Found, path: str) -> list[Pill]:
    """The warnings by check, most first, as a filter."""
    titles = {check["code"]: check["title"] for check in found.run.checks}
    refused = {row.code for row in found.refused.rows}
    pills = [Pill(text=_("All checks"), href=f"{path}#warnings", current=not found.code)]
    for code, count in found.run.counts.get("by_code", {}).items():
        if code in refused and code not in titles:
            continue
        href = address(path, {}, check=code) + "#warnings"
        pills.append(Pill(text=code, href=href, count=count, current=code == found.code))
    return pills


def _late(row: Mapping[str, Any], found: Found) -> Late:
    child = found.names.get(row["child"])
    review = ngettext("review %(n)d", "review %(n)d", row["number"]) % {"n": row["number"]}
    due = dates.short(date.fromisoformat(row["due_on"]), today=found.today)
    held = dates.short(date.fromisoformat(row["held_on"]), today=found.today) if row["held_on"] else ""
    name = child.shown_name if child else _("Child %(id)s") % {"id": row["child"]}
    return Late(
        child=f"{name}, {review}", href=_child(child.child_id) if child else "", due=due, held=held, rule=row["rule"]
    )


def _differences(found: Found) -> tuple[list[Differs], str]:
    note = next((check["reason"] for check in found.run.checks if check["code"] == "H-DIFFERENCE"), "")
    return [_differs(row, found) for row in found.differences], note


def _differs(row: DifferenceRow, found: Found) -> Differs:
    name = row.shown_name or _("Child %(id)s") % {"id": row.local_id}
    review = _("Review %(n)d") % {"n": row.number} if row.number else ""
    return Differs(
        child=name,
        href=_child(row.child_id),
        review=review,
        says=_shown(row.source_says, found.today),
        law=_shown(row.law_says, found.today),
        why=_why(row, found, f"{review.lower()}, {name}"),
        difference=_apart(row.days),
        cause=row.likely_cause,
    )


def _why(row: DifferenceRow, found: Found, about: str) -> why.Why | None:
    try:
        rule = catalogue().rule(row.rule, Nation(found.nation))
        due = due_date(rule, counted_from=row.counted_from) if row.counted_from else None
    except LawError:
        return None
    if due is None or due.due_on.isoformat() != row.law_says:
        return None
    return why.brief(due, why.Setting(today=found.today, about=about))


def _shown(text: str, today: date) -> str:
    try:
        return dates.short(date.fromisoformat(text), today=today)
    except ValueError:
        return text


def _apart(days: int | None) -> str:
    if days is None:
        return ""
    if days > 0:
        return ngettext("%(n)d day after the limit", "%(n)d days after the limit", days) % {"n": days}
    return ngettext("%(n)d day before the limit", "%(n)d days before the limit", -days) % {"n": -days}


def _new(row: ChangedChild) -> Changed:
    text = _("since %(day)s") % {"day": dates.plain(row.on)} if row.on else ""
    return Changed(child=_name(row), href=_child(row.child_id), text=text)


def _ceased(row: ChangedChild) -> Changed:
    on = dates.plain(row.on) if row.on else ""
    text = ", ".join(filter(None, [words.reason_ceased(row.reason), on]))
    return Changed(child=_name(row), href=_child(row.child_id), text=text)


def _name(row: ChangedChild) -> str:
    return row.shown_name or _("Child %(id)s") % {"id": row.local_id}


def _checks(run: ImportRun, state: str) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(code=one["code"], title=one["title"], found=one["findings"], reason=one["reason"])
        for one in run.checks
        if one["state"] == state
    )


def _file(file: Mapping[str, Any]) -> FileLine:
    extra = file.get("extra_columns") or []
    note = _("Extra columns, not read: %(names)s") % {"names": ", ".join(extra)} if extra else ""
    return FileLine(name=file["name"], kind=file["kind"], rows=numbers.whole(file["rows"]), note=note)
