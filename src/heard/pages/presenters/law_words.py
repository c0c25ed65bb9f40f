"""Words of the law's data files in the language of the request. Citations stay in the language of the Act."""

import re
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext

from heard.law.care_facts import SENTENCES
from heard.law.independence import REGISTRATION
from heard.pages.presenters import dates

BODIES = "bodies"  # the one place that holds no day
_PLACE = re.compile(r"%\\\(([a-z]+)\\\)s")


def told(words: str) -> str:
    """Give the title of a rule, a matter of the agenda or the like; `script/messages` gathers them for translators."""
    return gettext(words) if words else ""


def noted(note: str) -> str:
    """Give what was kept in English, with its days in words: why a date cannot be worked out, or why an IRO is not
    independent."""
    for words, pattern in _patterns():
        if found := pattern.fullmatch(note):
            return gettext(words) % {name: _part(name, text) for name, text in found.groupdict().items()}
    return told(note)


def _part(name: str, text: str) -> str:
    if name == BODIES:
        return gettext(" or ").join(text.split(" or "))
    return dates.plain(datetime.strptime(text, "%d %B %Y").date())  # noqa: DTZ007


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kept = (*SENTENCES, REGISTRATION)
    return tuple((words, re.compile(_PLACE.sub(_group, re.escape(words)))) for words in kept)


def _group(place: re.Match[str]) -> str:
    text = r".+" if place[1] == BODIES else r"\d{1,2} [A-Z][a-z]+ \d{4}"
    return f"(?P<{place[1]}>{text})"
