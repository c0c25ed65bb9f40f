"""A copy of a record, or the letter to the child, as a Word document with real headings, table heads and a language."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from heard.correspondence.letter import Block, Letter
from heard.correspondence.records.document import Document, Paragraph, Part, Table

LOCALES = {"en": "en-GB", "cy": "cy-GB"}
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # the same document gives the same bytes, whenever it is made


def document_as_word(document: Document) -> bytes:
    """This will write a copy of a record as a Word file."""
    made = _started(document.title, document.council, document.language)
    made.add_paragraph(f"{document.council}, {document.copy}")
    if document.mark:
        made.add_paragraph().add_run(document.mark).bold = True
    made.add_heading(document.title, level=1)
    for label, value in document.facts:
        line = made.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)
    if document.note:
        made.add_paragraph(document.note)
    for part in document.parts:
        _add_part(made, part)
    _add_foot(made, f"{document.private} · {document.signed}")
    return _bytes_of(made)


def letter_as_word(letter: Letter) -> bytes:
    """This will write a letter as a Word file. Its pictures are those of the printed letter and are left out."""
    made = _started(letter.title, letter.council, letter.language)
    made.add_paragraph(f"{letter.council}, {letter.service}")
    if letter.mark:
        made.add_paragraph().add_run(letter.mark).bold = True
    if letter.address:
        made.add_paragraph("\n".join(letter.address))
    made.add_paragraph(letter.dated)
    made.add_heading(letter.salutation, level=1)
    for block in letter.blocks:
        _add_block(made, block)
    made.add_paragraph(letter.sign)
    for line in (letter.signed_as, *letter.foot):
        made.add_paragraph(line)
    _add_foot(made, letter.reader)
    return _bytes_of(made)


def _started(title: str, author: str, language: str) -> Any:
    made: Any = docx.Document()
    made.core_properties.title, made.core_properties.author = title, author
    made.core_properties.language = LOCALES[language]
    made.core_properties.created = made.core_properties.modified = MOMENT
    style = made.styles["Normal"].element.get_or_add_rPr()
    spoken = style.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        style.append(spoken)
    spoken.set(qn("w:val"), LOCALES[language])
    return made


def _add_part(made: Any, part: Part) -> None:
    made.add_heading(part.heading, level=2)
    if part.note:
        made.add_paragraph(part.note)
    for one in part.paragraphs:
        _add_paragraph(made, one)
    if part.table is not None:
        _add_table(made, part.table)


def _add_paragraph(made: Any, one: Paragraph) -> None:
    line = made.add_paragraph()
    if one.quote:
        line.add_run(f"{one.quote} ")
    if one.strong:
        line.add_run(f"{one.strong} ").bold = True
    line.add_run(one.text)


def _add_table(made: Any, told: Table) -> None:
    table = made.add_table(rows=1, cols=len(told.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, told.head, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(text).bold = True
    mark = OxmlElement("w:tblHeader")  # the first row is a head: read out with each cell, repeated on each page
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), told.caption)
    table._tbl.tblPr.append(caption)
    for row in told.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_paragraph()


def _add_block(made: Any, block: Block) -> None:
    if block.kind in ("heading", "panel", "officer"):
        made.add_heading(block.text, level=2)
    elif block.text:
        made.add_paragraph(block.text)
    for item in block.items:
        made.add_paragraph(item, style="List Bullet" if block.kind == "list" else None)
    for name, value in block.rows:
        made.add_paragraph(f"{name}: {value}")


def _add_foot(made: Any, text: str) -> None:
    made.sections[0].footer.paragraphs[0].text = text


def _bytes_of(made: Any) -> bytes:
    content = BytesIO()
    made.save(content)
    return content.getvalue()
