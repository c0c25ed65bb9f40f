"""Writes of decisions. A decision of a review is in law a recommendation: the authority answers it, and silence within
the limit counts as agreement (post-manager-5wd). It lives on until it is done, dropped with a reason or carried over.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.queries import visible_to
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import ReviewNotHeld, locked, locked_decision, same_version, tell
from heard.reviews.days import check_ahead
from heard.reviews.models import (
    Adjournment,
    DecisionProgress,
    DecisionsIssued,
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


class StandsAlready(DomainError):
    """This decision stands here already, with the same owner and day. Change it, or write what is different."""


class CarriedOver(DomainError):
    """This decision was carried over to a later review. Take it back there first."""


class ProgressTold(DomainError):
    """Somebody has told what is happening about this decision, so it stays. If it is not wanted any more, drop it and
    say why."""


class MadeLater(DomainError):
    """This decision was made at a later review. It can be carried over only to a review after that one."""


class NothingDecided(DomainError):
    """There is no decision to send yet. Add at least one, each with an owner and a date."""


class IssuedAlready(DomainError):
    """The decisions of this review have been sent. What changes now is told as progress, or decided at a review."""


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
    DueBeforeReview, FarAhead, StandsAlready, NoLongerOpen, MadeLater.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    _not_issued(review)
    last = ReviewDecision.objects.filter(review=review).aggregate(last=Max("number"))["last"] or 0
    decision = ReviewDecision(
        authority_id=review.authority_id, review=review, child_id=review.child_id, number=last + 1
    )
    _fill(decision, decided, review)
    same = {"words": decision.words, "owner_name": decision.owner_name, "due_on": decision.due_on}
    if carried_from is None and ReviewDecision.objects.filter(review=review, **same).exists():
        raise StandsAlready
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
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD)
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

    Raises NotPermitted, NotFound, ReviewCancelled, IssuedAlready, CarriedOver, ProgressTold, ChangedMeanwhile.
    """
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _not_issued(review)
    if ReviewDecision.objects.filter(carried_from=decision).exists():
        raise CarriedOver
    if DecisionProgress.objects.filter(decision=decision).exists():
        raise ProgressTold
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
    received_on: date | None,
    today: date,
    by: User,
) -> DecisionsIssued:
    """Say that the decisions went to the manager and to those who were there. The manager's clock starts on receipt:
    `received_on` is None while that day is not known.

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
    if not review.completed_on <= issued_on <= (received_on or today) <= today:
        raise ReceivedInFuture
    row = DecisionsIssued.objects.create(
        authority_id=review.authority_id,
        review=review,
        issued_on=issued_on,
        received_on=received_on,
        received_by=DecisionsIssued.ReceivedBy.ENTERED if received_on else "",
        manager=manager,
        manager_name=name,
        issued_by=by,
    )
    tell("decisions.issued", review, by=by, today=today, manager=manager.pk if manager else None)
    return row


@transaction.atomic
def tell_progress(*, decision_id: int, words: str, today: date, by: User) -> DecisionProgress:
    """Keep what somebody who works with the child tells of a decision.

    Raises NotPermitted, NotFound, NoLongerOpen, NoWords.
    """
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
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
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
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
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD)
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

    Raises NotPermitted, NotFound, NoLongerOpen, RemedyNotLater, FarAhead, RemedyNeedsReason, ChangedMeanwhile.
    """
    decision, review = locked_decision(decision_id, by, Permission.REVIEW_RECORD)
    same_version(decision, version)
    _still_open(decision)
    if due_on < today:
        raise RemedyNotLater
    check_ahead(due_on, today=today)
    if not lines(reason):
        raise RemedyNeedsReason
    decision.remedial_due_on, decision.remedial_reason = due_on, lines(reason)
    decision.version += 1
    decision.save(update_fields=["remedial_due_on", "remedial_reason", "version"])
    tell("decision.remedy", review, by=by, today=today, decision=decision.pk, due_on=due_on)
    return decision


def _manager(manager_id: int, review: Review) -> User:
    """The manager with an account who is to answer: one who may, and who sees the child."""
    manager = User.objects.filter(pk=manager_id, authority_id=review.authority_id, is_active=True).first()
    if manager is None:
        raise NotFound
    may = manager.may(Permission.DECISION_ANSWER) and not manager.may(Permission.REVIEW_RECORD)
    if not may or not visible_to(manager).filter(pk=review.child_id).exists():
        raise CannotAnswer
    return manager


def _open_of(decision_id: int, review: Review) -> ReviewDecision:
    rows = ReviewDecision.objects.select_for_update(of=("self",)).select_related("review")
    earlier = rows.filter(pk=decision_id, child_id=review.child_id).first()
    if earlier is None or earlier.review_id == review.pk:
        raise NotFound
    _still_open(earlier)
    if earlier.review.held_on is not None and review.held_on is not None and earlier.review.held_on > review.held_on:
        raise MadeLater
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
    check_ahead(decided.due_on, today=review.held_on)
    if decided.wish_id is not None and not Wish.objects.filter(pk=decided.wish_id, review=review).exists():
        raise NotFound
    decision.words, decision.words_for_child = lines(decided.words), lines(decided.words_for_child)
    decision.owner_kind, decision.owner_name, decision.owner = decided.owner_kind, name, owner
    decision.due_on, decision.wish_id = decided.due_on, decided.wish_id


def _save_state(decision: ReviewDecision) -> None:
    decision.version += 1
    decision.save(update_fields=["state", "done_on", "outcome", "version"])
