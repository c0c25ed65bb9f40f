"""Photos of officers: looked at, and cleaned of everything but the picture.

A telephone writes into a photo where and when it was taken. Young people are shown the photo, so nothing of that stays.
Of a JPEG only the turn of the camera is kept, because the picture would lie on its side without it.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from heard.common.errors import DomainError

MOST_BYTES = 2 * 1024 * 1024
PNG, JPEG = "image/png", "image/jpeg"
PNG_MARK = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT"}
JPEG_START, JPEG_SCAN, JPEG_END = 0xD8, 0xDA, 0xD9
JPEG_JFIF, JPEG_EXIF, JPEG_ADOBE = 0xE0, 0xE1, 0xEE
JPEG_LEFT_OUT = {*range(0xE1, 0xF0), 0xFE} - {JPEG_ADOBE}
FRAMES = {0xC0, 0xC1, 0xC2}
ORIENTATION, SHORT = 0x0112, 3
TURNS = range(1, 9)


class NotAPhoto(DomainError):
    """The photo must be a PNG or JPEG file of at most 2 MB. Save it in one of these forms and choose it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPhoto:
    """A photo without anything beside the picture; `digest` is the SHA-256 of its bytes."""

    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """What names these bytes and no others."""
        return hashlib.sha256(self.content).hexdigest()


def cleaned(content: bytes) -> CleanPhoto:
    """This will take out place, time and names that a camera or a program wrote in. Raises NotAPhoto."""
    if len(content) > MOST_BYTES:
        raise NotAPhoto
    try:
        if content.startswith(PNG_MARK):
            return CleanPhoto(media_type=PNG, content=_clean_png(content))
        if content.startswith(b"\xff\xd8\xff"):
            return CleanPhoto(media_type=JPEG, content=_clean_jpeg(content))
    except (struct.error, IndexError) as error:
        raise NotAPhoto from error
    raise NotAPhoto


def _clean_png(content: bytes) -> bytes:
    kept, seen = [PNG_MARK], []
    for kind, data in _chunks(content):
        seen.append(kind)
        if kind in PNG_KEPT:
            kept.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
    if seen[:1] != [b"IHDR"] or b"IDAT" not in seen or seen[-1:] != [b"IEND"]:
        raise NotAPhoto
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_MARK)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", content, at + 8 + length)
        if told != zlib.crc32(kind + data):
            raise NotAPhoto
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + length


def _clean_jpeg(content: bytes) -> bytes:
    kept, turn, at, framed = [], 1, 2, False
    while True:
        if content[at] != 0xFF:
            raise NotAPhoto
        marker = content[at + 1]
        if marker == 0xFF:  # a byte of filling
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if marker == JPEG_SCAN:
            break
        if marker == JPEG_EXIF:
            turn = _turn(segment[4:]) or turn
        if marker not in JPEG_LEFT_OUT:
            kept.append(segment)
        framed = framed or marker in FRAMES
        at += 2 + length
    end = content.rfind(b"\xff\xd9")  # what stands behind the picture goes as well
    if not framed or end < at:
        raise NotAPhoto
    first = kept[:1] if kept and kept[0][1] == JPEG_JFIF else []
    turned = [_exif_of(turn)] if turn != 1 else []
    return b"".join([b"\xff\xd8", *first, *turned, *kept[len(first) :], content[at : end + 2]])


def _turn(exif: bytes) -> int | None:
    """The turn of the camera that an Exif segment tells; None where it tells none."""
    if not exif.startswith(b"Exif\0\0"):
        return None
    told = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(told[:2])
    if order is None:
        return None
    try:
        (at,) = struct.unpack_from(f"{order}I", told, 4)
        (number,) = struct.unpack_from(f"{order}H", told, at)
        for place in range(number):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", told, at + 2 + 12 * place)
            if tag == ORIENTATION and kind == SHORT and value in TURNS:
                return int(value)
    except struct.error:
        return None
    return None


def _exif_of(turn: int) -> bytes:
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, turn, 0)
    told = b"Exif\0\0" + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told
