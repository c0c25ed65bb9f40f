"""The forms of supervision and training."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.accounts.models import User
from heard.pages.forms import DateField
from heard.quality.models import AgreedAction, Attendance, Course, CourseDate, DrawnCase, SupervisionSession

NUMBER = {"class": "govuk-input--width-2", "inputmode": "numeric"}
LONG = 4000


def words_field(label: Any, *, required: Any = None, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """This will ask for a few sentences; `required` is what is said where nothing was entered."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required is not None,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} if required is not None else None,
    )


def radios(label: Any, choices: Any, *, required: Any, help_text: Any = "") -> forms.ChoiceField:
    """This will ask for one of a few answers."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": required},
    )


def people(users: Iterable[User]) -> list[tuple[str, str]]:
    """This will give people as choices."""
    return [(str(user.pk), user.name) for user in users]


class PlanForm(forms.Form):
    """Whom to meet, when, and how many cases to draw."""

    officer = radios(gettext_lazy("Officer"), (), required=gettext_lazy("Choose the officer"))
    kind = radios(
        gettext_lazy("Kind of session"),
        SupervisionSession.Kind.choices,
        required=gettext_lazy("Choose the kind of session"),
    )
    planned_for = DateField(what=gettext_lazy("the day of the session"), label=gettext_lazy("Day of the session"))
    cases = forms.IntegerField(
        label=gettext_lazy("How many cases to draw"),
        help_text=gettext_lazy("1 to 10, drawn by lot from the officer’s caseload of today. A draw is made once."),
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={
            "required": gettext_lazy("Enter how many cases to draw, from 1 to 10"),
            "invalid": gettext_lazy("The number of cases must be a whole number, like 3"),
        },
    )

    def __init__(self, data: Any = None, *, officers: Sequence[User], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["officer"].choices = people(officers)  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """What came of a session: for each case drawn whether the review is child-centred."""

    held_on = DateField(what=gettext_lazy("the day of the session"), label=gettext_lazy("When was it held?"))

    def __init__(self, data: Any = None, *, cases: Sequence[tuple[int, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.cases = [pk for pk, _name in cases]
        for pk, name in cases:
            self.fields[f"finding_{pk}"] = radios(
                _("%(name)s: is the review child-centred?") % {"name": name},
                DrawnCase.Finding.choices,
                required=_("Say whether the review of %(name)s is child-centred") % {"name": name},
            )
            self.fields[f"words_{pk}"] = words_field(
                _("%(name)s: what was found") % {"name": name},
                help_text=_("Needed unless the answer is yes."),
                rows=2,
            )
        self.fields["note"] = words_field(_("What else was talked about"))
        self.fields["next_on"] = DateField(
            what=_("the day of the next session"), label=_("Next session"), required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for pk in self.cases:
            finding = cleaned.get(f"finding_{pk}")
            if finding and finding != DrawnCase.Finding.YES and not (cleaned.get(f"words_{pk}") or "").strip():
                self.add_error(f"words_{pk}", _("Say in words what was found"))
        return cleaned


class CancelForm(forms.Form):
    """Why a session is cancelled."""

    because = forms.CharField(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter why the session is cancelled")},
    )


class AgreeForm(forms.Form):
    """Something agreed."""

    what = forms.CharField(
        label=gettext_lazy("What was agreed"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter what was agreed")},
    )
    who = radios(gettext_lazy("Who does it?"), AgreedAction.Who.choices, required=gettext_lazy("Choose who does it"))
    due_on = DateField(what=gettext_lazy("the day by which it is done"), label=gettext_lazy("By when"))


class DoneForm(forms.Form):
    """When something was done."""

    done_on = DateField(what=gettext_lazy("the day on which it was done"), label=gettext_lazy("When was it done?"))


class SettingsForm(forms.Form):
    """How often supervision is held."""

    supervision_weeks = forms.IntegerField(
        label=gettext_lazy("Supervision within how many weeks?"),
        help_text=gettext_lazy("Your own setting, 1 to 52; no law lays down a number. Leave empty for no clock."),
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": gettext_lazy("The number of weeks must be a whole number, like 6")},
    )
    cases_drawn = forms.IntegerField(
        label=gettext_lazy("Cases drawn for each session"),
        help_text=gettext_lazy("1 to 10; it can be changed for each session."),
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={
            "required": gettext_lazy("Enter how many cases are drawn, from 1 to 10"),
            "invalid": gettext_lazy("The number of cases must be a whole number, like 3"),
        },
    )


class CourseForm(forms.Form):
    """What a course is."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the title of the course")},
    )
    topic = radios(gettext_lazy("Topic"), Course.Topic.choices, required=gettext_lazy("Choose the topic"))
    provider = forms.CharField(
        label=gettext_lazy("Who gives it"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter who gives the course")},
    )
    mandatory = radios(
        gettext_lazy("Must every officer attend it?"),
        [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        required=gettext_lazy("Say whether every officer must attend it"),
    )
    repeat_after_months = forms.IntegerField(
        label=gettext_lazy("Again after how many months?"),
        help_text=gettext_lazy("1 to 60. Leave empty for once and for all."),
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": gettext_lazy("The number of months must be a whole number, like 24")},
    )


class ChangeCourseForm(CourseForm):
    """What a course is, and whether it goes on."""

    is_offered = radios(
        gettext_lazy("Is it still offered?"),
        [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        required=gettext_lazy("Say whether the course is still offered"),
    )


class DateForm(forms.Form):
    """A day of a course."""

    on = DateField(what=gettext_lazy("the day of the course"), label=gettext_lazy("Day of the course"))
    places = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Leave empty where anybody may come."),
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": gettext_lazy("The number of places must be a whole number, like 12")},
    )


class RegisterForm(forms.Form):
    """Who was offered a place, and who came: one answer for each officer."""

    def __init__(self, data: Any = None, *, day: CourseDate, officers: Sequence[User], today: date) -> None:
        there = {row.officer_id: row for row in day.attendances.all()}
        super().__init__(data, initial={f"officer_{pk}": _answer(row) for pk, row in there.items()})
        gone = [row.officer for pk, row in there.items() if pk not in {user.pk for user in officers}]
        self.officers = [*officers, *gone]
        for user in self.officers:
            self.fields[f"officer_{user.pk}"] = forms.ChoiceField(
                label=user.name, choices=_register_choices(day, today), required=False, widget=forms.Select
            )

    def answers(self) -> dict[int, tuple[str, str]]:
        """This will give outcome and reason of each officer to whom a place was offered."""
        given = {user.pk: self.cleaned_data[f"officer_{user.pk}"] for user in self.officers}
        return {pk: (text.partition(":")[0], text.partition(":")[2]) for pk, text in given.items() if text}


def _answer(row: Attendance) -> str:
    return f"{row.outcome}:{row.why}" if row.why else row.outcome


def _register_choices(day: CourseDate, today: date) -> list[tuple[str, str]]:
    """What may be said: before the day only an offer, and all of it for those who send what they should not."""
    choices = [("", _("No place offered")), ("offered", _("Offered a place"))]
    choices.append(("attended", _("Attended")))
    missed = _("Did not attend: %(why)s")
    return [*choices, *((f"did_not:{code}", missed % {"why": text}) for code, text in Attendance.Why.choices)]
