"""The record of a review with something under each heading, as the tests of records, letters and copies need it."""

from datetime import date
from typing import Any

from heard.accounts.models import User
from heard.children.models import Party
from heard.reviews.models import (
    PrivateNote,
    PrivateTalk,
    RecordOfReview,
    RecordSection,
    Review,
    ReviewDecision,
    TakingPart,
    Wish,
)
from tests.factories.children import PartyFactory

SECRET = "Said in private and for nobody else"
SHARED = "I like my room."
SCHOOL = "Teo is in year 5. Attendance is 96%.\nMaths is hard; he asked for help at lunchtime."
SCHOOL_IN_LETTER = "Your teacher told us that you read really well."
HOME = "Teo is settled with Grace. His mother drinks again."


def written(review: Review, by: User) -> RecordOfReview:
    """This will write two headings, a wish with its answer, two decisions, who took part, and a private talk."""
    owned: dict[str, Any] = {"authority_id": review.authority_id}
    record = RecordOfReview.objects.create(review=review, started_on=review.held_on or date(2026, 11, 16), **owned)
    for heading, words, letter in (("home", HOME, ""), ("school", SCHOOL, SCHOOL_IN_LETTER)):
        RecordSection.objects.create(
            record=record, heading=heading, words=words, letter_words=letter, saved_by=by, **owned
        )
    wish = Wish.objects.create(
        review=review,
        place=1,
        words="I want to see Biscuit.",
        came_by="review",
        answer="partly",
        why="Uncle Ferdy brings him every second Saturday.",
        **owned,
    )
    for number, words, words_for_child, owner in (
        (1, "Uncle Ferdy to be asked to bring the dog.", "Asks Uncle Ferdy to bring Biscuit", "Asha Windermoor"),
        (2, "Maths help at lunchtime.", "", "Fellgate School"),
    ):
        ReviewDecision.objects.create(
            review=review,
            child=review.child,
            number=number,
            words=words,
            words_for_child=words_for_child,
            wish=wish if number == 1 else None,
            owner_kind="sw" if number == 1 else "school",
            owner_name=owner,
            due_on=date(2026, 12, 18),
            **owned,
        )
    talk = PrivateTalk.objects.create(
        review=review,
        outcome="before",
        talked_on=date(2026, 11, 10),
        way="in_person",
        shared=SHARED,
        shared_with=["everybody"],
        recorded_by=by,
        **owned,
    )
    PrivateNote.objects.create(talk=talk, words=SECRET, written_by=by, **owned)
    TakingPart.objects.create(review=review, party=mother_of(review), presence="whole", way="in_person", **owned)
    return record


def mother_of(review: Review) -> Party:
    """This will give the mother among the people of the child, made if there is none."""
    found = Party.objects.filter(child_id=review.child_id, kind="parent").first()
    return found or PartyFactory.create(child=review.child)
