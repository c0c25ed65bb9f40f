"""The letter to the child, made of the same record: second person, in English or Welsh, with pictures for the young."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.correspondence.compose import Letterhead, Officer, Order
from heard.correspondence.letter import Block
from heard.correspondence.records.document import Document
from heard.correspondence.records.words import day_in_words, words_in
from heard.correspondence.templates import common
from heard.law.calendar_dates import age_on
from heard.reviews.decisions.earlier import EarlierDecision
from heard.reviews.models import Copy, Heading
from heard.reviews.record.content import Content, DecisionMade, WishSaid, for_copy

PICTURES = {"asked": "speak", "doing": "list"}
LISTED = ("doing", "since")
OTHER_PICTURE = "smile"
SHOWN_BY_THEMSELVES = (Heading.WISHES, Heading.DECISIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What belongs to the letter alone: language, opening and closing, whether it has pictures, whether somebody has
    checked it as it stands, and whether the child reads large print."""

    language: str = "en"
    opening: str = ""
    closing: str = ""
    pictures: bool = False
    checked: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Whose letter it is, who signs it and when."""

    letterhead: Letterhead
    officer: Officer
    dated_on: date


def letter_to_child(content: Content, own: OwnWords, paper: Paper, *, greeting: str) -> Order:
    """This will ask for the letter to the child: `content` is the whole record."""
    told = for_copy(content, Copy.LETTER)
    return Order(
        key=f"review-letter-child-{'young' if own.pictures else 'older'}",
        language=own.language,
        letterhead=paper.letterhead,
        officer=paper.officer,
        dated_on=paper.dated_on,
        greeting=greeting,
        reader=told.child_name,
        facts={
            "child": told.child_name,
            "held_on": date.fromisoformat(told.held_on),
            "own_opening": "yes" if own.opening else "",
            "own_closing": "yes" if own.closing else "",
        },
        checked=own.checked,
        large=own.large,
        body=tuple(_body(told, own)),
    )


def letter_with_record(document: Document, paper: Paper, *, child: str, held_on: date, to: str) -> Order:
    """This will ask for the letter that carries a copy of the record to one of the adults."""
    return Order(
        key="review-record",
        language=document.language,
        letterhead=paper.letterhead,
        officer=paper.officer,
        dated_on=paper.dated_on,
        greeting=to,
        reader=to,
        facts={"child": child, "held_on": held_on},
        checked=document.language == "en",
        enclosed=document,
    )


def is_young(born_on: date | None, *, on: date) -> bool:
    """Whether the letters of the service to a child of this age have pictures unless somebody chooses otherwise."""
    return born_on is not None and age_on(born_on, on) < int(common()["choices"]["older_from_age"])


def _body(told: Content, own: OwnWords) -> Iterator[Block]:
    words = words_in(own.language)["letter"]
    yield from _paragraphs(own.opening)
    yield from _since(told, words, own)
    if told.wishes:
        yield from _part(words["asked"], [_wish(wish, words, own.language) for wish in told.wishes], own, "asked")
    for section in told.sections:
        lines = _lines(section.letter_words)
        if lines and section.heading != Heading.LAST_DECISIONS:
            yield from _part(words["headings"][section.heading], lines, own, "")
    if told.decisions:
        yield from _part(words["doing"], [_decision(row, words, own) for row in told.decisions], own, "doing")
    yield from _paragraphs(own.closing)


def _since(told: Content, words: dict[str, Any], own: OwnWords) -> Iterator[Block]:
    """What became of last time's decisions, and what was written about it."""
    section = told.section(Heading.LAST_DECISIONS)
    written = _lines(section.letter_words) if section else []
    became = [_became(row, words) for row in told.earlier]
    heading = words["headings"][Heading.LAST_DECISIONS]
    if own.pictures:
        if became or written:
            yield from _part(heading, became + written, own, "since")
        return
    if became:
        yield from _part(heading, became, own, "since")
        yield from _paragraphs("\n".join(written))
    elif written:
        yield from _part(heading, written, own, "")


def _became(row: EarlierDecision, words: dict[str, Any]) -> str:
    """What was to be done and what became of it; of what was dropped also why."""
    why = " ".join(_lines(row.outcome)) if row.state == "dropped" else ""
    told = words["became_line"].format(owner=row.owner_name, words=_for_child(row), state=words["became"][row.state])
    return f"{told} {why}".strip()


def _for_child(row: DecisionMade | EarlierDecision) -> str:
    return " ".join(_lines(row.words_for_child or row.words)).rstrip(".")


def without_words_for_child(content: Content) -> tuple[str, ...]:
    """This will list the decisions, last time's and this time's, that the letter tells in the record's words because
    nobody wrote them for the child."""
    told = for_copy(content, Copy.LETTER)
    rows: tuple[DecisionMade | EarlierDecision, ...] = (*told.earlier, *told.decisions)
    return tuple(" ".join(_lines(row.words)) for row in rows if not _lines(row.words_for_child))


def _part(heading: str, lines: list[str], own: OwnWords, what: str) -> Iterator[Block]:
    if own.pictures:
        yield Block(kind="panel", text=heading, items=tuple(lines), picture=PICTURES.get(what, OTHER_PICTURE))
        return
    yield Block(kind="heading", text=heading)
    if what in LISTED:
        yield Block(kind="list", items=tuple(lines))
        return
    for line in lines:
        yield Block(kind="paragraph", text=line)


def _wish(wish: WishSaid, words: dict[str, Any], language: str) -> str:
    said = f"“{' '.join(_lines(wish.words))}”"
    if not wish.answer:
        return f"{said} {words['waiting']}"
    answer = words_in(language)["answers"][wish.answer]
    return f"{said} {answer}. {' '.join(_lines(wish.why))}".strip()


def _decision(row: DecisionMade, words: dict[str, Any], own: OwnWords) -> str:
    return str(
        words["line"].format(
            owner=row.owner_name, words=_for_child(row), day=day_in_words(row.due_on, language=own.language)
        )
    )


def _paragraphs(text: str) -> Iterator[Block]:
    for line in _lines(text):
        yield Block(kind="paragraph", text=line)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
