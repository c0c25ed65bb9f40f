"""Naming the IRO: by whom, of whom, from when, and nobody who is not independent."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads import actions
from heard.caseloads.models import NamedIro
from heard.children.models import Child, Relationship
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.deadlines.models import Deadline
from tests.factories import (
    TODAY,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 11, 2)).child


def name(child: Child, iro: User, by: User, on: date = date(2026, 11, 5)) -> NamedIro:
    return actions.name_iro(child_id=child.pk, iro_id=iro.pk, appointed_on=on, today=TODAY, by=by)


def test_names_an_iro_and_the_clock_stops_in_time(anyshire: ResponsibleAuthority, manager: User, child: Child) -> None:
    iro = UserFactory.create(authority=anyshire, iro=True)
    diary(anyshire)

    named = name(child, iro, manager)

    assert (named.iro, named.appointed_on, named.ended_on, named.appointed_by) == (
        iro,
        date(2026, 11, 5),
        None,
        manager,
    )
    assert list(Relationship.objects.values_list("user_id", "kind", "until_on")) == [(iro.pk, "named_iro", None)]
    clock = Deadline.objects.get(kind="appoint_iro")
    assert (clock.rule, clock.due_on, clock.met_on, clock.state, clock.in_time) == (
        "iro-appoint-5wd",
        date(2026, 11, 9),
        date(2026, 11, 5),
        "met",
        True,
    )
    assert list(Event.objects.filter(name="iro.named").values_list("child_id", "actor_id", "facts")) == [
        (child.pk, manager.pk, {"iro": iro.pk, "on": "2026-11-05"})
    ]


def test_a_second_iro_takes_over_on_the_day_and_the_first_no_longer_works_with_the_child(
    anyshire: ResponsibleAuthority, manager: User, child: Child
) -> None:
    first = NamedIroFactory.create(child=child, appointed_on=date(2026, 11, 4))
    second = UserFactory.create(authority=anyshire, iro=True)

    name(child, second, manager, on=date(2026, 11, 20))

    assert list(NamedIro.objects.order_by("pk").values_list("iro_id", "appointed_on", "ended_on", "reason_ended")) == [
        (first.iro_id, date(2026, 11, 4), date(2026, 11, 20), "replaced"),
        (second.pk, date(2026, 11, 20), None, ""),
    ]
    assert list(Relationship.objects.filter(until_on__isnull=True).values_list("user_id", flat=True)) == [second.pk]


@pytest.mark.parametrize("kind", ["social_worker", "team_manager"])
def test_refuses_somebody_who_works_with_the_case(
    anyshire: ResponsibleAuthority, manager: User, child: Child, kind: str
) -> None:
    involved = UserFactory.create(authority=anyshire, iro=True)
    RelationshipFactory.create(child=child, user=involved, kind=kind)

    with pytest.raises(actions.NotIndependent) as refused:
        name(child, involved, manager)

    assert "not independent in law" in refused.value.message
    assert not NamedIro.objects.exists()


@pytest.mark.parametrize(
    ("on", "error"),
    [
        (date(2026, 11, 24), actions.AppointedInFuture),
        (date(2026, 11, 1), actions.AppointedTooEarly),
    ],
)
def test_refuses_a_day_that_cannot_be(
    anyshire: ResponsibleAuthority, manager: User, child: Child, on: date, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        name(child, UserFactory.create(authority=anyshire, iro=True), manager, on=on)

    assert not NamedIro.objects.exists()


def test_refuses_the_same_iro_twice_and_a_day_before_the_present_one_began(
    anyshire: ResponsibleAuthority, manager: User, child: Child
) -> None:
    running = NamedIroFactory.create(child=child, appointed_on=date(2026, 11, 10))

    with pytest.raises(actions.AlreadyNamed):
        name(child, running.iro, manager, on=date(2026, 11, 12))
    with pytest.raises(actions.AppointedTooEarly):
        name(child, UserFactory.create(authority=anyshire, iro=True), manager, on=date(2026, 11, 9))

    assert list(NamedIro.objects.values_list("ended_on", flat=True)) == [None]


def test_refuses_people_who_cannot_review(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, manager: User, child: Child
) -> None:
    unfit = [
        UserFactory.create(authority=anyshire, social_worker=True),
        UserFactory.create(authority=anyshire, iro=True, is_active=False),
        UserFactory.create(authority=sir_unrhyw, iro=True),
    ]

    for person in unfit:
        with pytest.raises(actions.NotAnIro):
            name(child, person, manager)

    assert not NamedIro.objects.exists()


def test_refuses_a_child_who_left_care(anyshire: ResponsibleAuthority, manager: User) -> None:
    left = PeriodFactory.create(
        child__authority=anyshire, started_on=date(2025, 1, 6), ceased_on=date(2026, 3, 2), reason_ceased="E4A"
    ).child

    with pytest.raises(actions.NotLookedAfter):
        name(left, UserFactory.create(authority=anyshire, iro=True), manager)


def test_only_those_who_may_appoint_can_name(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, child: Child
) -> None:
    iro = UserFactory.create(authority=anyshire, iro=True)

    with pytest.raises(NotPermitted):
        name(child, iro, iro)
    with pytest.raises(NotFound):
        name(child, iro, UserFactory.create(authority=sir_unrhyw, manager=True))
    with pytest.raises(NotFound):
        actions.name_iro(
            child_id=ChildFactory.create(authority=sir_unrhyw).pk,
            iro_id=iro.pk,
            appointed_on=TODAY,
            today=TODAY,
            by=UserFactory.create(authority=anyshire, manager=True),
        )
