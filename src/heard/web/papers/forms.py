"""The forms about the papers of a review."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField
from heard.reviews.models import PaperKind, PapersChoice
from heard.reviews.papers.actions import MARKS, PaperFacts
from heard.reviews.papers.files import LARGEST, FileTooLarge
from heard.web.reviews.forms import VersionedForm

KINDS = {
    PaperKind.CARE_PLAN: gettext_lazy("Care plan"),
    PaperKind.SOCIAL_WORK_REPORT: gettext_lazy("Social work report"),
    PaperKind.EDUCATION_PLAN: gettext_lazy("Personal education plan"),
    PaperKind.HEALTH_PLAN: gettext_lazy("Health plan"),
    PaperKind.PLACEMENT_PLAN: gettext_lazy("Placement plan"),
    PaperKind.PATHWAY_PLAN: gettext_lazy("Pathway plan"),
    PaperKind.PREVIOUS_DECISIONS: gettext_lazy("Decisions of the last review"),
    PaperKind.OTHER: gettext_lazy("Another paper"),
}
CHOICES = {
    PapersChoice.Choice.GO_AHEAD: gettext_lazy("Go ahead without them"),
    PapersChoice.Choice.ADJOURN: gettext_lazy("Adjourn the review"),
    PapersChoice.Choice.CONCERN: gettext_lazy("Raise a concern and go ahead"),
}


class AddForm(forms.Form):
    """One more paper on the list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which paper?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which paper")},
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Only for another paper, such as a risk assessment."),
        required=False,
        max_length=120,
    )

    def __init__(self, data: Any = None, *, kinds: Iterable[str]) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, KINDS[PaperKind(kind)]) for kind in kinds]


class AgainForm(forms.Form):
    """Whether a letter that went minutes ago is meant to go once more."""

    again = forms.BooleanField(label=gettext_lazy("Send it once more"), required=False)


class PaperForm(VersionedForm):
    """What is known of one paper."""

    needed = forms.ChoiceField(
        label=gettext_lazy("Does this review need it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether this review needs the paper")},
    )
    reason_not_needed = forms.CharField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only for a paper that is not needed."),
        required=False,
        max_length=300,
    )
    received_on = DateField(
        what=gettext_lazy("the day on which it came"), label=gettext_lazy("Received"), required=False
    )
    shared_with_child_on = DateField(
        what=gettext_lazy("the day on which the child had it"),
        label=gettext_lazy("Shared with the child"),
        required=False,
    )
    shared_with_family_on = DateField(
        what=gettext_lazy("the day on which the family had it"),
        label=gettext_lazy("Shared with the family"),
        required=False,
    )
    chased_on = DateField(
        what=gettext_lazy("the day on which it was asked for"), label=gettext_lazy("Asked for again"), required=False
    )

    @property
    def facts(self) -> PaperFacts:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return PaperFacts(
            needed=given["needed"] == "yes",
            reason_not_needed=given["reason_not_needed"],
            received_on=given["received_on"],
            shared_with_child_on=given["shared_with_child_on"],
            shared_with_family_on=given["shared_with_family_on"],
            chased_on=given["chased_on"],
        )

    def ahead(self, today: date) -> str | None:
        """The first field whose day lies ahead."""
        days = {name: self.cleaned_data.get(name) for name in MARKS}
        return next((name for name, day in days.items() if day is not None and day > today), None)


class UploadForm(forms.Form):
    """The file of a paper."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A PDF, a Word document (.docx) or a picture (PNG, JPEG) of at most 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
        allow_empty_file=True,  # the check of the file says it in its own words
        error_messages={"required": gettext_lazy("Choose the file")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, too_large: bool = False) -> None:
        super().__init__(data, files)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if self.too_large or (file is not None and (file.size or 0) > LARGEST):
            self.errors.pop("file", None)
            self.add_error("file", FileTooLarge().message)
        return cleaned


class WithdrawForm(forms.Form):
    """Why a file is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why is the file taken back?"),
        help_text=gettext_lazy("Such as: it belongs to another child. Do not name that child."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why the file is taken back")},
    )


class WithoutForm(forms.Form):
    """What is done with papers missing."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What do you choose?"),
        choices=list(CHOICES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is done without the papers")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What is missing, and what it means for the child."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say why: what is missing, and what it means for the child")},
    )

    def __init__(self, data: Any = None, *, initial: Any = None, limit: str = "") -> None:
        super().__init__(data, initial=initial)
        if limit:
            words = _("It must be completed by %(day)s at the latest.") % {"day": limit}
            self.fields["choice"].hints = {PapersChoice.Choice.ADJOURN.value: words}  # type: ignore[attr-defined]
