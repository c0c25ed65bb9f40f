from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.children.addresses import NotAnEmailAddress
from heard.common import events
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence import actions, outgoing, queries, templates
from heard.correspondence.compose import Officer
from heard.correspondence.models import Message, Picture
from heard.correspondence.pictures import photo
from heard.correspondence.recipients import BlockedAddress, ContactForbidden, SafeContact
from heard.correspondence.templates import LetterIncomplete
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import HOME, MessageFactory, order, png, sending


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Any:
    return ChildFactory.create(authority=anyshire)


def jobs() -> list[dict[str, Any]]:
    return list(ProcrastinateJob.objects.filter(task_name=outgoing.JOB).order_by("id").values_list("args", flat=True))


@pytest.mark.usefixtures("mailbox")
def test_a_letter_is_written_and_waits_for_its_job(child: Any, manager: User) -> None:
    message = actions.send(sending(child, reply_to="maren@anyshire.example", with_pdf=True), by=manager)

    message.refresh_from_db()
    assert (message.state, message.channel, message.address) == ("queued", "email", "teo@home.example")
    assert (message.template, message.template_version, message.language) == ("iro-named-child-older", 1, "en")
    assert (message.about_kind, message.about_id, message.written_by) == ("named_iro", 17, manager)
    assert (message.subject, message.with_pdf, message.reply_to) == (
        "A letter from Maren", True, "maren@anyshire.example",
    )  # fmt: skip
    assert message.body["facts"]["appointed_on"] == "2026-11-05"
    assert queries.letter_of(message).title == "Maren Oakhollow is your independent reviewing officer"
    assert jobs() == [{"authority_id": child.authority_id, "message_ids": [message.pk]}]
    assert list(Event.objects.values_list("name", "child_id", "actor_id", "facts")) == [
        (
            "message.queued",
            child.pk,
            manager.pk,
            {
                "message": message.pk,
                "template": "iro-named-child-older",
                "version": 1,
                "channel": "email",
                "recipient": "child",
            },
        )
    ]


@pytest.mark.usefixtures("mailbox")
def test_a_letter_goes_with_the_change_or_not_at_all(child: Any, manager: User) -> None:
    def change() -> None:
        with transaction.atomic():
            actions.send(sending(child), by=manager)
            raise ValueError("the change failed")

    with pytest.raises(ValueError, match="the change failed"):
        change()

    assert (Message.objects.count(), jobs()) == (0, [])


@pytest.mark.usefixtures("mailbox")
def test_many_letters_leave_by_one_job(anyshire: ResponsibleAuthority, manager: User) -> None:
    children = ChildFactory.create_batch(3, authority=anyshire)

    written = actions.send_all([sending(child) for child in children], by=manager)

    assert [message.child_id for message in written] == [child.pk for child in children]
    assert jobs() == [{"authority_id": anyshire.pk, "message_ids": [message.pk for message in written]}]


def test_without_a_mail_server_a_letter_is_held_and_can_be_read(child: Any, manager: User) -> None:
    message = actions.send(sending(child), by=manager)

    assert (message.state, message.why_held, jobs()) == ("held", "not_configured", [])
    assert queries.get_message(message.pk, viewer=manager) == message


def test_without_a_sender_a_letter_is_held(child: Any, manager: User, settings: Any) -> None:
    settings.ENV = replace(settings.ENV, email_url="smtp://mail.example")
    held = actions.send(sending(child), by=manager)
    ResponsibleAuthority.objects.filter(pk=child.authority_id).update(duty_email="duty@anyshire.example")
    queued = actions.send(sending(child), by=manager)

    assert (held.state, held.why_held) == ("held", "no_sender")
    assert (queued.state, queued.why_held) == ("queued", "")


def test_a_letter_on_paper_waits_and_carries_the_address(child: Any, manager: User) -> None:
    message = actions.send(sending(child, channel="print", address=HOME), by=manager)

    assert (message.state, message.channel, jobs()) == ("queued", "print", [])
    assert queries.letter_of(message).address == ("Teo Marblecroft", "12 Pretend Lane", "Anyford")


def test_a_letter_for_nobody_to_send_is_kept_to_be_read(child: Any, manager: User) -> None:
    message = actions.send(sending(child, channel="held", safe=SafeContact(allowed=False)), by=manager)

    assert (message.state, message.why_held, message.address) == ("held", "no_channel", "")


@pytest.mark.usefixtures("mailbox")
@pytest.mark.parametrize(
    ("to", "error"),
    [
        ({"safe": SafeContact(blocked=("TEO@home.example",))}, BlockedAddress),
        ({"safe": SafeContact(allowed=False)}, ContactForbidden),
        ({"channel": "print", "address": HOME, "safe": SafeContact(blocked=("12 Pretend Lane",))}, BlockedAddress),
        ({"address": "teo"}, NotAnEmailAddress),
        ({"reply_to": "maren"}, NotAnEmailAddress),
        ({"order": order("iro-changed-parent", facts={})}, LetterIncomplete),
    ],
)
def test_a_letter_that_must_not_go_leaves_nothing(
    child: Any, manager: User, to: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.send_all([sending(child), sending(child, **to)], by=manager)

    assert (Message.objects.count(), Event.objects.count(), jobs()) == (0, 0, [])


def test_a_letter_about_a_child_one_may_not_see_is_refused(child: Any) -> None:
    elsewhere = UserFactory.create(authority=AuthorityFactory.create(), manager=True)
    stranger = UserFactory.create(authority=child.authority, social_worker=True)

    for by in (elsewhere, stranger):
        with pytest.raises(NotFound):
            actions.send(sending(child), by=by)


def test_a_photo_is_kept_once(child: Any, manager: User) -> None:
    face = photo(png())
    asked = order(officer=Officer(name="Maren Oakhollow", first_name="Maren", photo=face))

    one, other = actions.send_all([sending(child, order=asked), sending(child, order=asked)], by=manager)
    again = actions.send(sending(child, order=asked), by=manager)

    assert list(Picture.objects.values_list("digest", "media_type")) == [(face.digest, "image/png")]
    for message in (one, other, again):
        letter = queries.letter_of(message)
        assert queries.photos_of([letter], authority_id=child.authority_id) == {face.digest: face}


def test_the_words_of_a_message_cannot_be_changed(child: Any) -> None:
    message = MessageFactory.create(child=child)
    message.body = {"letter": {}, "facts": {}}

    with pytest.raises(DatabaseError, match="Cannot update"):
        message.save(update_fields=["body"])


def test_the_history_keeps_what_became_of_a_message_and_not_its_words(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child)
    actions.withdraw(message_id=message.pk, why="Wrong day", by=manager)

    kept = apps.get_model("correspondence", "MessageEvent").objects.order_by("pgh_id")
    assert list(kept.values_list("pgh_label", "state")) == [("insert", "queued"), ("update", "withdrawn")]
    assert "body" not in {column.name for column in kept.model._meta.get_fields()}


@pytest.mark.parametrize("trait", ["held", "failed"])
def test_a_letter_that_has_not_left_is_taken_back(
    child: Any, manager: User, trait: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = MessageFactory.create(child=child, **{trait: True})
    told: list[dict[str, Any]] = []
    monkeypatch.setitem(events._subscribers, "message.withdrawn", [lambda **facts: told.append(facts)])

    taken = actions.withdraw(message_id=message.pk, why=" Wrong\nday ", by=manager)

    assert (taken.state, taken.why_held, taken.withdrawn_why) == ("withdrawn", "", "Wrong day")
    assert told == [
        {
            "authority_id": child.authority_id,
            "child_id": child.pk,
            "message_id": message.pk,
            "about_kind": "named_iro",
            "about_id": 17,
            "at": None,
        }
    ]
    with pytest.raises(actions.NotOnItsWay):
        actions.withdraw(message_id=message.pk, why="Again", by=manager)


def test_a_letter_is_taken_back_with_a_reason_only(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child)

    with pytest.raises(actions.NoReason):
        actions.withdraw(message_id=message.pk, why=" ", by=manager)


def test_a_new_rule_takes_back_what_would_go_there(child: Any, manager: User) -> None:
    there = MessageFactory.create(child=child)
    paper = MessageFactory.create(child=child, on_paper=True)
    gone = MessageFactory.create(child=child, state="sent", sent_at="2026-11-20T10:00Z")

    counts = [
        actions.withdraw_from_address(child_id=child.pk, address=address, why="Not safe", by=manager)
        for address in ("TEO@home.example", "12 Pretend Lane, Anyford")
    ]

    assert counts == [1, 1]
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {there.pk: "withdrawn", paper.pk: "withdrawn", gone.pk: "sent"}


@pytest.mark.usefixtures("mailbox")
def test_a_letter_is_sent_again_to_another_address(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, failed=True, next_attempt_at=None)

    again = actions.send_again(message_id=message.pk, address="new@home.example", by=manager)

    assert (again.state, again.address, again.attempts, again.error) == ("queued", "new@home.example", 0, "")
    assert jobs() == [{"authority_id": child.authority_id, "message_ids": [message.pk]}]


@pytest.mark.usefixtures("mailbox")
def test_a_letter_is_not_sent_again_where_the_first_rules_forbid_it(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, failed=True, blocked=["old@home.example"])

    with pytest.raises(BlockedAddress):
        actions.send_again(message_id=message.pk, address="old@home.example", by=manager)

    assert Message.objects.get().state == "failed"


def test_a_letter_that_left_is_not_sent_again(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, state="sent", sent_at="2026-11-20T10:00Z")

    for again in (actions.send_again, actions.print_instead):
        with pytest.raises(actions.NotToBeSentAgain):
            again(message_id=message.pk, address=HOME, by=manager)


def test_a_held_letter_is_printed_instead(child: Any, manager: User) -> None:
    message = MessageFactory.create(child=child, held=True)

    printed = actions.print_instead(message_id=message.pk, address=HOME, by=manager)

    assert (printed.state, printed.channel, printed.address, printed.why_held) == ("queued", "print", HOME, "")


@pytest.mark.parametrize("trait", ["social_worker", "legal", "board", "administrator"])
def test_only_the_reviewing_service_changes_the_outbox(child: Any, trait: str) -> None:
    message = MessageFactory.create(child=child, held=True)
    other = UserFactory.create(authority=child.authority, **{trait: True})

    with pytest.raises(NotPermitted):
        actions.withdraw(message_id=message.pk, why="No", by=other)
    with pytest.raises(NotPermitted):
        actions.send_again(message_id=message.pk, by=other)

    assert Message.objects.get().state == "held"


def test_the_foot_of_letters_is_set_by_the_administrator(anyshire: ResponsibleAuthority, manager: User) -> None:
    administrator = UserFactory.create(authority=anyshire, administrator=True)

    for advocacy in ("Voices", "Voices, 0800 000 000"):
        actions.change_letter_settings(
            advocacy=advocacy, complaints="01632 960 142", double_sided=True, by=administrator
        )

    head = queries.letterhead_of(anyshire)
    assert (head.council, head.nation, head.advocacy, head.complaints) == (
        "Anyshire", "england", "Voices, 0800 000 000", "01632 960 142",
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        actions.change_letter_settings(advocacy="", complaints="", double_sided=False, by=manager)


def test_a_kept_letter_is_shown_as_it_was_when_its_template_changes(
    child: Any, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = actions.send(sending(child), by=manager)
    before = queries.pdf_of(message).fingerprint
    monkeypatch.setattr(templates, "catalogue", dict)

    with pytest.raises(templates.NoSuchLetter):
        actions.send(sending(child), by=manager)
    kept = Message.objects.get(pk=message.pk)

    assert queries.pdf_of(kept).fingerprint == before
    assert "Dear Teo," in queries.fragment_of(kept)
    assert queries.letter_of(kept).dated_on == date(2026, 11, 6).isoformat()
