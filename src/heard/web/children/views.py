"""The list of children, its files, and the search of the header, which leads here."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.accounts.queries import reviewing_officers, teams_of
from heard.audit import log
from heard.children.models import Child
from heard.common import clock
from heard.deadlines.register import Line, lines, register
from heard.web import downloads
from heard.web.children import presenters
from heard.web.children.asked import Asked
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required

A_PAGE = 50
AT_ONCE = 2_000


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def children(request: SignedInRequest) -> HttpResponse:
    """This will list children; a search that finds one child alone goes to the child."""
    viewer, today, asked = request.user, clock.today(), Asked.of(request.GET)
    rows = register(viewer, asked.wanted(today))
    page_of = page_asked(request.GET, count=rows.count(), size=A_PAGE)
    shown = list(rows[page_of.offset : page_of.ends])
    if asked.is_bare_search and page_of.count == 1 and shown:
        return redirect("child:show", shown[0].pk)
    page = presenters.children_page(
        lines(shown),
        asked=asked,
        choices=presenters.Choices(
            officers=tuple(reviewing_officers(viewer.authority_id)), teams=tuple(teams_of(viewer.authority_id))
        ),
        viewer=viewer,
        today=today,
        page=page_of,
        path=request.path,
    )
    if "filter" in request.GET:  # a page of its own where the screen is narrow
        return render(request, "children/filter.html.jinja", {"page": page})
    log.read("children.list", authority_id=viewer.authority_id, by=viewer.pk, children=len(shown))
    return render(request, "children/list.html.jinja", {"page": page})


@permission_required(Permission.CHILDREN_EXPORT)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the whole filtered list as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer, today = request.user, clock.today()
    rows = register(viewer, Asked.of(request.GET).wanted(today))
    cells = [presenters.cells(line, nation=viewer.authority.nation) for line in _in_parts(rows)]
    log.read(f"children.{form}", authority_id=viewer.authority_id, by=viewer.pk, children=len(cells))
    return downloads.answer(form, f"children-{today.isoformat()}", presenters.file_heads(), cells)


def _in_parts(rows: QuerySet[Child]) -> Iterator[Line]:
    """Read the care of many children in parts, so that no statement grows beyond measure."""
    found = list(rows)
    for start in range(0, len(found), AT_ONCE):
        yield from lines(found[start : start + AT_ONCE])
