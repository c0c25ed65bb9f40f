"""Finds the sentences of refusals for the catalogue: the docstring of an error is what the user reads.

`script/messages` uses it in place of Babel's own reader of Python. It never runs in the service.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from inspect import cleandoc
from pathlib import Path
from typing import IO, Any

HOUSE = Path(__file__).parents[1]
ROOT = "DomainError"


def extract(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """Give what Babel finds in a file of Python, and the docstrings of its refusals, as Babel takes them."""
    from babel.messages.extract import extract_python

    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for found in ast.walk(ast.parse(file.read())):
        if isinstance(found, ast.ClassDef) and found.name in _refusals():
            told = ast.get_docstring(found, clean=False)
            if told:
                yield found.lineno, None, cleandoc(told), []


@lru_cache(maxsize=1)
def _refusals() -> frozenset[str]:
    """The names of all errors that descend from the root, worked out from the text of the house."""
    bases: dict[str, set[str]] = {}
    for path in HOUSE.rglob("*.py"):
        for found in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(found, ast.ClassDef):
                bases.setdefault(found.name, set()).update(ast.unparse(base).rsplit(".", 1)[-1] for base in found.bases)
    known = {ROOT}
    while more := {name for name, over in bases.items() if over & known} - known:
        known |= more
    return frozenset(known)
