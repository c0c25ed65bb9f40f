"""Further writes to officers: photo, evidence of competence, the end of other duties; and where the service stands."""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import CompetenceEvidence, OfficerPhoto, OtherDuty, ServicePlace
from heard.caseloads.officers import locked_officer
from heard.caseloads.photos import cleaned
from heard.common.errors import DomainError, NotFound


class NoPhotoHere(DomainError):
    """There is no photo to take away."""


class UnknownCompetence(DomainError):
    """Choose what it shows from the list."""


class NothingShown(DomainError):
    """Write what shows it."""


class ShownInFuture(DomainError):
    """The day on which it was shown must be today or in the past."""


class DutyEndsFirst(DomainError):
    """A duty must end after the day on which it starts."""


class NobodyManages(DomainError):
    """Write who manages the service."""


@transaction.atomic
def change_photo(*, user_id: int, content: bytes, by: User) -> OfficerPhoto:
    """Put a photo into an officer's profile, or another for it: the manager, or the officer.

    Raises NotPermitted, NotAnOfficer, NotAPhoto.
    """
    user = locked_officer(user_id, by=by, own=True)
    photo = cleaned(content)
    row, _ = OfficerPhoto.objects.update_or_create(
        user=user,
        defaults={
            "authority_id": user.authority_id,
            "media_type": photo.media_type,
            "digest": photo.digest,
            "content": photo.content,
        },
    )
    log.record("officer.photo_changed", authority_id=user.authority_id, by=by.pk, user=user.pk, digest=photo.digest)
    return row


@transaction.atomic
def remove_photo(*, user_id: int, by: User) -> None:
    """Take an officer's photo away. Raises NotPermitted, NotAnOfficer, NoPhotoHere."""
    user = locked_officer(user_id, by=by, own=True, active=False)
    removed, _ = OfficerPhoto.objects.filter(user=user).delete()
    if not removed:
        raise NoPhotoHere
    log.record("officer.photo_removed", authority_id=user.authority_id, by=by.pk, user=user.pk)


@transaction.atomic
def record_competence(
    *, user_id: int, kind: str, shown_on: date, what: str, today: date, by: User
) -> CompetenceEvidence:
    """Record what shows that an officer can do the work: the manager, or the officer.

    Raises NotPermitted, NotAnOfficer, UnknownCompetence, NothingShown, ShownInFuture.
    """
    user = locked_officer(user_id, by=by, own=True)
    if kind not in CompetenceEvidence.Kind.values:
        raise UnknownCompetence
    if not what.strip():
        raise NothingShown
    if shown_on > today:
        raise ShownInFuture
    row = CompetenceEvidence.objects.create(
        authority_id=user.authority_id, user=user, kind=kind, shown_on=shown_on, what=what.strip(), recorded_by=by
    )
    log.record("officer.competence_recorded", authority_id=user.authority_id, by=by.pk, user=user.pk, kind=kind)
    return row


@transaction.atomic
def remove_competence(*, evidence_id: int, by: User) -> None:
    """Take back evidence that was recorded by mistake; the history keeps it. Raises NotPermitted, NotFound."""
    row = CompetenceEvidence.objects.select_for_update().filter(pk=evidence_id).first()
    if row is None:
        raise NotFound
    user = locked_officer(row.user_id, by=by, own=True, active=False)
    row.delete()
    log.record("officer.competence_removed", authority_id=user.authority_id, by=by.pk, user=user.pk)


@transaction.atomic
def end_other_duty(*, duty_id: int, until_on: date, by: User) -> OtherDuty:
    """End work beside cases; its last day is the one before. Raises NotPermitted, NotFound, DutyEndsFirst."""
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    row = OtherDuty.objects.select_for_update().filter(pk=duty_id, authority_id=by.authority_id).first()
    if row is None:
        raise NotFound
    if until_on <= row.from_on:
        raise DutyEndsFirst
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    log.record("officer.duty_ended", authority_id=row.authority_id, by=by.pk, user=row.user_id, duty=row.pk)
    return row


@transaction.atomic
def place_service(*, managed_by: str, apart: str, from_on: date, by: User) -> ServicePlace:
    """Record who manages the service from a day on, and how far that is from casework and money (source 004 2.3-2.4).

    Said again for the same day, it is corrected. Raises NotPermitted, NobodyManages.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    if not managed_by.strip():
        raise NobodyManages
    row, _ = ServicePlace.objects.update_or_create(
        authority_id=by.authority_id,
        from_on=from_on,
        defaults={"managed_by": managed_by.strip(), "apart": apart.strip()},
    )
    log.record("service.placed", authority_id=by.authority_id, by=by.pk, on=from_on)
    return row
