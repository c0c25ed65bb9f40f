"""Writes of consultation and invitation: who is asked, when it went out, what came back (prep-consult-invite-10wd)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Party
from heard.children.staff_parties import enter
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.booking.entries import number_entry
from heard.reviews.listening.consent import refuse_narrowing, without_consent
from heard.reviews.models import Invitation, Review
from heard.reviews.preparation.inviting_queries import still_to_list


class NotInvitedWithoutReason(DomainError):
    """Say why this person is neither invited nor consulted."""


class SentInFuture(DomainError):
    """The day must be today or in the past."""


class NotSentYet(DomainError):
    """Nothing has been sent to this person yet."""


class SentBeforeBooking(DomainError):
    """Book the review first: an invitation says when and where."""


class AnswerNeedsWay(DomainError):
    """Say how the answer came: on paper, on line, by telephone, in a talk or by e-mail."""


class NotAsked(DomainError):
    """This person is neither invited nor consulted for this review. Change that first."""


class SentLongAgo(DomainError):
    """That day lies more than a year before the review. Check the year."""


class AnswerNeedsWords(DomainError):
    """Enter what they said, or whether they are coming."""


class NobodySuch(DomainError):
    """Choose from the list who may know the answer."""


class NothingReturned(DomainError):
    """Say what came back: the envelope, the message of the mail server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back from one person. `answers` are their own words by question."""

    on: date
    by: str
    coming: str
    answers: Mapping[str, str]
    wants_separate_talk: bool = False
    open_to: tuple[str, ...] = ()  # of a child's answer: who may know it beside the IRO


LONGEST_AHEAD = timedelta(days=366)
HOLDERS = (Party.Responsibility.YES, Party.Responsibility.BY_ORDER)
LEFT_OUT = {
    Party.LeftOut.NO: (True, True),
    Party.LeftOut.INVITATION: (False, True),
    Party.LeftOut.BOTH: (False, False),
}


@transaction.atomic
def list_people(*, review_id: int, today: date, by: User) -> list[Invitation]:
    """Make the list of people to invite and consult from those round the child; again when people are added.

    A social worker or team manager with an account who does not stand among the people yet is entered there too.
    Who stands on it already keeps what was decided for this review. Raises NotPermitted, NotFound, ReviewCancelled.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    found = still_to_list(review, today=today)
    entered = enter((party for party in found if party.pk is None), by=by)
    fresh = [*(party for party in found if party not in entered), *entered]
    rows = []
    for party in fresh:
        invited, consulted = LEFT_OUT[Party.LeftOut(party.left_out)]
        rows.append(
            Invitation(
                authority_id=review.authority_id,
                review=review,
                party=party,
                invited=invited,
                consulted=consulted,
                reason_not="" if invited and consulted else party.left_out_why,
            )
        )
    Invitation.objects.bulk_create(rows)
    tell("review.people_listed", review, by=by, today=today, added=len(rows))
    return list(Invitation.objects.filter(review=review).select_related("party").order_by("pk"))


@transaction.atomic
def decide_invitation(
    *,
    invitation_id: int,
    invited: bool,
    consulted: bool,
    reason_not: str,
    version: int,
    today: date,
    by: User,
) -> Invitation:
    """Decide whether one person is invited and consulted for this review; neither needs a reason, and so does not
    inviting somebody with parental responsibility.

    Raises NotPermitted, NotFound, ReviewCancelled, NotInvitedWithoutReason, ChangedMeanwhile.
    """
    invitation, review = _held(invitation_id, by)
    same_version(invitation, version)
    if not (invited or consulted) and not one_line(reason_not):
        raise NotInvitedWithoutReason
    if not invited and invitation.party.parental_responsibility in HOLDERS and not one_line(reason_not):
        raise NotInvitedWithoutReason("This person has parental responsibility. Say why they are not invited.")
    invitation.invited, invitation.consulted = invited, consulted
    invitation.reason_not = one_line(reason_not)[:300]
    _save(invitation)
    tell("review.invitation_decided", review, by=by, today=today, party=invitation.party_id, invited=invited)
    return invitation


@transaction.atomic
def mark_sent(*, invitation_ids: list[int], sent_on: date, today: date, by: User) -> list[Invitation]:
    """Say that invitations and consultation papers went out by hand, outside the outbox, with the booking that stands.

    The first day counts, unless what was sent then came back. Raises NotPermitted, NotFound, ReviewCancelled,
    SentInFuture, SentLongAgo, SentBeforeBooking, NotAsked.
    """
    rows = []
    for invitation_id in invitation_ids:
        invitation, review = _held(invitation_id, by)
        if sent_on > today:
            raise SentInFuture
        day = review.arranged_for or review.held_on
        if day is None:
            raise SentBeforeBooking
        if sent_on < day - LONGEST_AHEAD:
            raise SentLongAgo
        if not (invitation.invited or invitation.consulted):
            raise NotAsked
        number_entry(invitation, review, sent_on=sent_on)
        _left(invitation, sent_on)
        _save(invitation)
        tell("review.invited", review, by=by, today=today, party=invitation.party_id, sent_on=sent_on)
        rows.append(invitation)
    return rows


@transaction.atomic
def follow_sent(*, invitation_id: int, on: date) -> None:
    """Keep that an invitation left the outbox on a day; for the outbox itself, which tells it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    _left(invitation, on)
    _save(invitation)
    _follow("review.invitation_left", invitation, on)


@transaction.atomic
def follow_reminded(*, invitation_id: int, on: date) -> None:
    """Keep that a reminder left the outbox on a day; for the outbox itself, which tells it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    invitation.reminded_on = on
    _save(invitation)
    _follow("review.reminder_left", invitation, on)


@transaction.atomic
def follow_failed(*, invitation_id: int, on: date, note: str) -> None:
    """Keep that an invitation did not arrive, and why; for the outbox itself, which tells it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    invitation.bounced_on, invitation.bounced_note = on, one_line(note)[:300]
    _save(invitation)
    _follow("review.invitation_failed", invitation, on)


def _left(invitation: Invitation, on: date) -> None:
    """The first day on which it left stands, unless it came back."""
    if invitation.sent_on is None or invitation.bounced_on is not None or on < invitation.sent_on:
        invitation.sent_on = on
    invitation.bounced_on, invitation.bounced_note = None, ""


def _follow(name: str, invitation: Invitation, on: date) -> None:
    review = Review.objects.only("pk", "child_id").get(pk=invitation.review_id)
    facts = {"authority_id": invitation.authority_id, "child_id": review.child_id}
    log.record(name, by=None, review=review.pk, party=invitation.party_id, on=on, **facts)
    events.publish(name, today=on, **facts)


@transaction.atomic
def mark_reminded(*, invitation_id: int, today: date, by: User) -> Invitation:
    """Say that somebody was reminded today. Raises NotPermitted, NotFound, ReviewCancelled, NotSentYet."""
    invitation, review = _held(invitation_id, by)
    if invitation.sent_on is None:
        raise NotSentYet
    invitation.reminded_on = today
    _save(invitation)
    tell("review.reminded", review, by=by, today=today, party=invitation.party_id)
    return invitation


@transaction.atomic
def mark_bounced(*, invitation_id: int, note: str, today: date, by: User) -> Invitation:
    """Say that what was sent came back. The person counts as not asked until it is sent again.

    Raises NotPermitted, NotFound, ReviewCancelled, NotSentYet, NothingReturned.
    """
    invitation, review = _held(invitation_id, by)
    if invitation.sent_on is None:
        raise NotSentYet
    if not one_line(note):
        raise NothingReturned
    invitation.bounced_on, invitation.bounced_note = today, one_line(note)[:300]
    _save(invitation)
    tell("review.bounced", review, by=by, today=today, party=invitation.party_id)
    return invitation


@transaction.atomic
def record_answer(*, invitation_id: int, answered: Answered, version: int, today: date, by: User) -> Invitation:
    """Enter what somebody answered, in their own words.

    A child's answer also says who may know it; without anybody it is for the IRO alone. Raises NotPermitted, NotFound,
    ReviewCancelled, SentInFuture, AnswerNeedsWay, AnswerNeedsWords, NobodySuch, ChangedMeanwhile,
    WishesStand.
    """
    invitation, review = _held(invitation_id, by)
    same_version(invitation, version)
    told = {key: lines(words) for key, words in answered.answers.items() if lines(words)}
    if not set(answered.open_to) <= set(Invitation.OpenTo.values):
        raise NobodySuch
    if not told and answered.coming == Invitation.Coming.WAITING:
        raise AnswerNeedsWords
    if answered.on > today:
        raise SentInFuture("The day on which the answer came must be today or in the past.")
    if answered.by not in Invitation.AnsweredBy.values or answered.coming not in Invitation.Coming.values:
        raise AnswerNeedsWay
    closed = without_consent(review)
    invitation.answered_on, invitation.answered_by = answered.on, answered.by
    invitation.coming, invitation.wants_separate_talk = answered.coming, answered.wants_separate_talk
    invitation.answers = told
    is_child = invitation.party.kind == Party.Kind.CHILD
    invitation.open_to = sorted(set(answered.open_to)) if is_child else []
    _save(invitation)
    refuse_narrowing(review, before=closed)
    tell("review.answered", review, by=by, today=today, party=invitation.party_id, coming=answered.coming)
    return invitation


def _held(invitation_id: int, by: User) -> tuple[Invitation, Review]:
    invitation = Invitation.objects.filter(pk=invitation_id).select_related("party").first()
    if invitation is None:
        raise NotFound
    review = locked(invitation.review_id, by, Permission.REVIEW_ARRANGE)
    return invitation, review


def _save(invitation: Invitation) -> None:
    invitation.version += 1
    invitation.save()
