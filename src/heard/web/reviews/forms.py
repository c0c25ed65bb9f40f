"""The forms about reviews. Each asks in plain words; the national code is never asked."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Child
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.law.participation import ContradictoryParticipation, ParticipationCode, WhatHappened, derive
from heard.pages.forms import DateField
from heard.reviews.models import BookingChange, Review

IsLate = Callable[[date, date | None], bool]
CHANGE_REASONS = [(reason.value, reason.label) for reason in BookingChange.Why]
LATE_REASONS = [(reason.value, reason.label) for reason in Review.LateReason]


def changed(form: forms.Form, name: str, value: str) -> QueryDict:
    """Give what was typed into a form, with one value changed."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    data[name] = value
    return data


class VersionedForm(forms.Form):
    """A form that says which version of the record the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def again(self, version: int) -> "VersionedForm":
        """Give the same form with all that was typed, for the version that stands now."""
        return self.__class__(changed(self, "version", str(version)), **self.made_with())

    def made_with(self) -> dict[str, Any]:
        """What the form was made with beside its data."""
        return {}


class LateForm(VersionedForm):
    """Why a review was late."""

    late_reason = forms.ChoiceField(
        label=gettext_lazy("Why was it late?"),
        choices=LATE_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the review was late")},
    )
    late_note = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Needed for another reason. Write about the delay only, not about the family."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecordForm(VersionedForm):
    """That a review took place, and how the child took part."""

    held_on = DateField(what=gettext_lazy("the date the review was held"), label=gettext_lazy("When was it held?"))
    finished = forms.ChoiceField(
        label=gettext_lazy("Was it completed on that day?"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("later", gettext_lazy("Later, at a further sitting")),
            ("no", gettext_lazy("No, it was adjourned and goes on")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the review was completed on that day")},
    )
    completed_on = DateField(
        what=gettext_lazy("the date of the last sitting"),
        label=gettext_lazy("When was the last sitting?"),
        help_text=gettext_lazy("Only for a review completed later."),
        required=False,
    )
    attended = forms.ChoiceField(label="", choices=(), widget=forms.RadioSelect, required=False)
    part = forms.MultipleChoiceField(label="", choices=(), widget=forms.CheckboxSelectMultiple, required=False)
    late_reason = LateForm.base_fields["late_reason"]
    late_note = LateForm.base_fields["late_note"]

    def __init__(self, data: Any = None, *, child: Child, today: date, is_late: IsLate, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.child, self.today, self.is_late = child, today, is_late
        self.fields["held_on"].help_text = _("If it was in parts, the first sitting.")
        self._ask_about_part()
        self.late = False
        for name in ("late_reason", "late_note"):
            self.fields[name].required = False

    def made_with(self) -> dict[str, Any]:
        return {"child": self.child, "today": self.today, "is_late": self.is_late}

    @property
    def asks_about_part(self) -> bool:
        """Whether the child was 4 or older on some day on which the review may have been held."""
        born_on = self.child.born_on
        return born_on is None or age_on(born_on, self.today) >= AGE_OF_PARTICIPATION_CODES

    def _ask_about_part(self) -> None:
        if not self.asks_about_part:
            del self.fields["attended"], self.fields["part"]
            return
        name = {"name": self.child.shown_name}
        attended, part = self.fields["attended"], self.fields["part"]
        assert isinstance(attended, forms.ChoiceField)
        assert isinstance(part, forms.MultipleChoiceField)
        attended.label = _("Was %(name)s there?") % name
        choices = [("yes", _("Yes")), ("no", _("No"))]
        if self.child.born_on is None:
            choices.append(("under", _("Under %(n)d years old then") % {"n": AGE_OF_PARTICIPATION_CODES}))
        attended.choices = choices
        part.label = _("How did %(name)s take part?") % name
        part.help_text = _("Choose all that apply. Choose none if no view was given in any way.")
        part.choices = [
            ("spoke", _("Spoke for themselves")),
            ("symbols", _("Gave views without words: signs, symbols, pictures")),
            ("spoken_for", _("Somebody spoke for them: an advocate or the IRO, as they had asked")),
            ("sent", _("Sent views: a letter, form, message or recording")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held_on = cleaned.get("held_on")
        self._check_completed(cleaned)
        cleaned["code"] = self._code(cleaned, held_on) if held_on else ""
        self._check_late(cleaned, held_on)
        return cleaned

    def _check_completed(self, cleaned: dict[str, Any]) -> None:
        finished = cleaned.get("finished")
        if finished == "yes":
            cleaned["completed_on"] = cleaned.get("held_on")
        elif finished == "no":
            cleaned["completed_on"] = None
        elif finished == "later" and not cleaned.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", _("Enter the date of the last sitting"))

    def _code(self, cleaned: dict[str, Any], held_on: date) -> str:
        """The code that follows from the answers; under 4 the answers do not matter."""
        born_on = self.child.born_on
        if born_on is not None and held_on >= born_on and age_on(born_on, held_on) < AGE_OF_PARTICIPATION_CODES:
            return ParticipationCode.UNDER_FOUR.value
        attended = cleaned.get("attended")
        if not attended:
            name = {"name": self.child.shown_name}
            self.add_error("attended", _("Say whether %(name)s was there") % name)
            return ""
        if attended == "under":
            return ParticipationCode.UNDER_FOUR.value
        chosen = cleaned.get("part") or []
        happened = WhatHappened(
            attended=attended == "yes",
            spoke="spoke" in chosen,
            spoken_for="spoken_for" in chosen,
            used_symbols="symbols" in chosen,
            sent_views="sent" in chosen,
        )
        try:  # without a date of birth the answers are taken as those of a child of 4 or older
            return derive(born_on=born_on or _four_years_before(held_on), held_on=held_on, happened=happened).value
        except ContradictoryParticipation as error:
            self.add_error("part" if born_on is None or held_on >= born_on else "held_on", error.message)
            return ""

    def _check_late(self, cleaned: dict[str, Any], held_on: date | None) -> None:
        if held_on is None or held_on > self.today or self.errors.keys() & {"finished", "completed_on"}:
            return
        self.late = self.is_late(held_on, cleaned.get("completed_on"))
        if not self.late:
            cleaned["late_reason"], cleaned["late_note"] = "", ""
        elif not cleaned.get("late_reason"):
            self.add_error("late_reason", _("Choose why the review was late"))
        else:
            _check_note(self, cleaned)


class ExplainForm(LateForm):
    """The reason of a late review, given afterwards."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _check_note(self, cleaned)
        return cleaned


class CompleteForm(VersionedForm):
    """The last sitting of a review that was adjourned."""

    completed_on = DateField(
        what=gettext_lazy("the date of the last sitting"), label=gettext_lazy("When was the last sitting?")
    )


class ArrangeForm(VersionedForm):
    """When and where a review is to be held. `seen` holds the warnings that were shown already."""

    on = DateField(what=gettext_lazy("the date of the review"), label=gettext_lazy("Date"))
    at = forms.CharField(
        label=gettext_lazy("Time"),
        help_text=gettext_lazy("Like 16:15. It can be settled later."),
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Where the child wishes it, if that can be. It can be settled later."),
        required=False,
        max_length=200,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_at(self) -> time | None:
        typed = self.cleaned_data["at"].strip().replace(".", ":")
        if not typed:
            return None
        hours, _colon, minutes = typed.partition(":")
        if not (hours.isdecimal() and (not minutes or (minutes.isdecimal() and len(minutes) == 2))):
            raise forms.ValidationError(_("Enter the time in hours and minutes, like 16:15"))
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise forms.ValidationError(_("Enter the time in hours and minutes, like 16:15")) from None


class MoveForm(ArrangeForm):
    """Where a booking moves to, and why."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why is it moved?"),
        choices=CHANGE_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the review is moved")},
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Needed for another reason."),
        required=False,
        max_length=300,
    )


class CancelForm(VersionedForm):
    """Why a booking is cancelled."""

    why = forms.ChoiceField(
        label=gettext_lazy("What is the reason?"),
        choices=CHANGE_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the reason")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it cancelled, in a few words?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter why the review is cancelled")},
    )


def _check_note(form: forms.Form, cleaned: dict[str, Any]) -> None:
    if cleaned.get("late_reason") == Review.LateReason.OTHER and not (cleaned.get("late_note") or "").strip():
        form.add_error("late_note", _("Say in a few words why the review was late"))


def _four_years_before(day: date) -> date:
    return day.replace(year=day.year - AGE_OF_PARTICIPATION_CODES, day=min(day.day, 28))
