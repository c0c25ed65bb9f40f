"""The forms about people and the authority."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Language, ResponsibleAuthority, Team, User
from heard.accounts.permissions import ROLES
from heard.pages.forms import DateField

WIDE = {"class": "govuk-input--width-20"}
LONGEST_TARGET = 20


class LanguageForm(forms.Form):
    """The language in which somebody is met."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=Language.choices, widget=forms.RadioSelect)


class RolesField(forms.MultipleChoiceField):
    """Boxes of roles, each with what it is for."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What may this person do?"),
            choices=[(role.value, _(about.title)) for role, about in ROLES.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one role")},
        )
        self.hints = {role.value: _(about.purpose) for role, about in ROLES.items()}


class PersonForm(forms.Form):
    """What may be changed about a person. The e-mail address stays: the log knows people by it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "off"}),
        error_messages={"required": _("Enter the person’s name")},
    )
    roles = RolesField()
    team = forms.ChoiceField(label=_("Team"), required=False, widget=forms.Select)
    access_until = DateField(
        what=_("the last day of access"),
        label=_("Last day of access"),
        help_text=_(
            "Leave empty for somebody who stays. For inspectors and temporary staff, the account closes itself."
        ),
        required=False,
    )

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("No team")), *((str(team.pk), team.name) for team in teams)]  # type: ignore[attr-defined]

    @property
    def team_id(self) -> int | None:
        """The team that was chosen."""
        chosen = self.cleaned_data["team"]
        return int(chosen) if chosen else None


class NewPersonForm(PersonForm):
    """A new account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They sign in with it."),
        widget=forms.EmailInput(attrs=WIDE | {"autocomplete": "off"}),
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address like name@council.example"),
        },
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 12 characters. Leave empty if they will ask for a new password by e-mail."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=WIDE | {"autocomplete": "new-password"}),
    )

    field_order = ("name", "email", "password", "roles", "team", "access_until")


class EditPersonForm(PersonForm):
    """An account that is there already."""

    is_active = forms.TypedChoiceField(
        label=_("May this person sign in?"),
        choices=[("yes", _("Yes")), ("no", _("No: the account is closed, and what they wrote stays"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether this person may sign in")},
    )

    @staticmethod
    def initial_of(person: User) -> dict[str, Any]:
        """This will give what stands in the form at first."""
        return {
            "name": person.name,
            "roles": person.roles,
            "team": str(person.team_id or ""),
            "access_until": person.access_until,
            "is_active": "yes" if person.is_active else "no",
        }


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(
        label=_("Name of the new team"),
        max_length=120,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "off"}),
        error_messages={"required": _("Enter the name of the team")},
    )


class AuthorityForm(forms.Form):
    """What an authority sets for itself."""

    duty_email = forms.EmailField(
        label=_("E-mail address of the duty desk"),
        required=False,
        widget=forms.EmailInput(attrs=WIDE),
        error_messages={"invalid": _("Enter an e-mail address like name@council.example")},
    )
    duty_telephone = forms.CharField(
        label=_("Telephone of the duty desk"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs=WIDE),
    )
    allocation_target = forms.IntegerField(
        label=_("Name an IRO within how many working days?"),
        help_text=_("Your own target, 1 to 20. It is shown beside the limit in guidance and never replaces it."),
        required=False,
        min_value=1,
        max_value=LONGEST_TARGET,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("The number of working days must be a whole number, like 3"),
            "min_value": _("The number of working days must be 1 or more"),
            "max_value": _("The number of working days must be 20 or less"),
        },
    )
    clear_days = forms.BooleanField(
        label=_("Count clear days before an event"),
        help_text=_("With it, neither the day of the event nor the day of sending is counted."),
        required=False,
    )

    @staticmethod
    def initial_of(authority: ResponsibleAuthority) -> dict[str, Any]:
        """This will give what stands in the form at first."""
        return {
            "duty_email": authority.duty_email,
            "duty_telephone": authority.duty_telephone,
            "allocation_target": authority.allocation_target_working_days,
            "clear_days": authority.count_back_clear_days,
        }
