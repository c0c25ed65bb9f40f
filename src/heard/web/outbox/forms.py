"""The forms of the outbox."""

from django import forms
from django.utils.translation import gettext_lazy


class WithdrawForm(forms.Form):
    """Why a letter is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why is this letter taken back?"),
        help_text=gettext_lazy("In a few words. It is kept with the letter."),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why the letter is taken back")},
    )


class SendAgainForm(forms.Form):
    """Where an e-mail goes this time."""

    address = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Correct it if the letter came back. The letter itself stays word for word."),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-30", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the e-mail address")},
    )


class PrintForm(forms.Form):
    """Where a letter goes on paper."""

    address = forms.CharField(
        label=gettext_lazy("Postal address"),
        help_text=gettext_lazy("One line for each line of the envelope, the name first."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Enter the postal address")},
    )


class SettingsForm(forms.Form):
    """What stands at the foot of every letter."""

    advocacy = forms.CharField(
        label=gettext_lazy("Advocacy: who to ask, and how to reach them"),
        help_text=gettext_lazy("For example: Voice Together, 01632 960 142. It stands on every letter to a child."),
        required=False,
        max_length=160,
    )
    complaints = forms.CharField(
        label=gettext_lazy("Complaints: who to tell, and how to reach them"),
        help_text=gettext_lazy("For example: the complaints team, 01632 960 150."),
        required=False,
        max_length=160,
    )
    double_sided = forms.BooleanField(
        label=gettext_lazy("Letters are printed on both sides"),
        help_text=gettext_lazy("Each letter of a batch then begins on a sheet of its own."),
        required=False,
    )
