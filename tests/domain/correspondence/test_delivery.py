import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.accounts.models import ResponsibleAuthority
from heard.audit.models import Event
from heard.correspondence import actions, outgoing, queries
from heard.correspondence.compose import Officer
from heard.correspondence.delivery import HELD_FOR, MOST_ATTEMPTS, WAITS, Outcome, deliver, sweep
from heard.correspondence.models import Message
from heard.correspondence.pictures import photo
from tests.domain.correspondence.conftest import SENDER, Mailbox, free_port
from tests.factories import ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory, order, png, sending

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Any:
    return ChildFactory.create(authority=anyshire)


def delivered(*messages: Message, at: datetime = NOW) -> Outcome:
    return deliver([message.pk for message in messages], authority_id=messages[0].authority_id, now=lambda: at)


def test_a_letter_arrives_as_text_and_as_a_page(child: Any, mailbox: Mailbox) -> None:
    manager = UserFactory.create(authority=child.authority, manager=True)
    face = photo(png())
    officer = Officer(name="Maren Oakhollow", first_name="Maren", photo=face)
    asked = sending(child, order=order(officer=officer, greeting="Tëo <b>"), reply_to="maren@anyshire.example")
    message = actions.send(asked, by=manager)

    outcome = delivered(message)

    assert outcome == Outcome(sent=1)
    [mail] = mailbox.mails
    assert (mail["Subject"], mail["To"], mail["Reply-To"]) == (
        "A letter from Maren", "Teo Marblecroft <teo@home.example>", "maren@anyshire.example",
    )  # fmt: skip
    assert mail["From"] == f'"Anyshire, Independent reviewing service" <{SENDER}>'
    assert mail["Message-ID"] == f"<{message.identity}@anyshire.example>"
    assert mail["Date"].datetime == NOW
    assert mail.get_content_type() == "multipart/alternative"
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    assert "Dear Tëo <b>,\r\n" in text.get_content()
    assert "<h1>Dear Tëo &lt;b&gt;,</h1>" in page.get_content()
    assert f'src="cid:{face.digest[:24]}@letter" alt="Photo of Maren Oakhollow"' in page.get_content()
    [inline] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (inline["Content-ID"], inline.get_payload(decode=True)) == (f"<{face.digest[:24]}@letter>", face.content)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts, message.error) == ("sent", NOW, 1, "")
    assert list(Event.objects.order_by("pk").values_list("name", "actor_id")) == [
        ("message.queued", manager.pk),
        ("message.sent", None),
    ]


def test_the_pdf_goes_with_it_where_it_is_wanted(child: Any, mailbox: Mailbox) -> None:
    plain, wanted = MessageFactory.create(child=child), MessageFactory.create(child=child, with_pdf=True)

    delivered(plain, wanted)

    without, with_pdf = mailbox.mails
    assert list(without.iter_attachments()) == []
    [attached] = with_pdf.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("application/pdf", "letter.pdf")
    assert attached.get_content() == queries.pdf_of(wanted).content


def test_one_connection_carries_many_letters_and_none_goes_twice(child: Any, mailbox: Mailbox) -> None:
    messages = MessageFactory.create_batch(3, child=child)

    first, again = delivered(*messages), delivered(*messages)

    assert (first, again) == (Outcome(sent=3), Outcome(skipped=3))
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [["teo@home.example"]] * 3
    assert {envelope.mail_from for envelope in mailbox.envelopes} == {SENDER}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            "550 5.1.1 User unknown",
            "The e-mail server refused the address teo@home.example: there is no such mailbox."
            " It said: 550 5.1.1 User unknown. Check it and send the letter again.",
        ),
        (
            "552 5.2.2 Over quota.",
            "The e-mail server refused the address teo@home.example: the mailbox is full."
            " It said: 552 5.2.2 Over quota. Check it and send the letter again.",
        ),
        (
            "554 Go away",
            "The e-mail server refused the address teo@home.example."
            " It said: 554 Go away. Check it and send the letter again.",
        ),
    ],
)
def test_a_refusal_for_good_is_told_in_words(child: Any, mailbox: Mailbox, answer: str, sentence: str) -> None:
    refused = MessageFactory.create(child=child)
    taken = MessageFactory.create(child=child, address="other@home.example")
    mailbox.to_address["teo@home.example"] = answer

    outcome = delivered(refused, taken)

    assert outcome == Outcome(failed=1, sent=1)
    refused.refresh_from_db()
    assert (refused.state, refused.error, refused.attempts) == ("failed", sentence, 1)
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == ["message.failed", "message.sent"]


def test_a_message_that_is_refused_says_so(child: Any, mailbox: Mailbox) -> None:
    message = MessageFactory.create(child=child)
    mailbox.to_message = "552 5.3.4 Message too big"

    delivered(message)

    message.refresh_from_db()
    assert (message.state, message.error) == (
        "failed",
        "The e-mail server refused the message: it is too large. It said: 552 5.3.4 Message too big."
        " Ask your e-mail team why.",
    )


def test_a_refusal_for_now_is_tried_later_and_then_given_up(child: Any, mailbox: Mailbox) -> None:
    message = MessageFactory.create(child=child)
    mailbox.to_address["teo@home.example"] = "451 4.7.1 Greylisted"
    at, seen = NOW, []

    for _ in range(MOST_ATTEMPTS):
        delivered(message, at=at)
        message.refresh_from_db()
        seen.append((message.state, message.next_attempt_at))
        at = message.next_attempt_at or at

    assert [state for state, _ in seen] == ["queued"] * (MOST_ATTEMPTS - 1) + ["failed"]
    assert [when for _, when in seen] == [
        *(NOW + sum(WAITS[:count], timedelta()) for count in range(1, MOST_ATTEMPTS)), None,
    ]  # fmt: skip
    assert message.error == (
        "The e-mail server refused the address teo@home.example for now. It said: 451 4.7.1 Greylisted. Tried 6 times."
    )


def test_a_letter_that_waits_is_not_tried_before_its_time(child: Any, mailbox: Mailbox) -> None:
    message = MessageFactory.create(child=child, attempts=1, next_attempt_at=NOW + timedelta(seconds=1))

    early, due = delivered(message), delivered(message, at=NOW + timedelta(seconds=1))

    assert (early, due) == (Outcome(skipped=1), Outcome(sent=1))


def test_a_server_that_does_not_answer_is_asked_once_for_all(child: Any, settings: Any) -> None:
    port = free_port()
    settings.ENV = replace(settings.ENV, email_url=f"smtp://127.0.0.1:{port}?from={SENDER}")
    messages = MessageFactory.create_batch(2, child=child)

    outcome = delivered(*messages)

    assert outcome == Outcome(later=2)
    assert (
        list(Message.objects.values_list("state", "attempts", "error", "next_attempt_at"))
        == [("queued", 1, f"The e-mail server did not answer (127.0.0.1, port {port}).", NOW + WAITS[0])] * 2
    )


def test_a_letter_taken_back_in_time_does_not_go(child: Any, mailbox: Mailbox) -> None:
    manager = UserFactory.create(authority=child.authority, manager=True)
    message = MessageFactory.create(child=child)
    actions.withdraw(message_id=message.pk, why="Wrong day", by=manager)

    outcome = delivered(message)

    assert (outcome, mailbox.envelopes) == (Outcome(skipped=1), [])


def test_a_blocked_address_is_looked_at_again_before_it_goes(child: Any, mailbox: Mailbox) -> None:
    message = MessageFactory.create(child=child, blocked=["Teo@Home.example"])

    outcome = delivered(message)

    message.refresh_from_db()
    assert (outcome, mailbox.envelopes, message.state) == (Outcome(failed=1), [], "failed")
    assert message.error == "The safe contact rules forbid this address. Choose another way."


def test_what_is_queued_when_mail_is_switched_off_is_held(child: Any) -> None:
    message = MessageFactory.create(child=child)

    delivered(message)

    message.refresh_from_db()
    assert (message.state, message.why_held) == ("held", "not_configured")


def test_a_killed_worker_leaves_its_letter_to_the_sweep(child: Any, mailbox: Mailbox) -> None:
    claimed = MessageFactory.create(child=child, attempts=1, next_attempt_at=NOW + HELD_FOR)
    unseen = MessageFactory.create(child=child, written_at=NOW - HELD_FOR)
    fresh = MessageFactory.create(child=child, written_at=NOW)

    counts = [
        sweep(authority_id=child.authority_id, now=NOW),
        sweep(authority_id=child.authority_id, now=NOW + HELD_FOR),
    ]

    jobs = ProcrastinateJob.objects.filter(task_name=outgoing.JOB).order_by("id")
    assert counts == [1, 3]
    assert [job.args["message_ids"] for job in jobs] == [[unseen.pk], [claimed.pk, unseen.pk, fresh.pk]]


def test_a_letter_that_stops_its_worker_each_time_is_given_up(child: Any, mailbox: Mailbox) -> None:
    message = MessageFactory.create(child=child, attempts=MOST_ATTEMPTS, next_attempt_at=NOW)

    delivered(message)

    message.refresh_from_db()
    assert (message.state, message.error) == (
        "failed", "The letter could not be made into an e-mail. Tried 6 times.",
    )  # fmt: skip


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return certificate, context


@pytest.fixture
def guarded(tmp_path: Path, settings: Any) -> Iterator[tuple[Mailbox, Path]]:
    """A server that speaks only after STARTTLS, with a certificate of its own making."""
    certificate, context = _certificate(tmp_path)
    made = Mailbox(port=free_port())
    server = Controller(made, hostname="127.0.0.1", port=made.port, tls_context=context, require_starttls=True)
    server.start()
    settings.ENV = replace(settings.ENV, email_url=f"smtp+tls://127.0.0.1:{made.port}?from={SENDER}")
    yield made, certificate
    server.stop()


def test_mail_goes_encrypted_where_the_certificate_is_trusted(
    child: Any, guarded: tuple[Mailbox, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, certificate = guarded
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    outcome = delivered(MessageFactory.create(child=child))

    assert (outcome, len(mailbox.mails)) == (Outcome(sent=1), 1)


def test_mail_does_not_go_where_the_certificate_is_not_trusted(child: Any, guarded: tuple[Mailbox, Path]) -> None:
    mailbox, _ = guarded
    message = MessageFactory.create(child=child)

    outcome = delivered(message)

    message.refresh_from_db()
    assert (outcome, mailbox.envelopes) == (Outcome(later=1), [])
    assert message.error == "The certificate of the e-mail server 127.0.0.1 could not be trusted."


def test_mail_does_not_go_open_where_encryption_is_asked(child: Any, mailbox: Mailbox, settings: Any) -> None:
    settings.ENV = replace(settings.ENV, email_url=f"smtp+tls://127.0.0.1:{mailbox.port}?from={SENDER}")
    message = MessageFactory.create(child=child)

    delivered(message)

    message.refresh_from_db()
    assert mailbox.envelopes == []
    assert message.error == ("The e-mail server offers no encryption or no signing in, which HEARD_EMAIL_URL asks.")


def test_a_wrong_kind_of_address_of_the_server_is_told(child: Any, settings: Any) -> None:
    settings.ENV = replace(settings.ENV, email_url=f"http://127.0.0.1?from={SENDER}")
    message = MessageFactory.create(child=child)

    delivered(message)

    message.refresh_from_db()
    assert message.error == "HEARD_EMAIL_URL must begin with one of: smtp, smtp+tls, smtps."
