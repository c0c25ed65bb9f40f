"""Writing what a child needs of an IRO, and the further cases and duties of officers."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import FurtherCase, Needs, OtherDuty, Specialism
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotFound


class UnknownNeed(DomainError):
    """Choose what the IRO should know from the list, and enter each language as a word of up to 40 letters."""


class UnknownCase(DomainError):
    """Choose pathway plan or child protection conference."""


class CaseRunsAlready(DomainError):
    """Somebody reviews this young person in that way at that time already. End that first."""


class CaseEndsFirst(DomainError):
    """The last day must be on or after the first."""


class DutyCountsNothing(DomainError):
    """Enter the duty's name, and more than 0 children as which it counts."""


@transaction.atomic
def record_needs(*, child_id: int, languages: tuple[str, ...], specialisms: tuple[str, ...], by: User) -> Needs:
    """Record what a child needs of an IRO. Raises NotPermitted, NotFound, UnknownNeed."""
    require(by, Permission.REVIEW_ARRANGE, authority_id=by.authority_id)
    child = Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)
    words = sorted({language.strip().casefold() for language in languages})
    if set(specialisms) - set(Specialism.values) or any(not 0 < len(word) <= 40 for word in words):
        raise UnknownNeed
    row, _ = Needs.objects.update_or_create(
        child=child,
        defaults={"authority_id": child.authority_id, "languages": words, "specialisms": sorted(set(specialisms))},
    )
    log.record("child.needs_recorded", authority_id=child.authority_id, by=by.pk, child_id=child.pk)
    return row


def needs_of(child: Child) -> Needs | None:
    """This will give what a child needs of an IRO; None where nothing was recorded."""
    return Needs.objects.filter(child=child).first()


@transaction.atomic
def take_further_case(*, child_id: int, user_id: int, kind: str, from_on: date, by: User) -> FurtherCase:
    """Record that an officer reviews a pathway plan or chairs conferences.

    Raises NotPermitted, NotFound, UnknownCase, CaseRunsAlready.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    child = Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)
    officer = User.objects.filter(pk=user_id, authority_id=by.authority_id).first()
    if officer is None or not officer.may(Permission.REVIEW_RECORD):
        raise NotFound
    if kind not in FurtherCase.Kind.values:
        raise UnknownCase
    same = FurtherCase.objects.filter(child=child, kind=kind)
    if same.filter(until_on__isnull=True).exists() or same.filter(until_on__gt=from_on).exists():
        raise CaseRunsAlready
    row = FurtherCase.objects.create(
        authority_id=child.authority_id, child=child, user=officer, kind=kind, from_on=from_on
    )
    log.record(
        "further_case.taken", authority_id=child.authority_id, by=by.pk, child_id=child.pk, user=user_id, kind=kind
    )
    return row


@transaction.atomic
def end_further_case(*, case_id: int, until_on: date, by: User) -> FurtherCase:
    """End a further case. Raises NotPermitted, NotFound, CaseEndsFirst."""
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    row = FurtherCase.objects.select_for_update().filter(pk=case_id, authority_id=by.authority_id).first()
    if row is None:
        raise NotFound
    if until_on < row.from_on:
        raise CaseEndsFirst
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    log.record("further_case.ended", authority_id=row.authority_id, by=by.pk, child_id=row.child_id, user=row.user_id)
    return row


@transaction.atomic
def record_other_duty(
    *, user_id: int, name: str, counts_as: Decimal, from_on: date, by: User, until_on: date | None = None
) -> OtherDuty:
    """Record work beside cases, as so many children of full-time care. Raises NotPermitted, NotFound,
    DutyCountsNothing, CaseEndsFirst."""
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    if not User.objects.filter(pk=user_id, authority_id=by.authority_id).exists():
        raise NotFound
    if counts_as <= 0 or not name.strip():
        raise DutyCountsNothing
    if until_on is not None and until_on <= from_on:
        raise CaseEndsFirst
    row = OtherDuty.objects.create(
        authority_id=by.authority_id,
        user_id=user_id,
        name=name.strip(),
        counts_as=counts_as,
        from_on=from_on,
        until_on=until_on,
    )
    log.record("officer.duty_recorded", authority_id=by.authority_id, by=by.pk, user=user_id, duty=row.pk)
    return row
