"""What stands round every page: request id, who is signed in, scope, language, refusals."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

import pghistory
import structlog
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from heard.accounts.models import Nation, User
from heard.audit import log
from heard.audit.context import request_id
from heard.common import clock, scope
from heard.common.errors import NotPermitted
from heard.web import errors
from heard.web.kept.typing import Typed, typed_in

Answer = Callable[[HttpRequest], HttpResponseBase]
OPEN_PREFIXES = ("/account/", "/static/", "/health")


class Middleware:
    """What all share."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response


class RequestIdMiddleware(Middleware):
    """Gives each request a number that its events, its history and its log lines carry."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = uuid4()
        token = request_id.set(number)
        structlog.contextvars.bind_contextvars(request=str(number))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)
            structlog.contextvars.unbind_contextvars("request")


class SignedInMiddleware(Middleware):
    """Finds who is signed in, chooses the scope, and asks everybody else to sign in.

    A page is closed unless its view is marked `open_to_all` or it belongs to signing in.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with scope.within(scope.DIRECTORY), transaction.atomic():
            user = get_user(request)
        if isinstance(user, User) and user.access_until and user.access_until < clock.today():
            user = AnonymousUser()
        request.user = user
        if not isinstance(user, User):
            return self._signed_out(request)
        with (
            scope.within(scope.of(user.authority_id)),
            pghistory.context(user=user.pk, request=str(request_id.get())),
        ):
            answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store, private")  # nothing of a child stays in a shared browser
        return answer

    def _signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_open(request):
            if request.headers.get("HX-Request"):  # a part of a page: the browser must not put a sign-in form there
                return HttpResponse(status=401)
            lost = typed_in(request)
            if lost is not None:
                return self._kept(request, lost)
            return redirect(f"{errors.sign_in_address()}?{urlencode({'next': request.get_full_path()})}")
        with scope.within(scope.DIRECTORY):
            return self.get_response(request)

    def _kept(self, request: HttpRequest, lost: Typed) -> HttpResponseBase:
        """Lead a form that came too late to the page that keeps what was typed."""
        cast("Any", request).kept = lost
        request.path = request.path_info = reverse("kept:again")
        with scope.within(scope.DIRECTORY):
            answer = self.get_response(request)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer


def _is_open(request: HttpRequest) -> bool:
    if request.path.startswith(OPEN_PREFIXES):
        return True
    try:
        return bool(getattr(resolve(request.path).func, "open_to_all", False))
    except Resolver404:
        return False


class LanguageMiddleware(Middleware):
    """Speaks the language that somebody chose. Welsh is for Welsh authorities, and before signing in for everybody."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if isinstance(request.user, User):
            chosen = (request.user.language or chosen) if request.user.authority.nation == Nation.WALES else "en"
        with translation.override(chosen if chosen in ("en", "cy") else "en"):
            request.LANGUAGE_CODE = translation.get_language() or "en"
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response


class RefusalMiddleware(Middleware):
    """Answers 403 where a permission is missing, and records the attempt."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """This will turn NotPermitted into a page; the view's own transaction is already rolled back."""
        if not isinstance(error, NotPermitted) or not isinstance(request.user, User):
            return None
        with transaction.atomic():
            log.record(
                "access.refused",
                authority_id=request.user.authority_id,
                by=request.user.pk,
                path=request.path,
            )
        return errors.permission_denied(request, error)
