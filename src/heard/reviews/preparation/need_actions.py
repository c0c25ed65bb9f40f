"""Writes of what a review needs booked: interpreters, room, link, transport, each with its state (R-085)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common.errors import DomainError
from heard.common.texts import one_line
from heard.reviews.access import locked, same_version, tell
from heard.reviews.booking.entries import booking_of
from heard.reviews.models import Review, ReviewNeed

Kind, State = ReviewNeed.Kind, ReviewNeed.State
FOR_EVERYBODY = (Kind.ROOM, Kind.LINK)
LONGEST = {"who": 160, "reference": 80, "why": 300, "language": 60}


class UnknownNeed(DomainError):
    """Choose from the list what is needed, and how far along it is."""


class InterpreterForNobody(DomainError):
    """Say for whom the interpreter is needed."""


class NotAroundTheChild(DomainError):
    """Choose somebody from among the people of the child."""


class NotAnInterpreter(DomainError):
    """Choose an interpreter from among the people of the child, or enter one there first."""


class BookedWithoutWho(DomainError):
    """Say who or what is booked: the interpreter, the firm, the room, the link."""


class NothingToBookFor(DomainError):
    """No sitting of this review is to come, so nothing can be booked for it. Book the review first."""


class NoReasonForNeed(DomainError):
    """Say why it fell through, or why it is not needed any more."""


class NeedTooLong(DomainError):
    """One of the answers is too long. Shorten it, and save again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """How far one thing is: who or what is booked and under which reference, or why it fell through."""

    state: str
    who: str = ""
    reference: str = ""
    why: str = ""
    language: str = ""
    interpreter_id: int | None = None


@transaction.atomic
def record_need(
    *, review_id: int, kind: str, party_id: int | None, facts: NeedFacts, version: int, today: date, by: User
) -> ReviewNeed:
    """Keep that a review needs something, and how far it is. `version` is the one that was shown, 0 where nothing was
    kept. What is booked holds for the day on which the review stands now.

    Raises NotPermitted, NotFound, ReviewCancelled, UnknownNeed, InterpreterForNobody, NotAroundTheChild,
    NotAnInterpreter, BookedWithoutWho, NothingToBookFor, NoReasonForNeed, NeedTooLong, ChangedMeanwhile.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE)
    if kind not in Kind.values or facts.state not in State.values:
        raise UnknownNeed
    if kind in FOR_EVERYBODY:
        party_id = None
    _check_people(review, kind, party_id, facts)
    rows = ReviewNeed.objects.filter(review=review, kind=kind)
    need = (rows.filter(party_id=party_id) if party_id else rows.filter(party_id__isnull=True)).first()
    if need is None:
        need = ReviewNeed(authority_id=review.authority_id, review=review, kind=kind, party_id=party_id, version=0)
    same_version(need, version)
    for name, longest in LONGEST.items():
        text = one_line(getattr(facts, name))
        if len(text) > longest:
            raise NeedTooLong
        setattr(need, name, text)
    need.state, need.interpreter_id, need.booked_for = facts.state, facts.interpreter_id, _booked_for(review, facts)
    if facts.state in (State.FELL_THROUGH, State.NOT_NEEDED) and not need.why:
        raise NoReasonForNeed
    if facts.state not in (State.FELL_THROUGH, State.NOT_NEEDED):
        need.why = ""
    need.changed_on, need.recorded_by, need.version = today, by, need.version + 1
    need.save()
    tell("review.need_recorded", review, by=by, today=today, kind=kind, state=facts.state, party=party_id)
    return need


def _check_people(review: Review, kind: str, party_id: int | None, facts: NeedFacts) -> None:
    if kind == Kind.INTERPRETER and party_id is None:
        raise InterpreterForNobody
    people = dict(Party.objects.filter(child_id=review.child_id).values_list("pk", "kind"))
    if party_id is not None and party_id not in people:
        raise NotAroundTheChild
    interpreter = facts.interpreter_id
    if interpreter is None:
        return
    if kind != Kind.INTERPRETER or people.get(interpreter) != Party.Kind.INTERPRETER or interpreter == party_id:
        raise NotAnInterpreter


def _booked_for(review: Review, facts: NeedFacts) -> date | None:
    if facts.state != State.BOOKED:
        return None
    if not one_line(facts.who):
        raise BookedWithoutWho
    named = booking_of(review)
    if named is None:
        raise NothingToBookFor
    return named.on
