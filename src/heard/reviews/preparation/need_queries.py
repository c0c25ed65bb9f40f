"""Reads of what a review needs booked: interpreters, room, link, transport. The caller has asked who may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heard.children.models import Party
from heard.common.errors import NotFound
from heard.reviews.booking.entries import booking_of
from heard.reviews.models import Invitation, Review, ReviewNeed

Kind, State = ReviewNeed.Kind, ReviewNeed.State
CLOSED = (State.BOOKED, State.NOT_NEEDED)


class Tell(StrEnum):
    """What an interpreter is to be written next."""

    NOTHING = ""
    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """One thing that is needed. `need` is None while nobody has recorded anything of it: somebody on the list of the
    review needs an interpreter. `stale`: it is booked for a day on which the review is not any more."""

    kind: str
    party: Party | None
    state: str
    need: ReviewNeed | None = None
    stale: bool = False
    tell: Tell = Tell.NOTHING

    @property
    def is_open(self) -> bool:
        """Whether something is still to be booked."""
        return self.state not in CLOSED or self.stale


def needs_of(review: Review, invitations: Iterable[Invitation]) -> list[NeedLine]:
    """This will list what the review needs, in one query: what was recorded, then the interpreters of those who are
    invited and of whom nothing was recorded yet. Of a review to which no sitting is to come nothing is open."""
    return lines_of(list(rows_of(review)), review, invitations)


def lines_of(rows: Sequence[ReviewNeed], review: Review, invitations: Iterable[Invitation]) -> list[NeedLine]:
    """This will do the same with what was read already."""
    found = [_line(row, review) for row in rows]
    named = booking_of(review)
    if named is None:
        return found
    recorded = {row.party_id for row in rows if row.kind == Kind.INTERPRETER}
    found += [
        NeedLine(kind=Kind.INTERPRETER, party=row.party, state=State.NEEDED)
        for row in invitations
        if row.invited and row.party.interpreter and row.party_id not in recorded
    ]
    return found


def rows_of(review: Review) -> Iterable[ReviewNeed]:
    """This will give what was recorded, in the order in which it was."""
    people = ("party__child", "party__user", "interpreter__user", "told_party__user")
    return ReviewNeed.objects.filter(review=review).select_related(*people).order_by("pk")


def open_needs(review: Review, lines: Iterable[NeedLine]) -> list[NeedLine]:
    """This will list what is still to be booked for the sitting that is to come."""
    return [line for line in lines if line.is_open] if booking_of(review) is not None else []


def get_need(need_id: int, *, review: Review) -> ReviewNeed:
    """This will give one thing that a review needs. Raises NotFound."""
    found = next((row for row in rows_of(review) if row.pk == need_id), None)
    if found is None:
        raise NotFound
    return found


def interpreters_of(review: Review) -> list[Party]:
    """This will list the interpreters among the people of the child."""
    rows = Party.objects.filter(child_id=review.child_id, kind=Party.Kind.INTERPRETER, until_on__isnull=True)
    return list(rows.select_related("user").order_by("pk"))


def to_tell(need: ReviewNeed, review: Review) -> Tell:
    """This will say what an interpreter is to be written: what they know must be what stands."""
    named = booking_of(review)
    stands = need.state == State.BOOKED and named is not None and need.booked_for == named.on
    if need.told_party_id is not None and (need.told_party_id != need.interpreter_id or not _comes(need, review)):
        return Tell.CANCELLED
    if not stands or need.interpreter_id is None or named is None:
        return Tell.NOTHING
    if need.told_party_id is None:
        return Tell.BOOKED
    told = (need.told_on, need.told_at, need.told_place)
    return Tell.NOTHING if told == (named.on, named.at, named.place) else Tell.CHANGED


def _comes(need: ReviewNeed, review: Review) -> bool:
    """Whether somebody who was told still comes, now or on another day: a review that was held needs no letter."""
    if review.state == Review.State.HELD and booking_of(review) is None:
        return True
    return need.state == State.BOOKED and review.state != Review.State.CANCELLED


def _line(row: ReviewNeed, review: Review) -> NeedLine:
    named = booking_of(review)
    return NeedLine(
        kind=row.kind,
        party=row.party,
        state=row.state,
        need=row,
        stale=row.state == State.BOOKED and named is not None and row.booked_for != named.on,
        tell=to_tell(row, review),
    )
