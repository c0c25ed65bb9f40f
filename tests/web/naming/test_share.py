"""Sharing children out: the plan, its changes, and carrying it out."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.correspondence.models import Message
from tests.factories import AuthorityFactory, ChildFactory, NamedIroFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory
from tests.web.naming.test_name import officer
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/share-out/"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


def arrival(authority: ResponsibleAuthority, given: str) -> Child:
    return PeriodFactory.create(child=ChildFactory.create(authority=authority, given_name=given)).child


def day(number: str = "23") -> dict[str, str]:
    return {"appointed_on_day": number, "appointed_on_month": "11", "appointed_on_year": "2026"}


def row(child: Child, iro: User | None, seen: str = "") -> dict[str, Any]:
    return {f"iro-{child.pk}": iro.pk if iro else "", f"seen-{child.pk}": seen}


def test_shows_a_plan_and_saves_nothing(manager: User) -> None:
    maren = officer(manager.authority, "Maren Oakhollow")
    child = arrival(manager.authority, "Ivo")

    page = visit(manager, PATH, child=child.pk)

    assert "1 child would come to another IRO. Nothing is saved yet." in words(page)
    assert f'<option value="{maren.pk}" selected>Maren Oakhollow</option>' in page.content.decode()
    assert "Maren Oakhollow Full-time 0.0, then 1.0 +1.0" in words(page)
    assert "By the weights of this service no plan is better." in words(page)
    assert not NamedIro.objects.exists()


def test_carries_the_plan_out_with_changes_and_leaves_out_who_waits(manager: User) -> None:
    maren, sunita = officer(manager.authority, "Maren Oakhollow"), officer(manager.authority, "Sunita Larkmoor")
    ivo, lowri = arrival(manager.authority, "Ivo"), arrival(manager.authority, "Lowri")

    answer = send(
        manager, PATH, child=[ivo.pk, lowri.pk], confirm="yes", **row(ivo, sunita), **row(lowri, None), **day()
    )

    assert (answer.status_code, answer["Location"]) == (302, "/service/without-iro/")
    assert list(NamedIro.objects.values_list("child", "iro", "appointed_on")) == [
        (ivo.pk, sunita.pk, date(2026, 11, 23))
    ]
    assert maren.appointments.count() == 0


def test_shows_what_a_change_does_before_it_is_saved(manager: User) -> None:
    maren, sunita = officer(manager.authority, "Maren Oakhollow"), officer(manager.authority, "Sunita Larkmoor")
    ivo, lowri = arrival(manager.authority, "Ivo"), arrival(manager.authority, "Lowri")

    page = send(manager, PATH, child=[ivo.pk, lowri.pk], **row(ivo, sunita), **row(lowri, sunita), **day())

    assert "Sunita Larkmoor Full-time 0.0, then 2.0 +2.0" in words(page)
    assert "Maren Oakhollow Full-time 0.0, then 0.0 0" in words(page)
    assert (NamedIro.objects.count(), maren.appointments.count()) == (0, 0)


def test_a_leaver_is_shared_out_among_the_others(manager: User) -> None:
    leaver, maren = officer(manager.authority, "Kemi Adebrook"), officer(manager.authority, "Maren Oakhollow")
    running = NamedIroFactory.create(child=arrival(manager.authority, "Ivo"), iro=leaver)

    page = visit(manager, PATH, leaver=leaver.pk)
    answer = send(
        manager,
        PATH,
        leaver=leaver.pk,
        confirm="yes",
        **row(running.child, maren, f"{running.pk}-{leaver.pk}"),
        **day(),
    )

    assert "Share out the caseload of Kemi Adebrook" in words(page)
    assert f'name="seen-{running.child_id}" value="{running.pk}-{leaver.pk}"' in page.content.decode()
    assert "Kemi Adebrook Full-time 1.0, then 0.0 -1.0" in words(page)
    assert answer.status_code == 302
    assert list(NamedIro.objects.filter(ended_on__isnull=True).values_list("iro", flat=True)) == [maren.pk]


def test_refuses_the_whole_when_another_manager_was_quicker(manager: User) -> None:
    kemi, maren = officer(manager.authority, "Kemi Adebrook"), officer(manager.authority, "Maren Oakhollow")
    ivo, lowri = arrival(manager.authority, "Ivo"), arrival(manager.authority, "Lowri")
    NamedIroFactory.create(child=lowri, iro=kemi)

    page = send(manager, PATH, child=[ivo.pk, lowri.pk], confirm="yes", **row(ivo, maren), **row(lowri, maren), **day())

    assert (
        "Nothing was saved. Lowri Marblecroft: Somebody else named an IRO for this child while you were choosing."
        in words(page)
    )
    assert NamedIro.objects.filter(ended_on__isnull=True).count() == 1
    assert f"{NamedIro.objects.get().pk}-{kemi.pk}" in page.content.decode()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("24", "must be today or in the past"), ("", "The day of the appointments must include a day")],
)
def test_an_impossible_day_is_refused(manager: User, number: str, sentence: str) -> None:
    maren = officer(manager.authority, "Maren Oakhollow")
    ivo = arrival(manager.authority, "Ivo")

    page = send(manager, PATH, child=ivo.pk, confirm="yes", **row(ivo, maren), **day(number))

    assert sentence in words(page)
    assert "<title>Error: " in page.content.decode()
    assert not NamedIro.objects.exists()


def test_a_departure_from_practice_asks_for_the_reason_on_its_field(manager: User) -> None:
    before = officer(manager.authority, "Kemi Adebrook")
    maren = officer(manager.authority, "Maren Oakhollow")
    ivo = arrival(manager.authority, "Ivo")
    NamedIroFactory.create(
        child=ivo, iro=before, appointed_on=date(2025, 1, 6), ended_on=date(2025, 6, 2), reason_ended="ceased"
    )

    page = send(manager, PATH, child=ivo.pk, confirm="yes", **row(ivo, maren), **day())
    answer = send(manager, PATH, child=ivo.pk, confirm="yes", reason="Ivo asked.", **row(ivo, maren), **day())

    assert 'href="#id_reason"' in page.content.decode()
    assert answer.status_code == 302
    assert NamedIro.objects.get(ended_on__isnull=True).reason == "Ivo asked."


def test_says_whom_nobody_may_take(manager: User) -> None:
    maren = officer(manager.authority, "Maren Oakhollow")
    ivo = arrival(manager.authority, "Ivo")
    InvolvementFactory.create(child=ivo, user=maren)

    told = words(visit(manager, PATH, child=ivo.pk))

    assert "Nobody in post may take these children" in told
    assert "Ivo Marblecroft ." in told


def test_names_and_tells_all_in_one_step(manager: User) -> None:
    leaver, maren = officer(manager.authority, "Kemi Adebrook"), officer(manager.authority, "Maren Oakhollow")
    running = NamedIroFactory.create(child=arrival(manager.authority, "Ivo"), iro=leaver)
    lowri = arrival(manager.authority, "Lowri")

    send(
        manager,
        PATH,
        child=[running.child_id, lowri.pk],
        confirm="yes",
        tell="on",
        **row(running.child, maren, f"{running.pk}-{leaver.pk}"),
        **row(lowri, maren),
        **day(),
    )

    named = dict(NamedIro.objects.filter(ended_on__isnull=True).values_list("child_id", "pk"))
    assert list(Message.objects.order_by("child_id").values_list("child", "template", "about_id", "state")) == [
        (running.child_id, "iro-changed-child-young", named[running.child_id], "held"),
        (lowri.pk, "iro-named-child-young", named[lowri.pk], "held"),
    ]


def test_asks_whose_caseload_when_nobody_is_chosen(manager: User) -> None:
    maren = officer(manager.authority, "Maren Oakhollow")
    NamedIroFactory.create(child=arrival(manager.authority, "Ivo"), iro=maren)

    assert "Maren Oakhollow: 1 child" in words(visit(manager, PATH))
    assert "Choose at least one child, or whose caseload is shared out" in words(visit(manager, PATH, leaver=""))
    assert "carries no looked-after child" in words(
        visit(manager, PATH, leaver=officer(manager.authority, "Sunita Larkmoor").pk)
    )


def test_is_for_those_who_appoint_here(manager: User, everything_in_scope: None) -> None:
    ivo = arrival(manager.authority, "Ivo")
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Otherland"))

    assert visit(UserFactory.create(iro=True, authority=manager.authority), PATH).status_code == 403
    assert visit(elsewhere, PATH, child=ivo.pk).status_code == 404
    assert visit(elsewhere, PATH, leaver=manager.pk).status_code == 404
    assert asks_to_sign_in(visit(None, PATH))


def test_asks_the_database_as_often_for_three_children_as_for_one(manager: User) -> None:
    officer(manager.authority, "Maren Oakhollow")
    children = [arrival(manager.authority, given) for given in ("Ivo", "Lowri", "Kit")]

    one = queries(manager, f"{PATH}?child={children[0].pk}")
    three = queries(manager, PATH + "?" + "&".join(f"child={child.pk}" for child in children))

    assert (one, three) == (29, 29)
