"""Tables that other programs export: CSV in the encodings, with the separators and days, that offices write."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from heard.common.errors import DomainError

DAYS = ("%d/%m/%Y", "%Y-%m-%d")
MOST_ROWS = 50_000


class NotATable(DomainError):
    """The file is not a CSV file with the columns named on this page in its first row. Take the empty file."""


class TooManyRows(DomainError):
    """The file has more than 50,000 rows. Cut it into smaller files."""


def lines(
    content: bytes, columns: Mapping[str, Collection[str]], *, needed: Collection[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """This will give each row that is not empty, by column: UTF-8 or Windows, with commas, semicolons or tabs.

    `columns` gives for each name how its head may be written, in small letters alone; 0 is the first row after the
    heads. Raises NotATable, TooManyRows.
    """
    text = _text(content)
    first = text.split("\n", 1)[0]
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True))
    except csv.Error as error:
        raise NotATable from error
    if len(table) > MOST_ROWS + 1:
        raise TooManyRows
    places = _places(table[0] if table else [], columns)
    if set(needed) - set(places):
        raise NotATable
    for number, cells in enumerate(table[1:]):
        if any(cell.strip() for cell in cells):
            told = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
            yield number, {name: told.get(name, "") for name in columns}


def day(text: str) -> date | None:
    """This will read a day written as 31/12/2026 or 2026-12-31; None where nothing stands.

    Raises ValueError with a sentence.
    """
    if not text:
        return None
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"“{text[:20]}” is not a day. Write it as 31/12/2026.")


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise NotATable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _places(heads: Sequence[str], columns: Mapping[str, Collection[str]]) -> dict[str, int]:
    plain = [re.sub(r"[^a-z]", "", head.casefold()) for head in heads]
    found = {name: next((at for at, head in enumerate(plain) if head in also), -1) for name, also in columns.items()}
    return {name: at for name, at in found.items() if at >= 0}
