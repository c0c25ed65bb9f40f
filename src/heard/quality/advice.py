"""Reads about legal advice. A request is read by the officer who asked, the managers, and the adviser it was put to."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Case, Q, QuerySet, Value, When

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.law import BeyondHolidayData, england_and_wales
from heard.quality.models import AdviceRequest


def requests_for(viewer: User) -> QuerySet[AdviceRequest]:
    """This will give the requests that the viewer may read."""
    requests = AdviceRequest.objects.filter(authority_id=viewer.authority_id)
    if viewer.may(Permission.SUPPORT_MANAGE):
        return requests
    seen = Q(pk__in=[])
    if viewer.may(Permission.SUPPORT_OWN):
        seen |= Q(officer=viewer)
    if viewer.may(Permission.LEGAL_ADVISE):
        seen |= Q(adviser=viewer)
    return requests.filter(seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as its reader may see it. `child` is None where there is none or where the child is not the reader's
    to see; `working_days` counts from the day it was asked, to the answer or to today."""

    request: AdviceRequest
    child: Child | None
    about_a_child: bool
    working_days: int | None


def listed(viewer: User, *, today: date) -> list[Request]:
    """This will list the requests, open ones first and the most urgent and oldest of those on top; two queries."""
    order = Case(*[When(urgency=code, then=Value(place)) for place, code in enumerate(AdviceRequest.Urgency.values)])
    rows = list(
        requests_for(viewer)
        .select_related("officer", "adviser", "closed_by")
        .annotate(shut=Case(When(state="open", then=Value(0)), default=Value(1)), urgent=order)
        .order_by("shut", "urgent", "asked_on", "pk")
    )
    open_ = [row for row in rows if row.state == AdviceRequest.State.OPEN]
    rest = sorted((row for row in rows if row.state != AdviceRequest.State.OPEN), key=_latest, reverse=True)
    return _as_seen([*open_, *rest], viewer=viewer, today=today)


def _latest(row: AdviceRequest) -> tuple[date, int]:
    return (row.asked_on, row.pk)


def get_request(request_id: int, *, viewer: User, today: date) -> Request:
    """This will give one request, in two queries. Raises NotFound alike where it is not there or not the viewer's."""
    row = requests_for(viewer).select_related("officer", "adviser", "closed_by").filter(pk=request_id).first()
    if row is None:
        raise NotFound
    return _as_seen([row], viewer=viewer, today=today)[0]


def _as_seen(rows: list[AdviceRequest], *, viewer: User, today: date) -> list[Request]:
    children = visible_to(viewer).in_bulk([row.child_id for row in rows if row.child_id is not None])
    return [
        Request(
            request=row,
            child=children.get(row.child_id) if row.child_id is not None else None,
            about_a_child=row.child_id is not None,
            working_days=_days(row, today),
        )
        for row in rows
    ]


def _days(row: AdviceRequest, today: date) -> int | None:
    """Working days of England and Wales after the day of asking; None past the known holidays or once withdrawn."""
    if row.state == AdviceRequest.State.WITHDRAWN:
        return None
    try:
        return england_and_wales().working_days_between(row.asked_on, row.answered_on or today)
    except BeyondHolidayData:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How quickly advice came: of those asked in a span, how many were answered, and in how many working days."""

    asked: int
    answered: int
    middle_days: float | None
    most_days: int | None


def answered_in(authority_id: int, *, first: date, last: date) -> Answered:
    """This will count the requests asked in a span, both days included, in one query; withdrawn ones are left out."""
    rows = AdviceRequest.objects.filter(authority_id=authority_id, asked_on__range=(first, last))
    asked = [row for row in rows if row.state != AdviceRequest.State.WITHDRAWN]
    days = [found for row in asked if row.answered_on and (found := _days(row, row.answered_on)) is not None]
    return Answered(
        asked=len(asked),
        answered=sum(row.answered_on is not None for row in asked),
        middle_days=median(days) if days else None,
        most_days=max(days, default=None),
    )
