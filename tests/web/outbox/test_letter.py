"""One letter: read, as PDF, as text; taken back, sent again, printed instead."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.accounts.models import User
from heard.audit.models import Reading
from heard.children.models import Child
from heard.correspondence.models import Message, MessageAttachment
from heard.correspondence.outgoing import JOB
from heard.web.sealed import SANDBOX
from tests.factories import AuthorityFactory, ChildFactory, RelationshipFactory, UserFactory
from tests.factories.correspondence import MessageFactory
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db


def path(message: Message, step: str = "") -> str:
    return f"/letters/{message.pk}/{step}"


def test_shows_the_letter_as_it_was_written(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, held=True)

    answer = visit(dougie, path(message))

    told = words(answer)
    assert "Dear Teo," in told
    assert "My name is Maren." in told
    assert '<article class="heard-letter heard-letter--older" lang="en">' in answer.content.decode()
    assert "style=" not in answer.content.decode()
    assert list(Reading.objects.values_list("what", "actor_id", "child_id")) == [("letter.page", dougie.pk, teo.pk)]
    assert links(answer)["Send it by e-mail"] == path(message, "send-again/")


def test_gives_the_letter_as_pdf_and_as_text(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo)

    pdf, text = visit(dougie, path(message, "letter.pdf")), visit(dougie, path(message, "letter.txt"))

    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert (pdf["Content-Security-Policy"], pdf["Content-Disposition"], pdf["Cache-Control"]) == (
        SANDBOX, f'inline; filename="letter-{message.pk}.pdf"', "no-store, private",
    )  # fmt: skip
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Dear Teo," in text.content.decode()
    assert list(Reading.objects.order_by("pk").values_list("what", "child_id")) == [
        ("letter.pdf", teo.pk),
        ("letter.txt", teo.pk),
    ]


def test_lists_the_files_that_go_with_it_with_their_size_and_opens_them(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo)
    entry = MessageAttachment.objects.create(
        authority=teo.authority, message=message, file_name="review.ics",
        content_type="text/calendar; method=REQUEST", content=b"BEGIN:VCALENDAR" + b" " * 3000,
    )  # fmt: skip

    page = visit(dougie, path(message))
    file = visit(dougie, links(page)["review.ics"])

    assert "Files with this letter review.ics 3 KB" in words(page)
    assert (file.status_code, file["Content-Type"], file["Content-Disposition"]) == (
        200, "text/calendar; method=REQUEST", 'attachment; filename="review.ics"',
    )  # fmt: skip
    assert (file["Content-Security-Policy"], file["X-Content-Type-Options"]) == (SANDBOX, "nosniff")
    assert file.content == bytes(entry.content)
    assert list(Reading.objects.filter(what="letter.file").values_list("actor_id", "child_id")) == [(dougie.pk, teo.pk)]


def test_a_file_is_not_found_by_others_nor_under_another_letter(dougie: User, teo: Child) -> None:
    ours, theirs = MessageFactory.create(child=teo), MessageFactory.create(child=teo)
    entry = MessageAttachment.objects.create(
        authority=teo.authority, message=ours, file_name="review.ics", content_type="text/calendar", content=b"BEGIN"
    )
    worker = UserFactory.create(authority=dougie.authority, roles=["social_worker"])
    RelationshipFactory.create(child=teo, user=worker)

    assert visit(dougie, path(ours, f"files/{entry.pk}/")).status_code == 200
    assert visit(dougie, path(theirs, f"files/{entry.pk}/")).status_code == 404
    assert visit(worker, path(ours, f"files/{entry.pk}/")).status_code == 404


@pytest.mark.parametrize("step", ["", "letter.pdf", "letter.txt", "withdraw/", "send-again/", "print/"])
def test_not_yours_and_not_there_look_alike(dougie: User, teo: Child, step: str) -> None:
    message = MessageFactory.create(child=teo, held=True)
    hidden = MessageFactory.create(child=ChildFactory.create(authority=dougie.authority, restricted=True), held=True)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create())

    assert visit(dougie, path(message, step)).status_code == 200
    assert visit(dougie, path(hidden, step)).status_code == 404
    assert visit(elsewhere, path(message, step)).status_code == 404
    assert visit(dougie, f"/letters/987654321/{step}").status_code == 404
    assert asks_to_sign_in(visit(None, path(message, step)))


def test_a_social_worker_reads_the_letter_that_was_sent_to_them_alone(dougie: User, teo: Child) -> None:
    worker = UserFactory.create(authority=dougie.authority, roles=["social_worker"])
    RelationshipFactory.create(child=teo, user=worker)
    theirs = MessageFactory.create(child=teo, recipient="social_worker", recipient_user=worker, state="sent",
                                   sent_at="2026-11-20T10:00Z")  # fmt: skip
    other = MessageFactory.create(child=teo)

    page = visit(worker, path(theirs))

    assert page.status_code == 200
    assert "Take it back" not in links(page)
    assert visit(worker, path(other)).status_code == 404
    assert visit(worker, path(theirs, "withdraw/")).status_code == 403
    listed = links(visit(worker, f"/children/{teo.pk}/letters/"))
    assert [href for href in listed.values() if href.startswith("/letters/")] == [path(theirs)]


def test_a_letter_is_taken_back_with_its_reason(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, on_paper=True)

    refused = send(dougie, path(message, "withdraw/"), why=" ")
    message.refresh_from_db()
    assert "Say why the letter is taken back" in words(refused)
    assert "<title>Error: " in refused.content.decode()
    assert message.state == "queued"

    answer = send(dougie, path(message, "withdraw/"), why="Teo has moved")
    message.refresh_from_db()
    assert answer["Location"] == path(message)
    assert (message.state, message.withdrawn_why) == ("withdrawn", "Teo has moved")
    assert "NotOnItsWay" not in words(visit(dougie, path(message)))


def test_what_has_left_is_not_taken_back(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, state="sent", sent_at="2026-11-20T10:00Z")

    answer = send(dougie, path(message, "withdraw/"), why="Changed my mind")

    message.refresh_from_db()
    assert "This letter has left already, or was withdrawn" in words(answer)
    assert message.state == "sent"


@pytest.mark.usefixtures("mail_works")
def test_a_letter_that_came_back_is_sent_to_a_corrected_address(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, failed=True, blocked=["old@home.example"])

    for address, sentence in [
        ("", "Enter the e-mail address"),
        ("teo at home", "This is not an e-mail address that mail can be sent to."),
        ("old@home.example", "Nothing may be sent to this address: a safe contact rule"),
    ]:
        answer = send(dougie, path(message, "send-again/"), address=address)
        assert sentence in words(answer)
    message.refresh_from_db()
    assert (message.state, message.address) == ("failed", "teo@home.example")

    send(dougie, path(message, "send-again/"), address="teo@new-home.example")
    message.refresh_from_db()
    assert (message.state, message.address, message.attempts) == ("queued", "teo@new-home.example", 0)
    assert ProcrastinateJob.objects.get(task_name=JOB).args["message_ids"] == [message.pk]


def test_a_letter_that_cannot_be_mailed_is_printed_instead(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, held=True)

    refused = send(dougie, path(message, "print/"), address="")
    assert "Enter the postal address" in words(refused)

    send(dougie, path(message, "print/"), address="Teo Marblecroft\n12 Pretend Lane\nAnyford")
    message.refresh_from_db()
    assert (message.state, message.channel) == ("queued", "print")
    assert message.address.splitlines() == ["Teo Marblecroft", "12 Pretend Lane", "Anyford"]


def test_the_letters_about_a_child_are_a_tab_of_the_child(dougie: User, teo: Child) -> None:
    tab = f"/children/{teo.pk}/letters/"
    assert "No letter that you may read" in words(visit(dougie, tab))
    MessageFactory.create(child=teo, held=True)
    MessageFactory.create(child=ChildFactory.create(authority=dougie.authority))

    answer = visit(dougie, tab)

    assert words(answer).count("The IRO is named") == 1
    assert links(visit(dougie, f"/children/{teo.pk}/"))["Letters"] == tab
    assert ("child.letters", teo.pk) in list(Reading.objects.values_list("what", "child_id"))
