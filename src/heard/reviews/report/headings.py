"""The headings of the social work report to a review: data by nation, in English and Welsh. Pure."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from heard.law import Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHeading:
    """One heading. What is written is kept under `key`; `matters` are the matters of the agenda that it tells of."""

    key: str
    matters: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    hints: tuple[tuple[str, str], ...]

    def title(self, language: str) -> str:
        """What the heading is called."""
        return _in(self.titles, language)

    def hint(self, language: str) -> str:
        """What belongs under it."""
        return _in(self.hints, language)


def headings_for(nation: Nation) -> tuple[ReportHeading, ...]:
    """This will list the headings of a nation in their order."""
    return tuple(
        ReportHeading(
            key=one["key"],
            matters=tuple(one["matters"]),
            titles=tuple((language, one[language]["title"]) for language in ("en", "cy")),
            hints=tuple((language, one[language]["hint"]) for language in ("en", "cy")),
        )
        for one in _all()
        if one.get("nation") in (None, nation.value)
    )


def _in(words: tuple[tuple[str, str], ...], language: str) -> str:
    known = dict(words)
    return known.get(language, known["en"])


@lru_cache(maxsize=1)
def _all() -> list[dict[str, Any]]:
    told = tomllib.loads(files("heard.reviews").joinpath("data", "report.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = told["heading"]
    return found
