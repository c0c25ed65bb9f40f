"""A port that nobody else has."""

import errno
import socket
import sys
from dataclasses import dataclass, field

TRIES = 100
HIGHEST = 65535


class NoFreePort(Exception):
    """No free port was found; the message says where it was looked."""


class NoSuchAddress(Exception):
    """The address is not one of this machine."""


@dataclass(slots=True)
class Port:
    """A port kept for this process. The server's own socket may be shared on purpose, so taking it is not enough."""

    number: int
    _claim: socket.socket | None = field(default=None, repr=False)

    def let_go(self) -> None:
        """This will let somebody else have the port."""
        if self._claim is not None:
            self._claim.close()


def free_port(host: str, wanted: int) -> Port:
    """This will keep the wanted port, or the next free one. Raises NoFreePort, NoSuchAddress."""
    last = min(wanted + TRIES, HIGHEST)
    for number in range(wanted, last + 1):
        if not _is_free(host, number):
            continue
        try:
            return Port(number=number, _claim=_claim(number))
        except OSError:
            continue  # somebody else was quicker
    raise NoFreePort(f"No port from {wanted} to {last} is free on {host}. Choose another with --port.")


def _claim(number: int) -> socket.socket | None:
    """Linux: a name that only one process can hold, so that two servers started at once never share a port."""
    if sys.platform != "linux":
        return None
    name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        name.bind(f"\0heard-port-{number}")
    except OSError:
        name.close()
        raise
    return name


def _is_free(host: str, number: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise NoSuchAddress(f"{host} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.") from error
    return True
