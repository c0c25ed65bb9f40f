"""Files that people upload: what they are is read from their bytes, never from their name. Pure but for the scanner."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext_noop

from heard.common.errors import DomainError
from heard.common.sentences import AnyOf, Sentence
from heard.common.texts import one_line

LARGEST = 25 * 1024 * 1024  # bytes
PDF, DOCX, PNG, JPEG = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/png",
    "image/jpeg",
)
ENDINGS = {PDF: (".pdf",), DOCX: (".docx",), PNG: (".png",), JPEG: (".jpg", ".jpeg")}
NAMES = {PDF: "PDF", DOCX: "Word", PNG: "PNG", JPEG: "JPEG"}
Scanner = Callable[[bytes], str | None]  # gives the name of what it found, or None


class FileTooLarge(DomainError):
    """The file is larger than 25 MB. Save it with smaller pictures, or split it in two."""


class FileEmpty(DomainError):
    """The file is empty. Choose it again."""


class NotADocument(DomainError):
    """This is not a PDF, a Word document (.docx) or a picture (PNG, JPEG). Save it as one of these and try again."""


class NameLies(DomainError):
    """The name of the file does not fit what it holds. Save it again with the right ending."""


class MacrosInside(DomainError):
    """This Word document holds macros. Save it without macros (.docx), or as PDF."""


class VirusFound(DomainError):
    """The virus scanner stopped this file. It was not kept. Tell whoever sent it."""


class ScannerSilent(DomainError):
    """The virus scanner does not answer, so the file was not kept. Try again soon, or tell your administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that may be kept. `scan` says whether a scanner looked at it."""

    file_name: str
    content_type: str
    content: bytes
    sha256: str
    scan: str


def check(*, file_name: str, content: bytes, scanner: Scanner | None) -> Checked:
    """Look at a file before it is kept.

    Raises FileEmpty, FileTooLarge, NotADocument, NameLies, MacrosInside, VirusFound, ScannerSilent.
    """
    if not content:
        raise FileEmpty
    if len(content) > LARGEST:
        raise FileTooLarge
    content_type = sniffed(content)
    ending = PurePath(file_name).suffix.lower()
    if ending not in ENDINGS[content_type]:
        raise NameLies(
            "The name ends in “%(ending)s” but the file is %(type)s. Save it again with the ending %(wanted)s.",
            ending=one_line(ending) or Sentence(gettext_noop("nothing")),
            type=NAMES[content_type],
            wanted=AnyOf(ENDINGS[content_type]),
        )
    return Checked(
        file_name=_safe_name(file_name),
        content_type=content_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        scan=_scan(content, scanner),
    )


def sniffed(content: bytes) -> str:
    """Give the type that the bytes themselves show. Raises NotADocument, MacrosInside."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    raise NotADocument


def _word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise NotADocument from error
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise NotADocument
    if "word/vbaProject.bin" in names:
        raise MacrosInside
    return DOCX


def _scan(content: bytes, scanner: Scanner | None) -> str:
    if scanner is None:
        return "not_scanned"
    try:
        found = scanner(content)
    except OSError as error:
        raise ScannerSilent from error
    if found is not None:
        raise VirusFound
    return "clean"


def _safe_name(file_name: str) -> str:
    path = PurePath(one_line(file_name).replace("\\", "/"))
    kept = "".join(char for char in path.stem if char not in '"<>:|?*').strip() or "paper"
    return f"{kept[:120]}{path.suffix.lower()}"
