"""Writes of the preparation: what the child chose, the talk with the social worker, duties that share the sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.days import check_belongs
from heard.reviews.models import Choices, CombinedDuty, TalkWithSocialWorker

LONGEST = {
    "day_and_time": 300,
    "place": 300,
    "wanted": 500,
    "unwanted": 500,
    "language": 40,
    "called": 80,
    "first_topic": 300,
}
LONGEST_HELP, MOST_HELPS = 200, 20
LONGEST_NAME = 120


class AskedInFuture(DomainError):
    """The day on which the child was asked must be today or in the past."""


class AnsweredBeforeAsked(DomainError):
    """The child answered before being asked. Check both days."""


class AskedAfterReview(DomainError):
    """The child is asked before the review takes place. Check the day."""


class TooLong(DomainError):
    """One of the answers is too long. Shorten it, and save again."""


class NothingAsked(DomainError):
    """Choose what the child was asked about: at least one of day and time, place, people, running it, language."""


class UnknownWay(DomainError):
    """Choose how it was done from the list."""


class TalkInFuture(DomainError):
    """The day of the talk must be today or in the past."""


class TalkAfterReview(DomainError):
    """The talk that prepares a review takes place before it. Check the day."""


class OutcomeStands(DomainError):
    """What came of one of these reviews is recorded. Take that back first, then take the review out of the sitting."""


class NobodySpokenWith(DomainError):
    """Enter the name of the social worker."""


class NothingSaid(DomainError):
    """Write at least what the talk was about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildChose:
    """What the child was asked and chose. `helps` are the things that let the child take part, one a line."""

    asked_on: date
    how: str
    asked_about: tuple[str, ...]
    answered_on: date | None = None
    day_and_time: str = ""
    place: str = ""
    wanted: str = ""
    unwanted: str = ""
    chairing: str = ""
    language: str = ""
    called: str = ""
    first_topic: str = ""
    helps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The talk of IRO and social worker before a review."""

    held_on: date
    social_worker: str
    agenda: str = ""
    changes: str = ""
    who_comes: str = ""
    risks: str = ""


@transaction.atomic
def record_choices(*, review_id: int, chose: ChildChose, today: date, by: User, version: int | None = None) -> Choices:
    """Keep what the child chose for a review; again with what they chose later (prep-child-arrangements).

    `version` is the one that was shown, 0 where nothing was kept yet.

    Raises NotPermitted, NotFound, ReviewCancelled, AskedInFuture, AskedAfterReview, AnsweredBeforeAsked, NothingAsked,
    UnknownWay, TooLong, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    _check_choices(chose, today)
    check_belongs(chose.asked_on, review)
    if review.held_on is not None and chose.asked_on > review.held_on:
        raise AskedAfterReview
    choices = Choices.objects.filter(review=review).first() or Choices(review=review, version=0)
    same_version(choices, version)
    choices.authority_id, choices.recorded_by = review.authority_id, by
    choices.asked_on, choices.answered_on, choices.how = chose.asked_on, chose.answered_on, chose.how
    choices.asked_about = [matter for matter in Choices.Matter.values if matter in chose.asked_about]
    choices.chairing = chose.chairing
    for name, longest in LONGEST.items():
        setattr(choices, name, _short(one_line(getattr(chose, name)), longest))
    choices.helps = [_short(line, LONGEST_HELP) for line in map(one_line, chose.helps) if line]
    if len(choices.helps) > MOST_HELPS:
        raise TooLong
    choices.version += 1
    choices.save()
    tell("review.choices", review, by=by, today=today, asked_on=chose.asked_on, about=list(choices.asked_about))
    return choices


@transaction.atomic
def record_talk_with_social_worker(
    *, review_id: int, talk: Talk, today: date, by: User, version: int | None = None
) -> TalkWithSocialWorker:
    """Keep the talk of IRO and social worker before a review (prep-sw-iro-15wd).

    `version` is the one that was shown, 0 where nothing was kept yet.

    Raises NotPermitted, NotFound, ReviewCancelled, TalkInFuture, TalkAfterReview, LongBeforeReview, NobodySpokenWith,
    NothingSaid, TooLong, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    if talk.held_on > today:
        raise TalkInFuture
    if review.held_on is not None and talk.held_on > review.held_on:
        raise TalkAfterReview
    check_belongs(talk.held_on, review)
    if not one_line(talk.social_worker):
        raise NobodySpokenWith
    if not any(lines(words) for words in (talk.agenda, talk.changes, talk.who_comes, talk.risks)):
        raise NothingSaid
    row = TalkWithSocialWorker.objects.filter(review=review).first() or TalkWithSocialWorker(review=review, version=0)
    same_version(row, version)
    row.authority_id, row.recorded_by, row.held_on = review.authority_id, by, talk.held_on
    row.social_worker = _short(one_line(talk.social_worker), LONGEST_NAME)
    for name in ("agenda", "changes", "who_comes", "risks"):
        setattr(row, name, lines(getattr(talk, name)))
    row.version += 1
    row.save()
    tell("review.social_worker_spoken_with", review, by=by, today=today, held_on=talk.held_on)
    return row


@transaction.atomic
def combine(*, review_id: int, duties: Iterable[str], today: date, by: User) -> list[CombinedDuty]:
    """Say which other reviews the same sitting serves (review-combined); each is a duty of its own.

    Raises NotPermitted, NotFound, ReviewCancelled, UnknownWay, OutcomeStands.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    wanted = set(duties)
    if not wanted <= set(CombinedDuty.Kind.values):
        raise UnknownWay("Choose the other reviews from the list.")
    dropped = CombinedDuty.objects.filter(review=review).exclude(kind__in=wanted)
    if dropped.exclude(outcome="").exists():
        raise OutcomeStands
    dropped.delete()
    standing = set(CombinedDuty.objects.filter(review=review).values_list("kind", flat=True))
    CombinedDuty.objects.bulk_create(
        CombinedDuty(authority_id=review.authority_id, review=review, kind=kind) for kind in sorted(wanted - standing)
    )
    tell("review.combined", review, by=by, today=today, duties=sorted(wanted))
    return list(CombinedDuty.objects.filter(review=review).order_by("kind"))


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise TooLong
    return text


def _check_choices(chose: ChildChose, today: date) -> None:
    if chose.asked_on > today:
        raise AskedInFuture
    if chose.answered_on is not None and chose.answered_on > today:
        raise AskedInFuture("The day on which the child answered must be today or in the past.")
    if chose.answered_on is not None and chose.answered_on < chose.asked_on:
        raise AnsweredBeforeAsked
    if chose.how not in Choices.How.values or chose.chairing not in ("", *Choices.Chairing.values):
        raise UnknownWay
    if not set(chose.asked_about) & set(Choices.Matter.values) and chose.how != Choices.How.OBSERVED:
        raise NothingAsked
