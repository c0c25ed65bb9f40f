"""The log of resource risks."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.quality import risk_actions, risks
from heard.quality.models import ResourceRisk
from heard.quality.risk_actions import Risk, Step
from tests.factories import TODAY, AuthorityFactory, ChildFactory, UserFactory
from tests.factories.quality import ResourceRiskFactory, RiskStepFactory

TOMORROW = date(2026, 11, 24)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def raise_one(by: User, **other: Any) -> ResourceRisk:
    facts: dict[str, Any] = {"topic": "rooms", "what": "No quiet room in the north", "raised_on": TODAY} | other
    return risk_actions.raise_risk(risk=Risk(**facts), today=TODAY, by=by)


def step(row: ResourceRisk, by: User, **other: Any) -> None:
    facts: dict[str, Any] = {
        "kind": "asked",
        "on": TODAY,
        "words": "A room at the school",
        "whom": "Head of property",
    } | other
    risk_actions.add_step(risk_id=row.pk, step=Step(**facts), today=TODAY, by=by)


def test_a_risk_is_raised_asked_about_escalated_and_closed_with_its_outcome(iro: User, manager: User) -> None:
    children = [ChildFactory.create(authority=iro.authority) for _ in range(2)]
    row = raise_one(iro, children=[child.local_id for child in children])

    step(row, manager)
    step(row, manager, kind="escalated", whom="Director")
    step(row, manager, kind="mitigated", words="Reviews at school for now", whom="")
    assert risks.get_risk(row.pk, viewer=iro).risk.state == "mitigated"
    step(row, manager, kind="closed", words="The room is ours on Thursdays", whom="")

    seen = risks.get_risk(row.pk, viewer=iro)
    assert (seen.risk.state, seen.affected, [one.kind for one in seen.steps]) == (
        "closed", 2, ["asked", "escalated", "mitigated", "closed"],
    )  # fmt: skip
    last = seen.last("escalated")
    assert last is not None
    assert last.whom == "Director"


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"what": ""}, risk_actions.RiskWithoutWords),
        ({"topic": "weather"}, risk_actions.RiskWithoutWords),
        ({"raised_on": TOMORROW}, risk_actions.RaisedInFuture),
        ({"children": ["4711"]}, risk_actions.UnknownChild),
        ({"children": ["4711"], "children_stated": 3}, risk_actions.CountedTwice),
    ],
)
def test_refuses_a_risk_that_cannot_be(iro: User, other: dict[str, Any], error: type[DomainError]) -> None:
    with pytest.raises(error):
        raise_one(iro, **other)

    assert not ResourceRisk.objects.exists()


def test_a_restricted_child_is_as_unknown_as_none(iro: User) -> None:
    ChildFactory.create(authority=iro.authority, restricted=True, local_id="4711")

    with pytest.raises(risk_actions.UnknownChild, match="There is no child 4711 among those"):
        raise_one(iro, children=["4711"])


@pytest.mark.parametrize(
    ("state", "other", "error"),
    [
        ("open", {"kind": "closed", "words": " "}, risk_actions.ClosedWithoutOutcome),
        ("open", {"words": ""}, risk_actions.StepWithoutWords),
        ("open", {"whom": ""}, risk_actions.StepWithoutWhom),
        ("open", {"kind": "reopened"}, risk_actions.NotClosed),
        ("open", {"kind": "forgotten"}, risk_actions.UnknownStep),
        ("open", {"on": TOMORROW}, risk_actions.StepOnWrongDay),
        ("open", {"on": date(2026, 10, 4)}, risk_actions.StepOnWrongDay),
        ("closed", {}, risk_actions.ClosedAlready),
    ],
)
def test_refuses_a_step_that_cannot_be(
    manager: User, state: str, other: dict[str, Any], error: type[DomainError]
) -> None:
    row = ResourceRiskFactory.create(authority=manager.authority, state=state)

    with pytest.raises(error):
        step(row, manager, **other)

    row.refresh_from_db()
    assert (row.state, row.steps.count()) == (state, 0)


def test_a_closed_risk_is_opened_again(manager: User) -> None:
    row = ResourceRiskFactory.create(authority=manager.authority, state="closed")

    step(row, manager, kind="reopened", words="The room was taken away again")

    row.refresh_from_db()
    assert row.state == "open"


def test_officers_raise_and_managers_act_of_the_same_authority_alone(iro: User, manager: User) -> None:
    row = ResourceRiskFactory.create(authority=iro.authority)
    stranger = UserFactory.create(manager=True, authority=AuthorityFactory.create())

    with pytest.raises(NotPermitted):
        step(row, iro)
    with pytest.raises(NotFound):
        step(row, stranger)
    with pytest.raises(NotPermitted):
        raise_one(UserFactory.create(board=True, authority=iro.authority))
    assert [one.risk for one in risks.listed(iro)] == [row]
    for role in ("board", "inspector", "support", "team_manager"):
        assert risks.listed(UserFactory.create(**{role: True}, authority=iro.authority)) == []
    assert risks.listed(stranger) == []


def test_children_whom_the_reader_may_not_see_are_neither_shown_nor_counted(iro: User, manager: User) -> None:
    seen, hidden = (ChildFactory.create(authority=iro.authority, restricted=one) for one in (False, True))
    row = raise_one(manager, children=[seen.local_id, hidden.local_id])

    assert (risks.get_risk(row.pk, viewer=manager).affected, risks.get_risk(row.pk, viewer=iro).affected) == (2, 1)


def test_the_risks_of_a_year_are_counted_from_their_steps(manager: User) -> None:
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    own: dict[str, Any] = {"authority": manager.authority}
    ResourceRiskFactory.create(raised_on=date(2026, 3, 31), **own)
    closed = ResourceRiskFactory.create(state="closed", **own)
    RiskStepFactory.create(risk=closed, kind="closed")
    again = ResourceRiskFactory.create(**own)
    RiskStepFactory.create(risk=again, kind="closed")
    RiskStepFactory.create(risk=again, kind="reopened", on=TODAY)

    found = risks.counted(manager.authority_id, first=first, last=last)

    assert (found.raised, found.closed, found.open_at_end) == (2, 1, 2)
