"""The morning list: every looked-after child without an IRO who may act, each with clocks and a first suggestion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.clocks import Telling, tellings
from heard.caseloads.models import Acceptance
from heard.caseloads.suggestion import Suggestion, suggest_first
from heard.caseloads.vacancies import RULE, LeftWithout, Vacancy, left_without, told_of_conflict, vacancies
from heard.children.models import Child
from heard.deadlines.lists import WithoutIro
from heard.law import Nation, catalogue, england_and_wales
from heard.pages.presenters import clock, dates, law_words
from heard.pages.presenters.why import provision_in_words
from heard.web.child import words
from heard.web.due import DueCell, cell_of, due_cell
from heard.web.service.presenters import target_cell

GROUNDS = 2  # of the suggestion, in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """The first suggestion in words."""

    name: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningRow:
    """A child for whom nobody was named yet. Addresses are empty for somebody who may not go there."""

    child_id: int
    cell: DueCell
    target: DueCell | None
    told: DueCell | None
    told_href: str
    name: str
    href: str
    since: str
    review: DueCell | None
    suggested: Suggested | None
    name_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why somebody may not act: the fact and where the law says so."""

    sentence: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRow:
    """A child whose IRO stopped acting, may no longer act, or told of a conflict."""

    child_id: int
    clock: clock.Clock
    since: str
    name: str
    href: str
    iro: str
    grounds: tuple[Ground, ...]
    suggested: Suggested | None
    name_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacant:
    """A child with a vacancy as it was found, before suggestions are made."""

    child: Child
    iro: User
    runs: bool
    since: date
    working_days: int
    alert_on: date
    grounds: tuple[Ground, ...]


def vacant(viewer: User, *, today: date) -> list[Vacant]:
    """This will list the children whose IRO stopped, was found not independent, or told of a conflict, oldest first.

    A child stands once, with every ground. Three queries.
    """
    found: dict[int, Vacant] = {}
    for left in left_without(viewer, today=today):
        found[left.last.child_id] = _left(left, today)
    for vacancy in vacancies(viewer, today=today):
        _add(found, _conflict(vacancy))
    for answer in told_of_conflict(viewer):
        _add(found, _told(answer, today))
    return sorted(found.values(), key=lambda one: (one.since, one.child.sort_key, one.child.pk))


def _add(found: dict[int, Vacant], one: Vacant) -> None:
    before = found.get(one.child.pk)
    if before is None:
        found[one.child.pk] = one
        return
    found[one.child.pk] = Vacant(
        child=one.child,
        iro=before.iro,
        runs=before.runs,
        since=min(before.since, one.since),
        working_days=max(before.working_days, one.working_days),
        alert_on=min(before.alert_on, one.alert_on),
        grounds=(*before.grounds, *one.grounds),
    )


def _left(left: LeftWithout, today: date) -> Vacant:
    return Vacant(
        child=left.last.child,
        iro=left.last.iro,
        runs=False,
        since=left.last.ended_on or today,
        working_days=left.working_days,
        alert_on=left.alert_on,
        grounds=(Ground(sentence=gettext("Is not the IRO any more, and nobody was named since."), citation=""),),
    )


def _conflict(vacancy: Vacancy) -> Vacant:
    row = vacancy.conflict
    return Vacant(
        child=row.child,
        iro=row.iro,
        runs=True,
        since=row.since,
        working_days=vacancy.working_days,
        alert_on=vacancy.alert_on,
        grounds=(Ground(sentence=law_words.noted(row.sentence), citation=cited(row.citation)),),
    )


def _told(answer: Acceptance, today: date) -> Vacant:
    calendar = england_and_wales()
    on = answer.answered_on
    said = gettext("Told of a conflict: %(words)s") % {"words": answer.conflict_told}
    return Vacant(
        child=answer.appointment.child,
        iro=answer.appointment.iro,
        runs=True,
        since=on,
        working_days=calendar.working_days_between(on, today) if on < today else 0,
        alert_on=on,
        grounds=(Ground(sentence=said, citation=""),),
    )


def cited(citation: str) -> str:
    """This will give "Regulation 46(3)(a), CPR 2010" for a citation of the catalogue."""
    instrument, _comma, provision = citation.rpartition(", ")
    return f"{provision_in_words(provision)}, {instrument}" if instrument else citation


def duty_of(nation: str) -> str:
    """This will say what is owed when an IRO stops acting, with its source."""
    source = cited(str(catalogue().rule(RULE, Nation(nation)).latest.citation))
    return gettext("Another is named as soon as practicable: %(source)s.") % {"source": source}


def first_suggestions(
    viewer: User, rows: Iterable[WithoutIro], gone: Iterable[Vacant], *, today: date
) -> dict[int, Suggestion]:
    """This will give the first suggestion for each child; none for somebody who may not name an IRO."""
    if not viewer.may(Permission.IRO_APPOINT):
        return {}
    vacant_rows = list(gone)
    children = [row.appoint.child for row in rows] + [one.child for one in vacant_rows]
    now = {one.child.pk: one.iro.pk for one in vacant_rows}
    return suggest_first(children=children, today=today, viewer=viewer, now=now) if children else {}


def morning_rows(
    rows: Sequence[WithoutIro], first: Mapping[int, Suggestion], *, viewer: User, today: date
) -> list[MorningRow]:
    """This will make the lines of the children for whom nobody was named yet, in one query."""
    nation = viewer.authority.nation
    told = tellings([(row.appoint.child, row.appoint.period) for row in rows], nation=nation, today=today)
    return [_row(row, told[row.appoint.period_id], first, viewer=viewer, today=today) for row in rows]


def _row(
    item: WithoutIro, telling: Telling, first: Mapping[int, Suggestion], *, viewer: User, today: date
) -> MorningRow:
    child, nation = item.appoint.child, viewer.authority.nation
    started, name = item.appoint.period.started_on, item.appoint.child.shown_name
    age = words.age(child.born_on, today=today) if child.born_on else ""
    day = {"age": age, "day": dates.short(started, today=today)}
    return MorningRow(
        child_id=child.pk,
        cell=due_cell(item.appoint, name=name, today=today, nation=nation),
        target=target_cell(viewer, started, name=name, today=today),
        told=told_cell(telling, name=name, today=today),
        told_href=reverse("naming:told", args=[child.pk]) if viewer.may(Permission.IMPORT_RUN) else "",
        name=name,
        href=reverse("child:show", args=[child.pk]),
        since=gettext("%(age)s, looked after since %(day)s") % day
        if age
        else gettext("Looked after since %(day)s") % day,
        review=due_cell(item.review, name=name, today=today, nation=nation) if item.review else None,
        suggested=_suggested(first.get(child.pk)),
        name_href=name_href(child, viewer),
    )


def told_cell(telling: Telling, *, name: str, today: date) -> DueCell | None:
    """This will give the clock of telling the service: in time, late, or waiting; nothing where there is no limit."""
    if telling.due is None:
        return None
    told = {"name": name}
    cell = cell_of(
        telling.due,
        about=gettext("the service told, %(name)s") % told,
        event=gettext("when %(name)s became looked after") % told,
        today=today,
    )
    if telling.told_on is None:
        return DueCell(clock=clock.waits(gettext("Day not recorded")), why=cell.why, note="")
    done = clock.done(telling.told_on, due_on=telling.due.due_on, today=today, calendar=england_and_wales())
    return DueCell(clock=done, why=cell.why, note="")


def vacancy_rows(
    rows: Iterable[Vacant], first: Mapping[int, Suggestion], *, viewer: User, today: date
) -> list[VacancyRow]:
    """This will make the lines of the vacancies."""
    return [
        VacancyRow(
            child_id=one.child.pk,
            clock=_vacancy_clock(one, today),
            since=gettext("Since %(day)s") % {"day": dates.short(one.since, today=today)},
            name=one.child.shown_name,
            href=reverse("child:show", args=[one.child.pk]),
            iro=one.iro.name,
            grounds=one.grounds,
            suggested=_suggested(first.get(one.child.pk)),
            name_href=name_href(one.child, viewer),
        )
        for one in rows
    ]


def _vacancy_clock(one: Vacant, today: date) -> clock.Clock:
    """How long the child has had nobody who may act; the law gives no number of days."""
    if one.since > today:
        return clock.waits(one.since)
    if one.working_days == 0:
        text = gettext("Vacant since today") if one.since == today else gettext("Vacant, no working day yet")
        return clock.Clock(state=clock.State.TODAY, words=text)
    text = ngettext("Vacant %(n)d working day", "Vacant %(n)d working days", one.working_days)
    state = clock.State.LATE if today > one.alert_on else clock.State.SOON
    return clock.Clock(state=state, words=text % {"n": one.working_days})


def _suggested(one: Suggestion | None) -> Suggested | None:
    if one is None:
        return None
    speaking = sorted((ground for ground in one.grounds if ground.speaks == "for"), key=lambda g: -g.points)
    return Suggested(name=one.user.name, because="; ".join(ground.words for ground in speaking[:GROUNDS]))


def name_href(child: Child, viewer: User) -> str:
    """This will give the address of naming an IRO, empty for somebody who may not."""
    return reverse("naming:name", args=[child.pk]) if viewer.may(Permission.IRO_APPOINT) else ""
