"""Gathers from the tables what the law must know, for one child or for every child of an authority."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from heard.deadlines.diary import HeldReview, PeriodFacts
from heard.law import Nation, Stream

PERIODS = """
select p.id, p.child_id, p.stream, p.started_on, p.ceased_on, c.born_on, p.authorised_to_place_on,
       p.placed_for_adoption_on, p.reviews_known_from,
       (select min(n.appointed_on) from caseloads_namediro n
        where n.child_id = p.child_id and n.reason_ended <> 'corrected'
          and (p.ceased_on is null or n.appointed_on <= p.ceased_on)
          and (n.ended_on is null or n.ended_on > p.started_on))
from children_periodofcare p join children_child c on c.id = p.child_id
where p.authority_id = %(authority)s and (%(all)s or p.child_id = any (%(children)s))
order by p.id
"""
REVIEWS = """
select r.period_id, r.id, r.held_on, r.completed_on, r.source = 'service' and r.completed_on is null,
       d.id is not null
from reviews_review r
left join reviews_combinedduty d
  on d.review_id = r.id and d.kind = 'adoption' and d.outcome in ('not_held', 'goes_on')
where r.authority_id = %(authority)s and r.state = 'held' and r.period_id is not null and r.held_on <= %(today)s
  and (%(all)s or r.child_id = any (%(children)s))
order by r.period_id, r.held_on
"""


def gather(*, authority_id: int, nation: str, child_ids: Sequence[int] | None, today: date) -> Iterator[PeriodFacts]:
    """This will give the facts of each period of care, in two queries; of every child when `child_ids` is None.

    A review dated after today is a mistake and meets no limit. The queries run at once, so that the facts can be
    consumed while the connection is busy with a COPY.
    """
    wanted: dict[str, Any] = {
        "authority": authority_id,
        "all": child_ids is None,
        "children": list(child_ids or []),
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(PERIODS, wanted)
        periods = cursor.fetchall()
        cursor.execute(REVIEWS, wanted)
        held = _by_period(cursor.fetchall())
    law = Nation(nation)
    return (
        PeriodFacts(
            pk,
            child,
            law,
            Stream(stream),
            started,
            ceased,
            born,
            authorised,
            placed,
            held.get(pk, ()),
            appointed,
            known,
        )
        for pk, child, stream, started, ceased, born, authorised, placed, known, appointed in periods
    )


def _by_period(rows: list[tuple[int, int, date, date | None, bool, bool]]) -> dict[int, list[HeldReview]]:
    return {period: [HeldReview(*row[1:]) for row in group] for period, group in groupby(rows, key=itemgetter(0))}
