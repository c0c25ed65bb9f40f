"""Joins the periods of care that a return tells of to those already known.

A return of one year holds only part of a child's history. What an earlier return brought is never removed and never
shortened; where both contradict each other, what is known stays and the contradiction is named.
Days are whole; a period holds its first day and ends on `ceased_on`, on which another may begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from heard.returns.ssda903.periods import SERIES_RESTS_AT_MOST

FULL_TIME = "full-time"
SHORT_BREAK = "short-break"
_GOES_ON = ("", "X1")


class Spell(NamedTuple):
    """A period of care as the return tells it.

    `begins` is False when the return does not hold its beginning. `last_episode_on` is the day on which the last of
    its episodes began, `last_day` the last day that they speak of. `placed_on` is the beginning of the placement for
    adoption that runs at its end, `authorised_on` the day from which the authority may place. `series` marks V3.
    """

    stream: str
    started_on: date
    ceased_on: date | None
    reason_ceased: str
    category_of_need: str
    begins: bool
    last_episode_on: date
    last_day: date
    authorised_on: date | None = None
    placed_on: date | None = None
    placed_from_its_start: bool = False
    series: bool = False


class Known(NamedTuple):
    """A period of care that is stored; `pk` is None for one that this return brings."""

    pk: int | None
    stream: str
    started_on: date
    ceased_on: date | None
    reason_ceased: str
    category_of_need: str
    authorised_on: date | None
    placed_on: date | None
    by_service: bool
    begins: bool
    last_episode_on: date | None
    last_day: date | None
    series: bool


@dataclass(slots=True, kw_only=True)
class Joined:
    """What becomes of a child's periods.

    `periods` are all of them as they shall be, in order. `homes` says for each spell on which day the period begins
    that its episodes belong to, None where the spell was not taken. `conflicts` says for a spell, by its place, which
    known period stands against it; `own` where the service's own record of the period differs.
    """

    periods: list[Known]
    homes: list[date | None] = field(default_factory=list)
    conflicts: dict[int, str] = field(default_factory=dict)
    own: dict[int, str] = field(default_factory=dict)


def join(known: Sequence[Known], spells: Sequence[Spell], *, year_ends_on: date) -> Joined:
    """Join the spells of one child to the periods known of the child; `year_ends_on` is the last day of the return."""
    joined = Joined(periods=sorted(known, key=_start))
    for place, spell in enumerate(spells):
        _take(joined, place, spell, year_ends_on)
    return joined


def _take(joined: Joined, place: int, spell: Spell, year_ends_on: date) -> None:
    target = _target(joined.periods, spell)
    wanted = _merged(target, spell, year_ends_on) if target is not None else _new(spell)
    if target is not None and target.by_service:
        joined.homes.append(target.started_on)
        if wanted[1:6] != target[1:6]:
            joined.own[place] = _told(target)
        return
    others = [_given_way(period, wanted) for period in joined.periods if period is not target]
    for other in others:
        wanted = _given_way(wanted, other)
    against = _shortened(target, spell) or _overlapping(others, wanted)
    if against is not None:
        joined.homes.append(None)
        joined.conflicts[place] = _told(against)
        return
    joined.periods = sorted([*others, wanted], key=_start)
    if target is not None and target.started_on != wanted.started_on:
        joined.homes = [wanted.started_on if home == target.started_on else home for home in joined.homes]
    joined.homes.append(wanted.started_on)


def _start(period: Known) -> date:
    return period.started_on


def _target(periods: Sequence[Known], spell: Spell) -> Known | None:
    """Find the known period that the spell is a part of."""
    for period in periods:
        if period.started_on == spell.started_on:
            return period
    for period in periods:
        if period.stream == spell.stream and (
            _continues(period, spell) or _precedes(period, spell) or _same_series(period, spell, periods)
        ):
            return period
    return None


def _continues(period: Known, spell: Spell) -> bool:
    """Say whether the spell goes on with a period that began before it."""
    if spell.begins or period.started_on > spell.started_on:
        return False
    if period.ceased_on is None or period.ceased_on > spell.started_on:
        return True
    return period.ceased_on == spell.started_on and period.reason_ceased in _GOES_ON


def _precedes(period: Known, spell: Spell) -> bool:
    """Say whether the spell holds the beginning of a period of which only a later part is known."""
    if period.begins or period.started_on < spell.started_on:
        return False
    if spell.ceased_on is None or spell.ceased_on > period.started_on:
        return True
    return spell.ceased_on == period.started_on and spell.reason_ceased in _GOES_ON


def _same_series(period: Known, spell: Spell, periods: Sequence[Known]) -> bool:
    """Say whether both are V3 breaks of one series: no full-time care between, and no rest of more than a year."""
    if not (period.series and spell.series) or period.last_day is None:
        return False
    begins, ends = sorted(((period.started_on, period.last_day), (spell.started_on, spell.last_day)))
    if any(begins[0] < other.started_on < ends[0] for other in periods if other.stream == FULL_TIME):
        return False
    return (ends[0] - begins[1]).days <= SERIES_RESTS_AT_MOST


def _new(spell: Spell) -> Known:
    return Known(
        pk=None,
        stream=spell.stream,
        started_on=spell.started_on,
        ceased_on=spell.ceased_on,
        reason_ceased=spell.reason_ceased,
        category_of_need=spell.category_of_need,
        authorised_on=spell.authorised_on,
        placed_on=spell.placed_on,
        by_service=False,
        begins=spell.begins,
        last_episode_on=spell.last_episode_on,
        last_day=spell.last_day,
        series=spell.series,
    )


def _merged(period: Known, spell: Spell, year_ends_on: date) -> Known:
    """Give the period with what the spell adds; the spell has the word on all but what lies beyond its return."""
    latest = period.last_episode_on is None or spell.last_episode_on >= period.last_episode_on
    ceased_on, reason = spell.ceased_on, spell.reason_ceased
    if ceased_on is None and _goes_beyond(period, spell, year_ends_on):
        ceased_on, reason = period.ceased_on, period.reason_ceased
    placed_on = spell.placed_on if latest else period.placed_on
    if latest and placed_on and spell.placed_from_its_start and period.placed_on:
        placed_on = min(placed_on, period.placed_on)
    return period._replace(
        stream=spell.stream,
        started_on=min(period.started_on, spell.started_on),
        ceased_on=ceased_on,
        reason_ceased=reason,
        category_of_need=spell.category_of_need or period.category_of_need,
        authorised_on=min(filter(None, (period.authorised_on, spell.authorised_on)), default=None),
        placed_on=placed_on,
        begins=spell.begins if spell.started_on <= period.started_on else period.begins,
        last_episode_on=max(filter(None, (period.last_episode_on, spell.last_episode_on))),
        last_day=max(filter(None, (period.last_day, spell.last_day))),
    )


def _goes_beyond(period: Known, spell: Spell, year_ends_on: date) -> bool:
    """Say whether the known end is news from after the return's year, or of episodes that the return does not hold."""
    if period.ceased_on is None:
        return False
    later_episode = period.last_episode_on is not None and period.last_episode_on > spell.last_episode_on
    return period.ceased_on > year_ends_on or later_episode


def _shortened(period: Known | None, spell: Spell) -> Known | None:
    """Give the period itself when the spell would end it on or before a day on which a later known episode began."""
    if period is None or spell.ceased_on is None or period.last_episode_on is None:
        return None
    ends_before = period.last_episode_on > spell.last_episode_on and period.last_episode_on >= spell.ceased_on
    return period if ends_before else None


def _given_way(period: Known, wanted: Known) -> Known:
    """End a running series of short breaks where another period begins after its last break."""
    if not period.series or period.ceased_on is not None or period.by_service or period.last_day is None:
        return period
    if period.started_on < wanted.started_on and period.last_day <= wanted.started_on:
        return period._replace(ceased_on=period.last_day)
    return period


def _overlapping(others: Sequence[Known], wanted: Known) -> Known | None:
    for other in others:
        if other.started_on == wanted.started_on or (
            _before(other.started_on, wanted.ceased_on)
            and _before(wanted.started_on, other.ceased_on)
            and other.ceased_on != other.started_on
            and wanted.ceased_on != wanted.started_on
        ):
            return other
    return None


def _before(day: date, end: date | None) -> bool:
    return end is None or day < end


def _told(period: Known) -> str:
    if period.ceased_on is None:
        return f"since {period.started_on:%d/%m/%Y}"
    return f"from {period.started_on:%d/%m/%Y} to {period.ceased_on:%d/%m/%Y}"
