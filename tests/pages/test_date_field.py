"""A date in three parts: what is taken, and the sentence for each thing that can be wrong."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from heard.pages.date_field import DateField


class HeldForm(forms.Form):
    held_on = DateField(what="the date the review was held", label="When was it held?")


class OptionalForm(forms.Form):
    seen_on = DateField(what="the day of the visit", required=False)


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"held_on_day": day, "held_on_month": month, "held_on_year": year}


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("27", "11", "2026"), (" 27 ", "Nov", "2026"), ("27", "november", "2026"), ("27", "Tachwedd", "2026")],
)
def test_takes_numbers_and_names_of_months(day: str, month: str, year: str) -> None:
    form = HeldForm(typed(day, month, year))

    assert form.is_valid()
    assert form.cleaned_data == {"held_on": date(2026, 11, 27)}


@pytest.mark.parametrize(
    ("parts", "message", "at_fault"),
    [
        (("", "", ""), "Enter the date the review was held", ("day", "month", "year")),
        (("", "11", "2026"), "The date the review was held must include a day", ("day",)),
        (("27", "", "2026"), "The date the review was held must include a month", ("month",)),
        (("27", "", ""), "The date the review was held must include a month and a year", ("month", "year")),
        (("27", "11", "26"), "The date the review was held must have a year of 4 digits, like 2026", ("year",)),
        (("31", "11", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("29", "2", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("first", "11", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("1", "13", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("9" * 400, "11", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("٣", "11", "2026"), "The date the review was held must be a real date", ("day", "month", "year")),
        (("1", "1", "0000"), "The date the review was held must be a real date", ("day", "month", "year")),
    ],
)
def test_says_what_is_wrong_and_where(parts: tuple[str, ...], message: str, at_fault: tuple[str, ...]) -> None:
    form = HeldForm(typed(*parts))

    assert form.errors == {"held_on": [message]}
    assert form.errors.as_data()["held_on"][0].params == {"parts": at_fault}


def test_nothing_at_all_is_an_empty_date() -> None:
    assert OptionalForm({}).is_valid()
    assert OptionalForm({"seen_on_day": ""}).fields["seen_on"].clean(("", "", "")) is None


def test_knows_whether_it_was_changed() -> None:
    field = DateField(what="the day")

    assert not field.has_changed(date(2026, 11, 7), ("7", "11", "2026"))
    assert field.has_changed(date(2026, 11, 7), ("8", "11", "2026"))
    assert not field.has_changed(None, ("", "", ""))


def test_a_date_stands_in_its_three_inputs() -> None:
    html = HeldForm(initial={"held_on": date(2026, 11, 7)})["held_on"].as_field_group()

    for part, value in (("day", "7"), ("month", "11"), ("year", "2026")):
        assert f'id="id_held_on_{part}" name="held_on_{part}" type="text" value="{value}"' in html


def test_asks_in_welsh() -> None:
    with translation.override("cy"):
        assert HeldForm(typed("", "", "")).errors == {"held_on": ["Rhowch y dyddiad: the date the review was held"]}
