"""Reads of the meeting. The caller has asked whether the viewer may see the review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from heard.children.models import Party
from heard.reviews.models import (
    Adjournment,
    ChildsPart,
    CombinedDuty,
    Invitation,
    MatterConsidered,
    Permanence,
    Review,
    ReviewSettings,
    RightExplained,
    Sitting,
    TakingPart,
)


def people_at(review: Review, *, on: date) -> list[Party]:
    """This will list the people of the child on a day, without the child."""
    there = Q(until_on__isnull=True) | Q(until_on__gte=on)
    rows = Party.objects.filter(there, child_id=review.child_id).exclude(kind=Party.Kind.CHILD)
    return list(rows.select_related("child", "user").order_by(F("from_on").asc(nulls_first=True), "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """What is known of who took part: the child, the others, and what they had answered before."""

    child: ChildsPart | None
    people: Sequence[Party]
    others: dict[int, TakingPart]
    invited: dict[int, Invitation]


def who_took_part(review: Review, *, today: date) -> TookPart:
    """This will read who took part, in four queries."""
    return TookPart(
        child=ChildsPart.objects.filter(review=review).first(),
        people=people_at(review, on=review.held_on or today),
        others={row.party_id: row for row in TakingPart.objects.filter(review=review)},
        invited={row.party_id: row for row in Invitation.objects.filter(review=review)},
    )


def sittings_of(review: Review) -> list[Sitting]:
    """This will list the sittings of a review, oldest first."""
    return list(Sitting.objects.filter(review=review).select_related("recorded_by").order_by("held_on"))


def adjournment_of(review: Review) -> Adjournment | None:
    """This will give the adjournment of a review, if there was one."""
    return Adjournment.objects.filter(review=review).select_related("recorded_by").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What is recorded of an agenda."""

    matters: dict[str, MatterConsidered]
    rights: dict[str, RightExplained]
    permanence: Permanence | None


def considered_in(review: Review) -> Considered:
    """This will read what is recorded of the agenda, in three queries."""
    return Considered(
        matters={row.item: row for row in MatterConsidered.objects.filter(review=review)},
        rights={row.right: row for row in RightExplained.objects.filter(review=review)},
        permanence=Permanence.objects.filter(review=review).first(),
    )


def chairing_from_age(authority_id: int) -> int:
    """This will give the age from which the authority offers children to run their review."""
    found = ReviewSettings.objects.filter(authority_id=authority_id).first()
    return (found or ReviewSettings()).chairing_from_age


def duties_of(review: Review) -> list[CombinedDuty]:
    """This will list the duties that the sitting serves, with what came of them."""
    return list(CombinedDuty.objects.filter(review=review).order_by("kind"))
