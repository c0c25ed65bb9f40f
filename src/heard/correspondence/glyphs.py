"""Which characters the typeface of the letters has. PDF/UA refuses a document with a character that no font draws."""

import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from heard.correspondence.letter import Letter
from heard.correspondence.records.document import Document

FONTS = Path(__file__).resolve().parent / "built" / "fonts"
FACES = ("Regular", "It", "Semibold", "Bold")
STAND_IN = "□"
JOINS = "\u200c\u200d"  # they draw nothing


class FontsMissing(RuntimeError):
    """The typeface of the letters was not found. Run script/assets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """A letter or document of which every character can be drawn, and what was replaced to make it so."""

    told: dict[str, object]
    replaced: tuple[str, ...]


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """This will give the characters that every face of the typeface has. Raises FontsMissing."""
    files = [FONTS / f"SourceSans3-{face}.ttf" for face in FACES]
    if not all(file.is_file() for file in files):
        raise FontsMissing(FontsMissing.__doc__)
    return frozenset.intersection(*(_characters(file.read_bytes()) for file in files))


def drawable(letter: Letter | Document) -> Drawable:
    """This will replace the characters that no font draws by an empty box."""
    replaced: set[str] = set()
    told = _replace(letter.as_json(), replaced)
    assert isinstance(told, dict)
    return Drawable(told=told, replaced=tuple(sorted(replaced)))


def name_of(char: str) -> str:
    """This will name a character for a person: U+1F436 DOG FACE."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()


def _replace(value: object, replaced: set[str]) -> object:
    if isinstance(value, str):
        return value if value.isascii() else "".join(_drawn(char, replaced) for char in value)
    if isinstance(value, dict):
        return {key: _replace(part, replaced) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(part, replaced) for part in value]
    return value


def _drawn(char: str, replaced: set[str]) -> str:
    if char in JOINS:
        return ""
    if ord(char) in known_characters():
        return char
    replaced.add(char)
    return STAND_IN if ord(STAND_IN) in known_characters() else "?"


def _characters(font: bytes) -> frozenset[int]:
    """The `cmap` table of a TrueType file, formats 4 and 12 (OpenType specification, cmap)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _mapped(font, offset)
    raise FontsMissing("The typeface of the letters is not whole. Remove it and run script/assets.")


def _mapped(font: bytes, cmap: int) -> frozenset[int]:
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", font, at)[0]
        if form == 12:
            for group in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif form == 4:
            count = struct.unpack_from(">H", font, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{count}H", font, at + 14)
            firsts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
            for first, last in zip(firsts, lasts, strict=True):
                found.update(range(first, last + 1))
    return frozenset(found - {0xFFFF})
