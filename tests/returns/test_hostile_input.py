"""Broken and hostile files: one clear sentence that says how to mend it, and nothing taken."""

import io
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from heard.returns.ssda903 import ReturnRefused, Source, read
from tests.returns.making import YEAR, csv_text

HEADER = csv_text("header", [{}])
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _zip(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("header.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


_GOOD_ZIP = _zip(("header.csv", HEADER.encode() * 50))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("r.zip", _GOOD_ZIP[: len(_GOOD_ZIP) // 2], "broken zip file", id="truncated zip"),
        pytest.param("r.zip", b"PK\x03\x04" + os.urandom(500), "broken zip file", id="not a zip"),
        pytest.param(
            "r.zip",
            _zip(("header.csv", HEADER.encode() + b"1,,,,,,\n" * 1_000_000)),
            "100 times its size",
            id="zip bomb",
        ),
        pytest.param("r.zip", _zip(("a/b/header.csv", HEADER.encode())), "side by side", id="folders in folders"),
        pytest.param("r.zip", _zip(("../header.csv", HEADER.encode())), "leads outside", id="path outwards"),
        pytest.param("r.zip", _zip(("/etc/header.csv", HEADER.encode())), "leads outside", id="absolute path"),
        pytest.param(
            "r.zip", _zip(("a/header.csv", b""), ("b/header.csv", b"")), "several folders", id="several folders"
        ),
        pytest.param("r.zip", _zip((_link(), b"/etc/passwd")), "holds a link", id="link"),
        pytest.param("r.zip", _zip(("inner.zip", _GOOD_ZIP)), "another zip file", id="zip in zip"),
        pytest.param("r.zip", _zip(*((f"{n}.csv", b"") for n in range(101))), "more than 100 files", id="many files"),
        pytest.param("r.zip", _zip(), "no CSV or XML file", id="empty zip"),
        pytest.param("r.xlsx", _zip(("[Content_Types].xml", b"<x/>")), "spreadsheet workbook", id="workbook"),
        pytest.param(
            "r.xml", f"<!DOCTYPE x [<!ENTITY l0 'ha'>{_LAUGHS}]><EXPSSDA903/>".encode(), "entities", id="bomb"
        ),
        pytest.param("r.xml", b"<!DOCTYPE EXPSSDA903 SYSTEM 'x.dtd'><EXPSSDA903/>", "document type", id="dtd"),
        pytest.param("r.xml", b"<EXPSSDA903><CHILD>", "broken XML", id="cut short"),
        pytest.param("r.xml", b"<html><body/></html>", "not the SSDA903 return", id="other xml"),
        pytest.param("r.xml", b"<EXPSSDA903></EXPSSDA903>", "holds no child", id="no child"),
        pytest.param("r.xml", b"<EXPSSDA903><CHILD/></EXPSSDA903>", "a CHILD with a HEADER", id="no header"),
        pytest.param(
            "r.xml", b"<EXPSSDA903>" + b"<CHILD>" * 50 + b"</CHILD>" * 50, "not built like a return", id="nested"
        ),
        pytest.param(
            "h.csv", b"CHILD,SEX,DOB,ETHNIC,UPN\n1,F,,,\n", "columns MOTHER and MC_DOB are missing", id="columns"
        ),
        pytest.param("h.csv", b"CHILD,DOB,REVIEW,REVIEW_CODE,REVIEW\n", "the column REVIEW twice", id="column twice"),
        pytest.param("h.csv", b"Team,Day\nEast,Monday\n", "None of the files", id="nothing of the return"),
        pytest.param("h.csv", b"", "is empty", id="empty"),
        pytest.param("h.csv", b"\n\n,,\n", "no first row", id="blank"),
        pytest.param("h.csv", HEADER.encode() + b"1,\x00,,,,,\n", "NUL bytes", id="NUL"),
        pytest.param("h.csv", HEADER.encode("utf-16") + b"\x00\x00", "NUL characters", id="NUL in UTF-16"),
        pytest.param("h.csv", HEADER.encode("utf-16")[:-1], "cut short", id="half a character"),
        pytest.param("h.csv", HEADER.encode() + b'1,"F,,,,,\n' + b"2,F,,,,,\n" * 9, "not closed", id="open quote"),
        pytest.param("h.csv", HEADER.encode() + b"," * 70_000, "more than 64 kilobytes", id="long line"),
        pytest.param("h.csv", HEADER.encode() + b"," * 300 + b"\n", "301 values", id="wide row"),
        pytest.param("h.csv", HEADER.encode() + b",,,,,,\n" * 10_001, "rows without a child", id="rows of commas"),
        pytest.param("h.csv", HEADER.encode() + b"\x81\xff,F,,,,,\n", "not a text file", id="not text"),
    ],
)
def test_refuses_with_a_sentence(name: str, content: bytes, says: str) -> None:
    with pytest.raises(ReturnRefused) as refused:
        read([Source(name, content)], year=YEAR)

    assert says in refused.value.message
    assert refused.value.message.endswith(".")


def test_refuses_two_files_of_one_kind() -> None:
    with pytest.raises(ReturnRefused, match=r"^a.csv and b.csv are both the Header file. Give the right one of them.$"):
        read([Source("a.csv", HEADER.encode()), Source("b.csv", HEADER.encode())], year=YEAR)


def test_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReturnRefused, match="There is no file or folder at"):
        read(tmp_path / "nothing", year=YEAR)


def test_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ReturnRefused, match="There is no CSV or XML file to read"):
        read(tmp_path, year=YEAR)


class _Endless(io.RawIOBase):
    """Two gigabytes of one pattern, never in memory."""

    def __init__(self, start: bytes, pattern: bytes) -> None:
        self._left, self._start, self._pattern = 2 * 1024**3, start, pattern * (65_536 // len(pattern))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk, self._start = (self._start, b"") if self._start else (self._pattern, b"")
        chunk = chunk[: min(len(buffer), max(self._left, 0))]
        self._left -= len(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _opener(start: bytes, pattern: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BufferedReader(_Endless(start, pattern))


@pytest.mark.parametrize(
    ("start", "pattern"),
    [
        pytest.param(b",", b",", id="commas"),
        pytest.param(HEADER.encode(), b",", id="commas after a good first row"),
        pytest.param(HEADER.encode(), b",,,,,,\n", id="rows of commas"),
        pytest.param(HEADER.encode(), b'"', id="quotes"),
        pytest.param(b"<EXPSSDA903>", b"<CHILD>", id="xml"),
    ],
)
def test_two_gigabytes_are_refused_within_a_few_megabytes(start: bytes, pattern: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ReturnRefused):
            read([Source("huge.csv", _opener(start, pattern))], year=YEAR)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 64 * 1024**2
