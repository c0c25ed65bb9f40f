"""Reads of the outbox. Whoever may not see the child sees no letter about the child."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from markupsafe import Markup

from heard.accounts.access import require
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.correspondence.compose import Letterhead
from heard.correspondence.documents import Pdf, as_fragment, as_pdf
from heard.correspondence.letter import Letter
from heard.correspondence.models import LetterSettings, Message, MessageAttachment, Picture, PrintBatch
from heard.correspondence.pictures import Photo

OUTBOX = Permission.REVIEW_ARRANGE
WANT_OF_MAIL = (Message.WhyHeld.NOT_CONFIGURED, Message.WhyHeld.NO_SENDER)


def readable_by(viewer: User) -> QuerySet[Message]:
    """This will give the messages that the viewer may read.

    Staff of the reviewing service read those about the children they see; others those that were sent to them.
    """
    messages = Message.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))
    if not viewer.may(Permission.CHILDREN_VIEW_ALL):
        messages = messages.filter(recipient_user_id=viewer.pk)
    return messages


def messages_of(child: Child, *, viewer: User) -> list[Message]:
    """This will list what was written about a child, latest first, without the letters themselves."""
    rows = readable_by(viewer).filter(child_id=child.pk).select_related("written_by", "batch").defer("body")
    return list(rows.order_by("-written_at", "-pk"))


def messages_about(kind: str, pk: int, *, viewer: User) -> list[Message]:
    """This will list what was written about one thing, such as an appointment or a review, latest first."""
    rows = readable_by(viewer).filter(about_kind=kind, about_id=pk).select_related("written_by", "batch").defer("body")
    return list(rows.order_by("-written_at", "-pk"))


def latest_about(kind: str, pks: Iterable[int], *, viewer: User) -> dict[int, Message]:
    """This will give the last message about each of these things, without the letter itself, in one query."""
    rows = readable_by(viewer).filter(about_kind=kind, about_id__in=list(pks)).defer("body")
    return {message.about_id: message for message in rows.order_by("written_at", "pk")}


def outbox(viewer: User, *, states: Iterable[str] = ()) -> QuerySet[Message]:
    """This will list the messages of the authority, latest first; of these states if any is named.

    Raises NotPermitted.
    """
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    rows = readable_by(viewer).select_related("child", "written_by", "batch").defer("body")
    wanted = list(states)
    return (rows.filter(state__in=wanted) if wanted else rows).order_by("-written_at", "-pk")


def outbox_counts(viewer: User) -> dict[str, int]:
    """This will count the messages of the authority by state, in one query. Raises NotPermitted."""
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    counted: Any = readable_by(viewer).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in Message.State} | dict(counted)


def held_for_mail(viewer: User) -> int:
    """This will count the messages that are held because e-mail could not leave, in one query. Raises NotPermitted."""
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    return readable_by(viewer).filter(state=Message.State.HELD, why_held__in=WANT_OF_MAIL).count()


def waiting_to_print(viewer: User) -> int:
    """This will count the letters that wait for the next print batch, in one query. Raises NotPermitted."""
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    waiting = readable_by(viewer).filter(channel=Message.Channel.PRINT, state=Message.State.QUEUED)
    return waiting.filter(batch__isnull=True).count()


def children_in_batch(batch: PrintBatch) -> int:
    """This will count the children whom the letters of a batch are about."""
    return Message.objects.filter(batch=batch).values("child_id").distinct().count()


def get_message(message_id: int, *, viewer: User) -> Message:
    """This will give one message with its letter. Raises NotFound alike where there is none and where it is not theirs.

    The interface writes the reading into the log.
    """
    message = readable_by(viewer).filter(pk=message_id).select_related("child", "written_by", "batch").first()
    if message is None:
        raise NotFound
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class WithLetter:
    """A file that goes with a letter, without its bytes; `size` is their number."""

    pk: int
    message_id: int
    file_name: str
    size: int


def attachments_of(message: Message) -> list[WithLetter]:
    """This will list the files that go with a letter, in one query; whoever may read the letter may open them."""
    rows = MessageAttachment.objects.filter(message=message).annotate(size=Length("content"))
    told = rows.order_by("pk").values_list("pk", "file_name", "size")
    return [WithLetter(pk=pk, message_id=message.pk, file_name=name, size=size) for pk, name, size in told]


def get_attachment(attachment_id: int, *, message: Message) -> MessageAttachment:
    """This will give one file of a letter with its bytes. Raises NotFound."""
    found = MessageAttachment.objects.filter(pk=attachment_id, message=message).first()
    if found is None:
        raise NotFound
    return found


def letter_of(message: Message) -> Letter:
    """This will give the letter as it was written, whatever became of its template since."""
    return Letter.from_json(message.body["letter"])


def photos_of(letters: Iterable[Letter], *, authority_id: int) -> dict[str, Photo]:
    """This will give the photos that the letters name, by digest, in one query."""
    wanted = {digest for letter in letters for digest in letter.pictures}
    if not wanted:
        return {}
    kept = Picture.objects.filter(authority_id=authority_id, digest__in=wanted)
    return {row.digest: Photo(media_type=row.media_type, content=bytes(row.content), digest=row.digest) for row in kept}


def settings_of(authority_id: int) -> LetterSettings:
    """This will give what stands on every letter of the authority; an unsaved row without words if nobody set it."""
    found = LetterSettings.objects.filter(authority_id=authority_id).first()
    return found or LetterSettings(authority_id=authority_id)


def letterhead_of(authority: ResponsibleAuthority) -> Letterhead:
    """This will give the letterhead of an authority."""
    chosen = settings_of(authority.pk)
    return Letterhead(
        council=authority.name,
        nation=authority.nation,
        service=authority.service_name,
        advocacy=chosen.advocacy,
        complaints=chosen.complaints,
    )


def batches(viewer: User) -> list[PrintBatch]:
    """This will list the print batches of which the viewer may read every letter, latest first. Raises NotPermitted."""
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    hidden = Message.objects.filter(batch__isnull=False, authority_id=viewer.authority_id).exclude(
        pk__in=readable_by(viewer).values("pk")
    )
    rows = PrintBatch.objects.filter(authority_id=viewer.authority_id).exclude(pk__in=hidden.values("batch_id"))
    return list(rows.annotate(letters=Count("messages")).select_related("made_by", "printed_by").order_by("-number"))


def get_batch(batch_id: int, *, viewer: User) -> PrintBatch:
    """This will give one print batch. Raises NotFound alike where there is none and where one letter is not theirs."""
    require(viewer, OUTBOX, authority_id=viewer.authority_id)
    batch = PrintBatch.objects.filter(pk=batch_id, authority_id=viewer.authority_id).first()
    if batch is None or batch.messages.exclude(pk__in=readable_by(viewer).values("pk")).exists():
        raise NotFound
    return batch


def pdf_of(message: Message) -> Pdf:
    """This will set the letter of a message, always the same bytes."""
    letter = letter_of(message)
    return as_pdf(letter, pictures=photos_of([letter], authority_id=message.authority_id))


def fragment_of(message: Message) -> Markup:
    """This will write the letter of a message as an article for a page of the service."""
    letter = letter_of(message)
    return as_fragment(letter, pictures=photos_of([letter], authority_id=message.authority_id))
