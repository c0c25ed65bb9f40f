"""Telling somebody who was told to come that they are not invited any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.correspondence.documents import as_fragment
from heard.correspondence.invitation_letters import WITHDRAW
from heard.correspondence.invitations import send_withdrawals
from heard.reviews.booking.entries import to_withdraw
from heard.web.inviting.facts import crumbs_of, read
from heard.web.inviting.sending import desk_in, officer_in, sending_to, tell_outcome
from heard.web.request import SignedInRequest, permission_required


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def withdraw(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """The letter as it would go, and the button that sends it."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    if not to_withdraw(row, facts.review):
        messages.warning(request, _("There is nothing to take back: no invitation of this person stands."))
        return redirect("inviting:people", review_id)
    if request.method == "POST":
        try:
            done = send_withdrawals(
                review_id=review_id,
                invitation_ids=[row.pk],
                officer=officer_in(facts),
                today=facts.today,
                now=clock.now(),
                by=request.user,
            )
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            tell_outcome(request, done)
        return redirect("inviting:people", review_id)
    problem, shown = "", None
    try:
        sending = sending_to(row, facts, desk_in(facts), what=WITHDRAW)
        shown = as_fragment(sending.letter, pictures=sending.order.officer.pictures)
    except DomainError as error:
        problem = error.message
    context = {"letter": shown, "problem": problem, "to": row.party.shown_name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/withdraw.html.jinja", context)
