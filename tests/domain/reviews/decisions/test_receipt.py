"""That decisions were received: entered, seen, answered, or told by the outbox; and answers that came by letter."""

from datetime import date, timedelta

import pytest

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.law import Nation
from heard.reviews.decisions import answer_actions as answers
from heard.reviews.decisions import receipt_actions as actions
from heard.reviews.decisions.answer_actions import Given
from heard.reviews.decisions.ledger import Wanted, counts, ledger
from heard.reviews.decisions.queries import get_line, waiting_for
from heard.reviews.decisions.receipt import NotIssuedYet
from heard.reviews.decisions.standing import Standing
from heard.reviews.measures.decisions import answer_sets
from heard.reviews.models import ManagerAnswer
from tests.factories import (
    TODAY,
    AnswerFactory,
    DecisionFactory,
    IssuedFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SENT = date(2026, 11, 13)  # silence would have been agreement on the 20th


@pytest.fixture
def review(anyshire):
    child = PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 6, 1)).child
    return ReviewFactory.create(child=child, held=True, held_on=date(2026, 11, 9), completed_on=date(2026, 11, 9))


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, roles=["business_support"], name="Sam Reedmace")


@pytest.fixture
def manager(review):
    user = UserFactory.create(authority=review.authority, team_manager=True)
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


@pytest.fixture
def issued(review, manager):
    return IssuedFactory.create(review=review, manager=manager, issued_on=SENT, received_on=None)


@pytest.fixture
def decision(issued):
    return DecisionFactory.create(review=issued.review)


def enter(review, by, on=TODAY):
    return actions.enter_received(review_id=review.pk, received_on=on, today=TODAY, by=by)


def received(issued):
    issued.refresh_from_db()
    return issued.received_on, issued.received_by


def test_without_a_day_of_receipt_silence_is_never_agreement(review, issued, decision, iro, manager, anyshire):
    later = TODAY + timedelta(days=60)

    answer = get_line(decision.pk, viewer=iro, today=later).answer

    assert (answer.standing, answer.due, answer.on) == (Standing.NOT_RECEIVED, None, None)
    assert [row.pk for row in ledger(iro, Wanted(today=later, answers=("not_received",)))] == [decision.pk]
    assert counts(iro, Wanted(today=later)).answers == {
        "agreed": 0, "silent": 0, "disagreed": 0, "waiting": 0, "not_received": 1, "not_sent": 0,
    }  # fmt: skip
    assert [(one.review, one.open, one.due) for one in waiting_for(manager, today=later)] == [(review, 1, None)]
    sets = answer_sets(anyshire.pk, Nation.ENGLAND, first=SENT, last=TODAY, today=later)
    assert [one.kind for one in sets] == ["waiting"]


@pytest.mark.parametrize("role", ["iro", "business_support"])
def test_the_day_is_entered_and_mended(review, issued, decision, iro, role):
    by = UserFactory.create(authority=review.authority, roles=[role])

    enter(review, by, SENT)
    assert get_line(decision.pk, viewer=iro, today=TODAY).answer.standing is Standing.SILENT
    enter(review, by)

    assert received(issued) == (TODAY, "entered")
    assert get_line(decision.pk, viewer=iro, today=TODAY).answer.standing is Standing.WAITING
    assert list(Event.objects.filter(name="decisions.received").values_list("actor_id", "facts")) == [
        (by.pk, {"review": review.pk, "on": "2026-11-13"}),
        (by.pk, {"review": review.pk, "on": "2026-11-23"}),
    ]
    enter(review, by, None)
    assert received(issued) == (None, "")


@pytest.mark.parametrize("on", [SENT - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_day_before_the_sending_or_in_the_future_is_refused(review, issued, iro, on):
    with pytest.raises(actions.ReceivedWhen):
        enter(review, iro, on)

    assert received(issued) == (None, "")


def test_what_was_not_sent_or_answered_before_is_not_received_then(review, iro, manager):
    with pytest.raises(NotIssuedYet):
        enter(review, iro)
    issued = IssuedFactory.create(review=review, manager=manager, issued_on=SENT)
    answer = AnswerFactory.create(decision__review=review, answered_on=date(2026, 11, 20), answered_by=manager)

    for on in (date(2026, 11, 23), None):
        with pytest.raises(actions.AnsweredBefore):
            enter(review, iro, on)

    assert received(issued) == (SENT, "")
    enter(review, iro, date(2026, 11, 18))
    answer.refresh_from_db()
    assert answer.in_time is True


def test_an_answer_is_counted_again_when_the_day_is_mended(review, iro, manager):
    IssuedFactory.create(review=review, manager=manager, issued_on=SENT)
    decision = DecisionFactory.create(review=review)
    row = answers.answer(decision_id=decision.pk, answer="agreed", reasons="", today=TODAY, by=manager)
    assert row.in_time is False

    enter(review, iro, date(2026, 11, 18))

    row.refresh_from_db()
    assert row.in_time is True


def test_nobody_else_enters_the_day(review, issued, manager):
    elsewhere = UserFactory.create(iro=True)
    with pytest.raises(NotPermitted):
        enter(review, manager)
    with pytest.raises((NotFound, NotPermitted)):
        enter(review, elsewhere)

    assert received(issued) == (None, "")


def test_the_manager_who_opens_them_has_received_them_and_a_colleague_has_not(review, issued, manager):
    colleague = UserFactory.create(authority=review.authority, team_manager=True)
    RelationshipFactory.create(child=review.child, user=colleague, kind="team_manager")

    actions.open_to_answer(review_id=review.pk, today=TODAY, by=colleague)
    assert received(issued) == (None, "")
    actions.open_to_answer(review_id=review.pk, today=TODAY, by=manager)
    actions.open_to_answer(review_id=review.pk, today=TODAY + timedelta(days=1), by=manager)

    assert received(issued) == (TODAY, "opened")
    assert Event.objects.filter(name="decisions.received").count() == 1


def test_whoever_answers_has_received_what_they_answer(issued, decision, manager):
    row = answers.answer(decision_id=decision.pk, answer="agreed", reasons="", today=TODAY, by=manager)

    assert (row.in_time, received(issued)) == (True, (TODAY, "answered"))


def test_the_outbox_tells_that_the_letter_left_and_that_it_failed(review, issued):
    actions.follow_left(review_id=review.pk, on=SENT - timedelta(days=1))
    assert received(issued) == (SENT, "letter")
    actions.follow_left(review_id=review.pk, on=TODAY)
    assert received(issued) == (SENT, "letter")
    actions.follow_failed(review_id=review.pk, on=TODAY)
    assert received(issued) == (None, "")


def test_a_day_known_in_another_way_stays_when_the_letter_fails(review, issued, iro):
    enter(review, iro)

    actions.follow_failed(review_id=review.pk, on=TODAY)

    assert received(issued) == (TODAY, "entered")


def by_letter(review, by, *given, name=" Q.  Finch ", on=date(2026, 11, 20)):
    return answers.record_answer_received(
        review_id=review.pk, given=given, answered_by=name, answered_on=on, today=TODAY, by=by
    )


def test_an_answer_by_letter_is_entered_by_support_with_who_gave_it(review, issued, decision, support, iro):
    other = DecisionFactory.create(review=review)

    by_letter(review, support, Given(decision_id=decision.pk, answer="disagreed", reasons="No money."))

    row = ManagerAnswer.objects.get()
    assert (row.decision, row.answer, row.reasons, row.answered_on, row.in_time) == (
        decision, "disagreed", "No money.", date(2026, 11, 20), True,
    )  # fmt: skip
    assert (row.answered_by, row.answered_by_name) == (support, "Q. Finch")
    assert received(issued) == (date(2026, 11, 20), "answered")
    assert Event.objects.filter(name="decision.disagreed").count() == 1
    assert get_line(other.pk, viewer=iro, today=TODAY).answer.standing is Standing.WAITING


def test_an_answer_by_letter_after_silence_is_late(review, support, manager):
    IssuedFactory.create(review=review, issued_on=SENT)
    decision = DecisionFactory.create(review=review)

    rows = by_letter(review, support, Given(decision_id=decision.pk, answer="agreed"), on=TODAY)

    assert [row.in_time for row in rows] == [False]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"name": " "}, answers.NobodyAnswered),
        ({"on": SENT - timedelta(days=1)}, answers.AnsweredWhen),
        ({"on": TODAY + timedelta(days=1)}, answers.AnsweredWhen),
    ],
)
def test_an_answer_by_letter_says_who_and_when(review, decision, support, more, error):
    with pytest.raises(error):
        by_letter(review, support, Given(decision_id=decision.pk, answer="agreed"), **more)

    assert not ManagerAnswer.objects.exists()


def test_an_answer_by_letter_is_complete(review, decision, support):
    elsewhere = DecisionFactory.create()
    for given, error in [
        ((), answers.NothingToAnswer),
        ((Given(decision_id=elsewhere.pk, answer="agreed"),), NotFound),
        ((Given(decision_id=decision.pk, answer="disagreed", reasons=" "),), answers.ReasonsMissing),
        ((Given(decision_id=decision.pk, answer="perhaps"),), answers.ReasonsMissing),
    ]:
        with pytest.raises(error):
            by_letter(review, support, *given)
    by_letter(review, support, Given(decision_id=decision.pk, answer="agreed"))
    with pytest.raises(answers.AnsweredAlready):
        by_letter(review, support, Given(decision_id=decision.pk, answer="agreed"))


@pytest.mark.parametrize("roles", [["iro"], ["iro_manager"], ["iro", "business_support"], ["social_worker"]])
def test_an_iro_never_enters_the_answer_of_the_authority(review, issued, decision, roles):
    user = UserFactory.create(authority=review.authority, roles=roles)

    with pytest.raises(NotPermitted):
        by_letter(review, user, Given(decision_id=decision.pk, answer="agreed"))

    assert not ManagerAnswer.objects.exists()
    assert received(issued) == (None, "")
