"""The page of a review, and why each of its dates is that date. Opening it is written to the log of reads."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.reviews.life.values import Key
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, permission_required
from heard.web.review import page, reason
from heard.web.review.facts import read


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, review_id: int) -> HttpResponse:
    """One review through its life: each step with its clock, owner and state."""
    facts = read(request, review_id)
    log.read("review.page", authority_id=request.user.authority_id, by=request.user.pk, child_id=facts.review.child_id)
    context = {
        "page": page.page_of(facts, viewer=request.user),
        "crumbs": trail_of(facts.of_child.child, reviews=True),
    }
    return render(request, "review/show.html.jinja", context)


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def why(request: SignedInRequest, review_id: int, step: str) -> HttpResponse:
    """The reason of one step's date, in full."""
    facts = read(request, review_id)
    found = next((one for one in facts.all_steps if one.key.value == step), None)
    if step not in set(Key) or found is None:
        raise Http404
    log.read(
        "review.reason", authority_id=request.user.authority_id, by=request.user.pk, child_id=facts.review.child_id
    )
    context = {
        "page": reason.page_of(found, facts),
        "crumbs": (*trail_of(facts.of_child.child, reviews=True), page.crumb_of(facts)),
    }
    return render(request, "reasons/show.html.jinja", context)
