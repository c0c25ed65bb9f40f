"""The form of the agenda: each matter, the rights, the plan for permanence."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.law.agenda import AgendaItem
from heard.pages.presenters import law_words
from heard.reviews.meeting.actions import AgendaTold, PermanenceTold, RightTold
from heard.reviews.meeting.queries import Considered
from heard.reviews.models import Permanence, Review, RightExplained
from heard.web.meeting import words
from heard.web.reviews.forms import VersionedForm

YES, NO = "yes", "no"
NARROW = {"rows": 2}


class AgendaForm(VersionedForm):
    """What the review considered. What is left unanswered stays open."""

    plan = forms.ChoiceField(
        label=gettext_lazy("Plan for permanence"),
        choices=[("", gettext_lazy("Not recorded yet")), *words.PERMANENCE.items()],
        widget=forms.Select,
        required=False,
    )
    parallel_plan = forms.ChoiceField(
        label=gettext_lazy("Parallel plan, explained to the parents"),
        choices=[
            ("", gettext_lazy("None")),
            *((key, text) for key, text in words.PERMANENCE.items() if key != Permanence.Plan.NONE),
        ],
        widget=forms.Select,
        required=False,
    )
    plan_note = forms.CharField(
        label=gettext_lazy("About the plan"),
        help_text=gettext_lazy("Needed if there is no plan yet: why."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=NARROW),
    )

    def __init__(self, data: Any = None, *, review: Review, items: Sequence[AgendaItem], known: Considered) -> None:
        super().__init__(data, initial=_initial(review, known))
        self.review, self.items, self.known = review, items, known
        for item in items:
            self.fields[f"m_{item.id}"] = forms.ChoiceField(
                label=law_words.told(item.sentence),
                choices=[("", _("Not yet")), (YES, _("Considered")), (NO, _("Left out"))],
                widget=forms.Select,
                required=False,
            )
            self.fields[f"n_{item.id}"] = forms.CharField(
                label=_("Note: %(matter)s") % {"matter": law_words.told(item.sentence)},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs=NARROW),
            )
        for right, text in words.RIGHTS.items():
            self._ask_right(right.value, str(text))

    def made_with(self) -> dict[str, Any]:
        return {"review": self.review, "items": self.items, "known": self.known}

    def _ask_right(self, right: str, text: str) -> None:
        told = {"right": text}
        self.fields[f"r_{right}"] = forms.ChoiceField(
            label=_("%(right)s: explained?") % told,
            choices=[("", _("Not yet")), (YES, _("Explained")), (NO, _("Not explained"))],
            widget=forms.Select,
            required=False,
        )
        self.fields[f"w_{right}"] = forms.BooleanField(label=_("%(right)s: the child wants to") % told, required=False)
        self.fields[f"e_{right}"] = forms.CharField(
            label=_("%(right)s: note, or why not explained") % told, required=False, max_length=500
        )
        self.fields[f"h_{right}"] = forms.CharField(
            label=_("%(right)s: who helps, and how") % told, required=False, max_length=300
        )

    def matters(self) -> Iterable[tuple[AgendaItem, BoundField, BoundField]]:
        """Give the questions about each matter."""
        for item in self.items:
            yield item, self[f"m_{item.id}"], self[f"n_{item.id}"]

    def rights(self) -> Iterable[tuple[str, BoundField, BoundField, BoundField, BoundField]]:
        """Give the questions about each right."""
        for right in words.RIGHTS:
            yield right.value, self[f"r_{right}"], self[f"w_{right}"], self[f"e_{right}"], self[f"h_{right}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            if cleaned.get(f"m_{item.id}") == NO and not (cleaned.get(f"n_{item.id}") or "").strip():
                self.add_error(
                    f"n_{item.id}", _("Say why this was not considered: %(m)s") % {"m": law_words.told(item.sentence)}
                )
        for right, text in words.RIGHTS.items():
            answer = cleaned.get(f"r_{right}")
            if answer == NO and not (cleaned.get(f"e_{right}") or "").strip():
                self.add_error(f"e_{right}", _("Say why this right was not explained: %(right)s") % {"right": text})
            if not answer and cleaned.get(f"w_{right}"):
                told = _("Say whether this right was explained: %(right)s")
                self.add_error(f"r_{right}", told % {"right": text})
        if cleaned.get("plan") == Permanence.Plan.NONE and not (cleaned.get("plan_note") or "").strip():
            self.add_error("plan_note", _("Say why there is no plan for permanence yet"))
        if cleaned.get("parallel_plan") and not cleaned.get("plan"):
            self.add_error("plan", _("Choose the plan itself, beside its parallel plan"))
        return cleaned

    @property
    def told(self) -> AgendaTold:
        given = self.cleaned_data
        plan = given["plan"]
        return AgendaTold(
            matters={
                item.id: (given[f"m_{item.id}"] == YES, given[f"n_{item.id}"])
                for item in self.items
                if given[f"m_{item.id}"]
            },
            rights={
                right.value: RightTold(
                    explained=given[f"r_{right}"] == YES,
                    wants=given[f"w_{right}"],
                    note=given[f"e_{right}"],
                    help=given[f"h_{right}"],
                )
                for right in words.RIGHTS
                if given[f"r_{right}"]
            },
            permanence=PermanenceTold(plan=plan, parallel_plan=given["parallel_plan"], note=given["plan_note"])
            if plan
            else None,
        )


def _initial(review: Review, known: Considered) -> dict[str, Any]:
    told: dict[str, Any] = {"version": review.version}
    for item, row in known.matters.items():
        told |= {f"m_{item}": YES if row.considered else NO, f"n_{item}": row.note}
    for right, one in known.rights.items():
        told |= _right(right, one)
    if known.permanence is not None:
        plan = known.permanence
        told |= {"plan": plan.plan, "parallel_plan": plan.parallel_plan, "plan_note": plan.note}
    return told


def _right(right: str, row: RightExplained) -> dict[str, Any]:
    return {
        f"r_{right}": YES if row.explained else NO,
        f"w_{right}": row.wants,
        f"e_{right}": row.note,
        f"h_{right}": row.help,
    }
