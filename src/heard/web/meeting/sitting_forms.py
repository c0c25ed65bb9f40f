"""The forms about sittings and adjournment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField
from heard.reviews.meeting.sitting_actions import Adjourned
from heard.reviews.meeting.sittings import Sat
from heard.web.meeting import words
from heard.web.reviews.forms import RecordForm, VersionedForm, offer_ways


class SittingForm(VersionedForm):
    """One further sitting of a review held in parts."""

    held_on = DateField(what=gettext_lazy("the day of the sitting"), label=gettext_lazy("When?"))
    way = RecordForm.base_fields["way"]
    agreed_on = RecordForm.base_fields["agreed_on"]
    place = RecordForm.base_fields["place"]
    about = forms.CharField(
        label=gettext_lazy("Which part of the review, or with whom?"),
        help_text=gettext_lazy("Like “with the mother”, or “education and health”."),
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any = None, *, may_be_paper: bool) -> None:
        super().__init__(data)
        self.may_be_paper = may_be_paper
        offer_ways(self, may_be_paper=may_be_paper)

    @property
    def sat(self) -> Sat:
        given = self.cleaned_data
        return Sat(
            held_on=given["held_on"],
            way=given["way"],
            place=given["place"],
            about=given["about"],
            child_agreed_on=given.get("agreed_on"),
        )


class AdjournForm(VersionedForm):
    """Why a review is adjourned, and what waits."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why is it adjourned?"),
        choices=list(words.ADJOURNED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the review is adjourned")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What is missing, and from whom?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what is missing, and from whom")},
    )
    held_back = forms.CharField(
        label=gettext_lazy("Which proposals wait until the review is completed?"),
        help_text=gettext_lazy("None of them may be put into effect before."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    adjourned_on = DateField(
        what=gettext_lazy("the day on which it was adjourned"),
        label=gettext_lazy("When was it adjourned?"),
        help_text=gettext_lazy("The day of a sitting; of the last one if you leave this empty."),
        required=False,
    )
    resume_on = DateField(
        what=gettext_lazy("the day on which it goes on"),
        label=gettext_lazy("When does it go on?"),
        help_text=gettext_lazy("If it is known."),
        required=False,
    )

    @property
    def adjourned(self) -> Adjourned:
        given = self.cleaned_data
        return Adjourned(
            why=given["why"],
            reason=given["reason"],
            held_back=given["held_back"],
            resume_on=given["resume_on"],
            adjourned_on=given["adjourned_on"],
        )
