"""Mending the days of a review that were recorded wrong, and taking back what was recorded by mistake.

The day of a review sets the whole chain of later ones (rulebook 2.7), so a wrong one is mended, never explained away.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Source
from heard.common.errors import DomainError, NotFound
from heard.law.participation import ParticipationCode, problem_with
from heard.planning.corrections import keep_correction
from heard.planning.models import Correction
from heard.reviews.access import locked, same_version, tell
from heard.reviews.days import check_days, period_on
from heard.reviews.listening.actions import NotYourTalk
from heard.reviews.listening.participation import WhatTheChildDid, code_of, is_under_four
from heard.reviews.listening.talks import turn_talks
from heard.reviews.meeting.held_actions import CodeDoesNotFit, HeldOnThatDay, SatLater
from heard.reviews.meeting.sitting_actions import SatBeforeFirst
from heard.reviews.models import Adjournment, ChildsPart, DecisionsIssued, Review, SeparateTalk, Sitting


class DecisionsSent(DomainError):
    """The decisions of this review have been sent, so its days stand. Tell those who hold them of the right day."""


class FromCaseSystem(DomainError):
    """This review came from the case system. Mend its days there: the next return brings them."""


class AdjournedOtherwise(DomainError):
    """The review was adjourned on a day that does not fit with these. Check them."""


class FirstSitting(DomainError):
    """The first sitting is the review itself. If its day is wrong, mend the days of the review."""


class LastSitting(DomainError):
    """The review was completed at this sitting. Mend the days of the review first."""


class AdjournedThen(DomainError):
    """The review was adjourned at this sitting, so it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The right days of a review, and what was wrong. `completed_on` is None while it goes on."""

    held_on: date
    completed_on: date | None
    why: str


@transaction.atomic
def correct_held(*, review_id: int, mended: Mended, version: int, today: date, by: User) -> Review:
    """Mend the days of a review that was held. Its sittings, code and talks alone follow; the diary is made again.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, ChangedMeanwhile, FromCaseSystem, DecisionsSent,
    HeldInFuture, CompletedInFuture, CompletedBeforeHeld, HeldOnThatDay, NotLookedAfterThen, SatBeforeFirst, SatLater,
    AdjournedOtherwise, CodeDoesNotFit, PartCannotBe, NoWhy.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    same_version(review, version)
    _check(review, mended, today)
    was_on = review.held_on
    assert was_on is not None  # a held review says when
    keep_correction(
        review.child,
        Correction.What.HELD,
        review.pk,
        was_on=was_on,
        now_on=mended.held_on,
        why=mended.why,
        today=today,
        by=by,
    )
    _move_sittings(review, mended)
    _move_adjournment(review, mended)
    review.participation_code = _code_on(review, mended.held_on)
    review.period = period_on(review.child, mended.held_on)
    review.held_on, review.completed_on = mended.held_on, mended.completed_on
    review.version += 1
    review.save(update_fields=["participation_code", "period", "held_on", "completed_on", "version"])
    turn_talks(review)
    tell("review.corrected", review, by=by, today=today, was_on=was_on, held_on=mended.held_on)
    return review


@transaction.atomic
def remove_sitting(*, review_id: int, sitting_id: int, why: str, today: date, by: User) -> None:
    """Take back a further sitting that was recorded by mistake; the history keeps it.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, FirstSitting, LastSitting, AdjournedThen, NoWhy.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    sitting = Sitting.objects.filter(review=review, pk=sitting_id).first()
    if sitting is None:
        raise NotFound
    if sitting.held_on == review.held_on:
        raise FirstSitting
    if sitting.held_on == review.completed_on:
        raise LastSitting
    if Adjournment.objects.filter(review=review, adjourned_on=sitting.held_on).exists():
        raise AdjournedThen
    was_on = sitting.held_on
    keep_correction(review.child, Correction.What.SITTING, review.pk, was_on=was_on, why=why, today=today, by=by)
    sitting.delete()
    review.version += 1
    review.save(update_fields=["version"])
    tell("review.sitting_removed", review, by=by, today=today, held_on=was_on)


@transaction.atomic
def remove_separate_talk(*, review_id: int, talk_id: int, why: str, today: date, by: User) -> None:
    """Take back a talk with somebody on their own that was recorded by mistake; the history keeps it.

    Raises NotPermitted, NotFound, ReviewCancelled, NotYourTalk, NoWhy.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    talk = SeparateTalk.objects.filter(review=review, pk=talk_id).first()
    if talk is None:
        raise NotFound
    if talk.recorded_by_id != by.pk and not by.may(Permission.IRO_APPOINT):
        raise NotYourTalk("Only the person who had this talk, or the IRO manager, can take it back. Ask one of them.")
    what, was_on = Correction.What.SEPARATE_TALK, talk.talked_on
    keep_correction(review.child, what, talk.pk, was_on=was_on, why=why, today=today, by=by)
    talk.delete()
    tell("review.separate_talk_removed", review, by=by, today=today, talk=talk_id, talked_on=was_on)


def _check(review: Review, mended: Mended, today: date) -> None:
    if review.source == Source.RETURN:
        raise FromCaseSystem
    issued = DecisionsIssued.objects.filter(review=review).first()
    if issued is not None:
        raise DecisionsSent(
            "The decisions of this review were sent on %(day)s, so its days stand. "
            "Tell those who hold them of the right day.",
            day=issued.issued_on,
        )
    check_days(mended.held_on, mended.completed_on, today=today)
    same = Review.objects.filter(child=review.child, state=Review.State.HELD, held_on=mended.held_on)
    if same.exclude(pk=review.pk).exists():
        raise HeldOnThatDay


def _move_sittings(review: Review, mended: Mended) -> None:
    """The first and the last sitting move with the days that they gave. Others must lie between."""
    for was_on, now_on in ((review.held_on, mended.held_on), (review.completed_on, mended.completed_on)):
        if was_on == now_on or was_on is None or now_on is None:
            continue
        sitting = Sitting.objects.filter(review=review, held_on=was_on).first()
        if sitting is None:
            continue
        if Sitting.objects.filter(review=review, held_on=now_on).exists():
            sitting.delete()
        else:
            sitting.held_on = now_on
            sitting.save(update_fields=["held_on"])
    days = Sitting.objects.filter(review=review)
    before = days.filter(held_on__lt=mended.held_on).order_by("held_on").first()
    if before is not None:
        raise SatBeforeFirst(
            "A sitting on %(day)s is recorded, before that day. Take it back first, or check the day.",
            day=before.held_on,
        )
    if mended.completed_on is not None and days.filter(held_on__gt=mended.completed_on).exists():
        raise SatLater


def _move_adjournment(review: Review, mended: Mended) -> None:
    row = Adjournment.objects.filter(review=review).first()
    if row is None:
        return
    if row.adjourned_on == review.held_on:
        row.adjourned_on = mended.held_on
    last = mended.completed_on or row.adjourned_on
    if not mended.held_on <= row.adjourned_on <= last or (row.resume_on and row.resume_on < row.adjourned_on):
        raise AdjournedOtherwise(
            "The review was adjourned on %(day)s, which does not fit with these days. Check them.",
            day=row.adjourned_on,
        )
    row.save(update_fields=["adjourned_on"])


def _code_on(review: Review, held_on: date) -> str:
    """The code on the right day: it is another where the child turned four between the two."""
    born_on = review.child.born_on
    part = ChildsPart.objects.filter(review=review).first()
    if part is not None:
        did = WhatTheChildDid(
            attended=part.attended,
            spoke=part.spoke,
            spoken_for=part.spoken_for,
            used_symbols=part.used_symbols,
            sent_views=part.sent_views,
            observed=part.observed,
            chaired=part.chaired,
            under_four=review.participation_code == ParticipationCode.UNDER_FOUR,
        )
        return code_of(born_on=born_on, held_on=held_on, child=did)
    code = ParticipationCode.UNDER_FOUR.value if is_under_four(born_on, held_on) else review.participation_code
    problem = problem_with(code, born_on=born_on, held_on=held_on)
    if problem is not None:
        raise CodeDoesNotFit(problem.words, **problem.parts)
    return code
