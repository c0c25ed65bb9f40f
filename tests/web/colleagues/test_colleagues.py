"""Who works with a child: entered on the child's people, ended, taken back, and the team."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import Conflict
from heard.children.models import Child, Relationship
from heard.common import scope
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    TeamFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire, name="Dougie Farrow")


@pytest.fixture
def teo(dougie: User) -> Child:
    child = ChildFactory.create(authority=dougie.authority)
    PeriodFactory.create(child=child)
    return child


@pytest.fixture
def rosa(dougie: User) -> User:
    return UserFactory.create(social_worker=True, authority=dougie.authority, name="Rosa Hallam")


def people(child: Child) -> str:
    return reverse("parties:show", args=[child.pk])


def told(rosa: User, **more: str) -> dict[str, str]:
    first = {"from_on_day": "16", "from_on_month": "11", "from_on_year": "2026"}
    return {"kind": "social_worker", "person": str(rosa.pk)} | first | more


def followed(user: User, path: str, **data: Any) -> str:
    client: Client = visitor(user)
    with scope.within(scope.NOBODY):
        return words(client.post(path, data, follow=True))


def test_nobody_works_with_the_child_yet(dougie: User, teo: Child) -> None:
    page = visit(dougie, people(teo))

    assert "Colleagues who work with the child No team" in words(page)
    assert "Nobody works with the child yet" in words(page)
    assert links(page)["Add a colleague"] == reverse("colleagues:add", args=[teo.pk])
    assert links(page)["Load a file for many children"] == reverse("colleagues:load")


def test_a_social_worker_is_entered_and_sees_the_child(dougie: User, teo: Child, rosa: User) -> None:
    before = visit(rosa, people(teo)).status_code
    page = followed(dougie, reverse("colleagues:add", args=[teo.pk]), **told(rosa))

    assert "The colleague is entered, and the child’s IRO was judged again." in page
    assert (
        "Colleague When What to do Rosa Hallam Social worker since 16 November 2026 Has left Rosa Hallam, Social"
        " worker, 16 November 2026 Was never so Rosa Hallam, Social worker, 16 November 2026" in page
    )
    assert (before, visit(rosa, people(teo)).status_code) == (404, 200)


def test_the_named_iro_who_is_entered_is_told_as_a_conflict(dougie: User, teo: Child) -> None:
    iro = NamedIroFactory.create(child=teo).iro
    iro.roles = ["iro", "social_worker"]
    iro.save(update_fields=["roles"])

    page = followed(dougie, reverse("colleagues:add", args=[teo.pk]), **told(iro))

    assert "1 child needs another IRO now" in page
    assert list(Conflict.objects.values_list("child", "iro")) == [(teo.pk, iro.pk)]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"kind": ""}, "Choose what part this colleague has"),
        ({"person": ""}, "Choose the colleague"),
        ({"from_on_day": ""}, "day"),
        ({"kind": "team_manager"}, "whose account is open and has the role that belongs to this part."),
        ({"from_on_day": "24"}, "The first day must be today or in the past."),
        (
            {"until_on_day": "15", "until_on_month": "11", "until_on_year": "2026"},
            "The last day must be on or after the first.",
        ),
    ],
)
def test_bad_input_gets_its_sentence_and_nothing_is_written(
    dougie: User, teo: Child, rosa: User, more: dict[str, str], sentence: str
) -> None:
    answer = send(dougie, reverse("colleagues:add", args=[teo.pk]), **told(rosa, **more))

    assert (answer.status_code, Relationship.objects.count()) == (200, 0)
    assert sentence in words(answer)
    assert "There is a problem" in words(answer)


def test_a_last_day_is_kept_and_stands_below(dougie: User, teo: Child, rosa: User) -> None:
    row = RelationshipFactory.create(child=teo, user=rosa)
    path = reverse("colleagues:end", args=[row.pk])
    day = {"until_on_month": "11", "until_on_year": "2026"}

    late = send(dougie, path, until_on_day="24", **day)
    page = followed(dougie, path, until_on_day="23", **day)
    again = send(dougie, path, until_on_day="23", **day)

    assert "The last day must be today or in the past." in words(late)
    assert "Social worker: Rosa Hallam, since 2 November 2026." in words(late)
    assert "Rosa Hallam Social worker 2 November 2026 to 23 November 2026 Was never so" in page
    assert "This colleague no longer has this part: it was ended already." in words(again)


def test_what_was_never_so_is_taken_back_after_a_question(dougie: User, teo: Child, rosa: User) -> None:
    row = RelationshipFactory.create(child=teo, user=rosa)
    path = reverse("colleagues:remove", args=[row.pk])

    asked = words(visit(dougie, path))
    page = followed(dougie, path)

    assert "Take back that Rosa Hallam works with Teo Marblecroft?" in asked
    assert "It is taken back" in page
    assert "Nobody works with the child yet" in page


def test_the_team_is_set_and_taken_away(dougie: User, teo: Child) -> None:
    north = TeamFactory.create(authority=dougie.authority, name="North")
    path = reverse("colleagues:team", args=[teo.pk])

    page = followed(dougie, path, team=str(north.pk))
    wrong = send(dougie, path, team=str(TeamFactory.create().pk))
    none = followed(dougie, path, team="")

    assert "Colleagues who work with the child Team: North" in page
    assert "There is a problem" in words(wrong)
    assert "Colleagues who work with the child No team" in none


def test_others_see_who_works_with_the_child_and_change_nothing(dougie: User, teo: Child, rosa: User) -> None:
    RelationshipFactory.create(child=teo, user=rosa)
    inspector = UserFactory.create(authority=dougie.authority, roles=["inspector"], name="Ines Peel")
    RelationshipFactory.create(child=teo, user=inspector, kind="inspection_sample")
    iro = UserFactory.create(iro=True, authority=dougie.authority)

    theirs, ours = visit(iro, people(teo)), visit(dougie, people(teo))

    assert "Rosa Hallam Social worker since 2 November 2026 –" in words(theirs)
    assert "Ines Peel" not in words(theirs)
    assert "Ines Peel Inspector, with the child in the sample" in words(ours)
    assert "Add a colleague" not in links(theirs)
    assert visit(iro, reverse("colleagues:add", args=[teo.pk])).status_code == 403


def test_is_for_those_who_keep_it_and_see_the_child(dougie: User, teo: Child, rosa: User) -> None:
    row = RelationshipFactory.create(child=teo, user=rosa)
    named = RelationshipFactory.create(child=teo, kind="named_iro")
    elsewhere = UserFactory.create(support=True, authority=AuthorityFactory.create())
    paths = [reverse(f"colleagues:{page}", args=[row.pk]) for page in ("end", "remove")]
    paths += [reverse(f"colleagues:{page}", args=[teo.pk]) for page in ("add", "team")]

    assert [visit(dougie, path).status_code for path in paths] == [200] * 4
    assert [visit(rosa, path).status_code for path in paths] == [403] * 4
    assert [visit(elsewhere, path).status_code for path in paths] == [404] * 4
    assert all(asks_to_sign_in(visit(None, path)) for path in paths)
    assert visit(dougie, reverse("colleagues:end", args=[named.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_tab_asks_as_much_for_many_colleagues(dougie: User, teo: Child, number: int) -> None:
    for _ in range(number):
        RelationshipFactory.create(child=teo, kind="legal_officer")

    assert queries(dougie, people(teo)) == 12
