"""Recording that a review was held or completed, and why it was late."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.children.queries import get_visible as get_child
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.deadlines.diary import DiaryRow
from heard.deadlines.queries import diary_if_held
from heard.law import Nation
from heard.law.calendar_dates import age_on
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.reviews.meeting import held_actions as actions
from heard.reviews.meeting.queries import chairing_from_age, sittings_of
from heard.reviews.meeting.settled import may_do_without_meeting
from heard.reviews.meeting.sittings import ChildMustAgree, NeedsMeeting, Sat, UnknownWay
from heard.reviews.models import Review
from heard.reviews.queries import get_visible
from heard.web.child.presenters import completion_due
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.reviews.forms import CompleteForm, ExplainForm, RecordForm, VersionedForm
from heard.web.reviews.presenters import adjourned, booking_in_words, met_by, told_of, what_it_sets

BOTH = ["GET", "HEAD", "POST"]
F = TypeVar("F", bound=VersionedForm)
FIELD_OF: Mapping[type[DomainError], str] = {
    actions.HeldInFuture: "held_on",
    actions.HeldOnThatDay: "held_on",
    actions.NotLookedAfterThen: "held_on",
    actions.CompletedInFuture: "completed_on",
    actions.CompletedBeforeHeld: "completed_on",
    actions.SatLater: "completed_on",
    UnknownWay: "way",
    NeedsMeeting: "way",
    ChildMustAgree: "agreed_on",
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def record(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Record that a review was held, from its booking or without one."""
    child = or_404(get_child, child_id, viewer=request.user)
    booking = _booking(request, child)
    today = clock.today()
    initial = {
        "version": booking.version if booking else None,
        "held_on": _held_by_now(booking, today),
        "place": booking.place if booking else "",
    }
    form = RecordForm(
        request.POST or None,
        child=child,
        today=today,
        is_late=lambda held, completed: _late(request, child, held, completed),
        may_be_paper=may_do_without_meeting(child, on=today, nation=Nation(request.user.authority.nation)),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rows = _rows(request, child, given["held_on"], given["completed_on"])
        held = actions.Held(
            held_on=given["held_on"],
            completed_on=given["completed_on"],
            late_reason=given["late_reason"],
            late_note=given["late_note"],
            late_avoidable=given["late_avoidable"],
            part=given["did"],
            sat=_sat(given, given["held_on"]),
        )
        try:
            review = actions.record_held(
                child_id=child.pk,
                held=held,
                today=today,
                by=request.user,
                review_id=booking.pk if booking else None,
                version=given["version"],
            )
        except DomainError as error:
            form = refused(form, error, booking, FIELD_OF)
        else:
            messages.success(request, told_of(rows, nation=request.user.authority.nation))
            return redirect("meeting:adjourn" if held.completed_on is None else "review:show", review.pk)
    typed = form.cleaned_data.get("held_on") if form.is_bound and hasattr(form, "cleaned_data") else None
    context = {
        "form": form,
        "crumbs": trail_of(child, reviews=True),
        "name": child.shown_name,
        "sets": _sets(request, child, typed, today),
        "code_href": reverse("reviews:code", args=[child.pk]),
        "code": form.code,
        "offers_chairing": _offers_chairing(request, child, today),
        "booked": _("It is arranged for %(day)s.") % {"day": dates.long(booking.arranged_for)}
        if booking and booking.arranged_for
        else "",
    }
    return render(request, "reviews/record.html.jinja", context)


@require_POST
@permission_required(Permission.REVIEW_RECORD)
def code(request: SignedInRequest, child_id: int) -> HttpResponse:
    """The national code that the answers typed so far lead to. Nothing is kept."""
    child = or_404(get_child, child_id, viewer=request.user)
    form = RecordForm(request.POST, child=child, today=clock.today(), is_late=lambda held, completed: False)
    form.is_valid()
    return render(request, "reviews/_code.html.jinja", {"code": form.code})


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def complete(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Record the last sitting of a review that was adjourned."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None:
        return _not_held(request, review)
    if review.completed_on is not None:
        text = _("The review was completed on %(day)s. If that day is wrong, mend it here.")
        messages.warning(request, text % {"day": dates.plain(review.completed_on)})
        return redirect("meeting:sittings", review.pk)
    sittings = sittings_of(review)
    last = sittings[-1] if sittings and sittings[-1].held_on > review.held_on else None
    form: VersionedForm = CompleteForm(
        request.POST or None,
        may_be_paper=may_do_without_meeting(
            review.child, on=clock.today(), nation=Nation(request.user.authority.nation)
        ),
        initial={"version": review.version}
        | ({"completed_on": last.held_on, "way": last.way, "place": last.place} if last else {}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete(
                review_id=review.pk,
                completed_on=form.cleaned_data["completed_on"],
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
                sat=_sat(form.cleaned_data, form.cleaned_data["completed_on"]),
            )
        except DomainError as error:
            form = refused(form, error, review, FIELD_OF)
        else:
            messages.success(request, _("The review is completed."))
            return redirect("review:show", review.pk)
    due = completion_due(review, nation=request.user.authority.nation)
    context = {
        "form": form,
        "crumbs": trail_of(review.child, reviews=True),
        "name": review.child.shown_name,
        "held": dates.long(review.held_on),
        "limit": dates.long(due.due_on) if due else "",
        "source": str(due.citation) if due else "",
    }
    return render(request, "reviews/complete.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_EXPLAIN_LATE)
def explain(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep why a review was held late."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None:
        return _not_held(request, review)
    initial = {
        "version": review.version,
        "late_reason": review.late_reason,
        "late_note": review.late_note,
        "late_avoidable": review.late_avoidable,
    }
    form: VersionedForm = ExplainForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain_late(
                review_id=review.pk,
                reason=form.cleaned_data["late_reason"],
                note=form.cleaned_data["late_note"],
                avoidable=form.cleaned_data["late_avoidable"],
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            form = refused(form, error, review, {})
        else:
            messages.success(request, _("The reason is kept with the review."))
            return redirect("child:reviews", review.child_id)
    context = {
        "form": form,
        "crumbs": trail_of(review.child, reviews=True),
        "name": review.child.shown_name,
        "held": dates.long(review.held_on),
    }
    return render(request, "reviews/explain.html.jinja", context)


def _not_held(request: SignedInRequest, review: Review) -> HttpResponse:
    messages.warning(request, _("This review is not recorded as held, so there is nothing to add to it."))
    return redirect("child:reviews", review.child_id)


def refused(form: F, error: DomainError, review: Review | None, fields: Mapping[type[DomainError], str]) -> F:
    """Show what the action says at its field. After another's change the form takes up the version that stands now."""
    if isinstance(error, ChangedMeanwhile) and review is not None:
        review.refresh_from_db()
        form = form.again(review.version)
        form.is_valid()
        form.add_error(None, f"{error.message} {booking_in_words(review)}")
        return form
    field = fields.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)
    return form


def _sat(given: dict[str, Any], held_on: date) -> Sat:
    return Sat(held_on=held_on, way=given["way"], place=given["place"], child_agreed_on=given.get("agreed_on"))


def _offers_chairing(request: SignedInRequest, child: Child, today: date) -> bool:
    """Whether the authority offers a child of this age to run the review; nobody is forbidden to."""
    born_on = child.born_on
    return born_on is None or age_on(born_on, today) >= chairing_from_age(request.user.authority_id)


def _booking(request: SignedInRequest, child: Child) -> Review | None:
    """The booking that the address names: one of this child's, or no such page."""
    asked = request.GET.get("booking", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    review = or_404(get_visible, int(asked), viewer=request.user)
    if review.child_id != child.pk:
        raise Http404
    return review


def _held_by_now(booking: Review | None, today: date) -> date | None:
    if booking and booking.arranged_for and booking.arranged_for <= today:
        return booking.arranged_for
    return None


def _rows(request: SignedInRequest, child: Child, held_on: date, completed_on: date | None) -> list[DiaryRow]:
    nation = request.user.authority.nation
    return diary_if_held(child, nation=nation, held=adjourned(held_on, completed_on), today=clock.today())


def _late(request: SignedInRequest, child: Child, held_on: date, completed_on: date | None) -> bool:
    return any(row.in_time is False for row in met_by(_rows(request, child, held_on, completed_on)))


def _sets(request: SignedInRequest, child: Child, typed: date | None, today: date) -> list[Pair]:
    day = typed if typed and typed <= today else None
    rows = _rows(request, child, day or today, day or today)
    return what_it_sets(rows, nation=request.user.authority.nation, typed=day is not None)
