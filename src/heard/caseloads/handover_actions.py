"""From the appointment to the goodbye: acceptance, introduction, a planned change, the planned ending at 18."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.actions import name_iro
from heard.caseloads.appointments import end_appointment
from heard.caseloads.findings import all_told, cited
from heard.caseloads.models import Acceptance, Handover, Introduction, NamedIro
from heard.caseloads.suggestion import suggest
from heard.children.models import Child, PeriodOfCare
from heard.children.queries import get_visible, visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import birthday


class AnsweredAlready(DomainError):
    """You have answered this appointment already."""


class AppointmentOver(DomainError):
    """This appointment has ended."""


class MetOnAnotherDay(DomainError):
    """The day of the introduction must be today or in the past, and not before the appointment unless the IRO before
    was there."""


class UnknownWay(DomainError):
    """Choose how the IRO met the child from the list."""


class IntroducedAlready(DomainError):
    """An introduction on that day is recorded already."""


class NoIroYet(DomainError):
    """The child has no IRO now. Name one instead of planning a change."""


class PlannedAlready(DomainError):
    """A change or an ending is planned for this child already. Withdraw it first."""


class PlannedInThePast(DomainError):
    """The day of the change must be today or later, and a joint introduction not after it."""


class NoReason(DomainError):
    """Choose why the IRO changes, and say it in words where it is another reason."""


class CannotTakeOver(DomainError):
    """This person cannot take over. Choose somebody else."""


class BirthdayUnknown(DomainError):
    """The child's date of birth is not known, so the day of the 18th birthday cannot be worked out."""


class NoLongerPlanned(DomainError):
    """This was carried out or withdrawn already."""


@transaction.atomic
def answer_appointment(*, appointment_id: int, conflict: str = "", today: date, by: User) -> Acceptance:
    """Accept an appointment and declare to know of no conflict of independence, or tell of one in words.

    Only the IRO answers. Raises NotFound, NotPermitted, AppointmentOver, AnsweredAlready.
    """
    named = _running(appointment_id, by)
    if named.iro_id != by.pk:
        raise NotPermitted
    if Acceptance.objects.filter(appointment=named).exists():
        raise AnsweredAlready
    row = Acceptance.objects.create(
        authority_id=named.authority_id,
        appointment=named,
        answered_on=today,
        declares_independence=not conflict.strip(),
        conflict_told=conflict.strip(),
    )
    log.record(
        "iro.accepted" if row.declares_independence else "iro.told_of_conflict",
        authority_id=named.authority_id,
        by=by.pk,
        child_id=named.child_id,
        appointment=named.pk,
    )
    events.publish("iro.answered", authority_id=named.authority_id, child_id=named.child_id, today=today)
    return row


@transaction.atomic
def record_introduction(*, appointment_id: int, met_on: date, how: str, today: date, by: User) -> Introduction:
    """Record that the IRO met the child to introduce themselves. The IRO or the manager may.

    Raises NotFound, NotPermitted, AppointmentOver, MetOnAnotherDay, UnknownWay, IntroducedAlready.
    """
    named = _running(appointment_id, by)
    if named.iro_id != by.pk:
        require(by, Permission.IRO_APPOINT, authority_id=named.authority_id)
    if how not in Introduction.How.values:
        raise UnknownWay
    if met_on > today or (met_on < named.appointed_on and how != Introduction.How.JOINT):
        raise MetOnAnotherDay
    if Introduction.objects.filter(appointment=named, met_on=met_on).exists():
        raise IntroducedAlready
    row = Introduction.objects.create(
        authority_id=named.authority_id, appointment=named, met_on=met_on, how=how, recorded_by=by
    )
    log.record("iro.introduced", authority_id=named.authority_id, by=by.pk, child_id=named.child_id, on=met_on, how=how)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan:
    """What is planned. `carried` are the decisions and concerns still open, in words for the IRO who takes over."""

    to_iro_id: int
    change_on: date
    why: str
    reason: str = ""
    joint_introduction_on: date | None = None
    carried: tuple[str, ...] = ()


@transaction.atomic
def plan_change(*, child_id: int, plan: ChangePlan, today: date, by: User) -> Handover:
    """Plan that another IRO takes over on a day; until then the present one acts. Who is barred now cannot be planned.

    Raises NotPermitted, NotFound, NoIroYet, PlannedAlready, PlannedInThePast, NoReason, CannotTakeOver.
    """
    child, named = _child_with_iro(child_id, by)
    introduction = plan.joint_introduction_on
    if plan.change_on < today or (introduction is not None and introduction > plan.change_on):
        raise PlannedInThePast
    reasons = set(Handover.Why.values) - {Handover.Why.EIGHTEEN.value}
    if plan.why not in reasons or (plan.why == Handover.Why.OTHER and not plan.reason.strip()):
        raise NoReason
    _refuse_unfit(child, named, plan, today=today, by=by)
    row = Handover.objects.create(
        authority_id=child.authority_id,
        child=child,
        appointment=named,
        kind=Handover.Kind.CHANGE,
        to_iro_id=plan.to_iro_id,
        change_on=plan.change_on,
        joint_introduction_on=introduction,
        why=plan.why,
        reason=plan.reason.strip(),
        carried=_words(plan.carried),
        planned_by=by,
    )
    log.record(
        "iro.change_planned",
        authority_id=child.authority_id,
        by=by.pk,
        child_id=child.pk,
        to_iro=plan.to_iro_id,
        on=plan.change_on,
        why=plan.why,
    )
    return row


@transaction.atomic
def plan_ending(*, child_id: int, carried: Sequence[str], today: date, by: User) -> Handover:
    """Plan the goodbye on the 18th birthday: the IRO acts until then.

    Raises NotPermitted, NotFound, NoIroYet, PlannedAlready, BirthdayUnknown, PlannedInThePast.
    """
    child, named = _child_with_iro(child_id, by)
    if child.born_on is None:
        raise BirthdayUnknown
    leaves_on = birthday(child.born_on, AGE_OF_LEAVING_CARE)
    if leaves_on < today:
        raise PlannedInThePast
    row = Handover.objects.create(
        authority_id=child.authority_id,
        child=child,
        appointment=named,
        kind=Handover.Kind.ENDING,
        change_on=leaves_on,
        why=Handover.Why.EIGHTEEN,
        carried=_words(carried),
        planned_by=by,
    )
    log.record("iro.ending_planned", authority_id=child.authority_id, by=by.pk, child_id=child.pk, on=leaves_on)
    return row


@transaction.atomic
def withdraw_handover(*, handover_id: int, by: User) -> Handover:
    """Take a plan back; the present IRO goes on. Raises NotPermitted, NotFound, NoLongerPlanned."""
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    row = Handover.objects.select_for_update().filter(pk=handover_id, child__in=visible_to(by)).first()
    if row is None:
        raise NotFound
    if row.state != Handover.State.PLANNED:
        raise NoLongerPlanned
    row.state = Handover.State.WITHDRAWN
    row.save(update_fields=["state"])
    log.record(
        "iro.handover_withdrawn", authority_id=row.authority_id, by=by.pk, child_id=row.child_id, handover=row.pk
    )
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """What the day's work did. Those with a problem stay planned; the IRO before goes on acting."""

    done: int
    with_problem: int


def carry_out_handovers(*, authority_id: int, today: date) -> CarriedOut:
    """Carry out what was planned for today or earlier, each by itself and in the name of who planned it.

    The IRO before ends and the next begins on the same day in one transaction; where the next cannot be named any more,
    the sentence is kept, and nobody ends. Safe to run twice.
    """
    due = Handover.objects.filter(authority_id=authority_id, state=Handover.State.PLANNED, change_on__lte=today)
    with transaction.atomic():
        numbers = list(due.order_by("change_on", "pk").values_list("pk", flat=True))
    results = [_carry_out(pk, today) for pk in numbers]
    return CarriedOut(done=sum(results), with_problem=len(results) - sum(results))


def _carry_out(handover_id: int, today: date) -> bool:
    with transaction.atomic():
        child_id = Handover.objects.values_list("child_id", flat=True).get(pk=handover_id)
        Child.objects.select_for_update(of=("self",)).get(pk=child_id)
        row = Handover.objects.select_for_update().get(pk=handover_id)
        if row.state != Handover.State.PLANNED:
            return False
        try:
            with transaction.atomic():
                _do(row, today)
        except DomainError as error:
            row.problem = error.message
            row.save(update_fields=["problem"])
            log.record(
                "iro.handover_failed", authority_id=row.authority_id, by=None, child_id=child_id, handover=row.pk
            )
            return False
        return True


def _do(row: Handover, today: date) -> None:
    if row.kind == Handover.Kind.CHANGE and row.to_iro_id is not None:
        name_iro(  # which settles the plan
            child_id=row.child_id,
            iro_id=row.to_iro_id,
            appointed_on=row.change_on,
            today=today,
            by=row.planned_by,
            reason=row.reason or row.get_why_display(),
        )
        return
    running = NamedIro.objects.select_for_update().filter(child_id=row.child_id, ended_on__isnull=True).first()
    if running is not None:
        end_appointment(running, on=max(row.change_on, running.appointed_on), why=NamedIro.ReasonEnded.CEASED)
    row.state, row.problem = Handover.State.DONE, ""
    row.save(update_fields=["state", "problem"])
    log.record(
        "iro.handed_over", authority_id=row.authority_id, by=row.planned_by_id, child_id=row.child_id, handover=row.pk
    )


@transaction.atomic
def end_after_care(*, authority_id: int, today: date) -> int:
    """End the appointments of children who are no longer looked after, on the day that care ended; says how many.

    What was planned for them is withdrawn. Safe to run twice. A child who came back has a running period and keeps the
    IRO.
    """
    in_care = PeriodOfCare.objects.filter(authority_id=authority_id, ceased_on__isnull=True).values("child_id")
    rows = list(
        NamedIro.objects.select_for_update(of=("self",))
        .filter(authority_id=authority_id, ended_on__isnull=True)
        .exclude(child__in=in_care)
        .order_by("pk")
    )
    last: dict[int, date] = {}
    periods = PeriodOfCare.objects.filter(child_id__in=[row.child_id for row in rows], ceased_on__lte=today)
    for child, ceased_on in periods.order_by("ceased_on").values_list("child_id", "ceased_on"):
        if ceased_on is not None:
            last[child] = ceased_on
    ended = 0
    for row in rows:
        if row.child_id in last:
            end_appointment(row, on=max(last[row.child_id], row.appointed_on), why=NamedIro.ReasonEnded.CEASED)
            _withdraw_planned(row.child_id)
            ended += 1
    log.record("iro.ended_after_care", authority_id=authority_id, by=None, children=ended)
    return ended


def _withdraw_planned(child_id: int) -> None:
    for row in Handover.objects.select_for_update().filter(child_id=child_id, state=Handover.State.PLANNED):
        row.state = Handover.State.WITHDRAWN
        row.save(update_fields=["state"])
        log.record("iro.handover_withdrawn", authority_id=row.authority_id, by=None, child_id=child_id, handover=row.pk)


def _running(appointment_id: int, by: User) -> NamedIro:
    named = NamedIro.objects.select_for_update(of=("self",)).filter(pk=appointment_id, child__in=visible_to(by)).first()
    if named is None:
        raise NotFound
    if named.ended_on is not None:
        raise AppointmentOver
    return named


def _child_with_iro(child_id: int, by: User) -> tuple[Child, NamedIro]:
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    child = Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)
    named = NamedIro.objects.filter(child=child, ended_on__isnull=True).first()
    if named is None:
        raise NoIroYet
    if Handover.objects.filter(child=child, state=Handover.State.PLANNED).exists():
        raise PlannedAlready
    return child, named


def _refuse_unfit(child: Child, named: NamedIro, plan: ChangePlan, *, today: date, by: User) -> None:
    found = {one.user.pk: one for one in suggest(child_id=child.pk, today=today, viewer=by)}
    to = found.get(plan.to_iro_id)
    if to is None or plan.to_iro_id == named.iro_id:
        raise CannotTakeOver("Choose another active reviewing officer of the service.")
    if to.blocks:
        raise CannotTakeOver("%(found)s Choose somebody else.", found=cited(to.blocks))
    if to.departs and not plan.reason.strip():
        raise NoReason("%(practice)s Say in words why this IRO is right.", practice=all_told(to.departs))


def _words(carried: Sequence[str]) -> list[str]:
    return [words.strip() for words in carried if words.strip()]
