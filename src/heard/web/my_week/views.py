"""An IRO's week; somebody who runs the service may look at another's."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import officer_of
from heard.audit import log
from heard.caseloads.queries import appointments_of_iro, caseload_of, children_of
from heard.caseloads.vacancies import to_answer
from heard.common import clock
from heard.deadlines.lists import Owed, owed_with_bookings
from heard.reviews.booking.queries import booked_between
from heard.reviews.life.open_matters import open_matters
from heard.reviews.life.open_reviews import open_steps, overdue_decisions
from heard.web import downloads
from heard.web.meeting.to_tell import children_to_tell
from heard.web.my_week import presenters, rows, strip
from heard.web.my_week.between_panel import between_panel
from heard.web.request import SignedInRequest, or_404, permission_required

AHEAD = timedelta(weeks=4)
NEW = timedelta(days=14)


@permission_required(Permission.WORKLIST_OWN)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will show what is owed and booked for the children of one IRO."""
    today = clock.today()
    iro = _whose(request)
    named = appointments_of_iro(iro, viewer=request.user)
    children = {one.child_id: one.child for one in named}
    owed = owed_with_bookings(children, until=today + AHEAD)
    asked = rows.Asked.of(request.GET)
    first, last = strip.days_of(today)
    page = presenters.week_page(
        asked=asked,
        people=presenters.Who(viewer=request.user, iro=iro, today=today),
        found=presenters.Found(
            owed=_rows(request.user, owed, today),
            booked=list(booked_between(first, last, children=children)),
            new=[one for one in named if one.appointed_on >= today - NEW],
            caseload=caseload_of(iro),
            steps=open_steps(children, authority=request.user.authority, today=today, until=today + AHEAD),
            overdue=overdue_decisions(children, today=today),
            matters=open_matters(children),
            to_answer=to_answer(iro) if iro.pk == request.user.pk else (),
        ),
        path=request.path,
    )
    between = between_panel(children, nation=request.user.authority.nation, today=today)
    log.read("my_week.page", authority_id=request.user.authority_id, by=request.user.pk, children=page.children_read)
    to_tell = children_to_tell(request.user) if iro.pk == request.user.pk else ()
    return render(request, "my_week/show.html.jinja", {"page": page, "between": between, "to_tell": to_tell})


@permission_required(Permission.WORKLIST_OWN)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the list of the week as a file."""
    if form not in downloads.FORMS:
        raise Http404
    require(request.user, Permission.CHILDREN_EXPORT, authority_id=request.user.authority_id)
    today = clock.today()
    owed = owed_with_bookings(children_of(_whose(request), viewer=request.user), until=today + AHEAD)
    chosen = rows.Asked.of(request.GET).choose(_rows(request.user, owed, today))
    log.read(
        f"my_week.{form}",
        authority_id=request.user.authority_id,
        by=request.user.pk,
        children=len({row.child_id for row in chosen}),
    )
    return downloads.answer(form, f"my-week-{today.isoformat()}", rows.heads(), [row.cells() for row in chosen])


def _whose(request: SignedInRequest) -> User:
    """The IRO who is asked for; another's week is for those who see the service."""
    asked = request.GET.get("iro", "")
    if not asked or asked == str(request.user.pk):
        return request.user
    require(request.user, Permission.SERVICE_VIEW, authority_id=request.user.authority_id)
    if not asked.isdecimal():
        raise Http404
    return or_404(officer_of, int(asked), authority_id=request.user.authority_id)


def _rows(viewer: User, owed: list[Owed], today: date) -> list[rows.Row]:
    return [rows.row_of(item, viewer=viewer, today=today) for item in owed]
