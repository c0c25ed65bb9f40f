"""Names of children by a plain CSV: which column is which is chosen on a screen or in a file.

A return holds no names. A name that the service entered itself is never changed: where the file has another, the
difference is named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pghistory
from django.db import connection, transaction

from heard.audit import log
from heard.children.names import sort_key_of
from heard.common import clock
from heard.imports import record, staging
from heard.imports.findings import REFUSED, WARNING, Finding
from heard.imports.models import ImportRun
from heard.imports.progress import Progress
from heard.returns.cells import is_formula
from heard.returns.ssda903 import Source
from heard.returns.ssda903.dates import read_date
from heard.returns.ssda903.sources import open_sources
from heard.returns.ssda903.text import TextFile, cells_of, ways_of_reading

FIELDS: Mapping[str, str] = {
    "local_id": "Local id",
    "given_name": "Given name",
    "family_name": "Family name",
    "preferred_name": "Preferred name",
    "born_on": "Date of birth",
}
REQUIRED = ("local_id",)
NAMES = ("given_name", "family_name", "preferred_name")
LONGEST = 80
_GUESSES: Mapping[str, tuple[str, ...]] = {
    "local_id": (
        "child",
        "localid",
        "childid",
        "personid",
        "childuniqueid",
        "id",
        "caseid",
        "reference",
        "perspersonid",
    ),
    "given_name": ("givenname", "forename", "firstname", "givennames", "forenames", "first", "persforename"),
    "family_name": ("familyname", "surname", "lastname", "last", "perssurname"),
    "preferred_name": ("preferredname", "knownas", "likestobecalled", "preferred", "chosenname"),
    "born_on": ("dob", "dateofbirth", "birthdate", "bornon", "born", "persdob"),
}


class NamesRefused(Exception):
    """The file cannot be read as a list of names. Nothing was taken."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFile:
    """A file of names as it was read: its headings, its rows, and what its columns probably are."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sha256: str

    @property
    def guess(self) -> dict[str, str]:
        """The heading that each of FIELDS probably has; a field without one is left out."""
        return guess_mapping(self.headings)


class NameRow(NamedTuple):
    """A row that can be taken; `preferred_name` is None when the file has no such column."""

    local_id: str
    row: int
    given_name: str
    family_name: str
    preferred_name: str | None
    born_on: date | None
    sort_key: str


STAGE: staging.Columns = {
    "local_id": "text", "row": "int4", "given_name": "text", "family_name": "text", "preferred_name": "text",
    "born_on": "date", "sort_key": "text",
}  # fmt: skip

FIND = """
update stage_name s set child_id = c.id,
  born_differs = s.born_on is not null and c.born_on is not null and s.born_on <> c.born_on,
  same = (c.given_name, c.family_name, c.preferred_name)
    is not distinct from (s.given_name, s.family_name, coalesce(s.preferred_name, c.preferred_name)),
  own = concat(c.given_name, c.family_name, c.preferred_name) <> ''
    and (n.given_name, n.family_name, n.preferred_name)
      is distinct from (c.given_name, c.family_name, c.preferred_name),
  named = concat(c.given_name, c.family_name, c.preferred_name) <> ''
from children_child c left join imports_importedname n on n.child_id = c.id
where c.authority_id = %(authority)s and c.local_id = s.local_id
"""
NOT_TAKEN = """
select local_id, row, child_id is null, coalesce(born_differs, false), coalesce(own and not same, false)
from stage_name where child_id is null or born_differs or (own and not same) order by row
"""
_TAKEN = "s.child_id is not null and not s.born_differs and not s.own"
UPDATE = f"""
update children_child c set given_name = s.given_name, family_name = s.family_name,
  preferred_name = coalesce(s.preferred_name, c.preferred_name), sort_key = s.sort_key
from stage_name s where c.authority_id = %(authority)s and c.id = s.child_id and {_TAKEN} and not s.same
"""
REMEMBER = f"""
insert into imports_importedname (authority_id, child_id, given_name, family_name, preferred_name)
select %(authority)s, c.id, c.given_name, c.family_name, c.preferred_name
from stage_name s join children_child c on c.id = s.child_id and c.authority_id = %(authority)s
where {_TAKEN}
on conflict (child_id) do update set given_name = excluded.given_name, family_name = excluded.family_name,
  preferred_name = excluded.preferred_name
"""
COUNT = f"""
select count(*) filter (where {_TAKEN} and not s.same and not s.named),
  count(*) filter (where {_TAKEN} and not s.same and s.named), count(*) filter (where s.same and not s.born_differs)
from stage_name s
"""


def guess_mapping(headings: Sequence[str]) -> dict[str, str]:
    """Guess from its headings which column is which."""
    plain = {re.sub(r"[^a-z]", "", heading.casefold()): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for name, words in _GUESSES.items():
        heading = next((plain[word] for word in words if word in plain), None)
        if heading is not None:
            found[name] = heading
    return found


def read_names(sources: Sequence[Source] | Path) -> NamesFile:
    """Read one CSV file. Raises ReturnRefused or NamesRefused with a plain sentence."""
    opened = open_sources(sources)
    if len(opened.files) != 1:
        raise NamesRefused("Give one CSV file with the names.")
    for file in ways_of_reading(opened.files[0], opened.budget):
        try:
            return _read(file)
        except UnicodeDecodeError:
            continue
    raise NamesRefused(f"{opened.files[0].name} is not a text file. Export it again as CSV in UTF-8.")


def _read(file: TextFile) -> NamesFile:
    rows = cells_of(file)
    headings = tuple(cell.strip() for cell in next(rows, []))
    if not any(headings):
        raise NamesRefused(f"{file.name} has no first row with the names of its columns. Export it again.")
    found = tuple(tuple(cells) for cells in rows)
    return NamesFile(name=file.name, headings=headings, rows=found, sha256=file.sha256)


def run_names(run: ImportRun, sources: Sequence[Source] | Path) -> None:
    """Read the file, take the names and write what came of it. Raises ReturnRefused, NamesRefused."""
    progress = Progress(run)
    progress.at(0)
    file = read_names(sources)
    mapping = _mapping(file, run.mapping)
    progress.at(1)
    told = _Told()
    rows = list(_rows(file, mapping, told))
    with transaction.atomic(), pghistory.context(user=run.by_id, import_run=run.pk), connection.cursor() as cursor:
        progress.at(3)
        with transaction.atomic():
            counts = _take(cursor, run, rows, told, file)
            if run.dry_run:
                transaction.set_rollback(True)
        progress.at(7)
        _finish(run, file, mapping, told, counts, cursor)


@dataclass(slots=True)
class _Told:
    found: list[Finding] = field(default_factory=list)

    def refuse(self, file: str, row: int, local_id: str, column: str, came_as: str, code: str, message: str) -> None:
        self.found.append(Finding(REFUSED, file, row, local_id[:40], column[:40], came_as[:200], code, message))

    def warn(self, file: str, row: int, local_id: str, column: str, came_as: str, code: str, message: str) -> None:
        self.found.append(Finding(WARNING, file, row, local_id[:40], column[:40], came_as[:200], code, message))


def _mapping(file: NamesFile, given: Mapping[str, Any]) -> dict[str, str]:
    """Take the chosen columns, or the guess where none was chosen."""
    mapping = {str(name): str(heading) for name, heading in given.items() if heading} or file.guess
    unknown = [name for name in mapping if name not in FIELDS]
    if unknown:
        raise NamesRefused(f"The mapping names {unknown[0]}, which is none of {', '.join(FIELDS)}.")
    for name, heading in mapping.items():
        if heading not in file.headings:
            raise NamesRefused(
                f"{file.name} has no column {heading}, which was chosen for the {FIELDS[name].lower()}. "
                f"Its columns are {', '.join(file.headings[:20])}."
            )
    if "local_id" not in mapping or not any(name in mapping for name in NAMES):
        raise NamesRefused(
            f"Say which column of {file.name} holds the local id and which the names. "
            f"Its columns are {', '.join(file.headings[:20])}."
        )
    return mapping


def _rows(file: NamesFile, mapping: Mapping[str, str], told: _Told) -> Iterator[NameRow]:
    places = {name: file.headings.index(heading) for name, heading in mapping.items()}
    seen: dict[str, int] = {}
    for number, cells in enumerate(file.rows):
        values = {name: _cell(cells, place) for name, place in places.items()}
        local_id = values["local_id"]
        reason = _why_not(values, seen)
        if reason is not None:
            name, code, message = reason
            told.refuse(file.name, number, local_id, mapping.get(name, ""), values.get(name, ""), code, message)
            continue
        seen[local_id] = number
        yield _row(number, values, file, mapping, told)


def _why_not(values: Mapping[str, str], seen: Mapping[str, int]) -> tuple[str, str, str] | None:
    local_id = values["local_id"]
    if not local_id:
        return ("local_id", "H-NO-CHILD", "The row names no child. Fill in the local id.")
    if local_id in seen:
        return ("local_id", "H-NAME-TWICE", f"The local id stands in row {seen[local_id]} already. That one was taken.")
    if not any(values.get(name) for name in NAMES):
        return ("family_name", "H-NAME-BLANK", "The row holds no name.")
    for name in NAMES:
        if len(values.get(name, "")) > LONGEST:
            return (name, "H-NAME-LONG", f"The name is longer than {LONGEST} characters. Shorten it.")
        if is_formula(values.get(name, "")):
            return (name, "H-FORMULA", "The cell holds a formula and no name. Put the name there.")
    return None


def _row(number: int, values: Mapping[str, str], file: NamesFile, mapping: Mapping[str, str], told: _Told) -> NameRow:
    given, family, local_id = values.get("given_name", ""), values.get("family_name", ""), values["local_id"]
    born_on = _day(values.get("born_on", ""))
    if values.get("born_on") and born_on is None:
        message = "This is not a date, so the date of birth was not compared. Write it like 31/03/2016."
        told.warn(file.name, number, local_id, mapping["born_on"], values["born_on"], "H-DATE", message)
    preferred = values.get("preferred_name")
    return NameRow(
        local_id=local_id,
        row=number,
        given_name=given,
        family_name=family,
        preferred_name=preferred,
        born_on=born_on,
        sort_key=sort_key_of(given_name=given or preferred or "", family_name=family, local_id=local_id),
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _day(text: str) -> date | None:
    if (found := read_date(text)) is not None:
        return found
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _take(cursor: Any, run: ImportRun, rows: Sequence[NameRow], told: _Told, file: NamesFile) -> tuple[int, int, int]:
    extra = "child_id int8, born_differs bool, same bool, own bool, named bool"
    staging.make(cursor, "stage_name", STAGE, extra=extra)
    staging.copy(cursor, "stage_name", STAGE, rows)
    values = {"authority": run.authority_id}
    cursor.execute(FIND, values)
    cursor.execute(COUNT)
    created, updated, same = cursor.fetchone()
    cursor.execute(NOT_TAKEN)
    for local_id, row, unknown, born_differs, _own in cursor.fetchall():
        code, message = _not_taken(unknown=unknown, born_differs=born_differs)
        told.refuse(file.name, row, local_id, "", "", code, message)
    cursor.execute(UPDATE, values)
    cursor.execute(REMEMBER, values)
    return created, updated, same


def _not_taken(*, unknown: bool, born_differs: bool) -> tuple[str, str]:
    if unknown:
        return "H-NAME-UNKNOWN", "No child here has this local id. Import the return first, or put the id right."
    if born_differs:
        return "H-NAME-BORN", "The date of birth differs from the child's, so this may be another child. Check the id."
    return "H-OWN-RECORD", "The service entered another name for this child. Nothing was changed."


def _finish(
    run: ImportRun,
    file: NamesFile,
    mapping: Mapping[str, str],
    told: _Told,
    counts: tuple[int, int, int],
    cursor: Any,
) -> None:
    created, updated, same = counts
    refused = sum(item.level == REFUSED for item in told.found)
    record.write(cursor, authority_id=run.authority_id, run_id=run.pk, found=told.found, differences=[], changes=[])
    known = {
        "name": file.name, "kind": "names", "rows": len(file.rows), "refused": refused, "sha256": file.sha256,
        "extra_columns": [heading for heading in file.headings if heading not in mapping.values()],
    }  # fmt: skip
    run.files, run.mapping = [known], dict(mapping)
    run.counts = {
        "created": {"names": created},
        "updated": {"names": updated},
        "unchanged": {"names": same},
        "rows": {
            "all": len(file.rows), "same": same, "changed": created + updated, "refused": refused, "merged": 0,
            "not_stored": 0,
        },
        "problems": {"refused": refused, "warning": len(told.found) - refused},
        "new_children": 0, "ceased": 0, "differences": 0, "late": 0, "overdue": 0, "late_reviews": [],
        "overdue_reviews": [], "mark_columns": [],
    }  # fmt: skip
    run.state, run.finished_at, run.step, run.done_parts = ImportRun.State.DONE, clock.now(), "", run.all_parts
    run.save(update_fields=["files", "mapping", "counts", "state", "finished_at", "step", "done_parts"])
    log.record(
        "import.done", authority_id=run.authority_id, by=run.by_id, run=run.pk, kind=run.kind, dry_run=run.dry_run,
        created=created, updated=updated, refused=refused,
    )  # fmt: skip
