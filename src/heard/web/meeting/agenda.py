"""What a review considers: last decisions first, then the matters that the law sets, rights and permanence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.law.agenda import AgendaItem
from heard.pages.presenters import law_words
from heard.reviews.meeting import actions
from heard.reviews.meeting.agenda import PERMANENCE_BY
from heard.reviews.meeting.queries import Considered, considered_in
from heard.reviews.models import RightExplained
from heard.web.meeting import words
from heard.web.meeting.agenda_forms import AgendaForm
from heard.web.meeting.part import not_held
from heard.web.meeting.top import BOTH, back_to, crumbs_of
from heard.web.parties.presenters import standing_of
from heard.web.request import SignedInRequest, permission_required
from heard.web.review.facts import read
from heard.web.review.side import last_time
from heard.web.reviews.views import refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter with its questions."""

    sentence: str
    citation: str
    to_be_confirmed: bool
    answer: BoundField
    note: BoundField
    is_open: bool


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def agenda(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The agenda: before the review to read; afterwards each matter considered, or left out with the reason."""
    facts = read(request, review_id)
    review, today = facts.review, clock.today()
    if review.held_on is None and request.method == "POST":
        return not_held(request, review)
    log.read("review.agenda", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    known = considered_in(review)
    number = facts.deadline.number if facts.deadline else 1
    required, beside = facts.found.matters[: facts.found.required], facts.found.matters[facts.found.required :]
    form = AgendaForm(request.POST or None, review=review, items=(*required, *beside), known=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_agenda(
                review_id=review.pk,
                told=form.told,
                known=[item.id for item in (*required, *beside)],
                version=form.cleaned_data["version"] or 0,
                today=today,
                by=request.user,
            )
        except DomainError as error:
            form = refused(form, error, review, {})
        else:
            messages.success(request, _("What the review considered is recorded."))
            return redirect(back_to(review))
    open_ones = {item.id for item in required} - known.matters.keys()
    context = {
        "form": form,
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "first_name": facts.first_name,
        "required": matters_of(form, required, known),
        "beside": matters_of(form, beside, known),
        "progress": _("%(done)d of %(all)d considered or left out with a reason")
        % {"done": len(required) - len(open_ones), "all": len(required)}
        if review.held_on
        else _("To read before the review. What was considered is recorded once it has been held."),
        "last": last_time(facts, request.user),
        "rights": rights_of(form),
        "waiting": waiting_for_help(known),
        "permanence_is_due": number >= PERMANENCE_BY and known.permanence is None,
        "by_now": number >= PERMANENCE_BY,
        "standing": standing_of(facts.of_child, facts.circle.people),
    }
    page = "meeting/agenda.html.jinja" if review.held_on else "meeting/agenda_before.html.jinja"
    return render(request, page, context)


def matters_of(form: AgendaForm, items: Sequence[AgendaItem], known: Considered) -> list[Matter]:
    """Give some of the matters, each with its questions."""
    ids = {item.id for item in items}
    return [
        Matter(
            sentence=law_words.told(item.sentence),
            citation=law_words.told(item.citation),
            to_be_confirmed=item.to_be_confirmed,
            answer=answer,
            note=note,
            is_open=item.id not in known.matters,
        )
        for item, answer, note in form.matters()
        if item.id in ids
    ]


def rights_of(form: AgendaForm) -> list[dict[str, object]]:
    """Give the rights, each with its questions."""
    return [
        {
            "name": words.RIGHTS[RightExplained.Right(right)],
            "explained": explained,
            "wants": wants,
            "note": note,
            "help": helped,
        }
        for right, explained, wants, note, helped in form.rights()
    ]


def waiting_for_help(known: Considered) -> list[str]:
    """Give the rights that the child wants to use and with which nobody has helped yet."""
    return [str(text) for right, text in words.RIGHTS.items() if _waits(known, right.value)]


def _waits(known: Considered, right: str) -> bool:
    row = known.rights.get(right)
    return row is not None and row.wants and not row.help
