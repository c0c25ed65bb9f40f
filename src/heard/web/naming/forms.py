"""The form by which an IRO is named."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField


class NameForm(forms.Form):
    """Who, and from which day."""

    iro = forms.ChoiceField(
        label=gettext_lazy("Who should be the IRO?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who should be the IRO"),
            "invalid_choice": gettext_lazy("Choose somebody who can be named"),
        },
    )
    appointed_on = DateField(
        what=gettext_lazy("the day of the appointment"),
        label=gettext_lazy("Day of the appointment"),
        help_text=gettext_lazy("Today, or the day on which it was decided."),
    )

    reason = forms.CharField(
        label=gettext_lazy("Why this choice, where practice would choose another"),
        help_text=gettext_lazy(
            "Needed only when brothers and sisters get different IROs, when an earlier IRO does not take the child on "
            "again, or when the IRO has under five years of experience. It is kept with the appointment."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )

    def __init__(self, data: Any = None, *, choices: Iterable[tuple[str, str]], today: date) -> None:
        super().__init__(data, initial={"appointed_on": today})
        field = self.fields["iro"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
