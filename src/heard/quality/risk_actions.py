"""Writing the log of resource risks: raised, asked, escalated, mitigated, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import visible_to
from heard.common.errors import DomainError, NotFound
from heard.quality.models import ResourceRisk, RiskChild, RiskStep

STATES = {
    RiskStep.Kind.MITIGATED: ResourceRisk.State.MITIGATED,
    RiskStep.Kind.CLOSED: ResourceRisk.State.CLOSED,
    RiskStep.Kind.REOPENED: ResourceRisk.State.OPEN,
}


class RiskWithoutWords(DomainError):
    """Say what puts the quality at risk, and choose what it is about."""


class RaisedInFuture(DomainError):
    """The day on which the risk was raised must be today or in the past."""


class UnknownChild(DomainError):
    """There is no such child among those whom you may see."""


class CountedTwice(DomainError):
    """Enter how many children are affected, or their numbers, not both."""


class StepWithoutWords(DomainError):
    """Say what was asked, answered or done."""


class StepWithoutWhom(DomainError):
    """Enter whom you asked, or to whom it was escalated."""


class StepOnWrongDay(DomainError):
    """The day must be today or in the past, and not before the last entry of this risk."""


class ClosedWithoutOutcome(DomainError):
    """Enter the outcome: what changed, so that this is no longer a risk. Without it the risk stays open."""


class ClosedAlready(DomainError):
    """This risk is closed. Open it again before you add to it."""


class NotClosed(DomainError):
    """Only a closed risk can be opened again."""


class UnknownStep(DomainError):
    """Choose what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What is at risk. `children` are numbers of the case system; `children_stated` a count where no list is given."""

    topic: str
    what: str
    raised_on: date
    children_stated: int | None = None
    children: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done: of which kind, when, with whom, in words."""

    kind: str
    on: date
    words: str
    whom: str = ""


@transaction.atomic
def raise_risk(*, risk: Risk, today: date, by: User) -> ResourceRisk:
    """Raise a resource risk. Raises NotPermitted, RiskWithoutWords, RaisedInFuture, CountedTwice, UnknownChild."""
    require(by, Permission.SUPPORT_OWN, authority_id=by.authority_id)
    if not risk.what.strip() or risk.topic not in ResourceRisk.Topic.values:
        raise RiskWithoutWords
    if risk.raised_on > today:
        raise RaisedInFuture
    if risk.children and risk.children_stated is not None:
        raise CountedTwice
    children = _children(risk.children, by)
    row = ResourceRisk.objects.create(
        authority_id=by.authority_id,
        topic=risk.topic,
        what=risk.what.strip(),
        raised_by=by,
        raised_on=risk.raised_on,
        children_stated=risk.children_stated,
    )
    RiskChild.objects.bulk_create(RiskChild(authority_id=by.authority_id, risk=row, child_id=pk) for pk in children)
    log.record(
        "risk.raised",
        authority_id=by.authority_id,
        by=by.pk,
        risk=row.pk,
        topic=row.topic,
        raised_on=row.raised_on,
        children=len(children),
    )
    return row


def _children(numbers: Sequence[str], by: User) -> list[int]:
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    found = dict(visible_to(by).filter(local_id__in=wanted).values_list("local_id", "pk"))
    missing = [number for number in wanted if number not in found]
    if missing:
        raise UnknownChild(
            "There is no child %(numbers)s among those whom you may see. Check the numbers.",
            numbers=", ".join(missing),
        )
    return [found[number] for number in wanted]


@transaction.atomic
def add_step(*, risk_id: int, step: Step, today: date, by: User) -> RiskStep:
    """Add what was done about a risk; mitigating, closing and opening again change its state.

    Raises NotPermitted, NotFound, UnknownStep, ClosedAlready, NotClosed, ClosedWithoutOutcome, StepWithoutWords,
    StepWithoutWhom, StepOnWrongDay.
    """
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    row = ResourceRisk.objects.select_for_update().filter(pk=risk_id, authority_id=by.authority_id).first()
    if row is None:
        raise NotFound
    _check(row, step, today=today)
    made = RiskStep.objects.create(
        authority_id=by.authority_id,
        risk=row,
        kind=step.kind,
        on=step.on,
        whom=step.whom.strip(),
        words=step.words.strip(),
        by=by,
    )
    row.state = STATES.get(RiskStep.Kind(step.kind), row.state)
    row.save(update_fields=["state"])
    log.record(f"risk.{step.kind}", authority_id=by.authority_id, by=by.pk, risk=row.pk, step=made.pk, on=step.on)
    return made


def _check(row: ResourceRisk, step: Step, *, today: date) -> None:
    kind = RiskStep.Kind
    if step.kind not in kind.values:
        raise UnknownStep
    closed = row.state == ResourceRisk.State.CLOSED
    if closed and step.kind != kind.REOPENED:
        raise ClosedAlready
    if not closed and step.kind == kind.REOPENED:
        raise NotClosed
    if not step.words.strip():
        raise ClosedWithoutOutcome if step.kind == kind.CLOSED else StepWithoutWords
    if step.kind in (kind.ASKED, kind.ESCALATED) and not step.whom.strip():
        raise StepWithoutWhom
    last = row.steps.order_by("-on").values_list("on", flat=True).first() or row.raised_on
    if step.on > today or step.on < last:
        raise StepOnWrongDay
