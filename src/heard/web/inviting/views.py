"""The list of the people of a review, and what is decided and logged about each."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.permissions import Permission
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.reviews.booking.entries import to_withdraw
from heard.reviews.models import Invitation
from heard.reviews.preparation import inviting_actions as actions
from heard.web.inviting.facts import PeopleFacts, chosen_in, crumbs_of, note_reading, read
from heard.web.inviting.forms import BOUNCED, REMINDED, DecideForm, LogForm
from heard.web.inviting.presenters import page_of
from heard.web.request import SignedInRequest, any_permission_required, permission_required

BOTH = ["GET", "HEAD", "POST"]
FIELD_OF: Mapping[type[DomainError], str] = {
    actions.NotInvitedWithoutReason: "reason_not",
    actions.SentInFuture: "on",
    actions.SentLongAgo: "on",
    actions.NothingReturned: "note",
    actions.NotSentYet: "what",
}


@require_safe
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def people(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Everybody of a review."""
    facts = read(request, review_id)
    note_reading(request, "review.people", facts.review)
    chosen, chosen_title = chosen_in(facts)
    context = {
        "page": page_of(facts),
        "choices": chosen,
        "choices_title": chosen_title,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review, people=False),
    }
    return render(request, "inviting/people.html.jinja", context)


@require_POST
@permission_required(Permission.REVIEW_ARRANGE)
def make_list(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Make the list from those round the child, or add who is new."""
    facts = read(request, review_id)
    try:
        actions.list_people(review_id=review_id, today=facts.today, by=request.user)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        number = len(facts.new) + len(facts.invitations)
        words = ngettext("%(n)d person is on the list now.", "%(n)d people are on the list now.", number)
        messages.success(request, words % {"n": number})
    return redirect("inviting:people", review_id)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def decide(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """Decide whether somebody is invited and asked for this review."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    initial = {"version": row.version, "asked": asked_of(row), "reason_not": row.reason_not}
    form: DecideForm = DecideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data["asked"]
        try:
            decided = actions.decide_invitation(
                invitation_id=row.pk,
                invited=asked in ("both", "invited"),
                consulted=asked in ("both", "consulted"),
                reason_not=form.cleaned_data["reason_not"],
                version=form.cleaned_data["version"] or 0,
                today=facts.today,
                by=request.user,
            )
        except ChangedMeanwhile as error:
            row.refresh_from_db()
            form = DecideForm(form.again(row.version).data)
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("%(name)s: decided for this review.") % {"name": row.party.shown_name})
            if to_withdraw(decided, facts.review):
                return redirect("inviting:withdraw", review_id, row.pk)
            return redirect("inviting:people", review_id)
    chosen, chosen_title = chosen_in(facts)
    context = {
        "form": form,
        "person": row.party.shown_name,
        "wish": facts.childs_wish(row),
        "choices": chosen,
        "choices_title": chosen_title,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
    }
    return render(request, "inviting/decide.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def log_by_hand(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """Keep what was sent outside Heard, that somebody was reminded, or what came back."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    form = LogForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _log(row, form.cleaned_data, facts)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("It is kept for %(name)s.") % {"name": row.party.shown_name})
            return redirect("inviting:people", review_id)
    context = {"form": form, "person": row.party.shown_name, "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/log.html.jinja", context)


def _log(row: Invitation, given: Mapping[str, Any], facts: PeopleFacts) -> None:
    by, today = facts.viewer, facts.today
    if given["what"] == REMINDED:
        actions.mark_reminded(invitation_id=row.pk, today=today, by=by)
    elif given["what"] == BOUNCED:
        actions.mark_bounced(invitation_id=row.pk, note=given["note"], today=today, by=by)
    else:
        actions.mark_sent(invitation_ids=[row.pk], sent_on=given["on"], today=today, by=by)


def asked_of(row: Invitation) -> str:
    """Give the choice of the form that stands now."""
    if row.invited and row.consulted:
        return "both"
    if row.invited:
        return "invited"
    return "consulted" if row.consulted else "neither"
