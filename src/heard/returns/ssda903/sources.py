"""Where a return comes from: a folder, a zip or single files, opened under limits that no file may break."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final

from heard.returns.ssda903.problems import ReturnRefused

MEGABYTE: Final = 1024 * 1024
LONGEST_LINE: Final = 64 * 1024
MOST_FILES: Final = 100
LARGEST_RETURN: Final = 600 * MEGABYTE
LARGEST_RATIO: Final = 100
RATIO_COUNTS_FROM: Final = 5 * MEGABYTE

_READABLE = (".csv", ".xml", ".zip", ".txt")
_ENCRYPTED = 0x1
_ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Source:
    """A named file: its bytes, the path it lies at, or something that opens it anew each time it is called."""

    name: str
    content: bytes | Path | Callable[[], BinaryIO]

    def open(self) -> BinaryIO:
        """Open from the beginning. Raises ReturnRefused when the file is not there or may not be read."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        if isinstance(self.content, Path):
            try:
                return self.content.open("rb")
            except OSError as error:
                raise ReturnRefused(f"{self.name} cannot be opened: {error.strerror}.") from error
        return self.content()


@dataclass(slots=True)
class Budget:
    """How many bytes the whole return may still unpack to."""

    left: int = LARGEST_RETURN

    def spend(self, count: int, name: str) -> None:
        """Take `count` bytes off. Raises ReturnRefused when none are left."""
        self.left -= count
        if self.left < 0:
            raise ReturnRefused(
                f"{name} is too large: a return may hold {LARGEST_RETURN // MEGABYTE} megabytes in all. "
                "Check that it is the SSDA903 return and nothing else."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The files to read, and the names of those beside them that are none of the return's."""

    files: tuple[Source, ...]
    left_out: tuple[str, ...] = ()
    budget: Budget = field(default_factory=Budget)


def open_sources(sources: Sequence[Source] | Path) -> Opened:
    """List the files of a folder, a zip, or those given. Raises ReturnRefused when there is nothing to read."""
    given, left_out = _of_path(sources) if isinstance(sources, Path) else (list(sources), [])
    budget = Budget()
    files: list[Source] = []
    for source in given:
        if _is_zip(source):
            inside, beside = _of_zip(source, budget)
            files += inside
            left_out += beside
        else:
            files.append(source)
    if not files:
        raise ReturnRefused(
            "There is no CSV or XML file to read. Give the return's CSV files, its zip, or its XML file."
        )
    if len(files) > MOST_FILES:
        raise ReturnRefused(f"There are more than {MOST_FILES} files. Give only the files of one return.")
    return Opened(files=tuple(files), left_out=tuple(left_out), budget=budget)


def _of_path(path: Path) -> tuple[list[Source], list[str]]:
    if not path.exists():
        raise ReturnRefused(f"There is no file or folder at {path}.")
    if not path.is_dir():
        return [Source(path.name, path)], []
    inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith("."))
    return (
        [Source(item.name, item) for item in inside if item.suffix.lower() in _READABLE],
        [item.name for item in inside if item.suffix.lower() not in _READABLE],
    )


def _is_zip(source: Source) -> bool:
    with source.open() as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _of_zip(source: Source, budget: Budget) -> tuple[list[Source], list[str]]:
    archive = _opened_zip(source)
    entries = [info for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
    _refuse_workbook(source.name, entries)
    if len(entries) > MOST_FILES:
        raise ReturnRefused(f"{source.name} holds more than {MOST_FILES} files. Put only the return's files in it.")
    folders = {_checked_folder(source.name, info) for info in entries}
    if len(folders) > 1:
        raise ReturnRefused(
            f"{source.name} holds files in several folders. Put the files of one return in it, side by side."
        )
    files, left_out = [], []
    for info in entries:
        name = PurePosixPath(info.filename).name
        if PurePosixPath(name).suffix.lower() in (".csv", ".xml", ".txt"):
            files.append(Source(name, _member(archive, info, f"{name} in {source.name}")))
        else:
            left_out.append(name)
    if budget.left < sum(info.file_size for info in entries):
        budget.spend(budget.left + 1, source.name)
    return files, left_out


def _opened_zip(source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source.content if isinstance(source.content, Path) else source.open())
    except _ZIP_TROUBLE as error:
        raise ReturnRefused(
            f"{source.name} is a broken zip file, perhaps cut short on the way. Make the zip again and send it whole."
        ) from error


def _refuse_workbook(name: str, entries: Iterable[zipfile.ZipInfo]) -> None:
    if any(info.filename == "[Content_Types].xml" for info in entries):
        raise ReturnRefused(f"{name} is a spreadsheet workbook. Save each of its sheets as a CSV file and give those.")


def _checked_folder(name: str, info: zipfile.ZipInfo) -> str:
    """Return the folder a file lies in, at most one deep; refuse links, locked files and paths that lead elsewhere."""
    path = PurePosixPath(info.filename)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReturnRefused(f"{name} holds a link, {path.name}. Put the file itself in the zip.")
    if info.flag_bits & _ENCRYPTED:
        raise ReturnRefused(f"{name} is locked with a password. Make the zip again without one.")
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename:
        raise ReturnRefused(f"{name} holds a file whose path leads outside it. Put the files in it without folders.")
    if len(path.parts) > 2:
        raise ReturnRefused(f"{name} holds folders inside folders. Put the files in it side by side.")
    if path.suffix.lower() == ".zip":
        raise ReturnRefused(f"{name} holds another zip file, {path.name}. Put the files themselves in the zip.")
    return str(path.parent)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            stream = archive.open(info)
        except _ZIP_TROUBLE as error:
            raise _broken(name) from error
        return io.BufferedReader(_Unpacking(stream, name, info.compress_size), MEGABYTE)

    return opened


def _broken(name: str) -> ReturnRefused:
    return ReturnRefused(f"{name} cannot be unpacked: the zip is damaged. Make the zip again and send it whole.")


class _Unpacking(io.RawIOBase):
    """A file in a zip, as it unpacks; refused as soon as it grows out of all proportion to its packed size."""

    def __init__(self, stream: IO[bytes], name: str, packed: int) -> None:
        self._stream = stream
        self._name = name
        self._allowed = max(RATIO_COUNTS_FROM, packed * LARGEST_RATIO)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            chunk: bytes = self._stream.read(len(view))
        except _ZIP_TROUBLE as error:
            raise _broken(self._name) from error
        self._allowed -= len(chunk)
        if self._allowed < 0:
            raise ReturnRefused(
                f"{self._name} unpacks to more than {LARGEST_RATIO} times its size, which no return does. "
                "Give the return's files as they are."
            )
        view[: len(chunk)] = chunk
        return len(chunk)
