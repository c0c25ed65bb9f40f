"""What became of the letters that carry copies of a record, kept with the copies."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from heard.common import events
from heard.correspondence.models import Message
from heard.reviews.record import copy_actions


def follow_left(*, message_id: int, at: datetime, **_more: Any) -> None:
    """This will keep with a copy that its letter left, and when: until then it waits and counts as not given."""
    copy_actions.follow_left(message_id=message_id, on=timezone.localdate(at))


def follow_failed(*, message_id: int, **_more: Any) -> None:
    """This will keep with a copy that its letter did not arrive or was taken back, and why."""
    message = Message.objects.only("error", "withdrawn_why").get(pk=message_id)
    copy_actions.follow_failed(message_id=message_id, why=message.withdrawn_why or message.error)


def follow_again(*, message_id: int, **_more: Any) -> None:
    """This will keep with a copy that its letter is on its way again."""
    copy_actions.follow_again(message_id=message_id)


def connect() -> None:
    """This will listen to what becomes of letters."""
    for name in ("message.sent", "message.printed"):
        events.subscribe(name, follow_left)
    for name in ("message.failed", "message.withdrawn"):
        events.subscribe(name, follow_failed)
    for name in ("message.queued", "message.held"):
        events.subscribe(name, follow_again)
