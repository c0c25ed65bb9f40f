"""The forms about reviews. Each asks in plain words; the national code is never asked."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Child
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.pages.forms import DateField
from heard.reviews.listening.participation import is_under_four
from heard.reviews.models import BookingChange, Review, Sitting
from heard.web.meeting import words
from heard.web.reviews import part_fields

IsLate = Callable[[date, date | None], bool]
CHANGE_REASONS = [(reason.value, reason.label) for reason in BookingChange.Why]
AVOIDABLE = [(one.value, one.label) for one in Review.Avoidable]
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

    def again(self, version: int) -> Self:
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
    late_avoidable = forms.ChoiceField(
        label=gettext_lazy("Could it have been avoided?"),
        choices=AVOIDABLE,
        widget=forms.RadioSelect,
        required=False,
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
    way = forms.ChoiceField(
        label=gettext_lazy("How was it held?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how the review was held")},
    )
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    agreed_on = DateField(
        what=gettext_lazy("the day on which the child agreed"),
        label=gettext_lazy("When did the child agree that there be no meeting?"),
        help_text=gettext_lazy("Only for a review without a meeting."),
        required=False,
    )
    late_reason = LateForm.base_fields["late_reason"]
    late_note = LateForm.base_fields["late_note"]
    late_avoidable = LateForm.base_fields["late_avoidable"]

    def __init__(
        self,
        data: Any = None,
        *,
        child: Child,
        today: date,
        is_late: IsLate,
        may_be_paper: bool = False,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.child, self.today, self.is_late, self.may_be_paper = child, today, is_late, may_be_paper
        self.fields["held_on"].help_text = _("If it was in parts, the first sitting.")
        offer_ways(self, may_be_paper=may_be_paper)
        if self.asks_about_part:
            part_fields.ask(self, child)
        self.late = False
        self.code = part_fields.in_words("")
        for name in ("late_reason", "late_note"):
            self.fields[name].required = False

    def made_with(self) -> dict[str, Any]:
        return {
            "child": self.child,
            "today": self.today,
            "is_late": self.is_late,
            "may_be_paper": self.may_be_paper,
        }

    @property
    def asks_about_part(self) -> bool:
        """Whether the child was 4 or older on some day on which the review may have been held."""
        born_on = self.child.born_on
        return born_on is None or age_on(born_on, self.today) >= AGE_OF_PARTICIPATION_CODES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held_on = cleaned.get("held_on")
        self._check_completed(cleaned)
        asked = held_on is not None and self.asks_about_part and not is_under_four(self.child.born_on, held_on)
        did = part_fields.read(self, child=self.child, held_on=held_on) if asked and held_on else None
        self.code = part_fields.code_in_words(self, child=self.child, held_on=held_on, did=did)
        cleaned["did"] = did
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

    def _check_late(self, cleaned: dict[str, Any], held_on: date | None) -> None:
        if held_on is None or held_on > self.today or self.errors.keys() & {"finished", "completed_on"}:
            return
        self.late = self.is_late(held_on, cleaned.get("completed_on"))
        if not self.late:
            cleaned["late_reason"], cleaned["late_note"], cleaned["late_avoidable"] = "", "", ""
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
    """The last sitting of a review that was held in parts."""

    completed_on = DateField(
        what=gettext_lazy("the date of the last sitting"), label=gettext_lazy("When was the last sitting?")
    )
    way = RecordForm.base_fields["way"]
    place = RecordForm.base_fields["place"]
    agreed_on = RecordForm.base_fields["agreed_on"]

    def __init__(self, data: Any = None, *, may_be_paper: bool = False, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.may_be_paper = may_be_paper
        offer_ways(self, may_be_paper=may_be_paper)

    def made_with(self) -> dict[str, Any]:
        return {"may_be_paper": self.may_be_paper}


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
        except (ValueError, OverflowError):
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


def offer_ways(form: forms.Form, *, may_be_paper: bool) -> None:
    """Offer the ways in which a sitting may be held; without a meeting only where guidance lets it."""
    ways: Any = form.fields["way"]
    ways.choices = [
        (way.value, label) for way, label in words.SITTING_WAYS.items() if may_be_paper or way != Sitting.Way.PAPER
    ]
    if not may_be_paper:
        del form.fields["agreed_on"]
