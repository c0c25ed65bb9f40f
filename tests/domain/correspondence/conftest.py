"""A real SMTP server on loopback, and the service told to use it."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

SENDER = "reviewing@anyshire.example"


@dataclass
class Mailbox:
    """What arrived, and what the server answers to an address or to a message."""

    port: int
    envelopes: list[Envelope] = field(default_factory=list)
    to_address: dict[str, str] = field(default_factory=dict)
    to_message: str = "250 Message accepted"

    @property
    def mails(self) -> list[EmailMessage]:
        found = []
        for envelope in self.envelopes:
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            found.append(mail)
        return found

    async def handle_RCPT(  # noqa: N802 - the name that the server calls
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.to_address.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.to_message.startswith("250"):
            self.envelopes.append(envelope)
        return self.to_message


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A server that takes everything, and HEARD_EMAIL_URL naming it."""
    made = Mailbox(port=free_port())
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    settings.ENV = replace(settings.ENV, email_url=f"smtp://127.0.0.1:{made.port}?from={SENDER}")
    yield made
    server.stop()
