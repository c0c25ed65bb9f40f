"""`heard serve`: the pages and the background work, on this machine alone unless told otherwise."""

import argparse
import http.client
import os
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from heard.accounts.queries import authorities
from heard.cli import boot
from heard.cli.output import show
from heard.cli.parsing import Subparsers, add_verb, whole_number
from heard.cli.serving.ports import HIGHEST, Port, free_port
from heard.cli.serving.static_files import collect
from heard.cli.serving.supervisor import Child, Supervisor, module
from heard.common import clock, lifeline, scope
from heard.common.embedded import Server
from heard.nonprod.councils import COUNCILS
from heard.nonprod.demo import DemoLoaded, load

PORT = 8000
MOST_WORKERS = 12
READY_SECONDS = 60
LOOK_AT_DATABASE_SECONDS = 2
EVERYWHERE = ("0.0.0.0", "::", "127.0.0.1", "::1")  # noqa: S104 - compared with, not bound to


class NotReady(Exception):
    """The pages do not answer; the message says where to look."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    parser = add_verb(subparsers, "serve", run, "start the pages and the background work")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="127.0.0.1 if not given")
    parser.add_argument(
        "--port", type=whole_number(1, HIGHEST), default=PORT, metavar="N", help="the first to try; 8000 if not given"
    )
    parser.add_argument("--workers", type=whole_number(1, MOST_WORKERS), metavar="N", help="web processes")
    parser.add_argument("--demo", action="store_true", help="load the invented councils when nothing is there yet")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Raises NotBuilt, NoFreePort, NotReady, KeepsDying."""
    server = boot.database()
    collect()
    invented = _demo() if args.demo else None
    host = "127.0.0.1" if args.host == "localhost" else args.host
    port = free_port(host, args.port)
    line = lifeline.Lifeline(settings.HEARD_HOME / "run")
    supervisor = Supervisor(children=_children(host, port, args.workers, line), each_look=_keep(server))
    try:
        supervisor.start()
        if _wait_until_ready(host, port, supervisor):
            address = f"http://{'localhost' if host in EVERYWHERE else host}:{port.number}"
            told = {"url": address, "port": port.number, "pid": os.getpid()}
            show(args, told | ({"demo": invented} if invented else {}), lambda: _text(address, invented))
            supervisor.look_after()
    finally:
        supervisor.stop()
        line.let_go()
        port.let_go()
    return 0


def _demo() -> DemoLoaded | None:
    """Load the invented councils into an empty database; where they stand already, say again who can sign in."""
    with scope.within(scope.DIRECTORY), transaction.atomic():
        there = {authority.name for authority in authorities()}
    if there and not there & {council.name for council in COUNCILS}:
        return None
    return load(today=clock.today())


def _text(address: str, invented: DemoLoaded | None) -> str:
    return f"{invented}\n\n{address}" if invented else address


def _children(host: str, port: Port, workers: int | None, line: lifeline.Lifeline) -> list[Child]:
    environment = os.environ | {lifeline.VARIABLE: str(line.path), "HEARD_HOME": str(settings.HEARD_HOME)}
    count = workers or max(2, min(4, os.cpu_count() or 2))
    web = module("heard.cli.serving.web", "--host", host, "--port", str(port.number), "--workers", str(count))
    return [
        Child(name="web", command=web, environment=environment),
        Child(name="background", command=module("heard.jobs.worker"), environment=environment),
    ]


def _keep(server: Server | None) -> Callable[[], None]:
    """What the supervisor does at each look: start the database that came along again if it died."""
    looked_at = time.monotonic()

    def look() -> None:
        nonlocal looked_at
        if server is not None and time.monotonic() - looked_at > LOOK_AT_DATABASE_SECONDS:
            server.start_again_if_dead()
            looked_at = time.monotonic()

    return look


def _wait_until_ready(host: str, port: Port, supervisor: Supervisor) -> bool:
    """Wait for the first answer; False when a signal came first. Raises NotReady, KeepsDying."""
    deadline = time.monotonic() + READY_SECONDS
    said = "nothing"
    while not supervisor.told_to_stop:
        supervisor.look()
        said = _asked(host, port.number)
        if said == "200":
            return True
        if time.monotonic() > deadline:
            raise NotReady(f"The pages did not answer within {READY_SECONDS} seconds (last: {said}). Run heard doctor.")
        time.sleep(0.1)
    return False


def _asked(host: str, port: int) -> str:
    name = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    address = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared with, not bound to
    asking = http.client.HTTPConnection(address, port, timeout=5)
    try:
        asking.request("GET", "/health/ready", headers={"Host": name})
        return str(asking.getresponse().status)
    except OSError as error:
        return str(error)
    finally:
        asking.close()
