"""Plans for many children at once: a morning's arrivals, or the whole caseload of somebody who leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.actions import Seen
from heard.caseloads.carrying import Load
from heard.caseloads.findings import told
from heard.caseloads.fit import Ground
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import named_iros
from heard.caseloads.settings import guidance
from heard.caseloads.solver import Answer, NotShared, Place, Unit, share_out
from heard.caseloads.suggestion import Suggestion, Table, rank, table_of
from heard.children.family import sibling_groups
from heard.children.models import Child, PeriodOfCare
from heard.children.queries import visible_to
from heard.common.errors import DomainError, NotFound

SECONDS = 8.0


class NoAnswer(DomainError):
    """The children could not be shared out in time. Choose fewer of them."""


class NobodyChosen(DomainError):
    """Choose at least one child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One child of the plan. `seen` is the appointment that ran when the plan was made; `to` is the present IRO where
    the child stays; `departs` are the rules of practice for which a reason is needed. `grounds` speak for or against
    the choice, `able` are all whom the law allows, `weight` is the work in children of full-time care."""

    child: Child
    now: NamedIro | None
    to: User
    seen: Seen
    departs: tuple[str, ...]
    grounds: tuple[Ground, ...]
    able: tuple[User, ...]
    weight: Decimal

    @property
    def moves(self) -> bool:
        """Whether the child comes to another IRO."""
        return self.now is None or self.now.iro_id != self.to.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The weighted work of one officer before and after the plan, in children of full-time care."""

    user: User
    fte: Decimal
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who would go where. Nothing is saved. `unplaced` may be taken by nobody; `proved` says it is the best found."""

    moves: tuple[Move, ...]
    unplaced: tuple[Child, ...]
    officers: tuple[After, ...]
    proved: bool


def plan_batch(
    *, child_ids: Sequence[int], today: date, viewer: User, without: Iterable[int] = (), seconds: float = SECONDS
) -> Plan:
    """This will plan who takes these children, and save nothing. Nobody in `without` takes any.

    Brothers and sisters go together unless nobody may take them all. Raises NotPermitted, NotFound, NobodyChosen,
    NoAnswer.
    """
    require(viewer, Permission.IRO_APPOINT, authority_id=viewer.authority_id)
    if not child_ids:
        raise NobodyChosen
    children = list(visible_to(viewer).filter(pk__in=list(child_ids)).order_by("sort_key", "pk"))
    if len(children) != len(set(child_ids)):
        raise NotFound
    table = table_of(viewer.authority_id, viewer.authority.nation, child_ids=[one.pk for one in children], today=today)
    now = named_iros(child.pk for child in children)
    gone = set(without)
    ranked = {
        child.pk: {one.user.pk: one for one in rank(child, table) if one.user.pk not in gone} for child in children
    }
    weights = _weights([child.pk for child in children], table)
    units, unplaced = _units(children, ranked, now, weights, table)
    places = _places(table, now, weights, gone)
    try:
        answer = share_out(units, places, seconds=seconds)
    except NotShared as error:
        raise NoAnswer from error
    return Plan(
        moves=tuple(
            _move(child, now.get(child.pk), ranked, answer, weight=weights[child.pk], posts=_posts(table))
            for child in children
            if child.pk not in unplaced
        ),
        unplaced=tuple(child for child in children if child.pk in unplaced),
        officers=_after(table, now, weights, answer),
        proved=answer.proved,
    )


def plan_leaver(*, user_id: int, today: date, viewer: User, seconds: float = SECONDS) -> Plan:
    """This will plan who takes the whole caseload of somebody who leaves. Raises what `plan_batch` raises."""
    children = NamedIro.objects.filter(
        authority_id=viewer.authority_id, iro_id=user_id, ended_on__isnull=True, child__in=visible_to(viewer)
    ).filter(child__in=PeriodOfCare.objects.filter(ceased_on__isnull=True).values("child_id"))
    ids = list(children.values_list("child_id", flat=True))
    return plan_batch(child_ids=ids, today=today, viewer=viewer, without=[user_id], seconds=seconds)


_Ranked = dict[int, dict[int, Suggestion]]


def _weights(child_ids: list[int], table: Table) -> dict[int, float]:
    short = set(
        PeriodOfCare.objects.filter(child_id__in=child_ids, ceased_on__isnull=True, stream="short-break").values_list(
            "child_id", flat=True
        )
    )
    return {child: float(table.settings.weight_short_break) if child in short else 1.0 for child in child_ids}


def _units(
    children: Sequence[Child], ranked: _Ranked, now: dict[int, NamedIro], weights: dict[int, float], table: Table
) -> tuple[list[Unit], set[int]]:
    groups = sibling_groups(children[0].authority_id)
    wanted = {child.pk for child in children}
    posts = _posts(table)
    units: list[Unit] = []
    done: set[int] = set()
    unplaced: set[int] = set()
    for child in children:
        if child.pk in done:
            continue
        together = sorted(groups.get(child.pk, frozenset({child.pk})) & wanted)
        if len(together) > table.settings.largest_sibling_group or not _fit(together, ranked, posts):
            together = [child.pk]
        fit = _fit(together, ranked, posts)
        done |= set(together)
        if not fit:
            unplaced |= set(together)
            continue
        units.append(
            Unit(
                children=tuple(together),
                weight=sum(weights[one] for one in together),
                fit=fit,
                now={one: now[one].iro_id for one in together if one in now and now[one].iro_id in fit},
            )
        )
    return units, unplaced


def _fit(together: Sequence[int], ranked: _Ranked, posts: set[int]) -> dict[int, float]:
    able = set.intersection(
        *({iro for iro, one in ranked[child].items() if one.can_be_named and iro in posts} for child in together)
    )
    return {iro: float(sum(ranked[child][iro].score for child in together)) for iro in sorted(able)}


def _places(table: Table, now: dict[int, NamedIro], weights: dict[int, float], gone: set[int]) -> list[Place]:
    most = guidance(table.nation, table.settings).most
    moving = _carried(now, weights)
    return [
        Place(
            iro=one.user.pk,
            stays=float(table.loads.get(one.user.pk, Load()).weight(table.settings)) - moving.get(one.user.pk, 0.0),
            fte=float(one.fte),
            most=most,
        )
        for one in table.officers
        if one.fte and one.user.pk not in gone
    ]


def _carried(now: dict[int, NamedIro], weights: dict[int, float]) -> dict[int, float]:
    carried: dict[int, float] = {}
    for child, named in now.items():
        carried[named.iro_id] = carried.get(named.iro_id, 0.0) + weights[child]
    return carried


def _posts(table: Table) -> set[int]:
    return {one.user.pk for one in table.officers if one.fte}


def _move(
    child: Child, now: NamedIro | None, ranked: _Ranked, answer: Answer, *, weight: float, posts: set[int]
) -> Move:
    to = ranked[child.pk][answer.goes_to[child.pk]]
    return Move(
        child=child,
        now=now,
        to=to.user,
        seen=Seen(appointment_id=now.pk if now else None),
        departs=tuple(str(told(finding)) for finding in to.departs if finding.rule_id != "iro-same-siblings"),
        grounds=to.grounds,
        able=tuple(one.user for iro, one in ranked[child.pk].items() if one.can_be_named and iro in posts),
        weight=Decimal(str(weight)),
    )


def _after(table: Table, now: dict[int, NamedIro], weights: dict[int, float], answer: Answer) -> tuple[After, ...]:
    gained = dict.fromkeys((one.user.pk for one in table.officers), 0.0)
    for child, iro in answer.goes_to.items():
        gained[iro] += weights[child]
        if child in now:
            before_iro = now[child].iro_id
            gained[before_iro] = gained.get(before_iro, 0.0) - weights[child]
    rows = []
    for one in table.officers:
        weight = Decimal(table.loads.get(one.user.pk, Load()).weight(table.settings))
        rows.append(
            After(user=one.user, fte=one.fte, before=weight, after=weight + Decimal(str(round(gained[one.user.pk], 2))))
        )
    return tuple(rows)
