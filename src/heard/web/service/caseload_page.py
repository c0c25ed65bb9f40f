"""The page of caseloads: the service by stream against last year, each officer, and the months."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.carrying import per_post
from heard.caseloads.caseload import Average, Carried, Team
from heard.caseloads.settings import Guidance
from heard.pages.presenters import dates, figures, numbers
from heard.pages.presenters.parts import Tab, address
from heard.reporting.carried import CHILD_PROTECTION, FULL_TIME, PATHWAY, SHORT_BREAK
from heard.web.caseload import Guide, guide_of
from heard.web.downloads import Cell
from heard.web.service.presenters import list_address, tabs

BAR_TOP = 4  # empty above the highest column, in the units of the drawing
CARED_FOR = (FULL_TIME, SHORT_BREAK, PATHWAY)  # what "all" counts of one officer
FIELDS = {"full_time": FULL_TIME, "short_break": SHORT_BREAK, "pathway": PATHWAY, "child_protection": CHILD_PROTECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read for the page."""

    now: Team
    year_ago: Team
    months: Sequence[tuple[date, Average]]
    chairs: bool
    guidance: Guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of cases with the address of the list behind it; empty for those who may not see all of it."""

    text: str
    href: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRow:
    """One stream of the whole service, and how it stood a year ago."""

    name: str
    number: Number
    per_post: str
    before: str
    before_per_post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """One officer. `state` says in words how the caseload stands to the guide."""

    name: str
    href: str
    fte: str
    streams: tuple[Number, ...]
    all: Number
    per_post: str
    weighted: str
    state: str
    over: bool
    bar: figures.Load | None
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month of the chart."""

    label: str
    shown: str
    children: int
    fte: str
    bar: figures.Bar
    guide_y: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadPage:
    """Everything that the page shows."""

    sub: str
    tabs: tuple[Tab, ...]
    stats: tuple[figures.Stat, ...]
    guide: str
    to_be_confirmed: bool
    with_bars: bool
    heads: tuple[str, ...]
    streams: tuple[StreamRow, ...]
    officers: tuple[OfficerRow, ...]
    columns: tuple[Column, ...]
    months_words: str
    year_ago: str
    no_post: bool
    csv: str
    xlsx: str


def streams(*, chairs: bool) -> Mapping[str, str]:
    """This will give the streams of a caseload with their words; conferences only where the service chairs them."""
    found = {
        FULL_TIME: gettext("Full-time care"),
        SHORT_BREAK: gettext("Short breaks"),
        PATHWAY: gettext("Pathway plans"),
    }
    return found | ({CHILD_PROTECTION: gettext("Child protection")} if chairs else {})


def sees_all(viewer: User) -> bool:
    """Whether the viewer may see every child of the service, so that a list has as many lines as its number says."""
    return viewer.may(Permission.CHILDREN_VIEW_ALL) and viewer.may(Permission.RESTRICTED_VIEW)


def guide_for(nation: str, own: Guidance) -> Guide | None:
    """This will give the guide of the nation with the service's own upper end, where it set one."""
    guide = guide_of(nation)
    if own.most is None:
        return guide
    return Guide(
        first=own.fewest or 0,
        last=own.most,
        source=guide.source if guide else "",
        to_be_confirmed=guide.to_be_confirmed if guide else False,
    )


def decimal(value: Decimal | None) -> str:
    """This will write a number with as few digits as it needs; a dash for none."""
    if value is None:
        return "–"
    return f"{value.normalize():f}"


def caseload_page(found: Found, *, viewer: User) -> CaseloadPage:
    """This will make the page."""
    guide, words = guide_for(viewer.authority.nation, found.guidance), streams(chairs=found.chairs)
    before = {row.user.pk: row.load.children for row in found.year_ago.rows}
    base = reverse("service:caseload")
    return CaseloadPage(
        sub=_sub(found),
        tabs=tabs(viewer, "service:caseload"),
        stats=_stats(found, viewer),
        guide=guide.words if guide else "",
        to_be_confirmed=bool(guide and guide.to_be_confirmed),
        with_bars=guide is not None,
        heads=tuple(words.values()),
        streams=tuple(_stream(field, found, words, viewer) for field in FIELDS if FIELDS[field] in words),
        officers=tuple(_officer(row, viewer, words, guide, before) for row in found.now.rows),
        columns=columns(found.months, guide),
        months_words=_months_words(found.months),
        year_ago=dates.plain(found.year_ago.on),
        no_post=not found.now.average.fte,
        csv=f"{base}table.csv",
        xlsx=f"{base}table.xlsx",
    )


def _sub(found: Found) -> str:
    day = dates.long(found.now.on)
    officers = sum(bool(row.fte) for row in found.now.rows)
    return gettext("%(day)s. %(cases)s, %(officers)s in post (%(fte)s full-time posts).") % {
        "day": day[:1].upper() + day[1:],
        "cases": _cases(found.now.average.children),
        "officers": ngettext("%(n)d officer", "%(n)d officers", officers) % {"n": officers},
        "fte": decimal(found.now.average.fte),
    }


def _cases(number: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", number) % {"n": numbers.whole(number)}


def _stats(found: Found, viewer: User) -> tuple[figures.Stat, ...]:
    now, before = found.now, found.year_ago
    definition = f"{reverse('help:measures')}#M05"
    no_average = gettext("n/a")
    return (
        figures.Stat(
            label=gettext("Average caseload"),
            value=no_average if now.average.shown is None else str(now.average.shown),
            of=_of(now.average),
            of_href=reverse("service:caseload_children") if sees_all(viewer) and now.average.children else "",
            measure="M05",
            measure_href=definition,
        ),
        figures.Stat(
            label=gettext("A year ago"),
            value=no_average if before.average.shown is None else str(before.average.shown),
            of=_of(before.average),
        ),
        figures.Stat(
            label=gettext("Least, middle and most"),
            value=_spread(now),
            of=gettext("of the officers in post, for a full-time post"),
        ),
    )


def _of(average: Average) -> str:
    return gettext("%(cases)s, %(fte)s full-time posts") % {
        "cases": _cases(average.children),
        "fte": decimal(average.fte),
    }


def _spread(team: Team) -> str:
    if team.least is None:
        return gettext("n/a")
    return " · ".join(decimal(value) for value in (team.least, team.middle, team.most))


def _stream(field: str, found: Found, words: Mapping[str, str], viewer: User) -> StreamRow:
    now, before = found.now.by_stream[field], found.year_ago.by_stream[field]
    name = words[FIELDS[field]]
    return StreamRow(
        name=name,
        number=_number(now.children, viewer, words=name, stream=FIELDS[field]),
        per_post=_shown(now),
        before=numbers.whole(before.children),
        before_per_post=_shown(before),
    )


def _shown(average: Average) -> str:
    return gettext("n/a") if average.shown is None else str(average.shown)


def _number(number: int, viewer: User, *, words: str, **kept: str | Iterable[str]) -> Number:
    href = address(reverse("service:caseload_children"), kept) if number and sees_all(viewer) else ""
    return Number(text=numbers.whole(number), href=href, words=words)


def _officer(
    row: Carried, viewer: User, words: Mapping[str, str], guide: Guide | None, before: Mapping[int, int]
) -> OfficerRow:
    name, key = row.user.name, str(row.user.pk)
    return OfficerRow(
        name=name,
        href=list_address("my_week", iro=key)
        if viewer.may(Permission.WORKLIST_OWN)
        else list_address("service:caseload_children", iro=key),
        fte=decimal(row.fte) if row.fte else "",
        streams=tuple(
            _number(getattr(row.load, field), viewer, words=f"{name}, {words[stream]}", iro=key, stream=stream)
            for field, stream in FIELDS.items()
            if stream in words
        ),
        all=_number(
            row.load.children, viewer, words=name, iro=key, stream=CARED_FOR if CHILD_PROTECTION in words else ()
        ),
        per_post=decimal(row.per_full_time),
        weighted=decimal(row.weighted_per_full_time),
        state=state_words(row.against_guide),
        over=row.against_guide == "over",
        bar=guide.bar(float(row.per_full_time)) if guide and row.per_full_time is not None else None,
        before=numbers.whole(before[row.user.pk]) if row.user.pk in before else "–",
    )


def state_words(against: str) -> str:
    """This will say how a caseload stands to the guide; nothing where there is none to compare."""
    return {
        "over": gettext("over guide"),
        "under": gettext("under guide"),
        "within": gettext("within guide"),
    }.get(against, "")


def columns(months: Sequence[tuple[date, Average]], guide: Guide | None) -> tuple[Column, ...]:
    """This will give the columns of the months on one scale, with the guide's upper end as a line."""
    top = max([1, guide.last if guide else 1, *(average.shown or 0 for _, average in months)])
    scale = (figures.BAR_HEIGHT - BAR_TOP) / top
    return tuple(_column(day, average, guide, scale) for day, average in months)


def _column(day: date, average: Average, guide: Guide | None, scale: float) -> Column:
    height = round((average.shown or 0) * scale, 1)
    return Column(
        label=dates.month(day),
        shown=_shown(average),
        children=average.children,
        fte=decimal(average.fte),
        bar=figures.Bar(y=round(figures.BAR_HEIGHT - height, 1), height=height),
        guide_y=round(figures.BAR_HEIGHT - guide.last * scale, 1) if guide else None,
    )


def _months_words(months: Sequence[tuple[date, Average]]) -> str:
    """A sentence that says what the columns show."""
    known = [(day, average.shown) for day, average in months if average.shown is not None]
    if not known:
        return gettext("No post is recorded for these months, so there is no average to show.")
    lowest, highest = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
    return gettext(
        "The average for a full-time post went from %(first)d (%(from)s) to %(last)d (%(to)s). It was lowest in"
        " %(low_month)s with %(low)d and highest in %(high_month)s with %(high)d."
    ) % {
        "first": known[0][1],
        "from": dates.plain(known[0][0]),
        "last": known[-1][1],
        "to": dates.plain(known[-1][0]),
        "low": lowest[1],
        "low_month": dates.month(lowest[0], full=True),
        "high": highest[1],
        "high_month": dates.month(highest[0], full=True),
    }


def heads(*, chairs: bool) -> list[str]:
    """This will give the heads of the table as a file."""
    return [
        gettext("IRO"),
        gettext("Part of a full-time post"),
        *streams(chairs=chairs).values(),
        gettext("All"),
        gettext("For a full-time post"),
        gettext("Against the guide"),
        gettext("Weighted, for a full-time post"),
        gettext("All a year ago"),
    ]


def cells(found: Found) -> list[list[Cell]]:
    """This will give the table as a file, the service last."""
    words = streams(chairs=found.chairs)
    before = {row.user.pk: row.load.children for row in found.year_ago.rows}
    fields = [field for field, stream in FIELDS.items() if stream in words]
    rows: list[list[Cell]] = [
        [
            row.user.name,
            row.fte,
            *(getattr(row.load, field) for field in fields),
            row.load.children,
            row.per_full_time,
            state_words(row.against_guide),
            row.weighted_per_full_time,
            before.get(row.user.pk),
        ]
        for row in found.now.rows
    ]
    now, ago = found.now, found.year_ago
    service: list[Cell] = [gettext("Service"), now.average.fte, *(now.by_stream[field].children for field in fields)]
    everybody = sum(row.load.children for row in now.rows)
    service += [everybody, per_post(everybody, now.average.fte), "", None, sum(row.load.children for row in ago.rows)]
    return [*rows, service]
