"""Authorities, teams and people."""

from typing import Any

from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from heard.accounts.models import ResponsibleAuthority, Team, User
from heard.accounts.permissions import Role
from tests.factories.parts import LazyAttribute, LazyFunction, Sequence, SubFactory, Trait
from tests.factories.scopes import bring_into_scope, next_authority_id

PASSWORD = "quiet-harbour-lantern"  # of every person made with `signs_in=True`


class AuthorityFactory(DjangoModelFactory[ResponsibleAuthority]):
    """An English council without local settings; `wales=True` for a Welsh one."""

    class Meta:
        model = ResponsibleAuthority

    class Params:
        wales = Trait(nation="wales")

    name = Sequence("Anyshire {}".format)
    nation = "england"

    @classmethod
    def _create(cls, model_class: type[ResponsibleAuthority], *args: Any, **kwargs: Any) -> ResponsibleAuthority:
        number = kwargs.pop("pk", None) or next_authority_id()
        bring_into_scope(number)
        return model_class.objects.create(pk=number, **kwargs)


class TeamFactory(DjangoModelFactory[Team]):
    """A team of social workers."""

    class Meta:
        model = Team

    authority = SubFactory(AuthorityFactory)
    name = Sequence("Team {}".format)


def _role(role: Role) -> Any:
    return Trait(roles=[role.value])


class UserFactory(DjangoModelFactory[User]):
    """A person without a password and with the role of an IRO; a trait chooses another role.

    Tests sign in with `client.force_login(user)`; `signs_in=True` gives PASSWORD for the page itself.
    """

    class Meta:
        model = User

    class Params:
        iro = _role(Role.IRO)
        manager = _role(Role.IRO_MANAGER)
        support = _role(Role.BUSINESS_SUPPORT)
        social_worker = _role(Role.SOCIAL_WORKER)
        team_manager = _role(Role.TEAM_MANAGER)
        legal = _role(Role.LEGAL_OFFICER)
        complaints = _role(Role.COMPLAINTS_MANAGER)
        board = _role(Role.BOARD_MEMBER)
        inspector = _role(Role.INSPECTOR)
        dpo = _role(Role.DATA_PROTECTION_OFFICER)
        administrator = _role(Role.ADMINISTRATOR)
        signs_in = False

    authority = SubFactory(AuthorityFactory)
    email = Sequence("person{}@council.example".format)
    name = Sequence("Maren Oakhollow {}".format)
    roles = LazyFunction(lambda: [Role.IRO.value])

    password = LazyAttribute(lambda user: make_password(PASSWORD if user.signs_in else None))
