"""The same letter twice within minutes: a double click, or two colleagues at once. Whoever means it says so."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from heard.common.errors import DomainError
from heard.correspondence.actions import About
from heard.correspondence.models import Message

RECENTLY = timedelta(minutes=10)
WENT = (Message.State.QUEUED, Message.State.HELD, Message.State.SENT, Message.State.PRINTED)


class SentJustNow(DomainError):
    """This went less than ten minutes ago. If it is to go once more, tick the box that says so."""


def refuse_again(about: Iterable[About], *, template: str) -> None:
    """This will refuse to write about these things again what was written minutes ago, and tell when, to whom and by
    whom it was. The caller holds a row, so that two at once come one after the other. Raises SentJustNow."""
    wanted = list(about)
    _refuse(
        Message.objects.filter(
            about_kind__in={one.kind for one in wanted},
            about_id__in={one.pk for one in wanted},
            template__startswith=template,
        )
    )


def refuse_again_any(message_ids: Iterable[int]) -> None:
    """This will refuse in the same way where one of these letters was written minutes ago. Raises SentJustNow."""
    _refuse(Message.objects.filter(pk__in=set(message_ids)))


def _refuse(letters: QuerySet[Message]) -> None:
    recent = letters.filter(written_at__gt=Now() - RECENTLY, state__in=WENT)
    found = list(recent.select_related("written_by").defer("body").order_by("written_at", "pk"))
    if found:
        raise SentJustNow("%(why)s %(letters)s.", why=SentJustNow().sentence, letters="; ".join(map(_told, found)))


def _told(message: Message) -> str:
    at = f"{timezone.localtime(message.written_at):%H:%M}"
    by = f", {message.written_by.name}" if message.written_by else ""
    return f"{message.recipient_name} ({at}{by})"
