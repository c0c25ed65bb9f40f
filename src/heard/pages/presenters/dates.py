"""Dates in words, in English and Welsh, as design.md 6 says.

Every function takes the date and, where the year may be left out, today. The language is the one that the request
speaks, unless another is given. Times are shown as London keeps them.
"""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.utils.translation import get_language

LONDON = ZoneInfo("Europe/London")
AHEAD = 3  # months of next year that need no year beside them


def _locale(language: str | None) -> str:
    chosen = language or get_language() or "en"
    return "cy" if chosen.startswith("cy") else "en_GB"


def long(value: date, *, language: str | None = None) -> str:
    """Give "Monday 30 November 2026", in Welsh "dydd Llun 30 Tachwedd 2026"."""
    return _uncapped(_format(value, "EEEE d MMMM y", _locale(language)), language)


def day(value: date, *, language: str | None = None) -> str:
    """Give "Monday 30 November", without the year."""
    return _uncapped(_format(value, "EEEE d MMMM", _locale(language)), language)


def plain(value: date, *, language: str | None = None) -> str:
    """Give "30 November 2026", without the day of the week: for days long ago and dates of birth."""
    return _format(value, "d MMMM y", _locale(language))


def short(value: date, *, today: date, language: str | None = None) -> str:
    """Give "Mon 30 Nov" for tables, with the year only if it is neither this year nor the three months after."""
    pattern = "EEE d MMM" if _year_is_plain(value, today) else "EEE d MMM y"
    return _format(value, pattern, _locale(language))


def day_month(value: date, *, today: date, language: str | None = None) -> str:
    """Give "11 Nov", with the year under the same rule as `short`."""
    pattern = "d MMM" if _year_is_plain(value, today) else "d MMM y"
    return _format(value, pattern, _locale(language))


def plain_day(value: date, *, language: str | None = None) -> str:
    """Give "30 Nov", for rows whose year is plain."""
    return _format(value, "d MMM", _locale(language))


def month(value: date, *, full: bool = False, language: str | None = None) -> str:
    """Give "Nov 2026", or "November 2026" in full."""
    return _format(value, "MMMM y" if full else "MMM y", _locale(language))


def weekday(value: date, *, language: str | None = None) -> str:
    """Give the short name of the day: "Mon", in Welsh "Llun"."""
    return _format(value, "EEE", _locale(language))


def weekday_name(value: date, *, language: str | None = None) -> str:
    """Give the name of the day: "Saturday", in Welsh "dydd Sadwrn"."""
    return _uncapped(_format(value, "EEEE", _locale(language)), language)


def clock_time(value: time | datetime, *, language: str | None = None) -> str:
    """Give "16:15"."""
    moment = value.astimezone(LONDON).time() if isinstance(value, datetime) else value
    return format_time(moment, "HH:mm", locale=_locale(language))


def instant(value: datetime, *, language: str | None = None) -> str:
    """Give "Sunday 22 November 2026, 23:10" of an aware instant, as London's clocks showed it."""
    return f"{long(value.astimezone(LONDON).date(), language=language)}, {clock_time(value, language=language)}"


@lru_cache(maxsize=4096)
def _format(value: date, pattern: str, locale: str) -> str:
    return str(format_date(value, pattern, locale=locale))


def _year_is_plain(value: date, today: date) -> bool:
    months_ahead = (value.year - today.year) * 12 + value.month - today.month
    return value.year == today.year or (value.year == today.year + 1 and months_ahead <= AHEAD)


def _uncapped(text: str, language: str | None) -> str:
    """Welsh names of days begin small inside a sentence; Babel gives them as headings."""
    return text[0].lower() + text[1:] if _locale(language) == "cy" else text
