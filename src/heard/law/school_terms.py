"""School terms, told from the holidays that a council has entered: three in a year, with half-terms inside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

WEEKEND = 5  # Saturday, as Python counts
TOUCHING = timedelta(days=3)  # a weekend between two entries of one holiday
LEAST = timedelta(days=6)  # a holiday that ends a term lasts a week at least; a single day off ends none
LONGEST = timedelta(days=70)  # no holiday is longer, and every term is
EASTER = ((3, 15), (5, 4))  # between these days of the year the middle of the Easter holiday lies
SUMMER = ((7, 10), (8, 31))
CHRISTMAS_DAY = (12, 25)


class Season(StrEnum):
    """The three terms of a school year."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term, from its first to its last school day."""

    season: Season
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class _Holiday:
    first_day: date
    last_day: date

    @property
    def begins(self) -> Season | None:
        """The term that begins after it; None for a half-term or a day off."""
        if self.last_day - self.first_day < LEAST:
            return None
        if self.first_day <= date(self.first_day.year, *CHRISTMAS_DAY) <= self.last_day:
            return Season.SPRING
        middle = self.first_day + (self.last_day - self.first_day) / 2
        day = (middle.month, middle.day)
        if EASTER[0] <= day <= EASTER[1]:
            return Season.SUMMER
        return Season.AUTUMN if SUMMER[0] <= day <= SUMMER[1] else None


_AFTER = {Season.AUTUMN: Season.SPRING, Season.SPRING: Season.SUMMER, Season.SUMMER: Season.AUTUMN}


def terms_between(holidays: Iterable[tuple[date, date]]) -> tuple[Term, ...]:
    """This will give the terms that lie between the holidays, first and last day each, oldest first.

    A term is known only if the holidays on both sides are: where one is missing, the two terms round it are unknown.
    """
    long = [(holiday, season) for holiday in _joined(holidays) if (season := holiday.begins) is not None]
    found = []
    for (before, season), (after, following) in pairwise(long):
        within_a_year = after.first_day - before.last_day < 3 * LONGEST
        if within_a_year and following is _AFTER[season]:
            found.append(
                Term(
                    season=season,
                    first_day=_weekday(before.last_day, timedelta(days=1)),
                    last_day=_weekday(after.first_day, timedelta(days=-1)),
                )
            )
    return tuple(found)


def term_after(terms: Sequence[Term], day: date) -> Term | None:
    """This will give the first term that begins after a day; None where a term may lie between that is not known."""
    later = [term for term in terms if term.first_day > day]
    if not later:
        return None
    earlier = [term.last_day for term in terms if term.first_day <= day]
    since = max(earlier, default=day)
    return later[0] if later[0].first_day - max(since, day) <= LONGEST else None


def _joined(holidays: Iterable[tuple[date, date]]) -> list[_Holiday]:
    """The holidays, oldest first; one that was entered in pieces is one."""
    found: list[_Holiday] = []
    for first_day, last_day in sorted(holidays):
        if found and first_day - found[-1].last_day <= TOUCHING:
            found[-1] = _Holiday(found[-1].first_day, max(last_day, found[-1].last_day))
        else:
            found.append(_Holiday(first_day, last_day))
    return found


def _weekday(day: date, step: timedelta) -> date:
    found = day + step
    while found.weekday() >= WEEKEND:
        found += step
    return found
