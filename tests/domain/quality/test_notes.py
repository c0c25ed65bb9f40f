"""The quality note after a review: kept as a draft, sent once, read by those whom it is for."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.correspondence.models import Message
from heard.correspondence.quality_notes import send_note
from heard.quality import note_actions as actions
from heard.quality.models import QualityAnswer, QualityNote
from heard.quality.note_actions import Judged, Written, issue_note, write_note
from heard.quality.queries import note_of, readable_note
from heard.reviews.access import ReviewNotHeld
from tests.factories import TODAY, RelationshipFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL_YES = {question: Judged(answer="yes") for question in QualityAnswer.Question.values}
FULL = Written(
    answers=ALL_YES | {"health": Judged(answer="partly", words=" The dentist is owed. ")},
    good_practice="Asha brought Teo’s own drawing.",
    concern="The plan names no permanence.",
)


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire):
    return ReviewFactory.create(period__child__authority=anyshire, held=True)


@pytest.fixture
def asha(review):
    return RelationshipFactory.create(child=review.child, user__name="Asha Windermoor").user


@pytest.fixture
def priya(review):
    user = UserFactory.create(authority=review.authority, team_manager=True, name="Priya Sandmartin")
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


def write(review, by, written=FULL, version=0):
    return write_note(review_id=review.pk, written=written, version=version, today=TODAY, by=by)


def send(review, by, *people, written=FULL, version=0):
    keys = [user.pk for user in people]
    return send_note(review_id=review.pk, written=written, version=version, user_ids=keys, today=TODAY, by=by)


def test_a_draft_keeps_what_is_written_and_may_lack_answers(review, iro):
    write(review, iro, Written(answers={"report": Judged(answer="no", words="It came on the day.")}))
    note = write(review, iro, version=1)

    assert (note.written_on, note.written_by, note.sent_on, note.version) == (TODAY, iro, None, 2)
    assert (note.good_practice, note.concern) == ("Asha brought Teo’s own drawing.", "The plan names no permanence.")
    given = dict(note.answers.values_list("question", "answer"))
    assert given == dict.fromkeys(QualityAnswer.Question.values, "yes") | {"health": "partly"}
    assert note.answers.get(question="health").words == "The dentist is owed."


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"health": Judged(answer="no", words=" ")}, actions.WordsMissing),
        ({"health": Judged(answer="partly")}, actions.WordsMissing),
        ({"health": Judged(answer="perhaps")}, actions.UnknownAnswer),
        ({"weather": Judged(answer="yes")}, actions.UnknownAnswer),
    ],
)
def test_what_falls_short_is_put_in_words(review, iro, answers, error):
    with pytest.raises(error):
        write(review, iro, Written(answers=answers))

    assert not QualityNote.objects.exists()


def test_two_people_who_write_at_once_are_told(review, iro):
    write(review, iro)

    with pytest.raises(ChangedMeanwhile):
        write(review, UserFactory.create(authority=review.authority, iro=True))


def test_it_is_sent_to_social_worker_and_manager_and_then_fixed(review, iro, asha, priya):
    note = send(review, iro, asha, priya)

    assert (note.sent_on, note.sent_to) == (TODAY, "Asha Windermoor\nPriya Sandmartin")
    assert sorted(Message.objects.values_list("recipient_name", "address", "about_kind")) == [
        ("Asha Windermoor", asha.email, "quality_note"),
        ("Priya Sandmartin", priya.email, "quality_note"),
    ]
    letter = str(Message.objects.get(recipient_name="Asha Windermoor").body)
    assert "Is the health plan up to date and followed? Partly. The dentist is owed." in letter
    assert "Asha brought Teo’s own drawing." in letter
    names = set(Event.objects.values_list("name", flat=True))
    assert {"quality_note.sent", "good_practice.noted", "practice.concern_noted"} <= names
    for again in (lambda: send(review, iro, asha, version=2), lambda: write(review, iro, version=2)):
        with pytest.raises(actions.NoteSentAlready):
            again()


def test_it_is_not_sent_half_written_or_to_nobody_or_to_a_stranger(review, iro, asha):
    with pytest.raises(actions.NothingToSend):
        issue_note(review_id=review.pk, names=["Asha"], today=TODAY, by=iro)
    with pytest.raises(actions.NoteIncomplete):
        send(review, iro, asha, written=Written(answers={"health": Judged(answer="yes")}))
    with pytest.raises(actions.NobodyTold):
        send(review, iro)
    with pytest.raises(NotFound):
        send(review, iro, UserFactory.create(authority=review.authority, social_worker=True))

    assert not QualityNote.objects.exists()  # each attempt was taken back whole
    assert not Message.objects.exists()


def test_a_note_follows_a_review_that_was_held(review, iro):
    review.state, review.held_on, review.completed_on, review.arranged_for = "arranged", None, None, date(2026, 12, 1)
    review.save()

    with pytest.raises(ReviewNotHeld):
        write(review, iro)


def test_nobody_but_a_reviewing_officer_writes_it(review, asha, priya):
    support = UserFactory.create(authority=review.authority, support=True)

    for user in (asha, priya, support):
        with pytest.raises(NotPermitted):
            write(review, user)


def test_a_draft_is_read_by_those_who_write_it_and_the_note_by_those_it_is_for(review, iro, asha, priya):
    support = UserFactory.create(authority=review.authority, support=True)
    stranger = UserFactory.create(authority=review.authority, social_worker=True)
    inspector = UserFactory.create(authority=review.authority, inspector=True)
    RelationshipFactory.create(child=review.child, user=inspector, kind="inspection_sample")

    def readers():
        people = (iro, asha, priya, support, stranger, inspector)
        return [user for user in people if readable_note(review.pk, viewer=user)]

    assert (readers(), note_of(review.pk)) == ([], None)
    write(review, iro)
    assert readers() == [iro]
    send(review, iro, asha, version=1)
    assert readers() == [iro, asha, priya, support]
    assert note_of(review.pk).sent_on == TODAY
