"""What stands on every letter: the administrator says."""

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.correspondence.models import LetterSettings
from tests.factories import UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/settings/letters/"


def test_the_administrator_says_what_stands_on_letters(anyshire: ResponsibleAuthority) -> None:
    rosa = UserFactory.create(authority=anyshire, administrator=True)
    assert visit(rosa, PATH).status_code == 200

    answer = send(rosa, PATH, advocacy="Voice Together, 01632 960 142", complaints="", double_sided="on")

    assert answer["Location"] == PATH
    assert list(LetterSettings.objects.values_list("authority", "advocacy", "complaints", "double_sided")) == [
        (anyshire.pk, "Voice Together, 01632 960 142", "", True)
    ]
    assert "Voice Together" in visit(rosa, PATH).content.decode()


def test_words_that_are_too_long_change_nothing(anyshire: ResponsibleAuthority) -> None:
    rosa = UserFactory.create(authority=anyshire, administrator=True)

    answer = send(rosa, PATH, advocacy="x" * 161, complaints="")

    assert "at most 160 characters" in words(answer)
    assert not LetterSettings.objects.exists()


def test_nobody_else_may(anyshire: ResponsibleAuthority) -> None:
    for role in ("iro_manager", "business_support", "iro"):
        assert visit(UserFactory.create(authority=anyshire, roles=[role]), PATH).status_code == 403
