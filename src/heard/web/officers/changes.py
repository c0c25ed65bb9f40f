"""One page for each change to an officer: asked, tried, and told what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.pages.frame import Link
from heard.pages.presenters.parts import address
from heard.web.officers.affected import noticing
from heard.web.request import SignedInRequest

Fields = Mapping[type[DomainError], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form. `lead` are sentences above it; `warns` gives the red button."""

    title: str
    back: str
    button: str
    crumbs: tuple[Link, ...] = ()
    lead: tuple[str, ...] = ()
    files: bool = False
    warns: bool = False
    help_link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a page does: the action, the sentence afterwards, and the field each refusal speaks of."""

    page: FormPage
    act: Callable[[], object]
    done: str
    fields: Fields = field(default_factory=dict)


def answer(request: SignedInRequest, form: forms.Form, change: Change) -> HttpResponse:
    """This will show the form, or carry the change out and go back. A refusal stands beside its field."""
    page = change.page
    if request.method == "POST" and form.is_valid():
        try:
            with noticing(request):
                change.act()
        except (NotPermitted, NotFound):
            raise
        except DomainError as error:
            name = change.fields.get(type(error))
            form.add_error(name if name in form.fields else None, error.message)
        else:
            messages.success(request, change.done)
            return redirect(page.back)
    return render(request, "officers/form.html.jinja", {"form": form, "page": page})


def share_out_link(user_id: int) -> Link:
    """This will give the page on which a leaver's caseload is shared out, or else the list of the children."""
    try:
        href = address(reverse("naming:share"), {"leaver": str(user_id)})
    except NoReverseMatch:
        href = address(reverse("my_week"), {"iro": str(user_id)})
    return Link(text=_("Share this caseload out"), href=href)
