"""What changed between two contents of a record, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from heard.correspondence.records.building import About, document_of
from heard.correspondence.records.document import Part
from heard.reviews.models import Copy
from heard.reviews.record.content import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was taken out of one heading and what was put in. `letter` says that it is a heading of the letter."""

    heading: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    letter: bool = False


def changes(before: Content, after: Content, about: About) -> tuple[Change, ...]:
    """This will compare two contents, heading by heading; headings without a change are not named."""
    old, new = _texts(before, about), _texts(after, about)
    found = []
    for heading, letter in dict.fromkeys((*old, *new)):
        removed, added = _compared(old.get((heading, letter), []), new.get((heading, letter), []))
        if removed or added:
            found.append(Change(heading=heading, removed=removed, added=added, letter=letter))
    return tuple(found)


def leaves_out_otherwise(before: Content, after: Content) -> bool:
    """Whether another passage or heading is left out of some copy."""
    return before.passages != after.passages or _hidden(before) != _hidden(after)


def _hidden(content: Content) -> set[tuple[str, tuple[str, ...]]]:
    return {(section.heading, section.left_out_of) for section in content.sections if section.left_out_of}


def _compared(old: list[str], new: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    removed: list[str] = []
    added: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += old[first:last]
            added += new[start:end]
    return tuple(removed), tuple(added)


def _texts(content: Content, about: About) -> dict[tuple[str, bool], list[str]]:
    """The paragraphs of each heading, those of the letter apart."""
    texts = {(part.heading, False): list(_lines(part)) for part in document_of(content, Copy.RECORD, about).parts}
    for section in content.sections:
        lines = [line for line in section.letter_words.split("\n") if line.strip()]
        if lines:
            texts[(section.heading, True)] = lines
    return texts


def _lines(part: Part) -> Iterator[str]:
    for one in part.paragraphs:
        yield " ".join(filter(None, (one.quote, one.strong, one.text)))
    for row in part.table.rows if part.table else ():
        yield " · ".join(row)
