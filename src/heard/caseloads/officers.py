"""All writes to officers: profile, registration, posts, leave, what they tell about themselves."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.models import (
    Leave,
    NamedIro,
    OfficerIdentity,
    OfficerProfile,
    OfficerRegistration,
    Post,
    Specialism,
)
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.sentences import Counted
from heard.law import Nation
from heard.law.independence import registers

FULL_TIME = Decimal(1)
TELEPHONE = re.compile(r"\+?[0-9()-]{6,24}")


class NotAnOfficer(DomainError):
    """Choose an active reviewing officer of your own authority."""


class QualifiedInFuture(DomainError):
    """The day of qualification and the start of experience must be today or in the past, in that order."""


class UnknownSpecialism(DomainError):
    """Choose specialisms from the list."""


class BadLanguage(DomainError):
    """Enter each language as a word of up to 40 letters."""


class NotAPostcodeDistrict(DomainError):
    """Enter the first half of a postcode, like LL11."""


class NotATelephoneNumber(DomainError):
    """Enter a telephone number with figures and spaces, like 01632 960 001."""


class UnknownRegister(DomainError):
    """That register does not count for an IRO in this nation on that day."""


class NoRegistrationNumber(DomainError):
    """Enter the number in the register."""


class RegistrationEndsFirst(DomainError):
    """The renewal date must be on or after the day from which the registration is valid."""


class RegistrationExists(DomainError):
    """A registration with that register from that day is recorded already."""


class BadFte(DomainError):
    """Enter the part of a full-time post as more than 0 and at most 1, like 0.6. For a leaver, end the post."""


class UnknownEmployment(DomainError):
    """Choose permanent, peripatetic or sessional, or agency."""


class PostEndsFirst(DomainError):
    """A post must end after the day on which it starts."""


class PostsOverlap(DomainError):
    """This person has a post at that time already. End it first, or choose days outside it."""


class LeaverHasCases(DomainError):
    """This person is still the named IRO of children. Share their caseload out first, then end the post."""


class LeaveEndsFirst(DomainError):
    """The last day of leave must be on or after the first."""


class UnknownLeave(DomainError):
    """Choose the kind of leave from the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """What is to stand in a profile."""

    qualified_on: date | None = None
    experienced_since: date | None = None
    management_experience: bool = False
    words_for_young_people: str = ""
    telephone: str = ""
    languages: tuple[str, ...] = ()
    specialisms: tuple[str, ...] = ()
    base_district: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFacts:
    """What somebody tells about themselves; empty is not told."""

    ethnicity: str = ""
    gender: str = ""
    disability: str = ""
    first_language: str = ""


@transaction.atomic
def change_profile(*, user_id: int, facts: ProfileFacts, today: date, by: User) -> OfficerProfile:
    """Write an officer's profile: the manager's all, the officer's own words, telephone, languages and specialisms.

    Raises NotPermitted, NotAnOfficer, QualifiedInFuture, UnknownSpecialism, BadLanguage, NotATelephoneNumber,
    NotAPostcodeDistrict.
    """
    user = locked_officer(user_id, by=by, own=True)
    _check_profile(facts, today)
    profile = OfficerProfile.objects.filter(user=user).first() or OfficerProfile(
        authority_id=user.authority_id, user=user
    )
    profile.words_for_young_people = facts.words_for_young_people.strip()
    profile.telephone = " ".join(facts.telephone.split())
    profile.languages = sorted({language.strip().casefold() for language in facts.languages})
    profile.specialisms = sorted(set(facts.specialisms))
    if by.may(Permission.IRO_APPOINT):
        profile.qualified_on = facts.qualified_on
        profile.experienced_since = facts.experienced_since
        profile.management_experience = facts.management_experience
        profile.base_district = facts.base_district.strip().upper()
    profile.save()
    log.record("officer.profile_changed", authority_id=user.authority_id, by=by.pk, user=user.pk)
    return profile


@transaction.atomic
def record_registration(
    *, user_id: int, body: str, number: str, from_on: date, renew_by: date, today: date, by: User
) -> OfficerRegistration:
    """Record that a register of social workers holds an officer; a renewal is a new row from its first day.

    Raises NotPermitted, NotAnOfficer, UnknownRegister, NoRegistrationNumber, RegistrationEndsFirst,
    RegistrationExists.
    """
    user = locked_officer(user_id, by=by)
    if body not in registers(Nation(user.authority.nation), on=from_on):
        raise UnknownRegister
    if not number.strip():
        raise NoRegistrationNumber
    if renew_by < from_on:
        raise RegistrationEndsFirst
    if OfficerRegistration.objects.filter(user=user, body=body, from_on=from_on).exists():
        raise RegistrationExists
    row = OfficerRegistration.objects.create(
        authority_id=user.authority_id, user=user, body=body, number=number.strip(), from_on=from_on, renew_by=renew_by
    )
    log.record("officer.registered", authority_id=user.authority_id, by=by.pk, user=user.pk, renew_by=renew_by)
    events.publish("officer.registration_changed", authority_id=user.authority_id, user_id=user.pk, today=today)
    return row


@transaction.atomic
def end_registration(*, registration_id: int, renew_by: date, today: date, by: User) -> OfficerRegistration:
    """Correct the last day of a registration: it was removed, or lapsed. Raises NotPermitted, RegistrationEndsFirst."""
    row = OfficerRegistration.objects.select_for_update().filter(pk=registration_id).first()
    if row is None:
        raise NotFound
    user = locked_officer(row.user_id, by=by)
    if renew_by < row.from_on:
        raise RegistrationEndsFirst
    row.renew_by = renew_by
    row.save(update_fields=["renew_by"])
    log.record("officer.registration_ended", authority_id=user.authority_id, by=by.pk, user=user.pk, renew_by=renew_by)
    events.publish("officer.registration_changed", authority_id=user.authority_id, user_id=user.pk, today=today)
    return row


@transaction.atomic
def record_post(
    *, user_id: int, fte: Decimal, employment: str, from_on: date, by: User, until_on: date | None = None
) -> Post:
    """Record that an officer fills a part of a full-time post; a running post before it ends the same day.

    Raises NotPermitted, NotAnOfficer, BadFte, UnknownEmployment, PostEndsFirst, PostsOverlap.
    """
    user = locked_officer(user_id, by=by)
    _check_post(fte, employment, from_on, until_on)
    running = Post.objects.filter(user=user, until_on__isnull=True, from_on__lt=from_on).first()
    if running is not None and until_on is None:
        running.until_on = from_on
        running.save(update_fields=["until_on"])
    if Post.objects.filter(_shares_days(from_on, until_on), user=user).exists():
        raise PostsOverlap
    post = Post.objects.create(
        authority_id=user.authority_id, user=user, fte=fte, employment=employment, from_on=from_on, until_on=until_on
    )
    log.record(
        "officer.post_recorded", authority_id=user.authority_id, by=by.pk, user=user.pk, fte=str(fte), on=from_on
    )
    return post


@transaction.atomic
def end_post(*, post_id: int, until_on: date, today: date, by: User) -> Post:
    """End a post. One that ends today or ended before leaves nobody with open cases and no post.

    Raises NotPermitted, NotFound, PostEndsFirst, LeaverHasCases, PostsOverlap.
    """
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None:
        raise NotFound
    user = locked_officer(post.user_id, by=by, active=False)
    if until_on <= post.from_on:
        raise PostEndsFirst
    others = Post.objects.filter(user=user).exclude(pk=post.pk)
    if others.filter(_shares_days(post.from_on, until_on)).exists():
        raise PostsOverlap
    goes_on = others.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today)).exists()
    if until_on <= today and not goes_on:
        refuse_leaver_with_cases(user.pk)
    post.until_on = until_on
    post.save(update_fields=["until_on"])
    log.record("officer.post_ended", authority_id=user.authority_id, by=by.pk, user=user.pk, on=until_on)
    return post


def refuse_leaver_with_cases(user_id: int) -> None:
    """This will raise LeaverHasCases, with the count, where the person is still a child's named IRO."""
    open_cases = NamedIro.objects.filter(iro_id=user_id, ended_on__isnull=True).count()
    if open_cases:
        raise LeaverHasCases(
            "This person is still the named IRO of %(children)s. Share their caseload out first, then let them leave.",
            children=Counted("%(n)d child", "%(n)d children", open_cases),
        )


@transaction.atomic
def record_leave(*, user_id: int, kind: str, first_day: date, last_day: date, by: User) -> Leave:
    """Record days on which an officer does not review, both included; officers may record their own.

    Raises NotPermitted, NotAnOfficer, UnknownLeave, LeaveEndsFirst.
    """
    user = locked_officer(user_id, by=by, own=True)
    if kind not in Leave.Kind.values:
        raise UnknownLeave
    if last_day < first_day:
        raise LeaveEndsFirst
    leave = Leave.objects.create(
        authority_id=user.authority_id, user=user, kind=kind, first_day=first_day, last_day=last_day
    )
    log.record("officer.leave_recorded", authority_id=user.authority_id, by=by.pk, user=user.pk, leave=leave.pk)
    return leave


@transaction.atomic
def cancel_leave(*, leave_id: int, by: User) -> None:
    """Take leave back. Raises NotPermitted, NotFound."""
    leave = Leave.objects.select_for_update().filter(pk=leave_id).first()
    if leave is None:
        raise NotFound
    user = locked_officer(leave.user_id, by=by, own=True, active=False)
    leave.delete()
    log.record("officer.leave_cancelled", authority_id=user.authority_id, by=by.pk, user=user.pk, leave=leave_id)


@transaction.atomic
def declare_identity(*, facts: IdentityFacts, by: User) -> OfficerIdentity:
    """Tell about oneself, or take it back by telling nothing. Nobody can do it for another. Raises NotAnOfficer."""
    user = locked_officer(by.pk, by=by, own=True)
    row, _ = OfficerIdentity.objects.update_or_create(
        user=user,
        defaults={
            "authority_id": user.authority_id,
            "ethnicity": facts.ethnicity.strip(),
            "gender": facts.gender.strip(),
            "disability": facts.disability.strip(),
            "first_language": facts.first_language.strip(),
        },
    )
    log.record("officer.identity_declared", authority_id=user.authority_id, by=by.pk, user=user.pk)
    return row


def locked_officer(user_id: int, *, by: User, own: bool = False, active: bool = True) -> User:
    """Who may: the manager, and where `own` is true the officer. Locks the account against another change."""
    if not (own and by.pk == user_id and by.may(Permission.WORKLIST_OWN)):
        require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    user = (
        User.objects.select_for_update(of=("self",))
        .select_related("authority")
        .filter(pk=user_id, authority_id=by.authority_id)
        .first()
    )
    if user is None or (active and not user.may(Permission.REVIEW_RECORD)):
        raise NotAnOfficer
    return user


def _check_profile(facts: ProfileFacts, today: date) -> None:
    qualified, experienced = facts.qualified_on, facts.experienced_since
    told = [day for day in (qualified, experienced, today) if day is not None]
    if told != sorted(told):
        raise QualifiedInFuture
    if set(facts.specialisms) - set(Specialism.values):
        raise UnknownSpecialism
    if any(not language.strip() or len(language) > 40 for language in facts.languages):
        raise BadLanguage
    telephone = "".join(facts.telephone.split())
    if telephone and not TELEPHONE.fullmatch(telephone):
        raise NotATelephoneNumber
    district = facts.base_district.strip()
    if district and not (2 <= len(district) <= 4 and district.isalnum() and district[0].isalpha()):
        raise NotAPostcodeDistrict


def _check_post(fte: Decimal, employment: str, from_on: date, until_on: date | None) -> None:
    if not 0 < fte <= FULL_TIME or fte != fte.quantize(Decimal("0.01")):
        raise BadFte
    if employment not in Post.Employment.values:
        raise UnknownEmployment
    if until_on is not None and until_on <= from_on:
        raise PostEndsFirst


def _shares_days(from_on: date, until_on: date | None) -> Q:
    after = Q(until_on__isnull=True) | Q(until_on__gt=from_on)
    return after & Q(from_on__lt=until_on) if until_on is not None else after
