"""To whom a letter goes, how, and what must not be done."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from heard.common.errors import DomainError


class NotAnEmailAddress(DomainError):
    """This is not an e-mail address that mail can be sent to. Write it like name@example.org."""


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


def checked_email(address: str) -> str:
    """This will give one e-mail address that any mail server takes. Raises NotAnEmailAddress."""
    kept = address.strip()
    try:
        validate_email(kept)
    except ValidationError as error:
        raise NotAnEmailAddress from error
    if not kept.isascii():
        raise NotAnEmailAddress
    return kept


def is_blocked(channel: str, address: str, blocked: tuple[str, ...] | list[str]) -> bool:
    """Whether the address is one of the blocked ones: an e-mail address in any case, a postal address in any writing.

    A postal address is blocked when the words of a blocked one stand in it in their order without any between.
    """
    if channel == "email":
        return _plain(address) in {_plain(one) for one in blocked}
    return any(_holds(_words(address), _words(one)) for one in blocked if "@" not in one)


def _plain(address: str) -> str:
    return unicodedata.normalize("NFKC", address).strip().casefold()


def _words(address: str) -> list[str]:
    return re.findall(r"\w+", _plain(address))


def _holds(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return size > 0 and any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
