"""`heard measures`: the figures of a service for any days, each with what it is made of and its definition."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority
from heard.accounts.queries import authority_named
from heard.cli import boot
from heard.cli.output import show, table
from heard.cli.parsing import Subparsers, add_verb, day
from heard.common import clock, scope
from heard.common.errors import DomainError
from heard.deadlines.measures import Span
from heard.reporting.registry import Reported, report
from heard.reporting.shapes import Month

HEADS = ("measure", "name", "value", "of", "unit", "since")


class SpanReversed(DomainError):
    """The last day comes before the first. Give the earlier day with --from."""


class SpanInFuture(DomainError):
    """The days reach beyond today. Figures are counted up to today: give a last day that is not later."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    parser = add_verb(subparsers, "measures", run, "the figures of a service, each with its count and definition")
    parser.add_argument("--authority", required=True, metavar="NAME", help="the name of the council")
    parser.add_argument("--from", required=True, type=day, dest="first", metavar="DATE", help="the first day")
    parser.add_argument("--to", required=True, type=day, dest="last", metavar="DATE", help="the last day, included")


def run(args: argparse.Namespace) -> int:
    """Print the figures. Raises NoSuchAuthority, SpanReversed, SpanInFuture."""
    span = _span(args.first, args.last, clock.today())
    boot.database()
    with scope.within(scope.DIRECTORY), transaction.atomic():
        authority = authority_named(args.authority)
    with scope.within(scope.of(authority.pk)), transaction.atomic():
        found = report(authority, span)
    document = list(_entries(authority, span, found))
    show(args, document, lambda: _text(authority, span, document))
    return 0


def _span(first: date, last: date, today: date) -> Span:
    if last < first:
        raise SpanReversed
    if last > today:
        raise SpanInFuture(
            f"{last:%-d %B %Y} is later than today, {today:%-d %B %Y}. Figures are counted up to today: give a last day"
            " that is not later."
        )
    return Span(first=first, last=last, today=today)


def _entries(authority: ResponsibleAuthority, span: Span, found: list[Reported]) -> Iterator[dict[str, Any]]:
    for one in found:
        for line in one.lines:
            definition = one.definition
            yield {
                "id": f"{definition.id}-{line.key}" if line.key else definition.id,
                "measure": definition.id,
                "name": str(line.name or definition.name),
                "value": _number(line.value),
                "shown": line.shown,
                "unit": line.unit.value,
                "numerator": _number(line.numerator),
                "denominator": _number(line.denominator),
                "definition_version": definition.version,
                "counted": str(definition.counted),
                "out_of": str(definition.out_of),
                "note": str(line.note),
                "since": line.since,
                "left_out": line.left_out,
                "parts": {name or "not known": number for name, number in line.parts.items()},
                "months": [_month(month) for month in line.months],
                "authority": authority.name,
                "from": span.first,
                "to": span.last,
            }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": f"{month.month:%Y-%m}",
        "value": _number(month.value),
        "numerator": _number(month.numerator),
        "denominator": _number(month.denominator),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _text(authority: ResponsibleAuthority, span: Span, entries: list[dict[str, Any]]) -> str:
    rows = [(entry["id"], entry["name"], entry["shown"], _of(entry), entry["unit"], _since(entry)) for entry in entries]
    told = [f"{', '.join(ids)}: {sentence}" for sentence, ids in notes(entries).items()]
    title = f"{authority.name}, {span.first:%-d %B %Y} to {span.last:%-d %B %Y}"
    return "\n".join([title, table(rows, heads=HEADS), *told])


def notes(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """This will give each sentence to know once, with the lines of which it is said."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for sentence in (entry["note"], _left_out(entry["left_out"], entry["since"])):
            if sentence:
                found.setdefault(sentence, []).append(entry["id"])
    return found


def _left_out(number: int, since: date | None) -> str:
    if not number:
        return ""
    told = f"Completed reviews left out: {number}."
    return told if since is None else f"{told} Counted from {since:%-d %B %Y}, the first review of the service itself."


def _since(entry: dict[str, Any]) -> str:
    return f"{entry['since']:%-d %b %Y}" if entry["since"] else ""


def _of(entry: dict[str, Any]) -> str:
    numerator, denominator = entry["numerator"], entry["denominator"]
    if denominator is None:
        return ""
    return f"of {denominator}" if numerator is None else f"{numerator} of {denominator}"
