"""`heard demo`: the invented councils, safe to run again."""

import argparse

from heard.cli import boot
from heard.cli.output import show
from heard.cli.parsing import Subparsers, add_verb
from heard.common import clock
from heard.common.errors import DomainError


class NotInProduction(DomainError):
    """The invented councils are not loaded in production. Unset HEARD_ENV where you want to look at them."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    add_verb(subparsers, "demo", run, "load the invented councils; running it again changes nothing")


def run(args: argparse.Namespace) -> int:
    """Load the demo and print who can sign in. Raises NotInProduction."""
    boot.database()
    load_demo(args)
    return 0


def load_demo(args: argparse.Namespace) -> None:
    """This will load the demo and print who can sign in. Raises NotInProduction."""
    from django.conf import settings

    if settings.PRODUCTION:
        raise NotInProduction
    from heard.nonprod import demo  # refuses to be loaded in production

    loaded = demo.load(today=clock.today())
    show(args, loaded, lambda: str(loaded))
