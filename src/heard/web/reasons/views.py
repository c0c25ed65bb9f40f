"""Why a date is that date, in full."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.deadlines.queries import get_visible, reason_of
from heard.imports.differences import case_system_date
from heard.reviews.booking.queries import booked
from heard.web.child.trail import trail_of
from heard.web.reasons.presenters import Asked, page_of
from heard.web.request import SignedInRequest, or_404, permission_required


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """The reason of one date of the diary."""
    deadline = or_404(get_visible, deadline_id, viewer=request.user)
    authority = request.user.authority
    log.read("reason.page", authority_id=authority.pk, by=request.user.pk, child_id=deadline.child_id)
    page = page_of(
        Asked(
            deadline=deadline,
            authority=authority,
            today=clock.today(),
            reason=reason_of(deadline, nation=authority.nation),
            booking=booked([deadline.child_id]).get(deadline.child_id),
            case_system=case_system_date(deadline),
            may_see_imports=request.user.may(Permission.IMPORT_VIEW),
        )
    )
    context = {"page": page, "crumbs": trail_of(deadline.child, reviews=True)}
    return render(request, "reasons/show.html.jinja", context)
