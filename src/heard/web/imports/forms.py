"""The forms by which files are given."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.imports.names import FIELDS, NAMES
from heard.returns.ssda903 import CollectionYear, default_year
from heard.web.imports.uploads import MOST_MEGABYTES, MOST_NAMES_MEGABYTES

YEARS_BACK = 9
TRIAL = [
    ("yes", gettext_lazy("Try it first: show what would change, and store nothing")),
    ("no", gettext_lazy("Import now")),
]


class ManyFiles(forms.FileInput):
    """One input for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Give the files that were chosen. Raises ValidationError when there is none, or one is empty."""
        single = super().clean
        if not data:
            return [single(None, initial)] if self.required else []
        return [single(one, initial) for one in data]


class ReturnForm(forms.Form):
    """The files of an SSDA903 return, its year, and whether to try it first."""

    uploads = ManyFilesField(
        label=gettext_lazy("Files of the return"),
        widget=ManyFiles(attrs={"multiple": "multiple", "accept": ".csv,.zip,.xml,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the files of the return"),
            "empty": gettext_lazy("A file is empty. Export the return again"),
        },
    )
    year = forms.ChoiceField(label=gettext_lazy("Collection year"), required=False)
    trial = forms.ChoiceField(
        label=gettext_lazy("Try it first, or import now?"),
        choices=TRIAL,
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": gettext_lazy("Say whether to try it first or to import now")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(data, files)
        default = default_year(today)
        self.fields["uploads"].help_text = _(
            "All CSV files of the return together, or one zip or XML file; any names, up to %(n)d MB together."
        ) % {"n": MOST_MEGABYTES}
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)
        year.choices = [
            (label, label) for label in (CollectionYear(end=default.end + 1 - n).label for n in range(YEARS_BACK + 2))
        ]
        year.initial = default.label
        year.help_text = _(
            "A return in CSV does not say its year. From 1 April to 31 August the year just ended is taken, so today "
            "it is %(year)s; choose another for an older return."
        ) % {"year": default.label}


class NamesForm(forms.Form):
    """One CSV file with names."""

    file = forms.FileField(
        label=gettext_lazy("File with the names"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the file with the names"),
            "empty": gettext_lazy("The file is empty. Export it again"),
        },
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = _(
            "One CSV file with a heading for each column, up to %(n)d MB. Next you say which column is which."
        ) % {"n": MOST_NAMES_MEGABYTES}

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_NAMES_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB. Check that it holds the names and nothing else")
                % {"n": MOST_NAMES_MEGABYTES}
            )
        return file


class ColumnsForm(forms.Form):
    """Which column holds what, and the file itself, carried from the page before."""

    file_name = forms.CharField(widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput)
    local_id = forms.ChoiceField(label=gettext_lazy("Local id"), widget=forms.Select)
    given_name = forms.ChoiceField(label=gettext_lazy("Given name"), required=False, widget=forms.Select)
    family_name = forms.ChoiceField(label=gettext_lazy("Family name"), required=False, widget=forms.Select)
    preferred_name = forms.ChoiceField(label=gettext_lazy("Preferred name"), required=False, widget=forms.Select)
    born_on = forms.ChoiceField(label=gettext_lazy("Date of birth"), required=False, widget=forms.Select)
    trial = forms.ChoiceField(
        label=gettext_lazy("Try it first, or import now?"), choices=TRIAL, widget=forms.RadioSelect, initial="yes"
    )

    def __init__(self, data: Any = None, *, headings: Sequence[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = [("", _("Not in this file")), *((heading, heading) for heading in dict.fromkeys(headings) if heading)]
        for name in FIELDS:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.fields["local_id"].error_messages["required"] = _("Choose the column that holds the local id")
        self.fields["born_on"].help_text = _("It is compared with the date that is known, and never changes it.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in NAMES):
            self.add_error("given_name", _("Choose at least one column that holds a name"))
        chosen = [cleaned[name] for name in FIELDS if cleaned.get(name)]
        if len(set(chosen)) != len(chosen):
            self.add_error(None, _("One column was chosen twice. Choose each column once"))
        return cleaned

    @property
    def mapping(self) -> dict[str, str]:
        """What was chosen, without what the file does not hold."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data.get(name)}
