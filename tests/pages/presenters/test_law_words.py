"""Words of the law in the language of the page."""

from datetime import date

import pytest
from django.utils import translation

from heard.law import ImpossibleFacts, Nation
from heard.law.care_facts import SENTENCES, CareFacts, Sitting, require_possible
from heard.law.independence import assess
from heard.pages.presenters import law_words

STARTED = date(2026, 11, 2)


@pytest.mark.parametrize("words", SENTENCES)
def test_every_note_of_contradicting_facts_is_told_in_welsh_with_its_days(words: str) -> None:
    named = dict.fromkeys(("ceased", "started", "born", "held", "last", "completed", "day", "ended"), "9 January 2024")
    note = words % named

    with translation.override("cy"):
        told = law_words.noted(note)

    assert "9 Ionawr 2024" in told
    assert "January" not in told
    with translation.override("en"):
        assert law_words.noted(note) == note


def test_the_note_that_the_law_gives_is_found_again() -> None:
    held = date(2026, 12, 1)
    facts = CareFacts(nation=Nation.WALES, started_on=STARTED)
    with pytest.raises(ImpossibleFacts) as found:
        require_possible(facts, [Sitting(held), Sitting(held)], None)

    with translation.override("cy"):
        assert law_words.noted(str(found.value)) == "Mae dau adolygiad wedi’u cofnodi ar 1 Rhagfyr 2026. Cadwch un."


def test_a_lapsed_registration_is_told_with_its_day_and_the_registers() -> None:
    lapse = assess(Nation.WALES, on=STARTED, involvements=(), registrations=())[0]

    with translation.override("cy"):
        assert law_words.noted(lapse.sentence) == (
            "Nid oes gan y person hwn gofrestriad dilys ar 2 Tachwedd 2026 gyda Social Work England neu "
            "Social Care Wales neu Scottish Social Services Council neu Northern Ireland Social Care Council."
        )
    assert law_words.noted(lapse.sentence) == lapse.sentence


def test_another_note_and_none_stay_as_they_are() -> None:
    with translation.override("cy"):
        assert law_words.noted("Typed by somebody.") == "Typed by somebody."
        assert law_words.noted("") == ""
