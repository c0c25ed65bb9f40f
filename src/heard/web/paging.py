"""Which page of a long list the address asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heard.pages.presenters import parts

LONGEST = 9  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAsked:
    """One page of a list of `count` lines, `size` on a page."""

    number: int
    count: int
    size: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.count // self.size))

    @property
    def offset(self) -> int:
        """How many lines stand before this page."""
        return (self.number - 1) * self.size

    @property
    def ends(self) -> int:
        """The number of the last line on this page."""
        return min(self.count, self.offset + self.size)

    def links(self, path: str, kept: Mapping[str, str | Iterable[str]]) -> parts.Pages | None:
        """This will give the links to the other pages; None for a list of one page."""
        return parts.pages(current=self.number, last=self.last, path=path, kept=kept)


def page_asked(given: Mapping[str, str], *, count: int, size: int) -> PageAsked:
    """This will read `page` of the address; whatever is no page of this list is the nearest one."""
    text = given.get("page", "1")
    number = int(text) if text.isdecimal() and len(text) <= LONGEST else 1
    last = max(1, -(-count // size))
    return PageAsked(number=min(max(number, 1), last), count=count, size=size)
