"""What the parts of colleagues are called on pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import User
from heard.accounts.permissions import ROLES, Role

PARTS = {
    "named_iro": gettext_lazy("Named IRO"),
    "social_worker": gettext_lazy("Social worker"),
    "team_manager": gettext_lazy("Team manager"),
    "legal_officer": gettext_lazy("Legal officer"),
    "complaints_manager": gettext_lazy("Complaints manager"),
    "inspection_sample": gettext_lazy("Inspector, with the child in the sample"),
}


def roles_of(person: User) -> str:
    """Give what somebody is called in the service."""
    return ", ".join(_(ROLES[Role(role)].title) for role in person.roles)
