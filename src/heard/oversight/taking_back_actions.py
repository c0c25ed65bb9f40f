"""Taking back what was recorded between reviews by mistake, such as on the page of another child.

The history of rows keeps what stood there; the reason is kept beside it.
"""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.oversight.models import ChangeAtReview, IroContact, MidwayCheck
from heard.planning.corrections import keep_correction
from heard.planning.models import ChangeDecision, ChangeWithoutReview, Correction, SignificantChange
from heard.reviews.models import Review

TELLERS = (Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE, Permission.REVIEW_ARRANGE, Permission.COMPLAINT_TELL)


class NotYours(DomainError):
    """Only the person who recorded this, or the IRO manager, can take it back. Ask one of them."""


class ReviewConsideredIt(DomainError):
    """A review considered this change, so it stays."""


@transaction.atomic
def remove_contact(*, contact_id: int, why: str, today: date, by: User) -> None:
    """Take back a contact of the IRO. Raises NotPermitted, NotFound, NotYours, NoWhy."""
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    row = IroContact.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    if row is None:
        raise NotFound
    child = get_visible(row.child_id, viewer=by)
    _check_own(row.recorded_by_id, by)
    keep_correction(child, Correction.What.CONTACT, row.pk, was_on=row.on, why=why, today=today, by=by)
    row.delete()
    _tell("contact.removed", child, by=by, today=today, contact=contact_id)


@transaction.atomic
def remove_midway(*, midway_id: int, why: str, today: date, by: User) -> None:
    """Take back a midway check. Raises NotPermitted, NotFound, NotYours, NoWhy."""
    require(by, Permission.REVIEW_RECORD, authority_id=by.authority_id)
    row = MidwayCheck.objects.select_for_update(of=("self",)).filter(pk=midway_id).first()
    if row is None:
        raise NotFound
    child = get_visible(row.child_id, viewer=by)
    _check_own(row.recorded_by_id, by)
    keep_correction(child, Correction.What.MIDWAY, row.pk, was_on=row.checked_on, why=why, today=today, by=by)
    row.delete()
    _tell("midway.removed", child, by=by, today=today, midway=midway_id)


@transaction.atomic
def remove_change(*, change_id: int, why: str, today: date, by: User) -> None:
    """Take back a significant change that was told, with what was decided on it.

    Raises NotPermitted, NotFound, NotYours, ReviewConsideredIt, NoWhy.
    """
    require(by, next((one for one in TELLERS if by.may(one)), TELLERS[0]), authority_id=by.authority_id)
    change = SignificantChange.objects.select_for_update(of=("self",)).filter(pk=change_id).first()
    if change is None:
        raise NotFound
    child = get_visible(change.child_id, viewer=by)
    _check_own(change.recorded_by_id, by)
    ties = ChangeAtReview.objects.filter(change=change)
    if ties.filter(review__state=Review.State.HELD).exists():
        raise ReviewConsideredIt
    keep_correction(child, Correction.What.CHANGE, change.pk, was_on=change.told_on, why=why, today=today, by=by)
    ties.delete()
    ChangeDecision.objects.filter(change=change).delete()
    ChangeWithoutReview.objects.filter(change=change).delete()
    change.delete()
    _tell("change.removed", child, by=by, today=today, change=change_id)


def _check_own(recorded_by: int, by: User) -> None:
    if recorded_by != by.pk and not by.may(Permission.IRO_APPOINT):
        raise NotYours


def _tell(name: str, child: Child, *, by: User, today: date, **facts: object) -> None:
    log.record(name, authority_id=child.authority_id, by=by.pk, child_id=child.pk, **facts)
    events.publish(name, authority_id=child.authority_id, child_id=child.pk, today=today)
