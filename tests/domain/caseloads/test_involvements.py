"""Involvements: who records them, and the conflict that appears at once when they bar a child's IRO."""

from datetime import date

import pytest

from heard.accounts import actions as accounts
from heard.accounts.line_management import ManagedInARing, set_line_manager
from heard.accounts.models import ResponsibleAuthority, Team, User
from heard.accounts.permissions import Role
from heard.audit.models import Event
from heard.caseloads import involvements, officers
from heard.caseloads.independence import check_again
from heard.caseloads.involvements import InvolvementRow, RefusedRow, Spell
from heard.caseloads.models import Conflict, Involvement, NamedIro
from heard.caseloads.vacancies import vacancies
from heard.children.models import Child
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, ChildFactory, NamedIroFactory, PeriodFactory, TeamFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
REG_46 = "Care Planning, Placement and Case Review (England) Regulations 2010, reg 46"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True, name="Manager")


@pytest.fixture
def named(anyshire: ResponsibleAuthority) -> NamedIro:
    return NamedIroFactory.create(child=PeriodFactory.create(child__authority=anyshire).child)


def enter(
    child: Child, user: User, by: User, kind: str = "visits-child", since: date | None = None, until: date | None = None
) -> Involvement:
    return involvements.enter_involvement(
        child_id=child.pk,
        user_id=user.pk,
        kind=kind,
        spell=Spell(from_on=since, until_on=until),
        evidence="Staff history",
        today=TODAY,
        by=by,
    )


def conflicts() -> list[tuple[object, ...]]:
    return list(
        Conflict.objects.order_by("pk").values_list("citation", "since", "found_on", "resolved_on", "resolution")
    )


def test_an_involvement_of_the_named_iro_is_a_conflict_at_once(manager: User, named: NamedIro) -> None:
    row = enter(named.child, named.iro, manager, since=date(2026, 11, 16))

    assert (row.source, row.entered_by, row.evidence) == ("entered", manager, "Staff history")
    assert conflicts() == [(f"{REG_46}(3)(b)", date(2026, 11, 16), TODAY, None, "")]
    [vacancy] = vacancies(manager, today=TODAY)
    assert (vacancy.conflict.iro, vacancy.working_days, vacancy.alert_on) == (named.iro, 5, date(2026, 11, 23))
    assert vacancy.citation == "Children Act 1989, s.25A(3)"
    assert list(Event.objects.order_by("pk").values_list("name", "child_id", "actor_id")) == [
        ("involvement.entered", named.child_id, manager.pk),
        ("independence.conflict_found", named.child_id, None),
    ]


def test_a_conflict_known_to_begin_later_is_shown_with_its_day(manager: User, named: NamedIro) -> None:
    enter(named.child, named.iro, manager, "controls-resources", since=date(2026, 12, 1))

    [vacancy] = vacancies(manager, today=TODAY)
    assert (vacancy.conflict.since, vacancy.working_days) == (date(2026, 12, 1), 0)


def test_a_conflict_is_over_when_the_tie_ends_and_stays_when_the_plan_was_prepared(
    manager: User, named: NamedIro
) -> None:
    visits = enter(named.child, named.iro, manager, since=date(2026, 11, 16))
    enter(named.child, named.iro, manager, "prepared-plan", since=date(2026, 10, 1), until=date(2026, 10, 14))

    involvements.change_involvement(
        involvement_id=visits.pk,
        spell=Spell(from_on=date(2026, 11, 16), until_on=date(2026, 11, 18)),
        evidence="",
        today=TODAY,
        by=manager,
    )

    assert conflicts() == [
        (f"{REG_46}(3)(b)", date(2026, 11, 16), TODAY, date(2026, 11, 19), "over"),
        (f"{REG_46}(3)(a)", date(2026, 11, 5), TODAY, None, ""),
    ]


def test_a_mistake_taken_back_resolves_the_conflict(manager: User, named: NamedIro) -> None:
    row = enter(named.child, named.iro, manager, since=date(2026, 11, 16))

    involvements.remove_involvement(involvement_id=row.pk, today=TODAY, by=manager)

    assert not Involvement.objects.exists()
    assert conflicts() == [(f"{REG_46}(3)(b)", date(2026, 11, 16), TODAY, TODAY, "corrected")]
    assert vacancies(manager, today=TODAY) == []


def test_judging_again_changes_nothing(manager: User, named: NamedIro) -> None:
    enter(named.child, named.iro, manager, since=date(2026, 11, 16))
    enter(named.child, named.iro, manager, "personal-adviser", since=date(2026, 11, 6), until=date(2026, 11, 9))
    before = conflicts()

    assert check_again(authority_id=named.authority_id, today=TODAY) == 0
    assert conflicts() == before
    assert len(before) == 2


def test_a_new_line_manager_of_a_visitor_is_no_longer_independent(manager: User, named: NamedIro) -> None:
    visitor = UserFactory.create(authority=named.authority, social_worker=True)
    between = UserFactory.create(authority=named.authority, team_manager=True)
    InvolvementFactory.create(child=named.child, user=visitor)
    set_line_manager(user_id=visitor.pk, line_manager_id=between.pk, today=TODAY, by=manager)

    set_line_manager(user_id=between.pk, line_manager_id=named.iro_id, today=TODAY, by=manager)

    assert conflicts() == [(f"{REG_46}(3)(d)", TODAY, TODAY, None, "")]
    assert check_again(authority_id=named.authority_id, today=date(2026, 11, 24)) == 0
    set_line_manager(user_id=between.pk, line_manager_id=None, today=TODAY, by=manager)
    assert conflicts() == [(f"{REG_46}(3)(d)", TODAY, TODAY, TODAY, "corrected")]


def test_line_managers_do_not_manage_in_a_ring(manager: User, named: NamedIro) -> None:
    set_line_manager(user_id=named.iro_id, line_manager_id=manager.pk, today=TODAY, by=manager)

    for below in (manager.pk, named.iro_id):
        with pytest.raises(ManagedInARing):
            set_line_manager(user_id=manager.pk, line_manager_id=below, today=TODAY, by=manager)
    with pytest.raises(NotPermitted):
        set_line_manager(user_id=named.iro_id, line_manager_id=None, today=TODAY, by=named.iro)
    with pytest.raises(NotFound):
        set_line_manager(user_id=named.iro_id, line_manager_id=0, today=TODAY, by=manager)


def change_role(user: User, roles: list[str], team: Team | None = None, active: bool = True) -> None:
    administrator = UserFactory.create(authority=user.authority, administrator=True)
    accounts.change_user(
        user_id=user.pk,
        name=user.name,
        roles=roles,
        team_id=team.pk if team else None,
        is_active=active,
        access_until=None,
        by=administrator,
        today=TODAY,
    )


def test_an_iro_who_comes_to_manage_the_childs_team_is_no_longer_independent(named: NamedIro) -> None:
    team = TeamFactory.create(authority=named.authority)
    named.child.team = team
    named.child.save()

    change_role(named.iro, [Role.IRO, Role.TEAM_MANAGER], team)

    assert conflicts() == [(f"{REG_46}(3)(d)", TODAY, TODAY, None, "")]


def test_a_named_iro_cannot_lose_the_role_or_the_account(named: NamedIro) -> None:
    with pytest.raises(officers.LeaverHasCases) as refused:
        change_role(named.iro, [Role.SOCIAL_WORKER])
    with pytest.raises(officers.LeaverHasCases):
        change_role(named.iro, [Role.IRO], active=False)

    assert refused.value.message.startswith("This person is still the named IRO of 1 child. Share their caseload out")


def test_a_registration_that_lapsed_is_a_conflict_until_it_is_renewed(manager: User, named: NamedIro) -> None:
    entry = RegistrationFactory.create(user=named.iro)

    officers.end_registration(registration_id=entry.pk, renew_by=date(2026, 11, 13), today=TODAY, by=manager)
    found = conflicts()
    officers.end_registration(registration_id=entry.pk, renew_by=date(2027, 11, 30), today=TODAY, by=manager)

    assert found == [(f"{REG_46}(1)-(2)", date(2026, 11, 14), TODAY, None, "")]
    assert vacancies(manager, today=TODAY) == []


def test_who_may_record_an_involvement(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, named: NamedIro
) -> None:
    other = UserFactory.create(authority=anyshire, iro=True)
    enter(named.child, other, UserFactory.create(authority=anyshire, support=True))
    enter(named.child, named.iro, named.iro)

    with pytest.raises(NotPermitted):
        enter(named.child, other, named.iro, "prepared-plan")
    with pytest.raises(NotPermitted):
        enter(named.child, other, UserFactory.create(authority=anyshire, social_worker=True), "prepared-plan")
    with pytest.raises(NotFound):
        enter(named.child, other, UserFactory.create(authority=sir_unrhyw, manager=True), "prepared-plan")
    assert Involvement.objects.count() == 2


def test_refuses_an_involvement_that_cannot_be(
    sir_unrhyw: ResponsibleAuthority, manager: User, named: NamedIro
) -> None:
    row = enter(named.child, named.iro, manager, since=TODAY)

    with pytest.raises(involvements.InvolvementExists):
        enter(named.child, named.iro, manager, since=TODAY)
    with pytest.raises(involvements.UnknownInvolvement):
        enter(named.child, named.iro, manager, "once met")
    with pytest.raises(involvements.NobodyHere):
        enter(named.child, UserFactory.create(authority=sir_unrhyw, iro=True), manager)
    with pytest.raises(involvements.InvolvementEndsFirst):
        involvements.change_involvement(
            involvement_id=row.pk,
            spell=Spell(from_on=TODAY, until_on=date(2026, 11, 22)),
            evidence="",
            today=TODAY,
            by=manager,
        )
    with pytest.raises(NotFound):
        involvements.remove_involvement(involvement_id=0, today=TODAY, by=manager)


def test_staff_history_is_imported_again_and_again_and_every_refused_row_is_listed(
    manager: User, named: NamedIro
) -> None:
    stranger = ChildFactory.create(authority=named.authority)
    rows = [
        InvolvementRow(row=0, local_id=named.child.local_id, email=named.iro.email.upper(), kind="prepared-plan",
                       spell=Spell(from_on=date(2026, 11, 4), until_on=date(2026, 11, 6))),
        InvolvementRow(row=1, local_id="none", email=named.iro.email, kind="prepared-plan", spell=Spell()),
        InvolvementRow(row=2, local_id=stranger.local_id, email="x@y.example", kind="prepared-plan", spell=Spell()),
        InvolvementRow(row=3, local_id=stranger.local_id, email=named.iro.email, kind="waved", spell=Spell()),
    ]  # fmt: skip

    first = involvements.import_involvements(rows=rows, today=TODAY, by=manager)
    again = involvements.import_involvements(rows=rows, today=TODAY, by=manager)

    assert (first.created, first.updated, first.unchanged) == (1, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert first.refused == (
        RefusedRow(row=1, message="No child of the authority has the local id none."),
        RefusedRow(
            row=2,
            message="Nobody of the authority has an account with that e-mail address. Make one, then import again.",
        ),
        RefusedRow(row=3, message="Choose what the person did from the list."),
    )
    assert [row[:2] for row in conflicts()] == [(f"{REG_46}(3)(a)", date(2026, 11, 5))]
    with pytest.raises(NotPermitted):
        involvements.import_involvements(rows=rows, today=TODAY, by=named.iro)
