"""Telling the writer of a private note by e-mail that somebody else opened it. Neither the note nor why it was opened
stands in the e-mail."""

from datetime import date

import structlog
from django.db import transaction

from heard.accounts.models import ResponsibleAuthority
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Sending, send
from heard.correspondence.compose import Order
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient
from heard.reviews.models import NoteOpening

ABOUT = "note_opening"
KEY = "note-opened"

logger = structlog.get_logger("heard.correspondence")


def tell_writer(*, authority_id: int, child_id: int, opening_id: int, today: date) -> None:
    """This will write to whoever wrote the note, in the transaction of the override. What cannot be written never holds
    the override up: it keeps somebody safe, and the writer finds it on the page of the talk."""
    opening = NoteOpening.objects.select_related("note__written_by", "note__talk__review__child", "opened_by").get(
        pk=opening_id
    )
    writer = opening.note.written_by
    if not (writer.is_active and writer.email):
        return
    try:
        with transaction.atomic():
            send(_letter(opening, authority_id, today), by=opening.opened_by)
    except DomainError as error:
        logger.info("note.writer_not_told", opening=opening.pk, why=type(error).__name__)


def _letter(opening: NoteOpening, authority_id: int, today: date) -> Sending:
    writer, child = opening.note.written_by, opening.note.talk.review.child
    order = Order(
        key=KEY,
        language=writer.language if writer.language == "cy" else "en",
        letterhead=letterhead_of(ResponsibleAuthority.objects.get(pk=authority_id)),
        officer=officer_from(opening.opened_by),
        dated_on=today,
        greeting=writer.name,
        reader=writer.name,
        facts={"child": child.shown_name, "local_id": child.local_id},
    )
    recipient = Recipient(
        kind=Message.Recipient.OTHER,
        name=writer.name,
        channel=Message.Channel.EMAIL,
        address=writer.email,
        user_id=writer.pk,
        reply_to=opening.opened_by.email,
    )
    return Sending(child_id=child.pk, about=About(kind=ABOUT, pk=opening.pk), order=order, to=recipient)
