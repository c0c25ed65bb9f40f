"""The forms of the register of involvements."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from heard.caseloads.involvements import Spell
from heard.pages.forms import DateField
from heard.web.officers import words
from heard.web.officers.forms import WIDE

MOST_BYTES = 2 * 1024 * 1024


class DaysForm(forms.Form):
    """The days of an involvement, and how it is known."""

    from_on = DateField(
        what=_("the first day"),
        label=_("First day"),
        help_text=_("Leave empty when it was so from the beginning."),
        required=False,
    )
    until_on = DateField(
        what=_("the last day"), label=_("Last day"), help_text=_("Leave empty while it goes on."), required=False
    )
    evidence = forms.CharField(
        label=_("How is it known?"),
        help_text=_("The case file, the rota, the person themselves."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
    )

    @property
    def spell(self) -> Spell:
        """The days."""
        return Spell(from_on=self.cleaned_data["from_on"], until_on=self.cleaned_data["until_on"])


class InvolvementForm(DaysForm):
    """Who did what in which child's case."""

    child = forms.CharField(
        label=_("Child"),
        help_text=_("The local id, or the name."),
        max_length=120,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "off"}),
        error_messages={"required": _("Enter the child’s local id or name")},
    )
    person = forms.ChoiceField(
        label=_("Person"), widget=forms.Select, error_messages={"required": _("Choose the person")}
    )
    kind = forms.ChoiceField(
        label=_("What does or did this person do?"),
        choices=list(words.INVOLVEMENT.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the person did")},
    )
    field_order = ("child", "person", "kind", "from_on", "until_on", "evidence")

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = list(people)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        first = [("", _("Choose a person"))] if len(told) > 1 else []
        field.choices = [*first, *((str(pk), name) for pk, name in told)]
        self.hinted("kind").hints = {code: str(text) for code, text in words.LASTS.items()}

    def hinted(self, name: str) -> Any:
        """The field, which may carry hints beside its boxes."""
        return self.fields[name]


class LoadForm(forms.Form):
    """A file from the case system."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("One CSV file of at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Choose the file"),
            "empty": _("The file is empty. Export it again"),
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Cut it into smaller files"))
        return file
