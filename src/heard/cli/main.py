"""The console program `heard`. Each verb is a module of its own, loaded only when it is asked for."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from heard.cli import boot
from heard.cli.parsing import OneLineParser
from heard.cli.refusals import INTERRUPTED, complain


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """Where a verb is written, what it does, and whether it works on data."""

    module: str
    about: str
    data: bool = True


VERBS = {
    "law": Verb(module="heard.cli.law", about="rules, due dates and review timetables, with their reasons", data=False),
    "serve": Verb(module="heard.cli.serve", about="start the pages and the background work"),
    "demo": Verb(module="heard.cli.demo", about="load the invented councils"),
    "import": Verb(module="heard.cli.imports", about="take in a return or an extract of the case system"),
    "worklist": Verb(module="heard.cli.worklist", about="what is due, overdue and unallocated"),
    "measures": Verb(module="heard.cli.measures", about="the figures of a service, each with its count and definition"),
    "user": Verb(module="heard.cli.user", about="make an account, or list the roles"),
    "doctor": Verb(module="heard.cli.doctor", about="check the diary, the audit chain and the machine"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """This will run one verb: 0 done, 1 refused, 2 bad arguments, 130 interrupted. It never prints a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    program = " ".join(["heard", *words[:1]]) if words[:1] and words[0] in VERBS else "heard"
    try:
        code = _run(words)
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: the last flush stays quiet
        return 0
    except Exception as error:  # nothing may reach a user as a traceback
        return complain(program, error, as_json="--json" in words)
    return code


def _run(words: list[str]) -> int:
    asked = words[0] if words and words[0] in VERBS else None
    if asked is not None and VERBS[asked].data:
        boot.django()
    args = _parser(asked).parse_args(words)
    code: int = args.run(args)
    return code


def _parser(asked: str | None) -> OneLineParser:
    parser = OneLineParser(prog="heard", description="The working system of an Independent Reviewing Officer service.")
    parser.add_argument("--version", action="version", version=f"heard {version('heard')}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=OneLineParser)
    for name, verb in VERBS.items():
        if name == asked:
            import_module(verb.module).add_parser(verbs)
        else:
            verbs.add_parser(name, help=verb.about)
    return parser


if __name__ == "__main__":
    sys.exit(main())
