"""Writes of the day on which the manager received the decisions. The clock of the answer starts on it, so that it is
never taken for granted: silence is agreement only of somebody who was told (post-manager-5wd).
"""

from datetime import date

from django.db import transaction
from django.db.models import Min

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import events
from heard.common.errors import DomainError
from heard.reviews.access import locked, tell
from heard.reviews.decisions.receipt import get_issued, is_in_time, keep_received_by, save_received
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review

By = DecisionsIssued.ReceivedBy


class ReceivedWhen(DomainError):
    """Check the day: the decisions are received on the day on which they were sent or later, and not in the future."""


class AnsweredBefore(DomainError):
    """An answer came before that day, so the decisions had been received. Enter the day of the answer or an earlier
    one."""


@transaction.atomic
def enter_received(*, review_id: int, received_on: date | None, today: date, by: User) -> DecisionsIssued:
    """Say on which day the manager received the decisions, or with None that it is not known; mends what was kept.

    Answers that stand are counted again against the limit. Raises NotPermitted, NotFound, ReviewCancelled,
    NotIssuedYet, ReceivedWhen, AnsweredBefore.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    issued = get_issued(review)
    if received_on is not None and not issued.issued_on <= received_on <= today:
        raise ReceivedWhen
    answered_on = _first_answer(review)
    if answered_on is not None and (received_on is None or answered_on < received_on):
        raise AnsweredBefore
    save_received(issued, received_on, By.ENTERED if received_on else "")
    for row in ManagerAnswer.objects.filter(decision__review=review):
        row.in_time = is_in_time(issued, review, answered_on=row.answered_on)
        row.save(update_fields=["in_time"])
    tell("decisions.received", review, by=by, today=today, on=received_on)
    return issued


@transaction.atomic
def open_to_answer(*, review_id: int, today: date, by: User) -> DecisionsIssued:
    """Keep that the manager to whom the decisions went has them in front of them: received today at the latest.

    Raises NotPermitted, NotFound, ReviewCancelled, NotIssuedYet.
    """
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    issued = get_issued(review)
    if issued.manager_id == by.pk and keep_received_by(issued, today, By.OPENED):
        tell("decisions.received", review, by=by, today=today, on=issued.received_on)
    return issued


@transaction.atomic
def follow_left(*, review_id: int, on: date) -> None:
    """Keep that the letter to the manager left the outbox on a day; for the outbox itself, which tells it."""
    issued = _issued_of(review_id)
    if keep_received_by(issued, on, By.LETTER):
        _follow("decisions.letter_left", issued, on)


@transaction.atomic
def follow_failed(*, review_id: int, on: date) -> None:
    """Keep that the letter to the manager did not arrive; for the outbox itself, which tells it.

    A day that is known in another way stays.
    """
    issued = _issued_of(review_id)
    if issued.received_by == By.LETTER:
        answered_on = _first_answer(issued.review)
        save_received(issued, answered_on, By.ANSWERED if answered_on else "")
    _follow("decisions.letter_failed", issued, on)


def _issued_of(review_id: int) -> DecisionsIssued:
    found = DecisionsIssued.objects.select_for_update(of=("self",)).select_related("review")
    return found.get(review_id=review_id)


def _first_answer(review: Review) -> date | None:
    first: date | None = ManagerAnswer.objects.filter(decision__review=review).aggregate(d=Min("answered_on"))["d"]
    return first


def _follow(name: str, issued: DecisionsIssued, on: date) -> None:
    facts = {"authority_id": issued.authority_id, "child_id": issued.review.child_id}
    log.record(name, by=None, review=issued.review_id, on=on, **facts)
    events.publish(name, today=on, **facts)
