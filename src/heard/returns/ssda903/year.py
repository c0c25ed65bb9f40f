"""The collection year of a return: 1 April to 31 March, both days inclusive."""

import re
from dataclasses import dataclass
from datetime import date

_LABEL = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")
_LAST_MONTH_OF_RETURNING = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CollectionYear:
    """A collection year, named by the year in which it ends: `end=2026` is 1 April 2025 to 31 March 2026."""

    end: int

    @property
    def label(self) -> str:
        """The name people use, like 2025-26."""
        return f"{self.end - 1}-{self.end % 100:02d}"

    @property
    def starts_on(self) -> date:
        """1 April, the first day."""
        return date(self.end - 1, 4, 1)

    @property
    def ends_on(self) -> date:
        """31 March, the last day, which still belongs to the year."""
        return date(self.end, 3, 31)

    @property
    def before(self) -> "CollectionYear":
        """The collection year just before this one."""
        return CollectionYear(end=self.end - 1)

    @classmethod
    def from_label(cls, text: str) -> "CollectionYear":
        """Read 2025-26 (or 2025-2026, 2025/26). Raises ValueError with a plain sentence."""
        found = _LABEL.fullmatch(text.strip())
        if found is None or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
            raise ValueError(f"“{text}” is not a collection year. Write it like 2025-26.")
        return cls(end=int(found[1]) + 1)

    @classmethod
    def holding(cls, day: date) -> "CollectionYear":
        """Return the collection year that this day lies in."""
        return cls(end=day.year + (day.month > 3))


def default_year(as_of: date) -> CollectionYear:
    """Return the year a return most likely holds.

    From 1 April to 31 August that is the year just ended, else the running one.
    """
    running = CollectionYear.holding(as_of)
    return running.before if 4 <= as_of.month <= _LAST_MONTH_OF_RETURNING else running
