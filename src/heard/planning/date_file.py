"""The file by which a case system tells when plans were made, visits paid and assessments done: a CSV, row by row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from heard.common.errors import DomainError
from heard.planning.models import PlanDate

COLUMNS: dict[str, tuple[str, ...]] = {
    "child": ("child", "localid", "childid", "personid", "id"),
    "what": ("what", "kind", "type"),
    "day": ("day", "date", "on", "doneon"),
    "alone": ("alone", "seenalone"),
}
NEEDED = ("child", "what", "day")
DAYS = ("%d/%m/%Y", "%Y-%m-%d")
MOST_ROWS = 50_000
YES, NO = ("yes", "y", "true", "1", "ie"), ("no", "n", "false", "0", "na")


class NotATable(DomainError):
    """The file is not a CSV file with the columns child, what and day in its first row."""


class TooManyRows(DomainError):
    """The file has more than 50,000 rows. Cut it into smaller files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """One row that can be read. `row` counts from 0, the first after the heads."""

    row: int
    local_id: str
    kind: str
    done_on: date
    seen_alone: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """One row that was not taken, with the sentence that says why."""

    row: int
    local_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a file holds."""

    rows: tuple[DateRow, ...]
    refused: tuple[RefusedRow, ...]


def read(content: bytes) -> ReadFile:
    """This will read a file in UTF-8 or in the encoding of Windows, with commas, semicolons or tabs.

    Days are 31/12/2026 or 2026-12-31. Raises NotATable, TooManyRows.
    """
    rows: list[DateRow] = []
    refused: list[RefusedRow] = []
    for number, told in _lines(content):
        try:
            rows.append(_row(number, told))
        except ValueError as error:
            refused.append(RefusedRow(row=number, local_id=told["child"], message=str(error)))
    return ReadFile(rows=tuple(rows), refused=tuple(refused))


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(content)
    first = text.split("\n", 1)[0]
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True))
    except csv.Error as error:
        raise NotATable from error
    if len(table) > MOST_ROWS + 1:
        raise TooManyRows
    places = _places(table[0] if table else [])
    for number, cells in enumerate(table[1:]):
        if any(cell.strip() for cell in cells):
            yield number, {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise NotATable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _places(heads: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"[^a-z]", "", head.casefold()) for head in heads]
    found = {name: next((at for at, head in enumerate(plain) if head in also), -1) for name, also in COLUMNS.items()}
    if any(found[name] < 0 for name in NEEDED):
        raise NotATable
    return {name: at for name, at in found.items() if at >= 0}


def _row(number: int, told: dict[str, str]) -> DateRow:
    kind = _kind(told["what"])
    alone = _alone(told.get("alone", "")) if kind == PlanDate.Kind.VISIT else None
    return DateRow(row=number, local_id=told["child"], kind=kind, done_on=_day(told["day"]), seen_alone=alone)


def _kind(text: str) -> str:
    """The code of what was done, told as code or in words. Raises ValueError with a sentence."""
    told = re.sub(r"[^a-z]+", "_", text.casefold()).strip("_")
    words = {re.sub(r"[^a-z]+", "_", kind.label.casefold()): kind.value for kind in PlanDate.Kind}
    short = {"pep": "education", "personal_education_plan": "education", "care_plan_made": "care_plan"}
    found = words.get(told) or short.get(told) or told
    if found not in PlanDate.Kind.values:
        known = ", ".join(PlanDate.Kind.values)
        raise ValueError(f"“{text}” is not known. Write one of: {known}." if text else f"Write one of: {known}.")
    return found


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"“{text}” is not a day. Write it as 31/12/2026." if text else "There is no day.")


def _alone(text: str) -> bool | None:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    if text:
        raise ValueError(f"“{text}” does not say whether the child was seen alone. Write yes or no, or leave it empty.")
    return None
