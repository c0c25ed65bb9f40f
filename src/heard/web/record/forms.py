"""The forms about a record."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import Language
from heard.pages.forms import DateField
from heard.reviews.models import Copy, Heading
from heard.reviews.record.actions import LEAVES_OUT
from heard.web.record import words
from heard.web.reviews.forms import VersionedForm

LANGUAGES = ((Language.ENGLISH.value, "English"), (Language.WELSH.value, "Cymraeg"))


class LetterForm(VersionedForm):
    """The letter's own words."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        help_text=gettext_lazy("What you write here and under the headings must be in this language too."),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose English or Welsh")},
    )
    opening = forms.CharField(
        label=gettext_lazy("How the letter begins"),
        help_text=gettext_lazy("Leave it empty for a short sentence that says what the letter is about."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closing = forms.CharField(
        label=gettext_lazy("How the letter ends"),
        help_text=gettext_lazy("Leave it empty to ask the child to say what is wrong."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pictures = forms.BooleanField(
        label=gettext_lazy("Large type and a picture at each heading, for a young child"), required=False
    )


class LeaveOutForm(forms.Form):
    """A heading, or words of it, that some copies leave out."""

    heading = forms.ChoiceField(
        label=gettext_lazy("Under which heading?"),
        choices=[("", gettext_lazy("Choose a heading")), *words.HEADINGS.items()],
        error_messages={"required": gettext_lazy("Choose the heading")},
    )
    passage = forms.CharField(
        label=gettext_lazy("Which words?"),
        help_text=gettext_lazy("Word for word as they stand there. Leave it empty to leave the whole heading out."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    copies = forms.MultipleChoiceField(
        label=gettext_lazy("Which copies leave it out?"),
        choices=[(copy.value, words.COPIES[copy]) for copy in LEAVES_OUT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the copies that leave it out")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("It is kept with the record and stands on no copy."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it is left out")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        whole = not cleaned.get("passage", "").strip()
        if whole and cleaned.get("heading") == Heading.DECISIONS and Copy.DECISIONS in cleaned.get("copies", []):
            self.add_error("copies", _("The copy with the decisions only cannot leave all of them out"))
        return cleaned


class SignForm(forms.Form):
    """Signing; of a later version, why."""

    why = forms.CharField(
        label=gettext_lazy("What was corrected, and why?"),
        help_text=gettext_lazy("It stands with the new version. The version before stays as it is."),
        max_length=300,
        required=False,
    )
    why_another = forms.CharField(
        label=gettext_lazy("Why do you sign, and not the IRO who held the review?"),
        help_text=gettext_lazy("It is kept with your signature."),
        max_length=300,
        required=False,
    )


class GivenForm(forms.Form):
    """On which day copies were given that did not go through the outbox; whether what just went is to go once more, and
    whether what is not usual is meant."""

    on = DateField(
        what=gettext_lazy("the day on which it was given"),
        label=gettext_lazy("On which day was it given?"),
        help_text=gettext_lazy("Only for what does not go through the outbox."),
        required=False,
    )
    again = forms.BooleanField(label=gettext_lazy("Send it once more"), required=False)
    meant = forms.BooleanField(label=gettext_lazy("Give these copies all the same"), required=False)
