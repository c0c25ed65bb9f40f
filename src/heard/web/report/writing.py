"""Writing a social work report: the page, and what the browser saves by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence.records.report import LAST_DECISIONS
from heard.law import Nation
from heard.pages.presenters import dates
from heard.reviews.models import ReportSection
from heard.reviews.report import actions
from heard.reviews.report.content import report_content_of
from heard.reviews.report.headings import ReportHeading, headings_for
from heard.reviews.report.queries import report_sections_of
from heard.reviews.writing import WrittenMeanwhile, as_kept
from heard.web.child.limits_panel import KINDS as PLANS
from heard.web.record.editor import Earlier, earlier_row
from heard.web.record.words import STATES
from heard.web.report.scene import Scene, crumbs, language, read
from heard.web.report.state import state_words
from heard.web.request import SignedInRequest, permission_required
from heard.web.writing import Theirs, saved_words, theirs_of, version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading on the page. `theirs` is there when two people wrote at once; `earlier` stands where what became of
    the last decisions is told."""

    key: str
    number: int
    title: str
    hint: str
    state: str
    state_words: str
    words: str
    version: int
    saved: str
    earlier: tuple[Earlier, ...] | None
    theirs: Theirs | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_PREPARE)
def write(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the report and keep what was written under every heading; where somebody else wrote too, show both."""
    scene = read(request, review_id)
    if not scene.seen.writes:
        return _kept_back(request, scene) if request.method == "POST" else _closed(request, scene)
    if request.method != "POST":
        log.read(
            "review.report", authority_id=request.user.authority_id, by=request.user.pk, child_id=scene.review.child_id
        )
        return _page(request, scene, typed={})
    try:
        meanwhile = _save_all(request, scene)
    except NotPermitted:
        raise
    except DomainError:
        return _kept_back(request, read(request, review_id))
    if meanwhile:
        return _page(request, scene, typed=meanwhile)
    if "give" in request.POST:
        return _give(request, scene)
    messages.success(request, _("The report is saved."))
    return redirect("report:write", review_id)


@require_POST
@permission_required(Permission.REVIEW_PREPARE)
def save(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep what is written under one heading, and answer with what changes on the page."""
    scene, key = read(request, review_id), request.POST.get("heading", "")
    headings = {one.key: (number, one) for number, one in enumerate(_headings(scene), start=1)}
    if not scene.seen.is_worker or key not in headings:
        return _closed(request, scene)
    meanwhile = False
    try:
        _save(request, scene, key)
    except NotPermitted:
        raise
    except WrittenMeanwhile:
        meanwhile = True
    except DomainError as error:
        return HttpResponseBadRequest(error.message)
    section = report_sections_of(scene.review).get(key)
    context = {
        "part": _part(*headings[key], section, earlier=()),
        "theirs": theirs_of(section) if meanwhile and section else None,
        "saved": "" if meanwhile else saved_words(section),
    }
    answer = render(request, "report/saved.html.jinja", context)
    if not meanwhile:
        answer["HX-Trigger"] = json.dumps({"heard:saved": {"heading": key}})
    return answer


def _closed(request: SignedInRequest, scene: Scene) -> HttpResponse:
    words = state_words(scene.seen) if scene.seen.is_worker else actions.NotItsSocialWorker().message
    messages.warning(request, words)
    return redirect("report:show", scene.review.pk)


def _kept_back(request: SignedInRequest, scene: Scene) -> HttpResponse:
    """Show what was typed when the report could not be changed any more, so that no word is lost."""
    kept = {key: section.words for key, section in report_sections_of(scene.review).items()}
    typed = [
        (one.title(language()), words)
        for one in _headings(scene)
        if (words := as_kept(request.POST.get(f"words-{one.key}", ""))) and words != kept.get(one.key, "")
    ]
    if not typed or not scene.seen.is_worker:
        return _closed(request, scene)
    context = {"state": state_words(scene.seen), "typed": typed, "crumbs": crumbs(scene.review, report=True)}
    return render(request, "report/kept_back.html.jinja", context)


def _give(request: SignedInRequest, scene: Scene) -> HttpResponse:
    try:
        actions.give_report(review_id=scene.review.pk, today=scene.today, by=request.user)
    except NotPermitted:
        raise
    except DomainError as error:
        messages.warning(request, error.message)
        return redirect("report:write", scene.review.pk)
    messages.success(request, _("The report is with the team manager. It has come when it is signed."))
    return redirect("report:show", scene.review.pk)


def _headings(scene: Scene) -> tuple[ReportHeading, ...]:
    return headings_for(Nation(scene.review.authority.nation))


def _save_all(request: SignedInRequest, scene: Scene) -> dict[str, str]:
    """This will save every heading; gives what was typed under those that somebody else saved meanwhile."""
    meanwhile: dict[str, str] = {}
    for heading in _headings(scene):
        if f"version-{heading.key}" not in request.POST:
            continue
        try:
            _save(request, scene, heading.key)
        except WrittenMeanwhile:
            meanwhile[heading.key] = request.POST.get(f"words-{heading.key}", "")
    return meanwhile


def _save(request: SignedInRequest, scene: Scene, key: str) -> ReportSection:
    return actions.write_report(
        review_id=scene.review.pk,
        heading=key,
        words=request.POST.get(f"words-{key}", ""),
        version=version_of(request.POST.get(f"version-{key}", "")),
        today=scene.today,
        by=request.user,
    )


def _page(request: SignedInRequest, scene: Scene, *, typed: Mapping[str, str]) -> HttpResponse:
    content, sections = report_content_of(scene.review), report_sections_of(scene.review)
    last = max(sections.values(), key=lambda one: one.saved_at, default=None)
    earlier = tuple(earlier_row(row) for row in content.earlier)
    context = {
        "name": scene.name,
        "parts": [
            _part(number, one, sections.get(one.key), earlier=earlier, typed=typed.get(one.key))
            for number, one in enumerate(_headings(scene), start=1)
        ],
        "saved": saved_words(last),
        "asked": scene.seen.last if scene.seen.last and scene.seen.last.reason else None,
        "asked_words": state_words(scene.seen),
        "known": [
            (str(PLANS[kind]), dates.plain(date.fromisoformat(on))) for kind, on in content.done if kind in PLANS
        ],
        "save_href": reverse("report:save", args=[scene.review.pk]),
        "draft_key": f"{request.user.pk}:report-{scene.review.pk}",
        "here": request.path,
        "crumbs": crumbs(scene.review, report=True),
    }
    return render(request, "report/write.html.jinja", context)


def _part(
    number: int,
    heading: ReportHeading,
    section: ReportSection | None,
    *,
    earlier: tuple[Earlier, ...],
    typed: str | None = None,
) -> Part:
    kept = section.words if section else ""
    state = "written" if kept else "empty"
    return Part(
        key=heading.key,
        number=number,
        title=heading.title(language()),
        hint=heading.hint(language()),
        state=state,
        state_words=str(STATES[state]),
        words=kept if typed is None else typed,
        version=section.version if section else 0,
        saved=saved_words(section),
        earlier=earlier if heading.key == LAST_DECISIONS else None,
        theirs=theirs_of(section) if typed is not None and section else None,
    )
