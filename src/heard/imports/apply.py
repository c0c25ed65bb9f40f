"""Applies staged rows to the tables, set by set, inside one transaction of the caller.

The constraints of the tables hold throughout. Rows that the service recorded itself are never changed: where the return
tells otherwise, the difference is named. Rows that left the source's file stay.
"""

from datetime import date
from typing import Any

from heard.imports import staging
from heard.imports.plan import Plan

UPDATE_CHILDREN = """
with changed as (
  update children_child c set
    born_on = coalesce(s.born_on, c.born_on), died_on = coalesce(s.died_on, c.died_on),
    sex = coalesce(nullif(s.sex, ''), c.sex), ethnicity = coalesce(nullif(s.ethnicity, ''), c.ethnicity),
    upn = coalesce(nullif(s.upn, ''), c.upn), unaccompanied = s.unaccompanied or c.unaccompanied
  from stage_child s
  where c.authority_id = %(authority)s and c.local_id = s.local_id and c.source = 'return'
    and (c.born_on, c.died_on, c.sex, c.ethnicity, c.upn, c.unaccompanied) is distinct from (
      coalesce(s.born_on, c.born_on), coalesce(s.died_on, c.died_on), coalesce(nullif(s.sex, ''), c.sex),
      coalesce(nullif(s.ethnicity, ''), c.ethnicity), coalesce(nullif(s.upn, ''), c.upn),
      s.unaccompanied or c.unaccompanied)
    and (coalesce(s.died_on, c.died_on) < coalesce(s.born_on, c.born_on)) is not true
  returning c.id
) insert into stage_touched select id from changed
"""
ADD_CHILDREN = """
insert into children_child (authority_id, local_id, given_name, family_name, preferred_name, sort_key, born_on, died_on,
  sex, ethnicity, upn, unaccompanied, restricted, source)
select %(authority)s, s.local_id, '', '', '', s.sort_key, s.born_on, s.died_on, s.sex, s.ethnicity, s.upn,
  s.unaccompanied, false, 'return'
from stage_child s
where not exists (select from children_child c where c.authority_id = %(authority)s and c.local_id = s.local_id)
order by s.row
returning local_id
"""
FIND_CHILDREN = """
update stage_child s set child_id = c.id
from children_child c where c.authority_id = %(authority)s and c.local_id = s.local_id
"""
FIND_CHILD = "update {table} s set child_id = c.child_id from stage_child c where c.local_id = s.local_id"
UPDATE_PERIODS = """
with changed as (
  update children_periodofcare p set
    stream = s.stream, started_on = s.started_on, ceased_on = s.ceased_on, reason_ceased = s.reason_ceased,
    category_of_need = s.category_of_need, authorised_to_place_on = s.authorised_to_place_on,
    placed_for_adoption_on = s.placed_for_adoption_on
  from stage_period s
  where p.authority_id = %(authority)s and p.id = s.period_id and p.source = 'return' and {which}
    and (p.stream, p.started_on, p.ceased_on, p.reason_ceased, p.category_of_need, p.authorised_to_place_on,
      p.placed_for_adoption_on) is distinct from (s.stream, s.started_on, s.ceased_on, s.reason_ceased,
      s.category_of_need, s.authorised_to_place_on, s.placed_for_adoption_on)
  returning p.child_id
) insert into stage_touched select child_id from changed
"""
SHORTER = "coalesce(s.ceased_on, 'infinity') < coalesce(p.ceased_on, 'infinity')"
LONGER = f"not ({SHORTER})"
ADD_PERIODS = """
with added as (
  insert into children_periodofcare (authority_id, child_id, stream, started_on, ceased_on, reason_ceased,
    category_of_need, authorised_to_place_on, placed_for_adoption_on, reviews_known_from, source)
  select %(authority)s, s.child_id, s.stream, s.started_on, s.ceased_on, s.reason_ceased, s.category_of_need,
    s.authorised_to_place_on, s.placed_for_adoption_on,
    case when s.started_on < %(covers_from)s::date then %(covers_from)s::date end, 'return'
  from stage_period s where s.period_id is null
  returning child_id
) insert into stage_touched select child_id from added
"""
KNOW_REVIEWS_FROM = """
with told as (
  select id, case when started_on < %(covers_from)s::date then %(covers_from)s::date end as known_from
  from children_periodofcare where authority_id = %(authority)s and source = 'return'
), changed as (
  update children_periodofcare p set reviews_known_from = t.known_from from told t
  where p.authority_id = %(authority)s and p.id = t.id and p.reviews_known_from is distinct from t.known_from
  returning p.child_id
) insert into stage_touched select child_id from changed
"""
_EPISODE = (
    "reason_started, legal_status, category_of_need, placement_type, placement_provider, ceased_on, reason_ceased,"
    " reason_place_change, home_postcode, placement_postcode, urn"
)
_EPISODE_S = ", ".join(f"s.{name.strip()}" for name in _EPISODE.split(","))
_EPISODE_E = ", ".join(f"e.{name.strip()}" for name in _EPISODE.split(","))
KEEP_LATER_ENDS = """
update stage_episode s set ceased_on = e.ceased_on, reason_ceased = e.reason_ceased,
  reason_place_change = e.reason_place_change
from children_episodeofcare e
where e.child_id = s.child_id and e.started_on = s.started_on and e.authority_id = %(authority)s
  and s.ceased_on is null and e.ceased_on > %(year_ends_on)s
"""
UPDATE_EPISODES = f"""
update children_episodeofcare e set (period_id, {_EPISODE}) = row(p.id, {_EPISODE_S})
from stage_episode s join children_periodofcare p
  on p.authority_id = %(authority)s and p.child_id = s.child_id and p.started_on = s.home
where e.authority_id = %(authority)s and e.child_id = s.child_id and e.started_on = s.started_on
  and e.source = 'return' and (e.period_id, {_EPISODE_E}) is distinct from (p.id, {_EPISODE_S})
"""
ADD_EPISODES = f"""
insert into children_episodeofcare (authority_id, child_id, period_id, started_on, {_EPISODE}, source)
select %(authority)s, s.child_id, p.id, s.started_on, {_EPISODE_S}, 'return'
from stage_episode s join children_periodofcare p
  on p.authority_id = %(authority)s and p.child_id = s.child_id and p.started_on = s.home
where not exists (
  select from children_episodeofcare e
  where e.authority_id = %(authority)s and e.child_id = s.child_id and e.started_on = s.started_on)
"""
FIND_OWN_REVIEWS = """
update stage_review s set own_id = r.id
from reviews_review r
where r.authority_id = %(authority)s and r.source = 'service' and r.child_id = s.child_id
  and ((r.state = 'held' and s.held_on between r.held_on and coalesce(r.completed_on, r.held_on))
    or (r.state = 'arranged' and r.arranged_for = s.held_on))
"""
MOVE_REVIEWS = """
with moved as (
  update reviews_review r set period_id = best.id
  from (
    select held.id as review_id, (
      select p.id from children_periodofcare p
      where p.child_id = held.child_id and p.started_on <= held.held_on
        and (p.ceased_on is null or p.ceased_on >= held.held_on)
      order by p.started_on limit 1) as id
    from reviews_review held
    where held.authority_id = %(authority)s and held.state = 'held' and held.source = 'return'
      and held.child_id in (select child_id from stage_touched)
  ) best
  where r.authority_id = %(authority)s and r.id = best.review_id and r.period_id is distinct from best.id
  returning r.child_id
) insert into stage_touched select child_id from moved
"""
UPDATE_REVIEWS = """
update reviews_review r set participation_code = s.participation_code
from stage_review s
where r.authority_id = %(authority)s and r.child_id = s.child_id and r.held_on = s.held_on and r.state = 'held'
  and r.source = 'return' and s.participation_code <> '' and r.participation_code <> s.participation_code
"""
ADD_REVIEWS = """
with added as (
  insert into reviews_review (authority_id, child_id, period_id, state, held_on, place, participation_code, late_reason,
    late_note, cancelled_reason, source, version)
  select %(authority)s, s.child_id, p.id, 'held', s.held_on, '', s.participation_code, '', '', '', 'return', 1
  from stage_review s left join children_periodofcare p
    on p.authority_id = %(authority)s and p.child_id = s.child_id and p.started_on = s.home
  where s.own_id is null and not exists (
    select from reviews_review r where r.authority_id = %(authority)s and r.child_id = s.child_id
      and r.held_on = s.held_on and r.state = 'held')
  returning child_id
) insert into stage_touched select child_id from added
"""


def stage_all(cursor: Any, plan: Plan) -> None:
    """Copy everything that shall be stored into temporary tables."""
    staging.stage(cursor, "stage_child", staging.CHILD, plan.children)
    staging.stage(cursor, "stage_period", staging.PERIOD, plan.periods)
    staging.stage(cursor, "stage_episode", staging.EPISODE, plan.episodes)
    staging.stage(cursor, "stage_review", staging.REVIEW, plan.reviews)
    staging.make(cursor, "stage_touched", {"child_id": "int8"})


class Applier:
    """Applies what was staged, kind by kind, and counts."""

    def __init__(self, cursor: Any, *, authority_id: int, plan: Plan, covers_from: date | None) -> None:
        self.cursor = cursor
        self.plan = plan
        self.values = {"authority": authority_id, "covers_from": covers_from}
        self.created: dict[str, int] = {}
        self.updated: dict[str, int] = {}
        self.unchanged: dict[str, int] = {}
        self.new: list[str] = []

    def children(self) -> None:
        """Add children and complete those known; names are not touched."""
        updated = self._run(UPDATE_CHILDREN)
        created = self._run(ADD_CHILDREN)
        self.new = [local_id for (local_id,) in self.cursor.fetchall()]
        self._run(FIND_CHILDREN)
        for table in ("stage_period", "stage_episode", "stage_review"):
            self.cursor.execute(FIND_CHILD.format(table=table))
            self.cursor.execute(f"analyze {table}")
        self._count("children", created, updated, len(self.plan.children))

    def periods(self) -> None:
        """Change periods that end sooner first, so that none overlaps another on the way."""
        updated = self._run(UPDATE_PERIODS.format(which=SHORTER)) + self._run(UPDATE_PERIODS.format(which=LONGER))
        created = self._run(ADD_PERIODS)
        self._run(KNOW_REVIEWS_FROM)
        self.cursor.execute("analyze stage_touched")
        self._count("periods", created, updated, created + updated + self.plan.periods_unchanged)

    def episodes(self, *, year_ends_on: date) -> None:
        """Add and change episodes; an end that a later return brought stays."""
        self.cursor.execute(KEEP_LATER_ENDS, self.values | {"year_ends_on": year_ends_on})
        updated = self._run(UPDATE_EPISODES)
        created = self._run(ADD_EPISODES)
        self._count("episodes", created, updated, len(self.plan.episodes))

    def reviews(self) -> None:
        """Add reviews, complete their codes, and move those whose period of care changed about them."""
        self._run(FIND_OWN_REVIEWS)
        self._run(MOVE_REVIEWS)
        updated = self._run(UPDATE_REVIEWS)
        created = self._run(ADD_REVIEWS)
        self._count("reviews", created, updated, len(self.plan.reviews))

    def touched(self) -> list[int]:
        """Give the children whose due dates may have changed."""
        self.cursor.execute("select distinct child_id from stage_touched")
        return [child for (child,) in self.cursor.fetchall()]

    def _run(self, statement: str) -> int:
        self.cursor.execute(statement, self.values)
        return int(self.cursor.rowcount)

    def _count(self, kind: str, created: int, updated: int, told: int) -> None:
        self.created[kind], self.updated[kind] = created, updated
        self.unchanged[kind] = told - created - updated
