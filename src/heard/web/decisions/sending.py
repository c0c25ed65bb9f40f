"""Sending the decisions of a review to the manager who answers, and to those who were there."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party, Relationship
from heard.common import clock
from heard.common.errors import DomainError, NotFound
from heard.correspondence.decisions import Manager, Receiver, Sent, copy_for, desk_of, receivers, send_decisions
from heard.deadlines.queries import of_reviews
from heard.law import Nation
from heard.reviews.decisions.actions import CannotAnswer, NoManager
from heard.reviews.decisions.queries import answering_for, issued_of, lines_of_review
from heard.reviews.limits import own_limit
from heard.reviews.models import Review
from heard.reviews.queries import get_visible
from heard.reviews.settings import own_limits_of
from heard.web.decisions.forms import SendForm
from heard.web.decisions.making import BOTH, SEND, decisions_link, trail
from heard.web.decisions.rows import row_of
from heard.web.due import cell_of
from heard.web.parties import words
from heard.web.request import SignedInRequest, or_404, permission_required

FIELD_OF = {NoManager: "manager_name", CannotAnswer: "manager"}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def send(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Choose the manager and the readers, send, and fix what was decided."""
    viewer, today = request.user, clock.today()
    review = or_404(get_visible, review_id, viewer=viewer)
    managers = answering_for(review.child_id)
    people = receivers(review, viewer=viewer, today=today)
    form = _form(request, managers, people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        manager = Manager(
            user_id=int(given["manager"]) if given["manager"] else None,
            name=given["manager_name"],
            email=given["manager_email"],
        )
        chosen = [int(pk) for pk in given.get("people", ())]
        try:
            sent = send_decisions(review_id=review.pk, to=manager, party_ids=chosen, today=today, by=viewer)
        except NotFound:
            raise Http404 from None
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _told(sent))
            return redirect("decisions:review", review.pk)
    nation = viewer.authority.nation
    due = own_limit(SEND, Nation(nation), own_limits_of(viewer.authority), counted_from=review.completed_on)
    numbers = of_reviews([review.pk])
    lines = lines_of_review(review, viewer=viewer, today=today)
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "name": review.child.shown_name,
        "rows": [row_of(line, nation=nation, numbers=numbers) for line in lines],
        "fixed": issued_of(review) is not None,
        "readers": _readers(review, people, viewer, today),
        "outside": reverse("decisions:sent_outside", args=[review.pk]),
        "due": cell_of(
            due,
            about=_("decisions sent, %(name)s") % {"name": review.child.shown_name},
            event=_("when the review was completed"),
            today=today,
        )
        if due
        else None,
        "wales": nation == "wales",
    }
    return render(request, "decisions/send.html.jinja", context)


def _readers(
    review: Review, people: Sequence[Receiver], viewer: User, today: date
) -> list[tuple[str, tuple[str, ...]]]:
    """What each of those who may be told would read, for those together who read the same."""
    desk = desk_of(review, by=viewer, today=today)
    names: dict[str, list[str]] = {}
    for one in people:
        names.setdefault(copy_for(one.person.party.kind), []).append(one.person.party.shown_name)
    return [(", ".join(told), desk.lines(copy, "en")) for copy, told in names.items()]


def _form(request: SignedInRequest, managers: Sequence[Relationship], people: Sequence[Receiver]) -> SendForm:
    offered = [
        (str(one.user_id), _("%(name)s, team manager of the child") % {"name": one.user.name}) for one in managers
    ]
    told = [(str(one.person.party.pk), label_of(one)) for one in people]
    hints = {str(one.person.party.pk): reach_of(one) for one in people if reach_of(one)}
    return SendForm(
        request.POST if request.method == "POST" else None,
        managers=offered,
        people=told,
        hints=hints,
        initial={
            "manager": offered[0][0] if offered else "",
            "people": [str(one.person.party.pk) for one in people if one.proposed],
        },
    )


def label_of(one: Receiver) -> str:
    """This will give "Petra Marblecroft, mother"."""
    party = one.person.party
    kind = party.relation or str(words.KINDS[Party.Kind(party.kind)])
    return _("%(name)s, %(kind)s") % {"name": party.shown_name, "kind": kind}


def reach_of(one: Receiver) -> str:
    """This will say why no letter leaves for somebody; empty where one does."""
    return {
        "forbidden": _("Must not be contacted: no letter leaves."),
        "blocked": _("The address must not be used: no letter leaves."),
        "chosen": _("No way to reach is known: the letter can be printed from the outbox."),
        "ended": _("No longer in this part: no letter leaves."),
    }.get(one.person.reach.why, "")


def _told(sent: Sent) -> str:
    letters = ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", sent.letters)
    told = [
        _("The decisions are sent to %(manager)s.") % {"manager": sent.issued.manager_name},
        letters % {"n": sent.letters},
    ]
    if sent.held:
        held = ngettext(
            "%(n)d letter is held: nobody may or can be reached.",
            "%(n)d letters are held: nobody may or can be reached.",
            sent.held,
        )
        told.append(held % {"n": sent.held})
    return " ".join(told)
