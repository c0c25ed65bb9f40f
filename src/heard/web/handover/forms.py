"""The forms from the appointment to the goodbye."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.caseloads.models import Handover, Introduction
from heard.pages.forms import DateField

HOW = {
    Introduction.How.VISIT: gettext_lazy("Visit"),
    Introduction.How.VIDEO: gettext_lazy("Video call"),
    Introduction.How.TELEPHONE: gettext_lazy("Telephone"),
    Introduction.How.JOINT: gettext_lazy("Together with the IRO before"),
}
WHY = {
    Handover.Why.LEAVES: gettext_lazy("The IRO leaves the service"),
    Handover.Why.ABSENT: gettext_lazy("The IRO is away for long"),
    Handover.Why.CASELOAD: gettext_lazy("Caseloads are shared out anew"),
    Handover.Why.SIBLINGS: gettext_lazy("Brothers and sisters come to one IRO"),
    Handover.Why.CHILD_WISH: gettext_lazy("The child wishes it"),
    Handover.Why.CONFLICT: gettext_lazy("The IRO is no longer independent"),
    Handover.Why.EIGHTEEN: gettext_lazy("The young person turns 18"),
    Handover.Why.OTHER: gettext_lazy("Another reason"),
}


class AnswerForm(forms.Form):
    """The IRO accepts and declares, or tells of a conflict."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            ("accept", gettext_lazy("I accept. None of these is true of me for this child.")),
            ("conflict", gettext_lazy("Something stands against it. I tell the manager.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you accept or something stands against it")},
    )
    conflict = forms.CharField(
        label=gettext_lazy("What stands against it"),
        help_text=gettext_lazy("Only if something does. Write about your own part, not about the child."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """The words are needed for a conflict, and must not stand beside an acceptance."""
        given = super().clean() or {}
        told = (given.get("conflict") or "").strip()
        if given.get("answer") == "conflict" and not told:
            self.add_error("conflict", _("Say what stands against it, so that the manager can decide"))
        if given.get("answer") == "accept" and told:
            self.add_error("answer", _("You wrote what stands against it: choose that, or take the words out"))
        return given


class IntroductionForm(forms.Form):
    """When and how the IRO met the child."""

    met_on = DateField(what=gettext_lazy("the day of the meeting"), label=gettext_lazy("When did they meet?"))
    how = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=list(HOW.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how they met")},
    )


class CarriedForm(forms.Form):
    """What is carried over: the open items of the diary, and free lines."""

    carried = forms.MultipleChoiceField(
        label=gettext_lazy("What is open and carried over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label=gettext_lazy("What else is carried over"),
        help_text=gettext_lazy("One thing on each line: decisions not done yet, concerns, promises to the child."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, proposed: Iterable[str], initial: dict[str, Any] | None = None) -> None:
        proposed = list(proposed)
        super().__init__(data, initial={"carried": proposed} | (initial or {}))
        field = self.fields["carried"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(words, words) for words in proposed]
        if not proposed:
            del self.fields["carried"]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that is carried, the items of the diary first."""
        more = [line.strip() for line in self.cleaned_data["more"].splitlines() if line.strip()]
        return (*self.cleaned_data.get("carried", ()), *more)


class ChangeForm(CarriedForm):
    """To whom, when and why."""

    to_iro = forms.ChoiceField(
        label=gettext_lazy("Who takes over?"),
        help_text=gettext_lazy("Best fit first. Whoever is barred by law is not in the list."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who takes over"),
            "invalid_choice": gettext_lazy("Choose somebody who can take over"),
        },
    )
    change_on = DateField(
        what=gettext_lazy("the day of the change"),
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("The IRO before acts until then, so that no day is without an IRO."),
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why does the IRO change?"),
        choices=[(code, words) for code, words in WHY.items() if code != Handover.Why.EIGHTEEN],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the IRO changes")},
    )
    reason = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Needed for another reason, and where practice would choose somebody else."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    joint_introduction_on = DateField(
        what=gettext_lazy("the day of the joint introduction"),
        label=gettext_lazy("When do both see the child together?"),
        help_text=gettext_lazy("Leave it empty if it is not arranged yet."),
        required=False,
    )
    field_order = ("to_iro", "change_on", "why", "reason", "joint_introduction_on", "carried", "more")

    def __init__(
        self,
        data: Any = None,
        *,
        choices: Iterable[tuple[str, str]],
        hints: dict[str, str],
        proposed: Iterable[str],
    ) -> None:
        super().__init__(data, proposed=proposed)
        field: Any = self.fields["to_iro"]
        field.choices = list(choices)
        field.hints = hints


class LetterForm(forms.Form):
    """The last letter, or the first of the IRO who takes over."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which letter?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which letter is written")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=[("en", gettext_lazy("English")), ("cy", gettext_lazy("Welsh"))],
        widget=forms.RadioSelect,
    )
    change_reason = forms.CharField(
        label=gettext_lazy("Why, in a sentence for the child"),
        help_text=gettext_lazy(
            "In the language of the letter. It stands where the letter for this age says why: look at the letter."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    own_words = forms.CharField(
        label=gettext_lazy("Your own words to the child"),
        help_text=gettext_lazy("What you will remember, what you wish. It stands in the goodbye as you write it."),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    address = forms.CharField(
        label=gettext_lazy("Postal address of the child"),
        help_text=gettext_lazy("No way to reach the child is recorded. Without an address the letter is held."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, letters: Iterable[tuple[str, str]], language: str, asks: bool) -> None:
        letters = list(letters)
        super().__init__(data, initial={"which": letters[0][0], "language": language})
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = letters
        if not asks:
            del self.fields["address"]
