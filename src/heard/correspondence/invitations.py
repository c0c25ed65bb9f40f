"""Invitations, reminders and cancellations of a review, in the words that fit each person, through the one outbox.

What cannot go is said, person by person, and the rest goes (rulebook 1E, prep-consult-invite-10wd).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.children.models import Child, Party
from heard.children.party_queries import Person, people_of
from heard.children.queries import get_visible
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Attachment, Sending, send_all
from heard.correspondence.calendar import Entry, as_file
from heard.correspondence.compose import Letterhead, Officer, Order, compose
from heard.correspondence.models import Message
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import checked_address, recipient_of
from heard.reviews import questions
from heard.reviews.access import locked, locked_whatever, tell
from heard.reviews.entries import cancel_entry, names_another_booking, number_entry
from heard.reviews.inviting_actions import NotAsked, SentBeforeBooking
from heard.reviews.inviting_queries import to_tell
from heard.reviews.models import Invitation, Review

ABOUT = "invitation"
INVITE, REMIND, CANCEL = "review-invite", "review-reminder", "review-cancelled"
FILE_NAME = {"en": "review.ics", "cy": "adolygiad.ics"}
PLAIN_IN_CALENDAR = (Party.Kind.CHILD, *questions.SCHOOLS)  # theirs, or read at a front desk


class NobodyChosen(DomainError):
    """Choose at least one person."""


class NotOnThisList(DomainError):
    """Somebody chosen is not on the list of this review any more. Look at the list again."""


class NobodyToSign(DomainError):
    """No IRO is named for this child, and an invitation says who the IRO is. Name the IRO first."""


class NoLetters(DomainError):
    """No letters are sent to this person: it was chosen so. Ask in another way and enter the day by hand."""


class Ended(DomainError):
    """This person has no part in the child’s life any more. Add somebody else among the people."""


class NothingToTell(DomainError):
    """Nobody was told of this review, so nobody has to be told that it is cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Somebody to whom nothing goes, and why, in a sentence."""

    invitation_id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written into the outbox, and who gets nothing."""

    messages: tuple[Message, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the letters of one review share. `officer` signs; `now` stamps the calendar entries."""

    review: Review
    authority: ResponsibleAuthority
    head: Letterhead
    officer: Officer
    today: date
    now: datetime

    @property
    def child(self) -> Child:
        """Whose review it is."""
        return self.review.child


def desk_of(review: Review, *, authority: ResponsibleAuthority, officer: Officer, today: date, now: datetime) -> Desk:
    """This will gather what the letters of a review share."""
    head = letterhead_of(authority)
    return Desk(review=review, authority=authority, head=head, officer=officer, today=today, now=now)


@transaction.atomic
def send_invitations(
    *, review_id: int, invitation_ids: Iterable[int], officer: Officer | None, today: date, now: datetime, by: User
) -> Written:
    """Write invitations with their questions and calendar entries into the outbox; a change where one was told before.

    Whom nothing may reach gets nothing, and the answer says why. Raises NotPermitted, NotFound, ReviewCancelled,
    SentBeforeBooking, NobodyToSign, NobodyChosen, NotOnThisList.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    if review.arranged_for is None:
        raise SentBeforeBooking
    return _write(review, invitation_ids, INVITE, officer=officer, today=today, now=now, by=by)


@transaction.atomic
def send_reminders(
    *, review_id: int, invitation_ids: Iterable[int], officer: Officer | None, today: date, now: datetime, by: User
) -> Written:
    """Write reminders into the outbox. Raises as `send_invitations`."""
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    if review.arranged_for is None:
        raise SentBeforeBooking
    return _write(review, invitation_ids, REMIND, officer=officer, today=today, now=now, by=by)


@transaction.atomic
def send_cancellations(*, review_id: int, officer: Officer | None, today: date, now: datetime, by: User) -> Written:
    """Tell everybody who was told of a review that it is cancelled; calendars take the entry out.

    Raises NotPermitted, NotFound, NobodyToSign, NothingToTell.
    """
    review = locked_whatever(review_id, by, Permission.REVIEW_ARRANGE)
    rows = to_tell(review) if review.state == Review.State.CANCELLED else []
    if not rows:
        raise NothingToTell
    return _write(review, [row.pk for row in rows], CANCEL, officer=officer, today=today, now=now, by=by)


def sending_of(invitation: Invitation, person: Person, *, what: str, desk: Desk) -> Sending:
    """This will say what one person would be sent, for a preview by `compose(sending.order)`.

    Raises NotAsked, Ended, NoLetters, ContactForbidden, BlockedAddress, NoAddress, NotAnEmailAddress, LetterIncomplete.
    """
    if what != CANCEL and not (invitation.invited or invitation.consulted):
        raise NotAsked
    to = recipient_of(person, reply_to=desk.officer.email)
    if to.channel == Message.Channel.HELD:
        raise_why_held(person)
    checked_address(to.channel, to.address, to.safe)
    order = order_of(invitation, person, what=what, desk=desk)
    compose(order)
    attachments: tuple[Attachment, ...] = ()
    if what != REMIND and (invitation.invited or what == CANCEL):
        attachments = (attachment_of(invitation, person, cancelled=what == CANCEL, desk=desk),)
    return Sending(
        child_id=desk.child.pk,
        about=About(kind=ABOUT, pk=invitation.pk),
        order=order,
        to=to,
        attachments=attachments,
    )


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
    day = review.arranged_for or review.held_on or desk.today
    audience = questions.audience_of(party.kind, born_on=child.born_on, on=day)
    changed = names_another_booking(invitation, review) or what == CANCEL
    asked = tuple(question.words(party.language) for question in questions.questions_for(audience))
    return Order(
        key=letter_for(what, audience),
        language=party.language,
        letterhead=desk.head,
        officer=desk.officer,
        dated_on=desk.today,
        greeting=_greeting(person),
        reader=party.shown_name,
        facts={
            "child": child.shown_name,
            "local_id": child.local_id,
            "review_on": day,
            "review_at": f"{review.arranged_time:%H:%M}" if review.arranged_time else "",
            "place": review.place,
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
    return Entry(
        uid=invitation.calendar_uid,
        sequence=invitation.sequence,
        on=told or review.arranged_for or review.held_on or desk.today,
        at=invitation.told_at if told else review.arranged_time,
        place=invitation.told_place if told else review.place,
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


def _write(
    review: Review,
    invitation_ids: Iterable[int],
    what: str,
    *,
    officer: Officer | None,
    today: date,
    now: datetime,
    by: User,
) -> Written:
    rows = _chosen(review, invitation_ids)
    if officer is None:
        raise NobodyToSign
    authority = ResponsibleAuthority.objects.get(pk=review.authority_id)
    desk = desk_of(review, authority=authority, officer=officer, today=today, now=now)
    people = people_on(review, viewer=by, today=today)
    sendings, refused = [], []
    for row in rows:
        before = (row.sequence, row.told_on, row.told_at, row.told_place)
        try:
            sendings.append(_sending(row, people.get(row.party_id), what=what, desk=desk))
        except DomainError as error:
            row.sequence, row.told_on, row.told_at, row.told_place = before
            refused.append(Refused(invitation_id=row.pk, name=row.party.shown_name, why=error.message))
        else:
            row.version += 1
            row.save()
    messages = send_all(sendings, by=by) if sendings else []
    tell(f"review.{what.removeprefix('review-')}_written", review, by=by, today=today, letters=len(messages))
    return Written(messages=tuple(messages), refused=tuple(refused))


def _sending(row: Invitation, person: Person | None, *, what: str, desk: Desk) -> Sending:
    """The letter is written with what was told before; then the entry takes the next number."""
    if person is None:
        raise Ended
    first = sending_of(row, person, what=what, desk=desk)
    if what == REMIND:
        return first
    if what == CANCEL:
        cancel_entry(row, desk.today)
    else:
        number_entry(row, desk.review)
    files = (attachment_of(row, person, cancelled=what == CANCEL, desk=desk),) if first.attachments else ()
    return Sending(child_id=first.child_id, about=first.about, order=first.order, to=first.to, attachments=files)


def _chosen(review: Review, invitation_ids: Iterable[int]) -> Sequence[Invitation]:
    wanted = set(invitation_ids)
    if not wanted:
        raise NobodyChosen
    rows = Invitation.objects.select_for_update(of=("self",)).filter(review=review, pk__in=wanted)
    found = list(rows.select_related("party__child", "party__user").order_by("pk"))
    if len(found) != len(wanted):
        raise NotOnThisList
    return found


def _greeting(person: Person) -> str:
    party = person.party
    if party.kind == Party.Kind.CHILD:
        return party.child.preferred_name or party.child.given_name or party.shown_name
    return party.shown_name


def people_on(review: Review, *, viewer: User, today: date) -> dict[int, Person]:
    """This will give the people round the child of a review by their number, with addresses for those who may see them.

    Raises NotFound.
    """
    get_visible(review.child_id, viewer=viewer)
    return {
        person.party.pk: person for person in people_of([review.child_id], viewer=viewer, on=today)[review.child_id]
    }
