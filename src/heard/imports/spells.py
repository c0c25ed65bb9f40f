"""Periods of care as one return tells them, with their episodes, so cut that none overlaps another.

A series of short breaks has no end in the return. It is taken as ended when full-time care begins, for a child is in
one stream at a time; breaks on both sides of full-time care are two series.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from heard.imports.join import FULL_TIME, SHORT_BREAK, Spell
from heard.returns.ssda903 import EpisodeRow
from heard.returns.ssda903.codes import PLACED_FOR_ADOPTION, TEMPORARY
from heard.returns.ssda903.periods import PeriodOfCare903, periods_of_care


class ToldSpell(NamedTuple):
    """One period of care of the return, and its episodes in order."""

    spell: Spell
    episodes: tuple[EpisodeRow, ...]


def spells_of(episodes: Sequence[EpisodeRow]) -> list[ToldSpell]:
    """Rebuild the periods of care, full-time care first; each episode has a readable start, one a day."""
    if not episodes:
        return []
    if _is_one_chain(episodes):
        return [_chain(tuple(episodes))]
    periods = periods_of_care(episodes)
    full_time = [period for period in periods if not period.short_break]
    told = [_full_time(period) for period in full_time]
    for period in periods:
        if period.short_break:
            told += _short_breaks(period, full_time)
    return told


def _is_one_chain(rows: Sequence[EpisodeRow]) -> bool:
    """Say quickly that this is one unbroken period of full-time care and nothing contradicts it."""
    before: EpisodeRow | None = None
    for row in rows:
        if row.is_short_break or (row.dec is None) != (not row.rec) or (row.dec and row.decom and row.dec < row.decom):
            return False
        if before is not None and (row.rne == "S" or before.rec != "X1" or before.dec != row.decom):
            return False
        before = row
    return before is not None


def _chain(rows: tuple[EpisodeRow, ...]) -> ToldSpell:
    """Give the one period of an unbroken chain, as `periods_of_care` would."""
    first, last = rows[0], rows[-1]
    assert first.decom is not None
    assert last.decom is not None
    ended = last.dec if last.rec != "X1" else None
    placed_on = _placed_on(rows)
    return ToldSpell(
        Spell(
            stream=FULL_TIME,
            started_on=first.decom,
            ceased_on=ended,
            reason_ceased=last.rec if ended is not None and len(last.rec) <= 3 else "",
            category_of_need=first.cin if len(first.cin) <= 2 else "",
            begins=first.rne == "S",
            last_episode_on=last.decom,
            last_day=last.dec or last.decom,
            authorised_on=_authorised_on(rows),
            placed_on=placed_on,
            placed_from_its_start=placed_on == first.decom,
        ),
        rows,
    )


def _authorised_on(rows: Sequence[EpisodeRow]) -> date | None:
    """Give the day of the placement order, else of the first placement with consent."""
    order = next((row.decom for row in rows if row.ls == "E1"), None)
    return order or next((row.decom for row in rows if row.place in ("A3", "A4")), None)


def _full_time(period: PeriodOfCare903) -> ToldSpell:
    placed_on = _placed_on(period.episodes)
    return ToldSpell(
        Spell(
            stream=FULL_TIME,
            started_on=period.started_on,
            ceased_on=period.ceased_on,
            reason_ceased=period.reason_ceased if len(period.reason_ceased) <= 3 else "",
            category_of_need=period.need if len(period.need) <= 2 else "",
            begins=period.start_is_known,
            last_episode_on=_last_start(period.episodes),
            last_day=_last_day(period.episodes),
            authorised_on=_authorised_on(period.episodes),
            placed_on=placed_on,
            placed_from_its_start=placed_on == period.started_on,
        ),
        period.episodes,
    )


def _placed_on(episodes: Sequence[EpisodeRow]) -> date | None:
    """Give the beginning of the placement for adoption that runs at the end; one that broke down no longer counts."""
    began: date | None = None
    for row in episodes:
        if row.place in PLACED_FOR_ADOPTION:
            began = began or row.decom
        elif row.place not in TEMPORARY:
            began = None
    return began


def _short_breaks(period: PeriodOfCare903, full_time: Sequence[PeriodOfCare903]) -> Iterator[ToldSpell]:
    """Give the series in the parts that lie between the periods of full-time care."""

    def care_before(row: EpisodeRow) -> int:
        return sum(1 for other in full_time if row.decom is not None and other.started_on <= row.decom)

    for before, group in groupby(period.episodes, key=care_before):
        rows = tuple(group)
        following = full_time[before].started_on if before < len(full_time) else None
        ended = _last_day(rows) if following is not None or rows[-1] is not period.episodes[-1] else period.ceased_on
        if following is not None and ended is not None and ended > following:
            ended = following
        yield ToldSpell(_series(period, rows, ended), rows)


def _series(period: PeriodOfCare903, rows: tuple[EpisodeRow, ...], ended: date | None) -> Spell:
    reason = rows[-1].rec if ended is not None and rows[-1].rec != "X1" else ""
    return Spell(
        stream=SHORT_BREAK,
        started_on=rows[0].decom or period.started_on,
        ceased_on=ended,
        reason_ceased=reason if len(reason) <= 3 else "",
        category_of_need=period.need if len(period.need) <= 2 else "",
        begins=rows[0].rne == "S",
        last_episode_on=_last_start(rows),
        last_day=_last_day(rows),
        series=all(row.ls == "V3" for row in rows),
    )


def _last_start(rows: Sequence[EpisodeRow]) -> date:
    return max(row.decom for row in rows if row.decom is not None)


def _last_day(rows: Sequence[EpisodeRow]) -> date:
    """Give the last day that the episodes speak of."""
    return max(max(row.decom, row.dec or row.decom) for row in rows if row.decom is not None)
