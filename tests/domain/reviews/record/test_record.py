"""The record while it is written, its leave-outs, its signed versions, and who was sent what."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.access import ReviewNotHeld
from heard.reviews.models import (
    DecisionsIssued,
    RecordOfReview,
    RecordSection,
    RecordVersion,
    Redaction,
    SentCopy,
    Wish,
)
from heard.reviews.record import actions
from heard.reviews.record.marks import MarkedSince, PassageGone
from heard.reviews.writing import WrittenMeanwhile
from tests.factories import TODAY, DecisionFactory, NamedIroFactory, ReviewFactory, UserFactory
from tests.factories.records import HOME, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire, iro):
    return ReviewFactory.create(held=True, authority=anyshire, period__child__authority=anyshire, recorded_by=iro)


def save(review, by, words="Teo is settled.", letter="", version=0, heading="home"):
    return actions.save_section(
        review_id=review.pk,
        heading=heading,
        words=words,
        letter_words=letter,
        version=version,
        today=TODAY,
        by=by,
    )


def sign(review, by, why="", **more):
    return actions.sign(review_id=review.pk, why=why, today=TODAY, by=by, **more)


@pytest.mark.parametrize("named", [False, True])
def test_another_iro_says_why_they_sign_and_it_is_kept_with_the_signature(review, iro, named):
    written(review, iro)
    if named:
        NamedIroFactory.create(child=review.child, iro=iro)
    another = UserFactory.create(authority=review.authority, iro=True)

    with pytest.raises(actions.AnotherSigns):
        sign(review, another, why_another=" ")
    assert not RecordVersion.objects.exists()
    version = sign(review, another, why_another="Maren is on long leave")

    assert (version.why_another, version.signed_by) == ("Maren is on long leave", another)
    assert Event.objects.get(name="record.signed").facts == {"review": review.pk, "version": 1, "for_another": True}


@pytest.mark.parametrize("who", ["held it", "named then", "named now"])
def test_whoever_held_the_review_or_is_named_signs_without_a_question(review, iro, who):
    written(review, iro)
    then, now = (UserFactory.create(authority=review.authority, iro=True) for _ in range(2))
    days = {"appointed_on": date(2026, 11, 3), "ended_on": date(2026, 11, 18), "reason_ended": "replaced"}
    NamedIroFactory.create(child=review.child, iro=then, **days)
    NamedIroFactory.create(child=review.child, iro=now, appointed_on=date(2026, 11, 18))
    by = {"held it": iro, "named then": then, "named now": now}[who]

    assert sign(review, by, why_another="Not asked for").why_another == ""


def redact(review, by, passage="His mother drinks again.", copies=("parents",), reason="Told in confidence", **more):
    return actions.redact(
        review_id=review.pk,
        heading=more.pop("heading", "home"),
        passage=passage,
        copies=copies,
        reason=reason,
        today=TODAY,
        by=by,
    )


def check(review, by):
    return actions.check_letter(review_id=review.pk, version=review.record.version, today=TODAY, by=by)


def issue(review, by):
    DecisionsIssued.objects.create(
        authority_id=review.authority_id,
        review=review,
        issued_on=TODAY,
        received_on=TODAY,
        manager_name="Ifeoma Brightwater",
        issued_by=by,
    )


def sent(review, by, copy="record", **more):
    told = {"party_id": None, "recipient_name": "Asha Windermoor", "way": "hand", "sent_on": TODAY}
    return actions.record_sent(review_id=review.pk, copy=copy, today=TODAY, by=by, **(told | more))


def test_saves_each_heading_by_itself_and_counts_its_versions(review, iro):
    first = save(review, iro)
    second = save(review, iro, words="Teo is settled.\r\n\r\nHe has a new bed.", version=1)

    assert (first.version, second.version, second.words) == (1, 2, "Teo is settled.\n\nHe has a new bed.")
    assert second.saved_by == iro
    assert list(Event.objects.values_list("name", flat=True).order_by("pk")) == [
        "record.started",
        "record.saved",
        "record.saved",
    ]


def test_what_is_the_same_is_not_saved_again(review, iro):
    save(review, iro)

    assert save(review, iro, version=1).version == 1
    assert save(review, iro, heading="health", words="").pk is None
    assert RecordSection.objects.count() == 1


def test_two_who_write_at_once_see_each_other_and_nothing_is_lost(review, iro):
    save(review, iro, words="Mine")

    with pytest.raises(WrittenMeanwhile):
        save(review, UserFactory.create(authority=review.authority, manager=True), words="Theirs", version=0)

    assert RecordSection.objects.get().words == "Mine"


@pytest.mark.parametrize("heading", ["", "notes", "home ", "facts"])
def test_refuses_a_heading_that_is_not_of_the_record(review, iro, heading):
    with pytest.raises(actions.UnknownHeading):
        save(review, iro, heading=heading)


def test_refuses_a_review_that_was_not_held(anyshire, iro):
    booked = ReviewFactory.create(authority=anyshire, period__child__authority=anyshire)

    with pytest.raises(ReviewNotHeld):
        save(booked, iro)


@pytest.mark.parametrize("role", ["business_support", "social_worker", "team_manager"])
def test_only_who_records_reviews_writes(review, anyshire, role):
    with pytest.raises((NotPermitted, NotFound)):
        save(review, UserFactory.create(authority=anyshire, roles=[role]))

    assert not RecordSection.objects.exists()


def test_leaving_a_passage_out_needs_the_words_the_copies_and_a_reason(review, iro):
    written(review, iro)

    with pytest.raises(actions.PassageNotFound):
        redact(review, iro, passage="Words that stand nowhere")
    with pytest.raises(actions.LeftOutWithoutReason):
        redact(review, iro, reason=" ")
    with pytest.raises(actions.LeftOutWithoutReason):
        redact(review, iro, copies=("record",))

    assert not Redaction.objects.exists()
    row = redact(review, iro)
    assert (row.heading, row.passage, row.left_out_of) == ("home", "His mother drinks again.", ["parents"])
    assert Event.objects.get(name="record.redacted").facts == {
        "review": review.pk,
        "heading": "home",
        "copies": ["parents"],
    }


def test_a_wish_can_be_left_out_of_a_copy(review, iro):
    written(review, iro)

    assert redact(review, iro, heading="wishes", passage="I want to see Biscuit.").heading == "wishes"


def test_the_place_can_be_left_out_of_a_copy(review, iro):
    review.place = "12 Pretend Lane"
    review.save()
    written(review, iro)

    assert redact(review, iro, heading="facts", passage="12 Pretend Lane").left_out_of == ["parents"]


def test_a_passage_can_stand_again(review, iro):
    written(review, iro)
    row = redact(review, iro)

    actions.restore_passage(review_id=review.pk, redaction_id=row.pk, today=TODAY, by=iro)

    assert not Redaction.objects.exists()
    with pytest.raises(NotFound):
        actions.restore_passage(review_id=review.pk, redaction_id=row.pk, today=TODAY, by=iro)


def test_a_heading_is_left_out_without_disturbing_who_writes_it(review, iro):
    written(review, iro)

    actions.leave_out(
        review_id=review.pk, heading="home", copies=["court"], reason="Not for the court", today=TODAY, by=iro
    )

    section = RecordSection.objects.get(heading="home")
    assert (section.left_out_of, section.version, section.words) == (["court"], 1, HOME)
    assert save(review, iro, words="Again", version=1).version == 2


def test_refuses_to_sign_an_empty_record(review, iro):
    with pytest.raises(actions.NothingWritten):
        sign(review, iro)

    actions.start_record(review_id=review.pk, today=TODAY, by=iro)
    with pytest.raises(actions.NothingWritten):
        sign(review, iro)

    assert not RecordVersion.objects.exists()


def test_a_correction_is_another_version_and_says_why(review, iro):
    written(review, iro)
    first = sign(review, iro)
    with pytest.raises(actions.NothingChanged):
        sign(review, iro, why="No reason")
    save(review, iro, words="Teo is settled with Grace.", version=1)
    with pytest.raises(actions.CorrectionNeedsReason):
        sign(review, iro)

    second = sign(review, iro, why="A sentence was wrong")

    assert (first.number, second.number, second.why) == (1, 2, "A sentence was wrong")
    assert first.sha256 != second.sha256
    assert first.content["sections"][0]["words"] == HOME


@pytest.mark.parametrize("whole", [False, True])
def test_a_copy_that_would_hold_what_was_marked_after_signing_is_not_sent(review, iro, whole):
    written(review, iro)
    sign(review, iro)
    if whole:
        actions.leave_out(
            review_id=review.pk, heading="home", copies=["parents"], reason="Not for her", today=TODAY, by=iro
        )
    else:
        redact(review, iro)

    with pytest.raises(MarkedSince):
        sent(review, iro, copy="parents")

    assert not SentCopy.objects.exists()
    assert sent(review, iro, copy="court").signed_version.number == 1
    sign(review, iro, why="More is left out")
    assert sent(review, iro, copy="parents").signed_version.number == 2


def test_what_may_stand_again_after_signing_stops_nobody(review, iro):
    written(review, iro)
    row = redact(review, iro)
    sign(review, iro)

    actions.restore_passage(review_id=review.pk, redaction_id=row.pk, today=TODAY, by=iro)

    assert sent(review, iro, copy="parents").copy == "parents"


def test_refuses_to_check_a_letter_that_holds_words_it_was_to_leave_out(review, iro):
    written(review, iro)
    redact(review, iro, heading="wishes", passage="I want to see Biscuit.", copies=["letter"])
    Wish.objects.filter(review=review).update(words="I want to see Biscuit again.")

    with pytest.raises(PassageGone):
        actions.check_letter(review_id=review.pk, version=1, today=TODAY, by=iro)

    assert RecordOfReview.objects.get().letter_checked_on is None


def test_refuses_to_sign_where_words_to_be_left_out_have_changed(review, iro):
    written(review, iro)
    redact(review, iro)
    save(review, iro, words="Teo is settled with Grace. His mother is drinking again.", version=1)

    with pytest.raises(PassageGone):
        sign(review, iro)

    assert not RecordVersion.objects.exists()


@pytest.mark.parametrize("statement", ["update {} set why = 'x'", "delete from {}"])
def test_the_database_itself_keeps_what_was_signed(review, iro, statement):
    written(review, iro)
    sign(review, iro)

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("reviews_recordversion"))

    assert RecordVersion.objects.get().why == ""


def test_a_letter_must_be_checked_again_when_anything_in_it_changes(review, iro):
    record = written(review, iro)
    check(review, iro)
    assert sent(review, iro, copy="letter").copy == "letter"

    Wish.objects.update(answer="no", why="It cannot be.")

    with pytest.raises(actions.LetterNotChecked):
        sent(review, iro, copy="letter")
    record.refresh_from_db()
    review.refresh_from_db()
    check(review, iro)
    assert sent(review, iro, copy="letter").signed_version is None


def test_a_letter_is_checked_again_when_a_decision_of_last_time_is_done(review, iro):
    before = ReviewFactory.create(period=review.period, held=True, held_on=date(2026, 6, 1))
    earlier = DecisionFactory.create(review=before)
    written(review, iro)
    check(review, iro)
    sent(review, iro, copy="letter")

    earlier.state, earlier.done_on = "done", TODAY
    earlier.save()

    with pytest.raises(actions.LetterNotChecked):
        sent(review, iro, copy="letter")


def test_the_letters_own_words_are_versioned(review, iro):
    told = {"language": "cy", "opening": "Diolch.", "closing": "", "pictures": True, "today": TODAY, "by": iro}

    record = actions.write_letter(review_id=review.pk, version=1, **told)

    assert (record.letter_language, record.letter_opening, record.letter_pictures, record.version) == (
        "cy",
        "Diolch.",
        True,
        2,
    )
    with pytest.raises(ChangedMeanwhile):
        actions.write_letter(review_id=review.pk, version=1, **told)
    with pytest.raises(actions.UnknownLanguage):
        actions.write_letter(review_id=review.pk, version=2, **(told | {"language": "fr"}))


@pytest.mark.parametrize("copy", ["record", "parents", "court"])
def test_only_a_signed_record_is_sent(review, iro, copy):
    written(review, iro)
    with pytest.raises(actions.NotSigned):
        sent(review, iro, copy=copy)
    version = sign(review, iro)

    row = sent(review, iro, copy=copy)

    assert (row.signed_version, row.way, row.sent_on, row.sent_by) == (version, "hand", TODAY, iro)


@pytest.mark.parametrize("copy", ["record", "letter", "parents", "court", "decisions"])
def test_nothing_of_a_review_that_is_not_completed_is_signed_or_sent(review, iro, copy):
    written(review, iro)
    check(review, iro)
    issue(review, iro)
    review.completed_on = None
    review.save()

    with pytest.raises(actions.NotFinished):
        sign(review, iro)
    with pytest.raises(actions.NotFinished):
        sent(review, iro, copy=copy)

    assert not RecordVersion.objects.exists()
    assert not SentCopy.objects.exists()


def test_decisions_alone_are_sent_when_the_manager_has_them(review, iro):
    written(review, iro)
    sign(review, iro)
    with pytest.raises(actions.DecisionsNotIssued):
        sent(review, iro, copy="decisions")
    issue(review, iro)

    assert sent(review, iro, copy="decisions").signed_version is None


def test_refuses_to_say_that_nobody_was_sent_something_or_tomorrow(review, iro):
    written(review, iro)
    sign(review, iro)

    with pytest.raises(actions.NoRecipient):
        sent(review, iro, recipient_name=" ")
    with pytest.raises(actions.NoRecipient):
        sent(review, iro, way="pigeon")
    with pytest.raises(actions.SentInFuture):
        sent(review, iro, sent_on=date(2026, 11, 24))

    assert not SentCopy.objects.exists()
