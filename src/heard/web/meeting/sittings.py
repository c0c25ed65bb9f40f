"""A review in parts: its sittings, and its adjournment with the limit that runs from the first sitting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.law import DueDate, Nation, england_and_wales
from heard.pages.presenters import clock as clocks
from heard.pages.presenters import dates, why
from heard.pages.presenters.parts import Pair
from heard.planning.corrections import corrections_of_review
from heard.planning.models import Correction
from heard.reviews.limits import source
from heard.reviews.meeting import sitting_actions as actions
from heard.reviews.meeting.queries import adjournment_of, sittings_of
from heard.reviews.meeting.settled import may_do_without_meeting
from heard.reviews.meeting.sittings import ChildMustAgree, NeedsMeeting, UnknownWay
from heard.reviews.models import Adjournment, Review, Sitting
from heard.web.child.presenters import completion_due
from heard.web.meeting import words
from heard.web.meeting.part import not_held
from heard.web.meeting.sitting_forms import AdjournForm, SittingForm
from heard.web.meeting.top import BOTH, crumbs_of, refuse, review_of
from heard.web.request import SignedInRequest, permission_required
from heard.web.reviews.views import refused

FIELDS: dict[type[DomainError], str] = {
    actions.SatInFuture: "held_on",
    actions.AdjournedElsewhen: "adjourned_on",
    actions.SatBeforeFirst: "held_on",
    actions.SatOnThatDay: "held_on",
    actions.ReviewCompleted: "held_on",
    UnknownWay: "way",
    NeedsMeeting: "way",
    ChildMustAgree: "agreed_on",
    actions.NoReason: "reason",
    actions.ResumesTooLate: "resume_on",
    actions.ResumesBeforeSitting: "resume_on",
}
STANDS_STILL = "review-no-implement-while-adjourned"


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def sittings(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The sittings so far, and a form for one more."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    nation = Nation(request.user.authority.nation)
    paper = may_do_without_meeting(review.child, on=clock.today(), nation=nation)
    form = SittingForm(request.POST or None, may_be_paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_sitting(review_id=review.pk, sat=form.sat, today=clock.today(), by=request.user)
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("The sitting is recorded."))
            return redirect("meeting:sittings", review.pk)
    context = _context(review) | {"form": form, "is_over": review.completed_on is not None}
    return render(request, "meeting/sittings.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def adjourn(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Adjourn a review after its first sitting, once."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    last = max([review.held_on, *(one.held_on for one in sittings_of(review))])
    form = AdjournForm(request.POST or None, initial={"version": review.version, "adjourned_on": last})
    if request.method == "POST" and form.is_valid():
        try:
            actions.adjourn(
                review_id=review.pk,
                adjourned=form.adjourned,
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            fields = FIELDS | {actions.SatInFuture: "adjourned_on"}
            form = refused(form, error, review, fields)
        else:
            messages.success(request, _("The review is adjourned. Nothing that was proposed is put into effect yet."))
            return redirect("meeting:sittings", review.pk)
    row = adjournment_of(review)
    context = _context(review, row) | {
        "form": form,
        "may_adjourn": row is None and review.completed_on is None,
        "is_over": review.completed_on is not None,
    }
    return render(request, "meeting/adjourn.html.jinja", context)


def _context(review: Review, row: Adjournment | None = None) -> dict[str, object]:
    """What both pages show: the limit with its reason, the sittings, the adjournment."""
    nation = Nation(review.authority.nation)
    row = row or adjournment_of(review)
    due = completion_due(review, nation=nation)
    setting = why.Setting(
        today=clock.today(),
        about=_("completing the review of %(name)s") % {"name": review.child.shown_name},
        event=_("when the review first sat"),
        authority=review.authority.name,
    )
    return {
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "first": dates.long(review.held_on) if review.held_on else "",
        "completed": dates.long(review.completed_on) if review.completed_on else "",
        "limit": why.full(due, setting, calendar=england_and_wales()) if due else None,
        "chip": _chip(review, due),
        "rows": [_sitting(one, review) for one in sittings_of(review)],
        "mended": [_mended(one) for one in corrections_of_review(review.pk)],
        "days_href": reverse("meeting:days", args=[review.pk]),
        "adjourned": _adjourned(row) if row else [],
        "still": why.cited(source(STANDS_STILL, nation, on=review.held_on)) if row and not review.completed_on else "",
        "adjourn_href": "" if row or review.completed_on else reverse("meeting:adjourn", args=[review.pk]),
        "complete_href": "" if review.completed_on else reverse("reviews:complete", args=[review.pk]),
        "sittings_href": reverse("meeting:sittings", args=[review.pk]),
    }


def _chip(review: Review, due: DueDate | None) -> clocks.Clock:
    limit = due.due_on if due else None
    if review.completed_on:
        return clocks.done(review.completed_on, due_on=limit, today=clock.today(), calendar=england_and_wales())
    return clocks.due(limit, today=clock.today(), calendar=england_and_wales())


def _sitting(one: Sitting, review: Review) -> dict[str, object]:
    way = str(words.SITTING_WAYS[Sitting.Way(one.way)])
    further = one.held_on not in (review.held_on, review.completed_on)
    href = f"{reverse('meeting:sitting_remove', args=[review.pk])}?sitting={one.pk}" if further else ""
    return {"when": dates.long(one.held_on), "way": way, "place": one.place, "about": one.about, "remove_href": href}


def _mended(one: Correction) -> str:
    told = {
        "was": dates.plain(one.was_on),
        "now": dates.plain(one.now_on) if one.now_on else "",
        "by": one.corrected_by.name,
        "day": dates.plain(one.corrected_on),
        "why": one.why,
    }
    if one.now_on is None:
        return _("The sitting of %(was)s was taken back on %(day)s by %(by)s: %(why)s") % told
    if one.now_on == one.was_on:
        return _("The day of completion was mended on %(day)s by %(by)s: %(why)s") % told
    return _("Held on %(now)s, not on %(was)s: mended on %(day)s by %(by)s. %(why)s") % told


def _adjourned(row: Adjournment) -> list[Pair]:
    found = [
        Pair(label=_("Adjourned"), value=dates.long(row.adjourned_on)),
        Pair(label=_("Why"), value=str(words.ADJOURNED[Adjournment.Why(row.why)]), note=row.reason),
    ]
    if row.held_back:
        found.append(Pair(label=_("Waits until it is completed"), value=row.held_back))
    if row.resume_on:
        found.append(Pair(label=_("Goes on"), value=dates.long(row.resume_on)))
    return found
