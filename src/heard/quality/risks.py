"""Reads of the log of resource risks. Officers and managers read it; of the children each sees their own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.quality.models import ResourceRisk, RiskChild, RiskStep

ORDER = {ResourceRisk.State.OPEN: 0, ResourceRisk.State.MITIGATED: 1, ResourceRisk.State.CLOSED: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A risk with its steps, oldest first, and the affected children whom the reader may see."""

    risk: ResourceRisk
    steps: tuple[RiskStep, ...]
    children: tuple[Child, ...]

    @property
    def affected(self) -> int | None:
        """How many children: those listed and seen, else the number that was stated."""
        return len(self.children) or self.risk.children_stated

    def last(self, *kinds: str) -> RiskStep | None:
        """The last step of these kinds."""
        return next((step for step in reversed(self.steps) if step.kind in kinds), None)


def _read(viewer: User) -> QuerySet[ResourceRisk]:
    if not viewer.may(Permission.SUPPORT_OWN):
        return ResourceRisk.objects.none()
    seen = RiskChild.objects.filter(child__in=visible_to(viewer)).select_related("child").order_by("child__sort_key")
    return (
        ResourceRisk.objects.filter(authority_id=viewer.authority_id)
        .select_related("raised_by")
        .prefetch_related(
            Prefetch("steps", RiskStep.objects.select_related("by").order_by("on", "pk")),
            Prefetch("affected", seen),
        )
    )


def _risk(row: ResourceRisk) -> Risk:
    return Risk(risk=row, steps=tuple(row.steps.all()), children=tuple(one.child for one in row.affected.all()))


def listed(viewer: User, *, state: str = "") -> list[Risk]:
    """This will list the risks, open ones first and the latest on top, in three queries."""
    rows = _read(viewer).filter(state=state) if state else _read(viewer)
    found = sorted(rows.order_by("-raised_on", "-pk"), key=lambda row: ORDER[ResourceRisk.State(row.state)])
    return [_risk(row) for row in found]


def get_risk(risk_id: int, *, viewer: User) -> Risk:
    """This will give one risk. Raises NotFound."""
    row = _read(viewer).filter(pk=risk_id).first()
    if row is None:
        raise NotFound
    return _risk(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The risks of a span for the annual report (M48): raised and closed in it, and still open at its end."""

    raised: int
    closed: int
    open_at_end: int


def counted(authority_id: int, *, first: date, last: date) -> Counted:
    """This will count the risks of a span, both days included, from their steps, in two queries."""
    raised = ResourceRisk.objects.filter(authority_id=authority_id, raised_on__lte=last)
    turns = RiskStep.objects.filter(
        Q(kind=RiskStep.Kind.CLOSED) | Q(kind=RiskStep.Kind.REOPENED), authority_id=authority_id, on__lte=last
    ).order_by("on", "pk")
    state: dict[int, RiskStep] = {step.risk_id: step for step in turns}
    shut = {risk: step for risk, step in state.items() if step.kind == RiskStep.Kind.CLOSED}
    days = dict(raised.values_list("pk", "raised_on"))
    return Counted(
        raised=sum(on >= first for on in days.values()),
        closed=sum(step.on >= first for step in shut.values()),
        open_at_end=len(days) - len(shut),
    )
