"""The form of the quality note: the questions, good practice, a concern, and who gets it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.quality.models import QualityAnswer, QualityNote
from heard.quality.note_actions import FALLS_SHORT, Judged, Written
from heard.web.reviews.forms import VersionedForm

Question, Answer = QualityAnswer.Question, QualityAnswer.Answer
LONGEST = 2000


class NoteForm(VersionedForm):
    """One choice and a few words for each question. A draft may lack answers; what is sent may not."""

    good_practice = forms.CharField(
        label=gettext_lazy("Good practice that you saw"),
        help_text=gettext_lazy("Name who did what. It is told to them and kept for the service."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    concern = forms.CharField(
        label=gettext_lazy("What worries you about the plan or the practice"),
        help_text=gettext_lazy("About this work, not about the family. Raise what cannot wait as a concern at once."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets the note?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any = None, *, people: Sequence[tuple[str, str]], sends: bool = False, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.offered, self.sends = people, sends
        for question in Question:
            self.fields[f"answer_{question.value}"] = forms.ChoiceField(
                label=question.label,
                choices=Answer.choices,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            )
            self.fields[f"words_{question.value}"] = forms.CharField(
                label=_("In words: %(question)s") % {"question": question.label},
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        told = self.fields["people"]
        assert isinstance(told, forms.MultipleChoiceField)
        told.choices = people
        if not people:
            del self.fields["people"]

    def made_with(self) -> dict[str, Any]:
        return {"people": self.offered, "sends": self.sends}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in Question:
            given = cleaned.get(f"answer_{question.value}")
            told = {"question": question.label}
            if given in FALLS_SHORT and not (cleaned.get(f"words_{question.value}") or "").strip():
                self.add_error(f"words_{question.value}", _("Say in words what fell short: %(question)s") % told)
            elif self.sends and not given:
                self.add_error(f"answer_{question.value}", _("Answer the question: %(question)s") % told)
        if self.sends and "people" in self.fields and not cleaned.get("people"):
            self.add_error("people", _("Choose who gets the note"))
        return cleaned

    @property
    def written(self) -> Written:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        answers = {
            question.value: Judged(answer=given[f"answer_{question.value}"], words=given[f"words_{question.value}"])
            for question in Question
            if given.get(f"answer_{question.value}")
        }
        return Written(answers=answers, good_practice=given["good_practice"], concern=given["concern"])

    @property
    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each question, in their order."""
        return [(self[f"answer_{one.value}"], self[f"words_{one.value}"]) for one in Question]


def initial_of(note: QualityNote | None) -> dict[str, object]:
    """This will give what a draft holds, for the form."""
    if note is None:
        return {"version": 0}
    told: dict[str, object] = {
        "version": note.version,
        "good_practice": note.good_practice,
        "concern": note.concern,
    }
    for one in note.answers.all():
        told |= {f"answer_{one.question}": one.answer, f"words_{one.question}": one.words}
    return told
