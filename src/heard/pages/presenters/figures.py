"""Values for figures: one number with its count, the weeks ahead, a caseload against the guide.

Lengths of bars are worked out here, in the units of the drawings, so that templates only print them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from heard.pages.presenters import numbers

BAR_HEIGHT = 84
BAR_LEFT, BAR_WIDTH, STRIP_WIDTH = 10, 40, 60
LOAD_WIDTH = 180
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 28, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """One figure, always with its count and, where there is one, the definition of the measure.

    `spark` holds the points of a trend line, which is decoration.
    """

    label: str
    value: str
    of: str
    of_href: str = ""
    unit: str = ""
    measure: str = ""
    measure_href: str = ""
    spark: str = ""
    spark_end: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One rectangle of a drawing."""

    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StripWeek:
    """One week of the strip: due, of these arranged, room for, and how many too many."""

    label: str
    due: int
    arranged: int
    room: int | None
    arranged_bar: Bar
    open_bar: Bar
    room_y: float | None

    @property
    def too_many(self) -> int:
        return max(0, self.due - self.room) if self.room is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A caseload on a scale from 0, with the guide's band; the number stands beside the drawing.

    `new` is the width of what would come on top; without a guide the band has no width.
    """

    now: float
    band_start: float
    band_width: float
    over: bool
    new: float = 0.0

    @property
    def band_end(self) -> float:
        return self.band_start + self.band_width


def stat(
    label: str,
    *,
    part: int,
    of: int,
    of_words: str,
    of_href: str = "",
    measure: str = "",
    measure_href: str = "",
    trend: Sequence[float] = (),
) -> Stat:
    """Give a share as a figure: "96.4%" of "27 of 28 reviews due"."""
    line, end = spark(trend)
    return Stat(
        label=label,
        value=numbers.percent(part, of),
        of=of_words,
        of_href=of_href,
        measure=measure,
        measure_href=measure_href,
        spark=line,
        spark_end=end,
    )


def spark(values: Sequence[float]) -> tuple[str, tuple[float, float]]:
    """Give the points of a trend line and its end; nothing for fewer than two values."""
    if len(values) < 2:
        return "", (0, 0)
    low, high = min(values), max(values)
    span = high - low or 1
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / (len(values) - 1)
    room = SPARK_HEIGHT - 4 * SPARK_EDGE
    points = [
        (round(SPARK_EDGE + n * step, 1), round(2 * SPARK_EDGE + room * (high - value) / span, 1))
        for n, value in enumerate(values)
    ]
    return " ".join(f"{x},{y}" for x, y in points), points[-1]


def strip(weeks: Sequence[tuple[str, int, int, int | None]]) -> tuple[StripWeek, ...]:
    """Give the weeks ahead from (label, due, arranged, room); all bars share one scale.

    Raises ValueError when more are arranged than due.
    """
    top = max([1, *(max(due, room or 0) for _, due, _, room in weeks)])
    scale = (BAR_HEIGHT - 4) / top
    return tuple(_strip_week(week, scale) for week in weeks)


def _strip_week(week: tuple[str, int, int, int | None], scale: float) -> StripWeek:
    label, due, arranged, room = week
    if arranged > due:
        raise ValueError(f"{arranged} arranged of {due} due in the week of {label}")
    arranged_height = round(arranged * scale, 1)
    due_height = round(due * scale, 1)
    return StripWeek(
        label=label,
        due=due,
        arranged=arranged,
        room=room,
        arranged_bar=Bar(y=round(BAR_HEIGHT - arranged_height, 1), height=arranged_height),
        open_bar=Bar(y=round(BAR_HEIGHT - due_height, 1), height=round(due_height - arranged_height, 1)),
        room_y=None if room is None else round(BAR_HEIGHT - room * scale, 1),
    )


def load(cases: float, *, guide: tuple[int, int] | None, scale: int, then: float | None = None) -> Load:
    """Give the bar of a caseload for a full-time post; the scale is the end of the drawing.

    `then` is the caseload after a change; more is drawn on top.
    """
    unit = LOAD_WIDTH / scale
    first, last = guide or (0, 0)
    now = round(min(max(cases, 0), scale) * unit, 1)
    after = now if then is None else round(min(max(then, 0), scale) * unit, 1)
    return Load(
        now=min(now, after),
        band_start=round(first * unit, 1),
        band_width=round((last - first) * unit, 1),
        over=guide is not None and (cases if then is None else then) > last,
        new=round(max(after - now, 0), 1),
    )
