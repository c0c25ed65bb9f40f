"""The virus scanner, against a server that speaks clamd's protocol on loopback."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.common.clamav import CHUNK, ScannerFault, scan, scanner

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Takes INSTREAM as clamd does: finds the test file, refuses more than `most` bytes, or says `always`."""

    def __init__(self, listener: socket.socket, *, most: int = 10_000_000) -> None:
        self.listener, self.most, self.always = listener, most, ""
        self.taken: list[bytes] = []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                line, _peer = self.listener.accept()
            except OSError:
                return
            with line:
                line.sendall(self.answer(line))

    def answer(self, line: socket.socket) -> bytes:
        reader = line.makefile("rb")
        if reader.read(10) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while (length := struct.unpack("!I", reader.read(4))[0]) > 0:
            content += reader.read(length)
        self.taken.append(content)
        if self.always:
            return self.always.encode() + b"\0"
        if len(content) > self.most:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    @property
    def address(self) -> str:
        name = self.listener.getsockname()
        return name if isinstance(name, str) else f"{name[0]}:{name[1]}"


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clamd]:
    if request.param == "unix":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "clamd.sock"))
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
    listener.listen()
    yield Clamd(listener)
    listener.close()


def test_a_clean_file_arrives_whole_and_nothing_is_found(clamd: Clamd) -> None:
    content = bytes(range(256)) * (CHUNK // 100)

    assert scan(content, address=clamd.address) is None
    assert clamd.taken == [content]


def test_what_is_found_has_its_name(clamd: Clamd) -> None:
    assert scan(b"%PDF-1.7 " + EICAR, address=clamd.address) == "Eicar-Test-Signature"


def test_a_file_that_the_scanner_does_not_take_is_not_called_clean(clamd: Clamd) -> None:
    clamd.most = 10

    with pytest.raises(ScannerFault, match="size limit exceeded"):
        scan(b"more than ten bytes", address=clamd.address)


@pytest.mark.parametrize("told", ["", "stream: whatever", "COMMAND READ TIMED OUT"])
def test_an_answer_that_is_not_understood_is_not_called_clean(clamd: Clamd, told: str) -> None:
    clamd.always = told or " "

    with pytest.raises(ScannerFault):
        scan(b"x", address=clamd.address)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"

    with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
        scan(b"x", address=address)


def test_without_an_address_there_is_no_scanner() -> None:
    assert scanner(None) is None
