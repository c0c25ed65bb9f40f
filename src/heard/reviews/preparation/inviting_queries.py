"""Reads of the people of a review. The caller has asked whether the viewer sees the child."""

from datetime import date

from django.db.models import Q

from heard.children.models import Party
from heard.children.staff_parties import not_entered
from heard.reviews.booking.entries import told_wrongly
from heard.reviews.models import Invitation, Review

NOT_ASKED = (Party.Kind.INTERPRETER, Party.Kind.COURT)  # they are booked or informed, not consulted


def invitations_of(review: Review) -> list[Invitation]:
    """This will list the people of a review in the order in which they were listed, in one query."""
    rows = Invitation.objects.filter(review=review).select_related("party__child", "party__user")
    return list(rows.order_by("pk"))


def still_to_list(review: Review, *, today: date) -> list[Party]:
    """This will list those round the child who are not on the list of the review yet, in three queries.

    Last stand the social worker and the team manager who are not among the people yet; they are not saved.
    """
    day = review.held_on or review.arranged_for or today
    parties = Party.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), child_id=review.child_id)
    listed = Invitation.objects.filter(review=review).values("party_id")
    rows = parties.exclude(kind__in=NOT_ASKED).exclude(pk__in=listed).select_related("child", "user")
    return [*rows.order_by("pk"), *not_entered(review.child_id)]


def to_tell(review: Review) -> list[Invitation]:
    """This will list those to whom a review that was moved or cancelled was told as it stands no more, in one query."""
    rows = Invitation.objects.filter(review=review, told_on__isnull=False).select_related("party")
    return [row for row in rows.order_by("pk") if told_wrongly(row, review)]
