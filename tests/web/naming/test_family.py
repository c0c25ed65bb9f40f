"""What a child needs of an IRO, and which children belong together."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import Needs
from heard.children.models import Child, FamilyLink
from tests.factories import AuthorityFactory, ChildFactory, PeriodFactory, UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def teo(manager: User) -> Child:
    child = ChildFactory.create(authority=manager.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    return child


def test_records_languages_and_what_the_iro_should_know(manager: User, teo: Child) -> None:
    path = f"/children/{teo.pk}/iro/needs/"

    answer = send(manager, path, languages="Welsh\n\n Polish ", specialisms=["disability"])

    assert (answer.status_code, answer["Location"]) == (302, f"/children/{teo.pk}/iro/")
    assert list(Needs.objects.values_list("child", "languages", "specialisms")) == [
        (teo.pk, ["polish", "welsh"], ["disability"])
    ]
    assert "Polish\nWelsh</textarea>" in visit(manager, path).content.decode()


def test_a_language_too_long_is_refused_with_the_sentence(manager: User, teo: Child) -> None:
    answer = send(manager, f"/children/{teo.pk}/iro/needs/", languages="x" * 41)

    assert "Enter each language on a line of its own, in up to 40 letters" in words(answer)
    assert not Needs.objects.exists()


@pytest.mark.parametrize("role", ["sibling", "parent", "child"])
def test_links_a_child_found_by_name(manager: User, teo: Child, role: str) -> None:
    other = ChildFactory.create(authority=manager.authority, given_name="Gethin")
    path = f"/children/{teo.pk}/family/"

    found = visit(manager, path, q="geth")
    answer = send(manager, path, q="geth", relative=other.pk, role=role)

    assert "Gethin Marblecroft" in words(found)
    assert answer.status_code == 302
    pair = {"sibling": tuple(sorted([teo.pk, other.pk])), "parent": (other.pk, teo.pk), "child": (teo.pk, other.pk)}
    assert FamilyLink.objects.values_list("child", "relative", "kind").get() == (
        *pair[role],
        "sibling" if role == "sibling" else "parent",
    )
    assert "Gethin Marblecroft" in words(visit(manager, path))


def test_refuses_who_was_not_found_and_who_is_linked_already(manager: User, teo: Child) -> None:
    other = ChildFactory.create(authority=manager.authority, given_name="Gethin")
    path = f"/children/{teo.pk}/family/"
    send(manager, path, q="geth", relative=other.pk, role="sibling")

    again = send(manager, path, q="geth", relative=other.pk, role="parent")
    nobody = send(manager, path, q="geth", role="sibling")
    itself = send(manager, path, q="teo", relative=teo.pk, role="sibling")

    assert "These two children are linked already." in words(again)
    assert "Choose the other child" in words(nobody)
    assert "Choose the other child from the list" in words(itself)
    assert FamilyLink.objects.count() == 1


def test_a_child_of_another_authority_is_never_offered(manager: User, teo: Child, everything_in_scope: None) -> None:
    ChildFactory.create(authority=AuthorityFactory.create(name="Otherland"), given_name="Gethin")

    assert "No other child of the service has this name or local id." in words(
        visit(manager, f"/children/{teo.pk}/family/", q="gethin")
    )


def test_what_nobody_can_type_is_looked_for_as_nothing(manager: User, teo: Child) -> None:
    ChildFactory.create(authority=manager.authority, given_name="Gethin")

    page = visit(manager, f"/children/{teo.pk}/family/", q="ge\x00thin")

    assert "Gethin" in words(page)


def test_takes_a_link_back(manager: User, teo: Child) -> None:
    other = ChildFactory.create(authority=manager.authority, given_name="Gethin")
    send(manager, f"/children/{teo.pk}/family/", q="geth", relative=other.pk, role="sibling")
    link = FamilyLink.objects.get()

    send(manager, f"/children/{teo.pk}/family/unlink/", link=link.pk + 1)
    kept = FamilyLink.objects.count()
    send(manager, f"/children/{teo.pk}/family/unlink/", link=link.pk)

    assert (kept, FamilyLink.objects.count()) == (1, 0)
