"""What a measure is: its definition, how it is worked out, and the lines that come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.functional import Promise

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span

TENTH, ALL, NEARLY, LEAST = Decimal("0.1"), Decimal(100), Decimal("99.9"), Decimal("0.1")
NOT_APPLICABLE = "n/a"


class Unit(StrEnum):
    """What the value of a line counts."""

    PERCENT = "percent"
    COUNT = "count"
    PER_POST = "per full-time post"
    WORKING_DAYS = "working days"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A measure in words: its number, name, what is counted, out of what, and what to know beside it.

    `since` is said of a measure that rests on what no return tells: from which day on it counts. `version` goes up by
    one whenever the same facts would give another figure.
    """

    id: str
    name: str | Promise
    counted: str | Promise
    out_of: str | Promise
    note: str | Promise
    since: str | Promise = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a line, by its first day."""

    month: date
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of a measure. `key` is empty for the measure itself and names what is counted in further lines.

    `value` is None for 0 of 0 and where the nation has no such rule; `note` then says which. `parts` are counts that
    explain the figure; the empty key among them is "not known". `since` is the day from which the service can tell,
    for a measure that rests on what no return tells, and `left_out` how many completed reviews lie before it.
    """

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unit: Unit = Unit.PERCENT
    key: str = ""
    name: str | Promise = ""
    note: str | Promise = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    months: tuple[Month, ...] = ()
    since: date | None = None
    left_out: int = 0

    @property
    def shown(self) -> str:
        """The value as it is printed."""
        if self.value is None:
            return NOT_APPLICABLE
        plain = f"{self.value:f}"  # a Decimal of twenty may else be shown as 2E+1
        return f"{plain}%" if self.unit is Unit.PERCENT else plain


Compute = Callable[[ResponsibleAuthority, Span], list[Line]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A definition with the function that works it out, in the scope of the authority."""

    definition: Definition
    compute: Compute


def percent(numerator: int, denominator: int) -> Decimal | None:
    """This will give a percentage to one decimal, from 0.1 to 99.9 unless it is none or all; None for 0 of 0."""
    if not denominator:
        return None
    if numerator in (0, denominator):
        return ALL if numerator else Decimal(0)
    value = (Decimal(numerator) * 100 / denominator).quantize(TENTH, rounding=ROUND_HALF_UP)
    return max(min(value, NEARLY), LEAST)


def share(
    numerator: int,
    denominator: int,
    *,
    key: str = "",
    name: str | Promise = "",
    note: str | Promise = "",
    parts: Mapping[str, int] | None = None,
    months: tuple[Month, ...] = (),
) -> Line:
    """This will make a line of a percentage."""
    return Line(
        value=percent(numerator, denominator),
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
        key=key,
        name=name,
        note=note,
        parts=parts or {},
        months=months,
    )


def count(number: int, *, parts: Mapping[str, int] | None = None, months: tuple[Month, ...] = ()) -> Line:
    """This will make a line of a plain count, which has no denominator."""
    return Line(
        value=Decimal(number),
        numerator=Decimal(number),
        denominator=None,
        unit=Unit.COUNT,
        parts=parts or {},
        months=months,
    )
