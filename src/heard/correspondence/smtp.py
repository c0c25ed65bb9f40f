"""E-mail by SMTP: one connection for many messages, and what the server said in words."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 20
SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LONGEST_REPLY = 160
GOODBYE = 421  # the server ends the connection (RFC 5321, 3.8)


class NotDelivered(Exception):
    """The server did not take the message.

    `permanent` says that trying again would not help; `no_server` that no server answered, so that other messages
    need not be tried now.
    """

    def __init__(self, sentence: str, *, permanent: bool = False, no_server: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.no_server = no_server


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where e-mail is handed over, as HEARD_EMAIL_URL tells it.

    `smtp+tls` asks for encryption before anything is said (STARTTLS), `smtps` is encrypted from the first byte; both
    check the server's certificate. `?from=` is the sender of authorities that have no address of their own.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def from_url(cls, address: str) -> Self:
        """This will read the address of the server."""
        url = urlsplit(address)
        return cls(
            scheme=url.scheme,
            host=url.hostname or "",
            port=url.port or SCHEMES.get(url.scheme, 25),
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            sender=parse_qs(url.query).get("from", [""])[0],
        )


class Connection:
    """A connection that is made when the first message needs it and kept for the others."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def close(self) -> None:
        """This will say goodbye to the server, if it is still there."""
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
            self._open = None

    def hand_over(self, mail: EmailMessage, *, sender: str, recipient: str) -> None:
        """This will hand one message to the server. Raises NotDelivered."""
        if self._open is None:
            self._open = self._connect()
        try:
            self._open.send_message(mail, from_addr=sender, to_addrs=[recipient])
        except smtplib.SMTPRecipientsRefused as refusal:
            [(code, reply)] = refusal.recipients.values()
            raise self._refused(
                code, reply, f"the address {recipient}", "Check it and send the letter again."
            ) from None
        except smtplib.SMTPResponseException as fault:
            what = f"mail from {sender}" if isinstance(fault, smtplib.SMTPSenderRefused) else "the message"
            raise self._refused(fault.smtp_code, fault.smtp_error, what, "Ask your e-mail team why.") from None
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            raise NotDelivered("The e-mail server broke off the connection.") from fault

    def _refused(self, code: int, reply: bytes | str, what: str, remedy: str) -> NotDelivered:
        if code == GOODBYE:
            self.close()
        return _refusal(code, reply, what, remedy)

    def _connect(self) -> smtplib.SMTP:
        try:
            return _connect(self._server)
        except smtplib.SMTPAuthenticationError as fault:
            raise _lost("The e-mail server did not accept the name and password in HEARD_EMAIL_URL") from fault
        except smtplib.SMTPNotSupportedError as fault:
            raise _lost(
                "The e-mail server offers no encryption or no signing in, which HEARD_EMAIL_URL asks"
            ) from fault
        except ssl.SSLError as fault:
            raise _lost(f"The certificate of the e-mail server {self._server.host} could not be trusted") from fault
        except (OSError, smtplib.SMTPException) as fault:
            where = f"{self._server.host}, port {self._server.port}"
            raise _lost(f"The e-mail server did not answer ({where})") from fault


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.scheme not in SCHEMES:
        known = ", ".join(SCHEMES)
        raise _lost(f"HEARD_EMAIL_URL must begin with one of: {known}")
    trust = ssl.create_default_context()
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.scheme == "smtp+tls":
            connection.starttls(context=trust)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _lost(sentence: str) -> NotDelivered:
    return NotDelivered(f"{sentence}.", no_server=True)


def _refusal(code: int, reply: bytes | str, what: str, remedy: str) -> NotDelivered:
    """A code of 500 and more is for good (RFC 5321, 4.2.1)."""
    said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    said = " ".join("".join(char if char.isprintable() else " " for char in said).split())[:LONGEST_REPLY]
    sentence = f"The e-mail server refused {what}{_meaning(code, said)}. It said: {code} {said.rstrip('.')}."
    return NotDelivered(f"{sentence} {remedy}", permanent=True) if code >= 500 else NotDelivered(sentence)


def _meaning(code: int, said: str) -> str:
    """What enhanced status codes mean (RFC 3463), else the basic ones."""
    by_status = {
        "5.1.1": ": there is no such mailbox",
        "5.1.2": ": there is no such mail domain",
        "5.1.3": ": it is not written like an e-mail address",
        "5.2.1": ": the mailbox is closed",
        "5.2.2": ": the mailbox is full",
        "4.2.2": " for now: the mailbox is full",
        "5.3.4": ": it is too large",
        "5.7.1": ": its rules do not allow it",
    }
    first = said.split(" ", 1)[0]
    by_code = {450: " for now", 451: " for now", 452: " for now", 550: ": there is no such mailbox", 552: ": too large"}
    return by_status.get(first, by_code.get(code, " for now" if code < 500 else ""))
