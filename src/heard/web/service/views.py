"""The service's day, and the children for whom nobody is named."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.caseload import team_on
from heard.common import clock
from heard.deadlines import lists, measures
from heard.deadlines.queries import due_by_week
from heard.web.frame import last_import
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required
from heard.web.service import day, morning, presenters
from heard.web.service.open_steps import late_counts

SHOWN = 8
WEEKS = 12
A_PAGE = 50


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """This will show what the service must do today, and how it stands."""
    viewer, now = request.user, clock.today()
    year = measures.financial_year(today=now)
    quarter = day.quarter_of(now)
    found = day.Found(
        pulse=lists.pulse(viewer, today=now, year_began=year.first),
        waiting=lists.without_iro(viewer, limit=SHOWN),
        imported=last_import(request),
        months=measures.reviews_by_month(viewer.authority_id, year),
        children=measures.children_in_time(viewer.authority_id, year),
        weeks=due_by_week(viewer, first_monday=now - timedelta(days=now.weekday()), weeks=WEEKS),
        late=list(
            measures.reviews_listed(viewer, quarter, outcomes=("late",), streams=measures.CHAINS)[:SHOWN],
        ),
        caseloads=lists.caseload_table(viewer.authority_id, today=now),
        steps_late=late_counts(viewer, today=now),
        team=team_on(viewer.authority_id, viewer.authority.nation, on=now),
    )
    page = day.day_page(found, viewer=viewer, today=now, year=year, quarter=quarter)
    log.read(
        "service.today", authority_id=viewer.authority_id, by=viewer.pk, children=len(found.waiting) + len(found.late)
    )
    return render(request, "service/today.html.jinja", {"page": page})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def without_iro(request: SignedInRequest) -> HttpResponse:
    """This will list the children without an IRO who may act: vacancies, then those for whom nobody is named yet."""
    viewer, now = request.user, clock.today()
    pulse = lists.pulse(viewer, today=now, year_began=measures.financial_year(today=now).first)
    asked = page_asked(request.GET, count=pulse.without_iro, size=A_PAGE)
    waiting = lists.without_iro(viewer, offset=asked.offset, limit=A_PAGE)
    vacant = morning.vacant(viewer, today=now)
    first = morning.first_suggestions(viewer, waiting, vacant, today=now)
    log.read("service.without_iro", authority_id=viewer.authority_id, by=viewer.pk, children=len(waiting) + len(vacant))
    context = {
        "gone": morning.vacancy_rows(vacant, first, viewer=viewer, today=now),
        "rows": morning.morning_rows(waiting, first, viewer=viewer, today=now),
        "duty": morning.duty_of(viewer.authority.nation),
        "may_name": viewer.may(Permission.IRO_APPOINT),
        "tabs": presenters.tabs(viewer, "service:without_iro", waiting=pulse.without_iro + len(vacant)),
        "pages": asked.links(request.path, {}),
    }
    return render(request, "service/without_iro.html.jinja", context)
