"""Somebody who reads large print gets letters in which nothing is smaller than 16 point, headings 18 and more."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from heard.children.party_queries import get_person
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import compose
from heard.correspondence.documents import as_fragment, as_page, as_pdf
from heard.correspondence.letter import Letter
from heard.correspondence.models import Message
from heard.correspondence.recipients import recipient_of
from heard.correspondence.records.document import Document, Paragraph, Part, Table
from heard.correspondence.templates import catalogue
from tests.factories import ChildFactory, PartyFactory, UserFactory
from tests.factories.correspondence import order

ENCLOSED = Document(
    language="en",
    council="Anyshire",
    service="Reviewing service",
    copy="Record of review: parents’ copy",
    title="Teo: third review",
    facts=(("Held", "16 November 2026"), ("Place", "Foster home"), ("Reviewing officer", "Maren Oakhollow")),
    parts=(
        Part(
            heading="11 Decisions",
            note="Decisions of a review are recommendations to the council.",
            paragraphs=(Paragraph(quote="“I want to see Biscuit.”", strong="Partly:", text="On Saturdays."),),
            table=Table(
                caption="Decisions",
                head=("No.", "Decision", "Who does it", "By", "The council’s answer"),
                rows=(("1", "Uncle Ferdy to be asked to bring the dog.", "Asha Windermoor", "18 December 2026", ""),),
            ),
        ),
    ),
    private="Private: only for people on its list",
    signed="Version 1, signed by Maren Oakhollow on 20 November 2026 · 9F1A 22C0",
    page_of="Page {page} of {pages}",
    dated_on="2026-11-20",
    file_name="record-of-review-parents",
)


def set_text(letter: Letter) -> list[tuple[float, str]]:
    """Every piece of text in the document with the size at which it is drawn, in points."""
    found: list[tuple[float, str]] = []

    def see(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            found.append((round(size * abs(tm[3] * cm[3]), 1), " ".join(text.split())))

    for page in PdfReader(io.BytesIO(as_pdf(letter, pictures={}).content)).pages:
        page.extract_text(visitor_text=see)
    return found


def size_of(words: str, letter: Letter) -> float:
    return next(size for size, text in set_text(letter) if words in text)


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_nothing_of_any_letter_is_smaller_than_16_point(key: str) -> None:
    small, large = compose(order(key)), compose(order(key, large=True))

    assert min(size for size, _ in set_text(large)) >= 16
    assert min(size for size, _ in set_text(small)) < 16  # there was something to set larger


def test_headings_are_larger_still() -> None:
    letter = compose(order("iro-named-parent", large=True))

    assert size_of(letter.title[:12], letter) == 22
    assert size_of("Anyshire", letter) == 18


def test_the_copy_that_goes_with_a_letter_is_set_so_too_with_its_table_read_down() -> None:
    letter = replace(compose(order("iro-named-parent", large=True)), enclosed=ENCLOSED)

    found = set_text(letter)
    text = " ".join(words for _, words in found)
    assert min(size for size, _ in found) >= 16
    for told in ("Who does it: Asha Windermoor", "By: 18 December 2026", "On Saturdays.", "9F1A 22C0"):
        assert told.replace(" ", "") in text.replace(" ", "")
    assert "The council’s answer" not in text  # an empty cell is not read out
    assert size_of("11 Decisions", letter) == 18
    assert b"<pdfuaid:part>1</pdfuaid:part>" in _metadata(letter)


def test_a_page_is_set_larger_too() -> None:
    small, large = compose(order()), compose(order(large=True))

    assert "heard-letter--large" in as_page(large, photos={}).split("<body>")[1]
    assert "heard-letter--large" in as_fragment(large, pictures={})
    assert "heard-letter--large" not in as_page(small, photos={}).split("<body>")[1]


def test_a_letter_keeps_that_it_is_large_and_an_older_one_is_not() -> None:
    large = compose(order(large=True))
    kept = large.as_json()

    assert Letter.from_json(kept) == large
    del kept["large"]
    assert Letter.from_json(kept).large is False


def _metadata(letter: Letter) -> bytes:
    reader = PdfReader(io.BytesIO(as_pdf(letter, pictures={}).content))
    root: Any = reader.trailer["/Root"]
    data: bytes = root["/Metadata"].get_object().get_data()
    return data


@pytest.mark.django_db
def test_who_reads_large_print_is_sent_it_and_nobody_else(anyshire: Any) -> None:
    iro = UserFactory.create(authority=anyshire, iro=True)
    child = ChildFactory.create(authority=anyshire)
    mother = PartyFactory.create(child=child, accessible_format="large_print")
    father = PartyFactory.create(child=child, name="Luis Marblecroft", email="luis@home.example")
    sendings = [
        Sending(
            child_id=child.pk,
            about=About(kind="named_iro", pk=1),
            order=order("iro-named-parent", dated_on=date(2026, 11, 6)),
            to=recipient_of(get_person(party.pk, viewer=iro)),
        )
        for party in (mother, father)
    ]

    send_all(sendings, by=iro)

    assert [one.letter.large for one in sendings] == [True, False]
    assert list(Message.objects.order_by("pk").values_list("body__letter__large", flat=True)) == [True, False]
