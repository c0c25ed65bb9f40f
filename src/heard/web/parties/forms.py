"""The forms about the people round a child."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.children.models import Party
from heard.children.parties import PartyFacts
from heard.children.safe_contact import RuleFacts
from heard.pages.forms import DateField
from heard.web.parties import words

MIDDLE = {"class": "govuk-input--width-20", "autocomplete": "off"}
QUIET = {"autocomplete": "off"}


def _reason(label: Any, required: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=240, error_messages={"required": required}, **options)


class PartyForm(forms.Form):
    """Everything that is told about somebody round a child."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What part does this person have?"),
        choices=[("", _("Choose")), *words.KINDS.items()],
        widget=forms.Select,
        error_messages={"required": _("Choose what part this person has")},
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_(
            "Of the person, school, home or office. Not needed for the child, or for a colleague chosen below."
        ),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs=QUIET),
    )
    relation = forms.CharField(
        label=_("Relation to the child, in a few words"),
        help_text=_("Like mother, uncle, class teacher."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=MIDDLE),
    )
    colleague = forms.ChoiceField(label=_("Colleague with an account here"), required=False, widget=forms.Select)
    parental_responsibility = forms.ChoiceField(
        label=_("Parental responsibility"),
        choices=list(words.RESPONSIBILITY.items()),
        initial=Party.Responsibility.NOT_KNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether this person has parental responsibility")},
    )
    from_on = DateField(what=_("the first day"), label=_("In this part since"), required=False)
    language = forms.ChoiceField(
        label=_("Letters are written in"),
        choices=list(words.LANGUAGES.items()),
        initial="en",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of letters")},
    )
    spoken_language = forms.CharField(
        label=_("Language spoken, if another"), required=False, max_length=40, widget=forms.TextInput(attrs=MIDDLE)
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    accessible_format = forms.ChoiceField(
        label=_("How letters are best read"),
        choices=list(words.FORMATS.items()),
        required=False,
        initial="",
        widget=forms.Select,
    )
    channel = forms.ChoiceField(
        label=_("How letters reach this person"),
        choices=list(words.CHANNELS.items()),
        initial=Party.Channel.HELD,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how letters reach this person")},
    )
    email = forms.CharField(
        label=_("E-mail address"), required=False, max_length=254, widget=forms.EmailInput(attrs=MIDDLE)
    )
    telephone = forms.CharField(
        label=_("Telephone"), required=False, max_length=30, widget=forms.TextInput(attrs=MIDDLE)
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("One line for each line on the envelope, without the name."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    left_out = forms.ChoiceField(
        label=_("Before a review this person is"),
        choices=list(words.LEFT_OUT.items()),
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
    left_out_why = forms.CharField(
        label=_("Why not asked or not invited"),
        help_text=_("Like a court order, or what the child wishes."),
        required=False,
        max_length=240,
    )
    child_agrees = forms.ChoiceField(
        label=_("Does the child agree that this person is asked and told?"),
        choices=list(words.CHILD_AGREES.items()),
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
    child_asked_on = DateField(what=_("the day on which the child was asked"), label=_("Asked on"), required=False)

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in colleagues]
        self.fields["colleague"].choices = [("", _("Nobody with an account")), *named]  # type: ignore[attr-defined]

    @property
    def facts(self) -> PartyFacts:
        """What was typed, as the action takes it."""
        told: dict[str, Any] = {field.name: self.cleaned_data.get(field.name) for field in fields(PartyFacts)}
        chosen = self.cleaned_data["colleague"]
        told["user_id"] = int(chosen) if chosen else None
        return PartyFacts(**told)


class EndForm(forms.Form):
    """The last day of somebody in this part."""

    until_on = DateField(what=_("the last day"), label=_("Last day in this part"))
    why = _reason(_("Why?"), _("Say why this person is no longer in this part"))


class RuleForm(forms.Form):
    """What was decided about contact."""

    kind = forms.ChoiceField(
        label=_("What was decided?"),
        choices=list(words.RULES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was decided about contact")},
    )
    address = forms.CharField(
        label=_("E-mail or postal address that must not be used"),
        help_text=_("Only for one address. For a postal address the first line is enough."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    reason = _reason(_("Why?"), _("Say why, so that it can be understood later"))
    decided_by = forms.CharField(
        label=_("Who decided it?"),
        help_text=_("A court, a manager, or the person themselves."),
        max_length=120,
        error_messages={"required": _("Say who decided this")},
    )
    from_on = DateField(what=_("the day from which it holds"), label=_("From"))
    decided_until = DateField(
        what=_("the day until which it was decided"),
        label=_("Decided until"),
        help_text=_("Leave empty if no day was set. The rule holds until somebody ends it, also after this day."),
        required=False,
    )

    @property
    def facts(self) -> RuleFacts:
        """What was typed, as the action takes it."""
        return RuleFacts(**{field.name: self.cleaned_data[field.name] for field in fields(RuleFacts)})


class EndRuleForm(forms.Form):
    """Why a rule of safe contact no longer holds."""

    why = _reason(_("Why does it no longer hold?"), _("Say why the rule no longer holds"))
