"""The form of who took part: the child first, then everybody else."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Party
from heard.reviews.listening.participation import is_under_four
from heard.reviews.meeting.actions import PersonsPart
from heard.reviews.models import Review, TakingPart
from heard.web.meeting import words
from heard.web.reviews import part_fields
from heard.web.reviews.forms import VersionedForm

THERE = (TakingPart.Presence.WHOLE.value, TakingPart.Presence.PART.value)


class PartForm(VersionedForm):
    """Who took part in a review that was held."""

    note = forms.CharField(
        label=gettext_lazy("In a few words, if more should be said"),
        help_text=gettext_lazy("It stands in the record. Nothing of the private talk."),
        required=False,
        max_length=500,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        review: Review,
        people: Sequence[Party],
        others: dict[int, TakingPart],
        initial: Any = None,
    ) -> None:
        told: dict[str, Any] = {}
        for pk, row in others.items():
            told |= {f"presence_{pk}": row.presence, f"way_{pk}": row.way, f"note_{pk}": row.note}
        super().__init__(data, initial=(initial or {}) | told)
        self.review, self.people, self.others = review, people, others
        self.code = part_fields.in_words(review.participation_code)
        part_fields.ask(self, review.child)
        self.order_fields(["version", "attended", "part", "spoken_by", "chaired", "note"])
        for party in people:
            self._ask_about(party)

    def made_with(self) -> dict[str, Any]:
        return {"review": self.review, "people": self.people, "others": self.others}

    def _ask_about(self, party: Party) -> None:
        name = {"name": party.shown_name}
        self.fields[f"presence_{party.pk}"] = forms.ChoiceField(
            label=_("%(name)s: there?") % name,
            choices=[("", _("Not recorded")), *words.PRESENCES.items()],
            widget=forms.Select,
            required=False,
        )
        self.fields[f"way_{party.pk}"] = forms.ChoiceField(
            label=_("%(name)s: how?") % name,
            choices=[("", _("Choose")), *words.PLAIN_WAYS.items()],
            widget=forms.Select,
            required=False,
        )
        self.fields[f"note_{party.pk}"] = forms.CharField(
            label=_("%(name)s: note") % name, required=False, max_length=300
        )

    def rows(self) -> Iterable[tuple[Party, BoundField, BoundField, BoundField]]:
        """Give the questions about each person."""
        for party in self.people:
            yield party, self[f"presence_{party.pk}"], self[f"way_{party.pk}"], self[f"note_{party.pk}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        child, held_on = self.review.child, self.review.held_on
        assert held_on is not None
        cleaned["did"] = part_fields.read(self, child=child, held_on=held_on, note=cleaned.get("note", ""))
        self.code = part_fields.code_in_words(self, child=child, held_on=held_on, did=cleaned["did"])
        for party in self.people:
            there = cleaned.get(f"presence_{party.pk}") in THERE
            if there and not cleaned.get(f"way_{party.pk}"):
                text = _("Say how %(name)s took part: in person, by video or by telephone")
                self.add_error(f"way_{party.pk}", text % {"name": party.shown_name})
        return cleaned

    @property
    def is_young(self) -> bool:
        held_on = self.review.held_on
        return held_on is not None and is_under_four(self.review.child.born_on, held_on)

    def persons(self) -> list[PersonsPart]:
        """Give what was told of the others; nothing of those about whom nothing was told."""
        given = self.cleaned_data
        return [
            PersonsPart(
                party_id=party.pk,
                presence=given[f"presence_{party.pk}"],
                way=given[f"way_{party.pk}"],
                note=given[f"note_{party.pk}"],
            )
            for party in self.people
            if given[f"presence_{party.pk}"]
        ]
