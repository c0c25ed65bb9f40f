"""The forms by which an IRO is named, and by which needs and family are told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import Language
from heard.caseloads.actions import Seen
from heard.caseloads.models import NamedIro, Specialism
from heard.children.models import Child
from heard.pages.forms import DateField
from heard.web.naming.telling import CHILD, Addressee

SIZES = (
    ("", gettext_lazy("The one for the child’s age")),
    ("young", gettext_lazy("With pictures, for a younger child")),
    ("older", gettext_lazy("For an older child")),
)


class TellForm(forms.Form):
    """Who is told of the IRO, and the child's own letter."""

    tell = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    child_language = forms.ChoiceField(
        label=gettext_lazy("Language of the child’s letter"), choices=Language.choices, required=False
    )
    child_size = forms.ChoiceField(label=gettext_lazy("Which letter"), choices=SIZES, required=False)
    child_address = forms.CharField(
        label=gettext_lazy("Where the child’s letter goes"),
        help_text=gettext_lazy("Name and address, line by line. It is printed with the next batch."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=400,
    )

    def __init__(
        self, data: Any = None, *, told: Sequence[Addressee], initial: Mapping[str, object] | None = None
    ) -> None:
        proposed = {
            "tell": [one.key for one in told if one.chosen],
            "child_language": next((one.notice.language for one in told if _is_child(one) and one.notice), "en"),
        }
        super().__init__(data, initial=proposed | dict(initial or {}))
        self._choose("tell", [(one.key, one.name) for one in told if one.notice])
        if not any(one.key == CHILD for one in told):
            del self.fields["child_address"]

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @property
    def letter_choices(self) -> dict[str, str]:
        """What was chosen for the child's letter."""
        given = self.cleaned_data
        return {
            "language": given.get("child_language", ""),
            "size": given.get("child_size", ""),
            "address": given.get("child_address", ""),
        }


class NameForm(TellForm):
    """Who, from which day, why; what the manager saw; who is told."""

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
        label=gettext_lazy("Reason, kept with the appointment"),
        help_text=gettext_lazy("Needed only where the choice is marked with a flag: practice would choose another."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        choices: Iterable[tuple[str, str]],
        told: Sequence[Addressee],
        running: NamedIro | None,
        today: date,
        proposed: str = "",
    ) -> None:
        seen = str(running.pk) if running else "none"
        super().__init__(data, told=told, initial={"iro": proposed, "appointed_on": today, "seen": seen})
        self._choose("iro", choices)

    @property
    def what_was_seen(self) -> Seen:
        """The appointment that ran when the page was shown."""
        seen = str(self.cleaned_data.get("seen") or "")
        return Seen(appointment_id=int(seen) if seen.isdecimal() else None)


def _is_child(one: Addressee) -> bool:
    return one.notice is not None and one.notice.to.kind == CHILD


class NeedsForm(forms.Form):
    """What the child needs of an IRO."""

    languages = forms.CharField(
        label=gettext_lazy("Languages in which the child is at home"),
        help_text=gettext_lazy("One on each line, like Welsh, Polish or British Sign Language. English needs no line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=400,
    )
    specialisms = forms.MultipleChoiceField(
        label=gettext_lazy("What should the IRO know especially well?"),
        choices=[(one.value, gettext_lazy(one.label)) for one in Specialism],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_languages(self) -> tuple[str, ...]:
        lines = [line.strip() for line in self.cleaned_data["languages"].splitlines() if line.strip()]
        if any(len(line) > 40 for line in lines):
            raise forms.ValidationError(_("Enter each language on a line of its own, in up to 40 letters"))
        return tuple(lines)


class FindForm(forms.Form):
    """Which child is looked for."""

    q = forms.CharField(label=gettext_lazy("Name or local id of the other child"), required=False, max_length=80)


class LinkForm(forms.Form):
    """Which child belongs to this one, and how."""

    relative = forms.TypedChoiceField(
        label=gettext_lazy("Which child?"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose the other child"),
            "invalid_choice": gettext_lazy("Choose the other child from the list"),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What are they to this child?"),
        widget=forms.RadioSelect,
        choices=[
            ("sibling", gettext_lazy("Brother or sister, also by one parent or by adoption")),
            ("parent", gettext_lazy("Parent, also looked after")),
            ("child", gettext_lazy("Own child, also looked after")),
        ],
        error_messages={"required": gettext_lazy("Choose what they are to this child")},
    )

    def __init__(self, data: Any = None, *, found: Iterable[Child]) -> None:
        super().__init__(data)
        field = self.fields["relative"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, one.shown_name) for one in found]
