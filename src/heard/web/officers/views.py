"""The officers of the service: the list, one officer, a photo, the sheet for young people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.caseloads import officer_records, team
from heard.caseloads.carrying import loads
from heard.caseloads.settings import settings_of
from heard.common import clock
from heard.web.officers import list_page, parts, sheet_page, show_page
from heard.web.officers.access import officer_asked
from heard.web.officers.affected import just_found
from heard.web.request import SignedInRequest, or_404, permission_required

A_DAY_OF_SECONDS = 86_400


@permission_required(Permission.IRO_APPOINT)
@require_safe
def officers(request: SignedInRequest) -> HttpResponse:
    """This will list the officers, with what the manager must look at."""
    authority, today = request.user.authority, clock.today()
    found = team.officers(authority.pk, on=today)
    days = settings_of(authority.pk).registration_warning_days
    page = list_page.list_page(
        list_page.Found(
            officers=found,
            notices=team.notices_of(found, authority.nation, today=today, warning_days=days),
            loads=loads(authority.pk, on=today),
        ),
        sorted_by=request.GET.get("sort", "name"),
        path=request.path,
        today=today,
    )
    context = {"page": page, "tabs": parts.tabs(request.user, "officers:list"), "affected": just_found(request)}
    return render(request, "officers/list.html.jinja", context)


@permission_required(Permission.WORKLIST_OWN)
@require_safe
def show(request: SignedInRequest, user_id: int) -> HttpResponse:
    """This will show everything recorded of an officer, to the manager and to the officer."""
    officer, today = officer_asked(request, user_id), clock.today()
    authority = request.user.authority
    record = or_404(officer_records.record_of, officer.pk, viewer=request.user, on=today)
    days = settings_of(authority.pk).registration_warning_days
    notices = team.notices_of([record.officer], authority.nation, today=today, warning_days=days)
    context = {
        "page": show_page.show_page(record, notices, viewer=request.user, today=today),
        "crumbs": parts.trail(request.user),
        "affected": just_found(request),
    }
    return render(request, "officers/show.html.jinja", context)


@permission_required(Permission.RULES_VIEW)
@require_safe
def photo(request: SignedInRequest, user_id: int) -> HttpResponse:
    """This will give the photo of an officer to everybody of the authority who is signed in."""
    found = or_404(officer_records.photo_of, user_id, authority_id=request.user.authority_id)
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Cache-Control"] = f"private, max-age={A_DAY_OF_SECONDS}"  # the address changes with the photo
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@permission_required(Permission.REVIEW_ARRANGE)
@require_safe
def sheet(request: SignedInRequest) -> HttpResponse:
    """This will show the officers as young people are to see them, to be printed."""
    authority, today = request.user.authority, clock.today()
    page = sheet_page.sheet_page(
        team.officers(authority.pk, on=today), officer_records.photo_digests(authority.pk), authority=authority
    )
    return render(
        request, "officers/sheet.html.jinja", {"page": page, "tabs": parts.tabs(request.user, "officers:sheet")}
    )
