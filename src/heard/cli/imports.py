"""`heard import`: an SSDA903 return, or a CSV of names."""

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from heard.accounts.actions import create_authority
from heard.accounts.models import Nation
from heard.accounts.queries import NoSuchAuthority, authority_named
from heard.cli import boot
from heard.cli.output import show
from heard.cli.parsing import Subparsers, add_verb, day
from heard.common import clock, scope
from heard.common.errors import DomainError
from heard.deadlines.actions import recompute
from heard.imports.actions import import_now
from heard.imports.document import document
from heard.imports.models import ImportRun
from heard.returns.ssda903 import CollectionYear

SHOWN = 10


SANE_YEARS = range(1992, 2101)  # the first and the last of a looked-after return that anybody could judge


class NoSuchDay(DomainError):
    """That day cannot be meant."""


class OtherNation(DomainError):
    """The authority is in the other nation."""


class NoSuchFile(DomainError):
    """There is no file or folder at that path."""


class BrokenMapping(DomainError):
    """The mapping cannot be read. Write JSON or TOML like local_id = "Person ID"."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb and what it can take in to the program's parser."""
    parser = subparsers.add_parser("import", help="take in a return or an extract of the case system")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT", parser_class=type(parser))
    ssda903 = add_verb(what, "ssda903", run, "an SSDA903 return: a folder, a zip, a CSV file or an XML file")
    _add_shared(ssda903)
    ssda903.add_argument("--year", type=_year, metavar="2025-26", help="the collection year; else told by --as-of")
    ssda903.add_argument("--last", type=Path, metavar="PATH", help="last year's return, for the checks that compare")
    names = add_verb(what, "csv", run, "a CSV with the names of children")
    _add_shared(names)
    names.add_argument(
        "--mapping", type=Path, required=True, metavar="FILE", help="which column is which, JSON or TOML"
    )


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--authority", required=True, metavar="NAME", help="the name of the council")
    parser.add_argument("--jurisdiction", choices=Nation.values, help="makes the council when it is not there yet")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to judge by; today if not given")
    parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")


def _year(text: str) -> str:
    try:
        return CollectionYear.from_label(text).label
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(args: argparse.Namespace) -> int:
    """Import and print what came of it.

    Raises NoSuchFile, BrokenMapping, NoSuchAuthority, ImportRefused, ImportStopped: exit 1, and nothing has changed.
    """
    names = args.what == "csv"
    _require_there(args.path, None if names else args.last)
    mapping = _mapping(args.mapping) if names else None
    boot.database()
    as_of = args.as_of or clock.today()
    if as_of.year not in SANE_YEARS:
        raise NoSuchDay(f"--as-of {as_of} cannot be meant. Give a day between {SANE_YEARS[0]} and {SANE_YEARS[-1]}.")
    authority = _authority(args.authority, args.jurisdiction)
    with scope.within(scope.of(authority)):
        done = import_now(
            authority_id=authority,
            kind=ImportRun.Kind.NAMES if names else ImportRun.Kind.SSDA903,
            sources=args.path,
            last=None if names else args.last,
            by=None,
            today=as_of,
            year=None if names else args.year,
            dry_run=args.dry_run,
            mapping=mapping,
        )
        if not args.dry_run and as_of != clock.today():  # judged as of that day; the diary is that of today
            recompute(authority_id=authority, today=clock.today())
        with transaction.atomic():
            result = document(done)
    show(args, result, lambda: text(result))
    return 0


def _require_there(*paths: Path | None) -> None:
    for path in paths:
        if path is not None and not path.exists():
            raise NoSuchFile(f"There is no file or folder at {path}. Check the path.")


def _mapping(path: Path) -> dict[str, str]:
    _require_there(path)
    try:
        content = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(content) if path.suffix == ".toml" else json.loads(content)
    except (OSError, ValueError) as error:
        raise BrokenMapping from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise BrokenMapping
    return found


def _authority(name: str, nation: str | None) -> int:
    with scope.within(scope.DIRECTORY), transaction.atomic():
        try:
            found = authority_named(name)
        except NoSuchAuthority as error:
            if nation is None:
                raise NoSuchAuthority(
                    f"{error} To make a new one, give --jurisdiction england or --jurisdiction wales."
                ) from error
        else:
            if nation is not None and nation != found.nation:
                raise OtherNation(f"{found.name} is in {found.nation.title()}. Leave out --jurisdiction, or mend it.")
            return found.pk
    return create_authority(name=name, nation=nation, by=None).pk


def text(result: dict[str, Any]) -> str:
    """The result for people: the counts, the first problems, and where the rest is."""
    rows, problems = result["rows"], result["problems"]
    refused = [item for item in problems if item["level"] == "refused"]
    warnings = len(problems) - len(refused)
    title = "Dry run: nothing was changed" if result["dry_run"] else "Imported"
    lines = [
        f"{title}{', return of ' + result['year'] if result['year'] else ''}, as of {result['as_of']:%-d %B %Y}",
        *(f"  {name}: {count:,} rows" for name, count in result["accepted"].items()),
        f"Of {rows['all']:,} rows {rows['same']:,} are the same as before, {rows['changed']:,} are new or changed, "
        f"{rows['refused']:,} were refused.",
        *(_counted(result, kind) for kind in result["created"]),
    ]
    if result["late_reviews"] or result["overdue_reviews"]:
        lines.append(
            f"Reviews held late or never: {len(result['late_reviews']):,}. Owed and overdue: "
            f"{len(result['overdue_reviews']):,}."
        )
    if result["not_judged"]:
        lines.append(f"{result['not_judged']:,} reviews could not be judged: import the earlier years' returns too.")
    if result["differences"]:
        lines.append(f"Dates that differ between the source and the law: {len(result['differences']):,}.")
    lines.append(f"Refused rows: {len(refused):,}. Warnings: {warnings:,}.")
    lines += [_problem(item) for item in [*refused, *(p for p in problems if p["level"] != "refused")][:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  and {len(problems) - SHOWN:,} more: see them all under Service, Imports, or with --json.")
    return "\n".join(lines)


def _counted(result: dict[str, Any], kind: str) -> str:
    return (
        f"  {kind}: {result['created'][kind]:,} new, {result['updated'][kind]:,} changed, "
        f"{result['unchanged'][kind]:,} unchanged"
    )


def _problem(item: dict[str, Any]) -> str:
    row = f", row {item['row']}" if item["row"] is not None else ""
    child = f", child {item['child']}" if item["child"] else ""
    field = f", {item['field']}" if item["field"] else ""
    return f"  {item['file']}{row}{child}{field}: {item['message']} ({item['code']})"
