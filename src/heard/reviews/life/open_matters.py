"""What waits for somebody after a review, with no number of days: a child who wants help with a right, a disagreement
of which those who were there are not told, decisions that are not known to be received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from heard.children.queries import Children, among
from heard.reviews.models import DecisionsIssued, ManagerAnswer, Review, RightExplained


class Matter(StrEnum):
    """What waits."""

    HELP = "help_wanted"
    DISAGREED = "disagreed"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """One matter of one review. `what` are the rights, `number` counts what it is about."""

    matter: Matter
    review: Review
    since: date
    number: int = 1
    what: tuple[str, ...] = ()


def open_matters(children: Children) -> list[OpenMatter]:
    """This will list what waits for children, the longest first, in three queries."""
    rights = RightExplained.objects.filter(wants=True, help="", review__state=Review.State.HELD)
    refused = ManagerAnswer.objects.filter(answer=ManagerAnswer.Answer.DISAGREED, told_on__isnull=True)
    sent = DecisionsIssued.objects.filter(received_on__isnull=True)
    found = [
        *_help(_of(rights, "review__", children)),
        *_disagreed(_of(refused, "decision__review__", children)),
        *(
            OpenMatter(matter=Matter.NOT_RECEIVED, review=row.review, since=row.issued_on)
            for row in _of(sent, "review__", children)
        ),
    ]
    return sorted(found, key=lambda one: (one.since, one.review.pk, one.matter))


def _of(rows: QuerySet[Any], to_review: str, children: Children) -> QuerySet[Any]:
    child = f"{to_review}child"
    return rows.filter(among(children, child)).select_related(child).order_by("pk")


def _help(rows: Iterable[RightExplained]) -> list[OpenMatter]:
    by_review: dict[int, list[RightExplained]] = {}
    for row in rows:
        by_review.setdefault(row.review_id, []).append(row)
    return [
        OpenMatter(
            matter=Matter.HELP,
            review=found[0].review,
            since=found[0].review.held_on,
            number=len(found),
            what=tuple(row.right for row in found),
        )
        for found in by_review.values()
        if found[0].review.held_on is not None
    ]


def _disagreed(rows: Iterable[ManagerAnswer]) -> list[OpenMatter]:
    by_review: dict[int, list[ManagerAnswer]] = {}
    for row in rows:
        by_review.setdefault(row.decision.review_id, []).append(row)
    return [
        OpenMatter(
            matter=Matter.DISAGREED,
            review=found[0].decision.review,
            since=min(row.answered_on for row in found),
            number=len(found),
        )
        for found in by_review.values()
    ]
