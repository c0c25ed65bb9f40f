"""What a record says, and what each copy of it leaves out."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.reviews.models import Copy, PrivateTalk, RecordOfReview
from heard.reviews.record.content import Content, Passage, content_of, for_copy
from heard.reviews.record.letters import letter_fingerprint
from heard.reviews.record.passages import LEFT_OUT
from tests.factories import AnswerFactory, IssuedFactory, ReviewFactory, UserFactory
from tests.factories.records import HOME, SCHOOL, SCHOOL_IN_LETTER, SECRET, SHARED, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(anyshire):
    review = ReviewFactory.create(held=True, authority=anyshire, period__child__authority=anyshire)
    written(review, UserFactory.create(authority=anyshire, iro=True))
    return review


def marked(content: Content, heading: str, words: str, *copies: str) -> Content:
    return replace(content, passages=(*content.passages, Passage(heading=heading, words=words, copies=copies)))


def test_the_content_is_the_same_after_it_was_kept(review):
    content = content_of(review)

    assert Content.from_json(content.as_json()) == content
    assert (content.number, content.participation_code, content.talked_on) == (1, "PN1", "2026-11-10")
    assert [section.heading for section in content.sections] == ["home", "school"]
    assert [decision.number for decision in content.decisions] == [1, 2]


def test_no_word_of_the_private_talk_is_read(review):
    with CaptureQueriesContext(connection) as captured:
        told = str(content_of(review).as_json())

    assert PrivateTalk.objects.get(review=review).note.words == SECRET
    assert SECRET not in told
    assert SHARED not in told
    assert "privatenote" not in " ".join(query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("decisions", [0, 30])
def test_a_record_is_read_in_eighteen_queries_whatever_it_holds(review, decisions):
    for number in range(3, 3 + decisions):
        review.decisions.create(
            authority_id=review.authority_id,
            child=review.child,
            number=number,
            words="Something",
            owner_kind="sw",
            owner_name="Asha",
            due_on=date(2026, 12, 18),
        )

    with CaptureQueriesContext(connection) as captured:
        content = content_of(review)

    assert len(content.decisions) == 2 + decisions
    assert len(captured.captured_queries) == 18


def test_the_full_record_leaves_out_nothing_but_the_words_of_the_letter(review):
    content = marked(content_of(review), "home", "His mother drinks again.", "parents")

    full = for_copy(content, Copy.RECORD)

    assert [section.words for section in full.sections] == [HOME, SCHOOL]
    assert [section.letter_words for section in full.sections] == ["", ""]
    assert full.left_out == 0


def test_a_copy_leaves_out_the_passage_and_says_that_something_is_missing(review):
    content = marked(content_of(review), "home", "His mother drinks again.", "parents")

    parents = for_copy(content, Copy.PARENTS)

    assert parents.sections[0].words == f"Teo is settled with Grace. {LEFT_OUT}"
    assert "drinks" not in str(parents.as_json())
    assert parents.left_out == 1
    assert for_copy(content, Copy.COURT).sections[0].words == HOME


@pytest.mark.parametrize("order", [1, -1], ids=["first", "last"])
def test_of_two_marks_that_share_words_neither_leaves_a_rest(review, order):
    marks = ["settled with Grace. His mother", "His mother drinks again."][::order]
    content = content_of(review)
    for words in marks:
        content = marked(content, "home", words, "parents")

    parents = for_copy(content, Copy.PARENTS)

    assert parents.sections[0].words == f"Teo is {LEFT_OUT}"
    assert parents.left_out == 2


def test_a_wish_goes_whole_though_it_was_marked_in_two_parts(review):
    content = marked(marked(content_of(review), "wishes", "I want", "parents"), "wishes", "to see Biscuit.", "parents")

    assert for_copy(content, Copy.PARENTS).wishes == ()


@pytest.mark.parametrize(
    ("heading", "words", "held"),
    [
        pytest.param("wishes", "I want to see Biscuit.", "wishes", id="a wish goes whole"),
        pytest.param("decisions", "Maths help at lunchtime.", "decisions", id="a decision goes whole"),
        pytest.param("took_part", "Petra Marblecroft", "people", id="a person goes whole"),
    ],
)
def test_what_is_shown_under_a_heading_can_be_left_out_too(review, heading, words, held):
    content = marked(content_of(review), heading, words, "parents")

    parents = for_copy(content, Copy.PARENTS)

    assert words not in str(parents.as_json())
    assert len(getattr(parents, held)) == len(getattr(content, held)) - 1


@pytest.mark.parametrize(
    ("heading", "held"), [("wishes", "wishes"), ("decisions", "decisions"), ("took_part", "people")]
)
def test_a_heading_that_is_left_out_goes_with_all_that_is_shown_under_it(review, heading, held):
    review.record.sections.create(
        authority_id=review.authority_id,
        heading=heading,
        left_out_of=["court"],
        reason_left_out="Not for the court",
        saved_by=UserFactory.create(authority=review.authority),
    )
    content = content_of(review)

    court = for_copy(content, Copy.COURT)

    assert getattr(content, held) != ()
    assert getattr(court, held) == ()
    assert court.left_out == 1
    assert getattr(for_copy(content, Copy.PARENTS), held) == getattr(content, held)


def test_the_decisions_only_copy_holds_the_decisions_and_nothing_of_the_child_but_the_name(review):
    only = for_copy(content_of(review), Copy.DECISIONS)

    assert (only.child_name, only.born_on, only.place, only.participation_code) == (review.child.shown_name, "", "", "")
    assert (only.talk_outcome, only.sections, only.wishes, only.people, only.earlier) == ("", (), (), (), ())
    assert [decision.number for decision in only.decisions] == [1, 2]


def test_the_letter_holds_its_own_words(review):
    letter = for_copy(content_of(review), Copy.LETTER)

    assert [section.letter_words for section in letter.sections] == ["", SCHOOL_IN_LETTER]


def test_a_passage_that_was_changed_since_is_known_to_be_gone(review):
    content = marked(content_of(review), "home", "His mother drinks.", "parents")

    assert [passage.words for passage in content.gone] == ["His mother drinks."]
    assert marked(content_of(review), "home", "His mother drinks again.", "parents").gone == ()


def test_a_decision_carries_the_answer_of_the_council_and_the_day_from_which_silence_counts(review):
    before = content_of(review)
    issued = IssuedFactory.create(review=review, received_on=None)
    agreed, refused = review.decisions.order_by("number")
    AnswerFactory.create(decision=agreed)
    AnswerFactory.create(decision=refused, disagreed=True)
    not_received = content_of(review)
    issued.received_on = date(2026, 11, 18)
    issued.save()

    after = content_of(review)

    assert [(one.answer, one.reasons, one.answered_on, one.silent_from) for one in after.decisions] == [
        ("agreed", "", "2026-11-20", "2026-11-25"),
        ("disagreed", "There is no money for it.", "2026-11-20", "2026-11-25"),
    ]
    assert {one.silent_from for one in not_received.decisions} == {""}
    assert Content.from_json(after.as_json()) == after
    assert "answer" not in before.as_json()["decisions"][0]  # as a record that was signed before


def test_the_reasons_of_the_council_can_be_left_out_of_a_copy(review):
    IssuedFactory.create(review=review)
    AnswerFactory.create(decision=review.decisions.first(), disagreed=True)

    content = marked(content_of(review), "decisions", "no money", "parents")

    assert for_copy(content, Copy.PARENTS).decisions[0].reasons == f"There is {LEFT_OUT} for it."


def test_a_letter_that_was_checked_is_checked_again_after_a_refusal_and_not_after_a_yes(review):
    record = RecordOfReview.objects.get(review=review)
    IssuedFactory.create(review=review)
    before = letter_fingerprint(record, content_of(review))
    agreed, refused = review.decisions.order_by("number")

    AnswerFactory.create(decision=agreed)
    after_a_yes = letter_fingerprint(record, content_of(review))
    AnswerFactory.create(decision=refused, disagreed=True)

    assert after_a_yes == before
    assert letter_fingerprint(record, content_of(review)) != before
