"""Everything that ties people of the authority to a child's case, gathered for the law of independence.

Ties are told (involvements), known from who works with a child (relationships), or follow: whoever manages a person
with a tie, directly or through others, manages one of those; so does the manager of the child's team.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from heard.accounts.line_management import managers_above
from heard.accounts.models import User
from heard.accounts.permissions import Role
from heard.caseloads.models import Involvement as Told
from heard.children.models import Child, Relationship
from heard.law import Nation
from heard.law.independence import Finding, Involvement, InvolvementKind, exclusions

MANAGES = InvolvementKind.MANAGES_ONE_OF_THOSE
OF_RELATIONSHIP = {
    Relationship.Kind.SOCIAL_WORKER.value: InvolvementKind.MANAGES_CASE,
    Relationship.Kind.TEAM_MANAGER.value: MANAGES,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of one person to one child. `told` is false where it follows from who manages whom now."""

    kind: InvolvementKind
    from_on: date | None
    until_on: date | None
    told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """The days on which the law bars a person, both included: from the beginning, or without end, when None."""

    finding: Finding
    from_on: date | None
    until_on: date | None
    told: bool


Ties = dict[tuple[int, int], list[Tie]]


def gather(authority_id: int, child_ids: Iterable[int]) -> Ties:
    """This will give the ties of everybody to these children, by child and person, in five queries."""
    wanted = list(child_ids)
    ties: Ties = {}
    told = Told.objects.filter(authority_id=authority_id, child_id__in=wanted)
    for child, user, kind, from_on, until_on in told.values_list("child_id", "user_id", "kind", "from_on", "until_on"):
        ties.setdefault((child, user), []).append(Tie(InvolvementKind(kind), from_on, until_on))
    works = Relationship.objects.filter(authority_id=authority_id, child_id__in=wanted, kind__in=list(OF_RELATIONSHIP))
    for child, user, kind, since, until in works.values_list("child_id", "user_id", "kind", "from_on", "until_on"):
        ties.setdefault((child, user), []).append(Tie(OF_RELATIONSHIP[kind], since, until))
    _add_managers(ties, managers_above(authority_id))
    _add_team_managers(ties, authority_id, wanted)
    return ties


def _add_managers(ties: Ties, above: dict[int, tuple[int, ...]]) -> None:
    for (child, user), known in list(ties.items()):
        for tie in list(known):
            if not tie.told or tie.kind is InvolvementKind.CONTROLS_RESOURCES:
                continue
            until = None if _lasts(tie.kind) else tie.until_on
            for manager in above.get(user, ()):
                ties.setdefault((child, manager), []).append(Tie(MANAGES, tie.from_on, until, told=False))


def _add_team_managers(ties: Ties, authority_id: int, child_ids: list[int]) -> None:
    managers: dict[int, list[int]] = {}
    people = User.objects.filter(
        authority_id=authority_id, is_active=True, team__isnull=False, roles__contains=[Role.TEAM_MANAGER]
    ).order_by()
    for user, team in people.values_list("pk", "team_id"):
        managers.setdefault(team, []).append(user)
    children = Child.objects.filter(authority_id=authority_id, pk__in=child_ids, team__isnull=False)
    for child, team in children.values_list("pk", "team_id"):
        for user in managers.get(team, ()):
            ties.setdefault((child, user), []).append(Tie(MANAGES, None, None, told=False))


@cache
def _lasts(kind: InvolvementKind) -> bool:
    """The law says whether having done it once excludes for good, the same in both nations."""
    done = Involvement(kind=kind, from_on=date(2020, 1, 1), until_on=date(2020, 1, 1))
    return bool(exclusions(Nation.ENGLAND, [done], on=date(2020, 1, 2)))


def barred(nation: Nation, ties: Iterable[Tie]) -> Iterator[Barred]:
    """This will give the spells on which each tie bars its person from being the IRO."""
    for tie in ties:
        day = tie.from_on or tie.until_on or date.max
        asked = Involvement(kind=tie.kind, from_on=tie.from_on, until_on=tie.until_on)
        for finding in exclusions(nation, [asked], on=day):
            yield Barred(
                finding=finding,
                from_on=tie.from_on,
                until_on=None if _lasts(tie.kind) else tie.until_on,
                told=tie.told,
            )


def in_the_way(nation: Nation, ties: Iterable[Tie], *, from_on: date) -> tuple[Finding, ...]:
    """This will give what bars a person on a day or any later one that is known, each ground of the law once."""
    found: dict[str, Finding] = {}
    for spell in barred(nation, ties):
        if spell.until_on is None or spell.until_on >= from_on:
            found.setdefault(spell.finding.citation, spell.finding)
    return tuple(found[citation] for citation in sorted(found))


def day_after(day: date) -> date:
    """This will give the next day."""
    return day + timedelta(days=1)
