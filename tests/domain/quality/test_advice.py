"""Independent legal advice: who asks, who answers, who reads, and how many working days it took."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.quality import advice, advice_actions
from heard.quality.advice_actions import Adviser, Question
from heard.quality.models import AdviceRequest
from tests.factories import TODAY, AuthorityFactory, ChildFactory, RelationshipFactory, UserFactory
from tests.factories.quality import AdviceRequestFactory

TOMORROW, MONDAY_BEFORE = date(2026, 11, 24), date(2026, 11, 16)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def lawyer(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(legal=True, authority=anyshire)


def ask(by: User, *, adviser: Adviser | None = None, **other: Any) -> AdviceRequest:
    facts: dict[str, Any] = {"words": "May Teo see the plan?", "urgency": "urgent", "asked_on": MONDAY_BEFORE} | other
    return advice_actions.ask_advice(question=Question(**facts), adviser=adviser, today=TODAY, by=by)


def answer(row: AdviceRequest, by: User, **other: Any) -> AdviceRequest:
    facts: dict[str, Any] = {"answered_on": TODAY, "outcome": "Yes", "declares": True} | other
    return advice_actions.record_answer(request_id=row.pk, today=TODAY, by=by, **facts)


def test_a_question_is_asked_and_answered_with_the_working_days_between(iro: User, lawyer: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    row = ask(iro, child_id=child.pk, adviser=Adviser(user_id=lawyer.pk))

    answer(row, lawyer)

    seen = advice.get_request(row.pk, viewer=iro, today=TODAY)
    assert (seen.child, seen.working_days, seen.request.state, seen.request.closed_by) == (child, 5, "answered", lawyer)
    assert list(Event.objects.order_by("pk").values_list("name", "child_id")) == [
        ("advice.asked", child.pk),
        ("advice.answered", child.pk),
    ]
    assert "May Teo" not in str(list(Event.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"words": " "}, advice_actions.NoQuestion),
        ({"urgency": "whenever"}, advice_actions.NoQuestion),
        ({"asked_on": TOMORROW}, advice_actions.AskedInFuture),
        ({"adviser": Adviser()}, advice_actions.NoAdviser),
        ({"adviser": Adviser(user_id=1, name="Both")}, advice_actions.NoAdviser),
        ({"child_id": 987_654_321}, NotFound),
    ],
)
def test_refuses_a_question_that_cannot_be(iro: User, other: dict[str, Any], error: type[DomainError]) -> None:
    with pytest.raises(error):
        ask(iro, **other)

    assert not AdviceRequest.objects.exists()


def test_refuses_the_lawyer_of_the_childs_own_case(iro: User, lawyer: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    RelationshipFactory.create(child=child, user=lawyer, kind="legal_officer")

    with pytest.raises(advice_actions.NotIndependentAdviser):
        ask(iro, child_id=child.pk, adviser=Adviser(user_id=lawyer.pk))


def test_refuses_an_answer_of_a_lawyer_who_took_on_the_case_meanwhile(iro: User, lawyer: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    row = ask(iro, child_id=child.pk, adviser=Adviser(user_id=lawyer.pk))
    RelationshipFactory.create(child=child, user=lawyer, kind="legal_officer")

    with pytest.raises(advice_actions.NotIndependentAdviser):
        answer(row, lawyer)


def test_refuses_an_adviser_of_another_authority_and_who_is_no_adviser(iro: User) -> None:
    stranger = UserFactory.create(legal=True, authority=AuthorityFactory.create())
    clerk = UserFactory.create(support=True, authority=iro.authority)

    for somebody in (stranger, clerk):
        with pytest.raises(NotFound):
            ask(iro, adviser=Adviser(user_id=somebody.pk))


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"answered_on": date(2026, 11, 15)}, advice_actions.AnsweredBeforeAsked),
        ({"answered_on": TOMORROW}, advice_actions.AnsweredInFuture),
        ({"outcome": " "}, advice_actions.NoOutcome),
        ({"declares": False}, advice_actions.NotDeclared),
    ],
)
def test_refuses_an_answer_that_cannot_be(iro: User, other: dict[str, Any], error: type[DomainError]) -> None:
    row = AdviceRequestFactory.create(officer=iro, adviser_name="Chambers at Marram")

    with pytest.raises(error):
        answer(row, iro, **other)

    row.refresh_from_db()
    assert (row.state, row.answered_on, row.declares_independence) == ("open", None, False)


def test_refuses_an_answer_before_an_adviser_is_named(iro: User) -> None:
    row = AdviceRequestFactory.create(officer=iro)

    with pytest.raises(advice_actions.NoAdviser, match="Name the adviser"):
        answer(row, iro)
    advice_actions.name_adviser(request_id=row.pk, adviser=Adviser(name="Chambers at Marram"), by=iro)
    assert answer(row, iro).answered_on == TODAY
    with pytest.raises(advice_actions.NotOpen):
        answer(row, iro)


def test_an_adviser_neither_passes_the_question_on_nor_withdraws_it(iro: User, lawyer: User) -> None:
    row = AdviceRequestFactory.create(officer=iro, adviser=lawyer)

    with pytest.raises(NotPermitted):
        advice_actions.name_adviser(request_id=row.pk, adviser=Adviser(name="Somebody"), by=lawyer)
    with pytest.raises(NotPermitted):
        advice_actions.withdraw_question(request_id=row.pk, because="No time", by=lawyer)


def test_a_question_is_withdrawn_with_its_reason(iro: User) -> None:
    row = AdviceRequestFactory.create(officer=iro)

    with pytest.raises(advice_actions.NoReasonToWithdraw):
        advice_actions.withdraw_question(request_id=row.pk, because="", by=iro)
    advice_actions.withdraw_question(request_id=row.pk, because="The plan changed", by=iro)

    row.refresh_from_db()
    assert (row.state, row.outcome) == ("withdrawn", "The plan changed")
    assert advice.get_request(row.pk, viewer=iro, today=TODAY).working_days is None


def test_only_who_asked_the_managers_and_the_adviser_read_it(iro: User, manager: User, lawyer: User) -> None:
    row = AdviceRequestFactory.create(officer=iro, adviser=lawyer)
    here: dict[str, Any] = {"authority": iro.authority}
    roles = ("iro", "legal", "support", "team_manager", "inspector", "board", "administrator", "dpo")
    others = [UserFactory.create(**{role: True}, **here) for role in roles]
    others.append(UserFactory.create(manager=True, authority=AuthorityFactory.create()))

    for other in others:
        assert advice.listed(other, today=TODAY) == []
        with pytest.raises(NotFound):
            advice.get_request(row.pk, viewer=other, today=TODAY)
        with pytest.raises((NotFound, NotPermitted)):
            answer(row, other)
    for reader in (iro, manager, lawyer):
        assert [one.request for one in advice.listed(reader, today=TODAY)] == [row]


def test_an_adviser_does_not_learn_which_child_it_is_unless_the_child_is_theirs_to_see(iro: User, lawyer: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    row = AdviceRequestFactory.create(officer=iro, adviser=lawyer, child=child)

    seen = advice.get_request(row.pk, viewer=lawyer, today=TODAY)

    assert (seen.child, seen.about_a_child) == (None, True)
    assert advice.get_request(row.pk, viewer=iro, today=TODAY).child == child


def test_open_questions_come_first_the_urgent_and_old_ones_on_top(iro: User) -> None:
    done = AdviceRequestFactory.create(
        officer=iro, adviser_name="X", state="answered", answered_on=TODAY, outcome="Yes", declares_independence=True
    )
    routine = AdviceRequestFactory.create(officer=iro, asked_on=date(2026, 10, 1))
    late, soon = (
        AdviceRequestFactory.create(officer=iro, urgency="today", asked_on=day) for day in (MONDAY_BEFORE, TODAY)
    )

    assert [one.request for one in advice.listed(iro, today=TODAY)] == [late, soon, routine, done]


def test_the_days_of_a_year_are_counted_without_those_withdrawn(iro: User) -> None:
    good: dict[str, Any] = {"adviser_name": "X", "state": "answered", "outcome": "Yes", "declares_independence": True}
    for answered_on in (MONDAY_BEFORE, date(2026, 11, 18), TODAY):
        AdviceRequestFactory.create(officer=iro, answered_on=answered_on, **good)
    AdviceRequestFactory.create(officer=iro)
    AdviceRequestFactory.create(officer=iro, state="withdrawn", outcome="No need")
    AdviceRequestFactory.create(officer=iro, asked_on=date(2026, 3, 31), answered_on=TODAY, **good)

    found = advice.answered_in(iro.authority_id, first=date(2026, 4, 1), last=date(2027, 3, 31))

    assert (found.asked, found.answered, found.middle_days, found.most_days) == (4, 3, 2, 5)
