"""What the pages of support are made of: tables of cells, pages of lists, pages of one thing, pages of one form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.clock import Clock
from heard.pages.presenters.parts import Head, Pair, Pill, Tab, Tone
from heard.pages.presenters.why import Why
from heard.web.service import presenters as service

TONES = {
    "met": Tone.GREEN,
    "partly": Tone.ORANGE,
    "not_met": Tone.RED,
    "open": Tone.RED,
    "mitigated": Tone.ORANGE,
    "closed": Tone.GREEN,
    "answered": Tone.GREEN,
    "held": Tone.GREEN,
    "planned": Tone.BLUE,
    "attended": Tone.GREEN,
    "offered": Tone.BLUE,
    "did_not": Tone.ORANGE,
    "yes": Tone.GREEN,
    "no": Tone.RED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: a tag or a clock or a date with its reason, words, perhaps a link, and a smaller line below.

    `of` is read aloud after the words of a link, so that links of several rows differ.
    """

    text: str = ""
    href: str = ""
    of: str = ""
    sub: str = ""
    tag: str = ""
    tone: Tone = Tone.GREY
    clock: Clock | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that stacks on a phone; the first cell of a row is what the row is about."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A box of a page: pairs, paragraphs, a table, or what to do where there is nothing."""

    title: str
    id: str
    pairs: tuple[Pair, ...] = ()
    words: tuple[str, ...] = ()
    table: Table | None = None
    empty: str = ""
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that shows something: a list with its tabs, or one thing with its way back. The first button is the main
    one."""

    title: str
    sub: str = ""
    tabs: tuple[Tab, ...] = ()
    pills: tuple[Pill, ...] = ()
    crumbs: tuple[Link, ...] = ()
    tag: Cell | None = None
    buttons: tuple[Link, ...] = ()
    files: tuple[Link, ...] = ()
    panels: tuple[Panel, ...] = ()
    empty_title: str = ""
    empty_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page that asks for something. `facts` stand above the form."""

    title: str
    button: str
    crumbs: tuple[Link, ...]
    words: tuple[str, ...] = ()
    facts: tuple[Pair, ...] = ()


def heads(*texts: str) -> tuple[Head, ...]:
    """This will give the heads of a table."""
    return tuple(Head(text=text) for text in texts)


def tag(code: str, text: object) -> Cell:
    """This will give a state in a word."""
    return Cell(tag=str(text), tone=TONES.get(code, Tone.GREY))


def day_field(value: date | None) -> str:
    """This will give a date in words, or a dash."""
    return dates.plain(value) if value else "–"


def _titles() -> dict[str, str]:
    return {
        "support:supervision": gettext("Supervision"),
        "support:training": gettext("Training"),
        "support:advice": gettext("Legal advice"),
        "support:risks": gettext("Risks"),
        "support:duties": gettext("Duties"),
    }


def title_of(name: str) -> str:
    """This will give what a part of support is called."""
    return _titles()[name]


def pills(viewer: User, current: str) -> tuple[Pill, ...]:
    """This will give the parts of support that the viewer may open."""
    found = []
    for name, text in _titles().items():
        wanted = Permission.SUPPORT_MANAGE if name == "support:duties" else Permission.SUPPORT_OWN
        may = viewer.may(wanted)
        if name == "support:advice":
            may = may or viewer.may(Permission.LEGAL_ADVISE)
        if may:
            found.append(Pill(text=text, href=reverse(name), current=name == current))
    return tuple(found)


def tabs(viewer: User) -> tuple[Tab, ...]:
    """This will give the tabs of the service for those who run it; nobody else has a tab here."""
    return service.tabs(viewer, "support:supervision") if viewer.may(Permission.SUPPORT_MANAGE) else ()


def crumbs(*names: str, more: Iterable[Link] = ()) -> tuple[Link, ...]:
    """This will give the way back to parts of support."""
    return (*(Link(text=title_of(name), href=reverse(name)) for name in names), *more)


def files(name: str) -> tuple[Link, ...]:
    """This will give the list as files."""
    return (
        Link(text="CSV", href=reverse(name, args=["csv"])),
        Link(text="Excel", href=reverse(name, args=["xlsx"])),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """This will part what somebody wrote into its paragraphs."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
