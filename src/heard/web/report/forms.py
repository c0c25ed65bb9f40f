"""The forms with which a report goes from one to the other."""

from django import forms
from django.utils.translation import gettext_lazy

from heard.reviews.report.actions import LONGEST_REASON


class BackForm(forms.Form):
    """Why a report goes back to the social worker."""

    reason = forms.CharField(
        label=gettext_lazy("What is to be changed?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say what is to be changed, so that the social worker knows"),
            "max_length": gettext_lazy("Say it in at most 1,000 characters"),
        },
    )


class AgainForm(forms.Form):
    """Why a signed report is written again."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it written again?"),
        help_text=gettext_lazy("What was signed stays as it was. The team manager signs the next version too."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why the report is written again"),
            "max_length": gettext_lazy("Say it in at most 1,000 characters"),
        },
    )
