"""The request as the pages know it: somebody is signed in."""

from collections.abc import Callable, Iterable
from functools import wraps
from operator import attrgetter
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


def number_in(text: str | None) -> int | None:
    """This will give the key that a part of an address names, None where it names none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def row_asked(
    request: HttpRequest, name: str, rows: Iterable[T], *, key: Callable[[T], int] = attrgetter("pk")
) -> T | None:
    """This will give the row that ?name= names; None without it, "no such page" where it is none of these."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    number = number_in(asked)
    found = next((row for row in rows if key(row) == number), None)
    if found is None:
        raise Http404
    return found


def or_404(query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """This will run a query, and answer "no such page" where there is nothing or nothing for this viewer."""
    try:
        return query(*args, **kwargs)
    except NotFound as error:
        raise Http404 from error
