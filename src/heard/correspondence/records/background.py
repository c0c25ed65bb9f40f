"""The parts of a document that show what was recorded of a review beside the words of its record."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext, override

from heard.correspondence.records.document import Paragraph, Part, Table
from heard.correspondence.records.words import day_in_words
from heard.reviews.models import Heading
from heard.reviews.record.background import Background, Consulted

Words = dict[str, Any]


def part_of(background: Background, heading: str, words: Words, language: str) -> Part:
    """This will make the part of one heading; an empty one where nothing stands there."""
    made = _PARTS.get(heading)
    return made(background, words, language) if made else Part(heading="")


def _consulted(told: Background, words: Words, language: str) -> Part:
    columns = words["columns"]
    rows = tuple(
        (row.name, words["kinds"].get(row.kind, ""), _asked(row, words["consulted"], language))
        for row in told.consulted
    )
    return _table(words["headings"]["consulted"], (columns["name"], columns["kind"], columns["asked"]), rows)


def _asked(row: Consulted, words: Words, language: str) -> str:
    how = {(True, True): "both", (True, False): "invited", (False, True): "consulted"}
    found = [words[how.get((row.invited, row.consulted), "neither")]]
    if row.reason_not:
        found.append(row.reason_not)
    if row.asked_on:
        found.append(words["asked"].format(day=day_in_words(row.asked_on, language=language)))
    if row.answered_on:
        day = day_in_words(row.answered_on, language=language)
        found.append(words["answered"].format(day=day, how=words["by"][row.answered_by]))
    elif row.invited or row.consulted:
        found.append(words["silent"])
    return ", ".join(found)


def _views(told: Background, words: Words, language: str) -> Part:
    said = tuple(
        Paragraph(
            strong=words["said"].format(
                who=row.name,
                kind=words["kinds"].get(row.kind, ""),
                day=day_in_words(row.talked_on, language=language),
                way=words["ways"][row.way],
            ),
            text=_line(row.views),
        )
        for row in told.views
    )
    return Part(heading="", paragraphs=said)


def _sittings(told: Background, words: Words, language: str) -> Part:
    found = [
        Paragraph(
            text=". ".join(
                filter(
                    None,
                    (f"{day_in_words(row.held_on, language=language)}, {words['ways'][row.way]}", _line(row.about)),
                )
            )
        )
        for row in told.sittings
    ]
    for row in told.adjourned:
        head = words["adjourned"]["on"].format(day=day_in_words(row.adjourned_on, language=language))
        found.append(Paragraph(strong=head, text=f"{words['adjourned']['why'][row.why]}. {_line(row.reason)}"))
        if row.held_back:
            found.append(Paragraph(strong=words["adjourned"]["held_back"], text=_line(row.held_back)))
    return Part(heading="", paragraphs=tuple(found))


def _changes(told: Background, words: Words, language: str) -> Part:
    columns = words["columns"]
    rows = tuple(
        (
            day_in_words(row.told_on, language=language),
            _line(row.words),
            f"{words['considered'][row.decision]}. {_line(row.reason)}",
        )
        for row in told.changes
    )
    return _table(words["headings"]["changes"], (columns["told"], columns["change"], columns["decided"]), rows)


def _matters(told: Background, words: Words, language: str) -> Part:
    columns = words["columns"]
    with override(language):
        sentences = {row.sentence: gettext(row.sentence) for row in told.matters}
    rows = tuple(
        (sentences[row.sentence], words["matter"]["yes" if row.considered else "no"], _line(row.note))
        for row in told.matters
    )
    return _table(words["headings"]["matters"], (columns["matter"], columns["was"], columns["note"]), rows)


def _rights(told: Background, words: Words, language: str) -> Part:
    found = tuple(
        Paragraph(
            strong=f"{words['rights'][row.right]}:",
            text=". ".join(
                filter(None, (words["right"]["explained" if row.explained else "not_explained"], _line(row.reason)))
            ),
        )
        for row in told.rights
    )
    return Part(heading="", paragraphs=found)


def _permanence(told: Background, words: Words, language: str) -> Part:
    return Part(heading="", paragraphs=tuple(_plans(told, words)))


def _duties(told: Background, words: Words, language: str) -> Part:
    columns, duties = words["columns"], words["duties"]
    rows = tuple(
        (duties["kinds"][row.kind], duties["outcomes"][row.outcome or "open"], _line(row.note)) for row in told.duties
    )
    return _table(words["headings"]["duties"], (columns["duty"], columns["came"], columns["note"]), rows)


def _plans(told: Background, words: Words) -> Iterator[Paragraph]:
    plans = words["permanence"]
    for row in told.permanence:
        yield Paragraph(strong=f"{plans[row.plan]}.", text=_line(row.note))
        if row.parallel_plan:
            yield Paragraph(strong=words["parallel"], text=f"{plans[row.parallel_plan]}.")


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Part:
    return Part(heading="", table=Table(caption=caption, head=head, rows=rows) if rows else None)


def _line(text: str) -> str:
    return " ".join(text.split())


_PARTS: dict[str, Callable[[Background, Words, str], Part]] = {
    Heading.CONSULTED: _consulted,
    Heading.VIEWS: _views,
    Heading.SITTINGS: _sittings,
    Heading.CHANGES: _changes,
    Heading.MATTERS: _matters,
    Heading.RIGHTS: _rights,
    Heading.PERMANENCE: _permanence,
    Heading.DUTIES: _duties,
}
