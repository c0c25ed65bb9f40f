"""What is coming: reviews falling due by week and IRO against the room, and what if. Pure arithmetic over given facts.

Reviews are told by the caller, because the diary stands on a higher floor. Each is taken to be held on its limit, which
is the latest the law allows, and the next is counted from there; one that is overdue is taken to be held today.
Brothers and sisters of one IRO whose reviews fall in one week meet once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil

from heard.law import LawError, Nation, england_and_wales
from heard.law.review_limits import Chain, limit_on

WEEKS, DAYS_OF_WORK = 26, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Falling:
    """The review next owed to a child: its limit, its place in its series (0 the first), and the day care ends."""

    child_id: int
    iro_id: int | None
    due_on: date
    chain: str = Chain.ORDINARY.value
    place: int = 0
    stops_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The time of one officer: posts (first day, day after the last, part) and leave (both days included)."""

    iro_id: int
    posts: tuple[tuple[date, date | None, float], ...]
    leave: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What a full-time officer holds in a week, and what recent months let expect."""

    reviews_per_full_time_week: float
    early_per_child_year: float = 0.0
    arrivals_per_week: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week. `meetings` are reviews with brothers and sisters joined; `expected` are early and first reviews of
    children not yet known; `too_many` is what does not fit, and `first_that_do_not_fit` the first reviews among it,
    which cannot be held sooner."""

    monday: date
    reviews: int
    meetings: int
    first: int
    expected: float
    room: float

    @property
    def too_many(self) -> int:
        """Meetings for which there is no room, in whole ones."""
        return max(0, ceil(self.meetings + self.expected - self.room - 1e-9))

    @property
    def first_that_do_not_fit(self) -> int:
        """First reviews among those for which there is no room."""
        return min(self.first, self.too_many)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A change to try: officers who are not there, and children who come into care today."""

    without: frozenset[int] = frozenset()
    more_children: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The weeks of the service and of each officer; None stands for children without an IRO."""

    weeks: tuple[Week, ...]
    by_iro: Mapping[int | None, tuple[Week, ...]]

    @property
    def first_reviews_in_danger(self) -> tuple[date, ...]:
        """The Mondays of the weeks in which first reviews will not fit."""
        return tuple(week.monday for week in self.weeks if week.first_that_do_not_fit)


@dataclass(slots=True, kw_only=True)
class _Tally:
    reviews: int = 0
    first: int = 0
    meetings: set[object] = field(default_factory=set)


def forecast(
    *,
    nation: Nation,
    today: date,
    falling: Iterable[Falling],
    desks: Sequence[Desk],
    rates: Rates,
    siblings: Mapping[int, frozenset[int]],
    carried: Mapping[int, int],
    what_if: WhatIf | None = None,
    weeks: int = WEEKS,
) -> Forecast:
    """This will lay the coming reviews and the room beside each other, from the week of `today`.

    `carried` is how many children each officer has now, for the expected early reviews. What is overdue stands in the
    first week.
    """
    trial = what_if or WhatIf()
    first_monday = today - timedelta(days=today.weekday())
    end = first_monday + timedelta(weeks=weeks)
    owed = [replace(one, iro_id=None) if one.iro_id in trial.without else one for one in falling]
    owed += _newcomers(nation, today, trial.more_children)
    tallies: dict[tuple[int | None, int], _Tally] = {}
    for one in owed:
        for place, due_on in _series(nation, one, today, end):
            week = (due_on - first_monday).days // 7
            for iro in dict.fromkeys((one.iro_id, -1)):
                tally = tallies.setdefault((iro, week), _Tally())
                tally.reviews += 1
                tally.first += place == 0
                group = siblings.get(one.child_id)
                tally.meetings.add((one.iro_id, min(group)) if group and one.iro_id else one.child_id)
    here = [desk for desk in desks if desk.iro_id not in trial.without]
    room = {desk.iro_id: [_room(desk, first_monday, week, rates) for week in range(weeks)] for desk in here}
    early = rates.early_per_child_year * 7 / 365
    everybody = sum(carried.values()) + trial.more_children

    def line(iro: int | None, rooms: Sequence[float], children: int, arrivals: float) -> tuple[Week, ...]:
        return tuple(
            _week(
                first_monday + timedelta(weeks=week),
                tallies.get((iro, week), _Tally()),
                expected=early * children + (arrivals if week >= _first_weeks(nation, today, first_monday) else 0.0),
                room=rooms[week],
            )
            for week in range(weeks)
        )

    together = [sum(rooms[week] for rooms in room.values()) for week in range(weeks)]
    rows: dict[int | None, tuple[Week, ...]] = {
        iro: line(iro, rooms, carried.get(iro, 0), 0.0) for iro, rooms in room.items()
    }
    if any(iro is None for iro, _ in tallies):
        rows[None] = line(None, [0.0] * weeks, 0, 0.0)
    return Forecast(weeks=line(-1, together, everybody, rates.arrivals_per_week), by_iro=rows)


def _week(monday: date, tally: _Tally, *, expected: float, room: float) -> Week:
    return Week(
        monday=monday,
        reviews=tally.reviews,
        meetings=len(tally.meetings),
        first=tally.first,
        expected=round(expected, 3),
        room=round(room, 3),
    )


def _series(nation: Nation, one: Falling, today: date, end: date) -> Iterable[tuple[int, date]]:
    """The review owed and those after it up to `end`; nothing once care ends."""
    place, due_on = one.place, max(one.due_on, today)
    while due_on < end and (one.stops_on is None or due_on < one.stops_on):
        yield place, due_on
        place += 1
        try:
            after = limit_on(Chain(one.chain), nation, place=place, counted_from=due_on).due_on
        except LawError:
            return
        if after is None or after <= due_on:
            return
        due_on = after


def _newcomers(nation: Nation, today: date, number: int) -> list[Falling]:
    due_on = limit_on(Chain.ORDINARY, nation, place=0, counted_from=today).due_on if number else None
    return [Falling(child_id=-1 - child, iro_id=None, due_on=due_on) for child in range(number) if due_on is not None]


def _first_weeks(nation: Nation, today: date, first_monday: date) -> int:
    """The number of weeks in which a child who comes tomorrow or later is not yet due."""
    due_on = limit_on(Chain.ORDINARY, nation, place=0, counted_from=today).due_on
    return (due_on - first_monday).days // 7 + 1 if due_on is not None else 0


def _room(desk: Desk, first_monday: date, week: int, rates: Rates) -> float:
    calendar = england_and_wales()
    worked = 0.0
    for number in range(DAYS_OF_WORK):
        day = first_monday + timedelta(weeks=week, days=number)
        away = any(first <= day <= last for first, last in desk.leave)
        if away or not calendar.knows(day) or not calendar.is_working_day(day):
            continue
        worked += sum(fte for since, until, fte in desk.posts if since <= day and (until is None or day < until))
    return worked / DAYS_OF_WORK * rates.reviews_per_full_time_week
