"""Photos of officers tell nothing but the picture."""

import struct
import zlib

import pytest

from heard.caseloads.photos import MOST_BYTES, NotAPhoto, cleaned
from tests.factories.correspondence import png

PLACE = b"53.0430 N 2.9925 W"
FRAME = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f"
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(turn: int, order: str = "<") -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack(f"{order}HHII", 0x8825, 4, 1, 99)
    return segment(0xE1, b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 2) + entries + b"\0\0\0\0" + PLACE)


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(segments) + FRAME + SCAN + b"\xff\xd9" + after


def test_takes_words_and_places_out_of_a_png() -> None:
    plain = png()
    end = plain.index(b"IEND") - 4
    told = plain[:end] + chunk(b"tEXt", b"Author\0Maren") + chunk(b"eXIf", PLACE) + plain[end:]

    assert cleaned(told).content == plain
    assert cleaned(told).media_type == "image/png"
    assert cleaned(told).digest == cleaned(plain).digest


@pytest.mark.parametrize("order", ["<", ">"])
def test_takes_the_place_out_of_a_jpeg_and_keeps_its_turn(order: str) -> None:
    told = jpeg(JFIF, exif(6, order), segment(0xFE, b"Maren"), segment(0xED, b"Photoshop"), after=b"film" + PLACE)

    found = cleaned(told)

    assert found.media_type == "image/jpeg"
    assert [word in found.content for word in (PLACE, b"Maren", b"Photoshop", b"film")] == [False] * 4
    turn = segment(0xE1, b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0))
    assert found.content == jpeg(JFIF, turn)


def test_an_upright_jpeg_carries_no_exif_at_all() -> None:
    assert cleaned(jpeg(JFIF, exif(1))).content == jpeg(JFIF)
    assert cleaned(jpeg(exif(1))).content == jpeg()


def test_a_cleaned_photo_stays_as_it_is() -> None:
    once = cleaned(jpeg(JFIF, exif(8))).content

    assert cleaned(once).content == once


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        png()[:-8],
        png().replace(b"IDAT", b"IDAX"),
        b"\xff\xd8\xff",
        jpeg()[:-2],
        b"\xff\xd8" + JFIF + SCAN + b"\xff\xd9",
        png() + b"\0" * MOST_BYTES,
    ],
    ids=["nothing", "a drawing", "a bare mark", "no end", "broken", "a bare start", "cut off", "no frame", "too large"],
)
def test_refuses_what_is_no_photo(content: bytes) -> None:
    with pytest.raises(NotAPhoto):
        cleaned(content)
