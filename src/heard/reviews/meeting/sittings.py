"""One sitting of a review, as it is told and kept; the actions that record reviews share it."""

from dataclasses import dataclass
from datetime import date

from heard.accounts.models import User
from heard.common.errors import DomainError
from heard.common.texts import one_line
from heard.law import Nation
from heard.reviews.meeting.settled import may_do_without_meeting
from heard.reviews.models import Review, Sitting


class UnknownWay(DomainError):
    """Choose how the sitting was held."""


class NeedsMeeting(DomainError):
    """A review without a meeting is only for a child settled in a long-term foster placement, in England."""


class ChildMustAgree(DomainError):
    """A review without a meeting needs the child's agreement. Enter the day on which the child agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """One sitting. `about` says which part of the review, or with whom."""

    held_on: date
    way: str
    place: str = ""
    about: str = ""
    child_agreed_on: date | None = None  # for a review without a meeting


def keep_sitting(review: Review, sat: Sat, by: User) -> Sitting:
    """This will write a sitting. Raises UnknownWay, NeedsMeeting, ChildMustAgree."""
    if sat.way not in Sitting.Way.values:
        raise UnknownWay
    agreed_on = None
    if sat.way == Sitting.Way.PAPER:
        _check_paper(review, sat)
        agreed_on = sat.child_agreed_on
    told = {"place": one_line(sat.place)[:200], "about": one_line(sat.about)[:300]}
    sitting, _new = Sitting.objects.update_or_create(
        review=review,
        held_on=sat.held_on,
        defaults={
            "authority_id": review.authority_id,
            "way": sat.way,
            "child_agreed_on": agreed_on,
            "recorded_by": by,
        }
        | {name: words for name, words in told.items() if words},  # what was told before is not emptied
    )
    return sitting


def _check_paper(review: Review, sat: Sat) -> None:
    if not may_do_without_meeting(review.child, on=sat.held_on, nation=Nation(review.authority.nation)):
        raise NeedsMeeting
    if sat.child_agreed_on is None or sat.child_agreed_on > sat.held_on:
        raise ChildMustAgree
