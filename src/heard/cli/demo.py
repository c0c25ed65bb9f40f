"""`heard demo`: the invented councils, safe to run again."""

import argparse

from heard.cli import boot
from heard.cli.output import show
from heard.cli.parsing import Subparsers, add_verb
from heard.common import clock
from heard.nonprod.demo import load


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    add_verb(subparsers, "demo", run, "load the invented councils; running it again changes nothing")


def run(args: argparse.Namespace) -> int:
    """Load the demo and print who can sign in. Raises NotInProduction."""
    boot.database()
    loaded = load(today=clock.today())
    show(args, loaded, lambda: str(loaded))
    return 0
