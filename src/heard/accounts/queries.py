"""Reads that several interfaces share."""

from collections.abc import Iterable

from django.db.models import QuerySet

from heard.accounts.models import ResponsibleAuthority, Team, User
from heard.accounts.permissions import Role
from heard.common.errors import DomainError, NotFound


class NoSuchAuthority(DomainError):
    """There is no authority of that name."""


def authority_named(name: str) -> ResponsibleAuthority:
    """This will find an authority by its name in any case, in the directory scope. Raises NoSuchAuthority."""
    found = ResponsibleAuthority.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        known = ", ".join(ResponsibleAuthority.objects.order_by("name").values_list("name", flat=True))
        raise NoSuchAuthority(
            f"There is no authority called {name}. "
            + (f"Those here are: {known}." if known else "There is none yet; name its nation to make it.")
        )
    return found


def account(user_id: int) -> User | None:
    """This will find an account that is open, with its authority, in one query."""
    return User.objects.select_related("authority").filter(pk=user_id, is_active=True).first()


def authorities() -> QuerySet[ResponsibleAuthority]:
    """This will list every authority in scope by name."""
    return ResponsibleAuthority.objects.order_by("name")


def people_of(authority_id: int) -> QuerySet[User]:
    """This will list the people of an authority by name."""
    return User.objects.filter(authority_id=authority_id).select_related("team").order_by("name", "pk")


def names_of(user_ids: Iterable[int], *, authority_id: int) -> dict[int, str]:
    """This will give the names of these people of an authority, in one query."""
    return dict(User.objects.filter(authority_id=authority_id, pk__in=list(user_ids)).values_list("pk", "name"))


def reviewing_officers(authority_id: int) -> QuerySet[User]:
    """This will list the active people who can be a child's named IRO, by name."""
    return people_of(authority_id).filter(is_active=True, roles__overlap=[Role.IRO, Role.IRO_MANAGER])


def person_of(user_id: int, *, authority_id: int) -> User:
    """This will give one person of an authority. Raises NotFound."""
    person = people_of(authority_id).filter(pk=user_id).first()
    if person is None:
        raise NotFound
    return person


def officer_of(user_id: int, *, authority_id: int) -> User:
    """This will give one active reviewing officer of an authority. Raises NotFound."""
    officer = reviewing_officers(authority_id).filter(pk=user_id).first()
    if officer is None:
        raise NotFound
    return officer


def teams_of(authority_id: int) -> QuerySet[Team]:
    """This will list the teams of an authority by name."""
    return Team.objects.filter(authority_id=authority_id).order_by("name")
