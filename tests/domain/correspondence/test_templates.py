from dataclasses import replace
from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.correspondence.compose import Letterhead, Officer, compose
from heard.correspondence.letter import Letter, as_text
from heard.correspondence.templates import LetterIncomplete, NoSuchLetter, Template, catalogue, fill, template
from tests.factories.correspondence import order

GIVEN = {
    "greeting", "reader", "officer", "officer_first", "officer_words", "telephone", "email", "photo", "council",
    "service", "england", "wales", "child", "local_id", "appointed_on", "previous_officer", "last_day", "change_reason",
    "meeting_on", "next_officer", "own_words", "review_due_on", "court_case",
    "review_on", "review_at", "place", "was_on", "invited", "consulted", "papers_by", "held_on", "own_opening",
    "own_closing", "manager", "answer_by", "good_practice", "concern",
    "began_on", "begins", "goes_on",
    "asked_by", "council_asks_by", "usual_by", "limit_passed", "copied", "spoken", "for_child", "reference",
}  # fmt: skip
VERSIONS = [pytest.param(one, id=f"{one.key} {one.version}") for versions in catalogue().values() for one in versions]
WELSH_COUNCIL = Letterhead(council="Sir Unrhyw", nation="wales", service="Gwasanaeth adolygu")


def test_every_change_of_an_iro_and_every_review_has_its_letters() -> None:
    assert {key for key in catalogue() if key.startswith(("review-letter-", "review-record"))} == {
        "review-letter-child-young",
        "review-letter-child-older",
        "review-record",
    }
    assert {key for key in catalogue() if key.startswith(("iro-", "goodbye-"))} == {
        *(f"iro-{what}-{who}" for what in ("named", "changed") for who in ("parent", "social-worker", "legal")),
        *(f"{what}-child-{age}" for what in ("iro-named", "iro-changed", "goodbye") for age in ("young", "older")),
    }


@pytest.mark.parametrize("one", VERSIONS)
def test_a_letter_asks_only_for_what_is_given(one: Template) -> None:
    assert {place.removesuffix("_softly") for place in one.words["en"].places | one.words["cy"].places} <= GIVEN


@pytest.mark.parametrize("one", VERSIONS)
def test_both_languages_say_the_same_parts(one: Template) -> None:
    shape = {
        language: [
            (sorted(set(part) - {"when", "unless"}), part.get("when"), part.get("unless"), part.get("picture"))
            for part in words.blocks
        ]
        for language, words in one.words.items()
    }

    assert shape["en"] == shape["cy"]
    assert one.words["en"].places == {place.removesuffix("_softly") for place in one.words["cy"].places}


@pytest.mark.parametrize("one", VERSIONS)
def test_welsh_is_a_draft_and_english_is_not(one: Template) -> None:
    assert (one.words["en"].draft, one.words["cy"].draft) == (False, True)


def test_versions_are_numbered_from_one() -> None:
    for versions in catalogue().values():
        assert [one.version for one in versions] == list(range(1, len(versions) + 1))


def test_a_letter_to_an_older_child_says_who_and_how_to_reach_them() -> None:
    letter = compose(order(address=("Teo Marblecroft", "12 Pretend Lane")))

    assert (letter.title, letter.salutation, letter.sign, letter.size) == (
        "Maren Oakhollow is your independent reviewing officer", "Dear Teo,", "Maren", "older",
    )  # fmt: skip
    assert (letter.subject, letter.reader) == ("A letter from Maren", "Private: for Teo Marblecroft")
    assert letter.dated == "Friday 6 November 2026"
    card = letter.blocks[1]
    assert (card.kind, card.text, card.items) == ("officer", "Maren Oakhollow", ("Telephone: 07700 900 142",))


@pytest.mark.parametrize("key", [key for key in catalogue() if "child" in key])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_child_always_reads_of_advocacy_and_complaints(key: str, language: str) -> None:
    bare = compose(order(key, language=language))
    head = Letterhead(
        council="Anyshire", nation="england", service="Reviewing", advocacy="Voices 0800 1", complaints="01632 960 142"
    )
    told = compose(order(key, language=language, letterhead=head))

    assert [len(bare.foot), len(told.foot)] == [2, 2]
    assert ("Voices 0800 1" in told.foot[0], "01632 960 142" in told.foot[1]) == (True, True)


@pytest.mark.parametrize(
    ("nation", "act"),
    [
        ("england", "section 25A of the Children Act 1989"),
        ("wales", "section 99 of the Social Services and Well-being"),
    ],
)
def test_the_law_named_is_that_of_the_nation(nation: str, act: str) -> None:
    head = Letterhead(council="Anyshire", nation=nation, service="Reviewing")

    letters = {key: as_text(compose(order(key, letterhead=head))) for key in catalogue() if "child" not in key}

    citing = {key for key in letters if key.startswith("iro-") and key != "iro-changed-parent"}
    citing |= {"review-invite-professional"}
    assert {key for key, text in letters.items() if act in text} == citing
    assert {
        text.count("Children Act") + text.count("Well-being") for key, text in letters.items() if key in citing
    } == {1}


def test_a_welsh_letter_is_marked_until_somebody_has_checked_it() -> None:
    asked = order(language="cy", letterhead=WELSH_COUNCIL)

    draft, checked = compose(asked), compose(replace(asked, checked=True))

    assert draft.mark == "Drafft: nid yw’r cyfieithiad hwn wedi’i wirio eto."
    assert checked.mark == ""
    assert (draft.other_language, draft.other_words) == ("en", "This letter is also available in English.")


@pytest.mark.parametrize(
    ("language", "called", "shown"),
    [
        ("en", "Independent reviewing service", "Independent reviewing service"),
        ("cy", "Independent reviewing service", "Gwasanaeth adolygu annibynnol"),
        ("cy", "Gwasanaeth adolygu", "Gwasanaeth adolygu"),
    ],
)
def test_the_service_is_named_in_the_language_of_the_letter(language: str, called: str, shown: str) -> None:
    letter = compose(order(language=language, letterhead=replace(WELSH_COUNCIL, service=called)))

    assert letter.service == shown


def test_a_date_stands_in_the_words_of_the_letter() -> None:
    facts = {"meeting_on": date(2026, 12, 4)}

    english = as_text(compose(order(facts=facts)))
    welsh = as_text(compose(order(facts=facts, language="cy")))

    assert "meet you on Friday 4 December 2026." in english
    assert "â chi ar ddydd Gwener 4 Rhagfyr 2026." in welsh


def test_a_letter_without_what_it_must_say_is_refused() -> None:
    with pytest.raises(LetterIncomplete, match="cannot be written without previous officer"):
        compose(order("iro-changed-parent", facts={"child": "Teo", "appointed_on": date(2026, 11, 5)}))


def test_an_unknown_letter_or_version_is_refused() -> None:
    with pytest.raises(NoSuchLetter, match="no letter called farewell"):
        template("farewell")
    with pytest.raises(NoSuchLetter, match="in version 99"):
        template("goodbye-child-older", version=99)


def test_lines_without_a_value_are_left_out() -> None:
    letter = compose(order("iro-named-legal", officer=Officer(name="Maren Oakhollow", first_name="Maren")))

    rows = next(block.rows for block in letter.blocks if block.kind == "facts")
    assert rows == (
        ("Child", "Teo Marblecroft"),
        ("Case number", "4711"),
        ("Independent reviewing officer", "Maren Oakhollow"),
        ("Appointed on", "Thursday 5 November 2026"),
    )


def test_what_a_fact_holds_is_not_filled_again() -> None:
    assert fill("Dear {greeting}", {"greeting": "{officer}", "officer": "Maren"}) == "Dear {officer}"


@given(st.text(min_size=1).filter(lambda text: any(char in ascii_lowercase for char in text)))
def test_a_letter_is_read_back_as_it_was_kept(words: str) -> None:
    letter = compose(order(greeting=words, facts={"meeting_on": words}))

    assert Letter.from_json(letter.as_json()) == letter
    assert not any(char in letter.salutation for char in "\r\n\t\0\u202e")
