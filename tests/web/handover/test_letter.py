"""The last letter of an IRO and the first of the next: looked at, then put into the outbox."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import User
from heard.audit.models import Reading
from heard.caseloads.handover_actions import ChangePlan, plan_change, plan_ending
from heard.caseloads.models import Handover, NamedIro
from heard.correspondence.models import Message
from heard.correspondence.queries import letter_of
from tests.factories import TODAY, AuthorityFactory, UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(named: NamedIro, ifeoma: User, kemi: User) -> Handover:
    wanted = ChangePlan(to_iro_id=kemi.pk, change_on=date(2026, 12, 7), why="leaves")
    return plan_change(child_id=named.child_id, plan=wanted, today=TODAY, by=ifeoma)


def path(row: Handover) -> str:
    return f"/handovers/{row.pk}/letter/"


def given(**others: Any) -> dict[str, str]:
    told = {"which": "goodbye", "language": "en", "change_reason": "", "own_words": "", "address": ""}
    return told | others


def test_a_letter_is_looked_at_and_nothing_is_saved(plan: Handover, maren: User) -> None:
    told = words(send(maren, path(plan), **given(own_words="I will think of Biscuit."), look="1"))

    assert "Dear Teo," in told
    assert "I was your reviewing officer. I stop on Sunday 6 December 2026." in told
    assert "I will think of Biscuit." in told
    assert "Kemi Adebrook is your new reviewing officer" in told
    assert not Message.objects.exists()
    assert ("letter.draft", maren.pk, plan.child_id) in list(
        Reading.objects.values_list("what", "actor_id", "child_id")
    )


def test_the_goodbye_goes_into_the_outbox(plan: Handover, maren: User) -> None:
    answer = send(
        maren, path(plan), **given(own_words="I will think of Biscuit.", address="Teo\n12 Pretend Lane"), send="1"
    )

    message = Message.objects.get()
    assert answer["Location"] == f"/handovers/{plan.pk}/"
    assert (message.about_kind, message.about_id, message.recipient, message.channel, message.state) == (
        "handover",
        plan.pk,
        "child",
        "print",
        "queued",
    )
    assert message.template.startswith("goodbye-child-")
    assert letter_of(message).address == ("Teo", "12 Pretend Lane")
    assert "Goodbye from the IRO" in words(visit(maren, f"/handovers/{plan.pk}/"))


def test_without_an_address_the_letter_is_held(plan: Handover, ifeoma: User) -> None:
    send(ifeoma, path(plan), **given(), send="1")

    assert list(Message.objects.values_list("channel", "state", "why_held")) == [("held", "held", "no_channel")]


def test_the_next_iro_writes_the_first_letter(plan: Handover, ifeoma: User) -> None:
    told = words(
        send(ifeoma, path(plan), **given(which="iro-changed", change_reason="Maren is moving away."), look="1")
    )

    assert "My name is Kemi." in told
    assert "Maren Oakhollow stops on Sunday 6 December 2026." in told
    assert "Maren is moving away." in told


def test_at_18_there_is_the_goodbye_alone(named: NamedIro, ifeoma: User) -> None:
    named.child.born_on = date(2008, 12, 10)
    named.child.save()
    row = plan_ending(child_id=named.child_id, carried=[], today=TODAY, by=ifeoma)

    page = visit(ifeoma, path(row))
    refused = send(ifeoma, path(row), **given(which="iro-changed"), send="1")
    looked = words(send(ifeoma, path(row), **given(), look="1"))

    assert "First letter from" not in words(page)
    assert "Select a valid choice" in words(refused)
    assert "ends on Thursday 10 December 2026." in looked
    assert not Message.objects.exists()


def test_not_theirs_is_not_there(plan: Handover) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create())
    worker = UserFactory.create(authority=plan.authority, roles=["social_worker"])

    assert visit(elsewhere, path(plan)).status_code == 404
    assert visit(worker, path(plan)).status_code == 403
