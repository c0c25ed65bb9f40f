"""Short pages that anybody may read, signed in or not. They tell nothing of any child."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.models import User
from heard.reporting.registry import definitions
from heard.web.help import presenters


def _open(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    guarded = require_safe(view)
    cast("Any", guarded).open_to_all = True
    return guarded


@_open
def start(request: HttpRequest) -> HttpResponse:
    """This will show where help is, and what each role may do."""
    authority = request.user.authority if isinstance(request.user, User) else None
    return render(request, "help/start.html.jinja", {"page": presenters.start_page(authority)})


@_open
def measures(request: HttpRequest) -> HttpResponse:
    """This will define the figures that the pages show."""
    return render(request, "help/measures.html.jinja", {"measures": definitions()})


@_open
def accessibility(request: HttpRequest) -> HttpResponse:
    """This will say how the pages can be used, and what is still owed."""
    return render(request, "help/accessibility.html.jinja")


@_open
def privacy(request: HttpRequest) -> HttpResponse:
    """This will say what is kept about those who use the pages."""
    return render(request, "help/privacy.html.jinja")


@_open
def about(request: HttpRequest) -> HttpResponse:
    """This will say what Heard is."""
    return render(request, "help/about.html.jinja")
