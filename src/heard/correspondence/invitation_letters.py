"""What one person is written about a review: the letter, the calendar entry, and why nothing can go."""

from dataclasses import dataclass
from datetime import date, datetime

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child, Party
from heard.children.party_queries import Person
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Attachment, Sending
from heard.correspondence.calendar import Entry, as_file
from heard.correspondence.compose import Letterhead, Officer, Order, compose
from heard.correspondence.models import Message
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import checked_address, recipient_of
from heard.reviews.booking.entries import (
    booking_of,
    names_another_booking,
    to_withdraw,
    told_of_this_sitting,
    uid_of,
)
from heard.reviews.models import Invitation, Review
from heard.reviews.preparation import questions
from heard.reviews.preparation.inviting_actions import NotAsked, NotSentYet
from heard.reviews.record.queries import called

ABOUT = "invitation"
INVITE, REMIND, CANCEL = "review-invite", "review-reminder", "review-cancelled"
WITHDRAW = "review-uninvited"
TAKES_OUT = (CANCEL, WITHDRAW)  # what takes the entry out of a calendar
FILE_NAME = {"en": "review.ics", "cy": "adolygiad.ics"}
PLAIN_IN_CALENDAR = (Party.Kind.CHILD, *questions.SCHOOLS)  # theirs, or read at a front desk


class NoLetters(DomainError):
    """No letters are sent to this person: it was chosen so. Ask in another way and enter the day by hand."""


class Ended(DomainError):
    """This person has no part in the child’s life any more. Add somebody else among the people."""


class AnsweredAlready(DomainError):
    """This person has answered already, so there is nothing to remind them of."""


class CameBack(DomainError):
    """What was sent to this person came back. Send the invitation again first."""


class KnowsAnotherDay(DomainError):
    """This person knows another day. Send the invitation again instead of a reminder."""


class NothingToWithdraw(DomainError):
    """This person is still invited, or was never told to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the letters of one review share. `officer` signs; `now` stamps the calendar entries.

    `called` is what the child wants to be called, where the child chose it.
    """

    review: Review
    authority: ResponsibleAuthority
    head: Letterhead
    officer: Officer
    today: date
    now: datetime
    called: str = ""

    @property
    def child(self) -> Child:
        """Whose review it is."""
        return self.review.child


def desk_of(review: Review, *, authority: ResponsibleAuthority, officer: Officer, today: date, now: datetime) -> Desk:
    """This will gather what the letters of a review share."""
    head = letterhead_of(authority)
    return Desk(
        review=review,
        authority=authority,
        head=head,
        officer=officer,
        today=today,
        now=now,
        called=called(review),
    )


def sending_of(invitation: Invitation, person: Person, *, what: str, desk: Desk) -> Sending:
    """This will say what one person would be sent, for a preview by `compose(sending.order)`.

    Raises NotAsked, Ended, NoLetters, ContactForbidden, BlockedAddress, NoAddress, NotAnEmailAddress, LetterIncomplete;
    for a reminder NotSentYet, CameBack, AnsweredAlready, KnowsAnotherDay; for a withdrawal NothingToWithdraw.
    """
    _check_fits(invitation, what, desk.review)
    to = recipient_of(person, reply_to=desk.officer.email)
    if to.channel == Message.Channel.HELD:
        raise_why_held(person)
    checked_address(to.channel, to.address, to.safe)
    order = order_of(invitation, person, what=what, desk=desk)
    compose(order)
    attachments: tuple[Attachment, ...] = ()
    if what != REMIND and (invitation.invited or what in TAKES_OUT):
        attachments = (attachment_of(invitation, person, cancelled=what in TAKES_OUT, desk=desk),)
    return Sending(
        child_id=desk.child.pk,
        about=About(kind=ABOUT, pk=invitation.pk),
        order=order,
        to=to,
        attachments=attachments,
    )


def _check_fits(invitation: Invitation, what: str, review: Review) -> None:
    if what == WITHDRAW and not to_withdraw(invitation, review):
        raise NothingToWithdraw
    if what not in TAKES_OUT and not (invitation.invited or invitation.consulted):
        raise NotAsked
    if what == REMIND:
        _check_waits(invitation, review)


def _check_waits(invitation: Invitation, review: Review) -> None:
    if invitation.sent_on is None:
        raise NotSentYet("Nothing has been sent to this person yet. Send the invitation first.")
    if invitation.bounced_on is not None:
        raise CameBack
    if invitation.answered_on is not None:
        raise AnsweredAlready
    if names_another_booking(invitation, review):
        raise KnowsAnotherDay


def raise_why_held(person: Person) -> None:
    """This will say by an error why no letter goes to somebody."""
    why = person.reach.why
    if why == "ended":
        raise Ended
    if why == "chosen":
        raise NoLetters
    checked_address(person.party.channel, person.party.chosen_address, recipient_of(person).safe)


def order_of(invitation: Invitation, person: Person, *, what: str, desk: Desk) -> Order:
    """This will say what is to be written to somebody."""
    party, review, child = person.party, desk.review, desk.child
    booking = booking_of(review)
    day = booking.on if booking else review.arranged_for or review.held_on or desk.today
    at, place = (booking.at, booking.place) if booking else (review.arranged_time, review.place)
    audience = questions.audience_of(party.kind, born_on=child.born_on, on=day)
    changed = what in TAKES_OUT or (
        names_another_booking(invitation, review) and told_of_this_sitting(invitation, review)
    )
    began = review.held_on if booking and booking.again and invitation.invited else None
    asked = tuple(question.words(party.language) for question in questions.questions_for(audience))
    return Order(
        key=letter_for(what, audience),
        language=party.language,
        letterhead=desk.head,
        officer=desk.officer,
        dated_on=desk.today,
        greeting=_greeting(person, called=desk.called),
        reader=party.shown_name,
        facts={
            "child": child.shown_name,
            "local_id": child.local_id,
            "review_on": day,
            "review_at": f"{at:%H:%M}" if at else "",
            "place": place,
            "began_on": began,
            "was_on": (invitation.told_on or day) if changed else None,
            "invited": "yes" if invitation.invited else "",
            "consulted": "yes" if invitation.consulted else "",
        },
        lists={"questions": asked},
    )


def letter_for(what: str, audience: str) -> str:
    """This will choose the letter."""
    is_child = audience in (questions.CHILD_YOUNG, questions.CHILD_OLDER)
    if what != INVITE:
        return f"{what}-{'child' if is_child else 'adult'}"
    return f"{what}-{audience if is_child or audience in ('parent', 'carer') else 'professional'}"


def entry_of(invitation: Invitation, person: Person, *, cancelled: bool, desk: Desk) -> Entry:
    """This will give the calendar entry of somebody as it stands: the booking, or the one that was cancelled."""
    party, review, child = person.party, desk.review, desk.child
    told = invitation.told_on if cancelled else None
    booking = booking_of(review)
    at, place = (booking.at, booking.place) if booking else (review.arranged_time, review.place)
    return Entry(
        uid=uid_of(invitation, review),
        sequence=invitation.sequence,
        on=told or (booking.on if booking else review.arranged_for or review.held_on or desk.today),
        at=invitation.told_at if told else at,
        place=invitation.told_place if told else place,
        language=party.language,
        organiser=desk.officer.name,
        organiser_email=desk.officer.email or desk.authority.duty_email,
        attendee=party.shown_name,
        attendee_email=person.reach.address if person.reach.channel == Message.Channel.EMAIL else "",
        first_name="" if party.kind in PLAIN_IN_CALENDAR else child.preferred_name or child.given_name,
        cancelled=cancelled,
    )


def attachment_of(invitation: Invitation, person: Person, *, cancelled: bool, desk: Desk) -> Attachment:
    """This will give the calendar file of somebody."""
    entry = entry_of(invitation, person, cancelled=cancelled, desk=desk)
    return Attachment(
        file_name=FILE_NAME[entry.language],
        content_type=entry.content_type,
        content=as_file(entry, stamped_at=desk.now),
    )


def _greeting(person: Person, *, called: str = "") -> str:
    party = person.party
    if party.kind == Party.Kind.CHILD:
        return called or party.child.preferred_name or party.child.given_name or party.shown_name
    return party.shown_name
