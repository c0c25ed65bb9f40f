"""Who was invited or asked late, in a week or a month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Party
from heard.common import clock
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Badge, Link, Pill, Tone, address
from heard.reviews.measures.asked_late import AskedLate, Fault, asked_late, count_of_reviews
from heard.web.paging import page_asked
from heard.web.parties.words import KINDS
from heard.web.request import SignedInRequest, permission_required
from heard.web.service import presenters

A_PAGE = 50
FURTHEST = 60  # weeks or months back
WEEK, MONTH = "week", "month"
FAULTS = {
    Fault.LATE: gettext_lazy("Asked late"),
    Fault.NOT_SENT: gettext_lazy("Not asked"),
    Fault.CAME_BACK: gettext_lazy("Came back"),
    Fault.NOT_LISTED: gettext_lazy("On no list, has parental responsibility"),
    Fault.NO_LIST: gettext_lazy("No list of people"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of one review."""

    day: str
    child: str
    href: str
    person: str
    part: str
    fault: Badge
    short_notice: bool
    sent: str
    due: str


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def preparation(request: SignedInRequest) -> HttpResponse:
    """This will list who was not asked in time for the reviews of a week or a month."""
    viewer, today = request.user, clock.today()
    period = MONTH if request.GET.get("period") == MONTH else WEEK
    back = _back(request.GET.get("back", ""))
    first, last = span_of(period, back, today=today)
    lines = asked_late(viewer, authority=viewer.authority, first=first, last=last, today=today)
    asked = page_asked(request.GET, count=len(lines), size=A_PAGE)
    shown = lines[asked.offset : asked.offset + A_PAGE]
    children = len({one.review.child_id for one in shown})
    log.read("service.preparation", authority_id=viewer.authority_id, by=viewer.pk, children=children)
    told = {"first": dates.long(first), "last": dates.long(last)}
    context = {
        "rows": [_row(one, today) for one in shown],
        "sub": gettext("Reviews held or booked from %(first)s to %(last)s.") % told,
        "counted": _counted(lines),
        "pills": _pills(period, request.path),
        "ways": _ways(period, back, request.path),
        "tabs": presenters.tabs(viewer, "service:preparation"),
        "pages": asked.links(request.path, {"period": period, "back": str(back)}),
    }
    return render(request, "service/preparation.html.jinja", context)


def span_of(period: str, back: int, *, today: date) -> tuple[date, date]:
    """Give the first and the last day of the week or month that lies so many before this one."""
    if period == WEEK:
        monday = today - timedelta(days=today.weekday(), weeks=back)
        return monday, monday + timedelta(days=6)
    months = today.year * 12 + today.month - 1 - back
    year, month = months // 12, months % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _back(typed: str) -> int:
    return min(int(typed), FURTHEST) if typed.isdecimal() and len(typed) < 4 else 0


def _counted(lines: list[AskedLate]) -> str:
    n = count_of_reviews(lines)
    text = ngettext("%(lines)d to look at, in %(n)d review.", "%(lines)d to look at, in %(n)d reviews.", n)
    return text % {"lines": len(lines), "n": n}


def _row(one: AskedLate, today: date) -> Row:
    party = one.party
    return Row(
        day=dates.short(one.day, today=today),
        child=one.review.child.shown_name,
        href=reverse("inviting:people", args=[one.review.pk]),
        person=party.shown_name if party else "",
        part=(party.relation or str(KINDS[Party.Kind(party.kind)])) if party else "",
        fault=Badge(text=str(FAULTS[one.fault]), tone=Tone.ORANGE if one.short_notice else Tone.RED),
        short_notice=one.short_notice,
        sent=dates.short(one.sent_on, today=today) if one.sent_on else "",
        due=dates.short(one.due_on, today=today),
    )


def _pills(period: str, path: str) -> list[Pill]:
    return [
        Pill(text=gettext("By week"), href=address(path, {}, period=WEEK), current=period == WEEK),
        Pill(text=gettext("By month"), href=address(path, {}, period=MONTH), current=period == MONTH),
    ]


def _ways(period: str, back: int, path: str) -> list[Link]:
    before, after = gettext("The week before"), gettext("The week after")
    if period == MONTH:
        before, after = gettext("The month before"), gettext("The month after")
    found = [Link(text=before, href=address(path, {}, period=period, back=str(back + 1)))] if back < FURTHEST else []
    if back:
        found.append(Link(text=after, href=address(path, {}, period=period, back=str(back - 1))))
    return found
