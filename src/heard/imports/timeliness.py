"""Our own checks on time: reviews held late, owed and overdue, or never held. No government check looks at this.

They read the diary after the import, for the children of the return: rules and dates are the law's, never the source's.
What cannot be judged is not called late: a return of one year holds only that year's reviews, so that of a period which
began before, the first known review may be any; and it holds no reviews of children on short breaks at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from heard.imports.findings import WARNING, Finding, in_words
from heard.returns.ssda903 import CollectionYear, Return903

LATE, OVERDUE, MISSING = "H-REVIEW-LATE", "H-REVIEW-OVERDUE", "H-NO-REVIEW"
TITLES: Mapping[str, str] = {
    LATE: "A review was held after its last day, or not before care ended",
    OVERDUE: "A review is owed and its last day has passed",
    MISSING: "No review was held in a period of care though one was due",
}

STRAYS_ONE_IN = 20

NOT_IN_TIME = """
select s.local_id, s.row, v.row, d.number, d.rule, d.due_on, d.counted_from, d.relaxed, r.held_on, p.started_on,
  p.ceased_on, d.state, d.kind = 'adoption_review', d.numbered
from deadlines_deadline d
join stage_child s on s.child_id = d.child_id
join children_periodofcare p on p.id = d.period_id
left join reviews_review r on r.id = d.review_id
left join stage_review v on v.child_id = d.child_id and v.held_on = r.held_on
where d.authority_id = %(authority)s and d.kind in ('review', 'adoption_review')
  and (d.in_time is false or (d.state = 'owed' and d.due_on < %(as_of)s))
  and (r.id is null or v.row is not null)
  and d.chain <> 'short-break'
  and (d.state <> 'stopped' or p.ceased_on is not null or d.due_on <= %(covers_until)s)
order by s.row, d.due_on, d.number
"""
NOT_JUDGED = """
select count(*) from deadlines_deadline d
join stage_child s on s.child_id = d.child_id
join reviews_review r on r.id = d.review_id
join stage_review v on v.child_id = d.child_id and v.held_on = r.held_on
where d.authority_id = %(authority)s and d.kind = 'review' and d.due_on is null and d.chain <> 'short-break'
"""

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


class NotInTime(NamedTuple):
    """One review that was late, or is overdue, or was never held."""

    local_id: str
    header_row: int
    row: int | None
    number: int
    rule: str
    due_on: date
    counted_from: date
    relaxed: bool
    held_on: date | None
    started_on: date
    ceased_on: date | None
    state: str
    of_adoption: bool
    numbered: bool


@dataclass(slots=True, kw_only=True)
class Timeliness:
    """What the checks on time found.

    `late` was held late, or never before care ended; `late_adoption` likewise under the adoption rules, which are
    counted apart; `overdue` is still owed; `not_judged` counts what only earlier returns could tell.
    """

    late: list[NotInTime] = field(default_factory=list)
    late_adoption: list[NotInTime] = field(default_factory=list)
    overdue: list[NotInTime] = field(default_factory=list)
    not_judged: int = 0
    findings: list[Finding] = field(default_factory=list)


def check(cursor: Any, *, authority_id: int, as_of: date, covers_until: date, files: Mapping[str, str]) -> Timeliness:
    """List what was not in time for the children of the return. A review counts when it stands in the return.

    Of a child who turned 18 since, a limit after `covers_until`, the last day that the return speaks of, is not judged.
    """
    cursor.execute(NOT_JUDGED, {"authority": authority_id})
    found = Timeliness(not_judged=cursor.fetchone()[0])
    cursor.execute(NOT_IN_TIME, {"authority": authority_id, "as_of": as_of, "covers_until": covers_until})
    for values in cursor.fetchall():
        item = NotInTime(*values)
        _list_for(found, item).append(item)
        found.findings.append(_finding(item, as_of, files))
    return found


def _list_for(found: Timeliness, item: NotInTime) -> list[NotInTime]:
    if item.state == "owed":
        return found.overdue
    return found.late_adoption if item.of_adoption else found.late


def covers_from(ret: Return903) -> date | None:
    """Say from which day on the return holds every review; None when it holds whole histories.

    A return of one year holds reviews of one collection year, whatever year it was said to be of; a few dates that lie
    elsewhere are mistakes and do not count.
    """
    days = sorted(row.review for row in ret.reviews if row.review is not None)
    if not days:
        return ret.year.starts_on
    strays = len(days) // STRAYS_ONE_IN
    first, last = CollectionYear.holding(days[strays]), CollectionYear.holding(days[-1 - strays])
    if first == last or first >= ret.year:
        return first.starts_on
    return None


def as_json(items: list[NotInTime]) -> list[dict[str, Any]]:
    """Give the reviews in the shape in which they are stored and printed."""
    return [
        {
            "child": item.local_id,
            "number": item.number,
            "due_on": item.due_on.isoformat(),
            "held_on": item.held_on.isoformat() if item.held_on else None,
            "rule": item.rule,
            "relaxed": item.relaxed,
        }
        for item in items
    ]


def nth(number: int) -> str:
    """Say which review of its series: first, second, ... 10th."""
    return ORDINALS[number] if number < len(ORDINALS) else f"{number}th"


def _finding(item: NotInTime, as_of: date, files: Mapping[str, str]) -> Finding:
    code, message = _told(item, as_of)
    held = item.held_on is not None
    return Finding(
        WARNING,
        files.get("reviews" if held else "header", ""),
        item.row if held else item.header_row,
        item.local_id,
        "REVIEW" if held else "CHILD",
        f"{item.held_on:%d/%m/%Y}" if item.held_on else "",
        code,
        message,
    )


def _told(item: NotInTime, as_of: date) -> tuple[str, str]:
    series = "adoption review" if item.of_adoption else "review"
    which = f"The {nth(item.number)} {series}" if item.numbered else f"A {series}"
    due = f"{which} was due by {in_words(item.due_on)} ({item.rule})"
    softened = " The limit was softened at that time: record the reason." if item.relaxed else ""
    if item.held_on is not None:
        days = (item.held_on - item.due_on).days
        late = f"{days} day{'' if days == 1 else 's'} late" if days > 0 else "completed late"
        return LATE, f"{due} and was held on {in_words(item.held_on)}, {late}.{softened}"
    if item.number == 1 and item.numbered and not item.of_adoption:
        since = f"Care began on {in_words(item.started_on)} and no review of it is known."
        return MISSING, f"{since} {due}.{softened}"
    if item.state == "owed":
        return OVERDUE, f"{due} and none is known by {in_words(as_of)}.{softened}"
    ended = f"care ended on {in_words(item.ceased_on)}" if item.ceased_on else "the child turned 18"
    return LATE, f"{due} and was not held before {ended}.{softened}"
