"""A copy of a record as a document: words in parts, in one language, without any layout.

It is kept as JSON with the message that carries it, so that what was sent can be shown again.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LAYOUT = 1  # the layout that new documents are set in; an older one keeps its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: words of the child in quotes, then words that stand out, then the rest; any of them empty."""

    quote: str = ""
    strong: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under heads. `caption` says what it lists, for those who cannot see it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading of the record: a note in small print, paragraphs, and a table."""

    heading: str
    note: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that stands on a copy. `mark` stands above it, such as that it was not signed yet."""

    language: str
    council: str
    service: str
    copy: str
    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    private: str
    signed: str
    page_of: str
    dated_on: str
    file_name: str
    mark: str = ""
    note: str = ""
    layout: int = LAYOUT

    def as_json(self) -> dict[str, Any]:
        """The document as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Document":
        """This will read a kept document."""
        facts = tuple((label, value) for label, value in kept["facts"])
        return cls(**{**kept, "facts": facts, "parts": tuple(_part(part) for part in kept["parts"])})


def _part(kept: Mapping[str, Any]) -> Part:
    table = kept["table"]
    return Part(
        heading=kept["heading"],
        note=kept["note"],
        paragraphs=tuple(Paragraph(**one) for one in kept["paragraphs"]),
        table=Table(
            caption=table["caption"],
            head=tuple(table["head"]),
            rows=tuple(tuple(row) for row in table["rows"]),
        )
        if table
        else None,
    )
