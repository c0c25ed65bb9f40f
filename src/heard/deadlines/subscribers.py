"""What the diary hears: facts of a child changed, so the child's due dates are made again."""

from datetime import date

from heard.common import events
from heard.deadlines.actions import recompute

CHANGES = (
    "iro.named",
    "review.arranged",
    "review.moved",
    "review.cancelled",
    "review.held",
    "review.completed",
    "review.corrected",
    "review.duties_recorded",
    "period.changed",
    "child.changed",
)


def make_again(*, authority_id: int, child_id: int, today: date) -> None:
    """This will make one child's diary again, in the transaction of the change."""
    recompute(authority_id=authority_id, today=today, child_ids=[child_id])


def connect() -> None:
    """This will listen to every change of facts."""
    for name in CHANGES:
        events.subscribe(name, make_again)
