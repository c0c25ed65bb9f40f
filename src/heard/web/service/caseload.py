"""Caseloads: the table of the service, and the cases behind its numbers."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import names_of
from heard.audit import log
from heard.caseloads.caseload import team_on
from heard.caseloads.settings import guidance, settings_of
from heard.common import clock
from heard.law.calendar_dates import add_months
from heard.reporting.carried import averages_on, cases_listed, ends_of_last_months
from heard.web import downloads
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required
from heard.web.service import caseload_children, caseload_page
from heard.web.service.caseload_children import Asked

A_PAGE = 50
A_YEAR = 12  # months


def _found(viewer: User, today: date) -> caseload_page.Found:
    authority = viewer.authority
    settings = settings_of(authority.pk)
    return caseload_page.Found(
        now=team_on(authority.pk, authority.nation, on=today),
        year_ago=team_on(authority.pk, authority.nation, on=add_months(today, -A_YEAR)),
        months=averages_on(authority.pk, ends_of_last_months(today)),
        chairs=settings.chairs_conferences,
        guidance=guidance(authority.nation, settings),
    )


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """This will show what everybody carries; no child stands on this page."""
    page = caseload_page.caseload_page(_found(request.user, clock.today()), viewer=request.user)
    return render(request, "service/caseload.html.jinja", {"page": page})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the table as a file."""
    if form not in downloads.FORMS:
        raise Http404
    today = clock.today()
    found = _found(request.user, today)
    log.read(f"service.caseload.{form}", authority_id=request.user.authority_id, by=request.user.pk, children=0)
    heads = caseload_page.heads(chairs=found.chairs)
    return downloads.answer(form, f"caseload-{today.isoformat()}", heads, caseload_page.cells(found))


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def children(request: SignedInRequest) -> HttpResponse:
    """This will list the cases behind a number."""
    viewer, today = request.user, clock.today()
    chairs = settings_of(viewer.authority_id).chairs_conferences
    asked = Asked.of(request.GET, known=tuple(caseload_page.streams(chairs=chairs)))
    rows = cases_listed(viewer, on=today, officer_id=asked.officer_id, streams=asked.streams)
    page_of = page_asked(request.GET, count=len(rows), size=A_PAGE)
    shown = rows[page_of.offset : page_of.ends]
    page = caseload_children.cases_page(
        shown, viewer=viewer, asked=asked, officer=_officer(viewer, asked), page=page_of, today=today, chairs=chairs
    )
    log.read("service.caseload", authority_id=viewer.authority_id, by=viewer.pk, children=len(shown))
    return render(request, "service/caseload_children.html.jinja", {"page": page})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def export_children(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the cases behind a number as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer, today = request.user, clock.today()
    require(viewer, Permission.CHILDREN_EXPORT, authority_id=viewer.authority_id)
    words = caseload_page.streams(chairs=settings_of(viewer.authority_id).chairs_conferences)
    asked = Asked.of(request.GET, known=tuple(words))
    rows = cases_listed(viewer, on=today, officer_id=asked.officer_id, streams=asked.streams)
    log.read(f"service.caseload_children.{form}", authority_id=viewer.authority_id, by=viewer.pk, children=len(rows))
    cells = [caseload_children.cells(case, words) for case in rows]
    return downloads.answer(form, f"caseload-children-{today.isoformat()}", caseload_children.heads(), cells)


def _officer(viewer: User, asked: Asked) -> str:
    if asked.officer_id is None:
        return ""
    return names_of([asked.officer_id], authority_id=viewer.authority_id).get(asked.officer_id, "")
