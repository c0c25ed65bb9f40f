"""Where each person begins."""

import pytest

from heard.accounts.models import ResponsibleAuthority
from tests.factories import UserFactory
from tests.web.visits import asks_to_sign_in, visit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        ("iro", "/my-week/"),
        ("iro_manager", "/service/"),
        ("business_support", "/service/"),
        ("social_worker", "/children/"),
        ("inspector", "/children/"),
        ("board_member", "/service/timeliness/"),
        ("administrator", "/people/"),
        ("data_protection_officer", "/me/"),
    ],
)
def test_each_role_begins_where_its_work_is(anyshire: ResponsibleAuthority, role: str, begins: str) -> None:
    user = UserFactory.create(authority=anyshire, roles=[role])

    assert visit(user, "/")["Location"] == begins
    assert visit(user, begins).status_code == 200


def test_somebody_signed_out_is_asked_to_sign_in() -> None:
    assert asks_to_sign_in(visit(None, "/"))
