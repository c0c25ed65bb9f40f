"""Letters to the interpreters of a review: the day, the place and the language, and nothing of the child."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.children.party_queries import Person, people_of
from heard.common.errors import DomainError, NotFound
from heard.correspondence.actions import About, Attachment, Sending, send
from heard.correspondence.calendar import Entry, as_file
from heard.correspondence.compose import Officer, Order
from heard.correspondence.invitation_letters import FILE_NAME, Ended, raise_why_held
from heard.correspondence.invitations import NobodyToSign
from heard.correspondence.models import Message
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import checked_address, recipient_of
from heard.reviews.access import locked_whatever, tell
from heard.reviews.booking.entries import Standing, booking_of
from heard.reviews.models import Review, ReviewNeed
from heard.reviews.preparation.need_queries import Tell, get_need, to_tell

ABOUT = "review_need"
BOOK, CANCEL = "review-interpreter", "review-interpreter-cancelled"


class NothingToWrite(DomainError):
    """There is nothing to write: the interpreter knows what stands, or none is booked from among the people."""


def letter_to_interpreter(
    need: ReviewNeed,
    review: Review,
    *,
    officer: Officer | None,
    authority: ResponsibleAuthority,
    viewer: User,
    today: date,
    now: datetime,
) -> Sending:
    """This will say what an interpreter would be sent. Raises NothingToWrite, NobodyToSign, and why nothing can go."""
    what = to_tell(need, review)
    if what is Tell.NOTHING:
        raise NothingToWrite
    if officer is None:
        raise NobodyToSign
    cancelled = what is Tell.CANCELLED
    person = _person(need.told_party_id if cancelled else need.interpreter_id, review, viewer=viewer, today=today)
    to = recipient_of(person, reply_to=officer.email)
    if to.channel == Message.Channel.HELD:
        raise_why_held(person)
    checked_address(to.channel, to.address, to.safe)
    booking = _booking(need, review, cancelled=cancelled)
    return Sending(
        child_id=review.child_id,
        about=About(kind=ABOUT, pk=need.pk),
        to=to,
        order=Order(
            key=CANCEL if cancelled else BOOK,
            language=person.party.language,
            letterhead=letterhead_of(authority),
            officer=officer,
            dated_on=today,
            greeting=person.party.shown_name,
            reader=person.party.shown_name,
            facts={
                "review_on": booking.on,
                "review_at": f"{booking.at:%H:%M}" if booking.at else "",
                "place": booking.place,
                "was_on": need.told_on if what is Tell.CHANGED else None,
                "spoken": need.language,
                "for_child": "yes" if need.party and need.party.kind == Party.Kind.CHILD else "",
                "reference": need.reference,
            },
        ),
        attachments=(
            _calendar(need, booking, person, officer=officer, authority=authority, cancelled=cancelled, now=now),
        ),
    )


@transaction.atomic
def write_to_interpreter(
    *, review_id: int, need_id: int, officer: Officer | None, today: date, now: datetime, by: User
) -> Message:
    """Write to the interpreter what stands now: the booking, its change, or that it is cancelled.

    Raises NotPermitted, NotFound, what `letter_to_interpreter` raises, and as `send`.
    """
    review = locked_whatever(review_id, by, Permission.REVIEW_ARRANGE)
    need = get_need(need_id, review=review)
    authority = ResponsibleAuthority.objects.get(pk=review.authority_id)
    sending = letter_to_interpreter(need, review, officer=officer, authority=authority, viewer=by, today=today, now=now)
    cancelled, booking = to_tell(need, review) is Tell.CANCELLED, booking_of(review)
    if cancelled or booking is None:
        need.told_on, need.told_at, need.told_place, need.told_party = None, None, "", None
    else:
        need.told_on, need.told_at, need.told_place = booking.on, booking.at, booking.place
        need.told_party = need.interpreter
    need.sequence, need.version = need.sequence + 1, need.version + 1
    need.save()
    message = send(sending, by=by)
    tell("review.interpreter_written_to", review, by=by, today=today, need=need.pk, cancelled=cancelled)
    return message


def _booking(need: ReviewNeed, review: Review, *, cancelled: bool) -> Standing:
    """The booking that the letter names: the one that was told where it is taken back."""
    if cancelled and need.told_on is not None:
        return Standing(on=need.told_on, at=need.told_at, place=need.told_place)
    named = booking_of(review)
    if named is None:
        raise NothingToWrite
    return named


def _person(party_id: int | None, review: Review, *, viewer: User, today: date) -> Person:
    found = people_of([review.child_id], viewer=viewer, on=today)[review.child_id]
    person = next((one for one in found if one.party.pk == party_id), None)
    if party_id is None:
        raise NotFound
    if person is None:
        raise Ended
    return person


def _calendar(
    need: ReviewNeed,
    booking: Standing,
    person: Person,
    *,
    officer: Officer,
    authority: ResponsibleAuthority,
    cancelled: bool,
    now: datetime,
) -> Attachment:
    uid: UUID = need.calendar_uid
    entry = Entry(
        uid=uid,
        sequence=need.sequence,
        on=booking.on,
        at=booking.at,
        place=booking.place,
        language=person.party.language,
        organiser=officer.name,
        organiser_email=officer.email or authority.duty_email,
        attendee=person.party.shown_name,
        attendee_email=person.reach.address if person.reach.channel == Message.Channel.EMAIL else "",
        cancelled=cancelled,
    )
    return Attachment(
        file_name=FILE_NAME[entry.language],
        content_type=entry.content_type,
        content=as_file(entry, stamped_at=now),
    )
