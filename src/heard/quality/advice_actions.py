"""Writing independent legal advice: asked, an adviser named, answered, withdrawn."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Relationship
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.quality.access import advisers_of
from heard.quality.advice import requests_for
from heard.quality.models import AdviceRequest


class NoQuestion(DomainError):
    """Enter the question, and choose how urgent it is."""


class AskedInFuture(DomainError):
    """The day on which advice was asked must be today or in the past."""


class NotOpen(DomainError):
    """This request was answered or withdrawn already."""


class NoAdviser(DomainError):
    """Choose the adviser, or enter the name of one outside the authority; not both."""


class NotIndependentAdviser(DomainError):
    """This lawyer works on the child's case for the authority, so the advice would not be independent. Choose another
    adviser."""


class NotDeclared(DomainError):
    """The adviser must declare not to advise the authority in this case, or the advice is not independent."""


class AnsweredBeforeAsked(DomainError):
    """The day of the answer must be on or after the day on which advice was asked."""


class AnsweredInFuture(DomainError):
    """The day of the answer must be today or in the past."""


class NoOutcome(DomainError):
    """Enter what the advice came to."""


class NoReasonToWithdraw(DomainError):
    """Enter why the question is no longer asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; `child_id` where it is about one child."""

    words: str
    urgency: str
    asked_on: date
    child_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """Who advises: somebody with an account, or a name outside."""

    user_id: int | None = None
    name: str = ""


@transaction.atomic
def ask_advice(*, question: Question, adviser: Adviser | None, today: date, by: User) -> AdviceRequest:
    """Ask for independent legal advice as an officer; the adviser may be named later.

    Raises NotPermitted, NotFound, NoQuestion, AskedInFuture, NoAdviser, NotIndependentAdviser.
    """
    require(by, Permission.SUPPORT_OWN, authority_id=by.authority_id)
    if not question.words.strip() or question.urgency not in AdviceRequest.Urgency.values:
        raise NoQuestion
    if question.asked_on > today:
        raise AskedInFuture
    child = None if question.child_id is None else get_visible(question.child_id, viewer=by)
    row = AdviceRequest(
        authority_id=by.authority_id,
        officer=by,
        child=child,
        question=question.words.strip(),
        urgency=question.urgency,
        asked_on=question.asked_on,
    )
    if adviser is not None:
        _take_adviser(row, adviser)
    row.save()
    _record("advice.asked", row, by, asked_on=row.asked_on, urgency=row.urgency)
    return row


@transaction.atomic
def name_adviser(*, request_id: int, adviser: Adviser, by: User) -> AdviceRequest:
    """Name the adviser of an open request; a declaration of the one before does not pass over.

    Raises NotPermitted, NotFound, NotOpen, NoAdviser, NotIndependentAdviser.
    """
    row = _open(request_id, by)
    if not (by.may(Permission.SUPPORT_MANAGE) or row.officer_id == by.pk):
        raise NotPermitted
    _take_adviser(row, adviser)
    row.declares_independence = False
    row.save(update_fields=["adviser", "adviser_name", "declares_independence"])
    _record("advice.adviser_named", row, by, adviser=row.adviser_id)
    return row


def _take_adviser(row: AdviceRequest, adviser: Adviser) -> None:
    name = adviser.name.strip()
    if (adviser.user_id is None) == (not name) or len(name) > 120:
        raise NoAdviser
    if adviser.user_id is not None:
        if adviser.user_id not in {user.pk for user in advisers_of(row.authority_id)} - {row.officer_id}:
            raise NotFound
        if row.child_id is not None and _works_on(row.child_id, adviser.user_id):
            raise NotIndependentAdviser
    row.adviser_id, row.adviser_name = adviser.user_id, name


def _works_on(child_id: int, user_id: int) -> bool:
    return Relationship.objects.filter(child_id=child_id, user_id=user_id, until_on__isnull=True).exists()


@transaction.atomic
def record_answer(
    *, request_id: int, answered_on: date, outcome: str, declares: bool, today: date, by: User
) -> AdviceRequest:
    """Record what the advice came to, with the adviser's declaration. The officer, a manager or the adviser does it.

    Raises NotPermitted, NotFound, NotOpen, NoAdviser, NotIndependentAdviser, NotDeclared, AnsweredInFuture,
    AnsweredBeforeAsked, NoOutcome.
    """
    row = _open(request_id, by)
    if row.adviser_id is None and not row.adviser_name:
        raise NoAdviser("Name the adviser before you record the answer.")
    if row.adviser_id is not None and row.child_id is not None and _works_on(row.child_id, row.adviser_id):
        raise NotIndependentAdviser
    if not declares:
        raise NotDeclared
    if answered_on > today:
        raise AnsweredInFuture
    if answered_on < row.asked_on:
        raise AnsweredBeforeAsked
    if not outcome.strip():
        raise NoOutcome
    row.state, row.answered_on, row.outcome = AdviceRequest.State.ANSWERED, answered_on, outcome.strip()
    row.declares_independence, row.closed_by = True, by
    row.save(update_fields=["state", "answered_on", "outcome", "declares_independence", "closed_by"])
    _record("advice.answered", row, by, answered_on=answered_on, adviser=row.adviser_id)
    return row


@transaction.atomic
def withdraw_question(*, request_id: int, because: str, by: User) -> AdviceRequest:
    """Withdraw a question that is no longer asked, with the reason; the officer who asked or a manager does it.

    Raises NotPermitted, NotFound, NotOpen, NoReasonToWithdraw.
    """
    row = _open(request_id, by)
    if not (by.may(Permission.SUPPORT_MANAGE) or row.officer_id == by.pk):
        raise NotPermitted
    if not because.strip():
        raise NoReasonToWithdraw
    row.state, row.outcome, row.closed_by = AdviceRequest.State.WITHDRAWN, because.strip(), by
    row.save(update_fields=["state", "outcome", "closed_by"])
    _record("advice.withdrawn", row, by)
    return row


def _open(request_id: int, by: User) -> AdviceRequest:
    if not (by.may(Permission.SUPPORT_OWN) or by.may(Permission.LEGAL_ADVISE)):
        raise NotPermitted
    row = requests_for(by).select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise NotFound
    if row.state != AdviceRequest.State.OPEN:
        raise NotOpen
    return row


def _record(name: str, row: AdviceRequest, by: User, **facts: int | str | date | None) -> None:
    log.record(
        name,
        authority_id=row.authority_id,
        by=by.pk,
        child_id=row.child_id,
        **{"request": row.pk, "officer": row.officer_id, **facts},
    )
