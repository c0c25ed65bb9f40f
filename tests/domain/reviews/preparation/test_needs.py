"""What a review needs booked: interpreters, room, link, transport, each with its state."""

from datetime import date, time

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.models import Review, ReviewNeed
from heard.reviews.preparation import need_actions as actions
from heard.reviews.preparation.need_actions import NeedFacts
from heard.reviews.preparation.need_queries import Tell, needs_of, open_needs, to_tell
from tests.factories import (
    TODAY,
    InvitationFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    ReviewNeedFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def review(anyshire):
    period = PeriodFactory.create(child__authority=anyshire)
    return ReviewFactory.create(period=period, arranged_for=DAY, arranged_time=time(16), place="Foster home")


@pytest.fixture
def mother(review):
    return PartyFactory.create(child=review.child, interpreter=True, spoken_language="Polish")


@pytest.fixture
def interpreter(review):
    return PartyFactory.create(child=review.child, kind="interpreter", name="Jan Fernhill", relation="")


def record(review, by, kind="room", party=None, version=0, **facts):
    told = NeedFacts(**({"state": "needed"} | facts))
    return actions.record_need(
        review_id=review.pk,
        kind=kind,
        party_id=party.pk if party else None,
        facts=told,
        version=version,
        today=TODAY,
        by=by,
    )


def test_it_goes_from_needed_to_booked_and_what_is_booked_holds_for_the_day(review, support):
    record(review, support)
    record(review, support, version=1, state="asked")

    need = record(review, support, version=2, state="booked", who=" Fellgate  Centre ", reference="R 12")

    assert (need.state, need.who, need.reference, need.booked_for, need.changed_on, need.version) == (
        "booked", "Fellgate Centre", "R 12", DAY, TODAY, 3,
    )  # fmt: skip
    assert [row.facts["state"] for row in Event.objects.filter(name="review.need_recorded").order_by("pk")] == [
        "needed", "asked", "booked",
    ]  # fmt: skip


def test_a_booking_falls_through_with_a_reason_and_is_made_again(review, support):
    ReviewNeedFactory.create(review=review, booked=True)

    fell = record(review, support, version=1, state="fell_through", who="Fellgate Centre", why="Flood")
    again = record(review, support, version=2, state="booked", who="Library")

    assert (fell.state, fell.why, fell.booked_for) == ("fell_through", "Flood", None)
    assert (again.state, again.who, again.why, again.booked_for) == ("booked", "Library", "", DAY)


@pytest.mark.parametrize(
    ("kind", "facts", "fault"),
    [
        ("band", {}, actions.UnknownNeed),
        ("room", {"state": "perhaps"}, actions.UnknownNeed),
        ("interpreter", {}, actions.InterpreterForNobody),
        ("room", {"state": "booked", "who": " "}, actions.BookedWithoutWho),
        ("room", {"state": "fell_through"}, actions.NoReasonForNeed),
        ("room", {"state": "not_needed"}, actions.NoReasonForNeed),
        ("room", {"who": "x" * 161}, actions.NeedTooLong),
        ("room", {"interpreter_id": 1}, actions.NotAnInterpreter),
    ],
)
def test_refuses_what_cannot_be(review, support, kind, facts, fault):
    with pytest.raises(fault):
        record(review, support, kind, **facts)
    assert not ReviewNeed.objects.exists()


def test_people_are_those_of_the_child(review, support, mother):
    stranger = PartyFactory.create(child__authority=review.authority)

    with pytest.raises(actions.NotAroundTheChild):
        record(review, support, "interpreter", stranger)
    with pytest.raises(actions.NotAnInterpreter):
        record(review, support, "interpreter", mother, interpreter_id=mother.pk)
    assert not ReviewNeed.objects.exists()


def test_nothing_is_booked_for_a_review_that_was_held(anyshire, support):
    held = ReviewFactory.create(held=True, period__child__authority=anyshire)

    with pytest.raises(actions.NothingToBookFor):
        record(held, support, state="booked", who="Library")


def test_two_who_record_at_once(review, support):
    record(review, support)

    with pytest.raises(ChangedMeanwhile):
        record(review, support, state="asked")


def test_is_for_those_who_arrange(review, support, anyshire):
    worker = UserFactory.create(authority=anyshire, roles=["social_worker"])
    RelationshipFactory.create(child=review.child, user=worker, kind="social_worker")

    with pytest.raises(NotPermitted):
        record(review, worker)
    with pytest.raises(NotFound):
        record(review, UserFactory.create(support=True))
    record(review, UserFactory.create(authority=anyshire, iro=True))


def test_who_is_invited_and_needs_an_interpreter_stands_there_by_themselves(review, support, mother):
    row = InvitationFactory.create(review=review, party=mother)
    not_invited = InvitationFactory.create(
        review=review, party=PartyFactory.create(child=review.child, interpreter=True), invited=False
    )
    lines = needs_of(review, [row, not_invited])

    assert [(line.kind, line.party, line.state, line.need) for line in lines] == [
        ("interpreter", mother, "needed", None)
    ]
    record(review, support, "interpreter", mother, state="booked", who="Jan Fernhill")
    lines = needs_of(review, [row, not_invited])
    assert [(line.state, line.is_open) for line in lines] == [("booked", False)]


def test_what_is_booked_for_another_day_is_open_again(review, support):
    record(review, support, state="booked", who="Library")
    assert open_needs(review, needs_of(review, [])) == []

    review.arranged_for = date(2026, 12, 3)
    review.save()

    (line,) = open_needs(review, needs_of(review, []))
    assert (line.stale, line.state) == (True, "booked")


def test_of_a_review_that_is_over_nothing_is_open(anyshire, mother):
    held = ReviewFactory.create(held=True, period__child__authority=anyshire)
    ReviewNeedFactory.create(review=held)

    assert open_needs(held, needs_of(held, [InvitationFactory.create(review=held, party=mother)])) == []


def test_what_the_interpreter_is_to_be_told(review, support, mother, interpreter):
    booked = {"state": "booked", "who": "Jan", "interpreter_id": interpreter.pk}
    need = record(review, support, "interpreter", mother, **booked)
    found = [to_tell(need, review)]
    need.told_on, need.told_at, need.told_place, need.told_party = DAY, time(16), "Foster home", interpreter
    found.append(to_tell(need, review))
    review.arranged_time = time(17)
    found.append(to_tell(need, review))
    need.interpreter_id = None
    found.append(to_tell(need, review))
    need.interpreter_id, need.state = interpreter.pk, "fell_through"
    found.append(to_tell(need, review))
    need.state, review.state = "booked", Review.State.CANCELLED
    found.append(to_tell(need, review))
    review.state, review.held_on, review.completed_on = Review.State.HELD, DAY, DAY
    found.append(to_tell(need, review))

    assert found == [
        Tell.BOOKED, Tell.NOTHING, Tell.CHANGED, Tell.CANCELLED, Tell.CANCELLED, Tell.CANCELLED, Tell.NOTHING,
    ]  # fmt: skip
