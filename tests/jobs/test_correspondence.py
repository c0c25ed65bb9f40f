"""The jobs of the outbox: many letters in one, and the sweep of every authority."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.accounts.models import ResponsibleAuthority
from heard.common import clock, scope
from heard.correspondence import actions
from heard.correspondence.compose import Officer
from heard.correspondence.models import Message
from heard.correspondence.outgoing import JOB
from heard.correspondence.pictures import photo
from heard.jobs import correspondence
from tests.domain.correspondence.conftest import SENDER, Mailbox, free_port
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory, order, png, sending

LETTERS = 25


def test_many_letters_with_their_pdf_leave_in_one_job(anyshire: ResponsibleAuthority, settings: Any) -> None:
    mailbox = Mailbox(port=free_port())
    server = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    server.start()
    settings.ENV = replace(settings.ENV, email_url=f"smtp://127.0.0.1:{mailbox.port}?from={SENDER}")
    manager = UserFactory.create(authority=anyshire, manager=True)
    children = ChildFactory.create_batch(LETTERS, authority=anyshire)

    actions.send_all([sending(child, with_pdf=True) for child in children], by=manager)
    [job] = ProcrastinateJob.objects.filter(task_name=JOB)
    app.tasks[JOB](**job.args)
    server.stop()

    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert len(mailbox.mails) == LETTERS
    assert all(
        [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"] for mail in mailbox.mails
    )


@pytest.mark.usefixtures("everything_in_scope")
def test_the_sweep_asks_for_what_is_due_in_each_authority() -> None:
    ours, theirs = (ChildFactory.create(authority=AuthorityFactory.create()) for _ in range(2))
    due = [
        MessageFactory.create(child=child, next_attempt_at=clock.now() - timedelta(seconds=1))
        for child in (ours, theirs)
    ]
    MessageFactory.create(child=ours, next_attempt_at=clock.now() + timedelta(hours=1))

    correspondence.sweep_all(timestamp=0)
    for job in ProcrastinateJob.objects.filter(task_name=correspondence.SWEEP):
        app.tasks[correspondence.SWEEP](**job.args)

    jobs = ProcrastinateJob.objects.filter(task_name=JOB).order_by("id")
    assert [job.args for job in jobs] == [
        {"authority_id": message.authority_id, "message_ids": [message.pk]} for message in due
    ]


@pytest.mark.django_db(transaction=True)
def test_a_job_needs_no_transaction_around_it(settings: Any) -> None:
    mailbox = Mailbox(port=free_port())
    server = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    server.start()
    settings.ENV = replace(settings.ENV, email_url=f"smtp://127.0.0.1:{mailbox.port}?from={SENDER}")
    with scope.within(scope.NOBODY), transaction.atomic():
        child = ChildFactory.create(authority=AuthorityFactory.create())
        manager = UserFactory.create(authority=child.authority, manager=True)
        face = photo(png())
        asked = order(officer=Officer(name="Maren Oakhollow", first_name="Maren", photo=face))
        message = actions.send(sending(child, with_pdf=True, order=asked), by=manager)
        waiting = list(ProcrastinateJob.objects.filter(task_name=JOB).values_list("args", flat=True))

    app.tasks[JOB](**waiting[0])
    server.stop()

    with scope.within(scope.of(child.authority_id)), transaction.atomic():
        assert (len(waiting), Message.objects.get(pk=message.pk).state) == (1, "sent")
    assert [part.get_content_type() for part in mailbox.mails[0].iter_attachments()] == ["application/pdf"]
