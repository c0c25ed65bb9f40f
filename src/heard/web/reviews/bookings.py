"""Arranging, moving and cancelling a review. Warnings do not block: they are shown once, then taken as read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.children.queries import get_visible as get_child
from heard.common import clock
from heard.common.errors import DomainError
from heard.deadlines.models import Deadline
from heard.deadlines.queries import next_reviews
from heard.pages.presenters import dates
from heard.reviews.booking import actions
from heard.reviews.booking.notice import is_closed
from heard.reviews.booking.queries import all_booked, joined_bookings
from heard.reviews.booking.sibling_actions import (
    ReasonTooLong,
    WhyApart,
    arrange_with_siblings,
    cancel_with_siblings,
    move_with_siblings,
)
from heard.reviews.models import Review
from heard.reviews.preparation.inviting_queries import to_tell
from heard.reviews.preparation.queries import choices_of, latest_choices
from heard.reviews.queries import get_visible
from heard.reviews.settings import settings_of
from heard.web.child import words
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.review.chosen import chosen_of
from heard.web.reviews.arranging import (
    CancelWithSiblingsForm,
    MoveWithSiblingsForm,
    SiblingLine,
    WithSiblingsForm,
    sibling_lines,
    siblings_of,
    taken_over,
    window_lines,
)
from heard.web.reviews.forms import VersionedForm, changed
from heard.web.reviews.presenters import Warned, booked_beside, warnings_of, warnings_of_sibling
from heard.web.reviews.views import BOTH, refused

FIELD_OF: dict[type[DomainError], str] = {
    actions.ArrangedInPast: "on",
    actions.ArrangedTooFar: "on",
    actions.BookedAlready: "on",
    actions.NotLookedAfterThen: "on",
    actions.NoReason: "words",
    WhyApart: "apart",
    ReasonTooLong: "apart",
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def arrange(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Book a review."""
    child = or_404(get_child, child_id, viewer=request.user)
    siblings = siblings_of(child, viewer=request.user)
    initial = taken_over(request.GET.get("with", ""), siblings)
    form: VersionedForm = WithSiblingsForm(request.POST or None, siblings=siblings, initial=initial)
    due = next_reviews([child.pk]).get(child.pk)
    others = all_booked(child.pk)
    warned: list[Warned] = []
    if request.method == "POST" and form.is_valid():
        assert isinstance(form, WithSiblingsForm)
        warned = _unseen(form, child, due, others=others, joined=form.going)
        if not warned:
            try:
                review = arrange_with_siblings(
                    child_id=child.pk,
                    booking=_booking(form),
                    siblings=form.plans,
                    today=clock.today(),
                    by=request.user,
                    besides=[other.pk for other in others],
                )
            except DomainError as error:
                form = refused(form, error, None, FIELD_OF)
            else:
                return _done(request, review, _("The review is arranged for %(day)s."))
    lines = sibling_lines(siblings, child=child, today=clock.today())
    return _page(request, form, child, due, warned, None, lines)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def move(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Move a booking."""
    review = _arranged(review_id, request)
    initial = {
        "on": review.arranged_for,
        "at": dates.clock_time(review.arranged_time) if review.arranged_time else "",
        "place": review.place,
        "version": review.version,
    }
    joined = joined_bookings(review)
    form: VersionedForm = MoveWithSiblingsForm(request.POST or None, joined=joined, initial=initial)
    owed = next_reviews([review.child_id, *(one.child_id for one in joined)])
    due = owed.get(review.child_id)
    warned: list[Warned] = []
    if request.method == "POST" and form.is_valid():
        assert isinstance(form, MoveWithSiblingsForm)
        going = [(one.child, owed.get(one.child_id)) for one in form.going]
        warned = _unseen(form, review.child, due, joined=going)
        if not warned:
            try:
                moved = move_with_siblings(
                    review_id=review.pk,
                    booking=_booking(form),
                    why=form.cleaned_data["why"],
                    words=form.cleaned_data["words"],
                    along=form.wanted,
                    version=form.cleaned_data["version"] or 0,
                    today=clock.today(),
                    by=request.user,
                )
            except DomainError as error:
                form = refused(form, error, review, FIELD_OF)
            else:
                _tell_of_siblings(request, moved[1:])
                return _done(request, moved[0], _("The review is moved to %(day)s."))
    lines = [
        replace(line, use="")
        for line in sibling_lines(
            siblings_of(review.child, viewer=request.user), child=review.child, today=clock.today()
        )
    ]
    return _page(request, form, review.child, due, warned, review, lines)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def cancel(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Cancel a booking, saying why."""
    review = _arranged(review_id, request)
    form: VersionedForm = CancelWithSiblingsForm(
        request.POST or None, joined=joined_bookings(review), initial={"version": review.version}
    )
    if request.method == "POST" and form.is_valid():
        assert isinstance(form, CancelWithSiblingsForm)
        try:
            cancelled = cancel_with_siblings(
                review_id=review.pk,
                reason=form.cleaned_data["reason"],
                why=form.cleaned_data["why"],
                along=form.wanted,
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            form = refused(form, error, review, {})
        else:
            messages.success(request, _("The review is cancelled. Its due date stands."))
            _tell_of_siblings(request, cancelled[1:])
            return tell_again(request, cancelled[0].pk) or redirect("child:reviews", review.child_id)
    context = {
        "form": form,
        "crumbs": trail_of(review.child, reviews=True),
        "name": review.child.shown_name,
        "day": dates.long(review.arranged_for) if review.arranged_for else "",
    }
    return render(request, "reviews/cancel.html.jinja", context)


def _arranged(review_id: int, request: SignedInRequest) -> Review:
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.arranged_for is None:
        raise Http404
    return review


def _booking(form: VersionedForm) -> actions.Booking:
    given = form.cleaned_data
    return actions.Booking(on=given["on"], at=given["at"], place=given["place"])


def _unseen(
    form: VersionedForm,
    child: Child,
    due: Deadline | None,
    *,
    others: Sequence[Review] = (),
    joined: Sequence[tuple[Child, Deadline | None]] = (),
) -> list[Warned]:
    """The warnings, unless all of them for this very day and time have been shown."""
    given = form.cleaned_data
    on, at = given["on"], given["at"]
    school_day = _school_day(child, on)
    warned = booked_beside(others)
    warned += warnings_of(on, at, child=child, due=due, school_day=school_day)
    for sibling, owed in joined:
        warned += warnings_of_sibling(on, at, child=sibling, due=owed, school_day=school_day)
    return [] if given["seen"] == _seen(on, warned) else warned


def _school_day(child: Child, on: date) -> tuple[time, time] | None:
    """The hours of school on a day; none in the holidays of the area."""
    if is_closed(child.authority_id, on):
        return None
    hours = settings_of(child.authority_id)
    return hours.school_day_starts, hours.school_day_ends


def _tell_of_siblings(request: SignedInRequest, changed_too: Sequence[Review]) -> None:
    """Say of each brother or sister whose booking changed too that people knew of it."""
    for one in changed_too:
        if to_tell(one):
            text = _("People were told of the review of %(name)s too. Open that review and tell them.")
            messages.warning(request, text % {"name": one.child.shown_name})


def _seen(on: date, warned: list[Warned]) -> str:
    return " ".join([on.isoformat(), *(one.code for one in warned)]) if warned else ""


def _done(request: SignedInRequest, review: Review, text: str) -> HttpResponse:
    assert review.arranged_for is not None
    messages.success(request, text % {"day": dates.long(review.arranged_for)})
    return tell_again(request, review.pk) or redirect("review:show", review.pk)


def tell_again(request: SignedInRequest, review_id: int) -> HttpResponse | None:
    """Go to the page that tells everybody, where somebody knows what stands no more; else nowhere."""
    people = to_tell(get_visible(review_id, viewer=request.user))
    if not people:
        return None
    text = ngettext("%(n)d person was told of it before.", "%(n)d people were told of it before.", len(people))
    messages.warning(request, text % {"n": len(people)})
    return redirect("inviting:send", review_id)


def _page(
    request: SignedInRequest,
    form: VersionedForm,
    child: Child,
    due: Deadline | None,
    warned: list[Warned],
    review: Review | None,
    siblings: Sequence[SiblingLine] = (),
) -> HttpResponse:
    if warned:
        form = form.__class__(changed(form, "seen", _seen(form.cleaned_data["on"], warned)), **form.made_with())
    authority, today = request.user.authority, clock.today()
    lines, note = window_lines(authority.nation, today=today, due=due, clear_days=authority.count_back_clear_days)
    chose = choices_of(review) if review else None
    latest = chose or latest_choices(child.pk)
    told = {"review": words.title_of(due), "day": dates.long(due.due_on)} if due and due.due_on else {}
    context = {
        "form": form,
        "crumbs": trail_of(child, reviews=True),
        "name": child.shown_name,
        "moving": review is not None,
        "warned": warned,
        "window": lines,
        "window_note": note,
        "siblings": siblings,
        "chosen": chosen_of(latest, today=today) if latest else None,
        "chosen_title": _("What %(name)s chose") if chose else _("What %(name)s chose last time"),
        "limit": _("%(review)s must be held by %(day)s.") % told if told else _("No review is owed now."),
    }
    context["chosen_title"] = str(context["chosen_title"]) % {"name": child.shown_name}
    return render(request, "reviews/arrange.html.jinja", context)
