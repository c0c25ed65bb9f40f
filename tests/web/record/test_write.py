"""Writing the record, and what the browser saves by itself."""

from datetime import date

import pytest

from heard.common import scope
from heard.reviews.models import RecordSection, ReviewSettings
from tests.factories import UserFactory
from tests.factories.records import HOME, SCHOOL, SCHOOL_IN_LETTER, SECRET, SHARED
from tests.web.visits import queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


def page(review):
    return f"/reviews/{review.pk}/record/"


def autosave(user, review, heading="home", words_="Teo is settled.", letter="", version="1"):
    data = {"heading": heading, f"words-{heading}": words_, f"letter-{heading}": letter, f"version-{heading}": version}
    with scope.within(scope.NOBODY):
        return visitor(user).post(f"{page(review)}save/", data, headers={"HX-Request": "true"})


def test_shows_every_heading_with_its_state_and_the_letter_beside_it(review, iro):
    answer = visit(iro, page(review))

    html, read = answer.content.decode(), words(answer)
    assert answer.status_code == 200
    assert "Record of review and letter to Teo" in read
    assert [read.count(text) for text in (HOME, "Maths is hard;", SHARED)] == [1, 1, 1]
    assert "I want to see Biscuit." in read
    assert "Asha Windermoor, by 18 December 2026" in read
    assert SCHOOL_IN_LETTER in html[html.index('id="letter-now"') :]
    assert SCHOOL.splitlines()[0] not in html[html.index('id="letter-now"') :]
    assert [html.count(f">{state}:</span>") for state in ("written", "begun", "empty")] == [4, 1, 7]


def test_no_word_of_the_private_talk_that_was_not_shared_is_on_the_page(review, iro):
    answer = visit(iro, page(review))

    assert SHARED in words(answer)
    assert SECRET not in answer.content.decode()


def test_what_was_shared_with_some_alone_is_not_proposed(review, iro):
    talk = review.private_talks.get()
    talk.shared_with = ["carers"]
    talk.save()

    assert SHARED not in words(visit(iro, page(review)))


def test_the_page_takes_a_fixed_number_of_queries(review, iro):
    before = queries(iro, page(review))
    for number in range(3, 30):
        review.decisions.create(
            authority_id=review.authority_id,
            child=review.child,
            number=number,
            words="Something",
            owner_kind="sw",
            owner_name="Asha",
            due_on="2026-12-18",
        )

    assert queries(iro, page(review)) == before
    assert before <= 45


def test_saves_without_scripts_by_the_button(review, iro):
    answer = send(
        iro, page(review), **{"words-home": "Teo is well.", "letter-home": "You are well.", "version-home": "1"}
    )

    assert (answer.status_code, answer["Location"]) == (302, page(review))
    section = RecordSection.objects.get(heading="home")
    assert (section.words, section.letter_words, section.version, section.saved_by) == (
        "Teo is well.",
        "You are well.",
        2,
        iro,
    )


def test_saves_one_heading_by_itself_and_answers_with_what_changed(review, iro):
    answer = autosave(iro, review, letter="You are at home with Grace.")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert ", version 2" in html
    assert 'name="version-home" id="version-home" value="2"' in html
    assert "You are at home with Grace." in html[html.index('id="letter-now"') :]
    assert answer["HX-Trigger"] == '{"heard:saved": {"heading": "home"}}'
    assert RecordSection.objects.get(heading="home").words == "Teo is settled."


def test_two_who_write_at_once_see_both_texts_and_nothing_is_lost(review, iro, anyshire):
    autosave(UserFactory.create(authority=anyshire, manager=True, name="Ifeoma Brightwater"), review, words_="Hers.")

    alone = autosave(iro, review, words_="His.", version="1")
    whole = send(iro, page(review), **{"words-home": "His.", "letter-home": "", "version-home": "1"})

    assert "Ifeoma Brightwater saved this heading at" in alone.content.decode()
    assert "HX-Trigger" not in alone.headers
    assert RecordSection.objects.get(heading="home").words == "Hers."
    read, html = words(whole), whole.content.decode()
    assert "Ifeoma Brightwater saved this heading at" in read
    assert "Hers." in read
    assert ">His.</textarea>" in html
    assert 'name="version-home" id="version-home" value="2"' in html  # the next save is theirs to decide
    again = send(iro, page(review), **{"words-home": "Hers. His.", "letter-home": "", "version-home": "2"})
    assert again.status_code == 302
    assert RecordSection.objects.get(heading="home").words == "Hers. His."


@pytest.mark.parametrize("heading", ["", "notes"])
def test_refuses_a_heading_that_is_not_of_the_record(review, iro, heading):
    answer = autosave(iro, review, heading=heading)

    assert (answer.status_code, answer.content) == (400, b"This heading is not part of the record.")


def test_a_browser_whose_sign_in_ran_out_is_told_so_and_shown_no_sign_in_form(review):
    from django.test import Client

    with scope.within(scope.NOBODY):
        answer = Client().post(f"{page(review)}save/", {"heading": "home"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (401, b"")


def test_a_review_that_was_not_held_has_no_record_yet(booked, iro):
    answer = visit(iro, page(booked))

    assert (answer.status_code, answer["Location"]) == (302, f"/children/{booked.child_id}/reviews/")
    assert not RecordSection.objects.exists()


@pytest.mark.parametrize("role", ["business_support", "social_worker", "inspector"])
def test_who_does_not_record_reviews_is_refused(review, anyshire, role):
    assert visit(UserFactory.create(authority=anyshire, roles=[role]), page(review)).status_code == 403


def test_in_wales_no_clock_is_shown(sir_unrhyw):
    from tests.factories import ReviewFactory

    iro = UserFactory.create(authority=sir_unrhyw, iro=True)
    review = ReviewFactory.create(held=True, authority=sir_unrhyw, period__child__authority=sir_unrhyw)

    assert "No limit in Welsh law for decisions, record and sending." in words(visit(iro, page(review)))


def test_in_wales_a_limit_of_the_councils_own_is_shown_as_its_own(sir_unrhyw):
    from tests.factories import ReviewFactory

    iro = UserFactory.create(authority=sir_unrhyw, iro=True)
    review = ReviewFactory.create(
        held=True, held_on=date(2026, 11, 16), authority=sir_unrhyw, period__child__authority=sir_unrhyw
    )
    ReviewSettings.objects.create(authority=sir_unrhyw, local_limits={"post-record-15wd": 10})

    told = words(visit(iro, page(review)))

    assert "Decisions No limit in Welsh law" in told
    assert "Record 5 working days left Mon 30 Nov" in told
    assert "The council’s own limit. No law and no guidance counts days." in told
    assert "Sent out No limit in Welsh law" in told


def test_decisions_that_nobody_wrote_for_the_child_are_named_beside_the_letter(review, iro):
    plain = words(visit(iro, page(review)))
    welsh = words(visit(iro, page(review), letter="cy"))
    review.decisions.update(words_for_child="Helps you with maths")

    warning = "in the words of the record, as nobody wrote them for the child: Maths help at lunchtime."
    assert warning in plain
    assert "in the English words of the record: Maths help at lunchtime." in welsh
    assert "as nobody wrote them for the child" not in words(visit(iro, page(review)))


def test_the_letter_can_be_looked_at_in_welsh_where_no_hint_exists(review, iro):
    answer = visit(iro, page(review), letter="cy")

    assert "Annwyl Teo," in words(answer)
    assert "There is no reading-age hint for Welsh" in words(answer)
