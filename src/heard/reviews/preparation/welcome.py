"""Whom the child does not want at a review: said of a person, or in the child's own words.

A hint for people who decide, never a decision. Pure.
"""

import re

from heard.children.models import Party
from heard.reviews.models import Choices

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev"})
_WORD = re.compile(r"[^\W\d_]+")


def is_unwanted(party: Party, choices: Choices | None) -> bool:
    """Whether the child does not agree that this person comes, or named them among those who should not."""
    if party.kind == Party.Kind.CHILD:
        return False
    if party.child_agrees == Party.ChildAgrees.NO:
        return True
    return choices is not None and _is_named(party, choices.unwanted)


def is_wanted(party: Party, choices: Choices | None) -> bool:
    """Whether the child named this person among those who should come."""
    return choices is not None and party.kind != Party.Kind.CHILD and _is_named(party, choices.wanted)


def _is_named(party: Party, text: str) -> bool:
    """Whether the first name stands in the text, or the words for what they are to the child ("step-dad")."""
    said = _words(text)
    named = [word for word in _words(party.shown_name) if word not in TITLES][:1]
    return any(_stands(part, said) for part in (named, _words(party.relation)))


def _stands(part: list[str], said: list[str]) -> bool:
    length = len(part)
    return bool(part) and any(said[at : at + length] == part for at in range(len(said) - length + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
