"""The pages for what went wrong. "Not yours" and "not there" are the same page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token


def sign_in_address() -> str:
    """This will give the address of the sign-in page."""
    return reverse("account_login")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer 403."""
    return render(request, "errors/403.html.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer 404."""
    return render(request, "errors/404.html.jinja", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer 400."""
    return render(request, "errors/400.html.jinja", status=400)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """This will answer 500, without any detail."""
    return render(request, "errors/500.html.jinja", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This will answer 403 when a form was open too long or came from elsewhere."""
    return render(request, "errors/csrf.html.jinja", status=403)
