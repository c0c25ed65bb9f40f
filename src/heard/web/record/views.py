"""Writing a record: the page, and what the browser saves by itself."""

import json
from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.models import Nation
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence.distribution import Papers
from heard.reviews.listening.queries import shared_to_all
from heard.reviews.models import WRITTEN, RecordSection, Review
from heard.reviews.queries import get_visible
from heard.reviews.record import actions as record_actions
from heard.reviews.record import queries as record_queries
from heard.reviews.writing import WrittenMeanwhile
from heard.web.record.editor import editor_of, limits_of, pane_of, part_of
from heard.web.record.scene import not_held, papers_for, trail
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.writing import saved_words, theirs_of, version_of

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def write(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the record and keep what was written under every heading; where somebody else wrote too, show both."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None or review.state != Review.State.HELD:
        return not_held(request, review)
    today = clock.today()
    if request.method != "POST":
        log.read("record", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
        return _page(request, review, today=today)
    meanwhile = _save_all(request, review, today=today)
    if meanwhile:
        return _page(request, review, today=today, typed=meanwhile)
    messages.success(request, _("The record is saved."))
    return redirect("record:write", review.pk)


@require_POST
@permission_required(Permission.REVIEW_RECORD)
def save(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep what is written under one heading and answer with what changes on the page: the time, the mark, the
    letter."""
    review = or_404(get_visible, review_id, viewer=request.user)
    heading = request.POST.get("heading", "")
    if review.held_on is None:
        return not_held(request, review)
    if heading not in WRITTEN:
        return HttpResponseBadRequest(record_actions.UnknownHeading().message)
    today, meanwhile = clock.today(), False
    try:
        _save(request, review, heading, today=today)
    except NotPermitted:
        raise
    except WrittenMeanwhile:
        meanwhile = True
    except DomainError as error:
        return HttpResponseBadRequest(error.message)
    return _saved(request, review, heading, meanwhile=meanwhile, today=today)


def _saved(request: SignedInRequest, review: Review, heading: str, *, meanwhile: bool, today: date) -> HttpResponse:
    sections = record_queries.sections_of(review)
    section, papers = sections.get(heading), papers_for(request, review, today=today)
    context = {
        "part": part_of(heading, section, papers.content),
        "theirs": theirs_of(section) if meanwhile and section else None,
        "saved": "" if meanwhile else saved_words(section),
        "pane": pane_of(papers),
    }
    answer = render(request, "record/saved.html.jinja", context)
    if not meanwhile:
        answer["HX-Trigger"] = json.dumps({"heard:saved": {"heading": heading}})
    return answer


def _page(
    request: SignedInRequest, review: Review, *, today: date, typed: Mapping[str, tuple[str, str]] | None = None
) -> HttpResponse:
    papers = papers_for(request, review, today=today)
    editor = editor_of(
        review,
        papers,
        record_queries.sections_of(review),
        user_id=request.user.pk,
        shared=shared_to_all(review.pk),
        limits=limits_of(review, authority=request.user.authority, name=papers.greeting, today=today),
        typed=typed,
        language=request.GET.get("letter", ""),
    )
    context = {
        "page": editor,
        "crumbs": trail(review, record=False),
        "send_to": _next(papers),
        "send_href": reverse("record:send", args=[review.pk]),
        "here": request.path,
        "no_limit": request.user.authority.nation == Nation.WALES,
    }
    return render(request, "record/write.html.jinja", context)


def _next(papers: Papers) -> bool:
    """Whether there is something that can be given out."""
    ready = papers.signed is not None or papers.own.checked
    return ready and papers.review.completed_on is not None


def _save_all(request: SignedInRequest, review: Review, *, today: date) -> dict[str, tuple[str, str]]:
    """This will save every heading; gives what was typed under those that somebody else saved meanwhile."""
    meanwhile: dict[str, tuple[str, str]] = {}
    for heading in WRITTEN:
        if f"version-{heading}" not in request.POST:
            continue
        try:
            _save(request, review, heading, today=today)
        except WrittenMeanwhile:
            meanwhile[heading] = _typed(request, heading)
    return meanwhile


def _save(request: SignedInRequest, review: Review, heading: str, *, today: date) -> RecordSection:
    words, letter_words = _typed(request, heading)
    return record_actions.save_section(
        review_id=review.pk,
        heading=heading,
        words=words,
        letter_words=letter_words,
        version=version_of(request.POST.get(f"version-{heading}", "")),
        today=today,
        by=request.user,
    )


def _typed(request: HttpRequest, heading: str) -> tuple[str, str]:
    return request.POST.get(f"words-{heading}", ""), request.POST.get(f"letter-{heading}", "")
