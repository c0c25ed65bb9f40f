"""The list of the service's officers: how each stands, and what the manager must look at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import User
from heard.caseloads.carrying import Load
from heard.caseloads.team import Notice, Officer
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Head, address, sortable
from heard.web.officers import parts, words

SOON = timedelta(days=28)
NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One officer of the list."""

    name: str
    href: str
    role: str
    fte: str
    employment: str
    registration: parts.State
    experience: str
    short: bool
    knows: str
    speaks: str
    leave: str
    cases: str
    cases_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read for the list."""

    officers: Sequence[Officer]
    notices: Sequence[Notice]
    loads: Mapping[int, Load]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The list with what stands above it."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    sub: str
    alerts: tuple[tuple[str, str, str], ...]


def list_page(found: Found, *, sorted_by: str, path: str, today: date) -> ListPage:
    """This will make the page; `sorted_by` is a key of `ORDERS`, with "-" before it for the other way round."""
    key = sorted_by if sorted_by.removeprefix("-") in ORDERS else "name"
    ordered = sorted(found.officers, key=lambda officer: officer.user.name)
    ordered.sort(key=lambda one: ORDERS[key.removeprefix("-")](one, found, today), reverse=key.startswith("-"))
    fte = sum((officer.fte for officer in ordered), Decimal(0))
    told = {"n": len(ordered), "fte": parts.fte(fte)}
    return ListPage(
        heads=_heads(key, path),
        rows=tuple(_row(officer, found, today) for officer in ordered),
        sub=ngettext(
            "%(n)d reviewing officer, %(fte)s full-time posts.", "%(n)d reviewing officers, %(fte)s full-time posts.",
            len(ordered),
        ) % told,
        alerts=tuple(_alert(notice, today) for notice in found.notices),
    )  # fmt: skip


def _renewal(officer: Officer, found: Found, today: date) -> Any:
    return max((row.renew_by for row in officer.registrations), default=date.min)


def _leave_begins(officer: Officer, found: Found, today: date) -> Any:
    return min((row.first_day for row in officer.leave), default=NEVER)


ORDERS: dict[str, Callable[[Officer, Found, date], Any]] = {
    "name": lambda officer, found, today: officer.user.name.casefold(),
    "post": lambda officer, found, today: officer.fte,
    "registration": _renewal,
    "experience": lambda officer, found, today: officer.experienced_since or NEVER,
    "leave": _leave_begins,
    "cases": lambda officer, found, today: _cases(found, officer.user),
}


def _cases(found: Found, user: User) -> int:
    load = found.loads.get(user.pk)
    return load.children if load else 0


def _heads(key: str, path: str) -> tuple[Head, ...]:
    def head(text: str, name: str, *, numeric: bool = False) -> Head:
        return sortable(text, key=name, sorted_by=key, path=path, kept={}, numeric=numeric)

    return (
        head(_("Officer"), "name"),
        head(_("Post"), "post"),
        head(_("Registration"), "registration"),
        head(_("Experience since"), "experience"),
        Head(text=_("Speaks and knows")),
        head(_("Leave"), "leave"),
        head(_("Children"), "cases", numeric=True),
    )


def _row(officer: Officer, found: Found, today: date) -> Row:
    user, profile = officer.user, officer.profile
    own = [notice for notice in found.notices if notice.user.pk == user.pk]
    since = officer.experienced_since
    return Row(
        name=user.name,
        href=reverse("officers:show", args=[user.pk]),
        role=_("Manager") if "iro_manager" in user.roles else "",
        fte=parts.fte(officer.fte) if officer.post else _("No post"),
        employment=str(words.EMPLOYMENT[officer.post.employment]) if officer.post else "",
        registration=parts.registration_state(officer, own, today=today),
        experience=dates.plain(since) if since else _("Not recorded"),
        short=any(notice.code == "short-experience" for notice in own),
        speaks=parts.languages(profile.languages) if profile else "",
        knows=parts.knowledge(profile.specialisms) if profile else "",
        leave=_leave(officer, today),
        cases=str(_cases(found, user)),
        cases_href=address(reverse("my_week"), {"iro": str(user.pk)}),
    )


def _leave(officer: Officer, today: date) -> str:
    """Leave that runs or begins within four weeks."""
    coming = [row for row in officer.leave if row.first_day <= today + SOON]
    if not coming:
        return ""
    first = coming[0]
    if first.first_day <= today:
        return _("Away until %(day)s") % {"day": dates.short(first.last_day, today=today)}
    return _("Away %(days)s") % {"days": parts.span(first.first_day, first.last_day, today=today)}


def _alert(notice: Notice, today: date) -> tuple[str, str, str]:
    """What the manager must look at: whose page, in which words."""
    day = dates.short(notice.on, today=today) if notice.on else ""
    sentences = {
        "no-registration": _("No registration is recorded. Record it; until then nobody can be sure of it."),
        "lapsed": _("The registration ended on %(day)s. No child may be named until it is renewed."),
        "lapses-soon": _("The registration must be renewed by %(day)s."),
        "short-experience": _("Has less than five years of experience, since %(day)s. It is expected, not required."),
    }
    return notice.user.name, reverse("officers:show", args=[notice.user.pk]), sentences[notice.code] % {"day": day}
