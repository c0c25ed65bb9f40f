"""Writes of the manager's answer: the authority answers what a review recommends, and nobody of the reviewing service
answers for it (R-248). Silence within the limit counts as agreement: it is worked out and never written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.common.texts import lines
from heard.law import Nation
from heard.reviews.access import locked, locked_decision, tell
from heard.reviews.decision_standing import answer_due
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review, ReviewDecision


class NotIssuedYet(DomainError):
    """The decisions of this review have not been sent to the manager yet."""


class ReasonsMissing(DomainError):
    """Say why you disagree. The IRO reads it, and tells everybody who was at the review."""


class AnsweredAlready(DomainError):
    """This decision has been answered already."""


class AnswersForTheAuthority(NotPermitted):
    """Whoever reviews children's cases does not answer for the authority."""


class NothingToAnswer(DomainError):
    """Every decision of this review has been answered already."""


@transaction.atomic
def answer(*, decision_id: int, answer: str, reasons: str, today: date, by: User) -> ManagerAnswer:
    """Keep the manager's own answer. Nobody of the reviewing service answers for the authority (R-248).

    An answer after the limit is kept and marked: silence had counted as agreement. Raises NotPermitted, NotFound,
    NotIssuedYet, AnsweredAlready, ReasonsMissing.
    """
    decision, review = locked_decision(decision_id, by, Permission.DECISION_ANSWER)
    in_time = _may_answer(review, today=today, by=by)
    if ManagerAnswer.objects.filter(decision=decision).exists():
        raise AnsweredAlready
    if answer not in ManagerAnswer.Answer.values:
        raise ReasonsMissing("Choose whether you agree or disagree.")
    if answer == ManagerAnswer.Answer.DISAGREED and not lines(reasons):
        raise ReasonsMissing
    return _keep_answer(decision, review, answer, reasons, in_time=in_time, today=today, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer that a manager gives to one decision."""

    decision_id: int
    answer: str
    reasons: str = ""


@transaction.atomic
def answer_several(*, review_id: int, given: Sequence[Given], today: date, by: User) -> list[ManagerAnswer]:
    """Keep the manager's answers to several decisions of one review, all or none.

    Raises what `answer` raises, and NothingToAnswer where none is given.
    """
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    if not given:
        raise NothingToAnswer("Choose an answer for at least one decision.")
    known = set(ReviewDecision.objects.filter(review=review).values_list("pk", flat=True))
    if not {one.decision_id for one in given} <= known:
        raise NotFound
    return [
        answer(decision_id=one.decision_id, answer=one.answer, reasons=one.reasons, today=today, by=by) for one in given
    ]


@transaction.atomic
def agree_to_all(*, review_id: int, today: date, by: User) -> list[ManagerAnswer]:
    """Agree to every decision of a review that has no answer yet.

    Raises NotPermitted, NotFound, ReviewCancelled, NotIssuedYet, NothingToAnswer.
    """
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    in_time = _may_answer(review, today=today, by=by)
    open_ones = list(ReviewDecision.objects.filter(review=review, answer__isnull=True).order_by("number"))
    if not open_ones:
        raise NothingToAnswer
    agreed = ManagerAnswer.Answer.AGREED
    return [_keep_answer(one, review, agreed, "", in_time=in_time, today=today, by=by) for one in open_ones]


def _may_answer(review: Review, *, today: date, by: User) -> bool:
    """Whether an answer today is in time. Whoever also reviews cases may not answer, whatever else they are."""
    if by.may(Permission.REVIEW_RECORD):
        raise AnswersForTheAuthority
    issued = DecisionsIssued.objects.filter(review=review).first()
    if issued is None:
        raise NotIssuedYet
    due = answer_due(Nation(review.authority.nation), received_on=issued.received_on)
    return due is None or today <= due.due_on


def _keep_answer(
    decision: ReviewDecision, review: Review, answer: str, reasons: str, *, in_time: bool, today: date, by: User
) -> ManagerAnswer:
    row = ManagerAnswer.objects.create(
        authority_id=review.authority_id,
        decision=decision,
        answer=answer,
        reasons=lines(reasons),
        answered_on=today,
        in_time=in_time,
        answered_by=by,
    )
    tell("decision.answered", review, by=by, today=today, decision=decision.pk, answer=str(answer), in_time=in_time)
    if answer == ManagerAnswer.Answer.DISAGREED:
        _tell_disagreed(decision, review, in_time=in_time, today=today, by=by)
    return row


def _tell_disagreed(decision: ReviewDecision, review: Review, *, in_time: bool, today: date, by: User) -> None:
    """The disagreement of a manager opens an informal concern, on a higher floor (IRO Handbook, chapter 6)."""
    facts = {"review": review.pk, "decision": decision.pk, "in_time": in_time}
    log.record("decision.disagreed", authority_id=review.authority_id, by=by.pk, child_id=review.child_id, **facts)
    events.publish(
        "decision.disagreed", authority_id=review.authority_id, child_id=review.child_id, today=today, **facts
    )
