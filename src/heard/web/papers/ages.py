"""From which age to which each paper is asked for, as the service sets it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.common.errors import DomainError, NotPermitted
from heard.pages.frame import Link
from heard.reviews.models import PaperKind
from heard.reviews.papers.ages_actions import OLDEST, AgesBackwards, Span, change_paper_ages
from heard.reviews.settings import MAY_CHANGE, settings_of
from heard.web.papers.forms import KINDS
from heard.web.request import SignedInRequest, any_permission_required

LISTED = [kind for kind in PaperKind if kind != PaperKind.OTHER]
WRONG = gettext_lazy("Enter an age from 0 to 17, or leave it empty")


def _age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WRONG),
    )


class AgesForm(forms.Form):
    """The first and the last age of each paper."""

    def __init__(self, data: Any = None, *, ages: Mapping[str, list[int | None]]) -> None:
        super().__init__(data)
        for kind in LISTED:
            first, last = ages.get(kind.value, [None, None])
            told = {"paper": KINDS[kind]}
            self.fields[f"first_{kind.value}"] = _age(_("%(paper)s: from age") % told)
            self.fields[f"last_{kind.value}"] = _age(_("%(paper)s: to age") % told)
            self.initial[f"first_{kind.value}"] = first
            self.initial[f"last_{kind.value}"] = last

    @property
    def pairs(self) -> list[tuple[str, BoundField, BoundField]]:
        """What a paper is called, with its two fields."""
        return [(str(KINDS[kind]), self[f"first_{kind.value}"], self[f"last_{kind.value}"]) for kind in LISTED]

    @property
    def ages(self) -> dict[str, Span]:
        """What is to hold."""
        given = self.cleaned_data
        return {kind.value: (given[f"first_{kind.value}"], given[f"last_{kind.value}"]) for kind in LISTED}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in LISTED:
            first, last = cleaned.get(f"first_{kind.value}"), cleaned.get(f"last_{kind.value}")
            if first is not None and last is not None and last < first:
                self.add_error(f"last_{kind.value}", AgesBackwards().message)
        return cleaned


@any_permission_required(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def ages(request: SignedInRequest) -> HttpResponse:
    """Change from which age to which each paper is asked for."""
    form = AgesForm(request.POST or None, ages=settings_of(request.user.authority_id).paper_ages)
    if request.method == "POST" and form.is_valid():
        try:
            change_paper_ages(ages=form.ages, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The ages are saved."))
            return redirect("review:settings")
    crumbs = (Link(text=_("How reviews are held"), href=reverse("review:settings")),)
    return render(request, "papers/ages.html.jinja", {"form": form, "crumbs": crumbs})
