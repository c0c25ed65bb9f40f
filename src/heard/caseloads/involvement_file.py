"""The file by which a case system tells who was involved with whom: a CSV, read into rows and refused rows."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from heard.caseloads.involvements import InvolvementRow, RefusedRow, Spell
from heard.caseloads.models import Involvement
from heard.common.errors import DomainError

COLUMNS = ("local_id", "email", "what", "from", "until")
NEEDED = COLUMNS[:3]
DAYS = ("%d/%m/%Y", "%Y-%m-%d")
MOST_ROWS = 50_000
ALSO = {"localid": "local_id", "childid": "local_id", "kind": "what", "involvement": "what", "fromon": "from",
        "untilon": "until", "to": "until", "emailaddress": "email"}  # fmt: skip


class NotATable(DomainError):
    """The file is not a CSV file with the columns local_id, email and what in its first row. Take the template."""


class TooManyRows(DomainError):
    """The file has more than 50,000 rows. Cut it into smaller files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a file holds: rows that can be judged, and those whose days cannot be read."""

    rows: tuple[InvolvementRow, ...]
    refused: tuple[RefusedRow, ...]


def read(content: bytes) -> ReadFile:
    """This will read a file in UTF-8 or in the encoding of Windows, with commas, semicolons or tabs.

    Days are 31/12/2026 or 2026-12-31. Raises NotATable, TooManyRows.
    """
    lines = csv.reader(io.StringIO(_text(content)), dialect=_dialect(_text(content)))
    try:
        table = [[cell.strip() for cell in line] for line in lines]
    except csv.Error as error:
        raise NotATable from error
    columns = _columns(table[0] if table else [])
    if len(table) > MOST_ROWS + 1:
        raise TooManyRows
    rows, refused = [], []
    for number, cells in enumerate(table[1:]):
        if not any(cells):
            continue
        told = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        try:
            spell = Spell(from_on=_day(told.get("from", "")), until_on=_day(told.get("until", "")))
        except ValueError as error:
            refused.append(RefusedRow(row=number, message=str(error)))
            continue
        rows.append(
            InvolvementRow(
                row=number, local_id=told["local_id"], email=told["email"], kind=_kind(told["what"]), spell=spell
            )
        )
    return ReadFile(rows=tuple(rows), refused=tuple(refused))


def template() -> list[list[str]]:
    """This will give the heads of the columns and one line for each kind, to be overwritten."""
    lines = [[f"10000{n}", "name@council.example", kind, "01/09/2026", ""] for n, kind in enumerate(_kinds(), start=1)]
    return [list(COLUMNS), *lines]


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise NotATable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _columns(heads: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        plain = re.sub(r"[^a-z_]", "", head.casefold())
        name = plain if plain in COLUMNS else ALSO.get(plain.replace("_", ""), "")
        if name:
            found.setdefault(name, place)
    if set(NEEDED) - set(found):
        raise NotATable
    return found


def _kinds() -> tuple[str, ...]:
    return tuple(kind.value for kind in Involvement.Kind)


def _kind(text: str) -> str:
    """The code of a kind, told as code or as its words; what is neither goes on as it came and is refused there."""
    told = re.sub(r"[^a-z]+", "-", text.casefold()).strip("-")
    words = {re.sub(r"[^a-z]+", "-", kind.label.casefold()): kind.value for kind in Involvement.Kind}
    return told if told in _kinds() else words.get(told, text)


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise ValueError(f"“{text[:20]}” is not a day. Write it as 31/12/2026.")
