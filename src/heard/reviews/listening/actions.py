"""Writes of talks in private: with the child alone, and with a parent or carer on their own.

What the child says belongs to the child (rulebook 1E, prep-private-talk): the record may hold what the child agreed to
share and with whom. The rest stands in a note that the IRO alone reads.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.days import check_belongs
from heard.reviews.listening.consent import refuse_narrowing, without_consent
from heard.reviews.models import NoteOpening, PrivateNote, PrivateTalk, Review, SeparateTalk


class UnknownOutcome(DomainError):
    """Choose what became of the talk: before the review, after it, declined, or not appropriate."""


class TalkNeedsDayAndWay(DomainError):
    """Enter the day of the talk and how it was held."""


class NoTalkNeedsReason(DomainError):
    """Say why there was no talk alone: in the child's words, or why it was not appropriate for age or understanding."""


class TalkInFuture(DomainError):
    """The day of the talk must be today or in the past."""


class TalkNotBefore(DomainError):
    """That day is after the first sitting of the review. Choose "After the review", or mend the day."""


class TalkNotAfter(DomainError):
    """The review had not been held on that day. Choose "Before the review", or mend the day."""


class SharedWithNobody(DomainError):
    """Choose with whom the child agreed to share these words. What they did not agree to share goes into your note."""


class NotYourTalk(DomainError):
    """Only the person who had the talk with the child can change what is recorded of it."""


class TalkKeptAlready(DomainError):
    """You recorded a talk with the child on that day already. Open it and change it there."""


class NotYourNote(DomainError):
    """Only the person who wrote a private note can change it."""


class ReaderDoesNotSee(DomainError):
    """This person does not work with the child and cannot open the child's pages. Choose somebody who can."""


class ReadsAlready(DomainError):
    """This person wrote the note and can read it already. Choose somebody else."""


class TalkOnThatDay(DomainError):
    """A talk with this person on that day is recorded already. Open it and change it there."""


class OpeningNeedsReason(DomainError):
    """Say why the note is opened."""


class ChildMustBeTold(DomainError):
    """Enter the day on which the child was told that the note was opened, or why they cannot be told yet."""


class NothingSaid(DomainError):
    """Write what they said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of the talk alone. `note` is for the IRO's eyes only."""

    outcome: str
    talked_on: date | None = None
    way: str = ""
    seen_alone: bool = False
    reason: str = ""
    other_way_offered: str = ""
    told_of_limits: bool = False
    shared: str = ""
    shared_with: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def record_private_talk(
    *,
    review_id: int,
    told: Told,
    today: date,
    by: User,
    talk_id: int | None = None,
    version: int | None = None,
) -> PrivateTalk:
    """Keep a talk of IRO and child, or the exception with its reason; or change the one of `talk_id`, as its writer.

    Raises NotPermitted, NotFound, ReviewCancelled, UnknownOutcome, TalkNeedsDayAndWay, NoTalkNeedsReason,
    TalkInFuture, TalkNotBefore, TalkNotAfter, SharedWithNobody, NotYourTalk, TalkKeptAlready, ChangedMeanwhile,
    WishesStand.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    _check(told, review.held_on, today)
    if told.talked_on is not None:
        check_belongs(told.talked_on, review)
    talk = _own_talk(review, talk_id, version, by)
    talked = told.outcome in (PrivateTalk.Outcome.BEFORE, PrivateTalk.Outcome.AFTER)
    same_day = PrivateTalk.objects.filter(review=review, recorded_by=by, talked_on=told.talked_on if talked else None)
    if same_day.exclude(pk=talk.pk).exists():
        raise TalkKeptAlready(
            None if talked else "You recorded already that there was no talk. Open it and change it there."
        )
    closed = without_consent(review)
    talk.authority_id, talk.recorded_by, talk.outcome = review.authority_id, by, told.outcome
    talk.talked_on, talk.way = (told.talked_on, told.way) if talked else (None, "")
    talk.seen_alone, talk.told_of_limits = told.seen_alone and talked, told.told_of_limits and talked
    talk.reason, talk.other_way_offered = lines(told.reason), one_line(told.other_way_offered)[:300]
    talk.shared = lines(told.shared)
    talk.shared_with = [who for who in PrivateTalk.Audience.values if who in told.shared_with] if talk.shared else []
    talk.version += 1
    talk.save()
    refuse_narrowing(review, before=closed)
    _keep_note(talk, told.note, by)
    tell("review.private_talk", review, by=by, today=today, outcome=told.outcome, talked_on=talk.talked_on)
    return talk


def _own_talk(review: Review, talk_id: int | None, version: int | None, by: User) -> PrivateTalk:
    """The talk to change, or a new one. Raises NotFound, NotYourTalk, ChangedMeanwhile."""
    if talk_id is None:
        return PrivateTalk(review=review, version=0)
    talk = PrivateTalk.objects.filter(review=review, pk=talk_id).first()
    if talk is None:
        raise NotFound
    if talk.recorded_by_id != by.pk:
        raise NotYourTalk
    same_version(talk, version)
    return talk


def _keep_note(talk: PrivateTalk, words: str, by: User) -> None:
    """The note of the one who talks with the child. Emptied by its writer, it is gone unless it was opened."""
    note = PrivateNote.objects.filter(talk=talk).first()
    if note is None and not words.strip():
        return
    if note is None:
        note = PrivateNote(authority_id=talk.authority_id, talk=talk, written_by=by, version=0)
    kept = lines(words)
    if kept != note.words:
        note.words, note.version = kept, note.version + 1
        note.save()


@transaction.atomic
def open_note(
    *,
    talk_id: int,
    to_user_id: int,
    ground: str,
    reason: str,
    today: date,
    by: User,
    child_told_on: date | None = None,
    child_not_told_because: str = "",
) -> NoteOpening:
    """Open a private note to one colleague: because the child agreed, or to keep somebody safe. The child is told.

    Only the writer opens it on the child's wish. An override to keep somebody safe may also be recorded by the IRO
    manager; the writer is then told. Raises NotPermitted, NotFound, NotYourNote, OpeningNeedsReason, ChildMustBeTold,
    TalkInFuture, ReaderDoesNotSee, ReadsAlready.
    """
    talk = PrivateTalk.objects.filter(pk=talk_id).select_related("review").first()
    note = PrivateNote.objects.filter(talk=talk).first() if talk else None
    if talk is None or note is None:
        raise NotFound
    review = locked(talk.review_id, by, Permission.REVIEW_RECORD)
    if note.written_by_id != by.pk:
        if ground != NoteOpening.Ground.SAFEGUARDING:
            raise NotYourNote("Only the IRO who wrote the note can open it on the child's wish.")
        if not by.may(Permission.IRO_APPOINT):
            raise NotPermitted
    if ground not in NoteOpening.Ground.values or not reason.strip():
        raise OpeningNeedsReason
    if child_told_on is not None and child_told_on > today:
        raise TalkInFuture("The day on which the child was told must be today or in the past.")
    if ground == NoteOpening.Ground.SAFEGUARDING and child_told_on is None and not child_not_told_because.strip():
        raise ChildMustBeTold
    reader = _reader(to_user_id, note, review.child_id, by)
    opening, _new = NoteOpening.objects.update_or_create(
        note=note,
        to_user=reader,
        defaults={
            "authority_id": review.authority_id,
            "ground": ground,
            "reason": lines(reason),
            "opened_on": today,
            "opened_by": by,
            "child_told_on": child_told_on,
            "child_not_told_because": one_line(child_not_told_because)[:300],
        },
    )
    tell("review.note_opened", review, by=by, today=today, ground=ground, to=reader.pk)
    if note.written_by_id != by.pk:
        told = {"authority_id": review.authority_id, "child_id": review.child_id}
        events.publish("note.opened_by_another", opening_id=opening.pk, today=today, **told)
    return opening


def _reader(user_id: int, note: PrivateNote, child_id: int, by: User) -> User:
    reader = User.objects.filter(pk=user_id, authority_id=by.authority_id, is_active=True).first()
    if reader is None:
        raise NotFound
    if reader.pk == note.written_by_id:
        raise ReadsAlready
    try:
        get_visible(child_id, viewer=reader)
    except NotFound as error:
        raise ReaderDoesNotSee from error
    return reader


@transaction.atomic
def tell_child(*, opening_id: int, told_on: date, today: date, by: User) -> NoteOpening:
    """Keep the day on which the child was told that their note was opened. Until then a reminder stays open.

    Raises NotPermitted, NotFound, ReviewCancelled, TalkInFuture.
    """
    opening = NoteOpening.objects.filter(pk=opening_id).select_related("note__talk").first()
    if opening is None:
        raise NotFound
    review = locked(opening.note.talk.review_id, by, Permission.REVIEW_RECORD)
    if opening.note.written_by_id != by.pk and not by.may(Permission.IRO_APPOINT):
        raise NotFound
    if told_on > today:
        raise TalkInFuture("The day on which the child was told must be today or in the past.")
    opening.child_told_on = told_on
    opening.save(update_fields=["child_told_on"])
    tell("review.child_told", review, by=by, today=today, opening=opening.pk, told_on=told_on)
    return opening


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlone:
    """A talk with one person on their own, and what they said."""

    party_id: int
    talked_on: date
    way: str
    views: str


@transaction.atomic
def record_separate_talk(
    *,
    review_id: int,
    said: SaidAlone,
    today: date,
    by: User,
    talk_id: int | None = None,
    version: int | None = None,
) -> SeparateTalk:
    """Keep a talk with one person on their own (prep-parents-views), or change the one of `talk_id`.

    Raises NotPermitted, NotFound, ReviewCancelled, TalkInFuture, TalkNeedsDayAndWay, NothingSaid, TalkOnThatDay,
    ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    _check_said(said, review.child_id, today)
    check_belongs(said.talked_on, review)
    talk = SeparateTalk(authority_id=review.authority_id, review=review, version=0)
    if talk_id is not None:
        found = SeparateTalk.objects.filter(review=review, pk=talk_id).first()
        if found is None:
            raise NotFound
        talk = found
        same_version(talk, version)
    same_day = SeparateTalk.objects.filter(review=review, party_id=said.party_id, talked_on=said.talked_on)
    if same_day.exclude(pk=talk.pk).exists():
        raise TalkOnThatDay
    talk.party_id, talk.talked_on, talk.way = said.party_id, said.talked_on, said.way
    talk.views, talk.recorded_by, talk.version = lines(said.views), by, talk.version + 1
    talk.save()
    tell("review.separate_talk", review, by=by, today=today, party=said.party_id, talked_on=said.talked_on)
    return talk


def _check_said(said: SaidAlone, child_id: int, today: date) -> None:
    if not Party.objects.filter(pk=said.party_id, child_id=child_id).exists():
        raise NotFound
    if said.talked_on > today:
        raise TalkInFuture
    if said.way not in SeparateTalk.Way.values:
        raise TalkNeedsDayAndWay
    if not lines(said.views):
        raise NothingSaid


def _check(told: Told, held_on: date | None, today: date) -> None:
    if told.outcome not in PrivateTalk.Outcome.values:
        raise UnknownOutcome
    if told.outcome in (PrivateTalk.Outcome.DECLINED, PrivateTalk.Outcome.INAPPROPRIATE):
        if not lines(told.reason):
            raise NoTalkNeedsReason
        return
    if told.talked_on is None or told.way not in PrivateTalk.Way.values:
        raise TalkNeedsDayAndWay
    if told.talked_on > today:
        raise TalkInFuture
    if held_on is not None and told.outcome == PrivateTalk.Outcome.BEFORE and told.talked_on > held_on:
        raise TalkNotBefore
    if told.outcome == PrivateTalk.Outcome.AFTER and (held_on is None or told.talked_on < held_on):
        raise TalkNotAfter
    if lines(told.shared) and not set(told.shared_with) & set(PrivateTalk.Audience.values):
        raise SharedWithNobody
