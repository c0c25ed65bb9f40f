"""What becomes of the copies of a record that went into the outbox. The outbox itself tells it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from heard.audit import log
from heard.common import events
from heard.reviews.models import SentCopy


@transaction.atomic
def follow_left(*, message_id: int, on: date) -> None:
    """Keep that a copy left, and on which day: from now on it counts as given out."""
    for row in _copies(message_id):
        row.left_on, row.failed = on, ""
        row.save(update_fields=["left_on", "failed"])
        log.record("record.left", by=None, on=on, **_facts(row))
        events.publish("record.left", authority_id=row.authority_id, child_id=row.review.child_id, today=on)


@transaction.atomic
def follow_failed(*, message_id: int, why: str) -> None:
    """Keep that a copy did not arrive, or was taken back, and why: it does not count as given out."""
    for row in _copies(message_id):
        row.left_on, row.failed = None, why[:300]
        row.save(update_fields=["left_on", "failed"])
        log.record("record.did_not_arrive", by=None, **_facts(row))


@transaction.atomic
def follow_again(*, message_id: int) -> None:
    """Keep that a copy that had failed is on its way again."""
    for row in _copies(message_id).exclude(failed=""):
        row.failed = ""
        row.save(update_fields=["failed"])
        log.record("record.on_its_way", by=None, **_facts(row))


def _copies(message_id: int) -> QuerySet[SentCopy]:
    return SentCopy.objects.select_for_update(of=("self",)).select_related("review").filter(message_id=message_id)


def _facts(row: SentCopy) -> dict[str, Any]:
    """Which copy of whose review it was."""
    return {
        "authority_id": row.authority_id,
        "child_id": row.review.child_id,
        "review": row.review_id,
        "copy": row.copy,
        "party": row.party_id,
    }
