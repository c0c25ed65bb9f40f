"""How arguments are read: one clear line on stderr for what is wrong, exit 2, and no usage text after it."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn, TypeAlias

BAD_ARGUMENTS = 2
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Subparsers: TypeAlias = "argparse._SubParsersAction[Any]"
Run = Callable[[argparse.Namespace], int]


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line on stderr and exits 2. Options are never guessed from their first letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"allow_abbrev": False}))

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_ARGUMENTS, f"{self.prog}: {message}\n")


def add_verb(subparsers: Subparsers, name: str, run: Run, about: str) -> OneLineParser:
    """This will add a verb that takes `--json`; `run` gets the arguments and returns the exit code."""
    parser: OneLineParser = subparsers.add_parser(name, help=about, description=about)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.set_defaults(run=run)
    return parser


def day(text: str) -> date:
    """This will read a date as written in 2026-11-21; argparse reports anything else."""
    try:
        if not ISO_DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-11-21") from None


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """This will make a reader of whole numbers between two bounds, both included."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {lowest} to {highest}")
        return number

    return read
