"""The forms about decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Relationship
from heard.pages.forms import DateField
from heard.reviews.decisions.actions import Decided
from heard.reviews.decisions.answer_actions import Given
from heard.reviews.decisions.queries import Line
from heard.reviews.models import ReviewDecision, Wish
from heard.web.decisions.rows import KINDS
from heard.web.reviews.forms import VersionedForm

Kind = ReviewDecision.OwnerKind
KIND_OF = {
    Relationship.Kind.SOCIAL_WORKER: Kind.SOCIAL_WORKER,
    Relationship.Kind.TEAM_MANAGER: Kind.TEAM_MANAGER,
    Relationship.Kind.NAMED_IRO: Kind.IRO,
}
LONGEST = 2000


def _words(label: Any, required: Any = "", **options: Any) -> forms.CharField:
    errors = {"required": required} if required else {}
    rows = options.pop("rows", 3)
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors,
        **options,
    )


class DecisionForm(VersionedForm):
    """What is to be done, who does it, by when, and what the child is told."""

    words = _words(gettext_lazy("What is to be done?"), gettext_lazy("Write what is to be done"))
    words_for_child = _words(
        gettext_lazy("In words for the child"),
        help_text=gettext_lazy("It goes into the letter to the child. Leave it empty to use the words above."),
        rows=2,
    )
    wish = forms.ChoiceField(label=gettext_lazy("Which wish does it answer?"), required=False, widget=forms.Select)
    owner = forms.ChoiceField(label=gettext_lazy("Who will do it?"), required=False, widget=forms.Select)
    owner_name = forms.CharField(
        label=gettext_lazy("Name, if it is somebody else"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    owner_kind = forms.ChoiceField(
        label=gettext_lazy("Who that is"),
        required=False,
        choices=[("", gettext_lazy("Choose")), *((kind.value, text) for kind, text in KINDS.items())],
        widget=forms.Select,
    )
    due_on = DateField(what=gettext_lazy("the day by which it will be done"), label=gettext_lazy("By when?"))

    def __init__(
        self,
        data: Any = None,
        *,
        working: Sequence[Relationship],
        wishes: Sequence[Wish],
        owner: tuple[str, str] | None = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.working, self.wishes, self.kept_owner = working, wishes, owner
        self.kinds = {str(one.user_id): KIND_OF[Relationship.Kind(one.kind)] for one in working}
        self._offer("owner", _("Somebody else, named below"), self._people())
        self._offer("wish", _("None of them"), [(str(wish.pk), f"“{_cut(wish.words)}”") for wish in wishes])
        if not wishes:
            del self.fields["wish"]

    def made_with(self) -> dict[str, Any]:
        return {"working": self.working, "wishes": self.wishes, "owner": self.kept_owner}

    def _people(self) -> list[tuple[str, str]]:
        found = {
            str(one.user_id): _("%(name)s, %(kind)s")
            % {"name": one.user.name, "kind": str(KINDS[KIND_OF[Relationship.Kind(one.kind)]]).lower()}
            for one in self.working
        }
        if self.kept_owner and self.kept_owner[0] not in found:
            found[self.kept_owner[0]] = self.kept_owner[1]
        return list(found.items())

    def _offer(self, name: str, nobody: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nobody), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("owner") in self.kinds:
            cleaned["owner_kind"], cleaned["owner_name"] = self.kinds[cleaned["owner"]].value, ""
        elif "owner" not in self.errors:
            if not (cleaned.get("owner_name") or "").strip() and not cleaned.get("owner"):
                self.add_error("owner", _("Choose who will do it, or enter a name"))
            elif not cleaned.get("owner_kind"):
                self.add_error("owner_kind", _("Choose who that is"))
        return cleaned

    @property
    def decided(self) -> Decided:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return Decided(
            words=given["words"],
            words_for_child=given["words_for_child"],
            wish_id=int(given["wish"]) if given.get("wish") else None,
            owner_kind=given["owner_kind"],
            owner_name=given["owner_name"],
            owner_id=int(given["owner"]) if given["owner"] else None,
            due_on=given["due_on"],
        )


class AnswersForm(forms.Form):
    """The manager's answer to each decision that has none yet; a decision may be left for later."""

    agree, disagree = gettext_lazy("I agree"), gettext_lazy("I disagree")
    answer_label = gettext_lazy("Your answer to: %(what)s")
    reasons_label = gettext_lazy("Why you disagree with: %(what)s")
    reasons_help = gettext_lazy("Only if you disagree. The IRO reads it, and tells everybody who was at the review.")
    no_reasons = gettext_lazy("Say why you disagree with: %(what)s")

    def __init__(self, data: Any = None, *, lines: Sequence[Line], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.lines = lines
        for line in lines:
            key = line.decision.pk
            what = {"what": _cut(line.decision.words)}
            self.fields[f"answer_{key}"] = forms.ChoiceField(
                label=str(self.answer_label) % what,
                choices=[("agreed", self.agree), ("disagreed", self.disagree)],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"reasons_{key}"] = _words(
                str(self.reasons_label) % what,
                help_text=self.reasons_help,
                rows=2,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            key = line.decision.pk
            disagrees = cleaned.get(f"answer_{key}") == "disagreed"
            if disagrees and not (cleaned.get(f"reasons_{key}") or "").strip():
                self.add_error(f"reasons_{key}", str(self.no_reasons) % {"what": _cut(line.decision.words)})
        return cleaned

    @property
    def given(self) -> list[Given]:
        """The answers that were chosen."""
        told = self.cleaned_data
        keys = [line.decision.pk for line in self.lines if told.get(f"answer_{line.decision.pk}")]
        return [Given(decision_id=key, answer=told[f"answer_{key}"], reasons=told[f"reasons_{key}"]) for key in keys]

    def fields_of(self, line: Line) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields of one decision."""
        return self[f"answer_{line.decision.pk}"], self[f"reasons_{line.decision.pk}"]


class ProgressForm(forms.Form):
    """What has happened since."""

    words = _words(gettext_lazy("What has happened?"), gettext_lazy("Write what has happened"))


class DoneForm(VersionedForm):
    """That it was carried out."""

    done_on = DateField(what=gettext_lazy("the day on which it was done"), label=gettext_lazy("When was it done?"))
    outcome = _words(
        gettext_lazy("What came of it?"), help_text=gettext_lazy("For the child above all: what is different now?")
    )


class DropForm(VersionedForm):
    """Why it will not be done any more."""

    why = _words(
        gettext_lazy("Why is it dropped?"),
        gettext_lazy("Say why this decision is dropped, so that the child can be told"),
        help_text=gettext_lazy("The child is told, so write it so that it can be understood."),
    )


class RemedyForm(VersionedForm):
    """By when it will be done now, and what will be different."""

    due_on = DateField(what=gettext_lazy("the new day"), label=gettext_lazy("By when now?"))
    reason = _words(
        gettext_lazy("Why was it not done in time, and what will be different?"),
        gettext_lazy("Say why the decision was not carried out in time and what will be different now"),
    )


class SendForm(forms.Form):
    """Who answers for the authority, and who else is told."""

    manager = forms.ChoiceField(
        label=gettext_lazy("Which manager answers for the authority?"), required=False, widget=forms.RadioSelect
    )
    manager_name = forms.CharField(
        label=gettext_lazy("Name of the manager"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    manager_email = forms.EmailField(
        label=gettext_lazy("E-mail address of the manager"),
        help_text=gettext_lazy("Without one the letter stays in the outbox, to be printed."),
        required=False,
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Enter an e-mail address, like name@example.org")},
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets the list of decisions?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        managers: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        hints: dict[str, str],
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        manager, told = self.fields["manager"], self.fields["people"]
        assert isinstance(manager, forms.ChoiceField)
        assert isinstance(told, forms.MultipleChoiceField)
        manager.choices = [*managers, ("", _("Somebody without an account here, named below"))]
        told.choices = people
        setattr(told, "hints", hints)  # noqa: B010 (the field of the page reads it)
        if not people:
            del self.fields["people"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("manager") and not (cleaned.get("manager_name") or "").strip():
            self.add_error("manager_name", _("Choose the manager, or enter a name"))
        return cleaned


def _cut(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    return first if len(first) <= 90 else f"{first[:89].rstrip()}…"
