"""Writing the letters about an IRO after the naming, where none were written then."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence.actions import About, withdraw
from heard.correspondence.models import Message
from heard.correspondence.notices import AppointmentEnded, notify_later
from heard.web.naming.telling import occasion_of, officer_of
from tests.factories import (
    TODAY,
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    UserFactory,
)
from tests.web.visits import links, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def named(ifeoma: User) -> NamedIro:
    child = ChildFactory.create(authority=ifeoma.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    PartyFactory.create(child=child, name="Elena Marblecroft", email="elena@home.example")
    iro = UserFactory.create(iro=True, authority=ifeoma.authority, name="Maren Oakhollow")
    made: NamedIro = NamedIroFactory.create(child=child, iro=iro)
    return made


def path(child: Child) -> str:
    return f"/children/{child.pk}/iro/tell/"


def mother(named: NamedIro) -> str:
    return f"parent-{named.child.parties.get().pk}"


def test_the_letters_of_the_child_lead_to_it_while_none_was_written(ifeoma: User, named: NamedIro) -> None:
    page = f"/children/{named.child_id}/letters/"
    assert links(visit(ifeoma, page))["Tell people about the IRO"] == path(named.child)
    assert "Tell people about the IRO" not in links(visit(named.iro, page))

    answer = send(ifeoma, path(named.child), tell=[mother(named), "child"])

    assert answer["Location"] == page
    assert set(Message.objects.values_list("template", "recipient", "about_kind", "about_id")) == {
        ("iro-named-parent", "parent", "named_iro", named.pk),
        ("iro-named-child-young", "child", "named_iro", named.pk),
    }
    assert Event.objects.get(name="named_iro.told_later").facts == {"appointment": named.pk, "letters": 2}
    assert "Tell people about the IRO" not in links(visit(ifeoma, page))


def test_proposes_who_is_told_and_shows_each_letter_before_it_is_written(ifeoma: User, named: NamedIro) -> None:
    page = visit(ifeoma, path(named.child))
    told = words(page)
    assert "Maren Oakhollow is named. Write the letters that were not written then." in told
    assert f'value="{mother(named)}" checked' in page.content.decode()

    shown = words(send(ifeoma, path(named.child), tell=[], letter=mother(named)))
    none = words(send(ifeoma, path(named.child), letter="parent-0"))

    assert "The letter to Elena Marblecroft" in shown
    assert "Maren Oakhollow" in shown
    assert "Choose whose letter you want to see." in none
    assert not Message.objects.exists()


def test_a_change_names_the_iro_before(ifeoma: User, named: NamedIro) -> None:
    before = UserFactory.create(iro=True, authority=ifeoma.authority, name="Asha Hill")
    NamedIroFactory.create(
        child=named.child, iro=before, appointed_on=date(2026, 11, 3), ended_on=date(2026, 11, 5),
        reason_ended="replaced",
    )  # fmt: skip

    send(ifeoma, path(named.child), tell=[mother(named)])

    message = Message.objects.get()
    assert (message.template, "Asha Hill" in str(message.body)) == ("iro-changed-parent", True)


def test_it_is_done_once_and_again_only_after_all_were_taken_back(ifeoma: User, named: NamedIro) -> None:
    send(ifeoma, path(named.child), tell=[mother(named)])

    again = words(send(ifeoma, path(named.child), tell=[mother(named)]))

    assert "Letters about this appointment were written already." in again
    assert Message.objects.count() == 1
    withdraw(message_id=Message.objects.get().pk, why="A wrong name", by=ifeoma)
    assert send(ifeoma, path(named.child), tell=[mother(named)]).status_code == 302
    assert Message.objects.count() == 2


def test_somebody_must_be_told(ifeoma: User, named: NamedIro) -> None:
    page = send(ifeoma, path(named.child), child_size="")

    assert links(page)["Choose at least one person who is told."] == "#id_tell_0"
    assert 'id="id_tell_0"' in page.content.decode()
    assert not Message.objects.exists()


def test_without_an_iro_there_is_nobody_to_tell_of(ifeoma: User) -> None:
    child = ChildFactory.create(authority=ifeoma.authority)
    PeriodFactory.create(child=child)

    assert visit(ifeoma, path(child))["Location"] == f"/children/{child.pk}/iro/"


def test_only_whoever_names_iros_may(ifeoma: User, named: NamedIro) -> None:
    occasion = occasion_of(
        named.child, officer=officer_of(named.iro, today=TODAY), appointed_on=named.appointed_on, before=None,
        review_due_on=None, appointment_id=named.pk, today=TODAY,
    )  # fmt: skip
    assert occasion.about == About(kind="named_iro", pk=named.pk)
    with pytest.raises(NotPermitted):
        notify_later(occasion, [], by=named.iro)
    with pytest.raises(NotFound):
        notify_later(occasion, [], by=UserFactory.create(manager=True, authority=AuthorityFactory.create()))
    named.ended_on, named.reason_ended = TODAY, "replaced"
    named.save()
    with pytest.raises(AppointmentEnded):
        notify_later(occasion, [], by=ifeoma)

    assert visit(named.iro, path(named.child)).status_code == 403
    assert not Message.objects.exists()
