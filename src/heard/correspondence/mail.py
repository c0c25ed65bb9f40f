"""A message as an e-mail: plain text and HTML of the same letter, its photo, the PDF and what is enclosed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from heard.correspondence.documents import as_page, as_pdf, document_as_pdf
from heard.correspondence.letter import Letter, as_text
from heard.correspondence.models import Message, MessageAttachment
from heard.correspondence.pictures import Photo


def as_mail(
    message: Message,
    letter: Letter,
    *,
    sender: str,
    photos: Mapping[str, Photo],
    now: datetime,
    attachments: Iterable[MessageAttachment] = (),
) -> EmailMessage:
    """This will write the e-mail. Its Message-ID is that of the message at every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["From"] = _mailbox(f"{letter.council}, {letter.service}", sender)
    mail["To"] = _mailbox(message.recipient_name, message.address)
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.identity}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = letter.language
    mail.set_content(as_text(letter), cte="quoted-printable")
    _add_page(mail, letter, photos)
    if message.with_pdf:
        document = as_pdf(replace(letter, enclosed=None), pictures=photos)
        mail.add_attachment(document.content, maintype="application", subtype="pdf", filename="letter.pdf")
    if letter.enclosed is not None:
        record = document_as_pdf(letter.enclosed)
        name = f"{letter.enclosed.file_name}.pdf"
        mail.add_attachment(record.content, maintype="application", subtype="pdf", filename=name)
    for file in attachments:
        _attach(mail, file)
    return mail


def _attach(mail: EmailMessage, file: MessageAttachment) -> None:
    media_type, *told = (part.strip() for part in file.content_type.split(";"))
    main, _, sub = media_type.partition("/")
    params = dict(part.split("=", 1) for part in told)
    mail.add_attachment(bytes(file.content), maintype=main, subtype=sub, filename=file.file_name, params=params)


def _mailbox(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(display_name=name, username=user, domain=domain)


def _add_page(mail: EmailMessage, letter: Letter, photos: Mapping[str, Photo]) -> None:
    named = {digest: f"cid:{_short(digest)}" for digest in letter.pictures}
    mail.add_alternative(as_page(letter, photos=named, drawings=False), subtype="html", cte="quoted-printable")
    page = mail.get_payload()[-1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)
    for digest in letter.pictures:
        photo = photos[digest]
        main, _, sub = photo.media_type.partition("/")
        page.add_related(photo.content, maintype=main, subtype=sub, cid=f"<{_short(digest)}>", disposition="inline")


def _short(digest: str) -> str:
    return f"{digest[:24]}@letter"  # a longer name would be folded into a second line of its header
