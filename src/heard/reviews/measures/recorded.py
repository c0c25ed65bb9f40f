"""What is recorded of talks and meetings, read for the measures that count it: one query each, by review."""

from dataclasses import dataclass
from datetime import date

from heard.reviews.listening.queries import best_first
from heard.reviews.models import Adjournment, ChildsPart, Choices, Permanence, PrivateTalk, ReviewSettings

SEEN = (PrivateTalk.Way.OBSERVATION, PrivateTalk.Way.PLAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The reviews of an authority whose first sitting was from `first` to `last`, both included."""

    authority_id: int
    first: date
    last: date

    def where(self, review: str = "review__") -> dict[str, object]:
        """Give the filter, from a table that hangs on the review."""
        return {"authority_id": self.authority_id, f"{review}held_on__range": (self.first, self.last)}


def why_adjourned(span: Between) -> dict[int, str]:
    """This will give why each review was adjourned."""
    return dict(Adjournment.objects.filter(**span.where()).values_list("review_id", "why"))


def talks(span: Between) -> dict[int, tuple[str, str]]:
    """This will give the outcome and the way of the talk alone that counts for each review."""
    found: dict[int, tuple[str, str]] = {}
    rows = best_first(PrivateTalk.objects.filter(**span.where())).values_list("review_id", "outcome", "way")
    for review, outcome, way in rows:
        found.setdefault(review, (outcome, way))
    return found


def observed(span: Between) -> set[int]:
    """This will give the reviews for which an observation or play is recorded, at the talk or at the review."""
    at_talk = PrivateTalk.objects.filter(way__in=SEEN, **span.where()).values_list("review_id", flat=True)
    return set(at_talk) | set(
        ChildsPart.objects.filter(observed=True, **span.where()).values_list("review_id", flat=True)
    )


def chaired(span: Between) -> dict[int, str]:
    """This will give whether the child ran each review: no, part or all."""
    return dict(ChildsPart.objects.filter(**span.where()).values_list("review_id", "chaired"))


def asked(span: Between) -> dict[int, tuple[date, tuple[str, ...]]]:
    """This will give when the child was asked about each review, and about what."""
    rows = Choices.objects.filter(**span.where()).values_list("review_id", "asked_on", "asked_about")
    return {review: (asked_on, tuple(about)) for review, asked_on, about in rows}


def permanence_until(authority_id: int, *, last: date) -> dict[int, list[tuple[date, str]]]:
    """This will give the plans for permanence by period of care: the day of the review and the plan, oldest first."""
    rows = Permanence.objects.filter(
        authority_id=authority_id, review__held_on__lte=last, review__period__isnull=False
    ).order_by("review__held_on")
    found: dict[int, list[tuple[date, str]]] = {}
    for period, held_on, plan in rows.values_list("review__period_id", "review__held_on", "plan"):
        if held_on is not None:  # the filter asks for it
            found.setdefault(period, []).append((held_on, plan))
    return found


def settings_of(authority_id: int) -> ReviewSettings:
    """This will give how an authority holds its reviews; the usual way where it said nothing."""
    return ReviewSettings.objects.filter(authority_id=authority_id).first() or ReviewSettings(authority_id=authority_id)
