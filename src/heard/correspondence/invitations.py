"""Invitations, reminders and cancellations of a review, in the words that fit each person, through the one outbox.

What cannot go is said, person by person, and the rest goes (rulebook 1E, prep-consult-invite-10wd).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.children.party_queries import Person, people_of
from heard.children.queries import get_visible
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Officer
from heard.correspondence.invitation_letters import (
    ABOUT,
    CANCEL,
    INVITE,
    REMIND,
    TAKES_OUT,
    WITHDRAW,
    Desk,
    Ended,
    attachment_of,
    desk_of,
    sending_of,
)
from heard.correspondence.just_sent import refuse_again
from heard.correspondence.models import Message
from heard.reviews.access import locked, locked_whatever, tell
from heard.reviews.booking.entries import (
    Standing,
    booking_of,
    cancel_entry,
    names_another_booking,
    number_entry,
    still_adjourned,
    told_otherwise,
)
from heard.reviews.models import Invitation, Review
from heard.reviews.preparation.inviting_actions import SentBeforeBooking
from heard.reviews.preparation.inviting_queries import to_tell

TOLD = ("sequence", "told_on", "told_at", "told_place", "told_invited", "cancel_told_on")


class NobodyChosen(DomainError):
    """Choose at least one person."""


class NotOnThisList(DomainError):
    """Somebody chosen is not on the list of this review any more. Look at the list again."""


class NobodyToSign(DomainError):
    """No IRO is named for this child, and an invitation says who the IRO is. Name the IRO first."""


class NothingToTell(DomainError):
    """Nobody was told of this review, so nobody has to be told that it is cancelled."""


class HeldAlready(DomainError):
    """This review has been held, so nobody can be invited to it any more. If it is to go on, adjourn it first."""


class GoesOnUnknown(DomainError):
    """Enter first when the adjourned review goes on: an invitation says when and where."""


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


@transaction.atomic
def send_invitations(
    *,
    review_id: int,
    invitation_ids: Iterable[int],
    officer: Officer | None,
    today: date,
    now: datetime,
    by: User,
    again: bool = False,
) -> Written:
    """Write invitations with their questions and calendar entries into the outbox; a change where one was told before.

    Whom nothing may reach gets nothing, and the answer says why. To an adjourned review they are invited for the day on
    which it goes on. What went minutes ago goes once more only with `again`. Raises NotPermitted, NotFound,
    ReviewCancelled, SentBeforeBooking, HeldAlready, GoesOnUnknown, NobodyToSign, NobodyChosen, NotOnThisList,
    SentJustNow.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    still_to_come(review)
    if not again:
        _refuse_again(review, invitation_ids, INVITE)
    return _write(review, invitation_ids, INVITE, officer=officer, today=today, now=now, by=by)


@transaction.atomic
def send_reminders(
    *,
    review_id: int,
    invitation_ids: Iterable[int],
    officer: Officer | None,
    today: date,
    now: datetime,
    by: User,
    again: bool = False,
) -> Written:
    """Write reminders into the outbox, for those who were asked and have not answered. Raises as `send_invitations`."""
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    still_to_come(review)
    if not again:
        _refuse_again(review, invitation_ids, REMIND)
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


@transaction.atomic
def send_withdrawals(
    *, review_id: int, invitation_ids: Iterable[int], officer: Officer | None, today: date, now: datetime, by: User
) -> Written:
    """Tell those who were told to come that they are not invited any more; calendars take the entry out.

    Raises NotPermitted, NotFound, ReviewCancelled, NobodyToSign, NobodyChosen, NotOnThisList.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    return _write(review, invitation_ids, WITHDRAW, officer=officer, today=today, now=now, by=by)


def still_to_come(review: Review) -> Standing:
    """This will give the booking that is to come. Raises SentBeforeBooking, HeldAlready, GoesOnUnknown."""
    named = booking_of(review)
    if named is not None:
        return named
    if review.state != Review.State.HELD:
        raise SentBeforeBooking
    if still_adjourned(review) is None:
        raise HeldAlready
    raise GoesOnUnknown


def _refuse_again(review: Review, invitation_ids: Iterable[int], what: str) -> None:
    """What tells of a change since may go at once: it is another letter. Raises SentJustNow."""
    rows = Invitation.objects.filter(review=review, pk__in=set(invitation_ids))
    same = [row for row in rows if not (names_another_booking(row, review) or told_otherwise(row))]
    refuse_again([About(kind=ABOUT, pk=row.pk) for row in same], template=what)


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
        before = {name: getattr(row, name) for name in TOLD}
        try:
            sendings.append(_sending(row, people.get(row.party_id), what=what, desk=desk))
        except DomainError as error:
            for name, value in before.items():
                setattr(row, name, value)
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
    if what in TAKES_OUT:
        cancel_entry(row, desk.today)
    else:
        number_entry(row, desk.review)
    files = (attachment_of(row, person, cancelled=what in TAKES_OUT, desk=desk),) if first.attachments else ()
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


def people_on(review: Review, *, viewer: User, today: date) -> dict[int, Person]:
    """This will give the people round the child of a review by their number, with addresses for those who may see them.

    Raises NotFound.
    """
    get_visible(review.child_id, viewer=viewer)
    return {
        person.party.pk: person for person in people_of([review.child_id], viewer=viewer, on=today)[review.child_id]
    }
