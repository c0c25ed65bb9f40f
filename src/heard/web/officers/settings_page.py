"""How the service weighs work and fit: the weights, the guide, and the distances."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.caseloads.models import CaseloadSettings
from heard.caseloads.settings import (
    MOST,
    NUMBERS,
    WEIGHTS,
    BadDistanceBands,
    BadNumber,
    BadWeight,
    NewSettings,
    change_settings,
    guidance,
    settings_of,
)
from heard.common.errors import DomainError, NotPermitted
from heard.web.officers import parts
from heard.web.officers.forms import NARROW
from heard.web.request import SignedInRequest, permission_required

BANDS = {"near": 1, "reach": 2, "far": 3}
MOST_NUMBER = 365


class Weight(forms.DecimalField):
    """A weight from 0 to 99.99."""

    def __init__(self, label: Any, help_text: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=Decimal(0),
            max_value=MOST,
            decimal_places=2,
            widget=forms.TextInput(attrs=NARROW | {"inputmode": "decimal"}),
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value", "max_decimal_places"),
                _("Enter a number from 0 to 99.99 with at most two figures after the point"),
            ),
            **kwargs,
        )


class Number(forms.IntegerField):
    """A whole number from 1 to 365."""

    def __init__(self, label: Any, help_text: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=1,
            max_value=MOST_NUMBER,
            widget=forms.TextInput(attrs=NARROW | {"inputmode": "numeric"}),
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), _("Enter a whole number from 1 to 365")
            ),
            **kwargs,
        )


class SettingsForm(forms.Form):
    """Everything that the service sets for its caseloads."""

    full_caseload = Number(
        _("Most children of a full-time post"),
        _("Leave empty to keep to the guidance. Above this the caseload is shown as over the guide."),
        required=False,
    )
    reviews_per_full_time_week = Weight(
        _("Reviews that fit into a full-time week"), _("The forecast counts the room of a week with it.")
    )
    weight_short_break = Weight(
        _("A series of short breaks counts as"), _("A child in full-time care counts as 1; 0.5 is half of that work.")
    )
    weight_pathway = Weight(_("A pathway plan counts as"), _("For a young person who has left care."))
    chairs_conferences = forms.BooleanField(label=_("Our IROs also chair child protection conferences"), required=False)
    weight_child_protection = Weight(_("A child protection conference counts as"), _("Only when your IROs chair them."))
    registration_warning_days = Number(
        _("Days before a registration ends on which you are warned"), _("60 is two months.")
    )
    largest_sibling_group = Number(
        _("Most brothers and sisters with one IRO"),
        _("Up to so many, brothers and sisters are kept with one IRO unless a reason is given."),
    )
    fit_siblings = Weight(
        _("Brothers and sisters have this IRO"), _("How much it counts beside the others; 0 leaves it out.")
    )
    fit_previous = Weight(_("Was the child’s IRO before"), _("A child who comes back meets somebody they know."))
    fit_capacity = Weight(_("Has room"), _("Room by the weighted caseload of a full-time post."))
    fit_language = Weight(_("Speaks the child’s language"), _("By the languages of the profile."))
    fit_specialism = Weight(_("Knows what the child needs"), _("By what the officer knows well."))
    fit_distance = Weight(_("Starts near the child’s home"), _("By the distances below."))
    distance_bands = forms.CharField(
        label=_("Distances between postcode districts"),
        help_text=_(
            "One pair a line with near, reach or far behind it, like: LL11 LL13 near. A pair that is not named "
            "counts as not known."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    GROUPS = (
        (_("What a caseload is measured by"), (
            "full_caseload", "reviews_per_full_time_week", "weight_short_break", "weight_pathway",
            "chairs_conferences", "weight_child_protection",
        )),
        (_("What counts when an IRO is suggested"), (
            "fit_siblings", "fit_previous", "fit_capacity", "fit_language", "fit_specialism", "fit_distance",
            "distance_bands",
        )),
        (_("When you are warned, and when a reason is asked for"), (
            "registration_warning_days", "largest_sibling_group",
        )),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, told: CaseloadSettings) -> dict[str, Any]:
        """What stands in the form first."""
        names = {number: name for name, number in BANDS.items()}
        lines = [f"{pair} {names[band]}" for pair, band in sorted(told.distance_bands.items())]
        first = {name: getattr(told, name) for name in cls.base_fields if name != "distance_bands"}
        return first | {"distance_bands": "\n".join(lines)}

    def clean_reviews_per_full_time_week(self) -> Decimal:
        """Refuse a week without room."""
        number: Decimal = self.cleaned_data["reviews_per_full_time_week"]
        if number <= 0:
            raise forms.ValidationError(_("Enter more than 0: a week without room has no reviews"))
        return number

    def clean_distance_bands(self) -> dict[str, int]:
        """Read the lines. Names the first that cannot be read."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["distance_bands"].splitlines():
            words = line.split()
            if not words:
                continue
            band = BANDS.get(words[-1].casefold())
            if len(words) != 3 or band is None or not all(_is_district(word) for word in words[:2]):
                message = _("“%(line)s” is no distance. Write two districts and near, reach or far")
                raise forms.ValidationError(message, params={"line": line.strip()[:40]})
            found[" ".join(words[:2]).upper()] = band
        return found

    @property
    def wanted(self) -> NewSettings:
        """What is to hold."""
        told = self.cleaned_data
        return NewSettings(
            numbers={name: told[name] for name in NUMBERS},
            weights={name: told[name] for name in WEIGHTS},
            chairs_conferences=told["chairs_conferences"],
            full_caseload=told["full_caseload"],
            by_guidance=told["full_caseload"] is None,
            distance_bands=told["distance_bands"],
        )


def _is_district(text: str) -> bool:
    return 2 <= len(text) <= 4 and text.isalnum() and text[0].isalpha()


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Change how the service weighs work and fit."""
    authority = request.user.authority
    told = settings_of(authority.pk)
    form = SettingsForm(request.POST or None, initial=SettingsForm.initial_of(told))
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(wanted=form.wanted, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            field = {BadDistanceBands: "distance_bands", BadWeight: None, BadNumber: None}.get(type(error))
            form.add_error(field, error.message)
        else:
            messages.success(
                request, gettext("The settings are saved. Suggestions and caseloads use them from now on.")
            )
            return redirect("officers:settings")
    guide = guidance(authority.nation, CaseloadSettings(authority_id=authority.pk))
    context = {
        "form": form,
        "tabs": parts.tabs(request.user, "officers:settings"),
        "groups": [(title, [form[name] for name in names]) for title, names in SettingsForm.GROUPS],
        "guide": (guide.fewest, guide.most) if guide.most else None,
    }
    return render(request, "officers/settings.html.jinja", context)
