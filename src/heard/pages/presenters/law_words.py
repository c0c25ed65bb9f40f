"""Words of the law's data files in the language of the request. Citations stay in the language of the Act."""

import re
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext

from heard.law.care_facts import SENTENCES
from heard.pages.presenters import dates

_PLACE = re.compile(r"%\\\(([a-z]+)\\\)s")


def told(words: str) -> str:
    """Give the title of a rule, a matter of the agenda or the like; `script/messages` gathers them for translators."""
    return gettext(words) if words else ""


def noted(note: str) -> str:
    """Give the note of a date that cannot be worked out: the diary keeps it in English, with its days in words."""
    for words, pattern in _patterns():
        if found := pattern.fullmatch(note):
            days = {name: datetime.strptime(day, "%d %B %Y").date() for name, day in found.groupdict().items()}  # noqa: DTZ007
            return gettext(words) % {name: dates.plain(day) for name, day in days.items()}
    return told(note)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    day = r"(?P<\1>\\d{1,2} [A-Z][a-z]+ \\d{4})"
    return tuple((words, re.compile(_PLACE.sub(day, re.escape(words)))) for words in SENTENCES)
