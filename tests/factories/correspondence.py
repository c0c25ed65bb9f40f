"""Letters: what is asked for, and messages as the outbox keeps them."""

import struct
import zlib
from datetime import date
from typing import Any

from factory.django import DjangoModelFactory

from heard.correspondence.actions import About, Sending
from heard.correspondence.compose import Letterhead, Officer, Order, compose
from heard.correspondence.models import Message
from heard.correspondence.recipients import Recipient
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory
from tests.factories.parts import LazyAttribute, SelfAttribute, SubFactory, Trait

FACTS: dict[str, Any] = {
    "child": "Teo Marblecroft",
    "local_id": "4711",
    "appointed_on": date(2026, 11, 5),
    "previous_officer": "Una Brook",
    "last_day": date(2026, 11, 4),
    "held_on": date(2026, 11, 16),
    "review_on": date(2026, 11, 27),
    "was_on": date(2026, 11, 25),
    "manager": "Priya Sandmartin",
}
LISTS = {
    "questions": ("What is going well?",),
    "missing": ("Health plan",),
    "decisions": ("Choir place.",),
    "answers": ("Yes.",),
    "refusals": ("Choir place. The council does not agree.",),
}
HOME = "Teo Marblecroft\n12 Pretend Lane\nAnyford"


def png(*, red: int = 120, side: int = 8) -> bytes:
    """This will make a small photo of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + bytes([red, 60, 140]) * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def order(key: str = "iro-named-child-older", **others: Any) -> Order:
    """This will ask for a letter of Anyshire, in English, signed by Maren Oakhollow."""
    told: dict[str, Any] = {
        "key": key,
        "language": "en",
        "letterhead": Letterhead(council="Anyshire", nation="england", service="Independent reviewing service"),
        "officer": Officer(name="Maren Oakhollow", first_name="Maren", telephone="07700 900 142"),
        "dated_on": date(2026, 11, 6),
        "greeting": "Teo",
        "reader": "Teo Marblecroft",
        "facts": FACTS,
        "lists": LISTS,
    }
    return Order(**(told | others))


def sending(child: Any, *, key: str = "iro-named-child-older", **to: Any) -> Sending:
    """This will ask for a letter to the child by e-mail; `to` changes the recipient."""
    told: dict[str, Any] = {
        "kind": "child",
        "name": "Teo Marblecroft",
        "channel": "email",
        "address": "teo@home.example",
    }
    asked = to.pop("order", None) or order(key)
    return Sending(child_id=child.pk, about=About(kind="named_iro", pk=17), order=asked, to=Recipient(**(told | to)))


class MessageFactory(DjangoModelFactory[Message]):
    """A letter to the child that waits to go by e-mail; `on_paper=True` waits to be printed, `held=True` is held."""

    class Meta:
        model = Message

    class Params:
        on_paper = Trait(channel="print", address=HOME)
        held = Trait(state="held", why_held="not_configured")
        failed = Trait(state="failed", error="The e-mail server refused the address.", attempts=1)
        ordered = LazyAttribute(lambda message: compose(order()))

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    about_kind = "named_iro"
    about_id = 17
    template = SelfAttribute("ordered.template")
    template_version = SelfAttribute("ordered.version")
    language = SelfAttribute("ordered.language")
    recipient = "child"
    recipient_name = "Teo Marblecroft"
    channel = "email"
    address = "teo@home.example"
    subject = SelfAttribute("ordered.subject")
    body = LazyAttribute(lambda message: {"letter": message.ordered.as_json(), "facts": {}})
    state = "queued"
    written_by = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))
