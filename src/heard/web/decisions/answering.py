"""The manager's answer to the decisions of a review. Only somebody who answers for the authority opens this page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.deadlines.queries import of_reviews
from heard.law import Duty
from heard.reviews.decisions import answer_actions as actions
from heard.reviews.decisions import receipt_actions
from heard.reviews.decisions.queries import issued_of, lines_of_review
from heard.reviews.decisions.standing import Standing
from heard.reviews.models import ManagerAnswer
from heard.reviews.queries import get_visible
from heard.web.decisions.forms import AnswersForm
from heard.web.decisions.making import BOTH, UNANSWERED, decisions_link, may_enter, trail
from heard.web.decisions.receipt_forms import EnteredAnswersForm
from heard.web.decisions.rows import review_in_words, row_of
from heard.web.due import cell_of
from heard.web.request import SignedInRequest, or_404, permission_required

ENTERED_FIELD_OF: dict[type[DomainError], str] = {
    actions.NobodyAnswered: "answered_by",
    actions.AnsweredWhen: "answered_on",
}


@require_http_methods(BOTH)
@permission_required(Permission.DECISION_ANSWER)
def answer(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Agree or disagree with each decision, or agree to all at once."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if request.user.may(Permission.REVIEW_RECORD):
        raise NotPermitted
    today, nation = clock.today(), request.user.authority.nation
    log.read("review.answer", authority_id=review.authority_id, by=request.user.pk, child_id=review.child_id)
    issued = issued_of(review)
    if issued is not None and issued.received_on is None and issued.manager_id == request.user.pk:
        issued = receipt_actions.open_to_answer(review_id=review.pk, today=today, by=request.user)
    lines = lines_of_review(review, viewer=request.user, today=today) if issued else []
    to_answer = [line for line in lines if line.answer.standing in UNANSWERED]
    form = AnswersForm(request.POST if request.method == "POST" else None, lines=to_answer)
    if request.method == "POST" and form.is_valid():
        try:
            if "agree_to_all" in request.POST:
                kept = actions.agree_to_all(review_id=review.pk, today=today, by=request.user)
            else:
                kept = actions.answer_several(review_id=review.pk, given=form.given, today=today, by=request.user)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _told(kept))
            return redirect("decisions:review", review.pk)
    numbers = of_reviews([review.pk])
    due = next((line.answer.due for line in lines if line.answer.due), None)
    silent = next((line.answer.silent_on for line in to_answer if line.answer.standing is Standing.SILENT), None)
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "name": review.child.shown_name,
        "sub": f"{review.child.shown_name}, {review_in_words(review, numbers, today=today)}",
        "asked": [(row_of(line, nation=nation, numbers=numbers), *form.fields_of(line)) for line in to_answer],
        "answered": [
            row_of(line, nation=nation, numbers=numbers) for line in lines if line.answer.standing not in UNANSWERED
        ],
        "sent": issued is not None,
        "due": cell_of(
            due,
            about=_("your answer, %(name)s") % {"name": review.child.shown_name},
            event=_("when you received the decisions"),
            today=today,
        )
        if due
        else None,
        "silent": silent is not None,
        "own": due is not None and due.duty is Duty.LOCAL,
        "unknown": issued is not None and issued.received_on is None,
        "wales": nation == "wales",
    }
    return render(request, "decisions/answer.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.DECISION_ENTER)
def enter(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Enter the answer of a manager without an account, as it came by letter."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if not may_enter(request.user):
        raise NotPermitted
    today = clock.today()
    log.read("review.answer", authority_id=review.authority_id, by=request.user.pk, child_id=review.child_id)
    issued = issued_of(review)
    lines = lines_of_review(review, viewer=request.user, today=today) if issued else []
    to_answer = [line for line in lines if line.answer.standing in UNANSWERED]
    form = EnteredAnswersForm(
        request.POST if request.method == "POST" else None,
        lines=to_answer,
        initial={"answered_by": issued.manager_name if issued else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.record_answer_received(
                review_id=review.pk,
                given=form.given,
                answered_by=form.cleaned_data["answered_by"],
                answered_on=form.cleaned_data["answered_on"],
                today=today,
                by=request.user,
            )
        except DomainError as error:
            form.add_error(ENTERED_FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _entered(kept))
            return redirect("decisions:review", review.pk)
    numbers = of_reviews([review.pk])
    rows = [row_of(line, nation=request.user.authority.nation, numbers=numbers) for line in to_answer]
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "name": review.child.shown_name,
        "sub": f"{review.child.shown_name}, {review_in_words(review, numbers, today=today)}",
        "asked": [(row, *form.fields_of(line)) for row, line in zip(rows, to_answer, strict=True)],
        "sent": issued is not None,
    }
    return render(request, "decisions/enter_answer.html.jinja", context)


def _entered(kept: list[ManagerAnswer]) -> str:
    n = len(kept)
    text = ngettext("%(n)d answer of the manager is kept.", "%(n)d answers of the manager are kept.", n)
    return text % {"n": n}


def _told(kept: list[ManagerAnswer]) -> str:
    n = len(kept)
    text = ngettext("Your answer to %(n)d decision is kept.", "Your answers to %(n)d decisions are kept.", n)
    told = text % {"n": n}
    if any(not one.in_time for one in kept):
        late = _("Silence had counted as agreement before, so it is shown as late.")
        return f"{told} {late}"
    return told
