"""The steps still open of many reviews at once, for the lists of an IRO and of the service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child
from heard.children.queries import Children, among
from heard.reviews.life.open_rows import is_long_ago, life_of, rows_of
from heard.reviews.life.steps import steps
from heard.reviews.life.values import Key, State, Step
from heard.reviews.models import Review, ReviewDecision

PREPARING = (Key.SOCIAL_WORKER, Key.INVITE, Key.PAPERS, Key.PAPERS_CHOICE, Key.PRIVATE_TALK)
OVER_ONCE_HELD = (Key.SOCIAL_WORKER, Key.INVITE, Key.PAPERS, Key.PAPERS_CHOICE)
FOLLOWING = (Key.SEND_DECISIONS, Key.MANAGER, Key.CARE_PLAN, Key.RECORD, Key.DISTRIBUTE, Key.NEXT_DATE)
LASTING = (Key.COMPLETE, Key.SEND_DECISIONS, Key.RECORD, Key.DISTRIBUTE)  # chased however long ago it was
LISTED = (*PREPARING, Key.COMPLETE, *FOLLOWING)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """One step of a review that is not done, with its limit; the next date has none and waits from the review on."""

    review: Review
    step: Step
    due_on: date


def open_steps(children: Children, *, authority: ResponsibleAuthority, today: date, until: date) -> list[OpenStep]:
    """This will list the open steps of children with a limit up to `until`, soonest first, in one query.

    Only of reviews that the service arranged or recorded itself, or worked on: of others nothing is known.
    """
    rows = rows_of(children, today=today)
    found = [
        one for review in rows for one in _open_of(review, authority=authority, today=today) if one.due_on <= until
    ]
    return sorted(found, key=lambda one: (one.due_on, one.review.child.sort_key, LISTED.index(one.step.key)))


def _open_of(review: Any, *, authority: ResponsibleAuthority, today: date) -> Iterable[OpenStep]:
    held, completed = review.held_on is not None, review.completed_on is not None
    for step in steps(life_of(review, authority, today)):
        due_on = review.completed_on if step.key is Key.NEXT_DATE else step.limit
        if step.key not in LISTED or due_on is None or step.state not in (State.TO_DO, State.PART):
            continue
        if step.key in OVER_ONCE_HELD and held:
            continue
        if step.key in FOLLOWING and not completed:
            continue
        if step.key not in LASTING and is_long_ago(review, today):
            continue
        yield OpenStep(review=review, step=step, due_on=due_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """The decisions of one review that are open after their day."""

    review_id: int
    child: Child
    number: int
    since: date


def overdue_decisions(children: Children, *, today: date) -> list[Overdue]:
    """This will count the open decisions of children whose day is past, by review, the longest first, in one query."""
    rows = ReviewDecision.objects.filter(among(children), state=ReviewDecision.State.OPEN)
    late = rows.annotate(day=Coalesce("remedial_due_on", "due_on")).filter(day__lt=today).select_related("child")
    found: dict[int, list[Any]] = {}
    for row in late.order_by("day", "pk"):
        found.setdefault(row.review_id, []).append(row)
    return [
        Overdue(review_id=review, child=rows[0].child, number=len(rows), since=rows[0].day)
        for review, rows in found.items()
    ]
