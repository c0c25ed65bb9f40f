"""Every measure of the service that can be worked out from the data that are kept.

To add one: the app that holds the data gets a function which counts, in its own `measures.py`; it knows nothing of
this floor. Here a module of the family, such as `review_measures`, gets a function of (authority, span) that turns the
counts into lines by `shapes.share` or `shapes.count`, and a `Measure` with its definition in `MEASURES`; a new module
goes into `FAMILIES`. The page of definitions, `heard measures` and the reports then have it. A measure whose data are
not kept is not registered: no figure is made up.
"""

from dataclasses import dataclass
from functools import cache
from types import ModuleType

from heard.accounts.models import ResponsibleAuthority
from heard.common.errors import NotFound
from heard.deadlines.measures import Span
from heard.reporting import (
    caseload_measures,
    decision_measures,
    meeting_measures,
    oversight_measures,
    participation_measures,
    preparation_measures,
    review_measures,
    support_measures,
)
from heard.reporting.shapes import Definition, Line, Measure

FAMILIES: tuple[ModuleType, ...] = (
    caseload_measures,
    review_measures,
    participation_measures,
    preparation_measures,
    meeting_measures,
    decision_measures,
    oversight_measures,
    support_measures,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A measure with what it came to."""

    definition: Definition
    lines: tuple[Line, ...]


@cache
def measures() -> tuple[Measure, ...]:
    """This will list all measures by number."""
    found: list[Measure] = [measure for family in FAMILIES for measure in family.MEASURES]
    return tuple(sorted(found, key=lambda measure: measure.definition.id))


def definitions() -> tuple[Definition, ...]:
    """This will list all definitions by number."""
    return tuple(measure.definition for measure in measures())


def measure(measure_id: str) -> Measure:
    """This will give one measure. Raises NotFound."""
    found = next((one for one in measures() if one.definition.id == measure_id), None)
    if found is None:
        raise NotFound
    return found


def report(authority: ResponsibleAuthority, span: Span) -> list[Reported]:
    """This will work out every measure for a span, by number, in the scope of the authority."""
    return [Reported(definition=one.definition, lines=tuple(one.compute(authority, span))) for one in measures()]
