"""Sentences that name days, numbers and people, told in the language of whoever reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext, ngettext, override

from heard.common.lengths import in_words
from heard.law.rules import Length


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the catalogue with named places, and what stands in them: `Sentence("Until %(day)s.", {"day": …})`.

    Told in the language that is spoken at the time; `in_english` is for logs and the command line.
    """

    words: str
    parts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        told = gettext(self.words)
        return told % {name: _told(part) for name, part in self.parts.items()} if self.parts else told

    @property
    def in_english(self) -> str:
        with override("en"):
            return str(self)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of something: `Counted("%(n)d child", "%(n)d children", 3)`."""

    one: str
    many: str
    n: int

    def __str__(self) -> str:
        return ngettext(self.one, self.many, self.n) % {"n": self.n}


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several: `AnyOf((".jpg", ".jpeg"))`."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return gettext(" or ").join(self.names)


def _told(part: object) -> object:
    """Days and lengths as people write them, several parts one after another; numbers and names stay."""
    if isinstance(part, date):
        welsh = (get_language() or "en").startswith("cy")
        return format_date(part, "d MMMM y", locale="cy" if welsh else "en_GB")
    if isinstance(part, Length):
        return in_words(part)
    if isinstance(part, Sequence) and not isinstance(part, str):
        return " ".join(str(_told(one)) for one in part)
    return part if isinstance(part, int) else str(part)
