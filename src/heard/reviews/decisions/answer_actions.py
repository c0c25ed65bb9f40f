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
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, locked_decision, tell
from heard.reviews.decisions.receipt import get_issued, is_in_time, keep_received_by, untold
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review, ReviewDecision


class ReasonsMissing(DomainError):
    """Say why you disagree. The IRO reads it, and tells everybody who was at the review."""


class AnsweredAlready(DomainError):
    """This decision has been answered already."""


class AnswersForTheAuthority(NotPermitted):
    """Whoever reviews children's cases does not answer for the authority."""


class NothingToAnswer(DomainError):
    """Every decision of this review has been answered already."""


class NobodyAnswered(DomainError):
    """Enter the name of the manager who answered."""


class NothingToTell(DomainError):
    """There is no disagreement of which those who were there have not been told."""


class AnsweredWhen(DomainError):
    """Check the day of the answer: it is not before the day on which the decisions were sent, and not in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer that a manager gives to one decision."""

    decision_id: int
    answer: str
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answering:
    """On which day somebody answers, whether that is in time, and who keeps it; `name` of who has no account."""

    on: date
    in_time: bool
    today: date
    by: User
    name: str = ""


@transaction.atomic
def answer(*, decision_id: int, answer: str, reasons: str, today: date, by: User) -> ManagerAnswer:
    """Keep the manager's own answer. Nobody of the reviewing service answers for the authority (R-248).

    An answer after the limit is kept and marked: silence had counted as agreement. Raises NotPermitted, NotFound,
    NotIssuedYet, AnsweredAlready, ReasonsMissing.
    """
    decision, review = locked_decision(decision_id, by, Permission.DECISION_ANSWER)
    given = Given(decision_id=decision_id, answer=answer, reasons=reasons)
    return _keep(decision, review, given, _answering(review, today=today, by=by))


@transaction.atomic
def answer_several(*, review_id: int, given: Sequence[Given], today: date, by: User) -> list[ManagerAnswer]:
    """Keep the manager's answers to several decisions of one review, all or none.

    Raises what `answer` raises, and NothingToAnswer where none is given.
    """
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    return _keep_several(review, given, _answering(review, today=today, by=by))


@transaction.atomic
def agree_to_all(*, review_id: int, today: date, by: User) -> list[ManagerAnswer]:
    """Agree to every decision of a review that has no answer yet.

    Raises NotPermitted, NotFound, ReviewCancelled, NotIssuedYet, NothingToAnswer.
    """
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    answering = _answering(review, today=today, by=by)
    open_ones = list(ReviewDecision.objects.filter(review=review, answer__isnull=True).order_by("number"))
    if not open_ones:
        raise NothingToAnswer
    agreed = ManagerAnswer.Answer.AGREED
    return [_keep(one, review, Given(decision_id=one.pk, answer=agreed), answering) for one in open_ones]


@transaction.atomic
def record_answer_received(
    *, review_id: int, given: Sequence[Given], answered_by: str, answered_on: date, today: date, by: User
) -> list[ManagerAnswer]:
    """Enter the answer of a manager who has no account here, as it came by letter or otherwise, all or none.

    For business support, as long as they hold no reviews: an IRO does not write the answer of the authority (R-248).
    Raises NotPermitted, NotFound, ReviewCancelled, NotIssuedYet, NobodyAnswered, AnsweredWhen, NothingToAnswer,
    AnsweredAlready, ReasonsMissing.
    """
    review = locked(review_id, by, Permission.DECISION_ENTER)
    name = one_line(answered_by)[:120]
    if not name:
        raise NobodyAnswered
    return _keep_several(review, given, _answering(review, today=today, by=by, on=answered_on, name=name))


@transaction.atomic
def mark_told(*, review_id: int, today: date, by: User) -> list[ManagerAnswer]:
    """Keep that those who were at the review were told of each decision with which the council disagrees.

    Raises NotPermitted, NotFound, ReviewCancelled, NothingToTell.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    rows = list(untold(review).select_for_update(of=("self",)))
    if not rows:
        raise NothingToTell
    for row in rows:
        row.told_on = today
        row.save(update_fields=["told_on"])
    tell("disagreement.told", review, by=by, today=today, decisions=[row.decision_id for row in rows])
    return rows


def _answering(review: Review, *, today: date, by: User, on: date | None = None, name: str = "") -> _Answering:
    """Whoever also reviews cases may not answer, whatever else they are. Who answers has received what they answer."""
    if by.may(Permission.REVIEW_RECORD):
        raise AnswersForTheAuthority
    issued, day = get_issued(review), on or today
    if not issued.issued_on <= day <= today:
        raise AnsweredWhen
    keep_received_by(issued, day, DecisionsIssued.ReceivedBy.ANSWERED)
    return _Answering(on=day, in_time=is_in_time(issued, review, answered_on=day), today=today, by=by, name=name)


def _keep_several(review: Review, given: Sequence[Given], answering: _Answering) -> list[ManagerAnswer]:
    if not given:
        raise NothingToAnswer("Choose an answer for at least one decision.")
    known = {one.pk: one for one in ReviewDecision.objects.filter(review=review)}
    if not {one.decision_id for one in given} <= known.keys():
        raise NotFound
    return [_keep(known[one.decision_id], review, one, answering) for one in given]


def _keep(decision: ReviewDecision, review: Review, given: Given, answering: _Answering) -> ManagerAnswer:
    if ManagerAnswer.objects.filter(decision=decision).exists():
        raise AnsweredAlready
    if given.answer not in ManagerAnswer.Answer.values:
        raise ReasonsMissing("Choose whether you agree or disagree.")
    if given.answer == ManagerAnswer.Answer.DISAGREED and not lines(given.reasons):
        raise ReasonsMissing
    in_time, today, by = answering.in_time, answering.today, answering.by
    row = ManagerAnswer.objects.create(
        authority_id=review.authority_id,
        decision=decision,
        answer=given.answer,
        reasons=lines(given.reasons),
        answered_on=answering.on,
        in_time=in_time,
        answered_by=by,
        answered_by_name=answering.name,
    )
    facts = {"decision": decision.pk, "answer": str(given.answer), "in_time": in_time}
    tell("decision.answered", review, by=by, today=today, **facts)
    if given.answer == ManagerAnswer.Answer.DISAGREED:
        _tell_disagreed(decision, review, in_time=in_time, today=today, by=by)
    return row


def _tell_disagreed(decision: ReviewDecision, review: Review, *, in_time: bool, today: date, by: User) -> None:
    """The disagreement of a manager opens an informal concern, on a higher floor (IRO Handbook, chapter 6)."""
    facts = {"review": review.pk, "decision": decision.pk, "in_time": in_time}
    log.record("decision.disagreed", authority_id=review.authority_id, by=by.pk, child_id=review.child_id, **facts)
    events.publish(
        "decision.disagreed", authority_id=review.authority_id, child_id=review.child_id, today=today, **facts
    )
