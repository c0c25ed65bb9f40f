"""Writing supervision: planned with cases drawn by lot, held, cancelled, and what was agreed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError, NotFound
from heard.quality import draw
from heard.quality.access import officer_named
from heard.quality.models import AgreedAction, DrawnCase, SupervisionSession
from heard.quality.supervision import caseload_to_draw_from

LONGEST = 300


class SupervisesThemselves(DomainError):
    """Nobody supervises themselves. Another manager plans this session."""


class UnknownKind(DomainError):
    """Choose supervision, observation of a review, or a reflective session."""


class BadNumberOfCases(DomainError):
    """Enter how many cases to draw: a whole number from 1 to 10."""


class EmptyCaseload(DomainError):
    """No case can be drawn: this officer is the named IRO of no looked-after child whom you may see. Name children
    first, or plan the session when there are some."""


class PlannedInThePast(DomainError):
    """A session is planned for today or a later day. One that took place is planned for today, and recorded with its
    own date."""


class PlannedAlready(DomainError):
    """A session of this kind is planned with this officer already. Record or cancel it before the next is planned: the
    cases are drawn once."""


class NotPlanned(DomainError):
    """This session was held or cancelled already."""


class HeldInFuture(DomainError):
    """The date of the session must be today or in the past."""


class NextIsNotLater(DomainError):
    """The next session must be after this one."""


class CaseNotTold(DomainError):
    """Say for each case drawn whether the review is child-centred; where it is not wholly so, say in words what you
    found."""


class NoReasonToCancel(DomainError):
    """Enter why the session is cancelled."""


class NotHeld(DomainError):
    """Record first that the session was held, then what was agreed in it."""


class AgreedNothing(DomainError):
    """Enter what was agreed, in up to 300 letters."""


class UnknownDoer(DomainError):
    """Choose who does it: the officer or the supervisor."""


class DueBeforeAgreed(DomainError):
    """What was agreed is due on the day of the session or later."""


class DoneInFuture(DomainError):
    """The day on which it was done must be today or in the past, and not before the session."""


class DoneAlready(DomainError):
    """This is recorded as done already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A session to be: with whom, of which kind, when, and how many cases are drawn (1 to 10)."""

    officer_id: int
    kind: str
    planned_for: date
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found in one case."""

    child_centred: str
    words: str = ""


@transaction.atomic
def plan_session(*, plan: Plan, today: date, by: User, seed: str = "") -> SupervisionSession:
    """Plan a session and draw its cases by lot from the officer's caseload, among the children whom the manager may
    see. Without `seed` one is drawn by chance.

    Raises NotPermitted, NotFound, SupervisesThemselves, UnknownKind, BadNumberOfCases, PlannedInThePast,
    PlannedAlready, EmptyCaseload.
    """
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    officer = User.objects.select_for_update().get(pk=officer_named(plan.officer_id, authority_id=by.authority_id).pk)
    _check_plan(plan, officer, today=today, by=by)
    pool = caseload_to_draw_from(officer, viewer=by)
    if not pool:
        raise EmptyCaseload
    seed = seed or draw.new_seed()
    session = SupervisionSession.objects.create(
        authority_id=by.authority_id,
        officer=officer,
        supervisor=by,
        kind=plan.kind,
        planned_for=plan.planned_for,
        seed=seed,
        drawn_on=today,
        pool=pool,
    )
    DrawnCase.objects.bulk_create(
        DrawnCase(authority_id=by.authority_id, session=session, child_id=child, place=place)
        for place, child in enumerate(draw.drawn(pool, plan.cases, seed=seed), start=1)
    )
    _record("supervision.planned", session, by, kind=plan.kind, planned_for=plan.planned_for, seed=seed)
    return session


def _check_plan(plan: Plan, officer: User, *, today: date, by: User) -> None:
    if officer.pk == by.pk:
        raise SupervisesThemselves
    if plan.kind not in SupervisionSession.Kind.values:
        raise UnknownKind
    if not draw.FEWEST <= plan.cases <= draw.MOST:
        raise BadNumberOfCases
    if plan.planned_for < today:
        raise PlannedInThePast
    planned = SupervisionSession.objects.filter(officer=officer, kind=plan.kind, state=SupervisionSession.State.PLANNED)
    if planned.exists():
        raise PlannedAlready


@transaction.atomic
def record_session(
    *,
    session_id: int,
    held_on: date,
    next_on: date | None,
    note: str,
    told: Mapping[int, Told],
    today: date,
    by: User,
) -> SupervisionSession:
    """Record that a session was held, with what was found in each case drawn; `told` goes by the case's own number.

    Raises NotPermitted, NotFound, SupervisesThemselves, NotPlanned, HeldInFuture, NextIsNotLater, CaseNotTold.
    """
    session = _planned(session_id, by)
    if held_on > today:
        raise HeldInFuture
    if next_on is not None and next_on <= held_on:
        raise NextIsNotLater
    cases = list(session.cases.all())
    for case in cases:
        _tell(case, told.get(case.pk))
    DrawnCase.objects.bulk_update(cases, ["child_centred", "words"])
    session.state = SupervisionSession.State.HELD
    session.held_on, session.next_on, session.note = held_on, next_on, note.strip()
    session.save(update_fields=["state", "held_on", "next_on", "note"])
    _record("supervision.held", session, by, held_on=held_on, next_on=next_on, cases=len(cases))
    return session


def _tell(case: DrawnCase, told: Told | None) -> None:
    if told is None or told.child_centred not in DrawnCase.Finding.values:
        raise CaseNotTold
    if told.child_centred != DrawnCase.Finding.YES and not told.words.strip():
        raise CaseNotTold
    case.child_centred, case.words = told.child_centred, told.words.strip()


@transaction.atomic
def cancel_session(*, session_id: int, because: str, by: User) -> SupervisionSession:
    """Cancel a planned session; its draw is kept. Raises NotPermitted, NotFound, NotPlanned, NoReasonToCancel."""
    session = _planned(session_id, by)
    if not because.strip():
        raise NoReasonToCancel
    session.state, session.cancelled_because = SupervisionSession.State.CANCELLED, because.strip()[:200]
    session.save(update_fields=["state", "cancelled_because"])
    _record("supervision.cancelled", session, by)
    return session


@transaction.atomic
def agree_action(*, session_id: int, what: str, who: str, due_on: date, by: User) -> AgreedAction:
    """Add something agreed in a session that was held.

    Raises NotPermitted, NotFound, NotHeld, AgreedNothing, UnknownDoer, DueBeforeAgreed.
    """
    session = _managed(session_id, by)
    if session.held_on is None:
        raise NotHeld
    if not 0 < len(what.strip()) <= LONGEST:
        raise AgreedNothing
    if who not in AgreedAction.Who.values:
        raise UnknownDoer
    if due_on < session.held_on:
        raise DueBeforeAgreed
    row = AgreedAction.objects.create(
        authority_id=by.authority_id, session=session, what=what.strip(), who=who, due_on=due_on
    )
    _record("supervision.action_agreed", session, by, action=row.pk, due_on=due_on)
    return row


@transaction.atomic
def finish_action(*, action_id: int, done_on: date, today: date, by: User) -> AgreedAction:
    """Record that something agreed was done, by either of the two who agreed it.

    Raises NotPermitted, NotFound, DoneAlready, DoneInFuture.
    """
    require(by, Permission.SUPPORT_OWN, authority_id=by.authority_id)
    row = AgreedAction.objects.select_for_update(of=("self",)).filter(pk=action_id, authority_id=by.authority_id)
    action = row.select_related("session").first()
    if action is None or not (action.session.officer_id == by.pk or by.may(Permission.SUPPORT_MANAGE)):
        raise NotFound
    if action.done_on is not None:
        raise DoneAlready
    if done_on > today or action.session.held_on is None or done_on < action.session.held_on:
        raise DoneInFuture
    action.done_on = done_on
    action.save(update_fields=["done_on"])
    _record("supervision.action_done", action.session, by, action=action.pk, done_on=done_on)
    return action


def _managed(session_id: int, by: User) -> SupervisionSession:
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    rows = SupervisionSession.objects.select_for_update().filter(pk=session_id, authority_id=by.authority_id)
    session = rows.first()
    if session is None:
        raise NotFound
    if session.officer_id == by.pk:
        raise SupervisesThemselves
    return session


def _planned(session_id: int, by: User) -> SupervisionSession:
    session = _managed(session_id, by)
    if session.state != SupervisionSession.State.PLANNED:
        raise NotPlanned
    return session


def _record(name: str, session: SupervisionSession, by: User, **facts: Any) -> None:
    log.record(
        name,
        authority_id=session.authority_id,
        by=by.pk,
        session=session.pk,
        officer=session.officer_id,
        **facts,
    )
