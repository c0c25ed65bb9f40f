"""The words that stand round a record, by language: data beside this module."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("heard.correspondence.records").joinpath("words.toml").read_text("utf-8"))


def words_in(language: str) -> dict[str, Any]:
    """This will give the words of a language: "en" or "cy"."""
    return _all()[language]


def day_in_words(iso: str, *, language: str) -> str:
    """This will write "18 December 2026" from a date in ISO form; nothing from nothing."""
    if not iso:
        return ""
    return str(format_date(date.fromisoformat(iso), "d MMMM y", locale="cy" if language == "cy" else "en_GB"))
