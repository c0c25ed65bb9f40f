"""What somebody answered: read by those who may, entered by the service."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.reviews.models import Invitation
from heard.reviews.preparation import inviting_actions as actions
from heard.reviews.preparation.answers import may_read
from heard.reviews.preparation.questions import audience_of, questions_for, words_of
from heard.web.inviting.facts import PeopleFacts, crumbs_of, note_reading, read
from heard.web.inviting.forms import COMING, OPEN_TO, WAYS, AnswerForm
from heard.web.request import SignedInRequest, any_permission_required, permission_required

FIELD_OF: dict[type[DomainError], str] = {actions.SentInFuture: "on", actions.AnswerNeedsWay: "by"}


@require_safe
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def answer(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """One answer. Whoever may not read it gets no such page, once it was given."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    if row.answered_on is None:
        messages.warning(request, _("%(name)s has not answered yet.") % {"name": row.party.shown_name})
        return redirect("inviting:people", review_id)
    _refuse_unread(row, facts)
    return _shown(request, facts, row)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def enter(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """Enter an answer, or change one; one that the viewer may not read cannot be changed either."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    _refuse_unread(row, facts)
    return _entered(request, facts, row)


def _refuse_unread(row: Invitation, facts: PeopleFacts) -> None:
    if row.answered_on is not None and not may_read(row, viewer=facts.viewer, iro_id=facts.iro_id):
        raise Http404


def _shown(request: SignedInRequest, facts: PeopleFacts, row: Invitation) -> HttpResponse:
    note_reading(request, "review.answer", facts.review)
    audience = _audience(facts, row)
    assert row.answered_on is not None
    about = [
        Pair(label=_("Answered"), value=dates.long(row.answered_on)),
        Pair(label=_("How"), value=str(WAYS[Invitation.AnsweredBy(row.answered_by)])),
        Pair(label=_("Coming"), value=str(COMING[Invitation.Coming(row.coming)])),
    ]
    if row.wants_separate_talk:
        about.append(Pair(label=_("Wishes"), value=_("To talk with the IRO on their own")))
    if audience.startswith("child"):
        others = ", ".join(str(OPEN_TO[Invitation.OpenTo(one)]) for one in row.open_to)
        about.append(Pair(label=_("May know it beside the IRO"), value=others or _("Nobody")))
    context = {
        "person": row.party.shown_name,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
        "about": about,
        "said": [
            (words_of(key, audience, row.party.language), told.splitlines()) for key, told in _in_order(row, audience)
        ],
        "change": reverse("inviting:enter", args=[facts.review.pk, row.pk]) if facts.may_arrange else "",
    }
    return render(request, "inviting/answer_shown.html.jinja", context)


def _entered(request: SignedInRequest, facts: PeopleFacts, row: Invitation) -> HttpResponse:
    initial: dict[str, Any] = {
        "version": row.version,
        "by": row.answered_by,
        "coming": row.coming,
        "open_to": row.open_to,
    }
    initial |= {"separate": row.wants_separate_talk, **{f"q_{key}": words for key, words in row.answers.items()}}
    if row.answered_on is not None:
        initial["on"] = row.answered_on
    form = _form(request.POST or None, facts, row, initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_answer(
                invitation_id=row.pk,
                answered=form.answered,
                version=form.cleaned_data["version"] or 0,
                today=facts.today,
                by=request.user,
            )
        except ChangedMeanwhile as error:
            row.refresh_from_db()
            form = _form(form.again(row.version).data, facts, row)
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("The answer of %(name)s is kept.") % {"name": row.party.shown_name})
            return redirect("inviting:people", facts.review.pk)
    context = {"form": form, "person": row.party.shown_name, "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/answer.html.jinja", context)


def _form(data: Any, facts: PeopleFacts, row: Invitation, initial: Any = None) -> AnswerForm:
    party = row.party
    return AnswerForm(
        data,
        questions=questions_for(_audience(facts, row)),
        language=party.language,
        kind=party.kind,
        today=facts.today,
        initial=initial,
    )


def _audience(facts: PeopleFacts, row: Invitation) -> str:
    return audience_of(row.party.kind, born_on=facts.review.child.born_on, on=facts.day or facts.today)


def _in_order(row: Invitation, audience: str) -> list[tuple[str, str]]:
    """The answers in the order of the questions; those to questions that are asked no more come last."""
    keys = [question.key for question in questions_for(audience)]
    order = sorted(row.answers, key=lambda key: (keys.index(key) if key in keys else len(keys), key))
    return [(key, row.answers[key]) for key in order]
