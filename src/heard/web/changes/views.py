"""Telling the IRO of a significant change, deciding on it, and recording one made without a review."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.queries import appointments_of
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.deadlines.queries import next_reviews
from heard.law import Nation
from heard.oversight.queries import reviewed_on
from heard.planning import change_actions as actions
from heard.planning import queries
from heard.planning.kinds import KindInLaw, kind_in_law, kinds_of
from heard.planning.models import SignificantChange
from heard.planning.next_review import NextIsOrdinary, NextReview, TooLateForNext
from heard.reviews.booking.queries import booked
from heard.web.changes import presenters
from heard.web.changes.forms import HAPPENED, REVIEW_NOW, ComplaintForm, DecideForm, MadeForm, TellForm
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

BOTH = ["GET", "HEAD", "POST"]
TELLS = (Permission.REVIEW_PREPARE, Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE)
FIELDS: dict[type[DomainError], str] = {
    actions.NoDay: "happens_on",
    actions.HappenedInFuture: "happens_on",
    actions.BeforeBirth: "happens_on",
    actions.FarAhead: "happens_on",
    actions.NoWords: "words",
    actions.UnknownKind: "kind",
    actions.LawCallsForReview: "decision",
    actions.NoReason: "reason",
    actions.ChildAskedForReview: "words_for_child",
    actions.ChildNotTold: "child_told_on",
    actions.NotExplained: "explained",
    actions.NotExplainedThen: "explained_on",
    actions.NobodyDecided: "decided_by_name",
    actions.MadeInFuture: "made_on",
    actions.ReviewedBefore: "made_on",
    TooLateForNext: "decision",
    NextIsOrdinary: "decision",
}


@require_http_methods(BOTH)
@any_permission_required(*TELLS, Permission.COMPLAINT_TELL)
def tell(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Tell the IRO of a significant change; a complaints manager tells of a complaint alone."""
    child = or_404(get_visible, child_id, viewer=request.user)
    if not any(request.user.may(one) for one in TELLS):
        return _tell_complaint(request, child)
    today = clock.today()
    asks_who = not request.user.may(Permission.REVIEW_PREPARE)
    kinds = kinds_of(_nation(request.user), on=today)
    form = TellForm(request.POST or None, kinds=kinds, asks_who=asks_who)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = actions.ChangeTold(
            kind=given["kind"],
            words=given["words"],
            proposed=given["when"] != HAPPENED,
            happens_on=given["happens_on"],
            told_on=today,
            told_by=given.get("told_by") or SignificantChange.ToldBy.SOCIAL_WORKER,
            child_wishes=given["child_wishes"],
        )
        try:
            actions.tell_change(child_id=child.pk, told=told, today=today, by=request.user)
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, presenters.who_is_told(_iro(child)))
            return redirect("between:show", child.pk)
    context = {
        "form": form,
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "iro": _iro(child),
        "wales": _nation(request.user) is Nation.WALES,
    }
    return render(request, "changes/tell.html.jinja", context)


def _tell_complaint(request: SignedInRequest, child: Child) -> HttpResponse:
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_complaint(
                child_id=child.pk, made_on=form.cleaned_data["happens_on"], today=clock.today(), by=request.user
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, presenters.who_is_told(_iro(child)))
            return redirect("child:show", child.pk)
    context = {"form": form, "crumbs": trail_of(child), "name": child.shown_name, "iro": _iro(child)}
    return render(request, "changes/complaint.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def decide(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Decide on a change: a review now, at the next one, or none. What is decided is shown."""
    change = or_404(queries.get_change, change_id, viewer=request.user)
    log.read("change.page", authority_id=change.authority_id, by=request.user.pk, child_id=change.child_id)
    today = clock.today()
    law = kind_in_law(change.kind, _nation(request.user), on=change.told_on)
    form = DecideForm(request.POST or None, law=law)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_change(
                change_id=change.pk,
                decided=form.decided,
                following=_following(change.child_id),
                today=today,
                by=request.user,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            return _decided(request, change, form.cleaned_data["decision"])
    return render(request, "changes/decide.html.jinja", _decide_context(request, change, law, form))


def _decide_context(
    request: SignedInRequest, change: SignificantChange, law: KindInLaw | None, form: DecideForm
) -> dict[str, object]:
    decided = hasattr(change, "decision")
    context: dict[str, object] = {
        "page": presenters.change_page(change, law, viewer=request.user, today=clock.today()),
        "crumbs": (*trail_of(change.child), presenters.between_link(change.child)),
        "name": change.child.shown_name,
        "decided": decided,
    }
    return context if decided and not form.is_bound else context | {"form": form}


def _decided(request: SignedInRequest, change: SignificantChange, decision: str) -> HttpResponse:
    """Lead on: to a booking where a review is wanted now."""
    if decision != REVIEW_NOW or not request.user.may(Permission.REVIEW_ARRANGE):
        messages.success(request, _("What you decided is kept."))
        return redirect("between:show", change.child_id)
    booking = booked([change.child_id]).get(change.child_id)
    if booking is None:
        messages.success(request, _("What you decided is kept. Arrange the review now."))
        return redirect("reviews:arrange", change.child_id)
    messages.success(request, presenters.booked_already(booking))
    return redirect("reviews:move", booking.pk)


@require_http_methods(BOTH)
@any_permission_required(*TELLS)
def made(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Record that a change was made without a review, who decided so, and why."""
    change = or_404(queries.get_change, change_id, viewer=request.user)
    earlier = getattr(change, "without_review", None)
    initial = {name: getattr(earlier, name) for name in MadeForm.base_fields} if earlier else {}
    form = MadeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_without_review(
                change_id=change.pk,
                **form.cleaned_data,
                reviewed_on=reviewed_on(change.pk),
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("It is kept that the change was made without a review."))
            return redirect("between:show", change.child_id)
    context = {
        "form": form,
        "crumbs": (*trail_of(change.child), presenters.between_link(change.child)),
        "name": change.child.shown_name,
        "provision": presenters.practicable(_nation(request.user)),
    }
    return render(request, "changes/made.html.jinja", context)


def _following(child_id: int) -> NextReview:
    """When the next review of the child is booked for, and when it is due."""
    booking, owed = booked([child_id]).get(child_id), next_reviews([child_id]).get(child_id)
    return NextReview(booked_on=booking.arranged_for if booking else None, due_on=owed.due_on if owed else None)


def _iro(child: Child) -> str:
    running = next((one for one in appointments_of(child.pk) if one.ended_on is None), None)
    return running.iro.name if running else ""


def _nation(user: User) -> Nation:
    return Nation(user.authority.nation)


def _refuse(form: django_forms.Form, error: DomainError) -> None:
    """Show what the action says at its field."""
    field = FIELDS.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)
