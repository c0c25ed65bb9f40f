"""Dates as the return writes them (day/month/year), and why one cannot be read."""

import re
from calendar import isleap, month_name, monthrange
from datetime import date

_FORM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][0-9:.]*)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def read_date(text: str) -> date | None:
    """Read day/month/year; None when there is no such day or it is written in another way."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateReader(dict[str, "date | None"]):
    """Dates by their text, each text read once; blank and unreadable ones are None."""

    def __missing__(self, text: str) -> date | None:
        found = self[text] = read_date(text.strip())
        return found


def why_unreadable(text: str) -> str:
    """Say in one or two plain sentences why this text is no date of the return, and how to mend it."""
    text = text.strip()
    if found := _FORM.fullmatch(text):
        return _no_such_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _ISO.fullmatch(text):
        meant = read_date(f"{found[3]}/{found[2]}/{found[1]}")
        if meant is not None:
            return f"The return writes dates as day/month/year. Write {meant:%d/%m/%Y}."
    if found := _SHORT_YEAR.fullmatch(text):
        return "The year has two figures. Write it in full, like 31/03/2026."
    return "This is not a date. Write it as day/month/year, like 31/03/2026."


def _no_such_day(day: int, month: int, year: int) -> str:
    if not 1 <= month <= 12:
        return f"There is no month {month}. Write the date as day/month/year."
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return f"The year {year:04d} cannot be right. Write the date as day/month/year."
    if day == 0:
        return "There is no day 0. Write the date as day/month/year."
    if month == 2:
        length = 29 if isleap(year) else 28
        return f"February {year} has {length} days."
    return f"{month_name[month]} has {monthrange(year, month)[1]} days."


def in_words(day: date) -> str:
    """Write a date for a sentence: 15 October 2026."""
    return f"{day.day} {month_name[day.month]} {day.year}"
