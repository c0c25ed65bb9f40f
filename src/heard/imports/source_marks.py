"""Due and late marks that a source adds to the Reviews file. The return has none; the law decides, both are kept.

A mark is an extra column: the day a review was due (DUE, DUE_DATE, REVIEW_DUE), whether it was late (LATE) or in time
(IN_TIME), or the day the next is due (NEXT_DUE, NEXT_REVIEW, NEXT_REVIEW_DUE).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from heard.imports import staging
from heard.returns.ssda903 import Return903, Source
from heard.returns.ssda903.dates import read_date
from heard.returns.ssda903.layouts import recognise
from heard.returns.ssda903.sources import open_sources
from heard.returns.ssda903.text import TextFile, cells_of, ways_of_reading

DUE = ("DUE", "DUE_DATE", "DUE_ON", "REVIEW_DUE", "REVIEW_DUE_DATE")
LATE = ("LATE", "REVIEW_LATE", "OVERDUE")
IN_TIME = ("IN_TIME", "INTIME", "ON_TIME", "WITHIN_TIMESCALE")
NEXT_DUE = ("NEXT_DUE", "NEXT_REVIEW", "NEXT_REVIEW_DUE", "NEXT_REVIEW_DATE")
_MEANING = {
    name: meaning
    for meaning, names in (("due", DUE), ("late", LATE), ("in_time", IN_TIME), ("next_due", NEXT_DUE))
    for name in names
}
_YES = frozenset({"Y", "YES", "TRUE", "1", "T"})
_NO = frozenset({"N", "NO", "FALSE", "0", "F"})

MARK: staging.Columns = {
    "local_id": "text", "review_on": "date", "field": "text", "means": "text", "says": "text", "day": "date",
    "flag": "bool",
}  # fmt: skip

COMPARE = """
select m.local_id, m.review_on, m.field, m.means, m.says, m.day, m.flag, d.number, d.rule, d.due_on, d.counted_from,
  d.in_time
from stage_mark m
join stage_child s on s.local_id = m.local_id
join lateral (
  select x.number, x.rule, x.due_on, x.counted_from, x.in_time
  from deadlines_deadline x left join reviews_review r on r.id = x.review_id
  where x.authority_id = %(authority)s and x.child_id = s.child_id and x.kind = 'review'
    and case when m.means = 'next_due' and m.review_on is not null then x.counted_from = m.review_on
             when m.review_on is null then x.state = 'owed'
             else r.held_on = m.review_on end
  order by x.due_on limit 1
) d on true
where case when m.means in ('due', 'next_due') then m.day is distinct from d.due_on
           when m.means = 'late' then d.in_time is not null and m.flag is distinct from not d.in_time
           else d.in_time is not null and m.flag is distinct from d.in_time end
order by m.local_id, m.review_on, m.field
"""


class Difference(NamedTuple):
    """A mark of the source that differs from what the law gives."""

    local_id: str
    review_on: date | None
    number: int
    rule: str
    counted_from: date
    field: str
    source_says: str
    law_says: str


COLUMNS: staging.Columns = {
    "local_id": "text", "review_on": "date", "number": "int2", "rule": "text", "counted_from": "date", "field": "text",
    "source_says": "text", "law_says": "text",
}  # fmt: skip


def marks_of(ret: Return903, sources: Sequence[Source] | Path) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    """Read the marks again from the Reviews file; also the names of the columns, none where the source has no marks."""
    names = tuple(
        column for file in ret.files if file.kind == "reviews" for column in file.extra_columns if column in _MEANING
    )
    return (list(_read(sources)), names) if names else ([], ())


def compare(cursor: Any, *, authority_id: int, marks: Sequence[tuple[Any, ...]]) -> list[Difference]:
    """List the marks that differ from the diary, which must have been made anew before."""
    if not marks:
        return []
    staging.stage(cursor, "stage_mark", MARK, marks)
    cursor.execute(COMPARE, {"authority": authority_id})
    return [_difference(*row) for row in cursor.fetchall()]


def _difference(
    local_id: str, review_on: date | None, field: str, means: str, says: str, day: date | None, flag: bool | None,
    number: int, rule: str, due_on: date | None, counted_from: date, in_time: bool | None,
) -> Difference:  # fmt: skip
    if means in ("due", "next_due"):
        law = due_on.isoformat() if due_on else "no date"
        source = day.isoformat() if day else says
    else:
        source = says
        law = "in time" if in_time else "late"
    return Difference(local_id, review_on, number, rule, counted_from, field, source[:40], law)


def _read(sources: Sequence[Source] | Path) -> Iterator[tuple[Any, ...]]:
    opened = open_sources(sources)
    for source in opened.files:
        for file in ways_of_reading(source, opened.budget):
            try:
                found = list(_marks_in(file))
            except UnicodeDecodeError:
                continue
            yield from found
            break


def _marks_in(file: TextFile) -> Iterator[tuple[Any, ...]]:
    rows = cells_of(file)
    heading = [cell.strip().upper() for cell in next(rows, [])]
    recognised = recognise(file.name, heading)
    if recognised is None or recognised.kind != "reviews":
        return
    child, review = heading.index("CHILD"), heading.index("REVIEW")
    places = [(place, name, _MEANING[name]) for place, name in enumerate(heading) if name in _MEANING]
    for cells in rows:
        if len(cells) <= max(child, review):
            continue
        for place, name, means in places:
            says = cells[place].strip() if place < len(cells) else ""
            if says:
                yield _mark(cells[child].strip(), read_date(cells[review].strip()), name, means, says)


def _mark(local_id: str, review_on: date | None, name: str, means: str, says: str) -> tuple[Any, ...]:
    if means in ("due", "next_due"):
        return (local_id, review_on, name, means, says[:40], _day(says), None)
    upper = says.upper()
    flag = True if upper in _YES else False if upper in _NO else None
    return (local_id, review_on, name, means, says[:40], None, flag)


def _day(text: str) -> date | None:
    found = read_date(text)
    if found is None:
        try:
            found = datetime.fromisoformat(text).date()
        except ValueError:
            return None
    return found


_CAUSES: Mapping[int, str] = {1: "Counted from the day after", -1: "Counted from the day before"}


def likely_cause(*, number: int | None, counted_from: date | None, source_says: str, law_says: str) -> str:
    """Say why the source's due date probably differs; empty where nothing fits."""
    try:
        source, law = date.fromisoformat(source_says), date.fromisoformat(law_says)
    except ValueError:
        return ""
    away = (source - law).days
    for days in (28, 91, 183):
        if counted_from is not None and (source - counted_from).days == days:
            return f"Counted as {days} days"
    if 0 < away <= 3 and law.weekday() >= 5 and source.weekday() < 5:
        return "Moved off a weekend"
    if number == 2 and 80 <= away <= 100:
        return "6 months used instead of 3"
    if number is not None and number > 2 and -100 <= away <= -80:
        return "3 months used instead of 6"
    return _CAUSES.get(away, "")
