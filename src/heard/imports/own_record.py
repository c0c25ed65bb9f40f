"""Where the service's own record and the return differ. The service's record stands; the difference is named."""

from collections.abc import Iterator, Mapping
from typing import Any

from heard.imports.findings import WARNING, Finding, in_words

CODE = "H-OWN-RECORD"

CHILDREN = """
select s.local_id, s.row, d.field, d.given, d.kept
from stage_child s
join children_child c on c.authority_id = %(authority)s and c.id = s.child_id and c.source = 'service'
cross join lateral (values
  ('DOB', to_char(s.born_on, 'DD/MM/YYYY'), to_char(c.born_on, 'DD/MM/YYYY')),
  ('SEX', s.sex, c.sex), ('ETHNIC', s.ethnicity, c.ethnicity), ('UPN', s.upn, c.upn)) as d (field, given, kept)
where coalesce(d.given, '') <> '' and d.given is distinct from d.kept
order by s.row, d.field
"""
EPISODES = """
select s.local_id, s.row, d.field, d.given, d.kept
from stage_episode s
join children_episodeofcare e on e.authority_id = %(authority)s and e.child_id = s.child_id
  and e.started_on = s.started_on and e.source = 'service'
cross join lateral (values
  ('LS', s.legal_status, e.legal_status), ('PLACE', s.placement_type, e.placement_type),
  ('CIN', s.category_of_need, e.category_of_need), ('REC', s.reason_ceased, e.reason_ceased),
  ('DEC', to_char(s.ceased_on, 'DD/MM/YYYY'), to_char(e.ceased_on, 'DD/MM/YYYY'))) as d (field, given, kept)
where coalesce(d.given, '') <> '' and d.given is distinct from d.kept
order by s.row, d.field
"""
REVIEWS = """
select s.local_id, s.row, s.held_on, s.participation_code, r.state, r.held_on, r.participation_code
from stage_review s join reviews_review r on r.authority_id = %(authority)s and r.id = s.own_id
where r.state = 'arranged' or r.held_on <> s.held_on
  or (s.participation_code <> '' and s.participation_code <> r.participation_code)
order by s.row
"""


def differences(cursor: Any, *, authority_id: int, files: Mapping[str, str]) -> Iterator[Finding]:
    """Name each staged row that tells otherwise than the service's own record; `files` are names by kind of table."""
    for kind, query in (("header", CHILDREN), ("episodes", EPISODES)):
        cursor.execute(query, {"authority": authority_id})
        for local_id, row, field, given, kept in cursor.fetchall():
            message = f"The service recorded {kept or 'nothing here'}; the return says {given}. Nothing was changed."
            yield _finding(files.get(kind, ""), row, local_id, field, given, message)
    cursor.execute(REVIEWS, {"authority": authority_id})
    for local_id, row, held_on, code, state, own_on, own_code in cursor.fetchall():
        file = files.get("reviews", "")
        given = f"{held_on:%d/%m/%Y}"
        if state == "arranged":
            message = (
                f"The service arranged a review for {in_words(held_on)} and has not recorded it as held; the return "
                "says it was. Record it. Nothing was changed."
            )
            yield _finding(file, row, local_id, "REVIEW", given, message)
            continue
        if own_on != held_on:
            message = f"The service recorded this review as held on {in_words(own_on)}. Nothing was changed."
            yield _finding(file, row, local_id, "REVIEW", given, message)
        if code and code != own_code:
            message = f"The service recorded {own_code or 'no code'}; the return says {code}. Nothing was changed."
            yield _finding(file, row, local_id, "REVIEW_CODE", code, message)


def _finding(file: str, row: int, local_id: str, field: str, came_as: str, message: str) -> Finding:
    return Finding(WARNING, file, row, local_id, field, came_as, CODE, message)
