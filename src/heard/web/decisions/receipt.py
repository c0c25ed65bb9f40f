"""The day on which the manager received the decisions, and decisions that were sent outside Heard."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError, NotFound
from heard.pages.presenters import dates
from heard.reviews.decisions import actions, receipt_actions
from heard.reviews.decisions.queries import answering_for, issued_of
from heard.reviews.decisions.receipt import NotIssuedYet
from heard.reviews.models import DecisionsIssued
from heard.reviews.queries import get_visible
from heard.web.decisions.making import BOTH, decisions_link, trail
from heard.web.decisions.receipt_forms import ReceivedForm, SentOutsideForm
from heard.web.request import SignedInRequest, or_404, permission_required

RECEIVED_BY: dict[str, object] = {
    DecisionsIssued.ReceivedBy.LETTER: gettext_lazy("The letter left that day"),
    DecisionsIssued.ReceivedBy.OPENED: gettext_lazy("The manager opened them that day"),
    DecisionsIssued.ReceivedBy.ANSWERED: gettext_lazy("The manager answered that day"),
    DecisionsIssued.ReceivedBy.ENTERED: gettext_lazy("The day was entered"),
}
OUTSIDE_FIELD_OF: dict[type[DomainError], str] = {
    actions.NoManager: "manager_name",
    actions.CannotAnswer: "manager",
    actions.ReceivedInFuture: "issued_on",
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def received(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Say on which day the manager received the decisions, or that it is not known."""
    review = or_404(get_visible, review_id, viewer=request.user)
    issued = issued_of(review)
    if issued is None:
        messages.warning(request, NotIssuedYet().message)
        return redirect("decisions:review", review.pk)
    initial = {"received_on": issued.received_on}
    form = ReceivedForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        received_on = form.cleaned_data["received_on"]
        try:
            receipt_actions.enter_received(
                review_id=review.pk, received_on=received_on, today=clock.today(), by=request.user
            )
        except DomainError as error:
            form.add_error("received_on", error.message)
        else:
            messages.success(request, _("The day is kept.") if received_on else _("The day is taken away."))
            return redirect("decisions:review", review.pk)
    told = {"manager": issued.manager_name, "day": dates.long(issued.issued_on)}
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "heading": _("When the decisions were received"),
        "quoted": _("Sent to %(manager)s on %(day)s") % told,
        "note": _("The days to answer begin on the day of receipt. Silence counts only after it."),
        "button": _("Save"),
        "name": review.child.shown_name,
    }
    return render(request, "decisions/small.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def sent_outside(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Say that the decisions were sent outside Heard, with the day; they are fixed then."""
    review = or_404(get_visible, review_id, viewer=request.user)
    offered = [
        (str(one.user_id), _("%(name)s, team manager of the child") % {"name": one.user.name})
        for one in answering_for(review.child_id)
    ]
    form = SentOutsideForm(
        request.POST if request.method == "POST" else None,
        managers=offered,
        initial={"manager": offered[0][0] if offered else ""},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.issue(
                review_id=review.pk,
                manager_id=int(given["manager"]) if given["manager"] else None,
                manager_name=given["manager_name"],
                issued_on=given["issued_on"],
                received_on=given["received_on"],
                today=clock.today(),
                by=request.user,
            )
        except NotFound:
            raise Http404 from None
        except DomainError as error:
            form.add_error(OUTSIDE_FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("It is kept that the decisions were sent."))
            return redirect("decisions:review", review.pk)
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "heading": _("Decisions sent outside Heard"),
        "quoted": "",
        "note": _("They are fixed then. What changes later is told as progress, or decided at a review."),
        "button": _("Save"),
        "name": review.child.shown_name,
    }
    return render(request, "decisions/small.html.jinja", context)
