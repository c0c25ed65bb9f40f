"""Periods of care rebuilt from the chain of episodes, as well as the chain allows.

A period begins at RNE S and ends at a REC other than X1. Where rows contradict each other, the majority of the signs
(REC, RNE, dates) decides, and the period says what was odd about it. Periods of one stream never overlap.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from heard.returns.ssda903.child import in_order
from heard.returns.ssda903.codes import PLACED_FOR_ADOPTION
from heard.returns.ssda903.dates import in_words
from heard.returns.ssda903.rows import EpisodeRow, PlacedForAdoptionRow

SERIES_RESTS_AT_MOST = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatusSpell:
    """One legal status without a break; `ceased_on` is None while it lasts."""

    ls: str
    started_on: date
    ceased_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementSpell:
    """One placement without a break; `ceased_on` is None while it lasts."""

    place: str
    place_provider: str
    pl_post: str
    urn: str
    started_on: date
    ceased_on: date | None
    reason_place_change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One short break of a V3 series, or a whole V4 agreement."""

    started_on: date
    ceased_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOfCare903:
    """One continuous time in care, or one series of short breaks.

    `start_is_known` is False when the first row does not begin a period, so that it began before the file does.
    `ceased_on` is None while it lasts; a V3 series has an end only when another series followed, for the return
    records the end of each break and not of the agreement. `problems` are plain sentences.
    """

    child: str
    started_on: date
    start_is_known: bool
    ceased_on: date | None
    reason_ceased: str
    short_break: bool
    need: str
    episodes: tuple[EpisodeRow, ...]
    breaks: tuple[Break, ...]
    legal_statuses: tuple[LegalStatusSpell, ...]
    placements: tuple[PlacementSpell, ...]
    placed_for_adoption_on: date | None
    authority_to_place_on: date | None
    problems: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Say whether the day lies in the period, its first and last day included."""
        return self.started_on <= day and (self.ceased_on is None or day <= self.ceased_on)


def periods_of_care(
    episodes: Sequence[EpisodeRow], placed_for_adoption: Iterable[PlacedForAdoptionRow] = ()
) -> tuple[PeriodOfCare903, ...]:
    """Rebuild one child's periods of care, oldest first; episodes may come in any order.

    An episode whose start cannot be read begins no period, but may end the one it follows.
    """
    ordered = in_order(episodes)
    decided = sorted(row.date_placed for row in placed_for_adoption if row.date_placed is not None)
    ordinary = _ordinary([row for row in ordered if not row.is_short_break], decided)
    breaks = _short_breaks([row for row in ordered if row.is_short_break and row.decom is not None])
    return tuple(sorted((*ordinary, *breaks), key=lambda period: (period.started_on, period.short_break)))


class _Chain:
    """A period of care while it is being put together."""

    def __init__(self, first: EpisodeRow, started_on: date) -> None:
        self.rows = [first]
        self.started_on = started_on
        self.ended_on: date | None = None
        self.problems: list[str] = []
        if first.rne != "S":
            self.problems.append(
                f"The first episode, of {in_words(started_on)}, does not begin a period (RNE is not S)."
            )

    @property
    def latest(self) -> EpisodeRow:
        return self.rows[-1]

    def goes_on_with(self, row: EpisodeRow) -> bool:
        """Say whether this episode belongs to the same period, by the majority of REC, RNE and dates."""
        before = self.latest
        same_day = before.dec is not None and before.dec == row.decom
        says_on = before.rec == "X1" or (before.rec == "" and not before.has_dec and row.rne != "S")
        return says_on + (row.rne != "S") + same_day >= 2

    def add(self, row: EpisodeRow) -> None:
        before, began = self.latest, row.decom
        if began is not None and before.dec is not None and before.dec != began:
            word = "after" if began > before.dec else "before"
            days = abs((began - before.dec).days)
            self.problems.append(f"The episode of {in_words(began)} begins {days} days {word} the last one ceased.")
        elif began is not None and before.dec is None:
            self.problems.append(f"The episode before that of {in_words(began)} was never closed.")
        elif before.rec != "X1":
            self.problems.append(
                f"REC {before.rec or 'blank'} ends the care, but the next episode goes on the same day."
            )
        elif row.rne == "S":
            self.problems.append("RNE S begins a period of care, but the one before went on to that day (X1).")
        self.rows.append(row)

    def end_before(self, row: EpisodeRow) -> None:
        """End the period where another begins, when its own end is missing or later."""
        ended = self.own_end()
        began = row.decom
        if began is not None and (ended is None or ended > began):
            self.problems.append(f"Another period of care begins on {in_words(began)}, so this one was taken as ended.")
            ended = began
        self.ended_on = ended

    def own_end(self) -> date | None:
        """Return the day the last episode says the care ended; None while it lasts or goes on elsewhere."""
        row = self.latest
        if row.dec is None or row.rec == "X1":
            return None
        starts = [self.started_on, *(other.decom for other in self.rows if other.decom is not None)]
        return max(row.dec, *starts)

    def note_end(self) -> None:
        row = self.latest
        if row.rec == "X1":
            self.problems.append("The last episode says that another follows (X1), but there is none.")
        elif row.dec is not None and not row.rec:
            self.problems.append("The last episode has a date ceased and no reason.")
        elif row.dec is None and row.rec:
            self.problems.append(f"The last episode has a reason ceased ({row.rec}) and no date, so it counts as open.")
        if row.dec is not None and row.decom is not None and row.dec < row.decom:
            self.problems.append("The last episode ceased before it began.")


def _ordinary(rows: list[EpisodeRow], decided: list[date]) -> list[PeriodOfCare903]:
    chains: list[_Chain] = []
    for row in rows:
        current = chains[-1] if chains else None
        if row.decom is None:
            if current is not None and row.rne != "S":
                current.rows.append(row)
                current.problems.append("The start of one of its episodes cannot be read.")
        elif current is not None and current.goes_on_with(row):
            current.add(row)
        else:
            if current is not None:
                current.end_before(row)
            chains.append(_Chain(row, row.decom))
    if chains:
        chains[-1].ended_on = chains[-1].own_end()
        chains[-1].note_end()
    return [_period(chain, decided) for chain in chains]


def _period(chain: _Chain, decided: list[date]) -> PeriodOfCare903:
    ended, last = chain.ended_on, chain.latest
    consent = _first_day(chain.rows, lambda row: row.place in ("A3", "A4"))
    order = _first_day(chain.rows, lambda row: row.ls == "E1")
    decision = next((day for day in decided if chain.started_on <= day and (ended is None or day <= ended)), None)
    return PeriodOfCare903(
        child=last.child,
        started_on=chain.started_on,
        start_is_known=chain.rows[0].rne == "S",
        ceased_on=ended,
        reason_ceased=last.rec if ended is not None and last.rec != "X1" else "",
        short_break=False,
        need=chain.rows[0].cin,
        episodes=tuple(chain.rows),
        breaks=(),
        legal_statuses=_statuses(chain.rows, ended),
        placements=_placements(chain.rows, ended),
        placed_for_adoption_on=_first_day(chain.rows, lambda row: row.place in PLACED_FOR_ADOPTION),
        authority_to_place_on=order or consent or decision,
        problems=tuple(chain.problems),
    )


def _first_day(rows: Iterable[EpisodeRow], holds: Callable[[EpisodeRow], bool]) -> date | None:
    return next((row.decom for row in rows if row.decom is not None and holds(row)), None)


def _spells(rows: Sequence[EpisodeRow], same: Callable[[EpisodeRow], object]) -> list[list[EpisodeRow]]:
    """Join neighbouring episodes that are the same in this respect; those without a readable start are left out."""
    spells: list[list[EpisodeRow]] = []
    for row in rows:
        if row.decom is None:
            continue
        if spells and same(spells[-1][-1]) == same(row):
            spells[-1].append(row)
        else:
            spells.append([row])
    return spells


def _ends(spells: list[list[EpisodeRow]], ended: date | None) -> list[tuple[date, date | None]]:
    """Say from when to when each spell lasts: to the start of the next, or where a gap follows to its own end."""
    starts = [spell[0].decom for spell in spells if spell[0].decom is not None]
    lasts: list[tuple[date, date | None]] = []
    for number, start in enumerate(starts):
        if number + 1 == len(starts):
            lasts.append((start, ended))
            continue
        following, own = starts[number + 1], spells[number][-1].dec
        lasts.append((start, own if own is not None and start <= own < following else following))
    return lasts


def _statuses(rows: Sequence[EpisodeRow], ended: date | None) -> tuple[LegalStatusSpell, ...]:
    spells = _spells(rows, lambda row: row.ls)
    return tuple(
        LegalStatusSpell(ls=spell[0].ls, started_on=start, ceased_on=end)
        for spell, (start, end) in zip(spells, _ends(spells, ended), strict=True)
    )


def _placements(rows: Sequence[EpisodeRow], ended: date | None) -> tuple[PlacementSpell, ...]:
    spells = _spells(rows, lambda row: (row.place, row.place_provider, row.pl_post, row.urn))
    return tuple(
        PlacementSpell(
            place=spell[0].place,
            place_provider=spell[0].place_provider,
            pl_post=spell[0].pl_post,
            urn=spell[0].urn,
            started_on=start,
            ceased_on=end,
            reason_place_change=spell[-1].reason_place_change,
        )
        for spell, (start, end) in zip(spells, _ends(spells, ended), strict=True)
    )


def _short_breaks(rows: list[EpisodeRow]) -> list[PeriodOfCare903]:
    """Join V3 breaks into series, parted by a rest of more than a year; each V4 agreement stands for itself."""
    series: list[list[EpisodeRow]] = []
    for row in rows:
        if row.ls == "V3" and series and series[-1][-1].ls == "V3" and not _rested(series[-1][-1], row):
            series[-1].append(row)
        else:
            series.append([row])
    return [_series(one, series[number + 1 :]) for number, one in enumerate(series)]


def _rested(before: EpisodeRow, row: EpisodeRow) -> bool:
    until = before.dec or before.decom
    return until is not None and row.decom is not None and (row.decom - until).days > SERIES_RESTS_AT_MOST


def _series(rows: list[EpisodeRow], later: list[list[EpisodeRow]]) -> PeriodOfCare903:
    breaks = tuple(
        Break(started_on=row.decom, ceased_on=max(row.dec, row.decom) if row.dec is not None else None)
        for row in rows
        if row.decom is not None
    )
    ended = breaks[-1].ceased_on if rows[-1].ls == "V4" or later else None
    following = later[0][0].decom if later else None
    if following is not None and (ended is None or ended > following):
        ended = max(following, breaks[0].started_on)
    return PeriodOfCare903(
        child=rows[0].child,
        started_on=breaks[0].started_on,
        start_is_known=rows[0].rne == "S",
        ceased_on=ended,
        reason_ceased=rows[-1].rec if ended is not None else "",
        short_break=True,
        need=rows[0].cin,
        episodes=tuple(rows),
        breaks=breaks,
        legal_statuses=_statuses(rows, ended),
        placements=_placements(rows, ended),
        placed_for_adoption_on=None,
        authority_to_place_on=None,
        problems=(),
    )
