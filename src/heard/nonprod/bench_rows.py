"""Fills a database for the bench: authorities, people and children by the thousand, made in SQL, set by set.

Every child has one running period of care, a held review every half year, the booking of the next one for half of
them, a named IRO, and the diary that goes with it. Lives are spread by arithmetic: each run of a day gives the same.
"""

from datetime import date
from typing import Any

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Role

OFFICERS = 6
CASELOAD = 66
DOMAIN = "bench.example"

CHILDREN = """
insert into children_child (authority_id, local_id, given_name, family_name, preferred_name, sort_key, born_on, sex,
  ethnicity, upn, unaccompanied, restricted, source)
select a, n::text, 'Wren', 'Ashgrove ' || n, '', 'ashgrove ' || n || chr(1) || 'wren',
  %(today)s - 1500 - (n * 7919 %% 4400)::int, '2', 'WBRI', '', false, false, 'return'
from unnest(%(authorities)s::bigint[]) a, generate_series(1, %(each)s::int) n
"""
PERIODS = """
insert into children_periodofcare (authority_id, child_id, stream, started_on, reason_ceased, category_of_need, source)
select authority_id, id, 'full-time', %(today)s - 40 - (local_id::int * 131 %% 1000), '', 'N1', 'return'
from children_child where authority_id = any (%(authorities)s::bigint[])
"""
EPISODES = """
insert into children_episodeofcare (authority_id, child_id, period_id, started_on, reason_started, legal_status,
  category_of_need, placement_type, placement_provider, reason_ceased, reason_place_change, home_postcode,
  placement_postcode, urn, source)
select authority_id, child_id, id, started_on, 'S', 'C2', 'N1', 'U6', 'PR1', '', '', '', '', '', 'return'
from children_periodofcare where authority_id = any (%(authorities)s::bigint[])
"""
REVIEWS = """
insert into reviews_review (authority_id, child_id, period_id, state, place, held_on, completed_on, participation_code,
  late_reason, late_note, cancelled_reason, source, version)
select p.authority_id, p.child_id, p.id, 'held', '', p.started_on + day, p.started_on + day, 'PN1', '', '', '',
  'return', 1
from children_periodofcare p, unnest(array[20, 105, 280, 455, 630, 805, 980]) day
where p.authority_id = any (%(authorities)s::bigint[]) and p.started_on + day <= %(today)s
"""
BOOKINGS = """
insert into reviews_review (authority_id, child_id, period_id, state, arranged_for, arranged_time, place,
  participation_code, late_reason, late_note, cancelled_reason, source, version, recorded_by_id)
select p.authority_id, p.child_id, p.id, 'arranged', %(today)s + (p.id %% 28)::int, '10:00', 'At home', '', '', '', '',
  'service', 1, u.id
from children_periodofcare p
join accounts_user u on u.authority_id = p.authority_id and u.email like 'manager.%%'
where p.authority_id = any (%(authorities)s::bigint[]) and p.child_id %% 2 = 0
"""
NAMED = """
with officer as (
  select id, authority_id, row_number() over (partition by authority_id order by id) - 1 as place
  from accounts_user where email like 'iro%%' and authority_id = any (%(authorities)s::bigint[]))
insert into caseloads_namediro (authority_id, child_id, iro_id, appointed_on, reason_ended)
select p.authority_id, p.child_id, o.id, p.started_on + 3, ''
from children_periodofcare p
join children_child c on c.id = p.child_id
join officer o on o.authority_id = p.authority_id
  and o.place = case when c.local_id::int <= %(caseload)s then 0
    else 1 + c.local_id::int %% (%(officers)s - 1) end
"""
RELATED = """
insert into children_relationship (authority_id, child_id, user_id, kind, from_on)
select authority_id, child_id, iro_id, 'named_iro', appointed_on
from caseloads_namediro where authority_id = any (%(authorities)s::bigint[])
"""
DIARY = """
with numbered as (
  select r.*, p.started_on, row_number() over (partition by period_id order by r.held_on) as number,
    lag(r.held_on) over (partition by period_id order by r.held_on) as before
  from reviews_review r join children_periodofcare p on p.id = r.period_id
  where r.state = 'held' and r.authority_id = any (%(authorities)s::bigint[]))
insert into deadlines_deadline (authority_id, child_id, period_id, review_id, kind, chain, rule, step, number,
  counted_from, due_on, met_on, state, in_time, relaxed, note)
select authority_id, child_id, period_id, id, 'review', 'ordinary',
  case number when 1 then 'review-first-20wd' when 2 then 'review-second-3m' else 'review-subsequent-6m' end, 0, number,
  coalesce(before, started_on), held_on + 4 - (id %% 20 = 0)::int * 8, held_on, 'met', id %% 20 <> 0, false, ''
from numbered
"""
OWED = """
insert into deadlines_deadline (authority_id, child_id, period_id, kind, chain, rule, step, number, counted_from,
  due_on, state, relaxed, note)
select p.authority_id, p.child_id, p.id, 'review', 'ordinary',
  case last.held when 1 then 'review-second-3m' else 'review-subsequent-6m' end, 0, last.held + 1, last.held_on,
  (last.held_on + case last.held when 1 then interval '3 months' else interval '6 months' end)::date, 'owed', false, ''
from children_periodofcare p,
  lateral (select count(*) as held, max(held_on) as held_on from reviews_review r
    where r.authority_id = p.authority_id and r.child_id = p.child_id and r.state = 'held') last
where p.authority_id = any (%(authorities)s::bigint[])
"""
APPOINTED = """
insert into deadlines_deadline (authority_id, child_id, period_id, kind, chain, rule, step, number, counted_from,
  due_on, met_on, state, in_time, relaxed, note)
select authority_id, child_id, id, 'appoint_iro', 'appoint-iro', 'iro-appoint-5wd', 0, 1, started_on, started_on + 7,
  started_on + 3, 'met', true, false, ''
from children_periodofcare where authority_id = any (%(authorities)s::bigint[])
"""
HEAVY = """
create temporary table heavy on commit drop as
select v.authority_id, v.child_id, v.id, v.held_on, m.id as manager_id
from accounts_user u
join accounts_user m on m.authority_id = u.authority_id and m.email like 'manager.%%'
join lateral (
  select child_id from children_relationship where user_id = u.id order by child_id limit 1) first on true
join reviews_review v on v.child_id = first.child_id and v.state = 'held'
where u.authority_id = any (%(authorities)s::bigint[]) and u.email like 'iro0.%%';
update reviews_review v set source = 'service', recorded_by_id = h.manager_id from heavy h where h.id = v.id;
insert into reviews_reviewdecision (authority_id, review_id, child_id, number, words, words_for_child, owner_kind,
  owner_name, due_on, remedial_reason, state, outcome, carried_times, version)
select authority_id, id, child_id, n, 'Swimming lessons begin, number ' || n, '', 'sw', 'Callum Rushbrook',
  held_on + 30, '', 'open', '', 0, 1
from heavy, generate_series(1, 40) n;
insert into reviews_paper (authority_id, review_id, kind, name, needed, reason_not_needed, received_on, version)
select authority_id, id, 'other', 'Report ' || n, true, '', held_on - 5, 1 from heavy, generate_series(1, 30) n;
insert into children_party (authority_id, child_id, kind, name, relation, parental_responsibility, language,
  spoken_language, interpreter, accessible_format, channel, email, telephone, postal_address, left_out, left_out_why,
  child_agrees, ended_why, version, recorded_by_id)
select distinct authority_id, child_id, 'relative', 'Aunt ' || n, 'Aunt', 'no', 'en', '', false, '', 'held', '', '',
  '', '', '', '', '', 1, manager_id
from heavy, generate_series(1, 10) n;
insert into reviews_invitation (authority_id, review_id, party_id, invited, consulted, reason_not, sequence, coming,
  wants_separate_talk, bounced_note, answered_by, answers, version, sent_on, open_to,
  told_place)
select h.authority_id, h.id, p.id, true, true, '', 0, 'whole', false, '', '', '{}', 1, h.held_on - 20, '{}', ''
from heavy h join children_party p on p.child_id = h.child_id
"""  # the first child of the first officer: 40 decisions, 30 papers and 10 people at each review
FACTS = (CHILDREN, PERIODS, EPISODES, REVIEWS, BOOKINGS, NAMED, RELATED)
DUE_DATES = (DIARY, OWED, APPOINTED)
INDEXED = (
    "children_child",
    "children_periodofcare",
    "children_episodeofcare",
    "children_relationship",
    "reviews_review",
    "caseloads_namediro",
    "deadlines_deadline",
)


def people(names: list[str], *, officers: int = OFFICERS) -> list[int]:
    """This will make authorities of these names with their reviewing officers and a manager, and give their numbers."""
    made = ResponsibleAuthority.objects.bulk_create(
        [ResponsibleAuthority(name=name, nation="england") for name in names]
    )
    staff = [("manager", Role.IRO_MANAGER), *((f"iro{place}", Role.IRO) for place in range(officers))]
    User.objects.bulk_create(
        [
            User(
                authority=authority,
                email=f"{who}.{authority.pk}@{DOMAIN}",
                name=f"{who.title()} Oakhollow",
                roles=[role.value],
                password="!",  # noqa: S106  # nobody signs in with one
            )
            for authority in made
            for who, role in staff
        ]
    )
    return [authority.pk for authority in made]


def fill(
    cursor: Any,
    authorities: list[int],
    *,
    each: int,
    today: date,
    officers: int = OFFICERS,
    caseload: int = CASELOAD,
    heavy: bool = False,
) -> None:
    """This will make so many children for each of the authorities, which hold none yet, with everything about them.

    The first officer carries `caseload` of them; the others share the rest. With `heavy` the first child of that
    officer has reviews with 40 decisions, 30 papers and 10 people each.
    """
    wanted = {
        "authorities": authorities,
        "each": each,
        "today": today,
        "caseload": min(caseload, each),
        "officers": officers,
    }
    for statement in FACTS:
        cursor.execute(statement, wanted)
    if heavy:
        for statement in HEAVY.split(";"):
            cursor.execute(statement, wanted)
    cursor.execute("analyze " + ", ".join(INDEXED))  # the due dates are found by joining what was just written
    for statement in DUE_DATES:
        cursor.execute(statement, wanted)
    cursor.execute("analyze")


def counts(cursor: Any) -> dict[str, int]:
    """This will count what stands in the tables, as their owner."""
    found = {}
    for table in INDEXED:
        cursor.execute(f"select count(*) from {table}")
        found[table.partition("_")[2]] = cursor.fetchone()[0]
    return found
