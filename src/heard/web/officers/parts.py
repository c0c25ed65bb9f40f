"""What several pages about officers show: names, spans of days, the state of a registration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.team import Notice, Officer
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Tab, Tone
from heard.web.officers import words


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state in a word, with its day beside it."""

    text: str
    tone: Tone
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo and what it shows; without an address the first letters stand there."""

    href: str
    alt: str
    initials: str


def tabs(viewer: User, current: str) -> tuple[Tab, ...]:
    """This will give the pages about officers that the viewer may open."""
    found = []
    if viewer.may(Permission.IRO_APPOINT):
        found += [("officers:list", _("Officers")), ("officers:team", _("The team"))]
    if viewer.may(Permission.IMPORT_RUN) or viewer.may(Permission.WORKLIST_OWN):
        found.append(("officers:involvements", _("Involvements")))
    if viewer.may(Permission.IMPORT_RUN):
        found.append(("colleagues:load", _("Who works with which child")))
    if viewer.may(Permission.REVIEW_ARRANGE):
        found.append(("officers:sheet", _("Sheet for young people")))
    if viewer.may(Permission.IRO_APPOINT):
        found.append(("officers:settings", _("Weights and guide")))
    return tuple(Tab(text=text, href=reverse(name), current=name == current) for name, text in found)


def trail(viewer: User) -> tuple[Link, ...]:
    """This will give the way back to the list, for those who may open it."""
    if not viewer.may(Permission.IRO_APPOINT):
        return ()
    return (Link(text=_("Officers"), href=reverse("officers:list")),)


def trail_of(officer: User, viewer: User) -> tuple[Link, ...]:
    """This will give the way back to the officer's page."""
    return (*trail(viewer), Link(text=officer.name, href=reverse("officers:show", args=[officer.pk])))


def photo_of(user: User, digest: str) -> Photo:
    """This will give the address of a photo; a new photo has a new address."""
    href = f"{reverse('officers:photo', args=[user.pk])}?v={digest[:12]}" if digest else ""
    initials = "".join(word[0] for word in user.name.split()[:2] if word)
    return Photo(href=href, alt=_("Photo of %(name)s") % {"name": user.name}, initials=initials)


def fte(value: Decimal) -> str:
    """This will write the part of a full-time post: 1, 0.5, 0.75."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text or "0"


def span(first: date | None, last: date | None, *, today: date) -> str:
    """This will write the days from first to last, both included."""
    if first is None and last is None:
        return _("always")
    if first is None and last is not None:
        return _("to %(last)s") % {"last": dates.short(last, today=today)}
    assert first is not None
    if last is None:
        return _("since %(first)s") % {"first": dates.short(first, today=today)}
    told = {"first": dates.short(first, today=today), "last": dates.short(last, today=today)}
    return _("%(first)s to %(last)s") % told if first != last else told["first"]


def registration_state(officer: Officer, notices: Iterable[Notice], *, today: date) -> State:
    """This will say how the registration stands: valid, to be renewed soon, lapsed, or not recorded."""
    codes = {notice.code for notice in notices}
    last = max((row.renew_by for row in officer.registrations), default=None)
    day = dates.short(last, today=today) if last else ""
    if "no-registration" in codes:
        return State(text=_("Not recorded"), tone=Tone.RED)
    if "lapsed" in codes:
        return State(text=_("Not valid"), tone=Tone.RED, note=_("ended %(day)s; no child may be named") % {"day": day})
    if "lapses-soon" in codes:
        return State(text=_("Renew soon"), tone=Tone.ORANGE, note=_("by %(day)s") % {"day": day})
    return State(text=_("Registered"), tone=Tone.GREEN, note=_("to %(day)s") % {"day": day})


def languages(told: Iterable[str]) -> str:
    """This will write languages in a row, each with a capital."""
    return ", ".join(language[:1].upper() + language[1:] for language in told)


def knowledge(codes: Iterable[str]) -> str:
    """This will write what an officer knows well."""
    return ", ".join(str(words.SPECIALISM[code]) for code in codes)
