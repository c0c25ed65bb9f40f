"""Drawn photos for invented officers: a round head before a plain ground. Nobody's face."""

import struct
import zlib

SIDE = 96
COLOURS = (
    ((0x2C, 0x4A, 0x78), (0xF8, 0xCF, 0xA2), (0x1F, 0x5A, 0x41)),
    ((0x54, 0x29, 0x5C), (0xD9, 0xA0, 0x66), (0xF2, 0xA6, 0x5A)),
    ((0x1F, 0x5A, 0x41), (0x8D, 0x5B, 0x3A), (0xEF, 0xE6, 0xF0)),
    ((0x8A, 0x4A, 0x0F), (0xF3, 0xDD, 0xC4), (0x2C, 0x4A, 0x78)),
)
GROUND, HEAD, SHOULDERS = 0, 1, 2


def drawn(place: int) -> bytes:
    """This will draw a PNG of a head and shoulders in colours that go by `place`."""
    palette = b"".join(bytes(colour) for colour in COLOURS[place % len(COLOURS)])
    lines = b"".join(b"\0" + bytes(_point(x, y, place) for x in range(SIDE)) for y in range(SIDE))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _point(x: int, y: int, place: int) -> int:
    middle, width = SIDE // 2, 18 + place % 3
    if (x - middle) ** 2 + (y - 38) ** 2 <= width**2:
        return HEAD
    if y > 60 and ((x - middle) / 34) ** 2 + ((y - SIDE) / 34) ** 2 <= 1:
        return SHOULDERS
    return GROUND


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
