"""Writes of the child's wishes, each with its answer and the reason."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines
from heard.reviews.access import locked, same_version, tell
from heard.reviews.listening.consent import is_open
from heard.reviews.listening.participation import UnknownAnswer
from heard.reviews.models import Review, ReviewDecision, Wish


class NoWords(DomainError):
    """Write the wish in the child's own words, as nearly as you can."""


class WhyMissing(DomainError):
    """Say why, in words that the child can read. Every wish that is not met in full needs a reason."""


class WishStandsAlready(DomainError):
    """This wish stands here already in the same words. Change it below, or answer it."""


class NotShared(DomainError):
    """The child has not agreed to share this with everybody. The record and its copies show every wish, so only what
    was shared with everybody can stand here. Put down on the page of the talk what the child agreed to."""


class AnswersNotShared(NotShared):
    """The child has not agreed that everybody may know what they answered. The record and its copies show every wish,
    so the answers must be open to social worker, carers and parents. Put down with the answers what the child agreed
    to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishTold:
    """A wish in the child's words and, when there is one, the answer."""

    words: str
    came_by: str
    answer: str = ""
    why: str = ""
    weight: str = ""


@transaction.atomic
def add_wish(*, review_id: int, told: WishTold, today: date, by: User) -> Wish:
    """Keep a wish or feeling that the child shared. It may wait for its answer.

    Raises NotPermitted, NotFound, ReviewCancelled, NoWords, UnknownAnswer, WhyMissing, NotShared,
    AnswersNotShared, WishStandsAlready.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    _check_wish(told, review)
    if Wish.objects.filter(review=review, words=lines(told.words), came_by=told.came_by).exists():
        raise WishStandsAlready
    last = Wish.objects.filter(review=review).aggregate(last=Max("place"))["last"] or 0
    wish = Wish(authority_id=review.authority_id, review=review, place=last + 1)
    _save_wish(wish, told)
    tell("review.wish", review, by=by, today=today, wish=wish.pk, answer=told.answer)
    return wish


@transaction.atomic
def change_wish(*, wish_id: int, told: WishTold, version: int, today: date, by: User) -> Wish:
    """Mend a wish or answer it. Raises what `add_wish` raises, and ChangedMeanwhile."""
    wish = Wish.objects.filter(pk=wish_id).first()
    if wish is None:
        raise NotFound
    review = locked(wish.review_id, by, Permission.REVIEW_RECORD)
    wish.refresh_from_db()
    same_version(wish, version)
    _check_wish(told, review)
    _save_wish(wish, told, version=wish.version + 1)
    tell("review.wish", review, by=by, today=today, wish=wish.pk, answer=told.answer)
    return wish


@transaction.atomic
def remove_wish(*, wish_id: int, version: int, today: date, by: User) -> None:
    """Take a wish out of the review; a decision about it stays. What was signed and sent stays as it was.

    Raises NotPermitted, NotFound, ReviewCancelled, ChangedMeanwhile.
    """
    wish = Wish.objects.filter(pk=wish_id).first()
    if wish is None:
        raise NotFound
    review = locked(wish.review_id, by, Permission.REVIEW_RECORD)
    wish.refresh_from_db()
    same_version(wish, version)
    decisions = ReviewDecision.objects.filter(wish=wish).update(wish=None)
    wish.delete()
    tell("review.wish_removed", review, by=by, today=today, wish=wish_id, decisions=decisions)


def _check_wish(told: WishTold, review: Review) -> None:
    if not lines(told.words):
        raise NoWords
    if told.came_by not in Wish.CameBy.values or told.answer not in ("", *Wish.Answer.values):
        raise UnknownAnswer
    if told.answer not in ("", Wish.Answer.YES) and not lines(told.why):
        raise WhyMissing
    if not is_open(review, told.came_by):
        raise NotShared if told.came_by == Wish.CameBy.TALK else AnswersNotShared


def _save_wish(wish: Wish, told: WishTold, version: int = 1) -> None:
    wish.words, wish.came_by, wish.answer = lines(told.words), told.came_by, told.answer
    wish.why, wish.weight, wish.version = lines(told.why), lines(told.weight), version
    wish.save()
