"""Cells of a table that a spreadsheet would run as a formula."""

import re

_RUNS_AS_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d*)?$)")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would take this cell for a formula; plain negative numbers are none."""
    return _RUNS_AS_FORMULA.match(text) is not None and len(text) > 1


def safe_cell(text: str) -> str:
    """Return text that every spreadsheet shows as text, for any CSV we write: a formula gets a leading apostrophe."""
    return "'" + text if _RUNS_AS_FORMULA.match(text) else text
