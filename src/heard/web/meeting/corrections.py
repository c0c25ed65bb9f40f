"""Mending the days of a review that was held, and taking back a sitting or a talk that was recorded by mistake."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.forms import DateField
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.planning.corrections import NoWhy
from heard.reviews.listening.queries import separate_talks
from heard.reviews.meeting import correction_actions as actions
from heard.reviews.meeting import held_actions as held
from heard.reviews.meeting.queries import sittings_of
from heard.reviews.meeting.sitting_actions import SatBeforeFirst
from heard.web.meeting.part import not_held
from heard.web.meeting.top import BOTH, crumbs_of, refuse, review_of
from heard.web.request import SignedInRequest, permission_required, row_asked
from heard.web.reviews.forms import VersionedForm
from heard.web.reviews.views import refused

FIELDS: dict[type[DomainError], str] = {
    NoWhy: "why",
    held.HeldInFuture: "held_on",
    held.HeldOnThatDay: "held_on",
    held.NotLookedAfterThen: "held_on",
    held.CodeDoesNotFit: "held_on",
    held.CompletedInFuture: "completed_on",
    held.CompletedBeforeHeld: "completed_on",
    held.SatLater: "completed_on",
    SatBeforeFirst: "held_on",
}


def why_field() -> forms.CharField:
    """Give the question what was wrong."""
    return forms.CharField(
        label=gettext_lazy("What was wrong?"),
        help_text=gettext_lazy("Write about the mistake only, not about the family."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what was wrong")},
    )


class DaysForm(VersionedForm):
    """The right days of a review."""

    held_on = DateField(what=gettext_lazy("the date the review was held"), label=gettext_lazy("When was it held?"))
    completed_on = DateField(
        what=gettext_lazy("the date the review was completed"),
        label=gettext_lazy("When was it completed?"),
        help_text=gettext_lazy("Leave this empty while it goes on."),
        required=False,
    )
    why = why_field()


class TakeBackForm(forms.Form):
    """Why something is taken back."""

    why = why_field()


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def days(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Mend the days of a review that were recorded wrong."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    initial = {"version": review.version, "held_on": review.held_on, "completed_on": review.completed_on}
    form: VersionedForm = DaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct_held(
                review_id=review.pk,
                mended=actions.Mended(held_on=given["held_on"], completed_on=given["completed_on"], why=given["why"]),
                version=given["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            form = refused(form, error, review, FIELDS)
        else:
            messages.success(request, _("The days are mended. What is due after the review counts from them."))
            return redirect("meeting:sittings", review.pk)
    context = {"form": form, "crumbs": _crumbs(review.pk, crumbs_of(review)), "name": review.child.shown_name}
    return render(request, "meeting/days.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def remove_sitting(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Take back the sitting of ?sitting=, recorded by mistake."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    sitting = row_asked(request, "sitting", sittings_of(review))
    if sitting is None:
        return redirect("meeting:sittings", review.pk)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_sitting(
                review_id=review.pk,
                sitting_id=sitting.pk,
                why=form.cleaned_data["why"],
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("It is taken back. The history keeps it."))
            return redirect("meeting:sittings", review.pk)
    context = {
        "form": form,
        "crumbs": _crumbs(review.pk, crumbs_of(review)),
        "name": review.child.shown_name,
        "what": _("the sitting of %(day)s") % {"day": dates.plain(sitting.held_on)},
    }
    return render(request, "meeting/take_back.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def remove_talk(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Take back the talk of ?talk= with somebody on their own, recorded by mistake."""
    review = review_of(request, review_id)
    talk = row_asked(request, "talk", separate_talks(review))
    if talk is None:
        return redirect("meeting:separate_talk", review.pk)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_separate_talk(
                review_id=review.pk,
                talk_id=talk.pk,
                why=form.cleaned_data["why"],
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("It is taken back. The history keeps it."))
            return redirect("meeting:separate_talk", review.pk)
    told = {"name": talk.party.shown_name, "day": dates.plain(talk.talked_on)}
    context = {
        "form": form,
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "what": _("the talk with %(name)s of %(day)s") % told,
    }
    return render(request, "meeting/take_back.html.jinja", context)


def _crumbs(review_id: int, before: tuple[Link, ...]) -> tuple[Link, ...]:
    return (*before, Link(text=_("Sittings"), href=reverse("meeting:sittings", args=[review_id])))
