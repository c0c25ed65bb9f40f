"""The sentences of refusals stand in the catalogue, and are told in the language of the page."""

import io

from django.utils import translation

from heard.common.errors import DomainError, NotFound
from heard.common.refusals import extract

SOURCE = b'''
from heard.common.errors import DomainError
from django.utils.translation import gettext


class TooLate(DomainError):
    """This is refused.

    And mended so.
    """


class HeldInFuture(DomainError):
    """The day lies ahead."""


class Other:
    """Not told to anybody."""


print(gettext("Save"))
'''


def test_finds_the_sentence_of_each_refusal_beside_what_is_marked() -> None:
    found = [message for _line, _function, message, _comments in extract(io.BytesIO(SOURCE), {"gettext": None}, [], {})]

    assert found == ["Save", "The day lies ahead."]  # TooLate is not one of the house


def test_a_refusal_is_told_in_the_language_of_the_page() -> None:
    with translation.override("cy"):
        assert NotFound().message != str(NotFound())
        assert DomainError("No such sentence stands in the catalogue.").message.startswith("No such sentence")
    with translation.override("en"):
        assert NotFound().message == "There is no such page, or it is not yours to see."
