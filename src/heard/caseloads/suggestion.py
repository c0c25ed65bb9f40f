"""Who should be a child's IRO: everybody of the service, ranked and explained. The manager decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.carrying import Load, loads, per_post
from heard.caseloads.fit import Ground, Offered, Wanted, grounds, score
from heard.caseloads.independence import findings, keeps_register
from heard.caseloads.models import CaseloadSettings, Needs
from heard.caseloads.practice import Kin, departures, kin_of
from heard.caseloads.settings import guidance, settings_of
from heard.caseloads.team import Officer, officers
from heard.caseloads.ties import Ties, gather
from heard.children.models import Child, EpisodeOfCare
from heard.children.queries import get_visible
from heard.law import Nation
from heard.law.independence import Finding

ONE_CASE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One officer for one child. With `blocks` the law bars them, whatever the score; `departs` asks for a reason."""

    user: User
    load: Load
    fte: Decimal
    per_full_time: Decimal | None
    with_child: Decimal | None
    score: Decimal
    grounds: tuple[Ground, ...]
    blocks: tuple[Finding, ...]
    departs: tuple[Finding, ...]

    @property
    def can_be_named(self) -> bool:
        """Whether the law allows it."""
        return not self.blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that ranking needs of an authority, read once for any number of children."""

    nation: Nation
    today: date
    settings: CaseloadSettings
    officers: Sequence[Officer]
    loads: dict[int, Load]
    ties: Ties
    kin: dict[int, Kin]
    needs: dict[int, Needs]
    districts: dict[int, str]
    register: bool


def table_of(authority_id: int, nation: str, *, child_ids: Iterable[int], today: date) -> Table:
    """This will read what ranking needs, in twenty-one queries whatever the number of children and officers."""
    wanted = list(child_ids)
    return Table(
        nation=Nation(nation),
        today=today,
        settings=settings_of(authority_id),
        officers=[one for one in officers(authority_id, on=today) if not _gone(one.user, today)],
        loads=loads(authority_id, on=today),
        ties=gather(authority_id, wanted),
        kin=kin_of(authority_id, wanted),
        needs={row.child_id: row for row in Needs.objects.filter(child_id__in=wanted)},
        districts=_districts(wanted),
        register=keeps_register(authority_id),
    )


def _gone(user: User, today: date) -> bool:
    return user.access_until is not None and user.access_until < today


def _districts(child_ids: list[int]) -> dict[int, str]:
    latest = (
        EpisodeOfCare.objects.filter(child_id__in=child_ids)
        .order_by("child_id", "-started_on")
        .distinct("child_id")
        .values_list("child_id", "placement_postcode")
    )
    return {child: district_of(postcode) for child, postcode in latest}


def district_of(postcode: str) -> str:
    """This will give the first half of a postcode: all but the last three signs."""
    return postcode.replace(" ", "").upper()[:-3]


def suggest(*, child_id: int, today: date, viewer: User) -> list[Suggestion]:
    """This will rank the officers for one child: first whom the law allows, best first, then the barred by name.

    Raises NotPermitted, NotFound.
    """
    require(viewer, Permission.IRO_APPOINT, authority_id=viewer.authority_id)
    child = get_visible(child_id, viewer=viewer)
    table = table_of(viewer.authority_id, viewer.authority.nation, child_ids=[child.pk], today=today)
    return rank(child, table)


def suggest_first(
    *, children: Sequence[Child], today: date, viewer: User, now: Mapping[int, int] | None = None
) -> dict[int, Suggestion]:
    """This will give the best officer for each of these children, which the caller took from those visible.

    Each is ranked by itself; to share several out together is the batch's work. `now` are the present IROs by child,
    who are passed over. Raises NotPermitted.
    """
    require(viewer, Permission.IRO_APPOINT, authority_id=viewer.authority_id)
    ids = [child.pk for child in children]
    table = table_of(viewer.authority_id, viewer.authority.nation, child_ids=ids, today=today)
    best = {child.pk: rank(child, table) for child in children}
    first = {
        child: next((one for one in ranked if one.user.pk != (now or {}).get(child)), None)
        for child, ranked in best.items()
    }
    return {child: one for child, one in first.items() if one is not None and one.can_be_named}


def rank(child: Child, table: Table) -> list[Suggestion]:
    """This will rank the officers of a table for one of its children."""
    kin = table.kin[child.pk]
    against = {
        one.user.pk: findings(
            table.nation,
            one,
            table.ties.get((child.pk, one.user.pk), ()),
            from_on=table.today,
            today=table.today,
            register=table.register,
        )
        for one in table.officers
    }
    able = frozenset(pk for pk, found in against.items() if not any(finding.blocks for finding in found))
    wanted = _wanted(child, table)
    ranked = [_suggestion(one, kin, wanted, against[one.user.pk], able, table) for one in table.officers]
    return sorted(
        ranked, key=lambda one: (bool(one.blocks), 0 if one.blocks else -one.score, one.user.name, one.user.pk)
    )


def _wanted(child: Child, table: Table) -> Wanted:
    needs = table.needs.get(child.pk)
    return Wanted(
        languages=frozenset(needs.languages if needs else ()),
        specialisms=frozenset(needs.specialisms if needs else ()),
        district=table.districts.get(child.pk, ""),
        kin=table.kin[child.pk],
    )


def _suggestion(
    one: Officer, kin: Kin, wanted: Wanted, against: tuple[Finding, ...], able: frozenset[int], table: Table
) -> Suggestion:
    load = table.loads.get(one.user.pk, Load())
    weight = load.weight(table.settings)
    with_child = per_post(weight + ONE_CASE, one.fte)
    offered = Offered(
        user_id=one.user.pk,
        languages=frozenset(one.profile.languages if one.profile else ()),
        specialisms=frozenset(one.profile.specialisms if one.profile else ()),
        district=one.profile.base_district if one.profile else "",
        per_full_time=with_child,
        most=guidance(table.nation, table.settings).most,
    )
    found = grounds(wanted, offered, table.settings)
    warnings = tuple(finding for finding in against if not finding.blocks)
    practice = departures(
        table.nation,
        one,
        kin,
        able=able,
        largest_group=table.settings.largest_sibling_group,
        on=table.today,
    )
    return Suggestion(
        user=one.user,
        load=load,
        fte=one.fte,
        per_full_time=per_post(weight, one.fte),
        with_child=with_child,
        score=score(found, table.settings),
        grounds=found,
        blocks=tuple(finding for finding in against if finding.blocks),
        departs=(*warnings, *practice),
    )
