"""Writing the register of duties: who answers for one, how it stands, what shows it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.quality.duties import duty_numbered
from heard.quality.models import DutyEvidence, DutyRecord


class StateIsCounted(DomainError):
    """How this duty stands is counted from the records of the service. Nobody sets it: mend what the list behind the
    figure shows."""


class UnknownState(DomainError):
    """Choose met, partly met, not met or not assessed."""


class JudgedWithoutEvidence(DomainError):
    """A duty is met or partly met when something shows it: add the document or fact first, with its date."""


class NotMetWithoutWords(DomainError):
    """Say in words what is missing and what is done about it."""


class ReviewInThePast(DomainError):
    """The day on which the duty is looked at again must be after today."""


class TwoOwners(DomainError):
    """Choose a person with an account or enter a name, not both."""


class EvidenceWithoutWords(DomainError):
    """Enter what shows how the duty stands, in up to 300 letters."""


class EvidenceInFuture(DomainError):
    """The date of the evidence must be today or in the past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Who answers for a duty, how it stands, when it is looked at again. `state` None leaves it as it is counted."""

    state: str | None
    owner_id: int | None
    owner_name: str
    review_on: date | None
    words: str


@transaction.atomic
def assess_duty(*, item: int, judgement: Judgement, today: date, by: User, seen: date | None = None) -> DutyRecord:
    """Record who answers for a duty and how it stands; `seen` is the day of the judgement that the writer saw.

    Raises NotPermitted, NotFound, StateIsCounted, UnknownState, TwoOwners, ReviewInThePast, JudgedWithoutEvidence,
    NotMetWithoutWords, ChangedMeanwhile.
    """
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    duty = duty_numbered(item)
    if duty.counted and judgement.state is not None:
        raise StateIsCounted
    if judgement.owner_id is not None and judgement.owner_name.strip():
        raise TwoOwners
    if judgement.owner_id is not None and not _is_here(judgement.owner_id, by):
        raise NotFound
    row = _record_of(item, by)
    if row.assessed_on is not None and seen is not None and row.assessed_on != seen:
        raise ChangedMeanwhile
    if judgement.review_on is not None and judgement.review_on <= today and judgement.review_on != row.review_on:
        raise ReviewInThePast
    _judge(row, judgement, today=today, by=by)
    row.owner_id, row.owner_name = judgement.owner_id, judgement.owner_name.strip()
    row.review_on, row.words = judgement.review_on, judgement.words.strip()
    row.save(update_fields=["owner", "owner_name", "state", "assessed_on", "assessed_by", "review_on", "words"])
    log.record(
        "duty.assessed", authority_id=by.authority_id, by=by.pk, item=item, state=row.state, review_on=row.review_on
    )
    return row


def _judge(row: DutyRecord, judgement: Judgement, *, today: date, by: User) -> None:
    state = judgement.state
    if state is None:
        return
    if state not in DutyRecord.State.values:
        raise UnknownState
    if state in (DutyRecord.State.MET, DutyRecord.State.PARTLY) and not row.evidence.exists():
        raise JudgedWithoutEvidence
    if state in (DutyRecord.State.PARTLY, DutyRecord.State.NOT_MET) and not judgement.words.strip():
        raise NotMetWithoutWords
    row.state, row.assessed_on, row.assessed_by = state, today, by


@transaction.atomic
def add_evidence(*, item: int, what: str, dated_on: date, where: str, today: date, by: User) -> DutyEvidence:
    """Add a document or fact that shows how a duty stands. Raises NotPermitted, NotFound, EvidenceWithoutWords,
    EvidenceInFuture."""
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    duty_numbered(item)
    if not 0 < len(what.strip()) <= 300 or len(where.strip()) > 300:
        raise EvidenceWithoutWords
    if dated_on > today:
        raise EvidenceInFuture
    made = DutyEvidence.objects.create(
        authority_id=by.authority_id,
        record=_record_of(item, by),
        what=what.strip(),
        dated_on=dated_on,
        where=where.strip(),
        added_by=by,
    )
    log.record(
        "duty.evidence_added", authority_id=by.authority_id, by=by.pk, item=item, evidence=made.pk, dated_on=dated_on
    )
    return made


def _record_of(item: int, by: User) -> DutyRecord:
    DutyRecord.objects.get_or_create(authority_id=by.authority_id, item=item)
    return DutyRecord.objects.select_for_update().get(authority_id=by.authority_id, item=item)


def _is_here(user_id: int, by: User) -> bool:
    return User.objects.filter(pk=user_id, authority_id=by.authority_id, is_active=True).exists()
