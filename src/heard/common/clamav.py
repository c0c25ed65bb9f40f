"""The virus scanner ClamAV, asked over its socket by the INSTREAM command of clamd."""

import socket
import struct
from collections.abc import Callable

SECONDS = 30.0
CHUNK = 64 * 1024
MOST_ANSWER = 4096
CLEAN, FOUND = "OK", "FOUND"

Scanner = Callable[[bytes], str | None]


class ScannerFault(OSError):
    """The scanner answered something else than clean or found; the message holds its words."""


def scanner(address: str | None) -> Scanner | None:
    """This will give the scanner that listens at `host:port` or at a socket's path; None where none is set."""
    if address is None:
        return None
    return lambda content: scan(content, address=address)


def scan(content: bytes, *, address: str) -> str | None:
    """This will give the name of what was found, or None for a clean file.

    Raises OSError where the scanner does not answer, ScannerFault where it answers with an error.
    """
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        return _read(_answer(line))


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < MOST_ANSWER:
        part = line.recv(MOST_ANSWER)
        if not part:
            break
        told += part
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _read(answer: str) -> str | None:
    told = answer.removeprefix("stream:").strip()
    if told == CLEAN:
        return None
    if told.endswith(FOUND):
        return told.removesuffix(FOUND).strip() or "unnamed"
    raise ScannerFault(answer or "The scanner closed the line without an answer.")
