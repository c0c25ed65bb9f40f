"""Writes of what came of the other reviews that one sitting served: each duty is recorded by itself (review-combined).

CPR 2010 reg 32(3) and CPR 2015 (Wales) reg 38(3) let one sitting serve several reviews; a duty that was not carried out
at it stays owed by its own law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines
from heard.reviews.access import locked, same_version, tell
from heard.reviews.models import CombinedDuty

Outcome = CombinedDuty.Outcome
LONGEST_NOTE = 4000


class UnknownOutcome(DomainError):
    """Choose what came of it from the list."""


class NotCarriedOutWithoutReason(DomainError):
    """Say why it was not carried out, or when and where it goes on."""


class NoteWithoutOutcome(DomainError):
    """Choose what came of it before you write what was decided."""


class DutyNoteTooLong(DomainError):
    """What was decided is too long. Shorten it, and save again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTold:
    """What came of one duty, and what was decided of it. `version` is the one that was shown."""

    outcome: str
    note: str
    version: int


@transaction.atomic
def record_duties(*, review_id: int, told: Mapping[str, DutyTold], today: date, by: User) -> list[CombinedDuty]:
    """Keep what came of each duty that the sitting served; an outcome is taken back by leaving it open.

    Raises NotPermitted, NotFound, ReviewCancelled, ReviewNotHeld, UnknownOutcome, NotCarriedOutWithoutReason,
    NoteWithoutOutcome, DutyNoteTooLong, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD, held=True)
    rows = {row.kind: row for row in CombinedDuty.objects.filter(review=review)}
    changed = {}
    for kind, one in told.items():
        row = rows.get(kind)
        if row is None:
            raise NotFound
        note = _checked(one)
        if (row.outcome, row.note) == (one.outcome, note):
            continue
        same_version(row, one.version)
        row.outcome, row.note, row.version = one.outcome, note, row.version + 1
        row.recorded_on, row.recorded_by = (today, by) if one.outcome else (None, None)
        row.save()
        changed[kind] = str(one.outcome)
    if changed:
        tell("review.duties_recorded", review, by=by, today=today, **changed)
    return list(rows.values())


def _checked(one: DutyTold) -> str:
    note = lines(one.note)
    if one.outcome not in Outcome.values:
        raise UnknownOutcome
    if not one.outcome and note:
        raise NoteWithoutOutcome
    if one.outcome in (Outcome.GOES_ON, Outcome.NOT_HELD) and not note:
        raise NotCarriedOutWithoutReason
    if len(note) > LONGEST_NOTE:
        raise DutyNoteTooLong
    return note
