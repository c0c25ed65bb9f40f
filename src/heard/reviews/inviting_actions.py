"""Writes of consultation and invitation: who is asked, when it went out, what came back (prep-consult-invite-10wd)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.models import Invitation, Review


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


LEFT_OUT = {
    Party.LeftOut.NO: (True, True),
    Party.LeftOut.INVITATION: (False, True),
    Party.LeftOut.BOTH: (False, False),
}
NOT_ASKED = (Party.Kind.INTERPRETER, Party.Kind.COURT)  # they are booked or informed, not consulted


@transaction.atomic
def list_people(*, review_id: int, today: date, by: User) -> list[Invitation]:
    """Make the list of people to invite and consult from those round the child; again when people are added.

    Who stands on it already keeps what was decided for this review. Raises NotPermitted, NotFound, ReviewCancelled.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    standing = set(Invitation.objects.filter(review=review).values_list("party_id", flat=True))
    day = review.held_on or review.arranged_for or today
    parties = Party.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), child_id=review.child_id)
    fresh = [party for party in parties.order_by("pk") if party.pk not in standing and party.kind not in NOT_ASKED]
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
    """Decide whether one person is invited and consulted for this review; neither needs a reason.

    Raises NotPermitted, NotFound, ReviewCancelled, NotInvitedWithoutReason, ChangedMeanwhile.
    """
    invitation, review = _held(invitation_id, by)
    same_version(invitation, version)
    if not (invited or consulted) and not one_line(reason_not):
        raise NotInvitedWithoutReason
    invitation.invited, invitation.consulted = invited, consulted
    invitation.reason_not = one_line(reason_not)[:300]
    _save(invitation)
    tell("review.invitation_decided", review, by=by, today=today, party=invitation.party_id, invited=invited)
    return invitation


@transaction.atomic
def mark_sent(*, invitation_ids: list[int], sent_on: date, today: date, by: User) -> list[Invitation]:
    """Say that invitations and consultation papers went out; again after a move with the next number of the entry.

    Raises NotPermitted, NotFound, ReviewCancelled, SentInFuture, SentBeforeBooking.
    """
    rows = []
    for invitation_id in invitation_ids:
        invitation, review = _held(invitation_id, by)
        if sent_on > today:
            raise SentInFuture
        if review.arranged_for is None and review.held_on is None:
            raise SentBeforeBooking
        if invitation.sent_on is not None:
            invitation.sequence += 1
        else:
            invitation.sent_on = sent_on
        invitation.bounced_on, invitation.bounced_note = None, ""
        _save(invitation)
        tell("review.invited", review, by=by, today=today, party=invitation.party_id, sent_on=sent_on)
        rows.append(invitation)
    return rows


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

    Raises NotPermitted, NotFound, ReviewCancelled, SentInFuture, AnswerNeedsWay, ChangedMeanwhile.
    """
    invitation, review = _held(invitation_id, by)
    same_version(invitation, version)
    if answered.on > today:
        raise SentInFuture("The day on which the answer came must be today or in the past.")
    if answered.by not in Invitation.AnsweredBy.values or answered.coming not in Invitation.Coming.values:
        raise AnswerNeedsWay
    invitation.answered_on, invitation.answered_by = answered.on, answered.by
    invitation.coming, invitation.wants_separate_talk = answered.coming, answered.wants_separate_talk
    invitation.answers = {key: lines(words) for key, words in answered.answers.items() if lines(words)}
    _save(invitation)
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
