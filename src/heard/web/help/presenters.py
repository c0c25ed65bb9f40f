"""What the pages of help show."""

from dataclasses import dataclass

from django.utils.translation import gettext

from heard.accounts.models import ResponsibleAuthority
from heard.accounts.permissions import ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """A role and what it is for."""

    title: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Whom to ask, and what each role may do. Contacts are empty for somebody who is not signed in."""

    duty_email: str
    duty_telephone: str
    roles: tuple[RoleLine, ...]


def start_page(authority: ResponsibleAuthority | None) -> StartPage:
    """This will make the first page of help."""
    return StartPage(
        duty_email=authority.duty_email if authority else "",
        duty_telephone=authority.duty_telephone if authority else "",
        roles=tuple(RoleLine(title=gettext(role.title), purpose=gettext(role.purpose)) for role in ROLES.values()),
    )
