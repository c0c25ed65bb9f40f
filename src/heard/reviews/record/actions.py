"""Writes of the record: saved heading by heading while it is written, signed in versions that never change again."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from heard.accounts.models import Language, User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.common.texts import one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.listening.consent import quoted, without_consent
from heard.reviews.models import (
    WRITTEN,
    Copy,
    Heading,
    RecordOfReview,
    RecordSection,
    RecordVersion,
    Redaction,
    SentCopy,
)
from heard.reviews.record.content import content_of, stands_under
from heard.reviews.record.letters import letter_fingerprint, letter_is_checked
from heard.reviews.record.marks import PassageGone, refuse_gone, refuse_marked_since
from heard.reviews.record.queries import are_issued
from heard.reviews.record.signers import signs_for_another
from heard.reviews.writing import as_kept, fingerprint, keep_words

LEAVES_OUT = (Copy.LETTER, Copy.PARENTS, Copy.COURT, Copy.DECISIONS)  # the full record leaves out nothing


class UnknownHeading(DomainError):
    """This heading is not part of the record."""


class LeftOutWithoutReason(DomainError):
    """Say why this is left out of a copy."""


class PassageNotFound(DomainError):
    """These words do not stand under that heading. Mark them as they are written."""


class NothingWritten(DomainError):
    """The record is empty. Write at least one heading before you sign it."""


class WishNotShared(DomainError):
    """The child has not agreed to share these wishes with everybody. Take them out before you sign."""


class NothingChanged(DomainError):
    """Nothing was changed since the last signed version."""


class AnotherSigns(DomainError):
    """You neither held this review nor are you the child’s named IRO. Say why you sign the record all the same."""


class CorrectionNeedsReason(DomainError):
    """Say what was corrected, and why."""


class NotSigned(DomainError):
    """Sign the record first. Only a signed record is sent out."""


class NotFinished(DomainError):
    """This review is not completed yet, so what it proposes is held back. Record the day on which it was completed,
    then sign the record and give out the copies."""


class DecisionsNotIssued(DomainError):
    """Send the decisions to the manager first. Until then they are a draft."""


class LetterNotChecked(DomainError):
    """Read the letter and say that you have checked it. It goes out when a person has, not before."""


class UnknownLanguage(DomainError):
    """Choose English or Welsh."""


class NoRecipient(DomainError):
    """Say who received it."""


class SentBeforeReview(DomainError):
    """A copy cannot be given before the review was completed. Check the day."""


class SentInFuture(DomainError):
    """The day on which it was sent must be today or in the past."""


@transaction.atomic
def start_record(*, review_id: int, today: date, by: User) -> RecordOfReview:
    """Open the record of a review that has begun; the same one each time.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record, new = RecordOfReview.objects.get_or_create(
        review=review, defaults={"authority_id": review.authority_id, "started_on": today}
    )
    if new:
        tell("record.started", review, by=by, today=today)
    return record


@transaction.atomic
def save_section(
    *,
    review_id: int,
    heading: str,
    words: str,
    letter_words: str,
    version: int,
    today: date,
    by: User,
) -> RecordSection:
    """Keep what is written under a heading. `version` is the one that the writer started from, 0 for an empty heading.

    What is the same as before is not saved again.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownHeading, WrittenMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record = start_record(review_id=review.pk, today=today, by=by)
    if heading not in WRITTEN:
        raise UnknownHeading
    section = RecordSection.objects.select_for_update().filter(record=record, heading=heading).first()
    if section is None:
        section = RecordSection(authority_id=review.authority_id, record=record, heading=heading, version=0)
    if keep_words(section, version=version, by=by, words=words, letter_words=letter_words):
        tell("record.saved", review, by=by, today=today, heading=heading, version=section.version)
    return section


@transaction.atomic
def leave_out(
    *, review_id: int, heading: str, copies: Iterable[str], reason: str, today: date, by: User
) -> RecordSection:
    """Leave a whole heading out of some copies, with the reason; out of none takes it back. The full record keeps it.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownHeading, LeftOutWithoutReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record = start_record(review_id=review.pk, today=today, by=by)
    if heading not in Heading.values:
        raise UnknownHeading
    section, _ = RecordSection.objects.get_or_create(
        record=record,
        heading=heading,
        defaults={"authority_id": review.authority_id, "version": 0, "saved_by": by},
    )
    out_of = [copy for copy in LEAVES_OUT if copy in set(copies)]
    if out_of and not one_line(reason):
        raise LeftOutWithoutReason
    section.left_out_of, section.reason_left_out = out_of, one_line(reason)[:300] if out_of else ""
    section.save(update_fields=["left_out_of", "reason_left_out"])
    tell("record.left_out", review, by=by, today=today, heading=heading, copies=[str(copy) for copy in out_of])
    return section


@transaction.atomic
def redact(
    *, review_id: int, heading: str, passage: str, copies: Iterable[str], reason: str, today: date, by: User
) -> Redaction:
    """Leave a passage out of some copies, with the reason: words under a heading, typed there or shown there.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownHeading, PassageNotFound,
    LeftOutWithoutReason.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record = start_record(review_id=review.pk, today=today, by=by)
    if heading not in Heading.values:
        raise UnknownHeading
    words = as_kept(passage).strip()
    if not words or not stands_under(content_of(review), heading, words):
        raise PassageNotFound
    out_of = [copy for copy in LEAVES_OUT if copy in set(copies)]
    if not out_of or not one_line(reason):
        raise LeftOutWithoutReason
    row = Redaction.objects.create(
        authority_id=review.authority_id,
        record=record,
        heading=heading,
        passage=words,
        left_out_of=out_of,
        reason=one_line(reason)[:300],
        marked_by=by,
    )
    tell("record.redacted", review, by=by, today=today, heading=heading, copies=[str(copy) for copy in out_of])
    return row


@transaction.atomic
def restore_passage(*, review_id: int, redaction_id: int, today: date, by: User) -> None:
    """Let every copy hold a passage again. What was signed and sent stays as it was.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    row = Redaction.objects.filter(pk=redaction_id, record__review=review).first()
    if row is None:
        raise NotFound
    heading = row.heading
    row.delete()
    tell("record.restored", review, by=by, today=today, heading=heading)


@transaction.atomic
def write_letter(
    *, review_id: int, language: str, opening: str, closing: str, pictures: bool, version: int, today: date, by: User
) -> RecordOfReview:
    """Keep the letter's own words. It must be checked again after a change.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownLanguage, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record = start_record(review_id=review.pk, today=today, by=by)
    same_version(record, version)
    if language not in Language.values:
        raise UnknownLanguage
    record.letter_language, record.letter_pictures = language, pictures
    record.letter_opening, record.letter_closing = as_kept(opening), as_kept(closing)
    record.letter_checked_on, record.letter_checked_by, record.letter_sha256 = None, None, ""
    record.version += 1
    record.save()
    tell("letter.written", review, by=by, today=today, language=language)
    return record


@transaction.atomic
def check_letter(*, review_id: int, version: int, today: date, by: User, seen: str | None = None) -> RecordOfReview:
    """Say that a person has read the letter as it will go out: whatever changes in it afterwards is checked again.

    `seen` is the fingerprint of the letter that was read; where another stands now it is not the one that was checked.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, NothingWritten, PassageGone, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    record = RecordOfReview.objects.filter(review=review).first()
    if record is None:
        raise NothingWritten("There is no letter yet. Write it first.")
    same_version(record, version)
    content = content_of(review)
    refuse_gone(content, Copy.LETTER)
    record.letter_checked_on, record.letter_checked_by = today, by
    record.letter_sha256 = letter_fingerprint(record, content)
    if seen is not None and seen != record.letter_sha256:
        raise ChangedMeanwhile
    record.version += 1
    record.save()
    tell("letter.checked", review, by=by, today=today)
    return record


@transaction.atomic
def sign(*, review_id: int, why: str, today: date, by: User, why_another: str = "") -> RecordVersion:
    """Sign the record of a completed review as it stands. A later version says what was corrected.

    Whoever neither held the review nor is the child's named IRO says why they sign: it is kept with the signature.

    Until then proposals are held back (CPR 2010 reg 36(2), CPR 2015 (Wales) reg 42(2)). Raises NotPermitted, NotFound,
    ReviewCancelled, ReviewNotHeld, NotFinished, NothingWritten, PassageGone, WishNotShared, NothingChanged,
    CorrectionNeedsReason, AnotherSigns.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    if review.completed_on is None:
        raise NotFinished
    record = RecordOfReview.objects.filter(review=review).first()
    content = content_of(review)
    if record is None or content.is_empty:
        raise NothingWritten
    if content.gone:
        raise PassageGone
    closed = without_consent(review)
    if closed:
        raise WishNotShared("%(why)s %(wishes)s", why=WishNotShared().sentence, wishes=quoted(closed))
    plain = content.as_json()
    sha256 = fingerprint(plain)
    last = record.signed.order_by("-number").first()
    if last is not None and last.sha256 == sha256:
        raise NothingChanged
    if last is not None and not one_line(why):
        raise CorrectionNeedsReason
    another = signs_for_another(review, by)
    if another and not one_line(why_another):
        raise AnotherSigns
    version = RecordVersion.objects.create(
        authority_id=review.authority_id,
        record=record,
        number=(record.signed.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=plain,
        sha256=sha256,
        why=one_line(why)[:300],
        why_another=one_line(why_another)[:300] if another else "",
        signed_on=today,
        signed_by=by,
    )
    tell("record.signed", review, by=by, today=today, version=version.number, for_another=another)
    return version


@transaction.atomic
def record_sent(
    *,
    review_id: int,
    copy: str,
    party_id: int | None,
    recipient_name: str,
    way: str,
    sent_on: date,
    today: date,
    by: User,
    message_id: int | None = None,
) -> SentCopy:
    """Keep that somebody was sent a copy of a completed review: a full copy needs a signed record, the child's letter a
    checked one, the decisions alone that they were sent to the manager.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, NotFinished, NotSigned, DecisionsNotIssued,
    LetterNotChecked, NoRecipient, SentInFuture, SentBeforeReview, MarkedSince.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, held=True)
    party = Party.objects.filter(pk=party_id, child_id=review.child_id).first() if party_id else None
    name = one_line(recipient_name or (party.shown_name if party else ""))[:160]
    if not name or way not in SentCopy.Way.values or copy not in Copy.values:
        raise NoRecipient
    if sent_on > today:
        raise SentInFuture
    if review.completed_on is None:
        raise NotFinished
    if sent_on < review.completed_on:
        raise SentBeforeReview
    record = RecordOfReview.objects.filter(review=review).first()
    signed = record.signed.order_by("-number").first() if record else None
    if copy in (Copy.RECORD, Copy.PARENTS, Copy.COURT):
        if record is None or signed is None:
            raise NotSigned
        refuse_marked_since(record, signed, copy)
    if copy == Copy.DECISIONS and not are_issued(review):
        raise DecisionsNotIssued
    if copy == Copy.LETTER and not (record and letter_is_checked(record, content_of(review))):
        raise LetterNotChecked
    row = SentCopy.objects.create(
        authority_id=review.authority_id,
        review=review,
        copy=copy,
        party=party,
        recipient_name=name,
        signed_version=None if copy in (Copy.LETTER, Copy.DECISIONS) else signed,
        way=way,
        message_id=message_id,
        letter_sha256=record.letter_sha256 if record and copy == Copy.LETTER else "",
        sent_on=sent_on,
        left_on=None if way == SentCopy.Way.OUTBOX else sent_on,
        sent_by=by,
    )
    tell("record.sent", review, by=by, today=today, copy=copy, party=party.pk if party else None)
    return row
