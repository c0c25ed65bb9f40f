"""Writing the letters about an IRO later, where none were written when the IRO was named."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import appointments_of
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence.compose import compose
from heard.correspondence.documents import as_fragment
from heard.correspondence.notices import NobodyToTell, Occasion, notify_later, prepare
from heard.correspondence.recipients import NoAddress
from heard.deadlines.queries import diary_of_child
from heard.web.child.trail import trail_of
from heard.web.naming.forms import TellForm
from heard.web.naming.strip import first_review
from heard.web.naming.telling import Addressee, addressees, notices_of, occasion_of, officer_of
from heard.web.request import SignedInRequest, or_404, permission_required

FIELDS: dict[type[DomainError], str] = {NoAddress: "child_address", NobodyToTell: "tell"}  # where a refusal stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The appointment that runs, and the one before it."""

    now: NamedIro
    before: NamedIro | None


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IRO_APPOINT)
def tell(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Choose who is told of the IRO whom the child has, see each letter, and write them."""
    child = or_404(get_visible, child_id, viewer=request.user)
    running, today = _running(child), clock.today()
    if running is None:
        messages.warning(request, _("No IRO is named for this child, so there is nobody to tell of."))
        return redirect("naming:name", child.pk)
    told = addressees(child, viewer=request.user, today=today)
    form = TellForm(request.POST if request.method == "POST" else None, told=told)
    if request.method == "POST" and form.is_valid():
        occasion = _occasion(child, running, today)
        if "letter" in request.POST:
            return _letter(request, child, form, told, occasion)
        try:
            notices = notices_of(told, form.cleaned_data["tell"], **form.letter_choices)
            written = notify_later(occasion, notices, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(FIELDS.get(type(error)), error.message)
        else:
            n = len(written)
            messages.success(
                request, ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", n) % {"n": n}
            )
            return redirect("outbox:of_child", child.pk)
    ticked = form["tell"].value() or []
    context: dict[str, Any] = {
        "form": form,
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "iro": running.now.iro.name,
        "asks_address": "child_address" in form.fields,
        "told": [(one, one.key in ticked) for one in told],
    }
    return render(request, "naming/tell.html.jinja", context)


def _running(child: Child) -> Running | None:
    rows = appointments_of(child.pk)
    now = next((one for one in rows if one.ended_on is None), None)
    if now is None:
        return None
    ended = [one for one in rows if one.ended_on is not None and one.ended_on <= now.appointed_on]
    return Running(now=now, before=max(ended, key=lambda one: one.ended_on or date.min, default=None))


def _occasion(child: Child, running: Running, today: date) -> Occasion:
    review = first_review(diary_of_child(child.pk))
    return occasion_of(
        child,
        officer=officer_of(running.now.iro, today=today),
        appointed_on=running.now.appointed_on,
        before=running.before,
        review_due_on=review.due_on if review else None,
        appointment_id=running.now.pk,
        today=today,
    )


def _letter(
    request: SignedInRequest, child: Child, form: TellForm, told: list[Addressee], occasion: Occasion
) -> HttpResponse:
    """One letter as it would go; nothing is saved."""
    problem, shown, to = "", None, ""
    asked = [one for one in told if one.key == request.POST["letter"] and one.notice]
    try:
        notices = notices_of(asked, [one.key for one in asked], **form.letter_choices)
        for sending in prepare(occasion, notices, authority=request.user.authority):
            shown = as_fragment(compose(sending.order), pictures=sending.order.officer.pictures)
            to = sending.to.name
    except DomainError as error:
        problem = error.message
    if shown is None and not problem:
        problem = _("Choose whose letter you want to see.")
    context = {"crumbs": trail_of(child), "name": child.shown_name, "to": to, "letter": shown, "problem": problem}
    return render(request, "naming/letter.html.jinja", context)
