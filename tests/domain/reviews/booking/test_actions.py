"""Reviews booked, moved, cancelled, held: what is kept, what the diary then says, what is refused."""

from datetime import date, time

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.deadlines.models import Deadline
from heard.reviews.access import ReviewNotArranged
from heard.reviews.booking import actions
from heard.reviews.booking.actions import Booking
from heard.reviews.meeting import held_actions
from heard.reviews.meeting.held_actions import Held
from heard.reviews.models import Review
from tests.factories import TODAY, PeriodFactory, ReviewFactory, UserFactory, diary

pytestmark = pytest.mark.django_db

FRIDAY = Booking(on=date(2026, 11, 27), at=time(16, 15), place=" Foster home ")


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def child(anyshire):
    child = PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 11, 2)).child
    diary(anyshire)
    return child


def held(held_on=date(2026, 11, 20), completed_on=date(2026, 11, 20), code="PN1", **more):
    return Held(held_on=held_on, completed_on=completed_on, participation_code=code, **more)


def record(child, by, what=None, **more):
    return held_actions.record_held(child_id=child.pk, held=what or held(), today=TODAY, by=by, **more)


def owed():
    rows = Deadline.objects.filter(kind="review").order_by("number")
    return list(rows.values_list("number", "rule", "due_on", "met_on", "state", "in_time"))


def test_records_a_review_and_the_next_one_counts_from_it(child, iro):
    review = record(child, iro)

    assert (review.state, review.held_on, review.completed_on, review.participation_code, review.recorded_by) == (
        "held",
        date(2026, 11, 20),
        date(2026, 11, 20),
        "PN1",
        iro,
    )
    assert owed() == [
        (1, "review-first-20wd", date(2026, 11, 30), date(2026, 11, 20), "met", True),
        (2, "review-second-3m", date(2027, 2, 20), None, "owed", None),
    ]
    assert list(Event.objects.filter(name="review.held").values_list("child_id", "actor_id", "facts")) == [
        (child.pk, iro.pk, {"review": review.pk, "held_on": "2026-11-20", "participation": "PN1"})
    ]


def test_a_booking_does_not_move_the_due_date_and_becomes_the_review_held(child, iro):
    booked = actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro)
    assert (booked.arranged_for, booked.arranged_time, booked.place) == (FRIDAY.on, time(16, 15), "Foster home")
    assert owed() == [(1, "review-first-20wd", date(2026, 11, 30), None, "owed", None)]

    later = Booking(on=date(2026, 12, 4), at=None, place="School")
    moved = actions.move(review_id=booked.pk, booking=later, why="child_wish", version=1, today=TODAY, by=iro)
    assert (moved.arranged_for, moved.version) == (date(2026, 12, 4), 2)
    assert owed() == [(1, "review-first-20wd", date(2026, 11, 30), None, "owed", None)]

    review = record(child, iro, review_id=booked.pk, version=2)
    assert (review.pk, review.state, review.arranged_for) == (booked.pk, "held", date(2026, 12, 4))


def test_a_review_in_parts_counts_on_from_the_first_sitting(child, iro):
    review = record(child, iro, held(held_on=date(2026, 11, 16), completed_on=None))

    held_actions.complete(review_id=review.pk, completed_on=date(2026, 11, 20), version=1, today=TODAY, by=iro)

    assert owed() == [
        (1, "review-first-20wd", date(2026, 11, 30), date(2026, 11, 20), "met", True),
        (2, "review-second-3m", date(2027, 2, 16), None, "owed", None),
    ]


def test_a_cancelled_booking_keeps_its_reason(child, iro):
    booked = actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro)

    with pytest.raises(actions.NoReason):
        actions.cancel(review_id=booked.pk, reason="  ", version=1, today=TODAY, by=iro)
    actions.cancel(review_id=booked.pk, reason="Teo asked for a day after school", version=1, today=TODAY, by=iro)

    booked.refresh_from_db()
    assert (booked.state, booked.cancelled_reason) == ("cancelled", "Teo asked for a day after school")
    with pytest.raises(ReviewNotArranged):
        actions.move(review_id=booked.pk, booking=FRIDAY, why="child_wish", version=2, today=TODAY, by=iro)


def test_keeps_why_a_review_was_late(anyshire, iro):
    child = PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 9, 1)).child
    review = record(child, iro)
    assert Deadline.objects.get(chain="ordinary", number=1).in_time is False

    with pytest.raises(actions.NoReason):
        held_actions.explain_late(review_id=review.pk, reason="", note="", version=1, today=TODAY, by=iro)
    with pytest.raises(actions.NoReason):
        held_actions.explain_late(review_id=review.pk, reason="other", note=" ", version=1, today=TODAY, by=iro)
    held_actions.explain_late(review_id=review.pk, reason="court", note="", version=1, today=TODAY, by=iro)

    review.refresh_from_db()
    assert (review.late_reason, review.version) == ("court", 2)


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (held(held_on=date(2026, 11, 24)), held_actions.HeldInFuture),
        (held(completed_on=date(2026, 11, 24)), held_actions.CompletedInFuture),
        (held(completed_on=date(2026, 11, 19)), held_actions.CompletedBeforeHeld),
        (held(held_on=date(2026, 10, 30), completed_on=date(2026, 10, 30)), actions.NotLookedAfterThen),
        (held(code="PN0"), held_actions.CodeDoesNotFit),
        (held(code="PN8"), held_actions.CodeDoesNotFit),
        (held(late_reason="weather"), actions.NoReason),
    ],
)
def test_refuses_what_cannot_have_been_and_keeps_nothing(child, iro, what, error):
    before = owed()

    with pytest.raises(error):
        record(child, iro, what)

    assert not Review.objects.exists()
    assert owed() == before


def test_refuses_a_second_review_on_one_day(child, iro):
    record(child, iro)

    with pytest.raises(held_actions.HeldOnThatDay):
        record(child, iro)

    assert Review.objects.count() == 1


def test_refuses_a_booking_in_the_past_or_outside_care(child, anyshire, iro):
    with pytest.raises(actions.ArrangedInPast):
        actions.arrange(
            child_id=child.pk, booking=Booking(on=date(2026, 11, 22), at=None, place=""), today=TODAY, by=iro
        )
    with pytest.raises(actions.ArrangedTooFar):
        actions.arrange(
            child_id=child.pk, booking=Booking(on=date(2027, 11, 25), at=None, place=""), today=TODAY, by=iro
        )
    left = PeriodFactory.create(
        child__authority=anyshire, started_on=date(2026, 1, 5), ceased_on=date(2026, 11, 20), reason_ceased="E4A"
    ).child
    with pytest.raises(actions.NotLookedAfterThen):
        actions.arrange(child_id=left.pk, booking=FRIDAY, today=TODAY, by=iro)


def test_the_second_of_two_who_book_at_once_is_told_of_the_first(child, iro):
    booked = actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro)

    with pytest.raises(actions.BookedAlready, match=r"Somebody has just booked a review of .* for 27 November 2026"):
        actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro)
    assert list(Review.objects.all()) == [booked]

    on_purpose = actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro, besides=[booked.pk])
    assert set(Review.objects.all()) == {booked, on_purpose}


def test_two_people_changing_one_booking_meet(child, iro):
    booked = actions.arrange(child_id=child.pk, booking=FRIDAY, today=TODAY, by=iro)
    actions.move(review_id=booked.pk, booking=FRIDAY, why="child_wish", version=1, today=TODAY, by=iro)

    with pytest.raises(ChangedMeanwhile):
        actions.cancel(review_id=booked.pk, reason="Another day", version=1, today=TODAY, by=iro)

    booked.refresh_from_db()
    assert booked.state == "arranged"


def test_only_those_who_may_record_and_see_the_child(child, anyshire, sir_unrhyw):
    for trait in ("support", "social_worker", "board", "administrator"):
        with pytest.raises(NotPermitted):
            record(child, UserFactory.create(authority=anyshire, **{trait: True}))
    with pytest.raises(NotFound):
        record(child, UserFactory.create(authority=sir_unrhyw, iro=True))
    booking = ReviewFactory.create(child=child)
    with pytest.raises(NotFound):
        actions.cancel(
            review_id=booking.pk,
            reason="x",
            version=1,
            today=TODAY,
            by=UserFactory.create(authority=sir_unrhyw, iro=True),
        )
    assert not Review.objects.filter(state="held").exists()
