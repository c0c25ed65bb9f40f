"""What a person was told of a review: which booking an invitation named, its entry in a calendar, what still stands."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid5

from heard.reviews.models import Adjournment, Invitation, Review

SECOND_SITTING = "second sitting"  # the entry of a sitting that was adjourned to leaves that of the first where it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The day, time and place that people are to be told now. `again`: it is the second sitting."""

    on: date
    at: time | None
    place: str
    again: bool = False


def booking_of(review: Review) -> Standing | None:
    """This will give the booking that stands: of an adjourned review when it goes on; None where nothing is to come."""
    if review.state == Review.State.ARRANGED and review.arranged_for is not None:
        return Standing(on=review.arranged_for, at=review.arranged_time, place=review.place)
    adjourned = still_adjourned(review)
    if adjourned is None or adjourned.resume_on is None:
        return None
    return Standing(on=adjourned.resume_on, at=adjourned.resume_at, place=adjourned.resume_place, again=True)


def still_adjourned(review: Review) -> Adjournment | None:
    """This will give the adjournment of a review that has begun and goes on; None otherwise."""
    if review.state != Review.State.HELD or review.completed_on is not None:
        return None
    return getattr(review, "adjournment", None)


def number_entry(invitation: Invitation, review: Review, *, sent_on: date | None = None) -> None:
    """This will note the booking that is named now; a calendar takes the entry with the higher number.

    What was sent by hand before the review was adjourned named its first sitting.
    """
    if invitation.told_on is not None or invitation.sent_on is not None:
        invitation.sequence += 1
    named = booking_of(review)
    adjourned = still_adjourned(review)
    if named is None or (adjourned and sent_on is not None and sent_on < adjourned.adjourned_on):
        invitation.told_on, invitation.told_at = review.arranged_for or review.held_on, review.arranged_time
        invitation.told_place = review.place
    else:
        invitation.told_on, invitation.told_at, invitation.told_place = named.on, named.at, named.place
    invitation.told_invited, invitation.cancel_told_on = invitation.invited, None


def cancel_entry(invitation: Invitation, today: date) -> None:
    """This will note that the person is told of the cancellation; the entry takes the next number."""
    invitation.sequence += 1
    invitation.cancel_told_on = today


def uid_of(invitation: Invitation, review: Review) -> UUID:
    """This will give the identity of the entry in a calendar: that of the second sitting is its own."""
    named = booking_of(review)
    return uuid5(invitation.calendar_uid, SECOND_SITTING) if named and named.again else invitation.calendar_uid


def names_another_booking(invitation: Invitation, review: Review) -> bool:
    """Whether the person was told to come on a day, time or place that does not stand any more."""
    named = booking_of(review)
    if invitation.told_on is None or named is None or invitation.cancel_told_on is not None:
        return False
    if invitation.told_invited is False or not (invitation.invited or invitation.consulted):
        return False  # told neither day nor place; or not to come at all
    return (invitation.told_on, invitation.told_at, invitation.told_place) != (named.on, named.at, named.place)


def told_otherwise(invitation: Invitation) -> bool:
    """Whether somebody is invited who was told last that they are not, or was only asked for their views."""
    if invitation.told_on is None or not invitation.invited:
        return False
    return invitation.told_invited is False or invitation.cancel_told_on is not None


def knows_of_it(invitation: Invitation, review: Review) -> bool:
    """Whether the person was asked, it did not come back, and what they were told still stands."""
    if invitation.sent_on is None or invitation.bounced_on is not None:
        return False
    if review.state != Review.State.ARRANGED:
        return True
    return not (names_another_booking(invitation, review) or told_otherwise(invitation))


def told_of_this_sitting(invitation: Invitation, review: Review) -> bool:
    """Whether the day that somebody was told is one of the sitting that is to come, as it stands or as it was."""
    named, adjourned = booking_of(review), still_adjourned(review)
    if named is None or invitation.told_on is None:
        return False
    if adjourned is None or review.held_on is None:
        return True
    return invitation.told_on >= adjourned.adjourned_on and invitation.told_on > review.held_on


def to_withdraw(invitation: Invitation, review: Review) -> bool:
    """Whether somebody was told to come to a sitting that is to come, and is not invited any more."""
    if invitation.invited or not invitation.told_invited or invitation.cancel_told_on is not None:
        return False
    return told_of_this_sitting(invitation, review)


def told_wrongly(invitation: Invitation, review: Review) -> bool:
    """Whether somebody must be told that what they know does not stand: another booking, or a cancelled one."""
    if review.state == Review.State.CANCELLED:
        return invitation.told_on is not None and invitation.cancel_told_on is None
    return names_another_booking(invitation, review)


def waits_for_answer(invitation: Invitation, review: Review) -> bool:
    """Whether somebody who knows of the review has been asked and has not answered."""
    if not (invitation.invited or invitation.consulted) or invitation.answered_on is not None:
        return False
    return knows_of_it(invitation, review) and not names_another_booking(invitation, review)
