"""What a verb prints: one JSON document, or text for people."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any


def show(args: argparse.Namespace, document: Any, text: Callable[[], str]) -> None:
    """This will print the document with `--json`, else the text."""
    printed = json.dumps(document, indent=2, ensure_ascii=False, default=_plain) if args.json else text()
    sys.stdout.write(printed + "\n")
    sys.stdout.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a JSON document")


def table(rows: Sequence[tuple[str, ...]], *, heads: tuple[str, ...]) -> str:
    """This will lay rows out in columns under their heads."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]
    return "\n".join(line.rstrip() for line in lines)
