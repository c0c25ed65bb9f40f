"""Writes between two reviews: contacts of the IRO, the midway check, what the social worker tells.

Nothing here changes a plan: the IRO watches and asks, the authority plans and acts (CA 1989 s.25B; SSWA 2014 s.100).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, PeriodOfCare
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError
from heard.common.texts import lines, one_line
from heard.oversight.models import IroContact, MidwayCheck, ProgressUpdate
from heard.reviews.models import Review


class UnknownPerson(DomainError):
    """Choose with whom you spoke."""


class UnknownWay(DomainError):
    """Choose how you were in contact."""


class NoWords(DomainError):
    """Say in a sentence or two what it was about."""


class InFuture(DomainError):
    """The day must be today or in the past."""


class BeforeBirth(DomainError):
    """That is before the child was born. Check the day."""


class OnlyTheChild(DomainError):
    """Only the child can be seen alone. Choose that you spoke with the child, or take the mark away."""


class NobodyIsSeenInWriting(DomainError):
    """In writing nobody is seen. Choose another way, or take the mark away."""


class NoReviewYet(DomainError):
    """No review of this child has been held since they came into care, so there is nothing to check midway."""


class BeforeTheReview(DomainError):
    """That day is before the last review. A midway check tells of the time since."""


class ChildNotAsked(DomainError):
    """Enter when you spoke with the child, or say why not."""


class DriftWithoutStep(DomainError):
    """Say what happens next: drift that is noticed needs a next step."""


class CheckedAlready(DomainError):
    """A midway check is recorded for that day already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """One contact of the IRO. `words` never hold what the child said in confidence."""

    on: date
    spoke_with: str
    way: str
    seen_alone: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MidwayFacts:
    """What the IRO found halfway. Days are those of the talks; one of `child_on` and `why_not_child` is given."""

    checked_on: date
    social_worker_on: date | None
    child_on: date | None
    why_not_child: str
    decisions: str
    next_steps: str
    drift: bool


@transaction.atomic
def record_contact(*, child_id: int, contact: ContactFacts, today: date, by: User) -> IroContact:
    """Record that the IRO was in contact about a child.

    Raises NotPermitted, NotFound, UnknownPerson, UnknownWay, InFuture, BeforeBirth, OnlyTheChild,
    NobodyIsSeenInWriting, NoWords.
    """
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    if contact.spoke_with not in IroContact.With.values:
        raise UnknownPerson
    if contact.way not in IroContact.Way.values:
        raise UnknownWay
    _check_day(contact.on, child, today)
    if contact.seen_alone and contact.spoke_with != IroContact.With.CHILD:
        raise OnlyTheChild
    if contact.seen_alone and contact.way == IroContact.Way.WRITING:
        raise NobodyIsSeenInWriting
    if not lines(contact.words):
        raise NoWords
    row = IroContact.objects.create(
        authority_id=child.authority_id,
        child=child,
        on=contact.on,
        spoke_with=contact.spoke_with,
        way=contact.way,
        seen_alone=contact.seen_alone,
        words=lines(contact.words),
        recorded_by=by,
    )
    _tell("contact.recorded", child, by=by, today=today, contact=row.pk, on=contact.on, spoke_with=contact.spoke_with)
    return row


@transaction.atomic
def record_midway(*, child_id: int, midway: MidwayFacts, today: date, by: User) -> MidwayCheck:
    """Record a check between the last review and the next.

    Raises NotPermitted, NotFound, NoReviewYet, InFuture, BeforeTheReview, ChildNotAsked, DriftWithoutStep,
    CheckedAlready.
    """
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    review = _last_review(child, midway.checked_on)
    for day in (midway.checked_on, midway.social_worker_on, midway.child_on):
        if day is not None and day > today:
            raise InFuture
        if day is not None and review.held_on is not None and day < review.held_on:
            raise BeforeTheReview
    if midway.child_on is None and not one_line(midway.why_not_child):
        raise ChildNotAsked
    if midway.drift and not lines(midway.next_steps):
        raise DriftWithoutStep
    if MidwayCheck.objects.filter(after_review=review, checked_on=midway.checked_on).exists():
        raise CheckedAlready
    row = MidwayCheck.objects.create(
        authority_id=child.authority_id,
        child=child,
        after_review=review,
        checked_on=midway.checked_on,
        social_worker_on=midway.social_worker_on,
        child_on=midway.child_on,
        why_not_child="" if midway.child_on else one_line(midway.why_not_child)[:300],
        decisions=lines(midway.decisions),
        next_steps=lines(midway.next_steps),
        drift=midway.drift,
        recorded_by=by,
    )
    _tell("midway.checked", child, by=by, today=today, midway=row.pk, on=midway.checked_on, drift=midway.drift)
    return row


@transaction.atomic
def tell_progress(*, child_id: int, words: str, today: date, by: User) -> ProgressUpdate:
    """Keep what the social worker tells the IRO of the work between reviews.

    Raises NotPermitted, NotFound, NoWords.
    """
    require(by, Permission.REVIEW_PREPARE, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    if not lines(words):
        raise NoWords
    row = ProgressUpdate.objects.create(
        authority_id=child.authority_id, child=child, told_on=today, words=lines(words), told_by=by
    )
    _tell("progress.told", child, by=by, today=today, update=row.pk)
    return row


def _last_review(child: Child, on: date) -> Review:
    """The last review of the spell of care of that day, held still while the check is written.

    Raises NoReviewYet, BeforeTheReview.
    """
    spell = PeriodOfCare.objects.filter(
        Q(ceased_on__isnull=True) | Q(ceased_on__gte=on), child=child, started_on__lte=OuterRef("held_on")
    )
    held = Review.objects.filter(Exists(spell), child=child, state=Review.State.HELD).order_by("-held_on")
    last = held.select_for_update(of=("self",)).first()
    if last is None:
        raise NoReviewYet
    if last.held_on is not None and last.held_on > on:
        raise BeforeTheReview
    return last


def _check_day(day: date, child: Child, today: date) -> None:
    if day > today:
        raise InFuture
    if child.born_on is not None and day < child.born_on:
        raise BeforeBirth


def _tell(name: str, child: Child, *, by: User, today: date, **facts: object) -> None:
    log.record(name, authority_id=child.authority_id, by=by.pk, child_id=child.pk, **facts)
    events.publish(name, authority_id=child.authority_id, child_id=child.pk, today=today)
