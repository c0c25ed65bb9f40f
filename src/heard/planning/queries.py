"""Reads of plans, their dates and significant changes."""

from collections.abc import Iterable, Sequence
from datetime import date

from heard.children.models import Child, EpisodeOfCare, PeriodOfCare
from heard.law import Nation
from heard.planning.limits import Facts, Placed
from heard.planning.models import PlanDate, SignificantChange

INTERIM = "C1"  # an interim care order: the court's timetable sets when the care plan is made
CARE_ORDER = "C2"
WITH_PARENT = "P1"
LONG_TERM = ("U1", "U4")
SAME_PLACEMENT = "L"  # an episode that began because of the legal status alone


def gather(
    child: Child,
    *,
    nation: str,
    period: PeriodOfCare,
    episodes: Sequence[EpisodeOfCare],
    reviewed_on: date | None,
    before_ended_on: date | None = None,
) -> Facts:
    """This will gather what the limits of planning rest on for a running period, in one query.

    `episodes` are those of the child, latest first; `reviewed_on` is the day of the first review of the period. What
    was done before `before_ended_on`, the last day of the period before, is left out; a plan may precede the period.
    """
    done = PlanDate.objects.filter(child=child)
    if before_ended_on is not None:
        done = done.filter(done_on__gt=before_ended_on)
    mine = [episode for episode in episodes if episode.period_id == period.pk]
    now = mine[0] if mine else None
    began = next((one for one in mine if one.reason_started != SAME_PLACEMENT), None)
    return Facts(
        nation=Nation(nation),
        started_on=period.started_on,
        born_on=child.born_on,
        placement_started_on=began.started_on if began else None,
        placed=placed_as(now.placement_type, now.legal_status) if now else Placed.ORDINARY,
        reviewed_on=reviewed_on,
        in_proceedings=now is not None and now.legal_status == INTERIM,
        done=days_by_kind(done),
    )


def placed_as(placement: str, legal_status: str) -> Placed:
    """This will say which visiting rule a placement follows, from the codes of the looked-after return."""
    if placement == WITH_PARENT:
        if legal_status == INTERIM:
            return Placed.PARENT_UNDER_INTERIM_ORDER
        return Placed.PARENT_UNDER_CARE_ORDER if legal_status == CARE_ORDER else Placed.WITH_PARENT
    return Placed.LONG_TERM if placement in LONG_TERM else Placed.ORDINARY


def days_by_kind(rows: Iterable[PlanDate]) -> dict[str, tuple[date, ...]]:
    """This will sort dated facts by kind, each oldest first."""
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row.done_on)
    return {kind: tuple(sorted(days)) for kind, days in found.items()}


def undecided_changes(child_id: int) -> list[SignificantChange]:
    """This will list the significant changes of a child on which nobody has decided yet, oldest first."""
    return list(SignificantChange.objects.filter(child_id=child_id, decision__isnull=True).order_by("told_on", "pk"))
