"""The colleagues who work with a child, as a panel of the tab of people."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child, Relationship
from heard.children.party_queries import Circle
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.web.colleagues.words import PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """One colleague: name, part, the days, and what can be done."""

    name: str
    part: str
    days: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The panel: those who work with the child now, those who did, and the team; `links` to add and change."""

    now: tuple[Colleague, ...]
    before: tuple[Colleague, ...]
    team: str
    links: tuple[Link, ...]


def staff_of(child: Child, circle: Circle, *, viewer: User) -> Staff:
    """Give the panel. Only those who keep who works with a child see those of before, and may change it."""
    keeps = viewer.may(Permission.IMPORT_RUN)
    samples = [row for row in circle.further_staff if row.until_on is None]
    before = sorted((row for row in circle.further_staff if row.until_on), key=lambda row: row.from_on, reverse=True)
    return Staff(
        now=tuple(_colleague(row, keeps=keeps) for row in (*circle.staff, *samples)),
        before=tuple(_colleague(row, keeps=keeps) for row in before),
        team=child.team.name if child.team else "",
        links=_links(child) if keeps else (),
    )


def _links(child: Child) -> tuple[Link, ...]:
    return (
        Link(text=_("Add a colleague"), href=reverse("colleagues:add", args=[child.pk])),
        Link(text=_("Change the team"), href=reverse("colleagues:team", args=[child.pk])),
        Link(text=_("Load a file for many children"), href=reverse("colleagues:load")),
    )


def _colleague(row: Relationship, *, keeps: bool) -> Colleague:
    told = {"first": dates.plain(row.from_on), "last": dates.plain(row.until_on) if row.until_on else ""}
    days = _("%(first)s to %(last)s") if row.until_on else _("since %(first)s")
    return Colleague(
        name=row.user.name,
        part=str(PARTS[row.kind]),
        days=days % told,
        links=_ways(row) if keeps and row.kind != Relationship.Kind.NAMED_IRO else (),
    )


def _ways(row: Relationship) -> tuple[Link, ...]:
    about = f"{row.user.name}, {PARTS[row.kind]}, {dates.plain(row.from_on)}"
    end = Link(text=_("Has left"), href=reverse("colleagues:end", args=[row.pk]), about=about)
    never = Link(text=_("Was never so"), href=reverse("colleagues:remove", args=[row.pk]), about=about)
    return (never,) if row.until_on else (end, never)
