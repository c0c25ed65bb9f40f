"""To whom a letter goes, how, and what must not be done."""

from dataclasses import dataclass

from heard.children.addresses import checked_email, is_blocked
from heard.common.errors import DomainError


class NoAddress(DomainError):
    """Enter the address the letter goes to, or choose that it is not sent."""


class BlockedAddress(DomainError):
    """Nothing may be sent to this address: the safe contact rules of this person forbid it. Choose another way."""


class ContactForbidden(DomainError):
    """This person must not be contacted: the safe contact rules say so. Choose that the letter is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    """What is agreed about reaching somebody: not at all, or not at these addresses (e-mail or post)."""

    allowed: bool = True
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One recipient. `kind` and `channel` are codes of `Message`; a postal address has one line for each of its lines.

    `reply_to` is where an answer goes, `with_pdf` adds the letter as PDF to an e-mail.
    """

    kind: str
    name: str
    channel: str
    address: str = ""
    user_id: int | None = None
    reply_to: str = ""
    with_pdf: bool = False
    safe: SafeContact = SafeContact()


def checked_address(channel: str, address: str, safe: SafeContact) -> str:
    """This will give the address as it is kept.

    Raises NoAddress, NotAnEmailAddress, BlockedAddress, ContactForbidden.
    """
    if channel == "held":
        return ""
    if not safe.allowed:
        raise ContactForbidden
    kept = address.strip()
    if not kept:
        raise NoAddress
    if channel == "email":
        kept = checked_email(kept)
    if is_blocked(channel, kept, safe.blocked):
        raise BlockedAddress
    return kept
