"""A disagreement of the council: the IRO hears of it, and those who were at the review are told."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence.decisions import NothingForThem
from heard.correspondence.disagreement import NobodyTold, tell_those_there
from heard.correspondence.models import Message
from heard.reviews.decisions import answer_actions
from heard.reviews.decisions.answer_actions import Given, NothingToTell
from heard.reviews.models import ManagerAnswer
from heard.reviews.record import actions as record_actions
from tests.factories import (
    TODAY,
    AnswerFactory,
    DecisionFactory,
    IssuedFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow", email="maren@anyshire.example")


@pytest.fixture
def review(anyshire, iro):
    period = PeriodFactory.create(child__authority=anyshire, child__given_name="Teo")
    NamedIroFactory.create(child=period.child, iro=iro)
    held = ReviewFactory.create(period=period, held=True)
    for words in ("Calls every Sunday", "A cat"):
        DecisionFactory.create(review=held, words=words)
    IssuedFactory.create(review=held)
    return held


@pytest.fixture
def manager(review):
    user = UserFactory.create(authority=review.authority, team_manager=True, name="Priya Sandmartin")
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


@pytest.fixture
def mother(review):
    return PartyFactory.create(child=review.child, name="Elena Marblecroft", email="elena@home.example")


def refuse_all(review, by):
    given = [Given(decision_id=one.pk, answer="disagreed", reasons="No money.") for one in review.decisions.all()]
    return answer_actions.answer_several(review_id=review.pk, given=given, today=TODAY, by=by)


def tell(review, people, by, **more):
    return tell_those_there(review_id=review.pk, party_ids=[one.pk for one in people], today=TODAY, by=by, **more)


def told_on():
    return set(ManagerAnswer.objects.values_list("told_on", flat=True))


def test_an_answer_stands_though_the_iro_cannot_be_written_to(review, iro, manager):
    SafeContactRuleFactory.create(party__child=review.child, kind="not_this_address", address=iro.email)

    assert len(refuse_all(review, manager)) == 2
    assert not Message.objects.exists()


def test_the_named_iro_hears_once_of_what_was_refused_together_without_a_word_of_it(review, iro, manager):
    refuse_all(review, manager)

    message = Message.objects.get()
    assert (message.template, message.recipient_user, message.address) == (
        "decision-disagreed", iro, "maren@anyshire.example",
    )  # fmt: skip
    assert "Please read it there, and tell those who were at the review." in str(message.body)
    assert "cat" not in str(message.body)
    assert "money" not in str(message.body)


def test_an_agreement_is_told_nobody(review, iro, manager):
    answer_actions.agree_to_all(review_id=review.pk, today=TODAY, by=manager)

    assert not Message.objects.exists()


def test_those_who_were_there_are_told_what_was_refused_and_why(review, iro, manager, mother):
    calls, cat = review.decisions.order_by("number")
    AnswerFactory.create(decision=calls)
    AnswerFactory.create(decision=cat, disagreed=True, reasons="The carer has an allergy.")

    done = tell(review, [mother], iro)

    message = Message.objects.get(template="disagreement-adult")
    assert (done.letters + done.held, message.address) == (1, "elena@home.example")
    assert "A cat. The council does not agree. Its reasons: The carer has an allergy." in str(message.body)
    assert "Calls every Sunday" not in str(message.body)
    assert dict(ManagerAnswer.objects.values_list("decision_id", "told_on")) == {calls.pk: None, cat.pk: TODAY}
    assert Event.objects.get(name="disagreement.told").facts == {"review": review.pk, "decisions": [cat.pk]}
    with pytest.raises(NothingToTell):
        tell(review, [mother], iro)


def test_whom_nothing_may_reach_gets_a_letter_that_is_held(review, iro, manager, mother):
    refuse_all(review, manager)
    SafeContactRuleFactory.create(party=mother)

    done = tell(review, [mother], iro)

    assert (done.letters, done.held) == (0, 1)


def test_told_in_another_way_is_kept_without_a_letter(review, iro, manager):
    refuse_all(review, manager)
    with pytest.raises(NobodyTold):
        tell(review, [], iro)
    assert told_on() == {None}

    done = tell(review, [], iro, otherwise=True)

    assert (done.letters, done.held, told_on()) == (0, 0, {TODAY})
    assert not Message.objects.filter(template="disagreement-adult").exists()


def test_what_the_copy_of_parents_leaves_out_is_left_out_here_too(review, iro, manager, mother):
    refuse_all(review, manager)
    told = {"copies": ["parents"], "reason": "Safety", "today": TODAY, "by": iro}
    record_actions.redact(review_id=review.pk, heading="decisions", passage="money", **told)
    tell(review, [mother], iro)
    assert "Its reasons: No […]." in str(Message.objects.get(template="disagreement-adult").body)


def test_nothing_is_kept_where_all_is_left_out(review, iro, manager, mother):
    refuse_all(review, manager)
    told = {"copies": ["parents"], "reason": "Safety", "today": TODAY, "by": iro}
    record_actions.leave_out(review_id=review.pk, heading="decisions", **told)

    with pytest.raises(NothingForThem):
        tell(review, [mother], iro)

    assert told_on() == {None}


def test_only_the_reviewing_officers_tell_and_only_people_of_the_child(review, iro, manager):
    refuse_all(review, manager)
    stranger = PartyFactory.create(child__authority=review.authority)
    with pytest.raises(NotFound):
        tell(review, [stranger], iro)
    with pytest.raises(NotPermitted):
        tell(review, [], manager, otherwise=True)

    assert told_on() == {None}


def test_the_day_is_of_today_however_late_it_was(review, iro, manager):
    AnswerFactory.create(decision=review.decisions.first(), disagreed=True, answered_on=date(2026, 11, 19))

    tell(review, [], iro, otherwise=True)

    assert told_on() == {TODAY}
