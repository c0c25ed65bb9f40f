"""From the appointment to the goodbye; never a child without an IRO between two."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads import handover_actions as actions
from heard.caseloads.actions import name_iro
from heard.caseloads.handover_actions import CarriedOut, ChangePlan
from heard.caseloads.models import Acceptance, Handover, Introduction, NamedIro
from heard.caseloads.vacancies import to_answer, told_of_conflict
from heard.children.models import Child, PeriodOfCare
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, NamedIroFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def named(anyshire: ResponsibleAuthority) -> NamedIro:
    return NamedIroFactory.create(child=PeriodFactory.create(child__authority=anyshire).child)


@pytest.fixture
def next_iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


def plan(
    child: Child, to: User, by: User, on: date = date(2026, 12, 1), why: str = "leaves", **more: object
) -> Handover:
    wanted = ChangePlan(to_iro_id=to.pk, change_on=on, why=why, **more)  # type: ignore[arg-type]
    return actions.plan_change(child_id=child.pk, plan=wanted, today=TODAY, by=by)


def spells(child: Child) -> list[tuple[object, ...]]:
    rows = NamedIro.objects.filter(child=child).order_by("appointed_on", "pk")
    return list(rows.values_list("iro_id", "appointed_on", "ended_on", "reason_ended"))


def test_the_iro_accepts_and_declares_independence(named: NamedIro, manager: User) -> None:
    row = actions.answer_appointment(appointment_id=named.pk, today=TODAY, by=named.iro)

    assert (row.answered_on, row.declares_independence, row.conflict_told) == (TODAY, True, "")
    assert list(Event.objects.values_list("name", "child_id", "actor_id")) == [
        ("iro.accepted", named.child_id, named.iro_id)
    ]
    with pytest.raises(actions.AnsweredAlready):
        actions.answer_appointment(appointment_id=named.pk, today=TODAY, by=named.iro)


def test_the_iro_tells_of_a_conflict_and_nobody_answers_for_them(named: NamedIro, manager: User) -> None:
    with pytest.raises(NotPermitted):
        actions.answer_appointment(appointment_id=named.pk, today=TODAY, by=manager)
    with pytest.raises(NotFound):
        actions.answer_appointment(appointment_id=0, today=TODAY, by=named.iro)

    assert [row.pk for row in to_answer(named.iro)] == [named.pk]
    assert told_of_conflict(manager) == []

    actions.answer_appointment(appointment_id=named.pk, conflict="My cousin is the carer", today=TODAY, by=named.iro)

    assert list(Acceptance.objects.values_list("declares_independence", "conflict_told")) == [
        (False, "My cousin is the carer")
    ]
    assert to_answer(named.iro) == []
    assert [row.appointment for row in told_of_conflict(manager)] == [named]


def test_an_introduction_is_recorded_by_the_iro_or_the_manager(named: NamedIro, manager: User, next_iro: User) -> None:
    def meet(by: User, on: date = date(2026, 11, 9), how: str = "visit") -> Introduction:
        return actions.record_introduction(appointment_id=named.pk, met_on=on, how=how, today=TODAY, by=by)

    meet(named.iro)
    meet(manager, date(2026, 11, 4), "joint")

    wrong: list[tuple[type[Exception], User, date, str]] = [
        (NotPermitted, next_iro, TODAY, "visit"),
        (actions.UnknownWay, manager, TODAY, "dream"),
        (actions.MetOnAnotherDay, manager, date(2026, 11, 24), "visit"),
        (actions.MetOnAnotherDay, manager, date(2026, 11, 4), "visit"),
        (actions.IntroducedAlready, manager, date(2026, 11, 9), "video"),
    ]
    for error, by, on, how in wrong:
        with pytest.raises(error):
            meet(by, on, how)
    assert Introduction.objects.count() == 2


def test_a_planned_change_comes_to_pass_on_its_day_without_a_gap(
    named: NamedIro, manager: User, next_iro: User
) -> None:
    row = plan(named.child, next_iro, manager, joint_introduction_on=date(2026, 11, 27), carried=("School place", " "))
    assert (row.carried, row.state) == (["School place"], "planned")

    early = actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 11, 30))
    before = spells(named.child)
    done = actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 12, 2))
    again = actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 12, 2))

    assert (early, done, again) == (
        CarriedOut(done=0, with_problem=0),
        CarriedOut(done=1, with_problem=0),
        CarriedOut(done=0, with_problem=0),
    )
    assert before == [(named.iro_id, date(2026, 11, 5), None, "")]
    assert spells(named.child) == [
        (named.iro_id, date(2026, 11, 5), date(2026, 12, 1), "replaced"),
        (next_iro.pk, date(2026, 12, 1), None, ""),
    ]
    row.refresh_from_db()
    assert (row.state, row.problem) == ("done", "")


def test_where_the_next_iro_was_barred_meanwhile_nobody_ends(named: NamedIro, manager: User, next_iro: User) -> None:
    row = plan(named.child, next_iro, manager)
    InvolvementFactory.create(child=named.child, user=next_iro, entered_by=manager)

    done = actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 12, 1))

    row.refresh_from_db()
    assert (done, row.state) == (CarriedOut(done=0, with_problem=1), "planned")
    assert row.problem.startswith("This person is not independent in law.")
    assert spells(named.child) == [(named.iro_id, date(2026, 11, 5), None, "")]


def test_refuses_a_change_that_cannot_be_planned(
    named: NamedIro, manager: User, next_iro: User, sir_unrhyw: ResponsibleAuthority
) -> None:
    child = named.child
    barred = UserFactory.create(authority=child.authority, iro=True)
    InvolvementFactory.create(child=child, user=barred, entered_by=manager)
    wrong: list[tuple[type[Exception], User, User, date, str]] = [
        (actions.PlannedInThePast, next_iro, manager, date(2026, 11, 22), "leaves"),
        (actions.NoReason, next_iro, manager, date(2026, 12, 1), "whim"),
        (actions.NoReason, next_iro, manager, date(2026, 12, 1), "other"),
        (actions.CannotTakeOver, barred, manager, date(2026, 12, 1), "leaves"),
        (actions.CannotTakeOver, named.iro, manager, date(2026, 12, 1), "leaves"),
        (actions.CannotTakeOver, UserFactory.create(authority=sir_unrhyw, iro=True), manager, TODAY, "leaves"),
        (NotPermitted, next_iro, next_iro, date(2026, 12, 1), "leaves"),
    ]

    for error, to, by, on, why in wrong:
        with pytest.raises(error):
            plan(child, to, by, on, why)
    with pytest.raises(actions.PlannedInThePast):
        plan(child, next_iro, manager, joint_introduction_on=date(2026, 12, 2))
    with pytest.raises(actions.NoIroYet):
        plan(PeriodFactory.create(child__authority=child.authority).child, next_iro, manager)
    assert not Handover.objects.exists()


def test_one_plan_at_a_time_and_a_plan_can_be_withdrawn(named: NamedIro, manager: User, next_iro: User) -> None:
    row = plan(named.child, next_iro, manager)
    with pytest.raises(actions.PlannedAlready):
        plan(named.child, next_iro, manager)

    actions.withdraw_handover(handover_id=row.pk, by=manager)

    with pytest.raises(actions.NoLongerPlanned):
        actions.withdraw_handover(handover_id=row.pk, by=manager)
    assert actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 12, 1)).done == 0
    assert plan(named.child, next_iro, manager).state == "planned"


@pytest.mark.parametrize(
    ("quicker", "state", "event"), [(True, "done", "iro.handed_over"), (False, "withdrawn", "iro.handover_withdrawn")]
)
def test_whoever_is_named_at_once_settles_what_was_planned(
    named: NamedIro, manager: User, next_iro: User, quicker: bool, state: str, event: str
) -> None:
    row = plan(named.child, next_iro, manager)
    taken = next_iro if quicker else UserFactory.create(authority=manager.authority, iro=True)

    name_iro(child_id=named.child_id, iro_id=taken.pk, appointed_on=TODAY, today=TODAY, by=manager)
    later = actions.carry_out_handovers(authority_id=manager.authority_id, today=date(2026, 12, 1))

    row.refresh_from_db()
    assert (row.state, row.problem, later) == (state, "", CarriedOut(done=0, with_problem=0))
    assert [spell[0] for spell in spells(named.child)] == [named.iro_id, taken.pk]
    assert list(Event.objects.filter(name=event).values_list("child_id", "actor_id")) == [(named.child_id, manager.pk)]


def test_the_goodbye_is_on_the_18th_birthday(named: NamedIro, manager: User) -> None:
    child = named.child
    child.born_on = date(2008, 12, 10)
    child.save()

    row = actions.plan_ending(child_id=child.pk, carried=["Pathway plan"], today=TODAY, by=manager)
    actions.carry_out_handovers(authority_id=named.authority_id, today=date(2026, 12, 10))

    assert (row.change_on, row.why) == (date(2026, 12, 10), "eighteen")
    assert spells(child) == [(named.iro_id, date(2026, 11, 5), date(2026, 12, 10), "ceased")]


def test_no_goodbye_without_a_birthday_or_after_it(named: NamedIro, manager: User) -> None:
    for born_on, error in [(None, actions.BirthdayUnknown), (date(2008, 11, 22), actions.PlannedInThePast)]:
        named.child.born_on = born_on
        named.child.save()
        with pytest.raises(error):
            actions.plan_ending(child_id=named.child_id, carried=[], today=TODAY, by=manager)


def test_an_appointment_ends_with_care_and_not_for_a_child_who_came_back(
    anyshire: ResponsibleAuthority, named: NamedIro
) -> None:
    left = NamedIroFactory.create(
        child=PeriodFactory.create(
            child__authority=anyshire, started_on=date(2026, 11, 2), ceased_on=date(2026, 11, 16), reason_ceased="E4A"
        ).child
    )
    PeriodOfCare.objects.create(
        authority=anyshire, child=named.child, started_on=date(2026, 1, 5), ceased_on=date(2026, 3, 2), source="return"
    )

    assert actions.end_after_care(authority_id=anyshire.pk, today=TODAY) == 1
    assert actions.end_after_care(authority_id=anyshire.pk, today=TODAY) == 0

    assert spells(left.child) == [(left.iro_id, date(2026, 11, 5), date(2026, 11, 16), "ceased")]
    assert spells(named.child) == [(named.iro_id, date(2026, 11, 5), None, "")]
