"""The ledger: every decision of the viewer's children, kept until it is done."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.deadlines.queries import of_reviews
from heard.reviews.decisions.ledger import counts
from heard.reviews.decisions.ledger import ledger as decisions_wanted
from heard.reviews.decisions.queries import line_of, waiting_for
from heard.reviews.report.queries import reports_to_sign, reports_to_write
from heard.web import downloads
from heard.web.decisions import ledger_page
from heard.web.decisions.asked import Asked
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required

A_PAGE = 50


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def ledger(request: SignedInRequest) -> HttpResponse:
    """Show the decisions that the address asks for, with what each choice of the filter holds."""
    viewer, today, asked = request.user, clock.today(), Asked.of(request.GET, request.user)
    rows = decisions_wanted(viewer, asked.wanted(today))
    page_of = page_asked(request.GET, count=rows.count(), size=A_PAGE)
    found = [line_of(row, viewer=viewer, today=today) for row in rows[page_of.offset : page_of.offset + page_of.size]]
    log.read(
        "decisions.page",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        children=len({line.decision.child_id for line in found}),
    )
    page = ledger_page.page_of(
        found,
        asked=asked,
        counts=counts(viewer, asked.wanted(today)),
        waiting=waiting_for(viewer, today=today) if viewer.may(Permission.DECISION_ANSWER) else [],
        reports=reports_to_sign(viewer),
        unwritten=reports_to_write(viewer, today=today),
        viewer=viewer,
        numbers=of_reviews({line.decision.review_id for line in found}),
        page=page_of,
        path=request.path,
    )
    template = "decisions/filter.html.jinja" if request.GET.get("filter") else "decisions/ledger.html.jinja"
    return render(request, template, {"page": page})


@require_safe
@permission_required(Permission.CHILDREN_EXPORT)
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """Give the list as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer, today = request.user, clock.today()
    asked = Asked.of(request.GET, viewer)
    lines = [line_of(row, viewer=viewer, today=today) for row in decisions_wanted(viewer, asked.wanted(today))]
    numbers = of_reviews({line.decision.review_id for line in lines})
    log.read(
        f"decisions.{form}",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        children=len({line.decision.child_id for line in lines}),
    )
    cells = [ledger_page.cells(line, numbers=numbers) for line in lines]
    return downloads.answer(form, f"decisions-{today.isoformat()}", ledger_page.file_heads(), cells)
