"""The page of timeliness: figures with their counts, months by stream, how late and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.deadlines.measures import FULL_TIME, Lateness, MonthCount, Share, Span, reviews_in_time
from heard.law.calendar_dates import add_months
from heard.pages.presenters import dates, figures, numbers
from heard.pages.presenters.parts import Pill, Tab, address
from heard.reviews.models import Review
from heard.web.service.presenters import list_address, streams, tabs

YEARS_BACK = 2
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read for the page."""

    months: Sequence[MonthCount]
    children: Mapping[str, Share]
    lateness: Lateness


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month of one stream; the links are empty for those who may not see children."""

    name: str
    held: int
    in_time: int
    late: int
    late_href: str
    not_held: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamTable:
    """The months of one stream with their sum, and its figures."""

    id: str
    title: str
    stats: tuple[figures.Stat, ...]
    rows: tuple[MonthRow, ...]
    total: MonthRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """A reason and how many late reviews have it."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """Everything that the page shows."""

    sub: str
    tabs: tuple[Tab, ...]
    years: tuple[Pill, ...]
    streams: tuple[StreamTable, ...]
    reasons: tuple[ReasonRow, ...]
    lateness: str
    late_href: str
    left_out: str


def months_of(year: Span) -> dict[str, date]:
    """This will give the months of a year that have begun, as "2026-11"."""
    firsts = [add_months(year.first, n) for n in range(MONTHS)]
    return {f"{first:%Y-%m}": first for first in firsts if first <= year.census}


def month_of(year: Span, text: str) -> Span:
    """This will give one month of a year."""
    first = months_of(year)[text]
    return Span(first=first, last=add_months(first, 1) - timedelta(days=1), today=year.today)


def figures_page(found: Found, *, viewer: User, year: Span, path: str) -> FiguresPage:
    """This will make the page. Somebody who may not see the service's children gets no links to lists."""
    lists = viewer.may(Permission.SERVICE_VIEW)
    running = "" if year.last >= year.today else year.label
    tables = tuple(
        _stream(stream, title, found, year, running=running, lists=lists) for stream, title in streams().items()
    )
    return FiguresPage(
        sub=gettext("%(first)s to %(last)s.") % {"first": dates.plain(year.first), "last": dates.plain(year.census)},
        tabs=tabs(viewer, "service:timeliness"),
        years=_years(year, path),
        streams=tables,
        reasons=_reasons(found.lateness, running, lists=lists),
        lateness=_lateness(found.lateness),
        late_href=list_address("service:late", year=running) if lists else "",
        left_out=_left_out(sum(month.left_out for month in found.months)),
    )


def _years(year: Span, path: str) -> tuple[Pill, ...]:
    """The year that runs and those before it."""
    newest = year.today.year + (year.today.month >= year.first.month)
    pills = []
    for ends_in in range(newest, newest - YEARS_BACK - 1, -1):
        label = f"{ends_in - 1}-{ends_in % 100:02d}"
        href = address(path, {}, year=None if ends_in == newest else label)
        pills.append(Pill(text=label, href=href, current=label == year.label))
    return tuple(pills)


def _stream(stream: str, title: str, found: Found, year: Span, *, running: str, lists: bool) -> StreamTable:
    months = [month for month in found.months if month.stream == stream]
    reviews, children = reviews_in_time(months, stream), found.children[stream]
    return StreamTable(
        id=stream,
        title=title,
        stats=(
            _stat(gettext("Reviews in time"), reviews, gettext("%(of)s reviews"), "M09",
                  list_address("service:reviews", stream=stream, year=running) if lists else ""),
            _stat(gettext("Children with every review in time"), children, gettext("%(of)s children"),
                  "M10" if stream == FULL_TIME else "M39",
                  list_address("service:children", stream=stream, year=running) if lists else ""),
        ),
        rows=tuple(_month(month, running, lists=lists) for month in months),
        total=_sum(months, list_address("service:late", stream=stream, year=running) if lists else ""),
    )  # fmt: skip


def _stat(label: str, share: Share, words: str, measure: str, href: str) -> figures.Stat:
    return figures.stat(
        label,
        part=share.numerator,
        of=share.denominator,
        of_words=words % {"of": numbers.of(share.numerator, share.denominator)},
        of_href=href if share.denominator else "",
        measure=measure,
        measure_href=f"{reverse('help:measures')}#{'M10' if measure == 'M39' else measure}",
    )


def _month(month: MonthCount, running: str, *, lists: bool) -> MonthRow:
    key = f"{month.month:%Y-%m}"
    href = list_address("service:late", stream=month.stream, month=key, year=running) if lists and month.late else ""
    return MonthRow(
        name=dates.plain(month.month).split(" ", 1)[1],
        held=month.held,
        in_time=month.in_time,
        late=month.late,
        late_href=href,
        not_held=month.not_held,
        share=numbers.percent(month.in_time, month.all),
    )


def _sum(months: Sequence[MonthCount], href: str) -> MonthRow:
    late = sum(month.late for month in months)
    return MonthRow(
        name=gettext("All months"),
        held=sum(month.held for month in months),
        in_time=sum(month.in_time for month in months),
        late=late,
        late_href=href if late else "",
        not_held=sum(month.not_held for month in months),
        share=numbers.percent(sum(month.in_time for month in months), sum(month.all for month in months)),
    )


def _reasons(lateness: Lateness, running: str, *, lists: bool) -> tuple[ReasonRow, ...]:
    words = dict(Review.LateReason.choices)
    return tuple(
        ReasonRow(
            text=str(words.get(code, "")) or gettext("No reason yet"),
            count=count,
            href=list_address("service:late", reason=code or "none", year=running) if lists else "",
        )
        for code, count in lateness.reasons
    )


def _lateness(lateness: Lateness) -> str:
    if lateness.median_days is None or lateness.most_days is None:
        return ""
    avoidable = lateness.avoidable
    judged = ngettext("%(n)d could have been avoided.", "%(n)d could have been avoided.", avoidable) % {"n": avoidable}
    more = f" {judged}" if lateness.judged else ""
    if lateness.count == 1:
        return gettext("1 review was held late, by %(most)d working days.") % {"most": lateness.most_days} + more
    told = {"n": lateness.count, "middle": f"{lateness.median_days:g}", "most": lateness.most_days}
    return (
        gettext("%(n)d reviews were held late: half of them by %(middle)s working days or less, one by %(most)d.")
        % told
        + more
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)d review is left out: it still goes on, or its limit cannot be worked out.",
        "%(n)d reviews are left out: they still go on, or their limits cannot be worked out.",
        count,
    ) % {"n": count}
