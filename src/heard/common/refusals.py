"""Finds the sentences of refusals for the catalogue: the docstring of an error is what the user reads, or the words
with which it is raised. Finds also the labels of choices, and what pages tell of our data files.

`script/messages` uses it in place of Babel's own reader of Python. It never runs in the service.
"""

import ast
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from inspect import cleandoc
from pathlib import Path
from typing import IO, Any

HOUSE = Path(__file__).parents[1]
ROOT = "DomainError"
TOLD = frozenset(  # the keys of data files whose words are shown to people
    ("title", "clock", "owed_by", "satisfied_by", "if_missed", "note", "sentence", "text")
)
OWN_CLASS = "cls"  # a refusal that makes itself
UNTOLD = "version"  # the wordings of a rule: their notes are for those who check the data


def extract(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """Give what Babel finds in a file of Python, the sentences of its refusals and the labels of its choices."""
    from babel.messages.extract import extract_python

    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for found in ast.walk(ast.parse(file.read())):
        if isinstance(found, ast.ClassDef) and _are_choices(found):
            for label in _labels(found):
                yield found.lineno, None, label, []
        elif isinstance(found, ast.ClassDef) and found.name in _refusals():
            told = ast.get_docstring(found, clean=False)
            if told:
                yield found.lineno, None, cleandoc(told), []
        elif isinstance(found, ast.Call):
            for words in _raised_with(found):
                yield found.lineno, None, words, []


def extract_data(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """Give the words of a data file that pages tell."""
    for words in dict.fromkeys(_told(tomllib.load(file))):
        yield 1, None, words, []


def _are_choices(found: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("TextChoices") for base in found.bases)


def _labels(found: ast.ClassDef) -> Iterator[str]:
    """The labels of choices that are kept plain, for files and letters in English; pages translate what they show."""
    for line in found.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
            label = line.value.elts[-1]
            if isinstance(label, ast.Constant) and isinstance(label.value, str):
                yield label.value


def _raised_with(found: ast.Call) -> Iterator[str]:
    """The words given to a refusal in place of its docstring, or either of two."""
    if not found.args or ast.unparse(found.func).rsplit(".", 1)[-1] not in _refusals() | {OWN_CLASS}:
        return
    first = found.args[0]
    for given in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def _told(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _told(item)
    elif isinstance(data, dict):
        for key, item in data.items():
            if key in TOLD and isinstance(item, str):
                yield item
            elif key != UNTOLD:
                yield from _told(item)


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
