"""Timeliness: by month and stream, how late and why; and the lists behind the figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.access import require
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.deadlines import measures
from heard.deadlines.measures import CHAINS, FULL_TIME, Span
from heard.web import downloads
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, permission_required
from heard.web.service import figures_page, list_pages

A_PAGE = 50
EARLIEST = 1991  # the Children Act 1989 came into force


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: a financial year, a stream, a month, an outcome, a reason."""

    year: Span
    kept: dict[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str], today: "Span") -> "Asked":
        """This will read the address; what it does not know it leaves out. `today` is the year that runs."""
        year = _year(given.get("year", ""), today)
        kept = {
            "year": "" if year == today else year.label,
            "stream": given.get("stream", "") if given.get("stream", "") in CHAINS else "",
            "month": given.get("month", "") if given.get("month", "") in figures_page.months_of(year) else "",
            "reason": given.get("reason", "") if given.get("reason", "") in list_pages.reasons() else "",
            "show": given.get("show", "") if given.get("show", "") in list_pages.outcomes() else "",
        }
        return cls(year=year, kept=kept)

    @property
    def span(self) -> Span:
        """The year, or the one month of it that was asked for."""
        return figures_page.month_of(self.year, self.kept["month"]) if self.kept["month"] else self.year


def _year(text: str, running: Span) -> Span:
    ends_in = int(text[:4]) + 1 if text[:4].isdecimal() and len(text) == len(running.label) else 0
    if not EARLIEST < ends_in <= running.last.year:
        return running
    return measures.financial_year(today=running.today, ends_in=ends_in)


def _asked(request: SignedInRequest) -> Asked:
    return Asked.of(request.GET, measures.financial_year(today=clock.today()))


@permission_required(Permission.FIGURES_VIEW)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """This will show the figures of one financial year; no child stands on this page."""
    asked, viewer = _asked(request), request.user
    found = figures_page.Found(
        months=measures.reviews_by_month(viewer.authority_id, asked.year),
        children={stream: measures.children_in_time(viewer.authority_id, asked.year, stream) for stream in CHAINS},
        lateness=measures.lateness(viewer.authority_id, asked.year),
    )
    page = figures_page.figures_page(found, viewer=viewer, year=asked.year, path=request.path)
    return render(request, "service/timeliness.html.jinja", {"page": page})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def late(request: SignedInRequest) -> HttpResponse:
    """This will list the reviews held late in a financial year, with their reasons."""
    return _reviews(request, list_pages.LATE)


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def reviews(request: SignedInRequest) -> HttpResponse:
    """This will list the reviews that M09 counts."""
    return _reviews(request, list_pages.COUNTED)


def _reviews(request: SignedInRequest, kind: list_pages.Kind) -> HttpResponse:
    asked, viewer = _asked(request), request.user
    rows = list_pages.chosen(viewer, asked.span, kind, asked.kept)
    page_of = page_asked(request.GET, count=rows.count(), size=A_PAGE)
    shown = list(rows[page_of.offset : page_of.ends])
    page = list_pages.reviews_page(
        shown, viewer=viewer, kind=kind, span=asked.span, kept=asked.kept, page=page_of, path=request.path
    )
    log.read(
        f"service.{kind.name}",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        children=len({row.child_id for row in shown}),
    )
    return render(request, "service/reviews.html.jinja", {"page": page})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the reviews that M09 counts as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer = request.user
    require(viewer, Permission.CHILDREN_EXPORT, authority_id=viewer.authority_id)
    asked = _asked(request)
    which = list_pages.LATE if request.GET.get("list") == "late" else list_pages.COUNTED
    rows = list(list_pages.chosen(viewer, asked.span, which, asked.kept))
    log.read(
        f"service.{which.name}.{form}",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        children=len({row.child_id for row in rows}),
    )
    cells = [list_pages.cells(row) for row in rows]
    return downloads.answer(form, f"reviews-{asked.year.label}", list_pages.heads(), cells)


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def children(request: SignedInRequest) -> HttpResponse:
    """This will list the children that M10 counts."""
    asked, viewer = _asked(request), request.user
    stream = asked.kept["stream"] or FULL_TIME
    breached = {"late": True, "in_time": False}.get(asked.kept["show"])
    rows = measures.children_listed(viewer, asked.year, stream=stream, breached=breached)
    page_of = page_asked(request.GET, count=rows.count(), size=A_PAGE)
    shown = list(rows[page_of.offset : page_of.ends])
    page = list_pages.children_page(
        shown, viewer=viewer, span=asked.year, kept=asked.kept | {"stream": stream}, page=page_of, path=request.path
    )
    log.read("service.children", authority_id=viewer.authority_id, by=viewer.pk, children=len(shown))
    return render(request, "service/children.html.jinja", {"page": page})
