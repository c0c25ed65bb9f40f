"""Letters on paper: a batch is made of what waits, set as one document as often as wanted, and then marked printed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from heard.accounts.access import require
from heard.accounts.models import ResponsibleAuthority, User
from heard.audit import log
from heard.common.errors import DomainError, NotFound
from heard.correspondence.documents import Cover, Pdf, as_one_pdf
from heard.correspondence.models import Message, PrintBatch
from heard.correspondence.outgoing import record
from heard.correspondence.queries import OUTBOX, get_batch, letter_of, photos_of, readable_by, settings_of

WHO = {choice.value: choice.label for choice in Message.Recipient}


class NothingToPrint(DomainError):
    """No letter waits to be printed."""


class PrintedAlready(DomainError):
    """This batch was marked as printed already."""


@transaction.atomic
def make_batch(*, by: User, now: datetime) -> PrintBatch:
    """Gather the letters that wait to be printed about children whom `by` sees. Raises NotPermitted, NothingToPrint.

    They still wait until `mark_printed`; a letter written later goes into the next batch.
    """
    require(by, OUTBOX, authority_id=by.authority_id)
    ResponsibleAuthority.objects.select_for_update().get(pk=by.authority_id)  # one at a time takes the next number
    waiting = readable_by(by).filter(channel=Message.Channel.PRINT, state=Message.State.QUEUED, batch__isnull=True)
    numbers = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not numbers:
        raise NothingToPrint
    last = PrintBatch.objects.filter(authority_id=by.authority_id).aggregate(Max("number"))["number__max"] or 0
    batch = PrintBatch.objects.create(authority_id=by.authority_id, number=last + 1, made_at=now, made_by=by)
    Message.objects.filter(pk__in=numbers).update(batch=batch)
    log.record("print_batch.made", authority_id=by.authority_id, by=by.pk, batch=batch.pk, letters=len(numbers))
    return batch


def batch_pdf(*, batch_id: int, viewer: User, today: date) -> Pdf:
    """This will set the letters of a batch with a list in front; again and again the same letters.

    Raises NotPermitted, NotFound. The interface writes the reading into the log.
    """
    batch = get_batch(batch_id, viewer=viewer)
    messages = list(batch.messages.select_related("child", "authority").order_by("recipient_name", "pk"))
    letters = [letter_of(message) for message in messages]
    authority = ResponsibleAuthority.objects.get(pk=batch.authority_id)
    cover = Cover(
        title=f"Letters to print: batch {batch.number}",
        council=authority.name,
        sentence=_sentence(len(messages)),
        head=("Number", "To", "Address", "Pages"),
        rows=tuple(
            (str(number), f"{message.recipient_name} ({WHO[message.recipient].lower()})", _one_line(message.address))
            for number, message in enumerate(messages, start=1)
        ),
        day=today,
    )
    return as_one_pdf(
        letters,
        cover=cover,
        pictures=photos_of(letters, authority_id=batch.authority_id),
        double_sided=settings_of(batch.authority_id).double_sided,
    )


@transaction.atomic
def mark_printed(*, batch_id: int, by: User, now: datetime) -> PrintBatch:
    """Say that a batch was printed, when and by whom. Raises NotPermitted, NotFound, PrintedAlready."""
    batch = _locked_batch(batch_id, by)
    messages = list(batch.messages.select_for_update().order_by("pk"))
    batch.printed_at, batch.printed_by = now, by
    batch.save(update_fields=["printed_at", "printed_by"])
    batch.messages.update(state=Message.State.PRINTED, sent_at=now)
    for message in messages:
        record("message.printed", message, by=by.pk, at=now)
    log.record("print_batch.printed", authority_id=by.authority_id, by=by.pk, batch=batch.pk, letters=len(messages))
    return batch


@transaction.atomic
def give_up_batch(*, batch_id: int, by: User) -> None:
    """Let the letters of a batch that was not printed wait again. Raises NotPermitted, NotFound, PrintedAlready."""
    batch = _locked_batch(batch_id, by)
    letters = batch.messages.update(batch=None)
    log.record("print_batch.given_up", authority_id=by.authority_id, by=by.pk, batch=batch.pk, letters=letters)


def _locked_batch(batch_id: int, by: User) -> PrintBatch:
    batch = PrintBatch.objects.select_for_update().filter(pk=get_batch(batch_id, viewer=by).pk).first()
    if batch is None:
        raise NotFound
    if batch.printed_at is not None:
        raise PrintedAlready
    return batch


def _sentence(letters: int) -> str:
    return "1 letter. Check that it is here before it goes." if letters == 1 else f"{letters} letters, in this order."


def _one_line(address: str) -> str:
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())
