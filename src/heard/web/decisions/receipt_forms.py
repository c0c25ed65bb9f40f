"""The forms about what came and went outside Heard: a day of receipt, decisions sent by hand, an answer by letter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField
from heard.reviews.decisions.queries import Line
from heard.web.decisions.forms import AnswersForm

NAME = {"class": "govuk-input--width-20", "autocomplete": "off"}


class ReceivedForm(forms.Form):
    """On which day the manager received the decisions, or that it is not known."""

    received_on = DateField(
        what=gettext_lazy("the day on which the manager received the decisions"),
        label=gettext_lazy("When did the manager receive the decisions?"),
        required=False,
    )
    not_known = forms.BooleanField(label=gettext_lazy("It is not known that the manager received them"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "received_on" not in self.errors and bool(cleaned.get("received_on")) == cleaned["not_known"]:
            self.add_error("received_on", _("Enter the day, or say that it is not known"))
        return cleaned


class SentOutsideForm(forms.Form):
    """To whom the decisions went outside Heard, when, and when they were received if that is known."""

    manager = forms.ChoiceField(
        label=gettext_lazy("Which manager answers for the authority?"), required=False, widget=forms.RadioSelect
    )
    manager_name = forms.CharField(
        label=gettext_lazy("Name of the manager"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=NAME),
    )
    issued_on = DateField(
        what=gettext_lazy("the day on which the decisions were sent"), label=gettext_lazy("When were they sent?")
    )
    received_on = DateField(
        what=gettext_lazy("the day on which they were received"),
        label=gettext_lazy("When were they received?"),
        help_text=gettext_lazy("Leave it empty if it is not known. The days to answer begin on this day."),
        required=False,
    )

    def __init__(self, data: Any = None, *, managers: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        manager = self.fields["manager"]
        assert isinstance(manager, forms.ChoiceField)
        manager.choices = [*managers, ("", _("Somebody without an account here, named below"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("manager") and not (cleaned.get("manager_name") or "").strip():
            self.add_error("manager_name", _("Choose the manager, or enter a name"))
        return cleaned


class EnteredAnswersForm(AnswersForm):
    """The answer that a manager without an account gave by letter, as whoever opened the letter enters it."""

    agree, disagree = gettext_lazy("Agreed"), gettext_lazy("Disagreed")
    answer_label, reasons_label = gettext_lazy("The answer to: %(what)s"), gettext_lazy("Why not: %(what)s")
    reasons_help = gettext_lazy("In the words of the manager. Only where the manager disagrees.")
    no_reasons = gettext_lazy("Enter why the manager disagrees with: %(what)s")

    def __init__(self, data: Any = None, *, lines: Sequence[Line], initial: Any = None) -> None:
        super().__init__(data, lines=lines, initial=initial)
        self.fields["answered_by"] = forms.CharField(
            label=_("Who answered?"),
            max_length=120,
            widget=forms.TextInput(attrs=NAME),
            error_messages={"required": _("Enter the name of the manager who answered")},
        )
        self.fields["answered_on"] = DateField(what=_("the day of the answer"), label=_("On which day?"))
