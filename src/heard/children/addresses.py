"""E-mail and postal addresses: how they are kept, and whether one is the same as another that is blocked."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from heard.common.errors import DomainError


class NotAnEmailAddress(DomainError):
    """This is not an e-mail address that mail can be sent to. Write it like name@example.org."""


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


def is_blocked(channel: str, address: str, blocked: Iterable[str]) -> bool:
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
