"""Values for the components that stand on many pages: tabs, pills, heads of tables, filters, timeline, people.

All text arrives finished and translated; the templates only lay it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlencode

from heard.pages.frame import Link
from heard.pages.presenters.clock import Clock
from heard.pages.presenters.why import Why

__all__ = ["Link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One entry of a sub-navigation. `badge` counts what is new or missing, `badge_words` says which."""

    text: str
    href: str
    current: bool = False
    badge: int = 0
    badge_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """One choice of a one-line filter kept in the address."""

    text: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a timeline; `on` is its date, `when` the date in words."""

    title: str
    on: date | datetime
    when: str
    by: str = ""
    text: str = ""
    href: str = ""


class Tone(StrEnum):
    """The colour of a tag or badge, which only repeats its words."""

    PLAIN = ""
    GREY = "grey"
    GREEN = "green"
    RED = "red"
    ORANGE = "orange"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A fact about the child that changes what one does; at most three stand together."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A label and its value; `href` makes the value a link, `clock` puts a chip before it."""

    label: str
    value: str = ""
    href: str = ""
    note: str = ""
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The bar on top of every page of a child: never a photograph, only the first letter of the name."""

    name: str
    facts: tuple[Pair, ...] = ()
    badges: tuple[Badge, ...] = ()

    @property
    def initial(self) -> str:
        return next((letter.upper() for letter in self.name if letter.isalnum()), "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of one column. `sort` is "ascending", "descending", "none", or empty when it cannot be sorted."""

    text: str
    href: str = ""
    sort: str = ""
    numeric: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One box of a filter."""

    value: str
    text: str
    checked: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    """Boxes of one name under one legend."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A filter in force, with the address without it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The filter of a list: a form by GET, so that it stays in the address."""

    action: str
    groups: tuple[ChoiceGroup, ...]
    chosen: tuple[Chosen, ...] = ()
    clear: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One page of a long list; without an address a gap."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of a long list."""

    links: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """One booked event of the week strip."""

    at: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """One day of the week strip."""

    name: str
    today: bool = False
    booked: tuple[Booked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One limit of a review in the ribbon. `state` is "done", "now", "late" or empty; `key` marks the review itself;
    `today_next` stands on the last step before today."""

    name: str
    date: str = ""
    why: Why | None = None
    clock: Clock | None = None
    state: str = ""
    key: bool = False
    today_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One person at a review: how they took part; absent ones are dashed, in line and in icon."""

    name: str
    how: str
    child: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One row of a file that was not taken, with what came and why."""

    file: str
    row: str
    child: str
    field: str
    came: str
    why: str
    check: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One line of the error summary; without an address it stands as text."""

    text: str
    href: str = ""


def address(path: str, kept: Mapping[str, str | Iterable[str]], **changed: str | None) -> str:
    """Give an address with its filter: what is kept, with changes; None takes a name away."""
    names: dict[str, str | list[str]] = {
        name: value if isinstance(value, str) else list(value) for name, value in kept.items()
    }
    for name, value in changed.items():
        if value is None:
            names.pop(name, None)
        else:
            names[name] = value
    query = urlencode({name: value for name, value in names.items() if value}, doseq=True)
    return f"{path}?{query}" if query else path


def sortable(text: str, *, key: str, sorted_by: str, path: str, kept: Mapping[str, str], numeric: bool = False) -> Head:
    """Give the head of a column that the server sorts by `key`; a second press turns the order round.

    `sorted_by` is the key in force, with "-" before it for descending. Sorting starts again at the first page.
    """
    state = {key: "ascending", f"-{key}": "descending"}.get(sorted_by, "none")
    turned = f"-{key}" if state == "ascending" else key
    return Head(text=text, href=address(path, kept, sort=turned, page=None), sort=state, numeric=numeric)


def pages(*, current: int, last: int, path: str, kept: Mapping[str, str | Iterable[str]]) -> Pages | None:
    """Give the links to the pages of a list: first, last, and those round the current one; None for one page."""
    if last <= 1:
        return None
    wanted = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    links: list[PageLink] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before > 1:
            links.append(PageLink(number=0))
        links.append(PageLink(number=number, href=_page(path, kept, number), current=number == current))
    return Pages(
        links=tuple(links),
        previous=_page(path, kept, current - 1) if current > 1 else "",
        next=_page(path, kept, current + 1) if current < last else "",
    )


def _page(path: str, kept: Mapping[str, str | Iterable[str]], number: int) -> str:
    return address(path, kept, page=None if number == 1 else str(number))
