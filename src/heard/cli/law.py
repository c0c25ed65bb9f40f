"""The verbs of `heard law`: list the rules, work out one date, lay out a child's reviews. No database."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from heard.cli import law_output
from heard.cli.output import show
from heard.cli.parsing import BAD_ARGUMENTS, OneLineParser, Subparsers, add_verb, day
from heard.cli.refusals import REFUSED
from heard.law import (
    ImpossibleFacts,
    LawError,
    Nation,
    Stream,
    UnknownRule,
    catalogue,
    due_date,
)
from heard.law.timetable import CareFacts, Sitting, review_timetable


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb `law` with `rules`, `due` and `timetable` to a program's parser."""
    law = subparsers.add_parser("law", help="rules, due dates and review timetables, with their reasons")
    verbs = law.add_subparsers(dest="law_verb", required=True, metavar="VERB", parser_class=OneLineParser)
    _add_rules(verbs)
    _add_due(verbs)
    _add_timetable(verbs)


def run(args: argparse.Namespace) -> int:
    """Run one of the verbs; 0 done, 1 refused by the law or its data, 2 bad arguments."""
    verb: Callable[[argparse.Namespace], int] = args.law_run
    try:
        return verb(args)
    except (UnknownRule, ImpossibleFacts) as error:
        return _complain(error.message, BAD_ARGUMENTS)
    except LawError as error:
        return _complain(error.message, REFUSED)


def _add_verb(verbs: Subparsers, name: str, work: Callable[[argparse.Namespace], int], about: str) -> OneLineParser:
    parser = add_verb(verbs, name, run, about)
    parser.set_defaults(law_run=work)
    return parser


def _add_jurisdiction(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--jurisdiction", type=_nation, required=required, metavar="{england,wales}",
        help="the nation of the responsible authority",
    )  # fmt: skip


def _add_rules(verbs: Subparsers) -> None:
    parser = _add_verb(verbs, "rules", _rules, "list every rule with its versions, length, citation and mark")
    _add_jurisdiction(parser, required=False)


def _add_due(verbs: Subparsers) -> None:
    parser = _add_verb(verbs, "due", _due, "work out one date and its reason")
    parser.add_argument("rule", metavar="RULE", help="the rule's id, as listed by: heard law rules")
    _add_jurisdiction(parser, required=True)
    parser.add_argument(
        "--from", dest="counted_from", type=day, required=True, metavar="DATE", help="the day the clock starts"
    )
    parser.add_argument(
        "--latest-practical", action="store_true", help="also the last working day on or before the limit"
    )


def _add_timetable(verbs: Subparsers) -> None:
    parser = _add_verb(verbs, "timetable", _timetable, "list every review owed in one period of care")
    _add_jurisdiction(parser, required=True)
    parser.add_argument("--started", type=day, required=True, metavar="DATE", help="the period of care began")
    parser.add_argument("--born", type=day, metavar="DATE", help="reviews stop at the 18th birthday")
    parser.add_argument(
        "--held", action=_Held, type=day, metavar="DATE", default=(), dest="sittings",
        help="a review's first sitting; give it once for each review",
    )  # fmt: skip
    parser.add_argument(
        "--completed", action=_Completed, type=day, metavar="DATE", dest="sittings", default=argparse.SUPPRESS,
        help="the last sitting of the review named by the --held before it",
    )  # fmt: skip
    parser.add_argument("--authorised", type=day, metavar="DATE", help="authority to place for adoption")
    parser.add_argument("--placed-for-adoption", type=day, metavar="DATE", help="ordinary limits stop here")
    parser.add_argument("--ceased", type=day, metavar="DATE", help="the child ceased to be looked after")
    parser.add_argument("--first-break", type=day, metavar="DATE", help="the first short break began")
    parser.add_argument(
        "--stream", type=_stream, metavar="{full-time,short-break,pathway}",
        help="full-time if not given, or short-break when --first-break is",
    )  # fmt: skip
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to judge by; today if not given")


class _Held(argparse.Action):
    """Adds one review."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        namespace.sittings = (*namespace.sittings, Sitting(values))


class _Completed(argparse.Action):
    """Says when the review added last was completed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        if not namespace.sittings:
            parser.error("--completed belongs to the --held before it; give --held first")
        *earlier, last = namespace.sittings
        if last.completed_on is not None:
            parser.error(f"the review held on {last.held_on.isoformat()} has two --completed dates; give one")
        namespace.sittings = (*earlier, Sitting(last.held_on, values))


def _rules(args: argparse.Namespace) -> int:
    rules = catalogue().rules(args.jurisdiction)
    show(args, law_output.rules_document(rules), lambda: law_output.rules_text(rules))
    return 0


def _due(args: argparse.Namespace) -> int:
    rule = catalogue().rule(args.rule, args.jurisdiction)
    due = due_date(rule, counted_from=args.counted_from)
    practical = args.latest_practical
    show(
        args,
        law_output.due_document(due, latest_practical=practical),
        lambda: law_output.due_text(due, latest_practical=practical),
    )
    return 0


def _timetable(args: argparse.Namespace) -> int:
    as_of = args.as_of or _today()
    if as_of is None:
        return _complain("HEARD_TODAY is not a date; write it as 2026-11-21.", BAD_ARGUMENTS)
    if args.first_break and args.stream not in (None, Stream.SHORT_BREAK):
        return _complain(f"--first-break belongs to short breaks, not to {args.stream}.", BAD_ARGUMENTS)
    facts = CareFacts(
        nation=args.jurisdiction,
        started_on=args.started,
        ceased_on=args.ceased,
        born_on=args.born,
        stream=args.stream or (Stream.SHORT_BREAK if args.first_break else Stream.FULL_TIME),
        sittings=args.sittings,
        authorised_on=args.authorised,
        placed_on=args.placed_for_adoption,
        first_break_on=args.first_break,
    )
    reviews = review_timetable(facts, as_of=as_of)
    if reviews and all(review.due_on is None for review in reviews):
        return _complain(reviews[0].note or "No date can be worked out.", REFUSED)
    show(
        args,
        law_output.timetable_document(facts, reviews, as_of=as_of),
        lambda: law_output.timetable_text(facts, reviews, as_of=as_of),
    )
    return 0


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"heard law: {sentence}\n")
    return code


def _today() -> date | None:
    """Read today once: HEARD_TODAY when it is set, else the calendar; None when HEARD_TODAY is no date."""
    fixed = os.environ.get("HEARD_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the day where the user sits
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        return None


def _nation(text: str) -> Nation:
    return Nation(_one_of(text, [nation.value for nation in Nation]))


def _stream(text: str) -> Stream:
    return Stream(_one_of(text, [stream.value for stream in Stream]))


def _one_of(text: str, values: Sequence[str]) -> str:
    if text not in values:
        raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(values)}")
    return text
