"""Pages of allauth that are closed here: an administrator makes the accounts and keeps their addresses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def closed(request: HttpRequest, **parts: Any) -> HttpResponse:
    """This will answer that there is no such page. Raises Http404."""
    raise Http404


closed.open_to_all = True  # type: ignore[attr-defined]  # it shows nothing to anybody

urlpatterns = [
    path("signup/", closed, name="closed_signup"),
    path("signup/<path:rest>", closed, name="closed_signup_more"),
    path("email/", closed, name="closed_email"),
    path("confirm-email/", closed, name="closed_confirm_email"),
    path("confirm-email/<path:key>", closed, name="closed_confirm_email_key"),
]
