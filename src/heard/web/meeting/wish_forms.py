"""The form of a wish and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.reviews.listening.wish_actions import WishTold
from heard.reviews.models import Wish
from heard.web.meeting import words
from heard.web.reviews.forms import VersionedForm


class WishForm(VersionedForm):
    """A wish in the child's words; the answer may come later."""

    wish = forms.CharField(
        label=gettext_lazy("What does the child wish or feel?"),
        help_text=gettext_lazy("In the child’s own words, as nearly as you can."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the wish in the child’s own words")},
    )
    came_by = forms.ChoiceField(
        label=gettext_lazy("Where did it come from?"),
        choices=list(words.CAME_BY.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where the wish came from")},
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"),
        choices=[("", gettext_lazy("Not answered yet")), *words.ANSWERS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("In words that the child can read. Needed unless the answer is yes."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weight = forms.CharField(
        label=gettext_lazy("Where the plan differs: what weight was given, and why best interests led elsewhere"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") not in (None, "", Wish.Answer.YES) and not cleaned.get("why"):
            self.add_error("why", _("Say why, in words that the child can read"))
        return cleaned

    @property
    def told(self) -> WishTold:
        given = self.cleaned_data
        return WishTold(
            words=given["wish"],
            came_by=given["came_by"],
            answer=given["answer"],
            why=given["why"],
            weight=given["weight"],
        )
