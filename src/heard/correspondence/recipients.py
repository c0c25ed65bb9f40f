"""To whom a letter goes, how, and what must not be done."""

from dataclasses import dataclass

from heard.children.addresses import checked_email, is_blocked
from heard.children.models import Party
from heard.children.party_queries import Person
from heard.common.errors import DomainError

KINDS = {
    Party.Kind.CHILD: "child",
    Party.Kind.PARENT: "parent",
    Party.Kind.STEP_PARENT: "parent",
    Party.Kind.GUARDIAN_IN_LAW: "parent",
    Party.Kind.FOSTER_CARER: "carer",
    Party.Kind.RESIDENTIAL_HOME: "carer",
    Party.Kind.PROSPECTIVE_ADOPTER: "carer",
    Party.Kind.SOCIAL_WORKER: "social_worker",
    Party.Kind.LEGAL: "legal",
}


class NoAddress(DomainError):
    """Enter the address the letter goes to, or choose that it is not sent."""


class BlockedAddress(DomainError):
    """Nothing may be sent to this address: a safe contact rule about this child forbids it. Choose another way."""


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

    `reply_to` is where an answer goes, `with_pdf` adds the letter as PDF to an e-mail. `party_id` is of one of the
    people of the child: their rules of safe contact are asked again whenever the letter is sent again. `large_print` is
    for somebody who reads nothing smaller.
    """

    kind: str
    name: str
    channel: str
    address: str = ""
    user_id: int | None = None
    party_id: int | None = None
    reply_to: str = ""
    with_pdf: bool = False
    safe: SafeContact = SafeContact()
    large_print: bool = False


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


def recipient_of(person: Person, *, reply_to: str = "", with_pdf: bool = False) -> Recipient:
    """This will address a letter to one of the people of a child, as far as the rules of safe contact allow.

    Whoever may not be contacted, has no way that may be used, or has ended, gets `held`: the letter can be read by the
    service and goes nowhere. `person` must have been read by somebody who may see addresses.
    """
    party, reach = person.party, person.reach
    address = f"{party.shown_name}\n{reach.address}" if reach.channel == "print" else reach.address
    return Recipient(
        kind=KINDS.get(Party.Kind(party.kind), "other"),
        name=party.shown_name,
        channel=reach.channel,
        address=address,
        user_id=party.user_id if person.may_be_contacted else None,
        party_id=party.pk,
        reply_to=reply_to,
        with_pdf=with_pdf,
        safe=safe_contact_of(person),
        large_print=reads_large_print(party),
    )


def reads_large_print(party: Party) -> bool:
    """Whether letters to somebody are set in large print."""
    return party.accessible_format == Party.Format.LARGE_PRINT


def safe_contact_of(person: Person) -> SafeContact:
    """This will say what was decided about reaching somebody, as letters take it."""
    return SafeContact(allowed=person.may_be_contacted, blocked=person.blocked)
