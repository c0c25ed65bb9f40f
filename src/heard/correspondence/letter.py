"""A letter as it was written: words in blocks, in one language, without any layout.

It is kept as JSON with the message, so that the same letter can be shown again whatever became of its template.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from heard.correspondence.records.document import Document

BlockKind = Literal["paragraph", "heading", "list", "facts", "officer", "panel"]
LAYOUT = 1  # the layout that new letters are set in; an older letter keeps its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a letter.

    `text` is the paragraph or heading; `items` the lines of a list, of an officer's card or of a panel; `rows` pairs of
    a name and a value. `picture` is the digest of a photo in an officer's card and the name of a drawing in a panel.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that stands on a letter. `mark` stands above it, such as that a translation was not checked yet.

    `subject` is for the list of an e-mail program, which strangers may see: it names no child. `enclosed` is a copy of
    a record that goes with the letter; `large` sets both in large print, for somebody who reads nothing smaller.
    """

    template: str
    version: int
    language: str
    size: Literal["young", "older", "adult"]
    title: str
    subject: str
    council: str
    service: str
    address: tuple[str, ...]
    dated_on: str
    dated: str
    salutation: str
    blocks: tuple[Block, ...]
    sign: str
    signed_as: str
    foot: tuple[str, ...]
    other_language: str = ""
    other_words: str = ""
    reader: str = ""
    page_of: str = "Page {page} of {pages}"
    mark: str = ""
    layout: int = LAYOUT
    pictures: tuple[str, ...] = field(default=())
    enclosed: Document | None = None
    large: bool = False

    def as_json(self) -> dict[str, Any]:
        """The letter as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Letter":
        """This will read a kept letter."""
        blocks = tuple(
            Block(
                **{
                    **block,
                    "items": tuple(block["items"]),
                    "rows": tuple((name, value) for name, value in block["rows"]),
                }
            )
            for block in kept["blocks"]
        )
        tuples = {name: tuple(kept[name]) for name in ("address", "foot", "pictures")}
        enclosed = Document.from_json(kept["enclosed"]) if kept.get("enclosed") else None
        return cls(**{**kept, **tuples, "blocks": blocks, "enclosed": enclosed})


def as_text(letter: Letter) -> str:
    """This will write the letter as plain text, for e-mail programs that show no HTML."""
    return "\n\n".join(part for part in _parts(letter) if part) + "\n"


def _parts(letter: Letter) -> Iterator[str]:
    yield letter.mark
    yield f"{letter.council}\n{letter.service}\n{letter.dated}"
    yield letter.salutation
    if letter.size == "adult":
        yield letter.title
    for block in letter.blocks:
        lines = [f"- {line}" for line in block.items] if block.kind == "list" else list(block.items)
        yield "\n".join([*filter(None, [block.text]), *lines, *(f"{name}: {value}" for name, value in block.rows)])
    yield f"{letter.sign}\n{letter.signed_as}"
    yield "\n".join(letter.foot)
    yield letter.other_words
