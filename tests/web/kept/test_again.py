"""A form sent when the session had ended: what was typed is kept on the page and sent again."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from heard.accounts.models import ResponsibleAuthority, User
from heard.common import scope
from heard.oversight.models import IroContact
from heard.web.kept.typing import Typed, read
from tests.factories import ChildFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.web.visits import visitor, words

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
PLAIN = "application/x-www-form-urlencoded"
TYPED = {
    "on_day": "20", "on_month": "11", "on_year": "2026", "spoke_with": "child", "way": "telephone",
    "words": "\nWants “more” <time>\n & says so.",
}  # fmt: skip


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def address(maren: User) -> str:
    child = PeriodFactory.create(child=ChildFactory.create(authority=maren.authority)).child
    return f"/children/{child.pk}/between/contact/"


def post(client: Client, path: str, typed: dict[str, str], headers: dict[str, str] | None = None) -> Any:
    with scope.within(scope.NOBODY):
        return client.post(path, urlencode(typed), content_type=PLAIN, headers=HERE if headers is None else headers)


def carried(answer: Any) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return unescape(found[1])


def test_what_was_typed_is_kept_and_sent_again_after_signing_in(maren: User, address: str) -> None:
    lost = post(Client(), address, TYPED | {"csrfmiddlewaretoken": "old"})
    kept = carried(lost)
    still_out = post(Client(), "/signed-out/again/", {"kept": kept})
    back = post(visitor(maren), "/signed-out/again/", {"kept": kept})

    assert (lost.status_code, lost["Cache-Control"]) == (401, "no-store, private")
    assert "You were signed out before this was saved" in words(lost)
    assert "Wants" not in lost.content.decode()
    assert (still_out.status_code, carried(still_out) != "") == (401, True)
    assert read(kept) == Typed(to=address, fields=tuple(TYPED.items()))
    assert back.status_code == 200
    page = back.content.decode()
    assert f'action="{address}"' in page
    again = {
        name: unescape(text) for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    }
    assert again == TYPED
    saved = post(visitor(maren), address, again)
    assert saved.status_code == 302
    assert list(IroContact.objects.values_list("on", "words")) == [
        (date(2026, 11, 20), "Wants “more” <time>\n& says so.")
    ]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://else.where.example"}])
def test_what_another_site_sends_is_not_kept(maren: User, address: str, headers: dict[str, str]) -> None:
    kept = carried(post(Client(), address, TYPED))

    lost = post(Client(), address, TYPED, headers)
    back = post(visitor(maren), "/signed-out/again/", {"kept": kept}, headers)

    assert (lost.status_code, lost["Location"].split("?")[0]) == (302, "/account/login/")
    assert (back.status_code, back["Location"]) == (302, "/account/login/")


def test_what_was_changed_on_the_way_is_not_taken(maren: User) -> None:
    answer = post(visitor(maren), "/signed-out/again/", {"kept": "e30:1abc:xyz"})

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")


def test_a_private_note_is_never_kept(maren: User) -> None:
    review = ReviewFactory.create(child=ChildFactory.create(authority=maren.authority))

    answer = post(Client(), f"/reviews/{review.pk}/talk/record/", {"note": "Afraid"})

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


def test_only_forms_of_pages_that_are_there_are_kept() -> None:
    nowhere, looked = post(Client(), "/nowhere/", TYPED), Client().get("/signed-out/again/")

    assert (nowhere.status_code, looked.status_code) == (302, 405)
