"""The versioned templates of letters: data beside this module, one file a letter, English and Welsh in each.

A version is never changed once it was in use; another is added below it. Words of the data are put in as they are and
are never read as a template, as markup or as source.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from heard.common.errors import DomainError

LANGUAGES = ("en", "cy")
PLACE = re.compile(r"\{([a-z_]+)\}")


class NoSuchLetter(DomainError):
    """There is no letter of that name or version."""


class LetterIncomplete(DomainError):
    """Something that the letter must say was not given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A letter in one language. `draft` marks a translation that nobody has checked yet."""

    title: str
    salutation: str
    signed_as: str
    blocks: tuple[Mapping[str, Any], ...]
    draft: bool

    @property
    def places(self) -> frozenset[str]:
        """The names of everything that is put in or asked for."""
        told = [self.title, self.salutation, self.signed_as]
        found = {str(block["when"]) for block in self.blocks if "when" in block}
        found |= {str(block["unless"]) for block in self.blocks if "unless" in block}
        return frozenset(found | set(PLACE.findall(f"{told} {self.blocks}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One version of a letter, in both languages."""

    key: str
    version: int
    recipient: str
    size: Literal["young", "older", "adult"]
    words: Mapping[str, Words]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, tuple[Template, ...]]:
    """This will read every letter with its versions, the oldest first."""
    found = {}
    for file in sorted(files("heard.correspondence").joinpath("letters").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml") and file.name != "common.toml":
            told = tomllib.loads(file.read_text("utf-8"))
            found[told["key"]] = tuple(_version(told, part) for part in told["version"])
    return found


@lru_cache(maxsize=1)
def common() -> dict[str, dict[str, Any]]:
    """This will read the words that every letter shares, by language, and the choices."""
    return tomllib.loads(files("heard.correspondence").joinpath("letters", "common.toml").read_text("utf-8"))


def template(key: str, *, version: int | None = None) -> Template:
    """This will give a version of a letter, the latest if none is named. Raises NoSuchLetter."""
    for one in reversed(catalogue().get(key, ())):
        if version is None or one.version == version:
            return one
    raise NoSuchLetter(f"There is no letter called {key}{'' if version is None else f' in version {version}'}.")


def fill(text: str, facts: Mapping[str, str]) -> str:
    """This will put the facts in their places, once: what a fact holds is not looked at again.

    Raises LetterIncomplete.
    """

    def put(found: re.Match[str]) -> str:
        value = facts.get(found[1], "")
        if not value:
            raise LetterIncomplete(
                "The letter cannot be written without %(what)s. Enter it first.", what=found[1].replace("_", " ")
            )
        return value

    return PLACE.sub(put, text)


def _version(told: Mapping[str, Any], part: Mapping[str, Any]) -> Template:
    return Template(
        key=told["key"],
        version=part["number"],
        recipient=told["recipient"],
        size=told["size"],
        words={language: _words(part[language]) for language in LANGUAGES},
    )


def _words(part: Mapping[str, Any]) -> Words:
    return Words(
        title=part["title"],
        salutation=part["salutation"],
        signed_as=part["signed_as"],
        blocks=tuple(part["blocks"]),
        draft=part.get("draft", False),
    )
