"""Handing e-mail over, message by message; done by a job that may run twice.

An attempt is written down before it is made and holds the message for a while, so that two workers never send it at
once. The worker that was killed in between leaves it to the sweep, which takes up whatever is due.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from heard.accounts.models import ResponsibleAuthority
from heard.children.addresses import is_blocked
from heard.correspondence.mail import as_mail
from heard.correspondence.models import Message
from heard.correspondence.outgoing import defer_delivery, record, sender_of, why_held
from heard.correspondence.queries import letter_of, photos_of
from heard.correspondence.smtp import Connection, MailServer, NotDelivered

HELD_FOR = timedelta(minutes=15)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 20, 60, 240, 720))
MOST_ATTEMPTS = len(WAITS) + 1

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many messages of a job went, will be tried again, were given up, and were no longer to be sent."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    skipped: int = 0


def deliver(message_ids: Iterable[int], *, authority_id: int, now: Now) -> Outcome:
    """This will hand over these messages, outside any transaction of the caller; each is settled by itself."""
    with transaction.atomic():
        authority = ResponsibleAuthority.objects.get(pk=authority_id)
    if why_held(authority):
        return _hold(list(message_ids), authority)
    counts = {"sent": 0, "later": 0, "failed": 0, "skipped": 0}
    no_server: NotDelivered | None = None
    with Connection(MailServer.from_url(settings.ENV.email_url or "")) as connection:
        for message_id in message_ids:
            message = _claim(message_id, authority_id=authority_id, now=now)
            if message is None:
                counts["skipped"] += 1
                continue
            fault = no_server or _hand_over(message, authority, connection, now)
            if fault is not None and fault.no_server:
                no_server = fault
            counts[_settle(message, fault, now())] += 1
    return Outcome(**counts)


@transaction.atomic
def sweep(*, authority_id: int, now: datetime) -> int:
    """Ask for the delivery of every e-mail that is due: a later attempt, or one that a killed worker left."""
    due = Message.objects.filter(
        Q(next_attempt_at__lte=now) | Q(next_attempt_at__isnull=True, written_at__lte=now - HELD_FOR),
        authority_id=authority_id,
        state=Message.State.QUEUED,
        channel=Message.Channel.EMAIL,
    )
    numbers = list(due.order_by("pk").values_list("pk", flat=True))
    defer_delivery(numbers, authority_id=authority_id)
    return len(numbers)


@transaction.atomic
def _hold(message_ids: list[int], authority: ResponsibleAuthority) -> Outcome:
    """E-mail was switched off since: the messages can be read, and sent again when it is back."""
    waiting = Message.objects.select_for_update().filter(pk__in=message_ids, state=Message.State.QUEUED)
    held = 0
    for message in waiting:
        message.state, message.why_held = Message.State.HELD, why_held(authority)
        message.save(update_fields=["state", "why_held"])
        record("message.held", message, by=None)
        held += 1
    return Outcome(later=held, skipped=len(message_ids) - held)


@transaction.atomic
def _claim(message_id: int, *, authority_id: int, now: Now) -> Message | None:
    moment = now()
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=moment))
        .filter(pk=message_id, authority_id=authority_id, state=Message.State.QUEUED, channel=Message.Channel.EMAIL)
        .first()
    )
    if message is None:
        return None
    if message.attempts >= MOST_ATTEMPTS:
        _fail(message, f"The letter could not be made into an e-mail. Tried {message.attempts} times.", moment)
        return None
    message.attempts += 1
    message.next_attempt_at = moment + HELD_FOR
    message.save(update_fields=["attempts", "next_attempt_at"])
    return message


def _hand_over(
    message: Message, authority: ResponsibleAuthority, connection: Connection, now: Now
) -> NotDelivered | None:
    if is_blocked(message.channel, message.address, message.blocked):
        return NotDelivered("The safe contact rules forbid this address. Choose another way.", permanent=True)
    letter = letter_of(message)
    with transaction.atomic():
        photos = photos_of([letter], authority_id=authority.pk)
        attachments = list(message.attachments.order_by("pk"))
    sender = sender_of(authority)
    mail = as_mail(message, letter, sender=sender, photos=photos, now=now(), attachments=attachments)
    try:
        connection.hand_over(mail, sender=sender, recipient=message.address)
    except NotDelivered as fault:
        return fault
    return None


@transaction.atomic
def _settle(message: Message, fault: NotDelivered | None, moment: datetime) -> str:
    """Write down what became of the attempt. A message that was withdrawn meanwhile and went is shown as sent."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if fault is None:
        message.state, message.sent_at = Message.State.SENT, moment
        message.error, message.next_attempt_at = "", None
        message.withdrawn_why = ""
        message.save(update_fields=["state", "sent_at", "error", "next_attempt_at", "withdrawn_why"])
        record("message.sent", message, by=None)
        return "sent"
    if message.state != Message.State.QUEUED:
        return "skipped"
    if fault.permanent or message.attempts >= MOST_ATTEMPTS:
        tried = "" if fault.permanent else f" Tried {message.attempts} times."
        _fail(message, f"{fault.sentence}{tried}", moment)
        return "failed"
    message.error, message.next_attempt_at = fault.sentence, moment + WAITS[message.attempts - 1]
    message.save(update_fields=["error", "next_attempt_at"])
    return "later"


def _fail(message: Message, sentence: str, moment: datetime) -> None:
    message.state, message.next_attempt_at, message.error = Message.State.FAILED, None, sentence
    message.save(update_fields=["state", "error", "next_attempt_at"])
    record("message.failed", message, by=None, at=moment)
