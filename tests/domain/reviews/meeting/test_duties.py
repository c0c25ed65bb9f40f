"""What came of the other reviews that one sitting served: each duty by itself."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.correspondence.compose import Letterhead
from heard.correspondence.records.building import About, Signature, document_of
from heard.deadlines.actions import recompute
from heard.deadlines.models import Deadline
from heard.reviews.access import ReviewNotHeld
from heard.reviews.meeting import duty_actions as actions
from heard.reviews.meeting.duty_actions import DutyTold
from heard.reviews.models import CombinedDuty, RecordVersion
from heard.reviews.preparation import actions as preparation_actions
from heard.reviews.record import actions as record_actions
from heard.reviews.record.background import DutyServed
from heard.reviews.record.content import Content, content_of, for_copy
from tests.factories import TODAY, NamedIroFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.factories.records import written

pytestmark = pytest.mark.django_db
HELD = {"child_protection": DutyTold(outcome="held", note="The plan\nstays.", version=1)}


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire, iro):
    found = ReviewFactory.create(held=True, period__child__authority=anyshire)
    NamedIroFactory.create(child=found.child, iro=iro)
    join(found, iro, "child_protection", "pathway")
    return found


def join(review, by, *duties):
    preparation_actions.combine(review_id=review.pk, duties=duties, today=TODAY, by=by)


def record(review, by, told=HELD):
    return actions.record_duties(review_id=review.pk, told=told, today=TODAY, by=by)


def rows():
    return list(CombinedDuty.objects.order_by("kind").values_list("kind", "outcome", "note", "version"))


def test_each_duty_has_its_own_outcome(review, iro):
    record(review, iro)

    assert rows() == [("child_protection", "held", "The plan\nstays.", 2), ("pathway", "", "", 1)]
    row = CombinedDuty.objects.get(kind="child_protection")
    assert (row.recorded_on, row.recorded_by) == (TODAY, iro)
    assert Event.objects.get(name="review.duties_recorded").facts == {
        "review": review.pk, "child_protection": "held",
    }  # fmt: skip
    record(review, iro)
    assert Event.objects.filter(name="review.duties_recorded").count() == 1


def test_an_outcome_is_taken_back(review, iro):
    record(review, iro)

    record(review, iro, {"child_protection": DutyTold(outcome="", note="", version=2)})

    row = CombinedDuty.objects.get(kind="child_protection")
    assert (row.outcome, row.note, row.recorded_on, row.recorded_by) == ("", "", None, None)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"pathway": DutyTold(outcome="perhaps", note="", version=1)}, actions.UnknownOutcome),
        ({"pathway": DutyTold(outcome="not_held", note=" ", version=1)}, actions.NotCarriedOutWithoutReason),
        ({"pathway": DutyTold(outcome="goes_on", note="", version=1)}, actions.NotCarriedOutWithoutReason),
        ({"pathway": DutyTold(outcome="", note="Decided", version=1)}, actions.NoteWithoutOutcome),
        ({"pathway": DutyTold(outcome="held", note="x" * 4001, version=1)}, actions.DutyNoteTooLong),
        ({"adoption": DutyTold(outcome="held", note="", version=1)}, NotFound),
        (HELD | {"pathway": DutyTold(outcome="held", note="", version=0)}, ChangedMeanwhile),
    ],
)
def test_what_cannot_be_changes_nothing(review, iro, told, fault):
    with pytest.raises(fault):
        record(review, iro, told)

    assert rows() == [("child_protection", "", "", 1), ("pathway", "", "", 1)]


def test_is_recorded_of_a_review_that_was_held_by_who_records_it(review, iro, anyshire):
    booked = ReviewFactory.create(period__child__authority=anyshire)
    join(booked, iro, "pathway")

    with pytest.raises(ReviewNotHeld):
        record(booked, iro, {"pathway": DutyTold(outcome="held", note="", version=1)})
    with pytest.raises(NotPermitted):
        record(review, UserFactory.create(authority=anyshire, support=True))
    with pytest.raises(NotFound):
        record(review, UserFactory.create(iro=True))


def test_a_duty_with_an_outcome_is_not_taken_out(review, iro):
    record(review, iro)

    with pytest.raises(preparation_actions.OutcomeStands):
        join(review, iro, "pathway")

    assert [kind for kind, *_ in rows()] == ["child_protection", "pathway"]


def test_it_stands_in_the_record_and_in_what_was_signed(review, iro):
    written(review, iro)
    first = record_actions.sign(review_id=review.pk, why="", today=TODAY, by=iro)
    record(review, iro)
    record_actions.sign(review_id=review.pk, why="The conference was added.", today=TODAY, by=iro)

    content = content_of(review)
    assert content.background.duties == (
        DutyServed(kind="child_protection", outcome="held", note="The plan\nstays."),
        DutyServed(kind="pathway", outcome="", note=""),
    )
    assert Content.from_json(RecordVersion.objects.latest("number").content) == content
    assert Content.from_json(first.content).background.duties[0].outcome == ""
    about = About(
        letterhead=Letterhead(council="Anyshire", nation="england", service="Reviewing service"),
        officer="Maren Oakhollow",
        signature=Signature(),
        dated_on=TODAY,
    )
    part = document_of(content, "record", about).parts[-1]
    assert part.heading == "20 Other reviews of this sitting"
    assert part.table is not None
    assert part.table.rows == (
        ("Child protection conference", "Carried out", "The plan stays."),
        ("Review of the pathway plan", "Not recorded", ""),
    )
    assert for_copy(content, "decisions").background.duties == ()


def test_a_record_without_other_reviews_is_the_same_as_before(anyshire, iro):
    alone = ReviewFactory.create(held=True, period__child__authority=anyshire)

    assert "duties" not in content_of(alone).as_json()["background"]


def test_a_sitting_meets_the_limit_of_adoption_unless_that_review_was_not_carried_out(anyshire, iro):
    period = PeriodFactory.create(
        child__authority=anyshire, started_on=date(2026, 1, 5), authorised_to_place_on=date(2026, 8, 3)
    )
    review = ReviewFactory.create(period=period, held=True, held_on=date(2026, 10, 5))
    join(review, iro, "adoption")

    def standing():
        found = Deadline.objects.filter(kind="adoption_review").order_by("number")
        return [(row.number, row.due_on, row.state) for row in found]

    recompute(authority_id=anyshire.pk, today=TODAY)
    before = standing()
    record(review, iro, {"adoption": DutyTold(outcome="not_held", note="No social worker", version=1)})
    without = standing()
    record(review, iro, {"adoption": DutyTold(outcome="held", note="", version=2)})

    assert before == [(1, date(2026, 11, 3), "met"), (2, date(2027, 4, 5), "owed")]
    assert without == [(1, date(2026, 11, 3), "owed")]
    assert standing() == before
