"""Writing the quality note after a review (R-134): kept as a draft, sent once, then fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.common.texts import lines, one_line
from heard.quality.models import QualityAnswer, QualityNote
from heard.reviews.access import locked, tell
from heard.reviews.models import Review

FALLS_SHORT = (QualityAnswer.Answer.PARTLY, QualityAnswer.Answer.NO)


class NoteSentAlready(DomainError):
    """This note has been sent, so it is no longer changed. What is new goes into the note of the next review."""


class UnknownAnswer(DomainError):
    """Choose yes, partly, no or not applicable."""


class WordsMissing(DomainError):
    """Say in words what fell short, so that it can be put right."""


class NoteIncomplete(DomainError):
    """Answer every question before the note is sent. One that does not apply is answered with “Not applicable”."""


class NobodyTold(DomainError):
    """Choose to whom the note goes: the social worker, the team manager or both."""


class NothingToSend(DomainError):
    """Write the note before you send it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The answer to one question."""

    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is written: an answer to each question that has one, good practice, a concern."""

    answers: Mapping[str, Judged] = field(default_factory=dict)
    good_practice: str = ""
    concern: str = ""


@transaction.atomic
def write_note(*, review_id: int, written: Written, version: int, today: date, by: User) -> QualityNote:
    """Keep the note as it is now; it may lack answers. `version` is the one the writer saw, 0 for none.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, NoteSentAlready, ChangedMeanwhile, UnknownAnswer,
    WordsMissing.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    note = _draft(review, version)
    _check(written.answers)
    if note is None:
        note = QualityNote(authority_id=review.authority_id, review=review, child_id=review.child_id, version=0)
        note.written_on = today
    note.good_practice, note.concern = lines(written.good_practice), lines(written.concern)
    note.written_by, note.version = by, note.version + 1
    note.save()
    note.answers.all().delete()
    QualityAnswer.objects.bulk_create(
        QualityAnswer(
            authority_id=review.authority_id,
            note=note,
            question=question,
            answer=judged.answer,
            words=lines(judged.words),
        )
        for question, judged in written.answers.items()
    )
    tell("quality_note.written", review, by=by, today=today, note=note.pk, version=note.version)
    return note


@transaction.atomic
def issue_note(*, review_id: int, names: Sequence[str], today: date, by: User) -> QualityNote:
    """Fix the note as sent to those named. The letters are written on a higher floor, in the same transaction.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, NothingToSend, NoteSentAlready, NoteIncomplete,
    NobodyTold.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    note = QualityNote.objects.select_for_update().filter(review=review).first()
    if note is None:
        raise NothingToSend
    if note.sent_on is not None:
        raise NoteSentAlready
    if note.answers.count() < len(QualityAnswer.Question.values):
        raise NoteIncomplete
    told = [one_line(name) for name in names if one_line(name)]
    if not told:
        raise NobodyTold
    note.sent_on, note.sent_to, note.version = today, "\n".join(told), note.version + 1
    note.save(update_fields=["sent_on", "sent_to", "version"])
    tell("quality_note.sent", review, by=by, today=today, note=note.pk)
    if note.good_practice:
        tell("good_practice.noted", review, by=by, today=today, note=note.pk)
    if note.concern:
        tell("practice.concern_noted", review, by=by, today=today, note=note.pk)
    return note


def _draft(review: Review, version: int) -> QualityNote | None:
    note = QualityNote.objects.select_for_update().filter(review=review).first()
    if note is not None and note.sent_on is not None:
        raise NoteSentAlready
    if (note.version if note else 0) != version:
        raise ChangedMeanwhile
    return note


def _check(answers: Mapping[str, Judged]) -> None:
    for question, judged in answers.items():
        if question not in QualityAnswer.Question.values or judged.answer not in QualityAnswer.Answer.values:
            raise UnknownAnswer
        if judged.answer in FALLS_SHORT and not lines(judged.words):
            raise WordsMissing
