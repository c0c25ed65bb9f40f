"""The web process: granian with workers that are started again when they die. Run as a module by the supervisor."""

import argparse

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from heard.common import lifeline

THREADS = 4
STOP_SECONDS = 10


def main() -> None:
    """This will serve until it is told to stop, or until its supervisor is gone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    args = parser.parse_args()
    lifeline.watch()
    Server(
        "heard.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
