"""A date asked for as day, month and year, with a sentence for each thing that can be wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import pgettext_lazy as named

PARTS = ("day", "month", "year")
LABELS = {
    "day": named("part of a date", "Day"),
    "month": named("part of a date", "Month"),
    "year": named("part of a date", "Year"),
}
ASKS = {"day": gettext_lazy("a day"), "month": gettext_lazy("a month"), "year": gettext_lazy("a year")}
YEAR_LENGTH = 4
DAY_LENGTH = 2


class PartedDate(forms.Widget):
    """Three inputs, named and identified by the field's own name with `_day`, `_month`, `_year` after it."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_day" if id_ else id_

    def parts(self, value: Any) -> tuple[str, ...]:
        """Give the texts of the three inputs of a date, of what was typed, or of nothing."""
        if isinstance(value, date):
            return (str(value.day), str(value.month), str(value.year))
        return tuple(value) if value else ("", "", "")


class DateField(forms.Field):
    """A date in three parts. `what` names it inside a sentence: "the date the review was held".

    Takes a month as a number or a name, in English or Welsh. Refuses an empty field, missing parts (named), a
    year without four digits, and a day that the calendar does not have.
    """

    widget = PartedDate

    def __init__(self, *, what: Any, **kwargs: Any) -> None:
        self.what = what
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Give the date. Raises ValidationError with the parts at fault in its params."""
        if value is None or isinstance(value, date):
            return value
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._error(_missing_words(missing), missing)
        day, month, year = value
        if not (year.isascii() and year.isdecimal() and len(year) == YEAR_LENGTH):
            raise self._error(gettext("%(what)s must have a year of 4 digits, like 2026"), ["year"])
        if not (day.isascii() and day.isdecimal() and len(day) <= DAY_LENGTH):
            raise self._error(gettext("%(what)s must be a real date"), PARTS)
        try:
            return date(int(year), _month(month), int(day))
        except ValueError:
            raise self._error(gettext("%(what)s must be a real date"), PARTS) from None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            text = gettext("Enter %(what)s") % {"what": self.what}
            raise ValidationError(text, code="no-date", params={"parts": PARTS})

    def has_changed(self, initial: Any, data: Any) -> bool:
        parts = PartedDate()
        return parts.parts(initial) != parts.parts(data)

    def _error(self, text: str, parts: Sequence[str]) -> ValidationError:
        what = str(self.what)
        words = text % {"what": what[:1].upper() + what[1:]}
        return ValidationError(words, code="wrong-date", params={"parts": tuple(parts)})


def _missing_words(missing: Sequence[str]) -> str:
    """Give the sentence with its place for the date's name still open."""
    if len(missing) == 1:
        return gettext("%(what)s must include %(part)s") % {"what": "%(what)s", "part": ASKS[missing[0]]}
    text = gettext("%(what)s must include %(part)s and %(other)s")
    return text % {"what": "%(what)s", "part": ASKS[missing[0]], "other": ASKS[missing[1]]}


def _month(typed: str) -> int:
    """Raises ValueError for what is no month."""
    return _month_names().get(typed.casefold().rstrip(".")) or int(typed)


@cache
def _month_names() -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for locale in ("en_GB", "cy")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
