"""From which day on the service can tell what no return tells: talks, choices, papers, decisions, letters, records.

A council that joins brings its earlier reviews with a return, which says when a review was held and how the child took
part, and nothing else. Counted as missed, they would make the council look worse than it was. So such a measure counts
from the first day on which a review recorded by the service itself was held. A review after that day counts even if it
came with a return alone: whoever uses the service and does not record must not look better.

An old review that is entered afterwards does not move that day back to its own: nobody recorded talks and papers here
then. It counts from the day on which it was entered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Case, F, Min, When

from heard.children.models import Source
from heard.reviews.measures.recorded import Between
from heard.reviews.models import Review

Row = TypeVar("Row")
AFTERWARDS = timedelta(days=28)  # ours: what is recorded later than that is entered afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Since when an authority's service can tell; `since` is None while it can tell nothing yet."""

    since: date | None

    def from_day(self, first: date) -> date:
        """Give the first of the days counted that can be told of; a day that never comes where there is none."""
        return date.max if self.since is None else max(first, self.since)

    def clip(self, span: Between) -> Between:
        """Give the part of a span that can be told of. It ends before it starts where there is none."""
        return replace(span, first=self.from_day(span.first))

    def part(self, rows: Iterable[Row], *, day: Callable[[Row], date]) -> tuple[list[Row], int]:
        """Give the rows that can be told of, by the day on which each stands, and how many lie before."""
        found = list(rows)
        told = [row for row in found if self.since is not None and day(row) >= self.since]
        return told, len(found) - len(told)


def telling(authority_id: int) -> Telling:
    """This will say since when the service of an authority can tell, in one query."""
    own = Review.objects.filter(authority_id=authority_id, state=Review.State.HELD, source=Source.SERVICE)
    afterwards = When(recorded_on__gt=F("held_on") + AFTERWARDS, then=F("recorded_on"))
    return Telling(since=own.aggregate(day=Min(Case(afterwards, default=F("held_on"))))["day"])


def held_before(told: Telling, span: Between) -> int:
    """This will count the completed reviews of a span that lie before the day from which the service can tell."""
    rows = Review.objects.filter(state=Review.State.HELD, **span.where(""))
    if told.since is not None:
        rows = rows.filter(held_on__lt=told.since)
    return rows.count()
