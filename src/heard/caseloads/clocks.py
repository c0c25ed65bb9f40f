"""The clocks of a new child beside the naming itself: when the service is told, and the authority's own target."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads.models import ServiceTold
from heard.children.models import Child, PeriodOfCare
from heard.common.clock import LONDON
from heard.law import (
    Citation,
    DueDate,
    LawError,
    Length,
    LengthKind,
    Nation,
    catalogue,
    due_date,
)

TOLD, TARGET = "iro-notify-service-2wd", "iro-appoint-local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whether the service was told of a child: the limit with its reason, the day recorded, and the day to propose.

    `due` is None where the nation sets no limit, or none can be worked out.
    """

    due: DueDate | None
    told_on: date | None
    proposed_on: date


def tellings(cared_for: Iterable[tuple[Child, PeriodOfCare]], *, nation: str, today: date) -> dict[int, Telling]:
    """This will give the telling of each period of care, by its key, in one query.

    Proposed is the day the child first stood in the service's records; for a child known from an earlier period of
    care that says nothing, and today is proposed.
    """
    rows = list(cared_for)
    told = dict(
        ServiceTold.objects.filter(period_id__in=[period.pk for _, period in rows]).values_list("period_id", "told_on")
    )
    return {
        period.pk: Telling(
            due=told_limit(nation, period.started_on),
            told_on=told.get(period.pk),
            proposed_on=_first_seen(child, period, today),
        )
        for child, period in rows
    }


def _first_seen(child: Child, period: PeriodOfCare, today: date) -> date:
    seen = child.created_at.astimezone(LONDON).date()
    return seen if period.started_on <= seen <= today else today


def told_limit(nation: str, started_on: date) -> DueDate | None:
    """This will give the limit for telling the service (iro-notify-service-2wd); None where there is none."""
    try:
        return due_date(catalogue().rule(TOLD, Nation(nation)), counted_from=started_on)
    except LawError:
        return None


def own_target(authority: ResponsibleAuthority, started_on: date) -> DueDate | None:
    """This will give the authority's own target for naming an IRO (iro-appoint-local) with its reason.

    The length is the authority's setting in working days; None where it set none, or past the known holidays. The
    catalogue keeps the rule under England; an authority in Wales may set itself a target likewise.
    """
    days = authority.allocation_target_working_days
    if days is None:
        return None
    rule = catalogue().rule(TARGET, Nation.ENGLAND)
    own = replace(
        rule.latest,
        length=Length(kind=LengthKind.WORKING_DAYS, amount=days),
        citation=Citation(instrument=f"the settings of {authority.name}", provision="own target"),
        note="",
    )
    try:
        return due_date(replace(rule, nation=Nation(authority.nation), versions=(own,)), counted_from=started_on)
    except LawError:
        return None
