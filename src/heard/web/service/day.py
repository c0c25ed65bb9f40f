"""The service's day: what is waiting, what is late, how the year stands, who carries how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.carrying import Load, per_post
from heard.caseloads.caseload import Carried, Team
from heard.caseloads.handover_queries import planned
from heard.caseloads.settings import Guidance
from heard.caseloads.vacancies import told_of_conflict, vacancies
from heard.deadlines.lists import Caseload, Pulse, WithoutIro
from heard.deadlines.measures import FULL_TIME, MonthCount, Share, Span, reviews_in_time
from heard.deadlines.models import Deadline
from heard.imports.last import LastImport
from heard.pages.presenters import dates, figures, numbers
from heard.pages.presenters.parts import Tab
from heard.web.caseload import Guide
from heard.web.handover.presenters import problem_of
from heard.web.service.caseload_page import decimal, guide_for, state_words
from heard.web.service.open_steps import needs_of
from heard.web.service.presenters import LateRow, WaitingRow, late_row, list_address, tabs, waiting_row

MONTHS_IN_QUARTER = 3
TREND = 8  # months


def quarter_of(today: date) -> Span:
    """This will give the quarter that holds today, from its first day."""
    first = date(today.year, (today.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1, 1)
    return Span(first=first, last=today, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read for the page."""

    pulse: Pulse
    waiting: Sequence[WithoutIro]
    imported: LastImport | None
    months: Sequence[MonthCount]
    children: Share
    weeks: Sequence[tuple[date, int, int]]
    late: Sequence[Deadline]
    caseloads: Sequence[Caseload]
    team: Team
    steps_late: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that somebody must look at today."""

    text: str
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadRow:
    """One IRO and what they carry, and how that is for a full-time post."""

    name: str
    href: str
    full_time: int
    short_break: int
    pathway: int
    all: int
    post: str
    per_post: str
    state: str
    over: bool
    bar: figures.Load | None
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """Everything that the page shows."""

    sub: str
    tabs: tuple[Tab, ...]
    waiting: tuple[WaitingRow, ...]
    waiting_count: int
    needs: tuple[Need, ...]
    stats: tuple[figures.Stat, ...]
    stats_note: str
    weeks: tuple[figures.StripWeek, ...]
    weeks_caption: str
    late: tuple[LateRow, ...]
    late_title: str
    late_href: str
    caseloads: tuple[CaseloadRow, ...]
    total: CaseloadRow
    guide: Guide | None
    anybody: bool
    may_import: bool


def day_page(found: Found, *, viewer: User, today: date, year: Span, quarter: Span) -> DayPage:
    """This will make the page."""
    own = found.team.rows[0].guide if found.team.rows else Guidance(fewest=None, most=None)
    guide = guide_for(viewer.authority.nation, own)
    carried = {row.user.pk: row for row in found.team.rows}
    rows = tuple(_caseload(item, carried.get(item.count.iro.pk), viewer, guide) for item in found.caseloads)
    return DayPage(
        sub=_sub(found, today),
        tabs=tabs(viewer, "service:today", waiting=found.pulse.without_iro),
        waiting=tuple(waiting_row(item, viewer=viewer, today=today) for item in found.waiting),
        waiting_count=found.pulse.without_iro,
        needs=tuple(_needs(found, viewer, year, today)),
        stats=_stats(found, year) if viewer.may(Permission.FIGURES_VIEW) else (),
        stats_note=gettext("%(first)s to %(last)s, full-time care. The line shows the months.")
        % {"first": dates.plain(year.first), "last": dates.plain(today)},
        weeks=figures.strip([(dates.plain_day(monday), due, done, None) for monday, due, done in found.weeks]),
        weeks_caption=_weeks_caption(found.weeks),
        late=tuple(late_row(row, viewer=viewer, today=today) for row in found.late),
        late_title=gettext("Late since %(day)s, and why") % {"day": _day_of(quarter.first)},
        late_href=reverse("service:late"),
        caseloads=rows,
        total=_total(rows, found.team),
        guide=guide,
        anybody=bool(found.pulse.full_time or found.pulse.short_break),
        may_import=viewer.may(Permission.IMPORT_RUN),
    )


def _day_of(day: date) -> str:
    return dates.plain(day).rsplit(" ", 1)[0]


def _sub(found: Found, today: date) -> str:
    day = dates.long(today)
    officers = len(found.caseloads)
    words = gettext("%(day)s. %(full)s children in full-time care, %(short)s in short breaks, %(iros)s.")
    return words % {
        "day": day[:1].upper() + day[1:],
        "full": numbers.whole(found.pulse.full_time),
        "short": numbers.whole(found.pulse.short_break),
        "iros": ngettext("%(n)d IRO", "%(n)d IROs", officers) % {"n": officers},
    }


def _needs_of_iros(viewer: User, today: date) -> list[Need]:
    """Who may no longer act, what IROs told, and planned changes that could not be carried out."""
    needs, href = [], reverse("handover:list")
    barred = len({one.conflict.child_id for one in vacancies(viewer, today=today) if one.conflict.since <= today})
    if barred:
        words = ngettext(
            "%(n)d child has an IRO who may no longer act", "%(n)d children have an IRO who may no longer act", barred
        )
        note = gettext("Another is named as soon as practicable")
        needs.append(Need(text=words % {"n": barred}, href=reverse("service:without_iro"), note=note))
    told = len(told_of_conflict(viewer))
    if told:
        words = ngettext("%(n)d IRO told of a conflict", "%(n)d IROs told of a conflict", told)
        note = gettext("They are still named: somebody else must be")
        needs.append(Need(text=words % {"n": told}, href=f"{href}#told", note=note))
    stuck = sum(bool(problem_of(row, today=today)) for row in planned(viewer))
    if stuck:
        words = ngettext(
            "%(n)d planned change of IRO could not be carried out",
            "%(n)d planned changes of IRO could not be carried out",
            stuck,
        )
        needs.append(Need(text=words % {"n": stuck}, href=href, note=gettext("The IRO before goes on acting")))
    return needs


def _needs(found: Found, viewer: User, year: Span, today: date) -> list[Need]:
    needs: list[Need] = []
    pulse, imported = found.pulse, found.imported
    needs += _needs_of_iros(viewer, today)
    if pulse.overdue:
        words = ngettext("%(n)d review is overdue", "%(n)d reviews are overdue", pulse.overdue)
        needs.append(
            Need(
                text=words % {"n": pulse.overdue},
                href=list_address("children:list", next="overdue"),
                note=gettext("Not held, and the day it was due has passed"),
            )
        )
    if pulse.without_reason:
        words = ngettext(
            "%(n)d late review has no reason yet", "%(n)d late reviews have no reason yet", pulse.without_reason
        )
        needs.append(
            Need(
                text=words % {"n": pulse.without_reason},
                href=list_address("service:late", reason="none"),
                note=gettext("Held late since %(day)s") % {"day": _day_of(year.first)},
            )
        )
    note = gettext("In reviews of the last 60 days")
    needs += [Need(text=text, href=href, note=note) for text, href in needs_of(found.steps_late)]
    if imported and (imported.refused or imported.differences) and viewer.may(Permission.IMPORT_VIEW):
        refused = ngettext("%(n)d row refused", "%(n)d rows refused", imported.refused) % {"n": imported.refused}
        differ = ngettext(
            "%(n)d date differs from the case system", "%(n)d dates differ from the case system", imported.differences
        )
        needs.append(
            Need(
                text=gettext("Last import: %(refused)s") % {"refused": refused},
                href=reverse("imports:show", args=[imported.run_id]),
                note=differ % {"n": imported.differences},
            )
        )
    return needs


def _stats(found: Found, year: Span) -> tuple[figures.Stat, ...]:
    reviews = reviews_in_time(found.months, FULL_TIME)
    own = [month for month in found.months if month.stream == FULL_TIME and month.all]
    definitions = reverse("help:measures")
    return (
        figures.stat(
            gettext("Reviews in time"),
            part=reviews.numerator,
            of=reviews.denominator,
            of_words=gettext("%(of)s reviews") % {"of": numbers.of(reviews.numerator, reviews.denominator)},
            of_href=list_address("service:reviews", stream=FULL_TIME),
            measure="M09",
            measure_href=f"{definitions}#M09",
            trend=[month.in_time / month.all for month in own[-TREND:]],
        ),
        figures.stat(
            gettext("Children with every review in time"),
            part=found.children.numerator,
            of=found.children.denominator,
            of_words=gettext("%(of)s children")
            % {"of": numbers.of(found.children.numerator, found.children.denominator)},
            of_href=reverse("service:children"),
            measure="M10",
            measure_href=f"{definitions}#M10",
        ),
    )


def _weeks_caption(weeks: Sequence[tuple[date, int, int]]) -> str:
    due, arranged = sum(week[1] for week in weeks), sum(week[2] for week in weeks)
    return gettext(
        "Reviews that must be held in each of the next 12 weeks: %(due)d, of these %(arranged)d arranged"
    ) % {
        "due": due,
        "arranged": arranged,
    }


def _caseload(item: Caseload, carried: Carried | None, viewer: User, guide: Guide | None) -> CaseloadRow:
    iro = item.count.iro
    load, per_full_time = (carried.load, carried.per_full_time) if carried else (Load(), None)
    opens = viewer.may(Permission.WORKLIST_OWN)
    return CaseloadRow(
        name=iro.name,
        href=list_address("my_week", iro=str(iro.pk)) if opens else list_address("children:list", iro=str(iro.pk)),
        full_time=load.full_time,
        short_break=load.short_break,
        pathway=load.pathway,
        all=load.children,
        post=decimal(carried.fte) if carried and carried.fte else gettext("none"),
        per_post=decimal(per_full_time),
        state=state_words(carried.against_guide) if carried else "",
        over=bool(carried and carried.against_guide == "over"),
        bar=guide.bar(float(per_full_time)) if guide and per_full_time is not None else None,
        late=item.late,
    )


def _total(rows: Sequence[CaseloadRow], team: Team) -> CaseloadRow:
    everybody = sum(row.all for row in rows)
    return CaseloadRow(
        name=gettext("Service"),
        href="",
        full_time=sum(row.full_time for row in rows),
        short_break=sum(row.short_break for row in rows),
        pathway=sum(row.pathway for row in rows),
        all=everybody,
        post=decimal(team.average.fte),
        per_post=decimal(per_post(everybody, team.average.fte)),
        state="",
        over=False,
        bar=None,
        late=sum(row.late for row in rows),
    )
