"""Files that people upload: known by their bytes, refused with a sentence."""

import hashlib
import zipfile
from io import BytesIO

import pytest

from heard.reviews.papers import files
from heard.reviews.papers.files import check

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n0000"
JPEG = b"\xff\xd8\xff\xe0JFIF"
PROGRAM = b"MZ\x90\x00" + b"\0" * 60


def word(*more: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, "<x/>")
    return content.getvalue()


def look(name: str, content: bytes, scanner=None) -> files.Checked:
    return check(file_name=name, content=content, scanner=scanner)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("Plan.PDF", PDF, "application/pdf"),
        ("page.png", PNG, "image/png"),
        ("page.jpeg", JPEG, "image/jpeg"),
        ("page.jpg", JPEG, "image/jpeg"),
        ("report.docx", word(), files.DOCX),
    ],
)
def test_keeps_what_it_knows(name, content, content_type):
    kept = look(name, content)

    assert (kept.content_type, kept.content, kept.scan) == (content_type, content, "not_scanned")
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("plan.pdf", b"", files.FileEmpty),
        ("plan.pdf", PROGRAM, files.NotADocument),
        ("plan.pdf", b"<html><script>alert(1)</script>", files.NotADocument),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", files.NotADocument),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", files.NotADocument),
        ("plan.docx", b"PK\x03\x04 not really", files.NotADocument),
        ("plan.docx", word("word/vbaProject.bin"), files.MacrosInside),
        ("plan.exe", PDF, files.NameLies),
        ("plan", PDF, files.NameLies),
        ("plan.pdf", word(), files.NameLies),
        ("plan.pdf", b"%PDF-" + b"0" * files.LARGEST, files.FileTooLarge),
    ],
    ids=["empty", "program", "web page", "svg", "old word", "broken", "macros", "exe", "bare", "word as pdf", "large"],
)
def test_refuses_the_rest(name, content, fault):
    with pytest.raises(fault):
        look(name, content)


def test_the_largest_file_is_taken():
    assert len(look("plan.pdf", b"%PDF-" + b"0" * (files.LARGEST - 5)).content) == files.LARGEST


def test_says_how_a_wrong_name_is_mended():
    with pytest.raises(files.NameLies) as caught:
        look("plan.pdf", PNG)

    assert caught.value.message == ("The name ends in “.pdf” but the file is PNG. Save it again with the ending .png.")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/plan.pdf", "plan.pdf"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ('pl"an<b>.pdf', "planb.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "x Set-Cookie a.pdf"),
        (".pdf.pdf", ".pdf.pdf"),
        ("?.pdf", "paper.pdf"),
    ],
)
def test_a_name_cannot_leave_its_place(name, kept):
    assert look(name, PDF).file_name == kept


def test_a_scanner_is_asked_and_believed():
    assert look("plan.pdf", PDF, lambda content: None).scan == "clean"
    with pytest.raises(files.VirusFound):
        look("plan.pdf", PDF, lambda content: "Eicar")


def test_nothing_is_kept_while_the_scanner_is_silent():
    def silent(content: bytes) -> str | None:
        raise ConnectionRefusedError

    with pytest.raises(files.ScannerSilent):
        look("plan.pdf", PDF, silent)
