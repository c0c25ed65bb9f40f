"""How the service holds its reviews: the papers it asks for, who may run one, the school day."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.common.errors import DomainError, NotPermitted
from heard.law import Nation
from heard.pages.presenters import dates
from heard.reviews.limits import may_be_local
from heard.reviews.models import PaperKind, ReviewSettings
from heard.reviews.settings import (
    MAY_CHANGE,
    MOST_DAYS,
    OLDEST,
    YOUNGEST,
    BadAge,
    NewSettings,
    NoPapers,
    PapersReminderAfterLimit,
    Reminders,
    SchoolDayBackwards,
    TalkReminderAfterLimit,
    UnknownPaper,
    change_settings,
    settings_of,
)
from heard.web.people.presenters import tabs
from heard.web.request import SignedInRequest, any_permission_required

PAPERS = [
    (PaperKind.CARE_PLAN, gettext_lazy("Care plan")),
    (PaperKind.SOCIAL_WORK_REPORT, gettext_lazy("Social work report")),
    (PaperKind.EDUCATION_PLAN, gettext_lazy("Personal education plan")),
    (PaperKind.HEALTH_PLAN, gettext_lazy("Health plan")),
    (PaperKind.PLACEMENT_PLAN, gettext_lazy("Placement plan")),
    (PaperKind.PATHWAY_PLAN, gettext_lazy("Pathway plan")),
    (PaperKind.PREVIOUS_DECISIONS, gettext_lazy("Decisions of the last review")),
]
OWN_LIMITS = {
    "prep-sw-iro-15wd": gettext_lazy("Talk with the social worker, before the review"),
    "prep-consult-invite-10wd": gettext_lazy("Invitations and consultation, before the review"),
    "prep-reports-3wd": gettext_lazy("Papers, before the review"),
    "post-decisions-5wd": gettext_lazy("Decisions sent, after the review"),
    "post-manager-5wd": gettext_lazy("Manager’s answer, after the decisions are received"),
    "care-plan-update-10wd": gettext_lazy("Care plan brought up to date, after the review"),
    "post-record-15wd": gettext_lazy("Full record written, after the review"),
    "post-distribute-20wd": gettext_lazy("Record sent out, after the review"),
}
DAYS = gettext_lazy("Enter a number of working days from 1 to 60, or leave it empty")
FIELD_OF: dict[type[DomainError], str] = {
    NoPapers: "papers",
    UnknownPaper: "papers",
    BadAge: "chairing_from_age",
    SchoolDayBackwards: "school_day_ends",
    TalkReminderAfterLimit: "talk_days",
    PapersReminderAfterLimit: "papers_days",
}


class Clock(forms.CharField):
    """A time of the day, like 15:30."""

    def __init__(self, label: Any, wrong: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            error_messages={"required": wrong, "invalid": wrong},
        )

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip().replace(".", ":")
        hours, _colon, minutes = typed.partition(":")
        try:
            if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
                raise ValueError
            return time(int(hours), int(minutes))
        except (ValueError, OverflowError):
            raise forms.ValidationError(self.error_messages["invalid"]) from None


def working_days(label: Any, hint: Any = "") -> forms.IntegerField:
    """A field for a number of working days that may stay empty."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), DAYS),
    )


class SettingsForm(forms.Form):
    """Everything that the service sets for its reviews."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers that every review needs"),
        help_text=gettext_lazy("New lists begin with these; a list that stands keeps its papers."),
        choices=PAPERS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one paper that a review needs")},
    )
    chairing_from_age = forms.IntegerField(
        label=gettext_lazy("From which age do you offer a child to run the review?"),
        help_text=gettext_lazy("A younger child may run it all the same."),
        min_value=YOUNGEST,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Enter an age from 4 to 17")
        ),
    )
    silent_presence_counts = forms.BooleanField(
        label=gettext_lazy("Being there without giving any view (PN4) counts as taking part"),
        help_text=gettext_lazy("In your own measures of participation. The national code stays what it is."),
        required=False,
    )
    school_day_starts = Clock(
        gettext_lazy("School begins at"), gettext_lazy("Enter when school begins in hours and minutes, like 09:00")
    )
    school_day_ends = Clock(
        gettext_lazy("School ends at"), gettext_lazy("Enter when school ends in hours and minutes, like 15:30")
    )
    talk_days = working_days(
        gettext_lazy("First reminder of the talk with the social worker, in working days before the review"),
        gettext_lazy("Leave it empty for none."),
    )
    talk_limit = forms.BooleanField(
        label=gettext_lazy("Remind again when the limit of the talk is there, with a copy to the team manager"),
        required=False,
    )
    papers_days = working_days(
        gettext_lazy("First reminder of missing papers, in working days before the review"),
        gettext_lazy("Leave it empty for no reminder."),
    )
    papers_limit = forms.BooleanField(
        label=gettext_lazy("Remind again when the limit of the papers has passed, with a copy to the team manager"),
        required=False,
    )

    def __init__(self, data: Any = None, *, nation: Nation, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.own = may_be_local(nation)
        for rule in self.own:
            self.fields[rule] = working_days(OWN_LIMITS[rule])

    @property
    def own_limits(self) -> list[Any]:
        """The fields of the council's own limits; none where its nation counts days itself."""
        return [self[rule] for rule in self.own]

    @classmethod
    def initial_of(cls, told: ReviewSettings) -> dict[str, Any]:
        """What stands in the form first."""
        return {
            "papers": told.papers,
            "chairing_from_age": told.chairing_from_age,
            "silent_presence_counts": told.silent_presence_counts,
            "school_day_starts": dates.clock_time(told.school_day_starts),
            "school_day_ends": dates.clock_time(told.school_day_ends),
            "talk_days": told.talk_reminder_days,
            "talk_limit": told.talk_limit_reminder,
            "papers_days": told.papers_reminder_days,
            "papers_limit": told.papers_limit_reminder,
            **told.local_limits,
        }

    @property
    def wanted(self) -> NewSettings:
        """What is to hold."""
        told = self.cleaned_data
        return NewSettings(
            papers=tuple(told["papers"]),
            chairing_from_age=told["chairing_from_age"],
            silent_presence_counts=told["silent_presence_counts"],
            school_day_starts=told["school_day_starts"],
            school_day_ends=told["school_day_ends"],
            local_limits={rule: told[rule] for rule in self.own if told[rule] is not None},
            reminders=Reminders(
                talk_days=told["talk_days"],
                talk_limit=told["talk_limit"],
                papers_days=told["papers_days"],
                papers_limit=told["papers_limit"],
            ),
        )


@any_permission_required(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Change how the service holds its reviews."""
    told = settings_of(request.user.authority_id)
    nation = Nation(request.user.authority.nation)
    form = SettingsForm(request.POST or None, nation=nation, initial=SettingsForm.initial_of(told))
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(wanted=form.wanted, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("The settings of reviews are saved."))
            return redirect("review:settings")
    context = {"form": form, "tabs": tabs(request.user, "review:settings")}
    return render(request, "review/settings.html.jinja", context)
