"""Writing a letter: a template, the facts of the day, the council's letterhead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date

from heard.common.texts import one_line
from heard.correspondence.letter import Block, Letter
from heard.correspondence.pictures import Photo
from heard.correspondence.records.document import Document
from heard.correspondence.templates import LetterIncomplete, Template, Words, common, fill, template

Fact = str | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Whose letter it is, and to whom a child can turn. Empty lines are left out."""

    council: str
    nation: str
    service: str
    advocacy: str = ""
    complaints: str = ""

    def service_in(self, language: str) -> str:
        """What the service is called in a language; a name that the council gave it stays as it is."""
        usual = common()
        return usual[language]["service"] if self.service == usual["en"]["service"] else self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """The reviewing officer who signs: by first name, with a photo and words of their own where there are any."""

    name: str
    first_name: str
    telephone: str = ""
    email: str = ""
    words: str = ""
    photo: Photo | None = None

    @property
    def pictures(self) -> Mapping[str, Photo]:
        """The pictures of a letter that the officer signs, by digest."""
        return {self.photo.digest: self.photo} if self.photo else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written.

    `address` are the lines above the letter; `reader` is for whom it is private. `checked` says that somebody who reads
    the language has checked this letter: without it a draft translation carries a mark. `body` are the blocks that
    somebody wrote for this letter alone, and `enclosed` is a copy of a record that goes with it. `large` asks for large
    print.
    """

    key: str
    language: str
    letterhead: Letterhead
    officer: Officer
    dated_on: date
    greeting: str
    reader: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    address: tuple[str, ...] = ()
    checked: bool = False
    version: int | None = None
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: tuple[Block, ...] = ()
    enclosed: Document | None = None
    large: bool = False


def compose(order: Order) -> Letter:
    """This will write the letter. Raises NoSuchLetter, LetterIncomplete."""
    chosen = template(order.key, version=order.version)
    words, shared = chosen.words[order.language], common()[order.language]
    facts = _facts(order)
    blocks = tuple(_blocks(words, facts, order))
    other = "cy" if order.language == "en" else "en"
    return Letter(
        template=chosen.key,
        version=chosen.version,
        language=order.language,
        size=chosen.size,
        title=fill(words.title, facts),
        subject=fill(shared["subject"][_audience(chosen)], facts),
        council=facts["council"],
        service=facts["service"],
        address=tuple(filter(None, map(one_line, order.address))),
        dated_on=order.dated_on.isoformat(),
        dated=in_words(order.dated_on, language=order.language, heading=True),
        salutation=fill(words.salutation, facts),
        blocks=blocks,
        sign=facts["officer_first"],
        signed_as=fill(words.signed_as, facts),
        foot=tuple(_foot(chosen, shared, facts)),
        other_language=other if order.letterhead.nation == "wales" else "",
        other_words=common()[other]["also"] if order.letterhead.nation == "wales" else "",
        reader=fill(shared["reader"], facts),
        page_of=shared["page_of"],
        mark=shared["draft"] if words.draft and not order.checked else "",
        pictures=tuple(block.picture for block in blocks if block.kind == "officer" and block.picture),
        enclosed=order.enclosed,
        large=order.large,
    )


def in_words(day: date, *, language: str, heading: bool = False) -> str:
    """This will write "Monday 30 November 2026"; in a Welsh sentence the name of the day begins small."""
    told = str(format_date(day, "EEEE d MMMM y", locale="cy" if language == "cy" else "en_GB"))
    return told[0].lower() + told[1:] if language == "cy" and not heading else told


def _facts(order: Order) -> dict[str, str]:
    officer, head = order.officer, order.letterhead
    told: dict[str, Fact] = {
        **order.facts,
        "greeting": order.greeting,
        "reader": order.reader,
        "officer": officer.name,
        "officer_first": officer.first_name,
        "officer_words": officer.words,
        "telephone": officer.telephone,
        "email": officer.email,
        "photo": "yes" if officer.photo else "",
        "council": head.council,
        "service": head.service_in(order.language),
        "advocacy": head.advocacy,
        "complaints": head.complaints,
        head.nation: "yes",
    }
    soft = {f"{name}_softly": _softly(value, order.language) for name, value in told.items()}
    return {name: _told(value, order.language) for name, value in told.items()} | soft


def _softly(value: Fact, language: str) -> str:
    """Welsh says "ar ddydd Gwener" and "tan ddydd Gwener", but "erbyn dydd Gwener"."""
    told = _told(value, language)
    return f"d{told}" if language == "cy" and isinstance(value, date) else told


def _told(value: Fact, language: str) -> str:
    return in_words(value, language=language) if isinstance(value, date) else one_line(value or "")


def _blocks(words: Words, facts: Mapping[str, str], order: Order) -> Iterator[Block]:
    for part in words.blocks:
        if ("when" in part and not facts.get(part["when"])) or ("unless" in part and facts.get(part["unless"])):
            continue
        if "body" in part:
            yield from order.body
        else:
            yield _block(part, facts, order)


def _block(part: Mapping[str, Any], facts: Mapping[str, str], order: Order) -> Block:
    officer = order.officer
    if "lines" in part and "panel" not in part:
        return Block(kind="list", items=_lines(part["lines"], order))
    if "list" in part:
        return Block(kind="list", items=tuple(fill(line, facts) for line in part["list"]))
    if "facts" in part:
        return Block(kind="facts", rows=tuple(_rows(part["facts"], facts)))
    if "officer" in part:
        lines = [facts["officer_words"], *(fill(line, facts) for line in part["officer"] if _known(line, facts))]
        return Block(
            kind="officer",
            text=facts["officer"],
            items=tuple(filter(None, lines)),
            picture=officer.photo.digest if officer.photo else "",
            alt=fill(part["alt"], facts) if officer.photo else "",
        )
    if "panel" in part:
        told = tuple(fill(line, facts) for line in part["lines"] if _known(line, facts))
        return Block(kind="panel", text=fill(part["panel"], facts), items=told, picture=part["picture"])
    kind: Any = "heading" if "heading" in part else "paragraph"
    return Block(kind=kind, text=fill(part[kind], facts))


def _lines(name: str, order: Order) -> tuple[str, ...]:
    told = tuple(filter(None, map(one_line, order.lists.get(name, ()))))
    if not told:
        raise LetterIncomplete("The letter cannot be written without %(what)s. Enter them first.", what=name)
    return told


def _rows(rows: list[list[str]], facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Rows whose value is not known are left out; the name of a row is always known."""
    for name, value in rows:
        if _known(value, facts):
            yield name, fill(value, facts)


def _known(line: str, facts: Mapping[str, str]) -> bool:
    try:
        return bool(fill(line, facts))
    except LetterIncomplete:
        return False


def _audience(chosen: Template) -> str:
    return "child" if chosen.recipient == "child" else "adult"


def _foot(chosen: Template, shared: Mapping[str, Any], facts: Mapping[str, str]) -> Iterator[str]:
    for part in shared["foot"][_audience(chosen)]:
        if ("when" in part and not facts.get(part["when"])) or ("unless" in part and facts.get(part["unless"])):
            continue
        yield fill(part["line"], facts)
