"""Authorities and accounts are made and changed by those who may, and nobody locks themselves out."""

import pytest

from heard.accounts import actions
from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common import scope
from heard.common.errors import NotPermitted
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_operator_makes_an_authority_in_its_own_scope():
    authority = actions.create_authority(name=" Anyshire ", nation="england")

    with scope.within(scope.of(authority.pk)):
        assert (authority.name, authority.nation) == ("Anyshire", "england")
        assert list(Event.objects.values_list("name", "actor_id")) == [("authority.created", None)]


@pytest.mark.parametrize(
    ("name", "nation", "error"),
    [
        ("Anyshire", "scotland", actions.UnknownNation),
        ("  ", "wales", actions.NoName),
        ("ANYSHIRE", "england", actions.AuthorityExists),
    ],
)
def test_refuses_an_authority_that_cannot_be(name, nation, error):
    actions.create_authority(name="Anyshire", nation="england")

    with pytest.raises(error):
        actions.create_authority(name=name, nation=nation)

    with scope.within(scope.DIRECTORY):
        assert list(ResponsibleAuthority.objects.values_list("name", flat=True)) == ["Anyshire"]


def test_an_administrator_makes_an_account(anyshire):
    administrator = UserFactory.create(authority=anyshire, administrator=True)

    user = actions.create_user(
        authority_id=anyshire.pk,
        email="Kemi.Adebrook@Anyshire.example",
        name="Kemi Adebrook",
        roles=["iro"],
        password="harbour lantern quiet",
        by=administrator,
    )

    assert (user.email, user.roles) == ("kemi.adebrook@anyshire.example", ["iro"])
    assert user.check_password("harbour lantern quiet")
    assert list(Event.objects.values_list("name", "actor_id", "facts")) == [
        ("user.created", administrator.pk, {"user": user.pk, "roles": ["iro"]})
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "not an address"}, actions.NotAnEmail),
        ({"roles": []}, actions.NoRole),
        ({"roles": ["iro", "queen"]}, actions.NoRole),
        ({"name": " "}, actions.NoName),
        ({"password": "short"}, actions.WeakPassword),
        ({"password": "password1234"}, actions.WeakPassword),
    ],
)
def test_refuses_an_account_with_a_fault(anyshire, change, error):
    administrator = UserFactory.create(authority=anyshire, administrator=True)
    wanted = {"email": "new@anyshire.example", "name": "New", "roles": ["iro"], "password": "harbour lantern quiet"}

    with pytest.raises(error):
        actions.create_user(**(wanted | change), authority_id=anyshire.pk, by=administrator)

    assert User.objects.count() == 1


def test_refuses_an_address_that_has_an_account_at_another_authority(anyshire, sir_unrhyw):
    UserFactory.create(authority=sir_unrhyw, email="same@council.example")
    administrator = UserFactory.create(authority=anyshire, administrator=True)

    with scope.within(scope.of(anyshire.pk)), pytest.raises(actions.EmailTaken):
        actions.create_user(
            authority_id=anyshire.pk,
            email="SAME@council.example",
            name="Somebody",
            roles=["iro"],
            password=None,
            by=administrator,
        )


def test_refuses_an_iro_who_would_make_accounts(anyshire):
    iro = UserFactory.create(authority=anyshire, iro=True)

    with pytest.raises(NotPermitted):
        actions.create_user(
            authority_id=anyshire.pk, email="new@a.example", name="New", roles=["iro"], password=None, by=iro
        )


def test_refuses_an_administrator_of_another_authority(anyshire, sir_unrhyw):
    stranger = UserFactory.create(authority=sir_unrhyw, administrator=True)
    user = UserFactory.create(authority=anyshire)

    with pytest.raises(NotPermitted):
        actions.change_user(
            user_id=user.pk, name="X", roles=["iro"], team_id=None, is_active=False, access_until=None, by=stranger
        )


@pytest.mark.parametrize(("roles", "is_active"), [(["iro"], True), (["administrator"], False)])
def test_keeps_the_last_administrator(anyshire, roles, is_active):
    only = UserFactory.create(authority=anyshire, administrator=True)
    unchanged = {"user_id": only.pk, "name": only.name, "team_id": None, "access_until": None, "by": only}

    with pytest.raises(actions.LastAdministrator):
        actions.change_user(roles=roles, is_active=is_active, **unchanged)

    UserFactory.create(authority=anyshire, administrator=True)
    assert actions.change_user(roles=roles, is_active=is_active, **unchanged).is_active is is_active


def test_changes_the_settings_of_the_authority(anyshire):
    administrator = UserFactory.create(authority=anyshire, administrator=True)

    actions.change_authority(
        authority_id=anyshire.pk,
        duty_email="duty@anyshire.example",
        duty_telephone="01632 960 001",
        allocation_target_working_days=3,
        count_back_clear_days=True,
        by=administrator,
    )

    anyshire.refresh_from_db()
    assert (anyshire.duty_email, anyshire.allocation_target_working_days, anyshire.count_back_clear_days) == (
        "duty@anyshire.example",
        3,
        True,
    )
    with pytest.raises(actions.NotAnEmail):
        actions.change_authority(
            authority_id=anyshire.pk,
            duty_email="duty",
            duty_telephone="",
            allocation_target_working_days=None,
            count_back_clear_days=False,
            by=administrator,
        )


def test_each_role_is_described_and_may_something():
    from heard.accounts.permissions import ROLES, Permission, Role

    assert set(ROLES) == set(Role)
    assert all(described.title and described.purpose and described.may for described in ROLES.values())
    assert frozenset().union(*(described.may for described in ROLES.values())) == set(Permission)


def test_everybody_has_an_authority_to_themselves(everything_in_scope):
    first, second = AuthorityFactory.create(), AuthorityFactory.create()
    user = UserFactory.create(authority=first)

    with scope.within(scope.of(second.pk)):
        assert not User.objects.filter(pk=user.pk).exists()
        assert User.objects.filter(pk=user.pk).update(name="Changed") == 0
    with scope.within(scope.of(first.pk)):
        assert User.objects.get(pk=user.pk).name == user.name
