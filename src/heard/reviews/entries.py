"""The entry that an invitation makes in a calendar: which booking it named, and its number."""

from datetime import date

from heard.reviews.models import Invitation, Review


def number_entry(invitation: Invitation, review: Review) -> None:
    """This will note the booking that is named now; a calendar takes the entry with the higher number."""
    if invitation.told_on is not None or invitation.sent_on is not None:
        invitation.sequence += 1
    invitation.told_on, invitation.told_at = review.arranged_for or review.held_on, review.arranged_time
    invitation.told_place = review.place


def cancel_entry(invitation: Invitation, today: date) -> None:
    """This will note that the person is told of the cancellation; the entry takes the next number."""
    invitation.sequence += 1
    invitation.cancel_told_on = today


def names_another_booking(invitation: Invitation, review: Review) -> bool:
    """Whether the person was told of a day, time or place that does not stand any more."""
    if invitation.told_on is None or review.state != Review.State.ARRANGED:
        return False
    told = (invitation.told_on, invitation.told_at, invitation.told_place)
    return told != (review.arranged_for, review.arranged_time, review.place)


def knows_of_it(invitation: Invitation, review: Review) -> bool:
    """Whether the person was asked, it did not come back, and what they were told still stands."""
    if invitation.sent_on is None or invitation.bounced_on is not None:
        return False
    return not names_another_booking(invitation, review)


def told_wrongly(invitation: Invitation, review: Review) -> bool:
    """Whether somebody must be told that what they know does not stand: another booking, or a cancelled one."""
    if review.state == Review.State.CANCELLED:
        return invitation.told_on is not None and invitation.cancel_told_on is None
    return names_another_booking(invitation, review)
