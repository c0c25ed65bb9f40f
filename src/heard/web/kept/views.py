"""Sending again what was typed before the session ended."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.web import errors
from heard.web.kept.typing import Typed, is_ours, read


@csrf_exempt  # the page of the form is older than the session; that it is ours is asked here
@require_http_methods(["POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Say that somebody was signed out and keep what they typed; once they are signed in, offer to send it.

    The middleware leads a form here that came when the session had ended.
    """
    lost: Typed | None = getattr(request, "kept", None)
    if lost is None and is_ours(request):
        lost = read(request.POST.get("kept", ""))
    if lost is None:
        return redirect(errors.sign_in_address())
    if isinstance(request.user, User):
        return render(request, "kept/save.html.jinja", {"typed": lost})
    context = {"signed": lost.signed, "sign_in": errors.sign_in_address()}
    return render(request, "kept/signed_out.html.jinja", context, status=401)


cast("Any", again).open_to_all = True
