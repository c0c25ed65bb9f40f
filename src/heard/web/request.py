"""The request as the pages know it: somebody is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import NotFound, NotPermitted

P = ParamSpec("P")
T = TypeVar("T")


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def permission_required(permission: Permission) -> Callable[[View[P]], View[P]]:
    """This will answer 403 and record the attempt unless the user holds the permission. Every page names one."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(request.user, permission, authority_id=request.user.authority_id)
            return view(request, *args, **kwargs)

        cast("Any", guarded).permission = permission
        return guarded

    return decorate


def any_permission_required(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """This will answer 403 and record the attempt unless the user holds one of the permissions."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(request.user.may(permission) for permission in permissions):
                raise NotPermitted
            return view(request, *args, **kwargs)

        cast("Any", guarded).permissions = permissions
        return guarded

    return decorate


def never_kept(view: View[P]) -> View[P]:
    """This will mark a page whose words stand in no other page, not even when the session ends: a private note."""
    cast("Any", view).never_kept = True
    return view


def or_404(query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """This will run a query, and answer "no such page" where there is nothing or nothing for this viewer."""
    try:
        return query(*args, **kwargs)
    except NotFound as error:
        raise Http404 from error
