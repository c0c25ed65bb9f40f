"""`heard doctor`: makes the diary again and compares, verifies the audit chain, looks at the machine."""

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from heard.accounts.queries import authorities, authority_named
from heard.audit import chain
from heard.cli import boot
from heard.cli.machine import looks
from heard.cli.output import show, table
from heard.cli.parsing import Subparsers, add_verb
from heard.common import clock, scope
from heard.deadlines.actions import differences, recompute

FOUND_SOMETHING = 1
SHOWN = 20


def add_parser(subparsers: Subparsers) -> None:
    """Add the verb to the program's parser."""
    parser = add_verb(subparsers, "doctor", run, "check the diary, the audit chain and the machine")
    parser.add_argument("--authority", metavar="NAME", help="only this council")
    parser.add_argument("--repair", action="store_true", help="make a diary that differs again")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 when something is wrong. Raises NoSuchAuthority."""
    boot.database()
    with scope.within(scope.DIRECTORY), transaction.atomic():
        wanted = [authority_named(args.authority)] if args.authority else list(authorities())
    found = [_of_authority(one.pk, one.name, repair=args.repair, today=clock.today()) for one in wanted]
    machine = list(looks(settings.HEARD_HOME))
    document = _document(found, [asdict(look) for look in machine])
    show(args, document, lambda: _text(document))
    return 0 if document["ok"] else FOUND_SOMETHING


def _of_authority(authority_id: int, name: str, *, repair: bool, today: date) -> dict[str, Any]:
    with scope.within(scope.of(authority_id)), transaction.atomic():
        state = chain.verify(authority_id=authority_id)
        differ = differences(authority_id=authority_id, today=today)
        repaired = recompute(authority_id=authority_id, today=today) if repair and differ else 0
        left = differences(authority_id=authority_id, today=today) if repaired else differ
    return {
        "differences": [{"authority": name, **one} for one in left],
        "repaired": repaired,
        "chain": {"authority": name, "ok": state.ok, **asdict(state)},
    }


def _document(found: list[dict[str, Any]], machine: list[dict[str, Any]]) -> dict[str, Any]:
    chains = [one["chain"] for one in found]
    differ = [difference for one in found for difference in one["differences"]]
    sound = all(link["ok"] for link in chains)
    return {
        "ok": sound and not differ and all(look["ok"] for look in machine),
        "differences": differ,
        "repaired": sum(one["repaired"] for one in found),
        "audit_chain": {"ok": sound, "authorities": chains},
        "machine": machine,
    }


def _text(document: dict[str, Any]) -> str:
    rows = [(_mark(look["ok"]), look["name"], look["said"]) for look in document["machine"]]
    for link in document["audit_chain"]["authorities"]:
        said = f"{link['events']} events under {link['seals']} seals"
        broken = f"broken at seal {link['broken_at']}: an event was changed, removed or slipped in"
        rows.append((_mark(link["ok"]), f"audit chain of {link['authority']}", said if link["ok"] else broken))
    differ, repaired = document["differences"], document["repaired"]
    said = f"{len(differ)} due dates differ from what the law gives; heard doctor --repair makes them again"
    mended = f"{repaired} due dates were made again" if repaired else "as the law gives it"
    rows.append((_mark(not differ), "diary", said if differ else mended))
    lines = [table(rows, heads=("", "looked at", "found"))]
    lines += [
        f"  {one['authority']}: child {one['child']}, {one['chain']} {one['number']}:"
        f" stored {one['stored_due_on']} {one['stored_state']}, by law {one['due_on']} {one['state']}"
        for one in differ[:SHOWN]
    ]
    return "\n".join(lines)


def _mark(ok: bool) -> str:
    return "ok" if ok else "WRONG"
