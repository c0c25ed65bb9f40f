"""What the pages about people show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from heard.accounts.models import Team, User
from heard.accounts.permissions import ROLES, Permission, Role
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Link, Pair, Tab, Tone
from heard.reviews.settings import MAY_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person in the list."""

    name: str
    href: str
    email: str
    roles: str
    team: str
    state: str
    state_note: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One's own account."""

    facts: tuple[Pair, ...]
    roles: tuple[Pair, ...]
    officer_href: str


def tabs(user: User, current: str) -> tuple[Tab, ...]:
    """This will give the tabs that the user may open."""
    found = []
    if user.may(Permission.PEOPLE_MANAGE):
        found += [("people:list", gettext("People")), ("people:teams", gettext("Teams"))]
    if user.may(Permission.AUTHORITY_MANAGE):
        found.append(("people:authority", gettext("Settings of the authority")))
        found.append(("outbox:settings", gettext("Letters")))
    if any(user.may(permission) for permission in MAY_CHANGE):
        found.append(("review:settings", gettext("Reviews")))
    return tuple(Tab(text=text, href=reverse(name), current=name == current) for name, text in found)


def crumbs() -> tuple[Link, ...]:
    """This will give the way back to the list."""
    return (Link(text=gettext("People"), href=reverse("people:list")),)


def person_row(person: User, *, today: date) -> PersonRow:
    """This will make one line of the list."""
    state, note, tone = _state(person, today)
    return PersonRow(
        name=person.name,
        href=reverse("people:edit", args=[person.pk]),
        email=person.email,
        roles=", ".join(gettext(ROLES[Role(role)].title) for role in person.roles),
        team=person.team.name if person.team else gettext("No team"),
        state=state,
        state_note=note,
        tone=tone,
    )


def _state(person: User, today: date) -> tuple[str, str, Tone]:
    if not person.is_active:
        return gettext("Closed"), "", Tone.GREY
    if person.access_until is None:
        return pgettext("state", "Open"), "", Tone.GREEN
    note = gettext("to %(day)s") % {"day": dates.short(person.access_until, today=today)}
    if person.access_until < today:
        return gettext("Ended"), note, Tone.GREY
    return pgettext("state", "Open"), note, Tone.GREEN


def own_page(user: User) -> OwnPage:
    """This will make the page of one's own account."""
    return OwnPage(
        facts=(
            Pair(label=gettext("Name"), value=user.name),
            Pair(label=gettext("E-mail address"), value=user.email),
            Pair(label=gettext("Authority"), value=user.authority.name),
        ),
        roles=tuple(
            Pair(label=gettext(ROLES[Role(role)].title), value=gettext(ROLES[Role(role)].purpose))
            for role in user.roles
        ),
        officer_href=reverse("officers:show", args=[user.pk]) if user.may(Permission.WORKLIST_OWN) else "",
    )


def team_names(teams: Sequence[Team]) -> tuple[str, ...]:
    """This will give the names of the teams, in order."""
    return tuple(team.name for team in teams)
