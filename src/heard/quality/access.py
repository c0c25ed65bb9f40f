"""Who of an authority may take part: officers, their managers, independent advisers."""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of, reviewing_officers
from heard.children.models import Child
from heard.children.queries import visible_to
from heard.common.errors import NotFound


def officers_of(authority_id: int) -> list[User]:
    """This will list the active people who have support of their own as IROs, by name, in one query."""
    return [user for user in reviewing_officers(authority_id) if user.may(Permission.SUPPORT_OWN)]


def supervised_of(authority_id: int) -> list[User]:
    """This will list the officers whom a manager supervises: those who do not manage the service; one query."""
    return [user for user in officers_of(authority_id) if not user.may(Permission.SUPPORT_MANAGE)]


def advisers_of(authority_id: int) -> list[User]:
    """This will list the active people who answer legal questions of IROs, by name, in one query."""
    return [user for user in people_of(authority_id).filter(is_active=True) if user.may(Permission.LEGAL_ADVISE)]


def officer_named(user_id: int, *, authority_id: int) -> User:
    """This will give one officer of the authority. Raises NotFound, alike for somebody of another authority."""
    found = next((user for user in officers_of(authority_id) if user.pk == user_id), None)
    if found is None:
        raise NotFound
    return found


def child_numbered(number: str, *, viewer: User) -> Child | None:
    """This will find a child by the number of the case system, among those whom the viewer may see; else None."""
    return visible_to(viewer).filter(local_id=number.strip()).first()
