"""Giving the copies of a record to the people on its list."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import connection

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence.actions import send_again, withdraw
from heard.correspondence.compose import Letterhead, Officer
from heard.correspondence.distribution import (
    Giving,
    MoreThanUsual,
    NobodyChosen,
    NoWayToSend,
    give_copies,
    papers_of,
    right_copy,
)
from heard.correspondence.just_sent import SentJustNow
from heard.correspondence.letter import Letter
from heard.correspondence.mail import as_mail
from heard.correspondence.models import Message
from heard.correspondence.outgoing import record
from heard.correspondence.queries import letter_of
from heard.correspondence.recipients import BlockedAddress, ContactForbidden, Recipient, SafeContact
from heard.correspondence.records.letter import Paper
from heard.reviews.models import SentCopy
from heard.reviews.record import actions as record_actions
from heard.reviews.record.actions import LetterNotChecked, NotSigned
from heard.reviews.record.marks import PassageGone
from heard.reviews.record.receivers import in_proceedings
from tests.factories import TODAY, IssuedFactory, PartyFactory, ReviewFactory, UserFactory
from tests.factories.records import SECRET, mother_of, written

pytestmark = pytest.mark.django_db

PAPER = Paper(
    letterhead=Letterhead(council="Anyshire", nation="england", service="Independent reviewing service"),
    officer=Officer(name="Maren Oakhollow", first_name="Maren"),
    dated_on=TODAY,
)
BY_MAIL = Recipient(kind="parent", name="Petra Marblecroft", channel="email", address="petra@home.example")


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire, iro):
    review = ReviewFactory.create(held=True, authority=anyshire, period__child__authority=anyshire, recorded_by=iro)
    written(review, iro)
    return review


def sign(review, by):
    return record_actions.sign(review_id=review.pk, why="", today=TODAY, by=by)


def giving(copy="parents", way="outbox", **more):
    told = {"name": "Petra Marblecroft", "sent_on": TODAY, "to": BY_MAIL if way == "outbox" else None}
    return Giving(copy=copy, way=way, **(told | more))


def give(review, by, *givings, **more):
    return give_copies(review_id=review.pk, givings=givings, paper=PAPER, greeting="Teo", today=TODAY, by=by, **more)


@pytest.mark.parametrize(
    ("kind", "court", "copy"),
    [
        ("child", False, "letter"),
        ("parent", False, "parents"),
        ("foster_carer", False, "record"),
        ("social_worker", True, "record"),
        ("school", True, "decisions"),
        ("nurse", False, "decisions"),
        ("guardian", True, "court"),
        ("legal", True, "court"),
        ("legal", False, "decisions"),
        ("other", False, "decisions"),
    ],
)
def test_each_has_the_copy_that_is_right_for_their_part(kind, court, copy):
    assert right_copy(kind, in_proceedings=court) == copy


def test_proceedings_are_known_by_guardian_or_court():
    assert in_proceedings(["parent", "guardian"])
    assert not in_proceedings(["parent", "legal"])


def test_a_copy_leaves_through_the_outbox_with_what_it_may_say(review, iro):
    record_actions.redact(
        review_id=review.pk,
        heading="home",
        passage="His mother drinks again.",
        copies=["parents"],
        reason="Told in confidence",
        today=TODAY,
        by=iro,
    )
    version = sign(review, iro)

    (row,) = give(review, iro, giving(party_id=mother_of(review).pk))

    message = Message.objects.get()
    assert (row.message_id, row.way, row.sent_on, row.signed_version) == (message.pk, "outbox", TODAY, version)
    assert (message.about_kind, message.about_id, message.template) == ("review", review.pk, "review-record")
    letter = letter_of(message)
    assert letter.enclosed.copy == "Record of review: parents’ copy"
    assert "drinks" not in str(message.body)
    assert SECRET not in str(message.body)
    mail = as_mail(message, letter, sender="iro@anyshire.example", photos={}, now=message.written_at)
    files = [(part.get_filename(), part.get_content()[:5]) for part in mail.iter_attachments()]
    assert files == [("record-of-review-parents.pdf", b"%PDF-")]


@pytest.mark.parametrize("copy", ["letter", "decisions"])
def test_a_copy_of_what_stands_now_does_not_go_with_words_it_was_to_leave_out(review, iro, copy):
    IssuedFactory.create(review=review)
    record_actions.check_letter(review_id=review.pk, version=1, today=TODAY, by=iro)
    row = record_actions.redact(
        review_id=review.pk,
        heading="decisions",
        passage="Maths help",
        copies=["letter", "decisions"],
        reason="Told in confidence",
        today=TODAY,
        by=iro,
    )
    row.passage = "Maths helper"
    row.save()

    with pytest.raises(PassageGone):
        give(review, iro, giving(copy=copy))

    assert [SentCopy.objects.count(), Message.objects.count()] == [0, 0]


def test_the_same_copy_does_not_go_twice_within_minutes_unless_that_is_meant(review, iro):
    mother = mother_of(review).pk
    sign(review, iro)
    give(review, iro, giving(party_id=mother))

    with pytest.raises(SentJustNow) as told:
        give(review, iro, giving(party_id=mother))
    before = SentCopy.objects.count(), Message.objects.count()

    assert "Petra Marblecroft" in told.value.message
    assert before == (1, 1)
    assert len(give(review, iro, giving(party_id=mother, name="Another"))) == 1
    assert len(give(review, iro, giving(copy="court", party_id=mother), meant=True)) == 1
    assert len(give(review, iro, giving(party_id=mother), again=True)) == 1


@pytest.mark.parametrize(
    ("kind", "copy", "fits"),
    [
        ("parent", "parents", True),
        ("parent", "decisions", True),
        ("parent", "record", False),
        ("parent", "court", False),
        ("parent", "letter", False),
        ("school", "parents", False),
        ("foster_carer", "parents", True),
        ("foster_carer", "letter", False),
        ("guardian", "court", True),
        ("guardian", "record", False),
        ("child", "record", False),
    ],
)
def test_a_copy_that_says_more_than_is_usual_must_be_meant(review, iro, kind, copy, fits):
    party = PartyFactory.create(child=review.child, kind=kind, name="Wren Tallow")
    IssuedFactory.create(review=review)
    sign(review, iro)
    record_actions.check_letter(review_id=review.pk, version=1, today=TODAY, by=iro)
    one = giving(copy=copy, party_id=party.pk, name="Wren Tallow", way="hand")

    if not fits:
        with pytest.raises(MoreThanUsual) as told:
            give(review, iro, one)
        assert told.value.message.startswith(f"{party.shown_name}: This is more than")
        assert not SentCopy.objects.exists()

    assert give(review, iro, one, meant=not fits)[0].copy == copy


def test_a_new_version_goes_at_once_to_who_just_had_the_old_one(review, iro):
    sign(review, iro)
    give(review, iro, giving(copy="record"))
    record_actions.save_section(
        review_id=review.pk, heading="home", words="Corrected.", letter_words="", version=1, today=TODAY, by=iro
    )
    record_actions.sign(review_id=review.pk, why="A mistake", today=TODAY, by=iro)

    assert give(review, iro, giving(copy="record"))[0].signed_version.number == 2


def test_what_was_sent_stays_as_it_was_when_the_record_is_corrected(review, iro):
    sign(review, iro)
    give(review, iro, giving(copy="record"))

    record_actions.save_section(
        review_id=review.pk,
        heading="home",
        words="Corrected.",
        letter_words="",
        version=1,
        today=TODAY,
        by=iro,
    )
    record_actions.sign(review_id=review.pk, why="A mistake", today=TODAY, by=iro)

    assert "drinks" in str(Message.objects.get().body)


def test_a_copy_that_was_given_by_hand_is_logged_with_its_day(review, iro):
    sign(review, iro)

    (row,) = give(review, iro, giving(way="hand", sent_on=date(2026, 11, 20)))

    assert (row.way, row.sent_on, row.recipient_name, row.message_id) == (
        "hand",
        date(2026, 11, 20),
        "Petra Marblecroft",
        None,
    )
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("to", "why", "error"),
    [
        pytest.param(
            Recipient(kind="parent", name="P", channel="email", address="p@x.example", safe=SafeContact(allowed=False)),
            "",
            ContactForbidden,
            id="must not be contacted",
        ),
        pytest.param(
            Recipient(
                kind="parent",
                name="P",
                channel="email",
                address="p@x.example",
                safe=SafeContact(blocked=("p@x.example",)),
            ),
            "",
            BlockedAddress,
            id="not at this address",
        ),
        pytest.param(Recipient(kind="parent", name="P", channel="held"), "blocked", BlockedAddress, id="held, blocked"),
        pytest.param(
            Recipient(kind="parent", name="P", channel="held"), "forbidden", ContactForbidden, id="held, forbidden"
        ),
        pytest.param(Recipient(kind="parent", name="P", channel="held"), "chosen", NoWayToSend, id="no way known"),
    ],
)
def test_what_safe_contact_forbids_is_refused_and_nobody_is_sent_anything(review, iro, to, why, error):
    sign(review, iro)

    with pytest.raises(error):
        give(review, iro, giving(), giving(to=to, why_held=why))

    assert not SentCopy.objects.exists()
    assert not Message.objects.exists()


def test_refuses_an_unsigned_record_and_an_unchecked_letter(review, iro):
    with pytest.raises(NotSigned):
        give(review, iro, giving())
    with pytest.raises(LetterNotChecked):
        give(review, iro, giving(copy="letter"))
    with pytest.raises(NobodyChosen):
        give(review, iro)

    assert not SentCopy.objects.exists()


def test_a_checked_letter_goes_to_the_child_without_the_record(review, iro):
    record_actions.check_letter(review_id=review.pk, version=1, today=TODAY, by=iro)
    to = Recipient(kind="child", name="Teo Marblecroft", channel="print", address="Teo\n12 Pretend Lane")

    give(review, iro, giving(copy="letter", to=to, name="Teo Marblecroft"))

    letter = letter_of(Message.objects.get())
    assert (letter.template, letter.salutation, letter.enclosed) == ("review-letter-child-older", "Dear Teo,", None)


def test_a_copy_counts_from_the_day_on_which_it_left(review, iro):
    sign(review, iro)
    give(review, iro, giving(party_id=mother_of(review).pk))
    message = Message.objects.get()
    waits = SentCopy.objects.get().left_on

    record("message.sent", message, by=None, at=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))

    row = SentCopy.objects.get()
    assert (waits, row.sent_on, row.left_on, row.failed) == (None, TODAY, date(2026, 11, 25), "")
    assert Event.objects.get(name="record.left").facts == {
        "review": review.pk,
        "copy": "parents",
        "party": mother_of(review).pk,
        "on": "2026-11-25",
    }


def test_a_copy_that_failed_or_was_taken_back_does_not_count(review, iro):
    sign(review, iro)
    give(review, iro, giving())
    message = Message.objects.get()
    Message.objects.update(state="failed", why_held="", error="No such address.")
    message.refresh_from_db()

    record("message.failed", message, by=None, at=datetime(2026, 11, 25, tzinfo=UTC))
    failed = SentCopy.objects.get()
    again = send_again(message_id=message.pk, by=iro)
    on_its_way = SentCopy.objects.get()
    withdraw(message_id=again.pk, why="A wrong name", by=iro)
    taken_back = SentCopy.objects.get()

    assert [(one.left_on, one.failed) for one in (failed, on_its_way, taken_back)] == [
        (None, "No such address."),
        (None, ""),
        (None, "A wrong name"),
    ]


def test_what_is_given_by_hand_is_kept_in_its_words_and_counts_at_once(review, iro):
    sign(review, iro)

    (row,) = give(review, iro, giving(way="hand", sent_on=date(2026, 11, 20)))

    row.refresh_from_db()
    assert (row.left_on, row.letter_sha256) == (date(2026, 11, 20), "")
    kept = Letter.from_json(row.kept)
    assert (kept.template, kept.enclosed.copy) == ("review-record", "Record of review: parents’ copy")


def test_copies_given_before_count_as_far_as_their_letters_left(review, iro):
    sign(review, iro)
    give(review, iro, giving(), giving(name="By hand", way="hand"), giving(name="Gone"))
    gone = Message.objects.filter(pk=SentCopy.objects.get(recipient_name="Gone").message_id)
    gone.update(state="sent", why_held="", sent_at=datetime(2026, 11, 23, tzinfo=UTC))
    SentCopy.objects.update(left_on=None)
    move = import_module("heard.reviews.migrations.0013_copies_that_leave").LEFT_BEFORE

    with connection.cursor() as cursor:
        cursor.execute(move)

    assert dict(SentCopy.objects.values_list("recipient_name", "left_on")) == {
        "Petra Marblecroft": None,
        "By hand": TODAY,
        "Gone": TODAY,
    }


@pytest.mark.parametrize("role", ["social_worker", "team_manager", "inspector"])
def test_only_who_arranges_reviews_sends(review, anyshire, iro, role):
    sign(review, iro)

    with pytest.raises((NotFound, NotPermitted)):
        give(review, UserFactory.create(authority=anyshire, roles=[role]), giving(way="hand"))

    assert not SentCopy.objects.exists()


def test_what_is_read_for_the_papers_does_not_grow(review, django_assert_num_queries):
    with django_assert_num_queries(21):
        papers_of(review, paper=PAPER, greeting="Teo")


def test_the_decisions_alone_are_those_that_were_sent_even_if_an_older_record_was_signed(review, iro):
    sign(review, iro)
    review.decisions.filter(number=1).update(words="Uncle Ferdy brings the dog on Saturdays.")
    IssuedFactory.create(review=review)

    give(review, iro, giving("decisions"))

    enclosed = letter_of(Message.objects.get()).enclosed
    assert [row[1] for row in enclosed.parts[0].table.rows] == [
        "Uncle Ferdy brings the dog on Saturdays.", "Maths help at lunchtime.",
    ]  # fmt: skip
    assert enclosed.signed == "Decisions as they were recorded"
