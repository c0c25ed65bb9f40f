"""The outbox as a list: what waits, what went, what came back, and why mail does not leave."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.accounts.models import User
from heard.audit.models import Reading
from heard.children.models import Child
from heard.correspondence.models import Message
from heard.correspondence.outgoing import JOB
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/outbox/"


def test_an_empty_outbox_says_what_comes_here(dougie: User) -> None:
    told = words(visit(dougie, PATH))

    assert "No letter was written yet" in told
    assert "No mail server is configured: letters wait here" in told
    assert "sets HEARD_EMAIL_URL" in told


def test_lists_each_letter_with_what_became_of_it(dougie: User, teo: Child) -> None:
    MessageFactory.create(child=teo, on_paper=True)
    MessageFactory.create(child=teo, held=True, recipient="parent", recipient_name="Hope Marblecroft")
    MessageFactory.create(child=teo, failed=True)
    MessageFactory.create(child=teo, state="withdrawn", withdrawn_why="Hope has moved")

    told = words(visit(dougie, PATH))

    assert "All 4 Waiting to go 1 Held 1 Not delivered 1 Sent 0 Printed 0 Taken back 1" in told
    assert "Teo Marblecroft the child, on paper Teo Marblecroft" in told
    assert "Waiting to go Waits to be printed." in told
    assert "Hope Marblecroft a parent, by e-mail" in told
    assert "Held No mail server is configured, so it waits here." in told
    assert "Not delivered The e-mail server refused the address." in told
    assert "Taken back Hope has moved" in told
    assert list(Reading.objects.values_list("what", "actor_id", "children")) == [("outbox.page", dougie.pk, 1)]


def test_a_state_can_be_chosen_and_an_unknown_one_is_no_page(dougie: User, teo: Child) -> None:
    held = MessageFactory.create(child=teo, held=True)
    MessageFactory.create(child=teo, failed=True)

    found = links(visit(dougie, PATH, state="held"))

    assert [href for href in found.values() if href.startswith("/letters/")] == [f"/letters/{held.pk}/"]
    assert "No letter is in this state" in words(visit(dougie, PATH, state="sent"))
    assert visit(dougie, PATH, state="lost").status_code == 404


def test_the_count_holds_no_letter_about_a_child_who_may_not_be_seen(dougie: User, teo: Child) -> None:
    manager = UserFactory.create(manager=True, authority=dougie.authority)
    MessageFactory.create(child=teo)
    MessageFactory.create(child=ChildFactory.create(authority=dougie.authority, restricted=True, given_name="Ivo"))

    assert "All 1 " in words(visit(dougie, PATH))
    assert "Ivo" not in words(visit(dougie, PATH))
    assert "All 2 " in words(visit(manager, PATH))


@pytest.mark.usefixtures("mail_works")
def test_what_was_held_for_want_of_mail_leaves_when_it_works(dougie: User, teo: Child) -> None:
    held = MessageFactory.create_batch(2, child=teo, held=True)
    chosen = MessageFactory.create(child=teo, state="held", why_held="no_channel", channel="held", address="")

    assert "E-mail works now" in words(visit(dougie, PATH))
    answer = send(dougie, f"{PATH}send-held/")

    assert answer["Location"] == PATH
    assert set(Message.objects.filter(pk__in=[one.pk for one in held]).values_list("state", "why_held")) == {
        ("queued", "")
    }
    chosen.refresh_from_db()
    assert chosen.state == "held"
    [job] = ProcrastinateJob.objects.filter(task_name=JOB)
    assert job.args == {"authority_id": dougie.authority_id, "message_ids": [one.pk for one in held]}
    assert "E-mail works now" not in words(visit(dougie, PATH))


def test_nothing_leaves_while_no_mail_server_is_configured(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, held=True)

    send(dougie, f"{PATH}send-held/")

    message.refresh_from_db()
    assert message.state == "held"
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.usefixtures("mail_works")
def test_sending_what_is_held_says_when_there_is_nothing(dougie: User) -> None:
    client_answer = send(dougie, f"{PATH}send-held/")

    assert client_answer.status_code == 302
    assert not Message.objects.exists()


def test_only_the_service_has_the_outbox(dougie: User, teo: Child) -> None:
    authority = dougie.authority
    elsewhere = UserFactory.create(roles=["business_support"], authority=AuthorityFactory.create())
    MessageFactory.create(child=teo)

    assert visit(UserFactory.create(manager=True, authority=authority), PATH).status_code == 200
    assert visit(UserFactory.create(authority=authority, roles=["social_worker"]), PATH).status_code == 403
    assert visit(UserFactory.create(authority=authority, administrator=True), PATH).status_code == 403
    assert "No letter was written yet" in words(visit(elsewhere, PATH))
    assert asks_to_sign_in(visit(None, PATH))


def test_the_outbox_costs_the_same_for_one_letter_and_for_many(dougie: User, teo: Child) -> None:
    MessageFactory.create(child=teo)
    one = queries(dougie, PATH)
    for _place in range(3):
        MessageFactory.create(child=ChildFactory.create(authority=dougie.authority))

    assert (one, queries(dougie, PATH)) == (7, 7)
