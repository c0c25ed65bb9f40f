"""Writes of decisions. A decision of a review is in law a recommendation: the authority answers it, and silence within
the limit counts as agreement (post-manager-5wd). It lives on until it is done, dropped with a reason or carried over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.common.texts import lines, one_line
from heard.law import Nation
from heard.reviews.access import ReviewNotHeld, locked, same_version, tell
from heard.reviews.decision_standing import answer_due
from heard.reviews.models import (
    Adjournment,
    DecisionProgress,
    DecisionsIssued,
    ManagerAnswer,
    Review,
    ReviewDecision,
    Wish,
)


class NoWords(DomainError):
    """Write what is to be done."""


class NoOwner(DomainError):
    """Name who will do it. A decision without an owner is not carried out."""


class NoDate(DomainError):
    """Enter the day by which it will be done."""


class DueBeforeReview(DomainError):
    """The day by which it will be done must not be before the review."""


class NothingDecided(DomainError):
    """There is no decision to send yet. Add at least one, each with an owner and a date."""


class IssuedAlready(DomainError):
    """The decisions of this review have been sent. What changes now is told as progress, or decided at a review."""


class NotIssuedYet(DomainError):
    """The decisions of this review have not been sent to the manager yet."""


class StillAdjourned(DomainError):
    """The review is adjourned. Its proposals are held back until it is completed."""


class NotCompleted(DomainError):
    """Record the day on which the review was completed first."""


class NoManager(DomainError):
    """Name the manager who receives the decisions."""


class CannotAnswer(DomainError):
    """This person cannot answer the decisions here. Choose a manager who sees the child, or enter a name alone."""


class ReceivedInFuture(DomainError):
    """Check the days: the decisions are sent after the review was completed, received after they were sent, and not in
    the future."""


class ReasonsMissing(DomainError):
    """Say why you disagree. The IRO reads it, and tells everybody who was at the review."""


class AnsweredAlready(DomainError):
    """This decision has been answered already."""


class AnswersForTheAuthority(NotPermitted):
    """Whoever reviews children's cases does not answer for the authority."""


class NothingToAnswer(DomainError):
    """Every decision of this review has been answered already."""


class NoLongerOpen(DomainError):
    """This decision is no longer open: it was done, dropped or carried over. Open it to see what became of it."""


class DoneInFuture(DomainError):
    """The day on which it was done must be today or in the past."""


class WhyDropped(DomainError):
    """Say why this decision is dropped, so that the child can be told."""


class RemedyNeedsReason(DomainError):
    """Say why the decision was not carried out in time and what will be different now."""


class RemedyNotLater(DomainError):
    """The new day must be today or later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, who does it and by when."""

    words: str
    owner_kind: str
    owner_name: str
    due_on: date | None
    words_for_child: str = ""
    wish_id: int | None = None
    owner_id: int | None = None


@transaction.atomic
def add_decision(
    *, review_id: int, decided: Decided, today: date, by: User, carried_from: int | None = None
) -> ReviewDecision:
    """Add a decision to a review that has been held. With `carried_from` an open decision of an earlier review lives on
    in the new one, counted.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, IssuedAlready, NoWords, NoOwner, NoDate,
    DueBeforeReview, NoLongerOpen.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    _not_issued(review)
    last = ReviewDecision.objects.filter(review=review).aggregate(last=Max("number"))["last"] or 0
    decision = ReviewDecision(
        authority_id=review.authority_id, review=review, child_id=review.child_id, number=last + 1
    )
    _fill(decision, decided, review)
    if carried_from is not None:
        earlier = _open_of(carried_from, review)
        earlier.state, earlier.version = ReviewDecision.State.CARRIED, earlier.version + 1
        earlier.save(update_fields=["state", "version"])
        decision.carried_from, decision.carried_times = earlier, earlier.carried_times + 1
    decision.save()
    tell("decision.made", review, by=by, today=today, decision=decision.pk, due_on=decision.due_on)
    return decision


@transaction.atomic
def change_decision(*, decision_id: int, decided: Decided, version: int, today: date, by: User) -> ReviewDecision:
    """Mend a decision that has not been sent. Raises what `add_decision` raises, and ChangedMeanwhile."""
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _not_issued(review)
    _fill(decision, decided, review)
    decision.version += 1
    decision.save()
    tell("decision.changed", review, by=by, today=today, decision=decision.pk, due_on=decision.due_on)
    return decision


@transaction.atomic
def remove_decision(*, decision_id: int, version: int, today: date, by: User) -> None:
    """Take back a decision that has not been sent; what it carried over is open again.

    Raises NotPermitted, NotFound, IssuedAlready, ChangedMeanwhile.
    """
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _not_issued(review)
    earlier = decision.carried_from
    decision.delete()
    if earlier is not None:
        earlier.state, earlier.version = ReviewDecision.State.OPEN, earlier.version + 1
        earlier.save(update_fields=["state", "version"])
    tell("decision.removed", review, by=by, today=today, decision=decision_id)


@transaction.atomic
def issue(
    *,
    review_id: int,
    manager_id: int | None,
    manager_name: str,
    issued_on: date,
    received_on: date,
    today: date,
    by: User,
) -> DecisionsIssued:
    """Say that the decisions went to the manager and to those who were there. The manager's clock starts on receipt.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, StillAdjourned, NotCompleted, NothingDecided,
    IssuedAlready, NoManager, CannotAnswer, ReceivedInFuture.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    _not_issued(review)
    if review.completed_on is None:
        raise StillAdjourned if Adjournment.objects.filter(review=review).exists() else NotCompleted
    if not ReviewDecision.objects.filter(review=review).exists():
        raise NothingDecided
    manager = _manager(manager_id, review) if manager_id else None
    name = one_line(manager.name if manager else manager_name)[:120]
    if not name:
        raise NoManager
    if not review.completed_on <= issued_on <= received_on <= today:
        raise ReceivedInFuture
    row = DecisionsIssued.objects.create(
        authority_id=review.authority_id,
        review=review,
        issued_on=issued_on,
        received_on=received_on,
        manager=manager,
        manager_name=name,
        issued_by=by,
    )
    tell("decisions.issued", review, by=by, today=today, manager=manager.pk if manager else None)
    return row


@transaction.atomic
def answer(*, decision_id: int, answer: str, reasons: str, today: date, by: User) -> ManagerAnswer:
    """Keep the manager's own answer. Nobody of the reviewing service answers for the authority (R-248).

    An answer after the limit is kept and marked: silence had counted as agreement. Raises NotPermitted, NotFound,
    NotIssuedYet, AnsweredAlready, ReasonsMissing.
    """
    decision, review = _held(decision_id, by, Permission.DECISION_ANSWER)
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


@transaction.atomic
def tell_progress(*, decision_id: int, words: str, today: date, by: User) -> DecisionProgress:
    """Keep what somebody who works with the child tells of a decision.

    Raises NotPermitted, NotFound, NoLongerOpen, NoWords.
    """
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
    _still_open(decision)
    if not lines(words):
        raise NoWords("Write what has happened.")
    row = DecisionProgress.objects.create(
        authority_id=review.authority_id, decision=decision, told_on=today, words=lines(words), told_by=by
    )
    tell("decision.progress", review, by=by, today=today, decision=decision.pk)
    return row


@transaction.atomic
def mark_done(*, decision_id: int, done_on: date, outcome: str, version: int, today: date, by: User) -> ReviewDecision:
    """Say that a decision was carried out, and what came of it.

    Raises NotPermitted, NotFound, NoLongerOpen, DoneInFuture, DueBeforeReview, ChangedMeanwhile.
    """
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
    same_version(decision, version)
    _still_open(decision)
    if done_on > today:
        raise DoneInFuture
    if review.held_on is not None and done_on < review.held_on:
        raise DueBeforeReview("It cannot have been done before the review that decided it. Check the day.")
    decision.state, decision.done_on, decision.outcome = ReviewDecision.State.DONE, done_on, lines(outcome)
    _save_state(decision)
    tell("decision.done", review, by=by, today=today, decision=decision.pk, done_on=done_on)
    return decision


@transaction.atomic
def drop(*, decision_id: int, why: str, version: int, today: date, by: User) -> ReviewDecision:
    """Drop a decision with the reason. Only the IRO drops what a review recommended.

    Raises NotPermitted, NotFound, NoLongerOpen, WhyDropped, ChangedMeanwhile.
    """
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _still_open(decision)
    if not lines(why):
        raise WhyDropped
    decision.state, decision.outcome = ReviewDecision.State.DROPPED, lines(why)
    _save_state(decision)
    tell("decision.dropped", review, by=by, today=today, decision=decision.pk)
    return decision


@transaction.atomic
def set_remedy(*, decision_id: int, due_on: date, reason: str, version: int, today: date, by: User) -> ReviewDecision:
    """Set a new day for a decision that was not carried out (R-132). The day first set stays, and stays late.

    Raises NotPermitted, NotFound, NoLongerOpen, RemedyNotLater, RemedyNeedsReason, ChangedMeanwhile.
    """
    decision, review = _held(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _still_open(decision)
    if due_on < today:
        raise RemedyNotLater
    if not lines(reason):
        raise RemedyNeedsReason
    decision.remedial_due_on, decision.remedial_reason = due_on, lines(reason)
    decision.version += 1
    decision.save(update_fields=["remedial_due_on", "remedial_reason", "version"])
    tell("decision.remedy", review, by=by, today=today, decision=decision.pk, due_on=due_on)
    return decision


def _held(decision_id: int, by: User, *permissions: Permission) -> tuple[ReviewDecision, Review]:
    decision = ReviewDecision.objects.filter(pk=decision_id).first()
    if decision is None:
        may_some = next((permission for permission in permissions if by.may(permission)), permissions[0])
        require(by, may_some, authority_id=by.authority_id)
        raise NotFound
    review = locked(decision.review_id, by, *permissions)
    decision.refresh_from_db()
    return decision, review


def _manager(manager_id: int, review: Review) -> User:
    """The manager with an account who is to answer: one who may, and who sees the child."""
    manager = User.objects.filter(pk=manager_id, authority_id=review.authority_id, is_active=True).first()
    if manager is None:
        raise NotFound
    may = manager.may(Permission.DECISION_ANSWER) and not manager.may(Permission.REVIEW_RECORD)
    if not may or not visible_to(manager).filter(pk=review.child_id).exists():
        raise CannotAnswer
    return manager


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


def _open_of(decision_id: int, review: Review) -> ReviewDecision:
    earlier = ReviewDecision.objects.select_for_update().filter(pk=decision_id, child_id=review.child_id).first()
    if earlier is None or earlier.review_id == review.pk:
        raise NotFound
    _still_open(earlier)
    return earlier


def _still_open(decision: ReviewDecision) -> None:
    if decision.state != ReviewDecision.State.OPEN:
        raise NoLongerOpen


def _not_issued(review: Review) -> None:
    if DecisionsIssued.objects.filter(review=review).exists():
        raise IssuedAlready


def _fill(decision: ReviewDecision, decided: Decided, review: Review) -> None:
    if not lines(decided.words):
        raise NoWords
    if decided.owner_kind not in ReviewDecision.OwnerKind.values:
        raise NoOwner("Choose who will do it.")
    owner = (
        User.objects.filter(pk=decided.owner_id, authority_id=review.authority_id).first()
        if decided.owner_id is not None
        else None
    )
    name = one_line(decided.owner_name or (owner.name if owner else ""))[:120]
    if not name:
        raise NoOwner
    if decided.due_on is None:
        raise NoDate
    if review.held_on is None:
        raise ReviewNotHeld
    if decided.due_on < review.held_on:
        raise DueBeforeReview
    if decided.wish_id is not None and not Wish.objects.filter(pk=decided.wish_id, review=review).exists():
        raise NotFound
    decision.words, decision.words_for_child = lines(decided.words), lines(decided.words_for_child)
    decision.owner_kind, decision.owner_name, decision.owner = decided.owner_kind, name, owner
    decision.due_on, decision.wish_id = decided.due_on, decided.wish_id


def _save_state(decision: ReviewDecision) -> None:
    decision.version += 1
    decision.save(update_fields=["state", "done_on", "outcome", "version"])
