"""The list of papers, each paper's dates, asking for what is missing, and what is done without it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.queries import named_iros
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.correspondence import papers as letters
from heard.correspondence.compose import Officer
from heard.correspondence.documents import as_fragment
from heard.correspondence.just_sent import SentJustNow
from heard.correspondence.models import Message
from heard.pages.presenters import dates
from heard.reviews.models import PaperKind, PapersChoice
from heard.reviews.papers import actions
from heard.web import links
from heard.web.naming.telling import officer_of
from heard.web.papers.facts import PaperPageFacts, crumbs_of, name_of, read
from heard.web.papers.forms import AddForm, AgainForm, PaperForm, WithoutForm
from heard.web.papers.presenters import page_of
from heard.web.request import SignedInRequest, any_permission_required, permission_required

BOTH = ["GET", "HEAD", "POST"]
FIELD_OF: Mapping[type[DomainError], str] = {
    actions.NotNeededWithoutReason: "reason_not_needed",
    actions.ReceivedOnceUploaded: "received_on",
    actions.UnknownPaper: "name",
    actions.ListedAlready: "kind",
    actions.ChoiceNeedsReason: "reason",
}


@require_http_methods(BOTH)
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def listed(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The papers of a review; a form makes the list from what the authority usually needs."""
    facts = read(request, review_id)
    if request.method == "POST":
        try:
            actions.list_papers(review_id=review_id, today=facts.today, by=request.user)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("The list of papers is made."))
        return redirect("papers:list", review_id)
    log.read(
        "review.papers", authority_id=request.user.authority_id, by=request.user.pk, child_id=facts.review.child_id
    )
    context = {"page": page_of(facts), "name": facts.name, "crumbs": crumbs_of(facts.review, papers=False)}
    return render(request, "papers/list.html.jinja", context)


@require_http_methods(BOTH)
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def add(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Put one more paper on the list."""
    facts = read(request, review_id)
    standing = {paper.kind for paper in facts.papers}
    form = AddForm(
        request.POST or None,
        kinds=[kind for kind in PaperKind.values if kind == PaperKind.OTHER or kind not in standing],
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_paper(review_id=review_id, today=facts.today, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("The paper is on the list."))
            return redirect("papers:list", review_id)
    context = {"form": form, "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "papers/add.html.jinja", context)


@require_http_methods(BOTH)
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def change(request: SignedInRequest, review_id: int, paper_id: int) -> HttpResponse:
    """Change what is known of one paper: needed or not, and its dates."""
    facts = read(request, review_id)
    paper = facts.of(paper_id)
    initial = {mark: getattr(paper, mark) for mark in actions.MARKS}
    initial |= {"version": paper.version, "reason_not_needed": paper.reason_not_needed}
    initial["needed"] = "yes" if paper.needed else "no"
    form = PaperForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_paper(
                paper_id=paper.pk,
                facts=form.facts,
                version=form.cleaned_data["version"] or 0,
                today=facts.today,
                by=request.user,
            )
        except ChangedMeanwhile as error:
            paper.refresh_from_db()
            form = PaperForm(form.again(paper.version).data)
            form.add_error(None, error.message)
        except actions.DayInFuture as error:
            form.add_error(form.ahead(facts.today), error.message)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("%(paper)s: the dates are kept.") % {"paper": name_of(paper)})
            return redirect("papers:list", review_id)
    context = {"form": form, "paper": name_of(paper), "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "papers/change.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def chase(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the letter that asks the social worker for what is missing, and send it."""
    facts = read(request, review_id)
    officer, problem, letter, to = _officer(facts), "", None, ""
    asks_again, form = False, AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            message = letters.chase(
                review_id=review_id,
                officer=officer,
                today=facts.today,
                by=request.user,
                again=form.cleaned_data["again"],
            )
        except DomainError as error:
            problem, asks_again = error.message, isinstance(error, SentJustNow)
        else:
            _tell(request, message)
            return redirect("papers:list", review_id)
    try:
        sending = letters.sending_of(
            facts.review, officer=officer, authority=facts.authority, viewer=request.user, today=facts.today
        )
        letter = as_fragment(sending.letter, pictures=sending.order.officer.pictures)
        to = sending.to.name
    except DomainError as error:
        problem = problem or error.message
    context = {
        "letter": letter,
        "to": to,
        "problem": problem,
        "form": form,
        "asks_again": asks_again,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
    }
    return render(request, "papers/chase.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def without(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Choose what is done with papers missing, and say why."""
    facts = read(request, review_id)
    by = facts.adjourn_by
    initial = {"choice": facts.choice.choice, "reason": facts.choice.reason} if facts.choice else {}
    form = WithoutForm(request.POST or None, initial=initial, limit=dates.long(by.due_on) if by else "")
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.choose_without_papers(
                review_id=review_id, today=facts.today, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("The choice is kept with the review."))
            adjourn = links.for_user(request.user, "meeting:adjourn", review_id)
            if kept.choice == PapersChoice.Choice.ADJOURN and facts.review.held_on is not None and adjourn:
                return redirect(adjourn)
            return redirect("papers:list", review_id)
    context = {
        "form": form,
        "missing": [name_of(paper) for paper in facts.missing],
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
    }
    return render(request, "papers/without.html.jinja", context)


def _officer(facts: PaperPageFacts) -> Officer | None:
    named = named_iros([facts.review.child_id]).get(facts.review.child_id)
    return officer_of(named.iro, today=facts.today) if named else None


def _tell(request: SignedInRequest, message: Message) -> None:
    if message.state == Message.State.HELD:
        words = _(
            "The letter is in the outbox and held, because e-mail is not set up. The papers are not asked for yet."
        )
        messages.warning(request, words)
        return
    messages.success(request, _("The letter to %(name)s is in the outbox.") % {"name": message.recipient_name})
