"""A letter as a document: PDF/UA-1 by Typst, an accessible page, plain text. All from the same words."""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from heard.correspondence.glyphs import FONTS, drawable, known_characters, name_of
from heard.correspondence.letter import Letter
from heard.correspondence.pictures import Photo, drawing
from heard.correspondence.records.document import Document

SOURCES = Path(__file__).resolve().parent / "typesetting"
LAYOUTS = (1,)  # layout 1 is typesetting/letter_1.typ
_setting = threading.Lock()  # a kept compiler does one document at a time

Pictures = Mapping[str, Photo]


class NoSuchLayout(LookupError):
    """A kept letter names a layout that this version of the service does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A document, its fingerprint, and the characters that no font draws and that stand in it as empty boxes."""

    content: bytes
    replaced: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the bytes. The same letter gives the same bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The list before a batch of letters. `rows` has a number, a recipient and a letter for each."""

    title: str
    council: str
    sentence: str
    head: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    day: date


def as_pdf(letter: Letter, *, pictures: Pictures) -> Pdf:
    """This will set the letter. `pictures` holds the photos that it names. Raises FontsMissing."""
    made, replaced = _drawn(letter)
    told = {"letter": made, "pictures": _pictures([letter], pictures), "day": _day(date.fromisoformat(letter.dated_on))}
    return Pdf(content=_set("single.typ", told), replaced=replaced)


def document_as_pdf(document: Document) -> Pdf:
    """This will set a copy of a record. The same document gives the same bytes. Raises FontsMissing."""
    made, replaced = _drawn(document)
    day = _day(date.fromisoformat(document.dated_on))
    return Pdf(content=_set("record.typ", {"record": made, "day": day}), replaced=replaced)


def document_as_fragment(document: Document, *, level: int = 1) -> Markup:
    """This will write a copy of a record as an article for a page of the service; `level` is that of its title."""
    article = getattr(_pages().get_template("record.html.jinja").module, "article")  # noqa: B009 - made by Jinja
    return Markup(article(document, level))  # noqa: S704 - the template has escaped every word


def document_as_page(document: Document) -> str:
    """This will write a copy of a record as a page that stands alone."""
    return _pages().get_template("record_page.html.jinja").render(document=document)


def as_one_pdf(letters: Sequence[Letter], *, cover: Cover, pictures: Pictures, double_sided: bool) -> Pdf:
    """This will set a cover list and all letters in one document. Raises FontsMissing."""
    drawn = [_drawn(letter) for letter in letters]
    told = {
        "title": cover.title,
        "council": cover.council,
        "sentence": cover.sentence,
        "head": cover.head,
        "rows": [[_plain(cell) for cell in row] for row in cover.rows],
        "letters": [made for made, _ in drawn],
        "pictures": _pictures(letters, pictures),
        "day": _day(cover.day),
        "double_sided": double_sided,
    }
    replaced = sorted({char for _, chars in drawn for char in chars})
    return Pdf(content=_set("batch.typ", told), replaced=tuple(replaced))


def as_fragment(letter: Letter, *, pictures: Pictures) -> Markup:
    """This will write the letter as an article for a page that has a layout and a stylesheet of its own."""
    article = getattr(_pages().get_template("letter.html.jinja").module, "article")  # noqa: B009 - made by Jinja
    photos = {digest: photo.data_address for digest, photo in pictures.items()}
    shown = Markup(article(letter, photos, drawing))  # noqa: S704 - the template has escaped every word
    return shown + document_as_fragment(letter.enclosed, level=2) if letter.enclosed else shown


def as_page(letter: Letter, *, photos: Mapping[str, str], drawings: bool = True) -> str:
    """This will write the letter as a page that stands alone. `photos` gives the address of each photo it names."""
    return (
        _pages()
        .get_template("page.html.jinja")
        .render(letter=letter, photos=photos, drawing=drawing if drawings else None)
    )


@lru_cache(maxsize=1)
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("heard.correspondence", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _drawn(letter: Letter | Document) -> tuple[dict[str, object], tuple[str, ...]]:
    if letter.layout not in LAYOUTS:
        raise NoSuchLayout(f"The letter names layout {letter.layout}; known are {LAYOUTS}.")
    made = drawable(letter)
    told = dict(made.told)
    if made.replaced:
        told["replaced"] = _note(letter.language) + " " + "; ".join(name_of(char) for char in made.replaced) + "."
    return told, made.replaced


def _note(language: str) -> str:
    if language == "cy":
        return "Nid oedd modd argraffu rhai nodau; mae blwch gwag yn eu lle:"
    return "Some characters could not be printed; an empty box stands for each:"


def _plain(text: str) -> str:
    return "".join(char if ord(char) in known_characters() else "?" for char in text)


def _pictures(letters: Sequence[Letter], photos: Pictures) -> dict[str, str]:
    wanted = {digest for letter in letters for digest in letter.pictures}
    found = {digest: photos[digest].cut_to_a_circle for digest in wanted}
    names = {block.picture for letter in letters for block in letter.blocks if block.kind == "panel"}
    return found | {name: drawing(name) for name in names}


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


@lru_cache(maxsize=2)
def _compiler(source: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=SOURCES / source, root=SOURCES, font_paths=fonts, ignore_system_fonts=True)


def _set(source: str, told: Mapping[str, Any]) -> bytes:
    known_characters()
    with _setting:
        made = _compiler(source).compile(
            format="pdf",
            sys_inputs={"told": json.dumps(told)},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    assert isinstance(made, bytes)
    return made
