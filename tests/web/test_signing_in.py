"""What is closed round signing in, and that nothing of a child stays in a shared browser."""

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from tests.factories import ChildFactory, PeriodFactory, UserFactory
from tests.web.visits import send, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, email="maren@anyshire.example")


@pytest.mark.parametrize("path", ["email/", "signup/", "signup/passkey/", "confirm-email/", "confirm-email/abc/"])
def test_accounts_and_their_addresses_are_kept_by_the_administrator_alone(maren: User, path: str) -> None:
    answers = [
        visit(maren, f"/account/{path}"),
        send(maren, f"/account/{path}", action_add="", email="else@where.example"),
        Client().get(f"/account/{path}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    maren.refresh_from_db()
    assert maren.email == "maren@anyshire.example"


def test_a_page_about_a_child_is_not_kept_by_the_browser(maren: User) -> None:
    child = PeriodFactory.create(child=ChildFactory.create(authority=maren.authority)).child

    answer = visit(maren, reverse("child:show", args=[child.pk]))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")


def test_the_address_that_was_asked_for_comes_back_whole() -> None:
    answer = Client().get("/children/?q=teo&page=2")

    assert answer["Location"] == "/account/login/?next=%2Fchildren%2F%3Fq%3Dteo%26page%3D2"
