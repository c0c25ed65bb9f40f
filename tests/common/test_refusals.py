"""The sentences of refusals stand in the catalogue, and are told in the language of the page."""

import io
from datetime import date

from django.utils import translation

from heard.common.errors import DomainError, NotFound
from heard.common.refusals import extract, extract_data
from heard.common.sentences import AnyOf, Counted, Sentence
from heard.law.rules import Length, LengthKind

SOURCE = b'''
from heard.common.errors import DomainError
from django.utils.translation import gettext


class TooLate(DomainError):
    """This is refused.

    And mended so.
    """


class HeldInFuture(DomainError):
    """The day lies ahead."""

    @classmethod
    def by(cls, day: date) -> "HeldInFuture":
        return cls("%(day)s lies ahead.", day=day)


class Other:
    """Not told to anybody."""


class Way(models.TextChoices):
    """How."""

    VISIT = "visit", "By a visit"
    LETTER = "letter", gettext_lazy("By letter")


def refuse(late: bool, name: str) -> None:
    if late:
        raise HeldInFuture("%(name)s is not there.", name=name)
    raise HeldInFuture("One way." if name else "Or another.")


print(gettext("Save"))
'''
DATA = b"""
[[rule]]
id = "first"
title = "First review"
clock = "the first day"

[[rule.version]]
note = "Read by one person."

[[schedule]]
items = [{ id = "one", sentence = "Whether there is a plan" }, { id = "two", sentence = "First review" }]
"""


def test_finds_refusals_and_labels_of_choices_beside_what_is_marked() -> None:
    found = [message for _line, _function, message, _comments in extract(io.BytesIO(SOURCE), {"gettext": None}, [], {})]

    assert sorted(found) == [  # TooLate is not one of the house
        "%(day)s lies ahead.",
        "%(name)s is not there.",
        "By a visit",
        "One way.",
        "Or another.",
        "Save",
        "The day lies ahead.",
    ]


def test_finds_what_pages_tell_of_a_data_file_once() -> None:
    found = [message for _line, _function, message, _comments in extract_data(io.BytesIO(DATA), {}, [], {})]

    assert found == ["First review", "the first day", "Whether there is a plan"]


def test_a_refusal_is_told_in_the_language_of_the_page() -> None:
    with translation.override("cy"):
        assert NotFound().message != str(NotFound())
        assert DomainError("No such sentence stands in the catalogue.").message.startswith("No such sentence")
    with translation.override("en"):
        assert NotFound().message == "There is no such page, or it is not yours to see."


def test_days_and_lengths_in_a_refusal_are_told_in_the_language_of_the_page() -> None:
    refused = DomainError(
        "The review must be completed within %(length)s of its first sitting, by %(day)s. "
        "Choose that day or an earlier one.",
        length=Length(kind=LengthKind.WORKING_DAYS, amount=20),
        day=date(2026, 11, 30),
    )

    with translation.override("cy"):
        assert refused.message == (
            "Rhaid cwblhau’r adolygiad o fewn 20 diwrnod gwaith i’w eisteddiad cyntaf, erbyn 30 Tachwedd 2026. "
            "Dewiswch y diwrnod hwnnw neu un cynharach."
        )
        english = (
            "The review must be completed within 20 working days of its first sitting, by 30 November 2026. "
            "Choose that day or an earlier one."
        )
        assert str(refused) == english
    with translation.override("en"):
        assert refused.message == english


def test_refusals_hold_other_sentences_counts_and_choices() -> None:
    told = DomainError(
        "%(first)s %(found)s %(type)s",
        first=NotFound().sentence,
        found=(Sentence("Not known"), Counted("%(n)d child", "%(n)d children", 2)),
        type=AnyOf((".jpg", ".jpeg")),
    )

    assert str(told) == "There is no such page, or it is not yours to see. Not known 2 children .jpg or .jpeg"
    with translation.override("cy"):
        assert told.message == f"{NotFound().message} Ddim yn hysbys 2 blentyn .jpg neu .jpeg"


def test_a_refusal_without_parts_keeps_a_percent_sign_as_it_is() -> None:
    assert DomainError("50% of it").message == "50% of it"
