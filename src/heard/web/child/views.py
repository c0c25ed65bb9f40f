"""A child's page. Opening it is written to the log of reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.accounts.queries import names_of
from heard.audit import log
from heard.audit.queries import events_of_child, readings_of_child
from heard.caseloads.handover_queries import story_of
from heard.caseloads.officer_records import photo_digests
from heard.caseloads.queries import appointments_of
from heard.children.models import Child
from heard.children.queries import changes_of_child, episodes_of, get_visible, periods_of
from heard.common import clock
from heard.deadlines.queries import diary_of_child
from heard.oversight.queries import changes_at, passed_without_review
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.planning.queries import plan_dates_of
from heard.reviews.queries import changes_of_reviews, reviews_of
from heard.web import links
from heard.web.changes.words import KINDS as CHANGES
from heard.web.child import history as past
from heard.web.child.iro_panel import iro_panel
from heard.web.child.limits_panel import limit_rows
from heard.web.child.presenters import Facts, law_of, next_steps, side_of, top_of
from heard.web.child.review_rows import reviews_of as review_rows
from heard.web.child.timeline import kinds, pills_of, timeline_of
from heard.web.request import SignedInRequest, or_404, permission_required

MOST = 200


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, child_id: int) -> HttpResponse:
    """The overview: where the law stands, what comes next, what happened."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    _opened("child.page", facts, request)
    kind = request.GET.get("t", "all")
    kind = kind if kind in kinds() else "all"
    context = {
        "top": top_of(facts, viewer=request.user, current="show"),
        "law": law_of(facts),
        "steps": next_steps(facts),
        "events": timeline_of(facts, kind=kind),
        "choices": pills_of(request.path, kind=kind),
        "side": side_of(facts),
        "passed": _passed(facts, request),
        "limits": limit_rows(facts, plan_dates_of(child_id)),
        "limits_link": _limits_link(facts, request),
        "iro": iro_panel(
            facts, story_of(child_id), photos=photo_digests(request.user.authority_id), viewer=request.user
        ),
        "name": facts.name,
    }
    return render(request, "child/overview.html.jinja", context)


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def reviews(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Every review of every period."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    _opened("child.reviews", facts, request)
    context = {
        "top": top_of(facts, viewer=request.user, current="reviews"),
        "tab": review_rows(facts, viewer=request.user, changes=changes_at(one.pk for one in facts.reviews)),
        "name": facts.name,
    }
    return render(request, "child/reviews.html.jinja", context)


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def history(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Who changed what, and for those who may see the log, who opened it."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    _opened("child.history", facts, request)
    authority_id = request.user.authority_id
    events = events_of_child(child_id, authority_id=authority_id, most=MOST)
    changes = [*changes_of_child(facts.child), *changes_of_reviews(child_id)]
    audits = request.user.may(Permission.AUDIT_VIEW)
    readings = readings_of_child(child_id, authority_id=authority_id, most=MOST) if audits else []
    names = names_of(past.people_in(events, changes, readings), authority_id=authority_id)
    context = {
        "top": top_of(facts, viewer=request.user, current="history"),
        "lines": past.lines_of(events, changes, names, facts.nation)[:MOST],
        "readings": past.reading_lines(readings, names),
        "audits": audits,
        "most": MOST,
        "name": facts.name,
    }
    return render(request, "child/history.html.jinja", context)


def facts_of(request: SignedInRequest, child: Child) -> Facts:
    """Read all that the pages about one child show, in six queries."""
    return Facts(
        child=child,
        authority=request.user.authority,
        today=clock.today(),
        periods=periods_of(child),
        episodes=episodes_of(child),
        reviews=reviews_of(child.pk),
        diary=diary_of_child(child.pk),
        appointments=appointments_of(child.pk),
    )


def _passed(facts: Facts, request: SignedInRequest) -> tuple[str, ...]:
    """What the law wants reviewed first, whose planned day has passed without a review, in words."""
    found = passed_without_review([facts.child.pk], nation=facts.nation, today=facts.today)
    text = _("%(change)s: planned for %(day)s")
    return tuple(
        text % {"change": CHANGES[one.kind], "day": dates.plain(one.happens_on)} for one in found if one.happens_on
    )


def _limits_link(facts: Facts, request: SignedInRequest) -> Link | None:
    """The way to all dates of planning, for those who may open it."""
    href = links.for_user(request.user, "between:show", facts.child.pk)
    return Link(text=_("All dates"), href=href) if href else None


def _opened(what: str, facts: Facts, request: SignedInRequest) -> None:
    log.read(what, authority_id=request.user.authority_id, by=request.user.pk, child_id=facts.child.pk)
