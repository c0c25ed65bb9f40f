"""M05 to M07: average caseload, allocation in time, continuity. Each with what it is made of and its definition."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads.caseload import average_on
from heard.caseloads.models import Handover, NamedIro
from heard.children.models import Child, PeriodOfCare
from heard.law import Nation, UnknownRule, catalogue, due_on, england_and_wales
from heard.law.calendar_dates import add_months

DEFINITION = 1
TENTH, ALL, NEARLY = Decimal("0.1"), Decimal(100), Decimal("99.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure with what it is made of; `value` is None for 0 of 0, and where the nation has no such rule (`note`)."""

    id: str
    name: str
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal
    definition_version: int = DEFINITION
    note: str = ""
    parts: dict[str, int] = field(default_factory=dict)


def percent(numerator: int, denominator: int) -> Decimal | None:
    """This will give a percentage to one decimal; 100 only when it is all of them, None for 0 of 0."""
    if not denominator:
        return None
    value = (Decimal(numerator) * 100 / denominator).quantize(TENTH, rounding=ROUND_HALF_UP)
    return min(value, NEARLY) if numerator < denominator else value


def average_caseload(authority_id: int, *, on: date) -> Measure:
    """M05: children allocated on the census day over full-time posts filled that day, rounded once."""
    average = average_on(authority_id, on=on)
    return Measure(
        id="M05",
        name="Average caseload",
        value=Decimal(average.shown) if average.shown is not None else None,
        numerator=Decimal(average.children),
        denominator=average.fte,
    )


def allocation_in_time(authority: ResponsibleAuthority, *, first: date, last: date, today: date) -> list[Measure]:
    """M06: of the children who came into full-time care in the span and reached day 5, those who had an IRO by then;
    with a second line for the authority's own target where it has one. Two queries."""
    periods = list(
        PeriodOfCare.objects.filter(
            authority_id=authority.pk, stream=PeriodOfCare.Stream.FULL_TIME, started_on__range=(first, last)
        ).values_list("child_id", "started_on", "ceased_on")
    )
    named: dict[int, list[tuple[date, date | None]]] = {}
    rows = NamedIro.objects.filter(authority_id=authority.pk, child_id__in=[child for child, _, _ in periods])
    for child, on, until in rows.exclude(reason_ended=NamedIro.ReasonEnded.CORRECTED).values_list(
        "child_id", "appointed_on", "ended_on"
    ):
        named.setdefault(child, []).append((on, until))
    found = [_in_five_days(authority, periods, named, today)]
    target = authority.allocation_target_working_days
    if target is not None:
        calendar = england_and_wales()
        limits = {started: calendar.add_working_days(started, target) for _, started, _ in periods}
        counted = _in_time(periods, named, limits, today)
        found.append(_allocation("M06-local", f"Allocation within {target} working days (local)", *counted))
    return found


_Periods = list[tuple[int, date, date | None]]
_Named = dict[int, list[tuple[date, date | None]]]


def _in_five_days(authority: ResponsibleAuthority, periods: _Periods, named: _Named, today: date) -> Measure:
    name = "Allocation in time"
    try:
        rule = catalogue().rule("iro-appoint-5wd", Nation(authority.nation))
    except UnknownRule:
        note = "No number of days is laid down in this nation: an IRO is named before the first review."
        return Measure(id="M06", name=name, value=None, numerator=Decimal(0), denominator=Decimal(0), note=note)
    inside = [period for period in periods if period[1] >= rule.versions[0].in_force_from]
    limits = {started: due_on(rule, counted_from=started) for _, started, _ in inside}
    return _allocation("M06", name, *_in_time(inside, named, limits, today))


def _in_time(periods: _Periods, named: _Named, limits: dict[date, date], today: date) -> tuple[int, int]:
    """Counts those with an IRO by the limit, among those who were in care when it came. Today's limit counts once it is
    kept: the day is not over."""
    good = all_ = 0
    for child, started, ceased in periods:
        limit = limits[started]
        in_time = any(on <= limit and (until is None or until > started) for on, until in named.get(child, ()))
        if ceased is not None and ceased <= limit:
            continue
        if limit > today or (limit == today and not in_time):
            continue
        all_ += 1
        good += in_time
    return good, all_


def _allocation(measure: str, name: str, good: int, all_: int) -> Measure:
    return Measure(id=measure, name=name, value=percent(good, all_), numerator=Decimal(good), denominator=Decimal(all_))


def continuity_counted(authority_id: int, *, census: date) -> Any:
    """This will give the children of M07: in care on the census day for twelve months or longer. Each has `kept`: one
    IRO all that time."""
    since = add_months(census, -12)
    here = PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gt=census),
        child=OuterRef("pk"),
        stream=PeriodOfCare.Stream.FULL_TIME,
        started_on__lte=since,
    )
    same = NamedIro.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=census), child=OuterRef("pk"), appointed_on__lte=since
    )
    return Child.objects.filter(Exists(here), authority_id=authority_id).annotate(kept=Exists(same))


def continuity(authority_id: int, *, census: date) -> Measure:
    """M07: of the children in care for twelve months or longer, those who had one IRO for these twelve months. The
    parts are the reasons of the changes carried out in them. Two queries."""
    rows = [bool(child.kept) for child in continuity_counted(authority_id, census=census)]
    why = Handover.objects.filter(
        authority_id=authority_id,
        kind=Handover.Kind.CHANGE,
        state=Handover.State.DONE,
        change_on__gt=add_months(census, -12),
        change_on__lte=census,
    ).values_list("why", flat=True)
    return Measure(
        id="M07",
        name="Continuity",
        value=percent(sum(rows), len(rows)),
        numerator=Decimal(sum(rows)),
        denominator=Decimal(len(rows)),
        parts=dict(sorted(Counter(why).items())),
    )
