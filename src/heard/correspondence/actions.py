"""Writing into the outbox, and what people decide about what stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.addresses import checked_email, is_blocked
from heard.children.party_queries import barred_emails, person_with_rules
from heard.children.queries import visible_to
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.correspondence.compose import Order, compose
from heard.correspondence.letter import Letter
from heard.correspondence.models import LetterSettings, Message, MessageAttachment, Picture
from heard.correspondence.outgoing import defer_delivery, record, why_held
from heard.correspondence.pictures import Photo
from heard.correspondence.queries import OUTBOX, WANT_OF_MAIL, readable_by, settings_of
from heard.correspondence.recipients import Recipient, SafeContact, checked_address, safe_contact_of

STILL_HERE = (Message.State.QUEUED, Message.State.HELD, Message.State.FAILED)


class NotOnItsWay(DomainError):
    """This letter has left already, or was withdrawn: nothing can be changed about it. Write another one."""


class InABatch(DomainError):
    """This letter is in a print batch. Give the batch up first, so that the list and the letters agree."""


class NoReason(DomainError):
    """Say why, so that it can be understood later."""


class NotToBeSentAgain(DomainError):
    """Only a letter that is held or was not delivered can be sent again."""


class NothingHeld(DomainError):
    """No letter is held for want of a mail server."""


class StillNoMail(DomainError):
    """E-mail still cannot leave. Set up the mail server first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a message is about: a kind, such as "named_iro" or "review", and the number of the thing."""

    kind: str
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a letter. `content_type` may carry parameters: "text/calendar; method=REQUEST"."""

    file_name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One letter to one recipient about one child, with its files; on paper the files stay in the outbox."""

    child_id: int
    about: About
    order: Order
    to: Recipient
    attachments: tuple[Attachment, ...] = ()

    @property
    def letter(self) -> Letter:
        """The letter as it will go: in large print to whoever reads nothing smaller. Raises LetterIncomplete."""
        return compose(replace(self.order, large=self.order.large or self.to.large_print))


def send(sending: Sending, *, by: User) -> Message:
    """Write one letter into the outbox, in the transaction of the caller; it leaves after the commit.

    The caller has asked for its own permission; here `by` must see the child. Without an e-mail configuration the
    message is held and can be read. Raises NotFound, NoSuchLetter, LetterIncomplete, NoAddress, NotAnEmailAddress,
    BlockedAddress, ContactForbidden.
    """
    return send_all([sending], by=by)[0]


@transaction.atomic
def send_all(sendings: Sequence[Sending], *, by: User) -> list[Message]:
    """Write many letters into the outbox, all or none; their e-mails leave by one job. Raises as `send`."""
    return _write_all(sendings, viewer=by, by=by)


@transaction.atomic
def send_by_itself(sendings: Sequence[Sending], *, viewer: User) -> list[Message]:
    """Write letters that nobody asked for into the outbox, such as reminders at night: nobody stands as their writer.

    `viewer` is in whose name they go and what they may say: they must see the child. Raises as `send`.
    """
    return _write_all(sendings, viewer=viewer, by=None)


def _write_all(sendings: Sequence[Sending], *, viewer: User, by: User | None) -> list[Message]:
    _refuse_unseen({sending.child_id for sending in sendings}, viewer)
    authority = ResponsibleAuthority.objects.get(pk=viewer.authority_id)
    _keep_photos([sending.order.officer.photo for sending in sendings], authority.pk)
    barred = barred_emails(sending.child_id for sending in sendings)
    written = Message.objects.bulk_create(
        _message(sending, authority=authority, barred=barred.get(sending.child_id, ()), by=by) for sending in sendings
    )
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            authority_id=authority.pk,
            message=message,
            file_name=one_line(file.file_name)[:150],
            content_type=file.content_type,
            content=file.content,
        )
        for message, sending in zip(written, sendings, strict=True)
        for file in sending.attachments
    )
    for message in written:
        record(f"message.{message.state}", message, by=by.pk if by else None)
    defer_delivery((message.pk for message in written if _leaves_by_mail(message)), authority_id=authority.pk)
    return written


@transaction.atomic
def withdraw(*, message_id: int, why: str, by: User) -> Message:
    """Take back a letter that has not left. Raises NotPermitted, NotFound, NoReason, NotOnItsWay, InABatch."""
    message = _locked(message_id, by)
    if not one_line(why):
        raise NoReason
    if message.state not in STILL_HERE:
        raise NotOnItsWay
    if message.batch_id is not None:
        raise InABatch
    take_back(message, one_line(why), by=by)
    return message


@transaction.atomic
def withdraw_from_address(*, child_id: int, address: str, why: str, by: User) -> int:
    """Take back every letter about the child that has not left and goes to this address; for a new safe contact rule.

    Raises NotFound, NoReason. Gives how many were taken back.
    """
    _refuse_unseen({child_id}, by)
    if not one_line(why):
        raise NoReason
    waiting = Message.objects.select_for_update().filter(child_id=child_id, state__in=STILL_HERE)
    found = [message for message in waiting if is_blocked(message.channel, message.address, [address])]
    for message in found:
        take_back(message, one_line(why), by=by)
    return len(found)


@transaction.atomic
def send_again(*, message_id: int, by: User, address: str | None = None, safe: SafeContact | None = None) -> Message:
    """Send an e-mail that is held or was not delivered, perhaps to another address.

    Without `safe` the rules that stand now about the person hold, and those of the first sending. Raises NotPermitted,
    NotFound, NotToBeSentAgain, NoAddress, NotAnEmailAddress, BlockedAddress, ContactForbidden.
    """
    message = _locked(message_id, by)
    if message.state not in (Message.State.HELD, Message.State.FAILED):
        raise NotToBeSentAgain
    rules = safe or _rules_of(message)
    message.channel = Message.Channel.EMAIL
    message.address = checked_address("email", message.address if address is None else address, rules)
    return _start_again(message, rules, by=by)


@transaction.atomic
def send_held(*, by: User) -> int:
    """Send every e-mail that was held because no mail could leave; says how many. All or none.

    Raises NotPermitted, StillNoMail, NothingHeld.
    """
    require(by, OUTBOX, authority_id=by.authority_id)
    authority = ResponsibleAuthority.objects.get(pk=by.authority_id)
    if why_held(authority):
        raise StillNoMail
    held = readable_by(by).filter(state=Message.State.HELD, why_held__in=WANT_OF_MAIL)
    found = list(held.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        raise NothingHeld
    numbers = [message.pk for message in found]
    Message.objects.filter(pk__in=numbers).update(
        state=Message.State.QUEUED, why_held="", error="", attempts=0, next_attempt_at=None
    )
    for message in found:
        record("message.queued", message, by=by.pk)
    defer_delivery(numbers, authority_id=authority.pk)
    return len(numbers)


@transaction.atomic
def print_instead(*, message_id: int, address: str, by: User, safe: SafeContact | None = None) -> Message:
    """Send a letter that is held or was not delivered on paper. Raises as `send_again`.

    The letter stays word for word; the postal address stands on the cover list of the batch.
    """
    message = _locked(message_id, by)
    if message.state not in (Message.State.HELD, Message.State.FAILED):
        raise NotToBeSentAgain
    rules = safe or _rules_of(message)
    message.address = checked_address("print", address, rules)
    message.channel = Message.Channel.PRINT
    return _start_again(message, rules, by=by)


@transaction.atomic
def change_letter_settings(*, advocacy: str, complaints: str, double_sided: bool, by: User) -> LetterSettings:
    """Change what stands at the foot of every letter. Raises NotPermitted."""
    require(by, Permission.AUTHORITY_MANAGE, authority_id=by.authority_id)
    chosen = settings_of(by.authority_id)
    chosen.advocacy, chosen.complaints, chosen.double_sided = one_line(advocacy), one_line(complaints), double_sided
    chosen.save()
    log.record("letter_settings.changed", authority_id=by.authority_id, by=by.pk, double_sided=double_sided)
    return chosen


def _refuse_unseen(child_ids: Iterable[int], by: User) -> None:
    wanted = set(child_ids)
    if visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound


def _keep_photos(photos: Iterable[Photo | None], authority_id: int) -> None:
    found = {photo.digest: photo for photo in photos if photo is not None}
    Picture.objects.bulk_create(
        (
            Picture(authority_id=authority_id, digest=one.digest, media_type=one.media_type, content=one.content)
            for one in found.values()
        ),
        ignore_conflicts=True,
    )


def _message(sending: Sending, *, authority: ResponsibleAuthority, barred: tuple[str, ...], by: User | None) -> Message:
    to, order = sending.to, sending.order
    address = checked_address(to.channel, to.address, _with(to.safe, barred))
    if to.channel == Message.Channel.PRINT:
        order = replace(order, address=tuple(address.splitlines()))
    letter = replace(sending, order=order).letter
    held = _held(to.channel, authority)
    return Message(
        authority_id=authority.pk,
        child_id=sending.child_id,
        about_kind=sending.about.kind,
        about_id=sending.about.pk,
        template=letter.template,
        template_version=letter.version,
        language=letter.language,
        recipient=to.kind,
        recipient_name=one_line(to.name),
        recipient_user_id=to.user_id,
        party_id=to.party_id,
        channel=to.channel,
        address=address,
        blocked=list(to.safe.blocked),
        reply_to=checked_email(to.reply_to) if to.reply_to else "",
        with_pdf=to.with_pdf,
        subject=letter.subject[:240],
        body={"letter": letter.as_json(), "facts": {name: _kept(value) for name, value in order.facts.items()}},
        state=Message.State.HELD if held else Message.State.QUEUED,
        why_held=held,
        written_by=by,
    )


def _kept(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _held(channel: str, authority: ResponsibleAuthority) -> str:
    if channel == Message.Channel.HELD:
        return Message.WhyHeld.NO_CHANNEL
    return why_held(authority) if channel == Message.Channel.EMAIL else ""


def _leaves_by_mail(message: Message) -> bool:
    return message.state == Message.State.QUEUED and message.channel == Message.Channel.EMAIL


def _locked(message_id: int, by: User) -> Message:
    require(by, OUTBOX, authority_id=by.authority_id)
    message = readable_by(by).select_for_update(of=("self",)).filter(pk=message_id).first()
    if message is None:
        raise NotFound
    return message


def _with(safe: SafeContact, barred: tuple[str, ...]) -> SafeContact:
    """The rules about somebody together with the e-mail addresses that are barred for everybody of the child."""
    return replace(safe, blocked=tuple(dict.fromkeys((*safe.blocked, *barred))))


def _rules_of(message: Message) -> SafeContact:
    barred = barred_emails([message.child_id]).get(message.child_id, ())
    before = _with(SafeContact(blocked=tuple(message.blocked)), barred)
    if message.party_id is None:
        return before
    now = safe_contact_of(person_with_rules(message.party_id))
    return SafeContact(allowed=now.allowed, blocked=tuple(dict.fromkeys((*before.blocked, *now.blocked))))


def take_back(message: Message, why: str, *, by: User | None) -> None:
    """This will withdraw a letter whose row is locked; the caller asked whether it may. Without `by` the service does
    it by itself."""
    message.state, message.why_held, message.withdrawn_why = Message.State.WITHDRAWN, "", why[:240]
    message.batch = None
    message.save(update_fields=["state", "why_held", "withdrawn_why", "batch"])
    record("message.withdrawn", message, by=by.pk if by else None)


def _start_again(message: Message, rules: SafeContact, *, by: User) -> Message:
    authority = ResponsibleAuthority.objects.get(pk=message.authority_id)
    held = _held(message.channel, authority)
    message.state = Message.State.HELD if held else Message.State.QUEUED
    message.why_held, message.error, message.attempts, message.next_attempt_at = held, "", 0, None
    message.blocked = list(rules.blocked)
    message.save(
        update_fields=[
            "channel", "address", "blocked", "state", "why_held", "error", "attempts", "next_attempt_at",
        ]
    )  # fmt: skip
    record(f"message.{message.state}", message, by=by.pk)
    defer_delivery([message.pk] if _leaves_by_mail(message) else [], authority_id=message.authority_id)
    return message
