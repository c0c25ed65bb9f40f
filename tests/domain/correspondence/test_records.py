"""The copies of a record and the letter to the child: as page, as tagged PDF, as Word file."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest

from heard.correspondence.compose import Letterhead, Officer, compose
from heard.correspondence.documents import (
    Cover,
    as_fragment,
    as_one_pdf,
    as_pdf,
    document_as_fragment,
    document_as_page,
    document_as_pdf,
)
from heard.correspondence.letter import Letter, as_text
from heard.correspondence.records.building import About, Signature, document_of
from heard.correspondence.records.document import Document
from heard.correspondence.records.letter import (
    OwnWords,
    Paper,
    is_young,
    letter_to_child,
    letter_with_record,
    without_words_for_child,
)
from heard.correspondence.records.word import document_as_word, letter_as_word
from heard.correspondence.records.words import words_in
from heard.reviews.decisions.earlier import EarlierDecision
from heard.reviews.models import WRITTEN, Copy, Heading
from heard.reviews.record.background import (
    Adjourned,
    Background,
    ChangeConsidered,
    Consulted,
    Matter,
    PlanForPermanence,
    RightTold,
    SittingHeld,
    Views,
)
from heard.reviews.record.content import Content, DecisionMade, Passage, Person, Section, WishSaid
from tests.domain.correspondence.test_documents import HOSTILE, elements, plain, read, root_of, words_of

DAY = date(2026, 11, 23)
ANYSHIRE = Letterhead(council="Anyshire", nation="england", service="Independent reviewing service")
MAREN = Officer(name="Maren Oakhollow", first_name="Maren", telephone="07700 900 142")
PAPER = Paper(letterhead=ANYSHIRE, officer=MAREN, dated_on=DAY)
SIGNED = Signature(number=2, who="Maren Oakhollow", on=DAY, sha256="4f2c91a0" * 8)
ABOUT = About(letterhead=ANYSHIRE, officer="Maren Oakhollow", signature=SIGNED, dated_on=DAY)


def content(**changed: Any) -> Content:
    told: dict[str, Any] = {
        "child_name": "Juno Thistlewick",
        "number": 3,
        "born_on": "2013-08-03",
        "held_on": "2026-11-16",
        "completed_on": "2026-11-16",
        "place": "Foster home",
        "participation_code": "PN1",
        "talk_outcome": "before",
        "talked_on": "2026-11-10",
        "talk_way": "in_person",
        "earlier": (
            EarlierDecision(
                words="Choir place at school",
                owner_name="Asha Windermoor",
                due_on="2026-09-04",
                state="open",
                done_on="",
                outcome="",
                late=True,
            ),
        ),
        "wishes": (
            WishSaid(words="I want to sleep at Eli’s house.", answer="partly", why="Day visits first.", weight=""),
            WishSaid(words="I want a cat.", answer="", why="", weight=""),
        ),
        "sections": (
            Section(heading="home", words="Her mother drinks again."),
            Section(heading="school", words="Juno is in year 9.", letter_words="You read really well."),
        ),
        "decisions": (
            DecisionMade(
                number=1,
                words="Choir place confirmed in writing.",
                words_for_child="Makes sure you have your choir place",
                owner_name="Asha Windermoor",
                owner_kind="sw",
                due_on="2026-12-18",
                carried_times=1,
            ),
        ),
        "people": (Person(name="Petra", kind="parent", presence="part", way="video", note="Left early"),),
    }
    return Content(**(told | changed))


def of_copy(copy: str = Copy.RECORD, language: str = "en", **changed: Any) -> Document:
    return document_of(content(**changed), copy, replace(ABOUT, language=language))


def letter(own: OwnWords | None = None, **changed: Any) -> Letter:
    return compose(letter_to_child(content(**changed), own or OwnWords(), PAPER, greeting="Juno"))


def enclosing(document: Document) -> Letter:
    return compose(
        letter_with_record(document, PAPER, child="Juno Thistlewick", held_on=date(2026, 11, 16), to="Petra")
    )


def test_the_document_says_what_the_record_says_in_the_order_of_the_headings() -> None:
    document = of_copy()

    assert (document.title, document.copy) == ("Juno Thistlewick: third review", "Record of review")
    assert document.signed == "Version 2, signed by Maren Oakhollow on 23 November 2026 · 4F2C 91A0"
    assert dict(document.facts) == {
        "Born": "3 August 2013",
        "Held": "16 November 2026",
        "Completed": "16 November 2026",
        "Place": "Foster home",
        "Took part": "PN1",
        "Talk alone": "10 November 2026, in person",
        "Reviewing officer": "Maren Oakhollow",
    }
    assert [part.heading for part in document.parts] == [
        "1 What became of last time’s decisions",
        "2 What Juno Thistlewick wishes, and the answer",
        "3 Home",
        "5 School and learning",
        "11 Decisions",
        "12 Who took part",
    ]
    tables = {part.heading: part.table.rows for part in document.parts if part.table}
    assert tables == {
        "1 What became of last time’s decisions": (
            ("Choir place at school", "Asha Windermoor", "4 September 2026", "Not done, late"),
        ),
        "11 Decisions": (
            (
                "1",
                "Choir place confirmed in writing. (carried over once)",
                "Asha Windermoor",
                "18 December 2026",
            ),
        ),
        "12 Who took part": (("Petra", "Parent", "There for a part, by video, Left early"),),
    }
    wishes = document.parts[1].paragraphs
    assert [(one.quote, one.strong, one.text) for one in wishes] == [
        ("“I want to sleep at Eli’s house.”", "Partly:", "Day visits first."),
        ("“I want a cat.”", "No answer yet.", ""),
    ]


def test_a_document_is_the_same_after_it_was_kept() -> None:
    document = of_copy()

    assert Document.from_json(document.as_json()) == document
    kept = enclosing(document)
    assert Letter.from_json(kept.as_json()) == kept


def test_a_copy_with_something_left_out_says_so_and_the_full_record_does_not() -> None:
    marks = (Passage(heading="home", words="Her mother drinks again.", copies=("parents",)),)

    parents, full = of_copy(Copy.PARENTS, passages=marks), of_copy(passages=marks)

    assert parents.note == "Parts of the record are left out of this copy."
    assert full.note == ""
    assert "drinks" not in str(parents.as_json())
    assert "drinks" in str(full.as_json())


def test_the_parents_copy_does_not_tell_how_the_child_took_part_and_talked() -> None:
    labels = [label for label, _ in of_copy(Copy.PARENTS).facts]

    assert labels == ["Born", "Held", "Completed", "Place", "Reviewing officer"]
    assert "Talk alone" in [label for label, _ in of_copy(Copy.COURT).facts]


def test_the_facts_are_a_heading_that_a_copy_can_leave_out() -> None:
    place = (Passage(heading="facts", words="Foster home", copies=("court",)),)
    whole = (Section(heading="facts", words="", left_out_of=("parents", "court")),)

    court, all_out = of_copy(Copy.COURT, passages=place), of_copy(Copy.PARENTS, sections=whole)

    assert (dict(court.facts)["Place"], court.note) == ("[…]", "Parts of the record are left out of this copy.")
    assert [label for label, _ in all_out.facts] == ["Held", "Completed", "Reviewing officer"]
    assert all_out.note == court.note
    assert dict(of_copy(Copy.RECORD, passages=place, sections=whole).facts)["Place"] == "Foster home"


BACKGROUND = Background(
    consulted=(
        Consulted(
            name="Petra", kind="parent", invited=True, consulted=True, asked_on="2026-10-30",
            answered_on="2026-11-04", answered_by="paper", reason_not="",
        ),
        Consulted(
            name="Magnus", kind="relative", invited=False, consulted=False, asked_on="", answered_on="",
            answered_by="", reason_not="Juno does not wish it",
        ),
    ),
    views=(
        Views(name="Petra", kind="parent", talked_on="2026-11-11", way="telephone", views="I am\nproud of her."),
    ),
    sittings=(
        SittingHeld(held_on="2026-11-16", way="in_person", about=""),
        SittingHeld(held_on="2026-11-20", way="hybrid", about="School"),
    ),
    adjourned=(
        Adjourned(adjourned_on="2026-11-16", why="papers_missing", reason="No health plan.", held_back="The move."),
    ),
    changes=(
        ChangeConsidered(words="A new school.", told_on="2026-10-01", decision="next", reason="Not urgent."),
    ),
    matters=(
        Matter(item="health", sentence="The health of the child", considered=True, note="Glasses."),
        Matter(item="savings", sentence="Savings", considered=False, note="Too young."),
    ),
    rights=(
        RightTold(right="complaint", explained=True, reason=""),
        RightTold(right="court", explained=False, reason="Too young."),
    ),
    permanence=(PlanForPermanence(plan="fostering", parallel_plan="family", note="Until she is 18."),),
)  # fmt: skip


def told_in(document: Document) -> dict[str, list[str]]:
    """The heads and texts of the headings that are shown by themselves."""
    found = {}
    for part in document.parts:
        said = [" ".join(filter(None, (one.quote, one.strong, one.text))) for one in part.paragraphs]
        found[part.heading] = said + [" | ".join(row) for row in (part.table.rows if part.table else ())]
    return {heading: lines for heading, lines in found.items() if int(heading.split()[0]) > len(WRITTEN)}


def test_the_record_holds_what_the_law_wants_recorded_each_under_its_heading() -> None:
    assert told_in(of_copy(background=BACKGROUND)) == {
        "13 Who was consulted": [
            "Petra | Parent | Invited and consulted, asked on 30 October 2026, answered on 4 November 2026, on paper",
            "Magnus | Relative | Neither invited nor consulted, Juno does not wish it",
        ],
        "14 What others said on their own": ["Petra (Parent), 11 November 2026, by telephone: I am proud of her."],
        "15 Sittings and adjournment": [
            "16 November 2026, in person",
            "20 November 2026, some in person, some by video. School",
            "Adjourned on 16 November 2026: Papers were missing. No health plan.",
            "Held back until the review was completed: The move.",
        ],
        "16 Changes that were considered": [
            "1 October 2026 | A new school. | To be considered at the next review. Not urgent."
        ],
        "17 What was considered": [
            "The health of the child | Considered | Glasses.",
            "Savings | Not considered | Too young.",
        ],
        "18 Rights that were explained": ["To complain: Explained", "To apply to a court: Not explained. Too young."],
        "19 Plan for permanence": [
            "Long-term fostering. Until she is 18.",
            "Beside it, in parallel: Family or friends.",
        ],
    }


def test_the_parents_copy_is_not_told_of_others_and_each_heading_can_be_left_out() -> None:
    left_out = (Section(heading="permanence", words="", left_out_of=("parents",)),)
    passage = (Passage(heading="matters", words="Glasses", copies=("parents",)),)

    parents = of_copy(Copy.PARENTS, background=BACKGROUND, sections=left_out, passages=passage)

    told = told_in(parents)
    assert list(told) == [
        "13 Who was consulted",
        "15 Sittings and adjournment",
        "17 What was considered",
        "18 Rights that were explained",
    ]
    assert [line.split()[0] for line in told["13 Who was consulted"]] == ["Petra"]
    assert told["17 What was considered"][0] == "The health of the child | Considered | […]."
    assert parents.note == "Parts of the record are left out of this copy."
    assert told_in(of_copy(Copy.COURT, background=BACKGROUND)) == told_in(of_copy(background=BACKGROUND))
    assert [part.heading for part in of_copy(Copy.DECISIONS, background=BACKGROUND).parts] == ["Decisions"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_whole_record_can_be_made_in_every_form(language: str) -> None:
    document = of_copy(Copy.RECORD, language, background=BACKGROUND)

    assert Document.from_json(document.as_json()) == document
    text = words_of(document_as_pdf(document).content)
    word = docx.Document(io.BytesIO(document_as_word(document)))
    for said in ("proudofher", "Glasses", "Untilsheis18"):
        assert said in text
    headings = [line.text for line in word.paragraphs if line.style and line.style.name == "Heading 2"]
    assert len(headings) == len(document.parts) == 13
    assert "proud of her" in document_as_page(document)


@pytest.mark.parametrize(
    ("chaired", "shown"),
    [
        ("no", "Asha Hill"),
        ("part", "Asha Hill, a part of it by Juno Thistlewick"),
        ("all", "Juno Thistlewick"),
        ("", None),
    ],
)
def test_a_record_says_who_reviewed_and_ran_it_then_not_now(chaired: str, shown: str | None) -> None:
    facts = dict(of_copy(officer="Asha Hill", chaired=chaired).facts)

    assert (facts["Reviewing officer"], facts.get("Run by")) == ("Asha Hill", shown)


def test_a_record_that_was_signed_before_names_whoever_signed_it() -> None:
    document = document_of(content(), Copy.RECORD, replace(ABOUT, officer="Somebody new"))

    assert dict(document.facts)["Reviewing officer"] == "Maren Oakhollow"


def test_the_decisions_alone_say_that_they_are_recommendations() -> None:
    document = of_copy(Copy.DECISIONS)

    assert [part.heading for part in document.parts] == ["Decisions"]
    assert document.parts[0].note.startswith("Decisions of a review are recommendations to the council.")
    assert [label for label, _ in document.facts] == ["Held", "Completed", "Reviewing officer"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"silent_from": "2026-11-23"}, "Not answered yet"),
        ({"silent_from": "2026-11-20"}, "Agreed by silence on 20 November 2026"),
        ({"answer": "agreed", "answered_on": "2026-11-19"}, "Agreed on 19 November 2026"),
        (
            {"answer": "disagreed", "answered_on": "2026-11-20", "silent_from": "2026-11-20", "reasons": "No money."},
            "Disagreed on 20 November 2026: No money.",
        ),
        (
            {"answer": "agreed", "answered_on": "2026-11-23", "silent_from": "2026-11-20"},
            "Agreed on 23 November 2026, after silence had counted as agreement on 20 November 2026",
        ),
    ],
)
def test_the_record_says_what_the_council_answered(given: dict[str, Any], told: str) -> None:
    decided = replace(content().decisions[0], **given)

    document = of_copy(decisions=(decided,))

    table = next(part.table for part in document.parts if part.table and part.heading.endswith("Decisions"))
    assert (table.head[-1], table.rows[0][-1]) == ("The council’s answer", told)
    assert "The council’s answer" in document_as_page(document)
    assert told.split()[0] in words_of(document_as_pdf(document).content)


def test_while_nothing_is_known_of_an_answer_the_record_has_no_column_for_it() -> None:
    table = next(part.table for part in of_copy().parts if part.table and part.heading.endswith("Decisions"))

    assert table.head == ("No.", "Decision", "Who does it", "By")


def test_what_is_not_signed_says_so() -> None:
    document = document_of(content(), Copy.RECORD, replace(ABOUT, signature=Signature()))

    assert (document.mark, document.signed) == ("Draft: this record has not been signed yet.", "Not signed")


def test_both_languages_have_the_same_words() -> None:
    def shape(told: Any) -> Any:
        return {key: shape(part) for key, part in told.items()} if isinstance(told, dict) else type(told)

    assert shape(words_in("en")) == shape(words_in("cy"))
    assert set(words_in("en")["headings"]) == set(Heading.values)
    assert set(words_in("en")["letter"]["headings"]) == set(WRITTEN)
    assert set(words_in("en")["copies"]) == set(Copy.values)


@pytest.mark.parametrize("copy", list(Copy))
@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_copy_is_tagged_for_those_who_hear_it(copy: str, language: str) -> None:
    document = of_copy(copy, language)

    reader = read(document_as_pdf(document).content)

    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == f"{language}-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (document.title, "Anyshire")
    tags = [element["/S"] for element in elements(reader)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(document.parts)
    tables = [part for part in document.parts if part.table]
    assert tags.count("/Table") == len(tables)
    assert tags.count("/TH") == sum(len(part.table.head) for part in tables if part.table)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert document_as_pdf(of_copy()).fingerprint == document_as_pdf(of_copy()).fingerprint


def test_words_are_never_markup() -> None:
    document = of_copy(sections=(Section(heading="home", words=HOSTILE),), place=HOSTILE)

    assert words_of(document_as_pdf(document).content).count(plain(HOSTILE)) == 2
    for page in (str(document_as_fragment(document)), document_as_page(document)):
        assert "<script" not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; {greeting} {{ 7*7 }}") == 2


def test_a_letter_carries_the_copy_behind_it_in_one_document() -> None:
    made = enclosing(of_copy(Copy.PARENTS))

    reader = read(as_pdf(made, pictures={}).content)

    assert len(reader.pages) == 2
    assert [element["/S"] for element in elements(reader)].count("/H1") == 1
    assert plain("Dear Petra,") in plain(reader.pages[0].extract_text())
    assert plain("Record of review: parents’ copy") in plain(reader.pages[1].extract_text())
    assert "drinks" not in as_text(made)
    assert "Her mother drinks again." in as_fragment(made, pictures={})


def test_printed_letters_count_the_pages_of_what_they_carry() -> None:
    batch = as_one_pdf(
        [enclosing(of_copy()), letter()],
        cover=Cover(
            title="Letters to print",
            council="Anyshire",
            sentence="2 letters, in this order.",
            head=("Number", "To", "Address", "Pages"),
            rows=(("1", "Petra", "Here"), ("2", "Juno", "There")),
            day=DAY,
        ),
        pictures={},
        double_sided=True,
    )

    reader = read(batch.content)
    assert len(reader.pages) == 7  # cover, blank, letter, blank, record, blank, letter
    assert plain("1PetraHere2") in plain(reader.pages[0].extract_text())


def test_the_letter_speaks_to_the_child() -> None:
    made = letter(OwnWords(opening="Thank you for your review.", closing="Ring me."))

    assert made.salutation == "Dear Juno,"
    assert [(block.kind, block.text, block.items) for block in made.blocks] == [
        ("paragraph", "Thank you for your review.", ()),
        ("heading", "What happened since last time", ()),
        ("list", "", ("Asha Windermoor: Choir place at school. Not done yet.",)),
        ("heading", "What you asked for", ()),
        ("paragraph", "“I want to sleep at Eli’s house.” Partly. Day visits first.", ()),
        ("paragraph", "“I want a cat.” There is no answer yet. I will tell you.", ()),
        ("heading", "School", ()),
        ("paragraph", "You read really well.", ()),
        ("heading", "Who does what", ()),
        (
            "list",
            "",
            ("Asha Windermoor: Makes sure you have your choir place, by 18 December 2026.",),
        ),
        ("paragraph", "Ring me.", ()),
    ]
    assert made.subject == "A letter from Maren"


def test_the_letter_of_a_young_child_has_pictures() -> None:
    made = letter(OwnWords(pictures=True))

    assert (made.template, made.size) == ("review-letter-child-young", "young")
    panels = [(block.text, block.picture) for block in made.blocks if block.kind == "panel"]
    assert panels == [
        ("What happened since last time", "smile"),
        ("What you asked for", "speak"),
        ("School", "smile"),
        ("Who does what", "list"),
    ]
    assert len(read(as_pdf(made, pictures={}).content).pages) == 1


def test_a_welsh_letter_is_marked_until_somebody_has_checked_it() -> None:
    draft, checked = letter(OwnWords(language="cy")), letter(OwnWords(language="cy", checked=True))

    assert draft.mark != ""
    assert checked.mark == ""
    assert [block.text for block in checked.blocks if block.kind == "heading"] == [
        "Beth ddigwyddodd ers y tro diwethaf",
        "Beth ofynnoch chi amdano",
        "Ysgol",
        "Pwy fydd yn gwneud beth",
    ]


EARLIER = content().earlier[0]


def test_the_letter_says_what_became_of_last_time_in_words_for_the_child() -> None:
    rows = (
        replace(EARLIER, state="done", done_on="2026-09-01", words_for_child="Finds you a choir"),
        replace(EARLIER, state="dropped", outcome="The choir has closed.", words_for_child="Buys a piano."),
        replace(EARLIER, state="carried"),
    )
    sections = (Section(heading="last_decisions", words="", letter_words="I am sorry about the piano."),)

    made = letter(earlier=rows, sections=sections)
    hidden = letter(earlier=rows, sections=(replace(sections[0], left_out_of=("letter",)),))

    assert [(block.kind, block.text, block.items) for block in made.blocks[1:4]] == [
        ("heading", "What happened since last time", ()),
        (
            "list",
            "",
            (
                "Asha Windermoor: Finds you a choir. Done.",
                "Asha Windermoor: Buys a piano. This will not happen. The choir has closed.",
                "Asha Windermoor: Choir place at school. Not done yet. It is in the new list.",
            ),
        ),
        ("paragraph", "I am sorry about the piano.", ()),
    ]
    assert hidden.blocks[1].text == "What you asked for"


def test_decisions_without_words_for_the_child_are_named() -> None:
    rows = (replace(EARLIER, words_for_child="Finds you a choir"), replace(EARLIER, words="A piano\nat home"))
    plain = replace(content().decisions[0], words_for_child=" ")

    assert without_words_for_child(content(earlier=rows, decisions=(*content().decisions, plain))) == (
        "A piano at home",
        "Choir place confirmed in writing.",
    )


@pytest.mark.parametrize(("born", "young"), [(date(2015, 11, 24), True), (date(2015, 11, 23), False), (None, False)])
def test_the_age_chooses_pictures_unless_somebody_does(born: date | None, young: bool) -> None:
    assert is_young(born, on=DAY) is young


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_word_file_has_real_headings_table_heads_and_a_language(language: str) -> None:
    document = of_copy(Copy.RECORD, language)

    made = docx.Document(io.BytesIO(document_as_word(document)))

    assert made.core_properties.title == document.title
    assert made.core_properties.language == f"{language}-GB"
    headings = [line.text for line in made.paragraphs if line.style and line.style.name == "Heading 2"]
    assert headings == [part.heading for part in document.parts]
    assert [line.text for line in made.paragraphs if line.style and line.style.name == "Heading 1"] == [document.title]
    assert len(made.tables) == 3
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in made.tables)
    assert f'w:lang w:val="{language}-GB"' in made.styles["Normal"].element.xml
    assert [cell.text for cell in made.tables[1].rows[1].cells][2] == "Asha Windermoor"


def test_the_letter_is_a_word_file_too() -> None:
    made = docx.Document(io.BytesIO(letter_as_word(letter())))

    texts = [line.text for line in made.paragraphs]
    assert "Dear Juno," in texts
    assert "“I want to sleep at Eli’s house.” Partly. Day visits first." in texts


@pytest.mark.parametrize("language", ["en", "cy"])
def test_why_another_iro_signed_stands_in_the_full_record_alone(language: str) -> None:
    signature = replace(SIGNED, who="Asha Hill", why_another="Maren Oakhollow has left.")
    about = replace(ABOUT, signature=signature, language=language)

    full = document_of(content(), Copy.RECORD, about)

    label = {
        "en": "Signed in place of the IRO who held the review",
        "cy": "Llofnodwyd yn lle’r IRO a gynhaliodd yr adolygiad",
    }[language]
    assert full.facts[-1] == (label, "Asha Hill: Maren Oakhollow has left.")
    word = docx.Document(io.BytesIO(document_as_word(full)))
    assert plain("Maren Oakhollow has left.") in words_of(document_as_pdf(full).content)
    assert "Maren Oakhollow has left." in document_as_page(full)
    assert f"{label}: Asha Hill: Maren Oakhollow has left." in [line.text for line in word.paragraphs]
    for copy in (Copy.PARENTS, Copy.COURT, Copy.DECISIONS):
        assert "has left" not in str(document_of(content(), copy, about).as_json())
    assert label not in dict(document_of(content(), Copy.RECORD, replace(ABOUT, language=language)).facts)
