"""Reads of plans, their dates and significant changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import TypeVar

from django.db.models import QuerySet

from heard.accounts.models import User
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare
from heard.children.queries import Children, among, visible_to
from heard.common.errors import NotFound
from heard.law import Nation
from heard.law.pathway import TimeInCare
from heard.planning.limits import Facts, Limit, Placed, limits
from heard.planning.models import PlanDate, SignificantChange

INTERIM = "C1"
CARE_ORDER = "C2"
REMAND = "J1"
WITH_PARENT = "P1"
LONG_TERM = ("U1", "U4")
DETENTION = ("K1", "R5")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
AT_HOMES = (Placed.ORDINARY, Placed.LONG_TERM)  # with carers or in a home, chosen by the council
AWAY = ("T0", "T1", "T2", "T3", "T4")  # a temporary move: the placement goes on
Spell = TypeVar("Spell", PeriodOfCare, EpisodeOfCare)
SAME_CARER = ("L", "T", "U")  # an episode that began by a legal status, or a new kind of placement with the same carer


# Facts of planning ----------------------------------------------------------------------------------------------------


def gather(
    child: Child,
    *,
    nation: str,
    period: PeriodOfCare,
    episodes: Sequence[EpisodeOfCare],
    reviewed_on: date | None,
    before_ended_on: date | None = None,
    periods: Sequence[PeriodOfCare] = (),
) -> Facts:
    """This will gather what the limits of planning rest on for a running period, in one query.

    `episodes` are those of the child, latest first; `reviewed_on` is the day of the first review of the period;
    `before_ended_on` is the day on which the period before ended; `periods` are all of the child.
    """
    return facts_of(
        child,
        nation=nation,
        period=period,
        episodes=episodes,
        reviewed_on=reviewed_on,
        before_ended_on=before_ended_on,
        done=days_by_kind(PlanDate.objects.filter(child=child)),
        periods=periods,
    )


def facts_of(
    child: Child,
    *,
    nation: str,
    period: PeriodOfCare,
    episodes: Sequence[EpisodeOfCare],
    reviewed_on: date | None,
    before_ended_on: date | None,
    done: Mapping[str, tuple[date, ...]],
    periods: Sequence[PeriodOfCare] = (),
) -> Facts:
    """This will make the facts of planning from what was read. `episodes` are latest first; `periods` are all of the
    child, and without them nothing is said of a pathway plan."""
    mine = [episode for episode in episodes if episode.period_id == period.pk]
    here = [episode for episode in mine if episode.placement_type not in AWAY]
    placement = _same_placement(here)
    now, first = next(iter(here or mine), None), mine[-1] if mine else None
    placed = placed_as(now.placement_type, now.legal_status) if now else Placed.ORDINARY
    if period.stream == PeriodOfCare.Stream.SHORT_BREAK:
        placed = Placed.SHORT_BREAKS
    return Facts(
        nation=Nation(nation),
        started_on=period.started_on,
        born_on=child.born_on,
        placement_started_on=placement[-1].started_on if placement else None,
        placed=placed,
        reviewed_on=reviewed_on,
        in_proceedings=first is not None and first.legal_status in (INTERIM, CARE_ORDER),
        done=done,
        ordered_on=_ordered_on(placement) if placed is Placed.PARENT_UNDER_CARE_ORDER else None,
        remanded=first is not None and first.legal_status == REMAND,
        before_ended_on=before_ended_on,
        postcodes_apart=now is not None and placed in AT_HOMES and _postcodes_apart(now),
        in_care=tuple(_in_care(one) for one in periods),
    )


def _postcodes_apart(episode: EpisodeOfCare) -> bool:
    """Whether home and placement have postcodes of different areas, the letters a postcode starts with."""
    home, placement = (_area(text) for text in (episode.home_postcode, episode.placement_postcode))
    return bool(home and placement) and home != placement


def _area(postcode: str) -> str:
    letters = takewhile(str.isalpha, postcode.strip().upper())
    return "".join(letters)


def _in_care(period: PeriodOfCare) -> TimeInCare:
    """A period as the test of a pathway plan counts it: the day on which it ceased is no day in care."""
    return TimeInCare(
        from_on=period.started_on,
        until_on=period.ceased_on - timedelta(days=1) if period.ceased_on else None,
        short_breaks_only=period.stream == PeriodOfCare.Stream.SHORT_BREAK,
    )


def placed_as(placement: str, legal_status: str) -> Placed:
    """This will say which rules a placement follows, from the codes of the looked-after return.

    A carer who is approved for a time, whose visits are weekly at first, has no code of its own in the return.
    """
    if placement == WITH_PARENT:
        if legal_status == INTERIM:
            return Placed.PARENT_UNDER_INTERIM_ORDER
        return Placed.PARENT_UNDER_CARE_ORDER if legal_status == CARE_ORDER else Placed.WITH_PARENT
    if placement in DETENTION and legal_status == REMAND:
        return Placed.DETAINED
    if placement in FOR_ADOPTION:
        return Placed.FOR_ADOPTION
    return Placed.LONG_TERM if placement in LONG_TERM else Placed.ORDINARY


def _same_placement(episodes: Sequence[EpisodeOfCare]) -> list[EpisodeOfCare]:
    """The episodes of the placement that runs, latest first. Temporary moves are left out before."""
    found: list[EpisodeOfCare] = []
    for index, episode in enumerate(episodes):
        found.append(episode)
        before = episodes[index + 1] if index + 1 < len(episodes) else None
        if before is None or _begins(episode, before):
            break
    return found


def _begins(episode: EpisodeOfCare, before: EpisodeOfCare) -> bool:
    """Whether another placement begins. Back from a temporary move to the same home is the same placement."""
    if (episode.placement_type in FOR_ADOPTION) != (before.placement_type in FOR_ADOPTION):
        return True
    same_home = (episode.placement_type, episode.placement_postcode) == (
        before.placement_type,
        before.placement_postcode,
    )
    away_between = before.ceased_on is not None and before.ceased_on < episode.started_on
    return episode.reason_started not in SAME_CARER and not (same_home and (away_between or not episode.reason_started))


def _ordered_on(placement: Sequence[EpisodeOfCare]) -> date | None:
    """The day of a care order made while the child lived with the parent already."""
    under = [episode for episode in placement if episode.legal_status == CARE_ORDER]
    return under[-1].started_on if under and under[-1] is not placement[-1] else None


def days_by_kind(rows: Iterable[PlanDate]) -> dict[str, tuple[date, ...]]:
    """This will sort dated facts by kind, each oldest first."""
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row.done_on)
    return {kind: tuple(sorted(days)) for kind, days in found.items()}


def limits_of(
    children: Iterable[Child], *, nation: str, held: Mapping[int, Sequence[date]], today: date
) -> dict[int, tuple[Limit, ...]]:
    """This will judge the limits of many children, in three queries. `held` are the days of their reviews.

    A child who is not looked after today has none.
    """
    wanted = list(children)
    periods, episodes, done = _by_child(PeriodOfCare, wanted), _by_child(EpisodeOfCare, wanted), _done(wanted)
    found: dict[int, tuple[Limit, ...]] = {}
    for child in wanted:
        mine = periods[child.pk]
        if not mine or (mine[0].ceased_on is not None and mine[0].ceased_on <= today):
            continue
        facts = facts_of(
            child,
            nation=nation,
            period=mine[0],
            episodes=episodes[child.pk],
            reviewed_on=min((day for day in held.get(child.pk, ()) if day >= mine[0].started_on), default=None),
            before_ended_on=mine[1].ceased_on if len(mine) > 1 else None,
            done=days_by_kind(done[child.pk]),
            periods=mine,
        )
        found[child.pk] = limits(facts, today=today)
    return found


def _by_child(model: type[Spell], children: Sequence[Child]) -> defaultdict[int, list[Spell]]:
    found: defaultdict[int, list[Spell]] = defaultdict(list)
    for row in model._default_manager.filter(child__in=children).order_by("-started_on"):
        found[row.child_id].append(row)
    return found


def _done(children: Sequence[Child]) -> defaultdict[int, list[PlanDate]]:
    found: defaultdict[int, list[PlanDate]] = defaultdict(list)
    for row in PlanDate.objects.filter(child__in=children):
        found[row.child_id].append(row)
    return found


def plan_dates_of(child_id: int) -> list[PlanDate]:
    """This will list what is recorded of a child's plans, visits and assessments, latest first, in one query."""
    return list(PlanDate.objects.filter(child_id=child_id).select_related("recorded_by").order_by("-done_on", "kind"))


def get_plan_date(plan_date_id: int, *, viewer: User) -> PlanDate:
    """This will give one dated fact with its child. Raises NotFound for none and for not theirs alike."""
    rows = PlanDate.objects.filter(pk=plan_date_id, child__in=visible_to(viewer))
    found = rows.select_related("child").first()
    if found is None:
        raise NotFound
    return found


# Significant changes --------------------------------------------------------------------------------------------------


def undecided_changes(child_id: int) -> list[SignificantChange]:
    """This will list the significant changes of a child on which nobody has decided yet, oldest first."""
    return list(SignificantChange.objects.filter(child_id=child_id, decision__isnull=True).order_by("told_on", "pk"))


def changes_of(child_id: int) -> list[SignificantChange]:
    """This will list the significant changes of a child with what was decided, latest first, in one query."""
    rows = SignificantChange.objects.filter(child_id=child_id)
    return list(_with_decision(rows).order_by("-told_on", "-pk"))


def get_change(change_id: int, *, viewer: User) -> SignificantChange:
    """This will give one change with its child and decision. Raises NotFound for none and for not theirs alike."""
    rows = SignificantChange.objects.filter(pk=change_id, child__in=visible_to(viewer))
    found = _with_decision(rows).select_related("child").first()
    if found is None:
        raise NotFound
    return found


def changes_to_decide(children: Children) -> list[SignificantChange]:
    """This will list the changes of children on which nobody has decided, oldest first, in one query."""
    rows = SignificantChange.objects.filter(among(children), decision__isnull=True)
    return list(rows.select_related("child").order_by("told_on", "pk"))


def _with_decision(rows: QuerySet[SignificantChange]) -> QuerySet[SignificantChange]:
    return rows.select_related("recorded_by", "decision", "decision__decided_by", "without_review")
