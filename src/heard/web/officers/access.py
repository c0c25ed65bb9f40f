"""Who may open which page of an officer: the manager every one, officers their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from django.http import Http404, HttpResponse

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import officer_of
from heard.web.request import SignedInRequest, View, or_404

P = ParamSpec("P")


def any_permission_required(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """This will answer 403 and record the attempt unless the user holds one of the permissions."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(request.user.may(permission) for permission in permissions):
                require(request.user, permissions[0], authority_id=request.user.authority_id)
            return view(request, *args, **kwargs)

        cast("Any", guarded).permissions = permissions
        return guarded

    return decorate


def manages(request: SignedInRequest) -> bool:
    """Whether the viewer runs the service."""
    return request.user.may(Permission.IRO_APPOINT)


def officer_asked(request: SignedInRequest, user_id: int) -> User:
    """This will give the officer whose page it is; to others than the manager and the officer there is none."""
    if user_id != request.user.pk and not manages(request):
        raise Http404
    return or_404(officer_of, user_id, authority_id=request.user.authority_id)
