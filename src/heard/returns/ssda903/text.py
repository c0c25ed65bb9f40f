"""Text files under limits: the encoding found out, then line by line into cells."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from heard.returns.ssda903.problems import ReturnRefused
from heard.returns.ssda903.sources import LONGEST_LINE, Budget, Source

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8-sig", "cp1252")
_BLOCK = 64 * 1024


class Guarded(io.RawIOBase):
    """A stream of bytes that counts, fingerprints and refuses as it goes."""

    def __init__(self, stream: BinaryIO, *, name: str, budget: Budget, lines: bool) -> None:
        self._stream, self._name, self._budget, self._lines = stream, name, budget, lines
        self._since_break = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._stream.read(min(len(view), _BLOCK))
        self._budget.spend(len(chunk), self._name)
        self.digest.update(chunk)
        if self._lines:
            self._look_at(chunk)
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _look_at(self, chunk: bytes) -> None:
        if b"\0" in chunk:
            raise ReturnRefused(
                f"{self._name} holds NUL bytes, so it is no text file. Export it again as CSV in UTF-8."
            )
        last_break = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._since_break = len(chunk) - last_break - 1 if last_break >= 0 else self._since_break + len(chunk)
        if self._since_break > LONGEST_LINE:
            raise ReturnRefused(
                f"{self._name} has a line of more than {LONGEST_LINE // 1024} kilobytes, which no return has. "
                "Check that it is a CSV file with one row on each line."
            )


@dataclass(slots=True, kw_only=True)
class TextFile:
    """One way of reading a file: its lines, and after the last of them its fingerprint."""

    name: str
    encoding: str
    lines: Iterator[str]
    guard: Guarded = field(repr=False)

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes read so far."""
        return self.guard.digest.hexdigest()


def ways_of_reading(source: Source, budget: Budget) -> Iterator[TextFile]:
    """Open the file in each encoding it may have, likeliest first.

    A UnicodeDecodeError while reading means: take the next. What an abandoned reading cost is given back to the budget.
    """
    start = first_bytes(source, 256)
    if not start:
        raise ReturnRefused(f"{source.name} is empty. Export it again.")
    if start[:2] in _UTF16_MARKS or _looks_like_utf16(start):
        yield _utf16(source, budget, start)
        return
    for encoding in _ENCODINGS:
        before = budget.left
        guard = Guarded(source.open(), name=source.name, budget=budget, lines=True)
        lines = io.TextIOWrapper(io.BufferedReader(guard, _BLOCK), encoding=encoding, newline="")
        with lines:
            yield TextFile(name=source.name, encoding=encoding.removesuffix("-sig"), lines=lines, guard=guard)
        budget.left = before
    raise ReturnRefused(f"{source.name} is not a text file. Export it again as CSV in UTF-8.")


def first_bytes(source: Source, count: int) -> bytes:
    """Return the beginning of a file."""
    with source.open() as stream:
        return stream.read(count)


def _looks_like_utf16(start: bytes) -> bool:
    even, odd = start[0::2], start[1::2]
    return len(odd) > 3 and (odd.count(0) > len(odd) * 0.9) != (even.count(0) > len(even) * 0.9)


def _utf16(source: Source, budget: Budget, start: bytes) -> TextFile:
    guard = Guarded(source.open(), name=source.name, budget=budget, lines=False)
    encoding = "utf-16"
    if start[:2] not in _UTF16_MARKS:
        encoding = "utf-16-le" if start[1] == 0 else "utf-16-be"
    with io.BufferedReader(guard, _BLOCK) as stream:
        try:
            text = stream.read().decode(encoding)
        except UnicodeDecodeError as error:
            raise ReturnRefused(f"{source.name} is cut short or not text. Export it again as CSV in UTF-8.") from error
    if "\0" in text:
        raise ReturnRefused(f"{source.name} holds NUL characters. Export it again as CSV in UTF-8.")
    lines = io.StringIO(text, newline="")
    if any(len(line) > LONGEST_LINE for line in lines):
        raise ReturnRefused(f"{source.name} has a line that is far too long. Check that it has one row on each line.")
    lines.seek(0)
    return TextFile(name=source.name, encoding="utf-16", lines=lines, guard=guard)


def cells_of(file: TextFile) -> Iterator[list[str]]:
    """Split lines into cells; empty lines are left out. Raises ReturnRefused for a quotation mark never closed."""
    reader = csv.reader(file.lines, strict=True)
    line = 0
    try:
        for cells in reader:
            if cells:
                yield cells
            line = reader.line_num
    except csv.Error as error:
        raise ReturnRefused(
            f"{file.name} cannot be read from line {line + 1} on: a quotation mark there is not closed or stands "
            "inside a value. Remove it or close it."
        ) from error
