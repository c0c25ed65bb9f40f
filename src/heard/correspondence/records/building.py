"""Making the document of one copy out of what the record says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.correspondence.compose import Letterhead
from heard.correspondence.records import background
from heard.correspondence.records.document import Document, Paragraph, Part, Table
from heard.correspondence.records.words import day_in_words, words_in
from heard.reviews.decisions.earlier import EarlierDecision
from heard.reviews.models import SHOWN, Copy, Heading
from heard.reviews.record.content import Content, DecisionMade, for_copy

FACTS = ("born", "held", "completed", "place", "part", "talk", "officer", "chaired", "another")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed which version, and when; `number` 0 while nothing is signed.

    `why_another`: why somebody signed who neither held the review nor was named for the child.
    """

    number: int = 0
    who: str = ""
    on: date | None = None
    sha256: str = ""
    why_another: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands round the words of a record: whose paper it is, who reviews now, the signature and the language."""

    letterhead: Letterhead
    officer: str
    signature: Signature
    dated_on: date
    language: str = "en"


def document_of(content: Content, copy: str, about: About) -> Document:
    """This will make the document of a copy: `content` is the whole record, what the copy may not say is taken out."""
    words, told = words_in(about.language), for_copy(content, copy)
    signature = about.signature
    return Document(
        language=about.language,
        council=about.letterhead.council,
        service=about.letterhead.service_in(about.language),
        copy=words["copies"][copy],
        title=words["title"].format(child=told.child_name, review=_review(told, words)),
        facts=tuple(_facts(told, copy, words, about)),
        parts=tuple(_parts(told, copy, words, about)),
        private=words["private"],
        signed=words["issued"] if copy == Copy.DECISIONS else _signed(signature, words, about.language),
        page_of=words["page_of"],
        dated_on=about.dated_on.isoformat(),
        file_name=f"{words['file']}-{copy}",
        mark="" if signature.number or copy == Copy.DECISIONS else words["draft"],
        note=words["left_out"] if told.left_out else "",
    )


def _review(told: Content, words: dict[str, Any]) -> str:
    if 0 < told.number < len(words["ordinal"]):
        return str(words["numbered"].format(ordinal=words["ordinal"][told.number].lower()))
    shown = words["number"].format(number=told.number) if told.number else words["undated"]
    return str(shown[0].lower() + shown[1:])


def _signed(signature: Signature, words: dict[str, Any], language: str) -> str:
    if not signature.number or signature.on is None:
        return str(words["unsigned"])
    day = day_in_words(signature.on.isoformat(), language=language)
    mark = f"{signature.sha256[:4]} {signature.sha256[4:8]}".upper()
    return f"{words['signed'].format(number=signature.number, who=signature.who, day=day)} · {mark}"


def _facts(told: Content, copy: str, words: dict[str, Any], about: About) -> Iterator[tuple[str, str]]:
    """Why another IRO signed is the service's own matter: it stands in the full record alone."""
    signature, full = about.signature, copy == Copy.RECORD
    known = {
        "born": day_in_words(told.born_on, language=about.language),
        "held": day_in_words(told.held_on, language=about.language),
        "completed": day_in_words(told.completed_on, language=about.language),
        "place": told.place,
        "part": told.participation_code,
        "talk": _talk(told, words, about.language),
        "officer": _officer(told, about),
        "chaired": words["chaired"][told.chaired].format(child=told.child_name, officer=_officer(told, about))
        if told.chaired in words["chaired"]
        else "",
        "another": f"{signature.who}: {signature.why_another}" if full and signature.why_another else "",
    }
    for name in FACTS:
        if known[name]:
            yield words["facts"][name], known[name]


def _officer(told: Content, about: About) -> str:
    """The IRO of the day of the review. Of a record signed before that was kept, whoever signed it."""
    return told.officer or about.signature.who or about.officer


def _talk(told: Content, words: dict[str, Any], language: str) -> str:
    if not told.talk_outcome:
        return ""
    day = day_in_words(told.talked_on, language=language)
    return str(words["talk"][told.talk_outcome].format(day=day, way=words["ways"].get(told.talk_way, "")))


def _parts(told: Content, copy: str, words: dict[str, Any], about: About) -> Iterator[Part]:
    """The headings that hold something, numbered as they stand in the record; decisions are always there."""
    for number, heading in enumerate(Heading.values, start=1):
        part = _part(told, heading, words, about)
        if part.paragraphs or part.table or (heading == Heading.DECISIONS and part.note):
            title = words["headings"][heading].format(child=told.child_name)
            shown = title if copy == Copy.DECISIONS else f"{number} {title}"
            yield Part(heading=shown, note=part.note, paragraphs=part.paragraphs, table=part.table)


def _part(told: Content, heading: str, words: dict[str, Any], about: About) -> Part:
    if heading in SHOWN:
        return background.part_of(told.background, heading, words, about.language)
    section = told.section(heading)
    written = tuple(Paragraph(text=line) for line in (section.words.split("\n") if section else ()) if line.strip())
    if heading == Heading.LAST_DECISIONS:
        return Part(heading="", paragraphs=written, table=earlier_table(told.earlier, words, about.language))
    if heading == Heading.WISHES:
        return Part(heading="", paragraphs=(*_wishes(told, words), *written))
    if heading == Heading.DECISIONS:
        note = words["recommendations"] if told.decisions else words["no_decisions"]
        table = _decisions(told, words, about)
        return Part(heading="", note=note, paragraphs=written, table=table)
    if heading == Heading.TOOK_PART:
        return Part(heading="", paragraphs=written, table=_people(told, words))
    return Part(heading="", paragraphs=written)


def _wishes(told: Content, words: dict[str, Any]) -> Iterator[Paragraph]:
    for wish in told.wishes:
        answer = words["answers"][wish.answer] if wish.answer else words["no_answer"]
        said = " ".join(line for line in (wish.why, wish.weight) if line).replace("\n", " ")
        yield Paragraph(
            quote=f"“{wish.words.replace(chr(10), ' ')}”", strong=f"{answer}:" if said else f"{answer}.", text=said
        )


def earlier_table(rows: Sequence[EarlierDecision], words: dict[str, Any], language: str) -> Table | None:
    """This will list what became of the last decisions; None where there were none."""
    columns = words["columns"]
    if not rows:
        return None
    return Table(
        caption=words["headings"]["last_decisions"],
        head=(columns["decision"], columns["owner"], columns["by"], columns["became"]),
        rows=tuple(
            (row.words, row.owner_name, day_in_words(row.due_on, language=language), _became(row, words, language))
            for row in rows
        ),
    )


def _became(row: Any, words: dict[str, Any], language: str) -> str:
    state = words["states"][row.state]
    if row.done_on:
        state = words["done_on"].format(day=day_in_words(row.done_on, language=language))
    shown = words["late"].format(state=state) if row.late else state
    return f"{shown}. {row.outcome}" if row.outcome else shown


def _decisions(told: Content, words: dict[str, Any], about: About) -> Table | None:
    """The answer of the authority has a column of its own as soon as anything is known of it."""
    columns = words["columns"]
    if not told.decisions:
        return None
    known = any(row.answer or row.silent_from for row in told.decisions)
    head = (columns["number"], columns["decision"], columns["owner"], columns["by"])
    return Table(
        caption=words["headings"]["decisions"],
        head=(*head, columns["answer"]) if known else head,
        rows=tuple(
            (
                str(row.number),
                _carried(row.words, row.carried_times, words),
                row.owner_name,
                day_in_words(row.due_on, language=about.language),
                *((_answer(row, words, about),) if known else ()),
            )
            for row in told.decisions
        ),
    )


def _answer(row: DecisionMade, words: dict[str, Any], about: About) -> str:
    """How the answer stands on the day of the paper; silence is agreement after the limit."""
    answers, language = words["council"], about.language
    silent = day_in_words(row.silent_from, language=language)
    if not row.answer:
        passed = row.silent_from and row.silent_from < about.dated_on.isoformat()
        return str(answers["silent"].format(day=silent) if passed else answers["waiting"])
    told = str(answers[row.answer].format(day=day_in_words(row.answered_on, language=language)))
    if row.silent_from and row.answered_on > row.silent_from:
        told = str(answers["late"].format(answer=told, day=silent))
    return f"{told}: {row.reasons}" if row.reasons else told


def _carried(text: str, times: int, words: dict[str, Any]) -> str:
    if not times:
        return text
    return str(words["carried_once" if times == 1 else "carried"].format(words=text, times=times))


def _people(told: Content, words: dict[str, Any]) -> Table | None:
    columns = words["columns"]
    if not told.people:
        return None
    return Table(
        caption=words["headings"]["took_part"],
        head=(columns["name"], columns["kind"], columns["presence"]),
        rows=tuple(
            (
                person.name,
                words["kinds"].get(person.kind, ""),
                ", ".join(
                    filter(None, [words["presence"][person.presence], words["ways"].get(person.way, ""), person.note])
                ),
            )
            for person in told.people
        ),
    )
