"""Children without an IRO."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from tests.factories import AuthorityFactory, UserFactory, diary
from tests.web.service.test_today import child_in_care
from tests.web.visits import asks_to_sign_in, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/without-iro/"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def test_lists_the_soonest_first(manager: User) -> None:
    child_in_care(manager.authority, "Lowri", date(2026, 11, 20))
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    named = child_in_care(
        manager.authority, "Wren", date(2026, 11, 16), iro=UserFactory.create(iro=True, authority=manager.authority)
    )
    diary(manager.authority)

    told = words(visit(manager, PATH))

    assert told.index("Ivo Marblecroft") < told.index("Lowri Marblecroft")
    assert named.shown_name not in told


def test_says_when_nobody_waits(manager: User) -> None:
    assert "Every looked-after child has a named IRO" in words(visit(manager, PATH))


def test_is_for_those_who_run_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    assert visit(UserFactory.create(iro=True, authority=manager.authority), PATH).status_code == 403
    assert "Ivo Marblecroft" not in words(visit(elsewhere, PATH))
    assert asks_to_sign_in(visit(None, PATH))


def test_asks_the_database_as_often_for_three_children_as_for_one(manager: User) -> None:
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)
    one = queries(manager, PATH)
    for given in ("Lowri", "Kit"):
        child_in_care(manager.authority, given, date(2026, 11, 16))
    diary(manager.authority)

    assert (one, queries(manager, PATH)) == (6, 6)
