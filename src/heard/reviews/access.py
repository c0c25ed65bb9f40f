"""What every action on a review begins and ends with: the rights asked, the row held, the change told."""

from datetime import date

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, Relationship
from heard.children.queries import get_visible
from heard.common import events
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.reviews.models import Review, ReviewDecision


class ReviewNotArranged(DomainError):
    """This review has already been held or was cancelled."""


class ReviewCancelled(DomainError):
    """This review was cancelled. Open the booking that replaced it."""


class ReviewNotHeld(DomainError):
    """This review has not been held yet. Record its first sitting first."""


def locked_child(child_id: int, by: User) -> Child:
    """This will hold the child's row until the transaction ends. Raises NotFound."""
    child = get_visible(child_id, viewer=by)
    return Child.objects.select_for_update(of=("self",)).get(pk=child.pk)


def locked(review_id: int, by: User, *permissions: Permission, held: bool | None = None) -> Review:
    """This will hold the review's row. Any one of the permissions is enough.

    Raises NotPermitted, NotFound, ReviewCancelled; with `held` True ReviewNotHeld, with False ReviewNotArranged.
    """
    review = locked_whatever(review_id, by, *permissions)
    if review.state == Review.State.CANCELLED:
        raise ReviewCancelled
    if held is True and review.state != Review.State.HELD:
        raise ReviewNotHeld
    if held is False and review.state != Review.State.ARRANGED:
        raise ReviewNotArranged
    return review


def locked_in(state: str, review_id: int, by: User, permission: Permission, *, version: int) -> Review:
    """This will hold the row of a review that is in this state still, as it was shown.

    Raises NotPermitted, NotFound, ReviewNotArranged, ChangedMeanwhile.
    """
    try:
        review = locked(review_id, by, permission)
    except ReviewCancelled as error:
        raise ReviewNotArranged from error
    same_version(review, version)
    if review.state != state:
        raise ReviewNotArranged
    return review


def locked_whatever(review_id: int, by: User, *permissions: Permission) -> Review:
    """This will hold the review's row, cancelled or not. Raises NotPermitted, NotFound."""
    may_some = next((permission for permission in permissions if by.may(permission)), permissions[0])
    require(by, may_some, authority_id=by.authority_id)
    rows = Review.objects.select_for_update(of=("self",)).select_related("child", "adjournment")
    review = rows.filter(pk=review_id).first()
    if review is None:
        raise NotFound
    get_visible(review.child_id, viewer=by)
    return review


def locked_decision(decision_id: int, by: User, *permissions: Permission) -> tuple[ReviewDecision, Review]:
    """This will give a decision with its review, whose row is held. Raises NotPermitted, NotFound, ReviewCancelled."""
    decision = ReviewDecision.objects.filter(pk=decision_id).first()
    if decision is None:
        may_some = next((permission for permission in permissions if by.may(permission)), permissions[0])
        require(by, may_some, authority_id=by.authority_id)
        raise NotFound
    review = locked(decision.review_id, by, *permissions)
    decision.refresh_from_db()
    return decision, review


def is_social_worker_of(child_id: int, user: User) -> bool:
    """Whether somebody is a social worker of the child now."""
    running = Relationship.objects.filter(child_id=child_id, user=user, until_on__isnull=True)
    return running.filter(kind=Relationship.Kind.SOCIAL_WORKER).exists()


def same_version(row: object, version: int | None) -> None:
    """This will raise ChangedMeanwhile where somebody else saved the row since it was shown."""
    if version is not None and getattr(row, "version", version) != version:
        raise ChangedMeanwhile


def save(review: Review, *fields: str) -> None:
    """This will save these fields of a review as its next version."""
    review.version += 1
    review.save(update_fields=[*fields, "version"])


def tell(name: str, review: Review, *, by: User, today: date, **facts: object) -> None:
    """This will write the event of a change and wake those who follow it."""
    log.record(name, authority_id=review.authority_id, by=by.pk, child_id=review.child_id, review=review.pk, **facts)
    events.publish(name, authority_id=review.authority_id, child_id=review.child_id, today=today)
