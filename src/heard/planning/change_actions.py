"""Writes about significant changes: told in a minute, decided by the IRO, and made without a review only with a reason.

Sources: CPR 2010 reg 32(2) and 33(3), CPR Wales 2015 reg 38(2) and 39(3); rulebook 1C, 3.4; source 004 Annex 1.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.law import Nation
from heard.planning.kinds import KindInLaw, kind_in_law
from heard.planning.models import ChangeDecision, ChangeWithoutReview, SignificantChange
from heard.planning.next_review import NextReview, check_left

MAY_TELL = (Permission.REVIEW_PREPARE, Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE)
A_COMPLAINT = "A complaint was made. Ask the complaints manager about it."


class UnknownKind(DomainError):
    """Choose what kind of change it is."""


class NoWords(DomainError):
    """Say in a sentence what is proposed or what happened."""


class ToldInFuture(DomainError):
    """The day on which the IRO was told must be today or in the past."""


class HappenedInFuture(DomainError):
    """This has not happened yet. Choose "It is proposed", or mend the day."""


class NoDay(DomainError):
    """Enter the day on which it happened."""


LONGEST_AHEAD = timedelta(days=3 * 366)


class FarAhead(DomainError):
    """This day lies more than three years ahead. Check the year."""


class ToldAlready(DomainError):
    """This change was told already today, in the same words. The IRO has it."""


class BeforeBirth(DomainError):
    """That is before the child was born. Check the day."""


class UnknownDecision(DomainError):
    """Choose what you decide."""


class LawCallsForReview(DomainError):
    """The law calls for a review here. Choose a review now or the next one, or say that it is no longer proposed."""


class DecidedAlready(DomainError):
    """This change has been decided on. Look at it again before you go on."""


class NoReason(DomainError):
    """Give the reason. It will be read when the child asks why."""


class WishesNotSought(DomainError):
    """Say what the child wishes, or why they could not be asked."""


class NotExplained(DomainError):
    """Say how the child was helped to understand what this means for them."""


class NotExplainedThen(DomainError):
    """Enter the day on which it was explained to the child, today or before."""


class ChildAskedForReview(DomainError):
    """The child asks for a review. Tell them in their words why it is not justified, and enter what you said."""


class ChildNotTold(DomainError):
    """Enter the day on which you told the child, today or before."""


class ReviewedBefore(DomainError):
    """A review considered this before it was made, so it was not made without one. Check the day."""


class NobodyDecided(DomainError):
    """Enter who decided that a review was not reasonably practicable."""


class MadeInFuture(DomainError):
    """The day on which the change was made must be today or in the past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold:
    """What somebody tells the IRO. `happens_on` is the day it happened, or for which it is proposed."""

    kind: str
    words: str
    proposed: bool
    happens_on: date | None
    told_on: date
    told_by: str
    child_wishes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the IRO decides, with the child's wishes or why they could not be sought.

    `over` says that it is no longer proposed, or did not happen. `words_for_child` and `child_told_on` are how a child
    who asked for a review was told that there is none. `explained` is how a child who was asked was helped to
    understand what the change means (R-070), and `explained_on` when.
    """

    decision: str
    reason: str
    wishes_sought: bool
    wishes: str = ""
    why_not_sought: str = ""
    over: bool = False
    words_for_child: str = ""
    child_told_on: date | None = None
    explained: str = ""
    explained_on: date | None = None


@transaction.atomic
def tell_change(*, child_id: int, told: ChangeTold, today: date, by: User) -> SignificantChange:
    """Tell the IRO of a significant change.

    Raises NotPermitted, NotFound, UnknownKind, NoWords, ToldInFuture, NoDay, HappenedInFuture, BeforeBirth,
    FarAhead, ToldAlready.
    """
    _require_any(by)
    child = get_visible(child_id, viewer=by)
    _check_told(told, child, today=today, by=by)
    change = _kept(child, told, by)
    _wake("change.told", child, change, by=by, today=today, kind=told.kind)
    return change


@transaction.atomic
def tell_complaint(*, child_id: int, made_on: date | None, today: date, by: User) -> SignificantChange:
    """Tell the IRO that there is a complaint by or for the child, without what it says (R-112).

    Raises NotPermitted, NotFound, HappenedInFuture, BeforeBirth.
    """
    require(by, Permission.COMPLAINT_TELL, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    told = ChangeTold(
        kind=SignificantChange.Kind.COMPLAINT,
        words=A_COMPLAINT,
        proposed=False,
        happens_on=made_on or today,
        told_on=today,
        told_by=SignificantChange.ToldBy.COMPLAINTS,
    )
    _check_told(told, child, today=today, by=by)
    change = _kept(child, told, by)
    _wake("change.told", child, change, by=by, today=today, kind=told.kind)
    return change


def _check_told(told: ChangeTold, child: Child, *, today: date, by: User) -> None:
    if told.told_by not in SignificantChange.ToldBy.values:
        raise UnknownKind
    if kind_in_law(told.kind, Nation(by.authority.nation), on=today) is None:
        raise UnknownKind
    if not lines(told.words):
        raise NoWords
    if told.told_on > today:
        raise ToldInFuture
    if not told.proposed and told.happens_on is None:
        raise NoDay
    if not told.proposed and told.happens_on is not None and told.happens_on > today:
        raise HappenedInFuture
    if child.born_on is not None and told.happens_on is not None and told.happens_on < child.born_on:
        raise BeforeBirth
    if told.happens_on is not None and told.happens_on > today + LONGEST_AHEAD:
        raise FarAhead
    same = SignificantChange.objects.filter(child=child, kind=told.kind, words=lines(told.words))
    if same.filter(happens_on=told.happens_on, told_on=told.told_on, told_by=told.told_by).exists():
        raise ToldAlready


def _kept(child: Child, told: ChangeTold, by: User) -> SignificantChange:
    return SignificantChange.objects.create(
        authority_id=child.authority_id,
        child=child,
        kind=told.kind,
        words=lines(told.words),
        proposed=told.proposed,
        happens_on=told.happens_on,
        told_on=told.told_on,
        told_by=told.told_by,
        child_wishes=lines(told.child_wishes),
        recorded_by=by,
    )


@transaction.atomic
def decide_change(*, change_id: int, decided: Decided, following: NextReview, today: date, by: User) -> ChangeDecision:
    """Decide whether a review is needed now, at the next one, or not. `following` says when the next one is; what was
    made without a review, because one was not reasonably practicable, may wait for it.

    Raises NotPermitted, NotFound, DecidedAlready, UnknownDecision, NoReason, LawCallsForReview, WishesNotSought,
    NotExplained, NotExplainedThen, ChildAskedForReview, ChildNotTold, TooLateForNext, NextIsOrdinary.
    """
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    change = _held(change_id, by)
    if ChangeDecision.objects.filter(change=change).exists():
        raise DecidedAlready
    law = kind_in_law(change.kind, Nation(by.authority.nation), on=change.told_on)
    _check_decided(decided, law, today=today)
    left = decided.decision == ChangeDecision.Decision.AT_NEXT and not decided.over
    if left and not ChangeWithoutReview.objects.filter(change=change).exists():
        check_left(law, planned_on=change.happens_on if change.proposed else None, following=following)
    declined = _declines(decided, law)
    row = ChangeDecision.objects.create(
        authority_id=change.authority_id,
        change=change,
        decision=decided.decision,
        reason=lines(decided.reason),
        wishes_sought=decided.wishes_sought,
        wishes=lines(decided.wishes) if decided.wishes_sought else "",
        why_not_sought="" if decided.wishes_sought else one_line(decided.why_not_sought)[:300],
        words_for_child=lines(decided.words_for_child) if declined else "",
        child_told_on=decided.child_told_on if declined else None,
        explained=lines(decided.explained),
        explained_on=decided.explained_on if lines(decided.explained) else None,
        decided_on=today,
        decided_by=by,
    )
    _wake("change.decided", change.child, change, by=by, today=today, decided=decided.decision)
    return row


def _check_decided(decided: Decided, law: KindInLaw | None, *, today: date) -> None:
    if decided.decision not in ChangeDecision.Decision.values:
        raise UnknownDecision
    if not lines(decided.reason):
        raise NoReason
    if law is not None and law.must and decided.decision == ChangeDecision.Decision.NONE and not decided.over:
        raise LawCallsForReview
    said = lines(decided.wishes) if decided.wishes_sought else one_line(decided.why_not_sought)
    if not said:
        raise WishesNotSought
    if decided.wishes_sought and not decided.over and not lines(decided.explained):
        raise NotExplained
    if lines(decided.explained) and (decided.explained_on is None or decided.explained_on > today):
        raise NotExplainedThen
    if _declines(decided, law):
        if not lines(decided.words_for_child):
            raise ChildAskedForReview
        if decided.child_told_on is None or decided.child_told_on > today:
            raise ChildNotTold


def _declines(decided: Decided, law: KindInLaw | None) -> bool:
    """Whether a review that the child asked for is not held now."""
    asked = law is not None and law.may_decline and not decided.over
    return asked and decided.decision != ChangeDecision.Decision.REVIEW_NOW


@transaction.atomic
def record_without_review(
    *,
    change_id: int,
    decided_by_name: str,
    reason: str,
    made_on: date,
    today: date,
    by: User,
    reviewed_on: date | None = None,
) -> ChangeWithoutReview:
    """Keep that a change was made without a review, who decided that one was not reasonably practicable, and why.

    `reviewed_on` is the day of the review that considered it. Raises NotPermitted, NotFound, NobodyDecided, NoReason,
    MadeInFuture, ReviewedBefore.
    """
    _require_any(by)
    change = _held(change_id, by)
    if not one_line(decided_by_name):
        raise NobodyDecided
    if not lines(reason):
        raise NoReason("Say why a review was not reasonably practicable.")
    if made_on > today:
        raise MadeInFuture
    if reviewed_on is not None and reviewed_on <= made_on:
        raise ReviewedBefore(
            "The review of %(day)s considered this, so it was not made without one. Check the day.", day=reviewed_on
        )
    row, _new = ChangeWithoutReview.objects.update_or_create(
        change=change,
        defaults={
            "authority_id": change.authority_id,
            "decided_by_name": one_line(decided_by_name)[:120],
            "reason": lines(reason),
            "made_on": made_on,
            "recorded_by": by,
        },
    )
    _wake("change.without_review", change.child, change, by=by, today=today, made_on=made_on)
    return row


def _require_any(by: User) -> None:
    permission = next((one for one in MAY_TELL if by.may(one)), MAY_TELL[0])
    require(by, permission, authority_id=by.authority_id)


def _held(change_id: int, by: User) -> SignificantChange:
    change = (
        SignificantChange.objects.select_for_update(of=("self",)).select_related("child").filter(pk=change_id).first()
    )
    if change is None:
        raise NotFound
    get_visible(change.child_id, viewer=by)
    return change


def _wake(name: str, child: Child, change: SignificantChange, *, by: User, today: date, **facts: object) -> None:
    log.record(name, authority_id=child.authority_id, by=by.pk, child_id=child.pk, change=change.pk, **facts)
    events.publish(name, authority_id=child.authority_id, child_id=child.pk, change_id=change.pk, today=today)
