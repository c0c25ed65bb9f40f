"""From a return that was read to the rows that shall be stored. Pure: no database.

Rows that cannot be stored are named as refused; none is dropped in silence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from heard.children.codes import LEGAL_STATUS, PARTICIPATION, PLACEMENT
from heard.children.names import sort_key_of
from heard.imports.findings import REFUSED, WARNING, Finding, about, in_words
from heard.imports.join import Joined, Known, join
from heard.imports.spells import ToldSpell, spells_of
from heard.returns.ssda903 import Child903, EpisodeRow, HeaderRow, Return903, ReviewRow

AnyRow = HeaderRow | EpisodeRow | ReviewRow

LONGEST_LOCAL_ID = 20
LAST_YEAR = 2150
OUTSIDE = "H-REVIEW-OUTSIDE"
_DIED = "E2"
_NONE: tuple[Known, ...] = ()


@dataclass(slots=True, kw_only=True)
class Plan:
    """Rows for the staging tables, in the order of their columns, and what was found on the way."""

    children: list[tuple[Any, ...]] = field(default_factory=list)
    periods: list[tuple[Any, ...]] = field(default_factory=list)
    episodes: list[tuple[Any, ...]] = field(default_factory=list)
    reviews: list[tuple[Any, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: set[tuple[str, int]] = field(default_factory=set)
    periods_unchanged: int = 0
    periods_created: int = 0
    periods_updated: int = 0
    merged: int = 0
    ceased: list[tuple[str, date, str]] = field(default_factory=list)
    last_started: dict[str, date] = field(default_factory=dict)


def plan_of(ret: Return903, *, refused: frozenset[tuple[str, int]], known: Mapping[str, Sequence[Known]]) -> Plan:
    """Work out what shall be stored; `refused` are the rows (kind and number) that the checks refused already."""
    plan = Plan()
    for child in ret.children():
        _Planner(plan, child, refused, known, ret.year.ends_on).run()
    return plan


class _Planner:
    """Plans one child."""

    __slots__ = ("child", "known", "plan", "refused", "year_ends_on")

    def __init__(
        self,
        plan: Plan,
        child: Child903,
        refused: frozenset[tuple[str, int]],
        known: Mapping[str, Sequence[Known]],
        year_ends_on: date,
    ) -> None:
        self.plan, self.child, self.refused, self.known = plan, child, refused, known
        self.year_ends_on = year_ends_on

    def run(self) -> None:
        header = next((row for row in self.child.headers if self.takes(row)), None)
        if header is None or len(header.child) > LONGEST_LOCAL_ID:
            self.refuse_all(header)
            return
        self.plan.merged += len(self.child.headers) - 1
        episodes = self.episodes()
        self.take_child(header, episodes)
        told = spells_of(episodes)
        known = self.known.get(self.child.child, _NONE)
        joined = join(known, [spell.spell for spell in told], year_ends_on=self.year_ends_on)
        self.take_periods(known, joined)
        self.take_episodes(told, joined)
        self.take_reviews(joined)

    def takes(self, row: AnyRow) -> bool:
        return not self.refused or (row.kind, row.row) not in self.refused

    def refuse_all(self, header: HeaderRow | None) -> None:
        if header is not None:
            message = f"The identifier is longer than {LONGEST_LOCAL_ID} characters, so the child cannot be stored."
            self.refuse(header, "H-CHILD-ID", "CHILD", message)
        rows: tuple[AnyRow, ...] = (*self.child.headers, *self.child.episodes, *self.child.reviews)
        for row in rows:
            if row is not header and self.takes(row):
                self.refuse(
                    row, "H-NO-HEADER", "CHILD", "The Header file has no row for this child that can be stored."
                )

    def refuse(self, row: AnyRow, code: str, column: str, message: str) -> None:
        self.plan.findings.append(about(row, code=code, level=REFUSED, field=column, message=message))
        self.plan.refused.add((row.kind, row.row))

    def warn(self, row: AnyRow, code: str, column: str, message: str) -> None:
        self.plan.findings.append(about(row, code=code, level=WARNING, field=column, message=message))

    def take_child(self, header: HeaderRow, episodes: Sequence[EpisodeRow]) -> None:
        died_on = next((e.dec for e in reversed(episodes) if e.rec == _DIED and e.dec), None)
        if died_on is not None and header.dob is not None and died_on < header.dob:
            died_on = None
        local_id = header.child
        self.plan.children.append(
            (
                local_id,
                header.row,
                header.file[:200],
                header.dob,
                died_on,
                header.sex if header.sex in ("M", "F", "U") else "",
                header.ethnic if len(header.ethnic) <= 4 else "",
                header.upn if len(header.upn) <= 13 else "",
                self.child.is_uasc,
                sort_key_of(given_name="", family_name="", local_id=local_id),
            )
        )

    def episodes(self) -> list[EpisodeRow]:
        """Give the episodes that can be stored, one a day, in order of their days."""
        by_day: dict[date, EpisodeRow] = {}
        for row in self.child.episodes:
            if not self.takes(row):
                continue
            if row.decom is None:
                self.refuse(row, "H-NO-DATE", "DECOM", "The day on which the episode began is not given.")
            elif row.decom.year > LAST_YEAR or (row.dec is not None and row.dec.year > LAST_YEAR):
                self.refuse(row, "H-DATE-FAR", "DECOM", f"The year is after {LAST_YEAR}. Check the date.")
            else:
                if (earlier := by_day.get(row.decom)) is not None:
                    self.same_day(earlier, row)
                by_day[row.decom] = row
        return list(by_day.values())

    def same_day(self, earlier: EpisodeRow, row: EpisodeRow) -> None:
        if earlier[3:] == row[3:]:
            self.plan.merged += 1
            self.warn(
                earlier, "H-EPISODE-TWICE", "DECOM", "The same episode stands twice in the file. It was taken once."
            )
            return
        message = f"Two episodes begin on {in_words(row.decom)}. The one in row {row.row} was taken."
        self.refuse(earlier, "H-EPISODE-TWICE", "DECOM", message)

    def take_periods(self, known: Sequence[Known], joined: Joined) -> None:
        plan = self.plan
        before = {period.pk: period for period in known}
        for period in joined.periods:
            if period.started_on > plan.last_started.get(self.child.child, date.min):
                plan.last_started[self.child.child] = period.started_on
            old = before.get(period.pk) if period.pk is not None else None
            if old is not None and old[1:8] == period[1:8]:
                continue
            plan.periods.append((self.child.child, *period[:8]))
            if old is None:
                plan.periods_created += 1
                continue
            plan.periods_updated += 1
            if old.ceased_on is None and period.ceased_on is not None:
                plan.ceased.append((self.child.child, period.ceased_on, period.reason_ceased))
        plan.periods_unchanged += _untouched(joined, before)

    def take_episodes(self, told: Sequence[ToldSpell], joined: Joined) -> None:
        rows = self.plan.episodes
        for place, spell in enumerate(told):
            home = joined.homes[place]
            if home is None:
                self.conflict(spell, joined.conflicts[place])
                continue
            if place in joined.own:
                self.own_period(spell, joined.own[place])
            for row in spell.episodes:
                rows.append(
                    (
                        row.child,
                        row.row,
                        home,
                        row.decom,
                        row.rne if len(row.rne) <= 1 else "",
                        row.ls if row.ls in LEGAL_STATUS else "",
                        row.cin if len(row.cin) <= 2 else "",
                        row.place if row.place in PLACEMENT else "",
                        row.place_provider if len(row.place_provider) <= 3 else "",
                        row.dec,
                        row.rec if len(row.rec) <= 3 else "",
                        row.reason_place_change if len(row.reason_place_change) <= 5 else "",
                        row.home_post if len(row.home_post) <= 8 else "",
                        row.pl_post if len(row.pl_post) <= 8 else "",
                        row.urn if len(row.urn) <= 8 else "",
                    )
                )

    def conflict(self, spell: ToldSpell, against: str) -> None:
        message = (
            f"The period of care that this episode belongs to contradicts what is known from earlier returns: care "
            f"{against}. What was known stays. Put right in the case system whichever is wrong."
        )
        for row in spell.episodes:
            self.refuse(row, "H-PERIOD-JOIN", "DECOM", message)

    def own_period(self, spell: ToldSpell, recorded: str) -> None:
        message = (
            f"The service recorded a period of care {recorded}; the return tells it otherwise. Nothing was changed."
        )
        self.warn(spell.episodes[0], "H-OWN-RECORD", "DECOM", message)

    def take_reviews(self, joined: Joined) -> None:
        by_day: dict[date, ReviewRow] = {}
        for row in self.child.reviews:
            if not self.takes(row):
                continue
            if row.review is None:
                self.refuse(row, "H-NO-DATE", "REVIEW", "The day of the review is not given.")
            elif row.review.year > LAST_YEAR:
                self.refuse(row, "H-DATE-FAR", "REVIEW", f"The year is after {LAST_YEAR}. Check the date.")
            elif (earlier := by_day.get(row.review)) is not None:
                self.plan.merged += 1
                if earlier.review_code not in PARTICIPATION:
                    by_day[row.review] = row
            else:
                by_day[row.review] = row
        for day, row in by_day.items():
            home = _home(joined.periods, day)
            if home is None:
                message = f"The child was not in care on {in_words(day)}. The review is kept and not counted."
                self.warn(row, OUTSIDE, "REVIEW", message)
            code = row.review_code if row.review_code in PARTICIPATION else ""
            self.plan.reviews.append((row.child, row.row, home, day, code))


def _untouched(joined: Joined, before: Mapping[int | None, Known]) -> int:
    """Count the known periods that the return tells of in the same words."""
    told = {home for home in joined.homes if home is not None}
    return sum(
        1
        for period in joined.periods
        if period.started_on in told and (old := before.get(period.pk)) is not None and old[1:8] == period[1:8]
    )


def _home(periods: Iterable[Known], day: date) -> date | None:
    """Give the first day of the period that a review of `day` lies in, both its ends included; the earlier of two."""
    for period in periods:
        if period.started_on <= day and (period.ceased_on is None or day <= period.ceased_on):
            return period.started_on
    return None
