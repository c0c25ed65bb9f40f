"""The forms about significant changes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField
from heard.planning.change_actions import Decided
from heard.planning.kinds import KindInLaw
from heard.planning.models import ChangeDecision, SignificantChange
from heard.web.changes.words import DECISION_HINTS, DECISIONS, GROUPS, KINDS, TOLD_BY

SMALL = {"rows": 3}
PROPOSED, HAPPENED = "proposed", "happened"


def told_text(label: Any, required: Any = "", **options: Any) -> forms.CharField:
    """Give a field for a few sentences; with words for `required` it must be filled."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=4000,
        widget=forms.Textarea(attrs=SMALL),
        error_messages={"required": required} if required else {},
        **options,
    )


class TellForm(forms.Form):
    """What is told to the IRO."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    when = forms.ChoiceField(
        label=gettext_lazy("Has it happened?"),
        choices=[(PROPOSED, gettext_lazy("No, it is proposed")), (HAPPENED, gettext_lazy("Yes, it has happened"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it is proposed or has happened")},
    )
    happens_on = DateField(
        what=gettext_lazy("the day"),
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("Of a proposal the day planned, if there is one."),
        required=False,
    )
    words = told_text(
        gettext_lazy("What is proposed, or what happened?"),
        gettext_lazy("Say in a sentence what is proposed or what happened"),
    )
    child_wishes = told_text(
        gettext_lazy("What does the child wish, if known?"),
        help_text=gettext_lazy("Leave out what the child said in confidence."),
    )
    told_by = forms.ChoiceField(
        label=gettext_lazy("Who told it?"),
        choices=list(TOLD_BY.items()),
        widget=forms.Select,
        initial=SignificantChange.ToldBy.SOCIAL_WORKER,
        required=False,
    )

    def __init__(self, *args: Any, kinds: Sequence[KindInLaw], asks_who: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.kind.value, KINDS[one.kind]) for one in kinds]
        kind.hints = {one.kind.value: one.provision for one in kinds if one.provision}
        kind.dividers = {}
        for group, title in GROUPS.items():
            first = next((one for one in kinds if one.group is group), None)
            if first is not None:
                kind.dividers[first.kind.value] = title
        if not asks_who:
            del self.fields["told_by"]


class ComplaintForm(forms.Form):
    """That there is a complaint, and nothing of what it says."""

    happens_on = DateField(what=gettext_lazy("the day"), label=gettext_lazy("On which day was the complaint made?"))


class DecideForm(forms.Form):
    """What the IRO decides."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=list(DECISIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide")},
    )
    over = forms.BooleanField(label=gettext_lazy("It is no longer proposed, or did not happen"), required=False)
    reason = told_text(gettext_lazy("Why?"), gettext_lazy("Give the reason. It will be read when the child asks why"))
    wishes_sought = forms.ChoiceField(
        label=gettext_lazy("Was the child asked what they wish?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the child was asked")},
    )
    wishes = told_text(gettext_lazy("What does the child wish?"), help_text=gettext_lazy("If the child was asked."))
    why_not_sought = forms.CharField(
        label=gettext_lazy("Why could the child not be asked?"),
        help_text=gettext_lazy("If not."),
        required=False,
        max_length=300,
    )
    explained = told_text(
        gettext_lazy("How did you help the child to understand what it means for them?"),
        help_text=gettext_lazy("If the child was asked."),
    )
    explained_on = DateField(
        what=gettext_lazy("the day on which it was explained"),
        label=gettext_lazy("On which day was it explained?"),
        required=False,
    )
    words_for_child = told_text(
        gettext_lazy("What did you tell the child?"),
        help_text=gettext_lazy("Only if there is no review now. The child hears why in words of their own."),
    )
    child_told_on = DateField(
        what=gettext_lazy("the day on which you told the child"),
        label=gettext_lazy("On which day did you tell the child?"),
        required=False,
    )

    def __init__(self, *args: Any, law: KindInLaw | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.hints = DECISION_HINTS
        if law is None or not law.may_decline:
            del self.fields["words_for_child"], self.fields["child_told_on"]

    @property
    def decided(self) -> Decided:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return Decided(
            decision=given["decision"],
            reason=given["reason"],
            wishes_sought=given["wishes_sought"] == "yes",
            wishes=given["wishes"],
            why_not_sought=given["why_not_sought"],
            over=given["over"],
            words_for_child=given.get("words_for_child", ""),
            child_told_on=given.get("child_told_on"),
            explained=given["explained"],
            explained_on=given["explained_on"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wishes_sought") == "yes" and not cleaned.get("wishes"):
            self.add_error("wishes", _("Say what the child wishes"))
        if cleaned.get("wishes_sought") == "no" and not cleaned.get("why_not_sought"):
            self.add_error("why_not_sought", _("Say why the child could not be asked"))
        return cleaned


class MadeForm(forms.Form):
    """That a change was made without a review."""

    decided_by_name = forms.CharField(
        label=gettext_lazy("Who decided that a review was not reasonably practicable?"),
        help_text=gettext_lazy("Name and post of the manager of the authority."),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter who decided that a review was not reasonably practicable")},
    )
    reason = told_text(
        gettext_lazy("Why was it not reasonably practicable?"),
        gettext_lazy("Say why a review was not reasonably practicable"),
    )
    made_on = DateField(what=gettext_lazy("the day"), label=gettext_lazy("On which day was the change made?"))


REVIEW_NOW = ChangeDecision.Decision.REVIEW_NOW
