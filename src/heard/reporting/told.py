"""The measures that rest on what no return tells: since when their lines count, how many reviews they leave out, and
which are judged by a limit of the council's own.

The rule of the day itself stands in `reviews.telling`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.law import Nation, has_rule
from heard.reporting.shapes import Line
from heard.reviews.measures.telling import telling
from heard.reviews.settings import own_limits_of

Row = TypeVar("Row")

SINCE = _(
    "From the first day on which a review recorded by the service itself was held. Reviews before it came with a"
    " return, which says nothing of this: they are left out, and how many they are stands beside the figure. Reviews"
    " after it are counted, also those that came with a return alone."
)
NEVER = _("No review was recorded by the service itself yet, so nothing can be said.")
LATER = _("The first review recorded by the service itself was held after these days, so nothing can be said.")
EARLIER = _(
    "The days looked at begin before the first review recorded by the service itself was held, so no share can be"
    " given."
)
OWN = _("Judged by the council’s own limit of %(n)d working days: neither law nor guidance of Wales has one.")


def judged_by(rule_id: str, authority: ResponsibleAuthority) -> str | Promise | None:
    """This will say what a limit rests on where it is the council's own; None where there is no limit at all."""
    if has_rule(rule_id, Nation(authority.nation)):
        return ""
    days = own_limits_of(authority).get(rule_id)
    return None if days is None else OWN % {"n": days}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[Row]):
    """The rows of a measure that can be told of, since when, and how many lie before that day."""

    rows: list[Row]
    since: date | None
    left_out: int
    census: date

    def lines(self, *lines: Line) -> list[Line]:
        """Give the lines with the day and the number left out; without a value where nothing can be told."""
        return since_told(lines, since=self.since, left_out=self.left_out, census=self.census)


def told_of(
    authority: ResponsibleAuthority, span: Span, rows: Iterable[Row], *, day: Callable[[Row], date]
) -> Told[Row]:
    """This will part the rows of a measure by the day on which each stands."""
    told = telling(authority.pk)
    kept, left_out = told.part(rows, day=day)
    return Told(rows=kept, since=told.since, left_out=left_out, census=span.census)


def since_told(lines: Iterable[Line], *, since: date | None, left_out: int, census: date) -> list[Line]:
    """This will say on each line since when it counts; one without anything to count says why it has no value."""
    found = [replace(line, since=since, left_out=left_out) for line in lines]
    if since is not None and since <= census:
        return found
    why = NEVER if since is None else LATER
    return [replace(line, value=None, note=why) for line in found]
