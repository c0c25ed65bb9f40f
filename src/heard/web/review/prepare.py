"""The pages that prepare a review: what the child chose, the talk with the social worker, reviews that are joined."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import ChangedMeanwhile, DomainError, NotPermitted
from heard.reviews.days import LongBeforeReview
from heard.reviews.life.values import Key
from heard.reviews.preparation import actions
from heard.reviews.preparation.queries import earlier_choices
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, permission_required
from heard.web.review.chosen import chosen_of, talked
from heard.web.review.facts import ReviewFacts, read
from heard.web.review.forms import ChoicesForm, CombinedForm, SocialWorkerForm
from heard.web.review.page import crumb_of, title_of
from heard.web.review.rows import why_of
from heard.web.review.side import last_time
from heard.web.reviews.forms import VersionedForm

BOTH = ["GET", "HEAD", "POST"]
FIELD_OF: Mapping[type[DomainError], str] = {
    actions.AskedInFuture: "asked_on",
    actions.AskedAfterReview: "asked_on",
    actions.AnsweredBeforeAsked: "answered_on",
    actions.NothingAsked: "asked_about",
    actions.TalkInFuture: "held_on",
    actions.TalkAfterReview: "held_on",
    actions.NobodySpokenWith: "social_worker",
    actions.NothingSaid: "agenda",
    actions.UnknownWay: "how",
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def choices(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep what the child was asked about the review, and what the child chose."""
    facts = read(request, review_id)
    _opened("review.choices_page", facts, request)
    kept = facts.found.choices
    earlier = earlier_choices(facts.review)
    proposed = earlier if request.GET.get("again") else None
    initial = ChoicesForm.initial_of(kept, earlier=proposed)
    form: VersionedForm = ChoicesForm(request.POST or None, name=facts.first_name, initial=initial)
    if request.method == "POST" and form.is_valid():
        assert isinstance(form, ChoicesForm)
        try:
            actions.record_choices(
                review_id=facts.review.pk,
                chose=form.chose,
                today=facts.today,
                by=request.user,
                version=form.cleaned_data["version"] or 0,
            )
        except NotPermitted:
            raise
        except DomainError as error:
            form = _refused(form, error, kept)
        else:
            messages.success(request, _("What %(name)s chose is kept.") % {"name": facts.first_name})
            return redirect("review:show", facts.review.pk)
    context = _context(facts, form) | {
        "before": chosen_of(earlier, today=facts.today) if earlier else None,
        "again": kept is None and proposed is None,
        "now": chosen_of(kept, today=facts.today) if kept and _met_another(form) else None,
    }
    return render(request, "review/choices.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def social_worker(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep the talk of IRO and social worker; last time's decisions stand beside it."""
    facts = read(request, review_id)
    _opened("review.social_worker_page", facts, request)
    kept = facts.found.social_worker
    initial = SocialWorkerForm.initial_of(kept, social_worker=facts.social_worker)
    form: VersionedForm = SocialWorkerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        assert isinstance(form, SocialWorkerForm)
        try:
            actions.record_talk_with_social_worker(
                review_id=facts.review.pk,
                talk=form.talk,
                today=facts.today,
                by=request.user,
                version=form.cleaned_data["version"] or 0,
            )
        except NotPermitted:
            raise
        except DomainError as error:
            form = _refused(form, error, kept)
        else:
            messages.success(request, _("The talk with the social worker is kept."))
            return redirect("review:show", facts.review.pk)
    step = next(one for one in facts.all_steps if one.key is Key.SOCIAL_WORKER)
    context = _context(facts, form) | {
        "why": why_of(step, facts),
        "last": last_time(facts, request.user),
        "now": talked(kept) if kept and _met_another(form) else (),
    }
    return render(request, "review/social_worker.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def combined(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Say which other reviews the same sitting serves."""
    facts = read(request, review_id)
    form = CombinedForm(request.POST or None, initial={"duties": [one.kind for one in facts.found.combined]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.combine(
                review_id=facts.review.pk, duties=form.cleaned_data["duties"], today=facts.today, by=request.user
            )
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The other reviews of this sitting are kept."))
            return redirect("review:show", facts.review.pk)
    return render(request, "review/combined.html.jinja", _context(facts, form))


def _context(facts: ReviewFacts, form: forms.Form) -> dict[str, object]:
    return {
        "form": form,
        "crumbs": (*trail_of(facts.of_child.child, reviews=True), crumb_of(facts)),
        "name": facts.first_name,
        "review": title_of(facts),
    }


def _opened(what: str, facts: ReviewFacts, request: SignedInRequest) -> None:
    log.read(what, authority_id=request.user.authority_id, by=request.user.pk, child_id=facts.review.child_id)


def _refused(form: VersionedForm, error: DomainError, kept: object) -> VersionedForm:
    """Show what the action says at its field. After another's change the form takes up the version that stands now."""
    if isinstance(error, ChangedMeanwhile):
        form = form.again(_version_now(kept))
        form.is_valid()
        form.add_error(None, error.message)
        return form
    field = FIELD_OF.get(type(error))
    if isinstance(error, LongBeforeReview):
        field = "held_on" if "held_on" in form.fields else "asked_on"
    form.add_error(field if field in form.fields else None, error.message)
    return form


def _met_another(form: forms.Form) -> bool:
    """Whether somebody else saved meanwhile: then what they kept stands beside what was typed."""
    return ChangedMeanwhile().message in form.non_field_errors()


def _version_now(kept: object) -> int:
    return int(getattr(kept, "version", 0))
