"""The forms of legal advice, risks and duties."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import User
from heard.pages.forms import DateField
from heard.quality.models import AdviceRequest, DutyRecord, ResourceRisk, RiskStep
from heard.web.support.forms import people, radios, words_field


class AdviserForm(forms.Form):
    """Who advises: somebody with an account, or a name outside."""

    adviser = forms.ChoiceField(
        label=gettext_lazy("Adviser with an account"), required=False, widget=forms.Select, choices=()
    )
    adviser_name = forms.CharField(
        label=gettext_lazy("Or the name of an adviser outside"), required=False, max_length=120
    )

    def __init__(self, data: Any = None, *, advisers: Sequence[User], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["adviser"].choices = [("", _("None")), *people(advisers)]  # type: ignore[attr-defined]

    @property
    def adviser_id(self) -> int | None:
        """The account that was chosen."""
        return int(self.cleaned_data["adviser"]) if self.cleaned_data["adviser"] else None


class AskForm(AdviserForm):
    """A question for independent legal advice."""

    question = words_field(gettext_lazy("Your question"), required=gettext_lazy("Enter the question"), rows=5)
    urgency = radios(
        gettext_lazy("How urgent is it?"),
        AdviceRequest.Urgency.choices,
        required=gettext_lazy("Choose how urgent it is"),
    )
    asked_on = DateField(what=gettext_lazy("the day on which you asked"), label=gettext_lazy("Asked on"))
    child = forms.CharField(
        label=gettext_lazy("Number of the child, if it is about one"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    field_order = ("question", "child", "urgency", "asked_on", "adviser", "adviser_name")


class AnswerForm(forms.Form):
    """What the advice came to."""

    answered_on = DateField(what=gettext_lazy("the day of the answer"), label=gettext_lazy("Answered on"))
    outcome = words_field(
        gettext_lazy("What the advice came to"), required=gettext_lazy("Enter what the advice came to"), rows=5
    )
    declares = forms.BooleanField(
        label=gettext_lazy("The adviser does not advise the authority in this case"),
        help_text=gettext_lazy("Without this declaration the advice is not independent."),
        required=False,
    )


class WithdrawForm(forms.Form):
    """Why a question is no longer asked."""

    because = words_field(
        gettext_lazy("Why is it no longer asked?"), required=gettext_lazy("Enter why the question is no longer asked")
    )


class RiskForm(forms.Form):
    """What puts quality at risk."""

    what = words_field(
        gettext_lazy("What puts the quality of the service at risk?"),
        required=gettext_lazy("Say what puts the quality at risk"),
    )
    topic = radios(
        gettext_lazy("What is it about?"), ResourceRisk.Topic.choices, required=gettext_lazy("Choose what it is about")
    )
    raised_on = DateField(what=gettext_lazy("the day on which it was raised"), label=gettext_lazy("Raised on"))
    children_stated = forms.IntegerField(
        label=gettext_lazy("How many children are affected?"),
        help_text=gettext_lazy("Leave empty if you do not know, or enter their numbers below."),
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("The number of children must be a whole number, like 12"),
            "min_value": gettext_lazy("The number of children must be 0 or more"),
        },
    )
    children = forms.CharField(
        label=gettext_lazy("Or the numbers of the children, with commas between"), required=False, max_length=1000
    )


class StepForm(forms.Form):
    """What was done about a risk."""

    kind = radios(gettext_lazy("What was done?"), (), required=gettext_lazy("Choose what was done"))
    on = DateField(what=gettext_lazy("the day"), label=gettext_lazy("On which day?"))
    whom = forms.CharField(
        label=gettext_lazy("Whom was it put to?"),
        help_text=gettext_lazy("Needed when something was asked for or escalated."),
        required=False,
        max_length=120,
    )
    words = words_field(
        gettext_lazy("In words"), help_text=gettext_lazy("To close a risk, enter its outcome: what changed.")
    )

    def __init__(self, data: Any = None, *, closed: bool, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        kinds = [(code, text) for code, text in RiskStep.Kind.choices if (code == RiskStep.Kind.REOPENED) == closed]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """Who answers for a duty and how it stands. A counted duty is not asked how it stands."""

    state = radios(
        gettext_lazy("How does it stand?"),
        DutyRecord.State.choices,
        required=gettext_lazy("Choose how the duty stands"),
    )
    words = words_field(
        gettext_lazy("In words"),
        help_text=gettext_lazy("Needed when it is partly met or not met: what is missing, and what is done about it."),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it?"), required=False, widget=forms.Select)
    owner_name = forms.CharField(
        label=gettext_lazy("Or the name of somebody without an account"), required=False, max_length=120
    )
    review_on = DateField(
        what=gettext_lazy("the day on which it is looked at again"),
        label=gettext_lazy("Look at it again on"),
        required=False,
    )
    seen = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, counted: bool, owners: Sequence[User], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].choices = [("", _("Nobody yet")), *people(owners)]  # type: ignore[attr-defined]
        if counted:
            del self.fields["state"]

    @property
    def owner_id(self) -> int | None:
        """The account that was chosen."""
        return int(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None


class EvidenceForm(forms.Form):
    """What shows how a duty stands."""

    what = forms.CharField(
        label=gettext_lazy("What shows it? A document or a fact"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter what shows how the duty stands")},
    )
    dated_on = DateField(what=gettext_lazy("the date of the evidence"), label=gettext_lazy("Its date"))
    where = forms.CharField(label=gettext_lazy("Where it is kept"), required=False, max_length=300)
