"""Children with whom no direct contact of an IRO is recorded for long (the list behind M28)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.queries import children_of
from heard.children.queries import visible_to
from heard.common import clock
from heard.oversight.queries import QUIET_AFTER_MONTHS, Quiet, quiet_children
from heard.pages.presenters import dates
from heard.web.request import SignedInRequest, permission_required

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One child."""

    name: str
    href: str
    last: str


@require_safe
@permission_required(Permission.WORKLIST_OWN)
def show(request: SignedInRequest) -> HttpResponse:
    """The children of the viewer; of the whole service for those who see it."""
    today, viewer = clock.today(), request.user
    whole = viewer.may(Permission.SERVICE_VIEW)
    found = quiet_children(visible_to(viewer) if whole else children_of(viewer, viewer=viewer), today=today)
    log.read("quiet.page", authority_id=viewer.authority_id, by=viewer.pk, children=min(len(found), MOST))
    context = {
        "rows": [_row(one) for one in found[:MOST]],
        "count": len(found),
        "most": MOST,
        "months": QUIET_AFTER_MONTHS,
        "whole": whole,
    }
    return render(request, "between/quiet.html.jinja", context)


def _row(one: Quiet) -> Row:
    if one.last_on:
        last = _("Last contact %(day)s") % {"day": dates.plain(one.last_on)}
    else:
        last = _("None recorded; looked after since %(day)s") % {"day": dates.plain(one.since)}
    return Row(name=one.child.shown_name, href=reverse("between:show", args=[one.child.pk]), last=last)
