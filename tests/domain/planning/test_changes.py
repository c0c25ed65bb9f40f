"""Significant changes: told, decided on, made without a review; and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.oversight.models import ChangeAtReview
from heard.oversight.queries import changes_at, passed_without_review, reviews_of_changes, to_be_called
from heard.planning import change_actions as actions
from heard.planning import queries
from heard.planning.change_actions import ChangeTold, Decided
from heard.planning.models import ChangeDecision, ChangeWithoutReview, SignificantChange
from heard.planning.next_review import NextIsOrdinary, NextReview, TooLateForNext
from heard.reviews.booking import actions as reviews
from heard.reviews.booking.actions import Booking
from heard.reviews.meeting import held_actions
from heard.reviews.meeting.held_actions import Held
from tests.factories import (
    TODAY,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.django_db

MOVE = ChangeTold(
    kind="settled_move",
    words="  The carers wish to move to the coast. ",
    proposed=True,
    happens_on=date(2027, 1, 4),
    told_on=TODAY,
    told_by="sw",
    child_wishes="Teo wants to stay at his school.",
)
NOW = Decided(
    decision="now",
    reason="He is settled here.",
    wishes_sought=True,
    wishes="He wants to stay.",
    explained="With a map of the coast.",
    explained_on=TODAY,
)
NONE = replace(NOW, decision="none")


@pytest.fixture
def child(anyshire):
    child = PeriodFactory.create(child__authority=anyshire).child
    diary(anyshire)
    return child


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


@pytest.fixture
def complaints(anyshire, child):
    user = UserFactory.create(authority=anyshire, complaints=True)
    RelationshipFactory.create(child=child, user=user, kind="complaints_manager")
    return user


def tell(child, by, told=MOVE, **more):
    return actions.tell_change(child_id=child.pk, told=replace(told, **more), today=TODAY, by=by)


def decide(change, by, decided=NOW, **more):
    return left(change, by, replace(decided, **more), booked_on=date(2026, 11, 27))


def left(change, by, decided, booked_on=None, due_on=None):
    following = NextReview(booked_on=booked_on, due_on=due_on)
    return actions.decide_change(change_id=change.pk, decided=decided, following=following, today=TODAY, by=by)


def test_keeps_what_the_social_worker_tells(child, worker):
    change = tell(child, worker)

    kept = SignificantChange.objects.get()
    assert kept == change
    assert (kept.kind, kept.words, kept.proposed, kept.happens_on, kept.told_on, kept.told_by, kept.child_wishes) == (
        "settled_move",
        "The carers wish to move to the coast.",
        True,
        date(2027, 1, 4),
        TODAY,
        "sw",
        "Teo wants to stay at his school.",
    )
    assert list(Event.objects.values_list("name", "child_id", "actor_id", "facts")) == [
        ("change.told", child.pk, worker.pk, {"change": change.pk, "kind": "settled_move"})
    ]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"kind": "weather"}, actions.UnknownKind),
        ({"kind": "family_support"}, actions.UnknownKind),
        ({"told_by": "nobody"}, actions.UnknownKind),
        ({"words": "  "}, actions.NoWords),
        ({"told_on": date(2026, 11, 24)}, actions.ToldInFuture),
        ({"proposed": False, "happens_on": None}, actions.NoDay),
        ({"proposed": False, "happens_on": date(2026, 11, 24)}, actions.HappenedInFuture),
        ({"proposed": False, "happens_on": date(2017, 3, 13)}, actions.BeforeBirth),
    ],
)
def test_refuses_what_cannot_be(child, worker, wrong, error):
    with pytest.raises(error):
        tell(child, worker, **wrong)

    assert not SignificantChange.objects.exists()
    assert not Event.objects.exists()


def test_a_welsh_child_can_be_referred_to_a_family_support_team(sir_unrhyw):
    child = PeriodFactory.create(child__authority=sir_unrhyw).child
    worker = RelationshipFactory.create(child=child).user

    assert tell(child, worker, kind="family_support").kind == "family_support"


def test_only_those_who_work_with_the_child_or_the_service_may_tell(child, complaints, anyshire):
    with pytest.raises(NotPermitted):
        tell(child, complaints)
    with pytest.raises(NotFound):
        tell(child, UserFactory.create(authority=anyshire, social_worker=True))

    assert tell(child, UserFactory.create(authority=anyshire, support=True)).pk


def test_the_complaints_manager_tells_of_a_complaint_without_what_it_says(child, complaints, worker):
    change = actions.tell_complaint(child_id=child.pk, made_on=date(2026, 11, 20), today=TODAY, by=complaints)

    assert (change.kind, change.told_by, change.proposed, change.happens_on, change.words) == (
        "complaint",
        "complaints",
        False,
        date(2026, 11, 20),
        "A complaint was made. Ask the complaints manager about it.",
    )
    assert Event.objects.get().name == "change.told"
    with pytest.raises(NotPermitted):
        actions.tell_complaint(child_id=child.pk, made_on=None, today=TODAY, by=worker)
    with pytest.raises(actions.HappenedInFuture):
        actions.tell_complaint(child_id=child.pk, made_on=date(2026, 11, 24), today=TODAY, by=complaints)
    other = ChildFactory.create(authority=child.authority)
    with pytest.raises(NotFound):
        actions.tell_complaint(child_id=other.pk, made_on=None, today=TODAY, by=complaints)


def test_keeps_the_decision_with_reason_and_wishes(child, worker, iro):
    change = tell(child, worker)

    decide(change, iro)

    row = ChangeDecision.objects.get()
    assert (row.change, row.decision, row.reason, row.wishes_sought, row.wishes, row.decided_on, row.decided_by) == (
        change,
        "now",
        "He is settled here.",
        True,
        "He wants to stay.",
        TODAY,
        iro,
    )
    assert Event.objects.filter(name="change.decided").values_list("facts", flat=True).get() == {
        "change": change.pk,
        "decided": "now",
    }
    with pytest.raises(actions.DecidedAlready):
        decide(change, iro)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"decision": "maybe"}, actions.UnknownDecision),
        ({"reason": " "}, actions.NoReason),
        ({"wishes": ""}, actions.WishesNotSought),
        ({"wishes_sought": False}, actions.WishesNotSought),
        ({"decision": "none"}, actions.LawCallsForReview),
    ],
)
def test_refuses_a_decision_without_what_it_needs(child, worker, iro, wrong, error):
    change = tell(child, worker)

    with pytest.raises(error):
        decide(change, iro, **wrong)

    assert not ChangeDecision.objects.exists()


def test_no_review_is_needed_for_what_is_no_longer_proposed_or_what_the_iro_may_weigh(child, worker, iro):
    assert decide(tell(child, worker), iro, NONE, over=True).decision == "none"
    assert decide(tell(child, worker, kind="missing"), iro, NONE).decision == "none"


def test_a_child_who_asks_may_be_declined_only_if_told_why(child, worker, iro):
    asked = tell(child, worker, kind="child_asks")

    with pytest.raises(actions.ChildAskedForReview):
        decide(asked, iro, NONE)
    with pytest.raises(actions.ChildNotTold):
        decide(asked, iro, NONE, words_for_child="Your next review is on Friday.")
    with pytest.raises(actions.ChildNotTold):
        decide(asked, iro, NONE, words_for_child="It is on Friday.", child_told_on=date(2026, 11, 24))
    row = decide(asked, iro, NONE, words_for_child="It is on Friday.", child_told_on=TODAY)

    assert (row.words_for_child, row.child_told_on) == ("It is on Friday.", TODAY)


def test_only_an_iro_or_manager_decides(child, worker, iro, anyshire):
    change = tell(child, worker)

    with pytest.raises(NotPermitted):
        decide(change, worker)
    with pytest.raises(NotPermitted):
        decide(change, UserFactory.create(authority=anyshire, support=True))
    restricted = ChildFactory.create(authority=anyshire, restricted=True)
    hidden = tell(restricted, UserFactory.create(authority=anyshire, manager=True))
    with pytest.raises(NotFound):
        decide(hidden, iro)


def test_keeps_who_decided_that_a_review_was_not_practicable(child, worker):
    change = tell(child, worker)

    def without(**more):
        told = {"decided_by_name": "Ifeoma Brightwater", "reason": "He was not safe there.", "made_on": TODAY} | more
        return actions.record_without_review(change_id=change.pk, today=TODAY, by=worker, **told)

    with pytest.raises(actions.NobodyDecided):
        without(decided_by_name=" ")
    with pytest.raises(actions.NoReason, match="not reasonably practicable"):
        without(reason="")
    with pytest.raises(actions.MadeInFuture):
        without(made_on=date(2026, 11, 24))
    assert not ChangeWithoutReview.objects.exists()

    without()
    without(reason="He was not safe there any more.")

    rows = ChangeWithoutReview.objects.values_list("decided_by_name", "reason", "made_on")
    assert list(rows) == [("Ifeoma Brightwater", "He was not safe there any more.", TODAY)]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"explained": " "}, actions.NotExplained),
        ({"explained_on": None}, actions.NotExplainedThen),
        ({"explained_on": date(2026, 11, 24)}, actions.NotExplainedThen),
    ],
)
def test_what_a_change_means_is_explained_to_the_child(child, worker, iro, wrong, error):
    change = tell(child, worker)

    with pytest.raises(error):
        decide(change, iro, **wrong)
    assert not ChangeDecision.objects.exists()
    decide(change, iro)

    assert ChangeDecision.objects.values_list("explained", "explained_on").get() == ("With a map of the coast.", TODAY)


def test_nothing_need_be_explained_to_a_child_who_could_not_be_asked_or_of_what_is_over(child, worker, iro):
    unasked = {"wishes_sought": False, "why_not_sought": "A new-born child"}
    decide(tell(child, worker), iro, explained="", explained_on=None, **unasked)
    decide(tell(child, worker, words="Another"), iro, NONE, over=True, explained="", explained_on=None)

    assert list(ChangeDecision.objects.values_list("explained", "explained_on")) == [("", None), ("", None)]


DECEMBER, MARCH = date(2026, 12, 1), date(2027, 3, 2)
NEXT = replace(NOW, decision="next")


@pytest.mark.parametrize(
    ("kind", "days", "error", "sentence"),
    [
        ("settled_move", {"due_on": MARCH}, TooLateForNext,
         "This is planned for 1 December 2026, and the next review is due on 2 March 2027. "
         "Choose a review now, or book the next one for an earlier day."),
        ("plan_change", {"booked_on": MARCH, "due_on": MARCH}, TooLateForNext,
         "This is planned for 1 December 2026, and the next review is booked for 2 March 2027. "
         "Choose a review now, or book the next one for an earlier day."),
        ("plan_change", {}, TooLateForNext,
         "This is planned for 1 December 2026, and no review is booked before it. Choose a review now."),
        ("absent", {"due_on": date(2026, 11, 30)}, NextIsOrdinary,
         "The law calls for an early review here, and the next one is due on 30 November 2026. "
         "Choose a review now, or book one for an earlier day."),
        ("absent", {"booked_on": date(2026, 11, 30), "due_on": date(2026, 11, 30)}, NextIsOrdinary,
         "The law calls for an early review here. The next one is booked for 30 November 2026, and is due on "
         "30 November 2026 anyway. Choose a review now, or move it to an earlier day."),
    ],
)  # fmt: skip
def test_what_comes_before_the_next_review_is_not_left_to_it(child, worker, iro, kind, days, error, sentence):
    change = tell(child, worker, kind=kind, happens_on=DECEMBER)

    with pytest.raises(error) as raised:
        left(change, iro, NEXT, **days)

    assert raised.value.message == sentence
    assert not ChangeDecision.objects.exists()


@pytest.mark.parametrize(
    ("told", "decided", "days"),
    [
        ({"kind": "settled_move", "happens_on": DECEMBER}, NEXT, {"booked_on": DECEMBER, "due_on": MARCH}),
        ({"kind": "settled_move", "happens_on": DECEMBER}, replace(NEXT, over=True), {"due_on": MARCH}),
        ({"kind": "settled_move", "happens_on": DECEMBER}, NOW, {"due_on": MARCH}),
        ({"kind": "settled_move", "happens_on": None}, NEXT, {"due_on": MARCH}),
        ({"kind": "social_worker", "happens_on": DECEMBER}, NEXT, {"due_on": MARCH}),
        ({"kind": "absent", "proposed": False, "happens_on": TODAY}, NEXT, {"booked_on": DECEMBER, "due_on": MARCH}),
    ],
    ids=["booked in time", "over", "now", "no day", "only to consider", "booked early"],
)  # fmt: skip
def test_what_the_next_review_can_still_consider_is_left_to_it(child, worker, iro, told, decided, days):
    left(tell(child, worker, **told), iro, decided, **days)

    assert ChangeDecision.objects.get().decision == decided.decision


def test_what_could_not_wait_and_was_made_without_a_review_may_be_left_to_the_next(child, worker, iro):
    change = tell(child, worker, happens_on=DECEMBER)
    told = {"decided_by_name": "Ifeoma Brightwater", "reason": "He was not safe there.", "made_on": TODAY}
    actions.record_without_review(change_id=change.pk, today=TODAY, by=worker, **told)

    left(change, iro, NEXT, due_on=MARCH)

    assert ChangeDecision.objects.get().decision == "next"


def test_what_a_review_considered_before_was_not_made_without_one(child, worker):
    change = tell(child, worker)
    told = {"change_id": change.pk, "decided_by_name": "Ifeoma Brightwater", "reason": "Why", "made_on": TODAY}

    with pytest.raises(actions.ReviewedBefore, match="The review of 20 November 2026 considered this"):
        actions.record_without_review(**told, reviewed_on=date(2026, 11, 20), today=TODAY, by=worker)
    assert not ChangeWithoutReview.objects.exists()

    actions.record_without_review(**told, reviewed_on=date(2026, 11, 24), today=TODAY, by=worker)
    assert ChangeWithoutReview.objects.exists()


def test_a_planned_day_that_passes_without_a_review_is_noticed(child, worker, iro, anyshire):
    NamedIroFactory.create(child=child, iro=iro)
    passed = tell(child, worker, happens_on=date(2026, 11, 20))
    tell(child, worker, happens_on=TODAY)
    tell(child, worker, kind="social_worker", happens_on=date(2026, 11, 20))
    over = tell(child, worker, words="Over", happens_on=date(2026, 11, 20))
    decide(over, iro, NONE, over=True)
    made = tell(child, worker, words="Made", happens_on=date(2026, 11, 20))
    actions.record_without_review(
        change_id=made.pk, decided_by_name="Ifeoma", reason="Why", made_on=TODAY, today=TODAY, by=worker
    )

    assert passed_without_review([child.pk], nation="england", today=TODAY) == [passed]
    assert passed_without_review([child.pk + 1], nation="england", today=TODAY) == []
    decide(passed, iro)
    assert passed_without_review([child.pk], nation="england", today=TODAY) == [passed]
    hold(child, iro)
    assert passed_without_review([child.pk], nation="england", today=TODAY) == []


def hold(child, iro, **more):
    held = Held(held_on=TODAY, completed_on=TODAY, participation_code="PN1")
    return held_actions.record_held(child_id=child.pk, held=held, today=TODAY, by=iro, **more)


def test_a_review_booked_before_it_was_decided_on_was_not_called_for_it(child, worker, iro):
    NamedIroFactory.create(child=child, iro=iro)
    spring = Booking(on=MARCH, at=None, place="")
    review = reviews.arrange(child_id=child.pk, booking=spring, today=TODAY, by=iro)
    change = tell(child, worker)

    decide(change, iro)

    assert [(row.change, row.called) for row in changes_at([review.pk])[review.pk]] == [(change, False)]
    assert to_be_called([child.pk]) == [change]
    move = {"review_id": review.pk, "why": "child_wish", "today": TODAY, "by": iro}
    reviews.move(booking=Booking(on=date(2027, 4, 1), at=None, place=""), version=1, **move)
    assert to_be_called([child.pk]) == [change]
    reviews.move(booking=Booking(on=DECEMBER, at=None, place=""), version=2, **move)
    assert to_be_called([child.pk]) == []
    assert [(row.change, row.called) for row in changes_at([review.pk])[review.pk]] == [(change, True)]


def test_a_review_now_waits_until_one_is_booked_or_held(child, worker, iro):
    NamedIroFactory.create(child=child, iro=iro)
    spring = reviews.arrange(child_id=child.pk, booking=Booking(on=MARCH, at=None, place=""), today=TODAY, by=iro)
    change, another = tell(child, worker), tell(child, worker, kind="missing")
    decide(change, iro)

    december = Booking(on=DECEMBER, at=None, place="")
    soon = reviews.arrange(child_id=child.pk, booking=december, today=TODAY, by=iro, besides=[spring.pk])
    assert to_be_called([child.pk]) == []
    assert [(row.change, row.called) for row in changes_at([soon.pk])[soon.pk]] == [(change, True)]
    assert [(row.change, row.called) for row in changes_at([spring.pk])[spring.pk]] == [(change, False)]

    decide(another, iro)
    assert to_be_called([child.pk]) == [another]
    held = hold(child, iro)
    assert to_be_called([child.pk]) == []
    assert [(row.change, row.called) for row in changes_at([held.pk])[held.pk]] == [(another, True)]


def test_a_review_that_is_booked_knows_what_it_was_called_for(child, worker, iro):
    move, missing = tell(child, worker), tell(child, worker, kind="missing")
    other = tell(child, worker, kind="family_time")
    decide(move, iro)
    decide(missing, iro, decision="next")
    decide(other, iro, NONE)
    assert not ChangeAtReview.objects.exists()

    booking = Booking(on=date(2026, 11, 25), at=None, place="")
    review = reviews.arrange(child_id=child.pk, booking=booking, today=TODAY, by=iro)

    assert [(row.change, row.called) for row in changes_at([review.pk])[review.pk]] == [(move, True), (missing, False)]
    late = tell(child, worker, kind="harm")
    decide(late, iro)
    assert reviews_of_changes([move.pk, missing.pk, other.pk, late.pk]) == {
        move.pk: review,
        missing.pk: review,
        late.pk: review,
    }


def test_what_stood_at_a_cancelled_booking_stands_at_the_next(child, worker, iro):
    move = tell(child, worker)
    decide(move, iro)
    booking = Booking(on=date(2026, 11, 25), at=None, place="")
    first = reviews.arrange(child_id=child.pk, booking=booking, today=TODAY, by=iro)
    reviews.cancel(review_id=first.pk, reason="The carer is ill", version=first.version, today=TODAY, by=iro)
    assert reviews_of_changes([move.pk]) == {}

    second = reviews.arrange(child_id=child.pk, booking=booking, today=TODAY, by=iro)

    assert reviews_of_changes([move.pk]) == {move.pk: second}


def test_a_review_held_without_a_booking_takes_up_what_was_told_before_it(child, worker, iro):
    early, late = tell(child, worker, told_on=date(2026, 11, 16)), tell(child, worker, told_on=TODAY)
    decide(early, iro)
    decide(late, iro)

    held = Held(held_on=date(2026, 11, 20), completed_on=date(2026, 11, 20), participation_code="PN1")
    review = held_actions.record_held(child_id=child.pk, held=held, today=TODAY, by=iro)

    assert reviews_of_changes([early.pk, late.pk]) == {early.pk: review}


def test_an_iro_has_to_decide_on_what_they_were_told_of_their_own_children(
    child, worker, iro, anyshire, django_assert_num_queries
):
    NamedIroFactory.create(child=child, iro=iro)
    other = PeriodFactory.create(child__authority=anyshire).child
    second = tell(child, worker, told_on=TODAY)
    first = tell(child, worker, told_on=date(2026, 11, 20))
    decided = tell(child, worker, kind="missing")
    tell(other, UserFactory.create(authority=anyshire, support=True))
    decide(decided, iro, NONE)

    with django_assert_num_queries(1):
        assert queries.changes_to_decide([child.pk]) == [first, second]
    assert queries.undecided_changes(child.pk) == [first, second]
    assert queries.changes_of(child.pk) == [decided, second, first]


def test_a_change_of_a_child_one_does_not_see_is_not_there(child, worker, anyshire):
    change = tell(child, worker)

    assert queries.get_change(change.pk, viewer=worker) == change
    with pytest.raises(NotFound):
        queries.get_change(change.pk, viewer=UserFactory.create(authority=anyshire, social_worker=True))


def test_an_early_review_starts_the_chain_again(child, worker, iro):
    decide(tell(child, worker), iro)
    ReviewFactory.create(child=child)
    held = Held(held_on=date(2026, 11, 20), completed_on=date(2026, 11, 20), participation_code="PN1")

    held_actions.record_held(child_id=child.pk, held=held, today=TODAY, by=iro)

    assert list(child.deadlines.filter(kind="review", state="owed").values_list("number", "due_on")) == [
        (2, date(2027, 2, 20))
    ]
