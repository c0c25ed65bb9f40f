"""Where each person begins."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.web.request import SignedInRequest, permission_required

BEGINNINGS = (
    (Permission.SERVICE_VIEW, "service:today"),
    (Permission.WORKLIST_OWN, "my_week"),
    (Permission.CHILDREN_VIEW_OWN, "children:list"),
    (Permission.FIGURES_VIEW, "service:timeliness"),
    (Permission.PEOPLE_MANAGE, "people:list"),
)


@permission_required(Permission.RULES_VIEW)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """This will send each person to the page their work begins with."""
    return redirect(beginning_of(request.user))


def beginning_of(user: User) -> str:
    """This will name the first page that the user may open."""
    return next((name for permission, name in BEGINNINGS if user.may(permission)), "people:me")
