"""`heard worklist`: what is due, overdue and unallocated on one day, of a whole authority or of one IRO."""

import argparse
from dataclasses import asdict
from typing import Any

from django.db import transaction

from heard.accounts.queries import authority_named
from heard.cli import boot
from heard.cli.output import show, table
from heard.cli.parsing import Subparsers, add_verb, day
from heard.common import clock, scope
from heard.deadlines.worklist import Owed, Worklist, worklist

HEADS = ("due", "child", "kind", "rule", "owner")


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    parser = add_verb(subparsers, "worklist", run, "list what is due, overdue and unallocated")
    parser.add_argument("--authority", required=True, metavar="NAME", help="the name of the council")
    parser.add_argument("--iro", metavar="EMAIL", help="only the children of this named IRO")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to judge by; today if not given")


def run(args: argparse.Namespace) -> int:
    """Print the worklist. Raises NoSuchAuthority, NoSuchIro."""
    boot.database()
    as_of = args.as_of or clock.today()
    with scope.within(scope.DIRECTORY), transaction.atomic():
        authority = authority_named(args.authority)
    with scope.within(scope.of(authority.pk)), transaction.atomic():
        found = worklist(authority_id=authority.pk, as_of=as_of, iro_email=args.iro)
    show(args, document(found), lambda: text(found))
    return 0


def document(found: Worklist) -> dict[str, Any]:
    """The worklist as JSON: `child` is the local id, `owner` the e-mail of the named IRO or null."""
    return {
        "as_of": found.as_of,
        "unallocated": [asdict(row) for row in found.unallocated],
        "overdue": [asdict(row) for row in found.overdue],
        "due": [asdict(row) for row in found.due],
    }


def text(found: Worklist) -> str:
    """The worklist for people."""
    parts = [
        _part("Without an IRO", found.unallocated),
        _part(f"Overdue on {found.as_of:%-d %B %Y}", found.overdue),
        _part("Due", found.due),
    ]
    return "\n\n".join(parts)


def _part(title: str, rows: tuple[Owed, ...]) -> str:
    if not rows:
        return f"{title}: none"
    cells = [
        (row.due_on.isoformat() if row.due_on else "no date", row.child, row.kind, row.rule, row.owner or "nobody")
        for row in rows
    ]
    return f"{title}: {len(rows)}\n{table(cells, heads=HEADS)}"
