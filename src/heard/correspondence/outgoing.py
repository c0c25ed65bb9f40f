"""What every way out shares: the job, the sender, and the event of what became of a message."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app as jobs

from heard.accounts.models import ResponsibleAuthority
from heard.audit import log
from heard.common import events
from heard.correspondence.models import Message
from heard.correspondence.smtp import MailServer

JOB = "correspondence.deliver"
AT_ONCE = 500  # messages that one job carries


def why_held(authority: ResponsibleAuthority) -> str:
    """This will say why e-mail of the authority cannot leave, or nothing if it can."""
    if not settings.ENV.email_url:
        return Message.WhyHeld.NOT_CONFIGURED
    return "" if sender_of(authority) else Message.WhyHeld.NO_SENDER


def sender_of(authority: ResponsibleAuthority) -> str:
    """This will give the address that e-mail of the authority comes from: its own, else that of the mail server."""
    return authority.duty_email or MailServer.from_url(settings.ENV.email_url or "").sender


def defer_delivery(message_ids: Iterable[int], *, authority_id: int) -> None:
    """This will ask for the delivery of these messages; the jobs commit with the transaction."""
    numbers: list[Any] = list(message_ids)
    for first in range(0, len(numbers), AT_ONCE):
        jobs.configure_task(JOB).defer(authority_id=authority_id, message_ids=numbers[first : first + AT_ONCE])


def record(name: str, message: Message, *, by: int | None, at: datetime | None = None) -> None:
    """This will write into the log, and tell who listens, what became of a message, and when if that is not kept."""
    log.record(
        name,
        authority_id=message.authority_id,
        by=by,
        child_id=message.child_id,
        message=message.pk,
        template=message.template,
        version=message.template_version,
        channel=message.channel,
        recipient=message.recipient,
    )
    events.publish(
        name,
        authority_id=message.authority_id,
        child_id=message.child_id,
        message_id=message.pk,
        about_kind=message.about_kind,
        about_id=message.about_id,
        at=at or message.sent_at,
    )
