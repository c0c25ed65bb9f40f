"""Answering a form of support: show it, act, say what is wrong, or go on."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.web.request import SignedInRequest
from heard.web.support.parts import FormPage

Done = tuple[str, str]  # what is said, and the address to go on to


def sent(request: SignedInRequest) -> QueryDict | None:
    """This will give what was sent, also where nothing was filled in; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def answer_form(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], Done],
    *,
    page: FormPage,
    fields: Mapping[type[DomainError], str],
) -> HttpResponse:
    """This will show the form, or act on it once. A sentence stands at the field that `fields` names for its error."""
    if request.method == "POST" and form.is_valid():
        try:
            said, target = act(form.cleaned_data)
        except NotPermitted:
            raise
        except NotFound as error:
            raise Http404 from error
        except DomainError as error:
            field = fields.get(type(error))
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, said)
            return redirect(target)
    return render(request, "support/form.html.jinja", {"form": form, "page": page})
