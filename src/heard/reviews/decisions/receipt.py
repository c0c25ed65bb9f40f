"""What the actions on receipt and answer share: that decisions were sent, and the day on which they were received."""

from datetime import date

from django.db.models import QuerySet

from heard.common.errors import DomainError
from heard.law import Nation
from heard.reviews.decisions.standing import answer_due
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review


class NotIssuedYet(DomainError):
    """The decisions of this review have not been sent to the manager yet."""


def get_issued(review: Review) -> DecisionsIssued:
    """This will give what was sent to the manager, held until the transaction ends. Raises NotIssuedYet."""
    issued = DecisionsIssued.objects.select_for_update().filter(review=review).first()
    if issued is None:
        raise NotIssuedYet
    return issued


def keep_received_by(issued: DecisionsIssued, on: date, how: str) -> bool:
    """This will keep that the decisions were received on a day at the latest. Says whether that is news."""
    day = max(on, issued.issued_on)
    if issued.received_on is not None and issued.received_on <= day:
        return False
    save_received(issued, day, how)
    return True


def untold(review: Review) -> QuerySet[ManagerAnswer]:
    """This will give each disagreement of which those who were at the review have not been told."""
    rows = ManagerAnswer.objects.filter(
        decision__review=review, answer=ManagerAnswer.Answer.DISAGREED, told_on__isnull=True
    )
    return rows.select_related("decision").order_by("decision__number")


def is_in_time(issued: DecisionsIssued, review: Review, *, answered_on: date) -> bool:
    """Whether silence had not counted as agreement before that day."""
    due = answer_due(Nation(review.authority.nation), received_on=issued.received_on)
    return due is None or answered_on <= due.due_on


def save_received(issued: DecisionsIssued, on: date | None, how: str) -> None:
    """This will write the day, and how it is known."""
    issued.received_on, issued.received_by = on, how
    issued.save(update_fields=["received_on", "received_by"])
