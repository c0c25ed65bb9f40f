"""Print batches: gathered, opened, marked as printed or given up."""

import pytest

from heard.accounts.models import User
from heard.audit.models import Reading
from heard.children.models import Child
from heard.common import clock
from heard.correspondence import printing
from heard.correspondence.models import Message, PrintBatch
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory
from tests.web.visits import queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db
PATH = "/service/outbox/print/"


def test_a_batch_is_made_opened_and_marked_as_printed(dougie: User, teo: Child) -> None:
    MessageFactory.create_batch(2, child=teo, on_paper=True)
    assert "2 letters wait." in words(visit(dougie, PATH))

    send(dougie, f"{PATH}make/")
    batch = PrintBatch.objects.get()
    told = words(visit(dougie, PATH))
    pdf = visit(dougie, f"{PATH}{batch.pk}/letters.pdf")
    marked = send(dougie, f"{PATH}{batch.pk}/printed/")

    assert "No letter waits to be printed." in told
    assert "1 2 letters" in told
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert list(Reading.objects.filter(what="print_batch.pdf").values_list("actor_id", "children")) == [(dougie.pk, 1)]
    assert marked["Location"] == PATH
    assert set(Message.objects.values_list("state", "batch")) == {("printed", batch.pk)}
    assert PrintBatch.objects.get().printed_by == dougie


def test_a_batch_that_is_given_up_lets_its_letters_wait_again(dougie: User, teo: Child) -> None:
    message = MessageFactory.create(child=teo, on_paper=True)
    batch = printing.make_batch(by=dougie, now=clock.now())

    send(dougie, f"{PATH}{batch.pk}/give-up/")

    message.refresh_from_db()
    assert (message.state, message.batch) == ("queued", None)
    assert "1 letter waits." in words(visit(dougie, PATH))


def test_says_what_cannot_be_done(dougie: User, teo: Child) -> None:
    client = visitor(dougie)
    assert "No letter waits to be printed." in words(client.post(f"{PATH}make/", follow=True))
    MessageFactory.create(child=teo, on_paper=True)
    batch = printing.make_batch(by=dougie, now=clock.now())
    printing.mark_printed(batch_id=batch.pk, by=dougie, now=clock.now())

    for step in ("printed/", "give-up/"):
        answer = client.post(f"{PATH}{batch.pk}/{step}", follow=True)
        assert "This batch was marked as printed already." in answer.content.decode()
    assert Message.objects.get().state == "printed"


def test_a_batch_with_a_letter_that_is_not_theirs_is_not_there(dougie: User, teo: Child) -> None:
    manager = UserFactory.create(manager=True, authority=dougie.authority)
    elsewhere = UserFactory.create(roles=["business_support"], authority=AuthorityFactory.create())
    MessageFactory.create(child=ChildFactory.create(authority=dougie.authority, restricted=True), on_paper=True)
    batch = printing.make_batch(by=manager, now=clock.now())

    for step in ("letters.pdf", "printed/", "give-up/"):
        path = f"{PATH}{batch.pk}/{step}"
        answers = [(visit if step == "letters.pdf" else send)(user, path) for user in (dougie, elsewhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert visit(manager, f"{PATH}{batch.pk}/letters.pdf").status_code == 200
    assert f"{PATH}{batch.pk}/" not in visit(dougie, PATH).content.decode()
    assert PrintBatch.objects.get().printed_at is None


def test_the_page_costs_the_same_for_one_batch_and_for_many(dougie: User, teo: Child) -> None:
    def batch() -> None:
        MessageFactory.create(child=teo, on_paper=True)
        printing.make_batch(by=dougie, now=clock.now())

    batch()
    one = queries(dougie, PATH)
    batch()
    batch()

    assert (one, queries(dougie, PATH)) == (5, 5)
