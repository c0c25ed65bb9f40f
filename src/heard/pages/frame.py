"""What stands around every page: header, places, search, account, languages, footer.

The interface makes one `Frame` for a request and puts it into the context under the name `frame`. Layouts show
what is given and nothing else: a place whose page does not exist yet is simply not in `nav`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link. The text is translated by whoever makes it; `about` is heard and not seen."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """One of the places (My week, Service, Children, Reports); `current` marks the one the page belongs to."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """A language the page can be read in, named in that language; the current one is shown as text.

    `href` takes POST, and goes back to the page `back`.
    """

    code: str
    text: str
    href: str
    back: str = "/"
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page.

    `authority` is the short name ("Anyshire"), `council` the full one ("Anyshire Council"). `nation` is "england"
    or "wales". `user` and `role` are empty for somebody who is not signed in. `search` is the address of the
    search, `search_words` what was asked. `sign_out` is an address that takes POST. `last_import` is a finished
    phrase ("Sunday 22 November 2026, 23:10"), empty when nothing was imported yet.
    """

    authority: str = ""
    council: str = ""
    nation: str = "england"
    home: str = "/"
    user: str = ""
    role: str = ""
    nav: tuple[NavEntry, ...] = ()
    search: str = ""
    search_words: str = ""
    account: tuple[Link, ...] = ()
    sign_out: str = ""
    languages: tuple[LanguageLink, ...] = ()
    last_import: str = ""
    foot: tuple[Link, ...] = ()

    @property
    def suffix(self) -> str:
        """The end of every page title: "Heard, Anyshire"."""
        return f"Heard, {self.authority}" if self.authority else "Heard"


BARE = Frame()
"""For pages that cannot ask who is there: the page shown when the server fails."""
