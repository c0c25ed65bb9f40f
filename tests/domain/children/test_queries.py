"""Who may see which child: by the service, the team, the work, and never another authority's."""

import pytest

from heard.accounts.permissions import Role
from heard.children.names import sort_key_of
from heard.children.queries import get_visible, search, visible_to
from heard.common.errors import NotFound
from tests.factories import ChildFactory, RelationshipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

SEES = {
    Role.IRO: {"open", "of the team", "worked with", "restricted, own"},
    Role.IRO_MANAGER: {"open", "of the team", "worked with", "restricted", "restricted, own"},
    Role.BUSINESS_SUPPORT: {"open", "of the team", "worked with", "restricted, own"},
    Role.SOCIAL_WORKER: {"worked with", "restricted, own"},
    Role.TEAM_MANAGER: {"of the team", "worked with", "restricted, own"},
    Role.LEGAL_OFFICER: {"worked with", "restricted, own"},
    Role.COMPLAINTS_MANAGER: {"worked with", "restricted, own"},
    Role.BOARD_MEMBER: set(),
    Role.INSPECTOR: {"worked with", "restricted, own"},
    Role.DATA_PROTECTION_OFFICER: set(),
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_the_children_that_it_may(anyshire, sir_unrhyw, role):
    team = TeamFactory.create(authority=anyshire)
    viewer = UserFactory.create(authority=anyshire, roles=[role.value], team=team)
    ChildFactory.create(authority=anyshire, local_id="open")
    ChildFactory.create(authority=anyshire, local_id="of the team", team=team)
    ChildFactory.create(authority=anyshire, local_id="restricted", restricted=True, team=team)
    ChildFactory.create(authority=sir_unrhyw, local_id="elsewhere")
    for local_id, restricted in (("worked with", False), ("restricted, own", True)):
        child = ChildFactory.create(authority=anyshire, local_id=local_id, restricted=restricted)
        RelationshipFactory.create(child=child, user=viewer)

    assert set(visible_to(viewer).values_list("local_id", flat=True)) == SEES[role]


def test_a_relationship_that_ended_opens_nothing(anyshire):
    viewer = UserFactory.create(authority=anyshire, social_worker=True)
    ended = RelationshipFactory.create(child__authority=anyshire, user=viewer)
    assert get_visible(ended.child_id, viewer=viewer) == ended.child

    ended.until_on = ended.from_on
    ended.save(update_fields=["until_on"])

    with pytest.raises(NotFound):
        get_visible(ended.child_id, viewer=viewer)


def test_not_there_and_not_theirs_are_the_same(anyshire, sir_unrhyw):
    viewer = UserFactory.create(authority=anyshire, manager=True)
    elsewhere = ChildFactory.create(authority=sir_unrhyw)

    answers = []
    for child_id in (elsewhere.pk, 987_654_321):
        with pytest.raises(NotFound) as refused:
            get_visible(child_id, viewer=viewer)
        answers.append(refused.value.message)

    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("marble", {"1"}),
        ("teo marblecroft", {"1"}),
        ("Marblecroft Téo", {"1"}),
        ("wyn", {"2"}),
        ("77", {"3"}),
        ("", {"1", "2", "3"}),
        ("nobody", set()),
        ("%", set()),
    ],
)
def test_finds_by_part_of_a_name_without_accents_or_by_local_id(anyshire, text, found):
    viewer = UserFactory.create(authority=anyshire)
    ChildFactory.create(authority=anyshire, local_id="1", given_name="Teo", family_name="Marblecroft")
    ChildFactory.create(authority=anyshire, local_id="2", given_name="Ŵyn", family_name="Coppergate")
    third = ChildFactory.create(authority=anyshire, local_id="771", unnamed=True)

    hits = set(search(text, within=visible_to(viewer)).values_list("local_id", flat=True))

    assert {"3" if hit == third.local_id else hit for hit in hits} == found


def test_names_stand_in_order_without_case_or_accents_and_the_unnamed_last():
    people = [("Zoe", "Ash", "1"), ("ada", "Ŵyn", "2"), ("Ada", "wood", "3"), ("", "", "10"), ("", "", "9")]

    ordered = sorted(people, key=lambda each: sort_key_of(given_name=each[0], family_name=each[1], local_id=each[2]))

    assert [local_id for _, _, local_id in ordered] == ["1", "3", "2", "9", "10"]
