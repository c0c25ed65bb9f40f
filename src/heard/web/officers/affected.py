"""Which children a change leaves without somebody who may act as their IRO: told at once, with links."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.accounts.permissions import Permission
from heard.caseloads.vacancies import Vacancy, vacancies
from heard.common import clock
from heard.pages.presenters import dates, law_words
from heard.web.request import SignedInRequest

KEY = "conflicts_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A child whose IRO may no longer act. `name_href` is empty for somebody who may not name another."""

    name: str
    href: str
    iro: str
    ground: str
    citation: str
    since: str
    name_href: str


@contextmanager
def noticing(request: SignedInRequest) -> Iterator[None]:
    """This will remember which conflicts the change inside brought, for the next page of this person."""
    today = clock.today()
    before = {found.conflict.pk for found in vacancies(request.user, today=today)}
    yield
    after = [found.conflict.pk for found in vacancies(request.user, today=today)]
    new = [pk for pk in after if pk not in before]
    if new:
        request.session[KEY] = new


def just_found(request: SignedInRequest) -> tuple[Affected, ...]:
    """This will give the conflicts that the last change brought, once."""
    wanted = request.session.pop(KEY, None)
    if not wanted:
        return ()
    today = clock.today()
    rows = [row for row in vacancies(request.user, today=today) if row.conflict.pk in wanted]
    return tuple(affected(row, request=request, today=today) for row in rows)


def affected(row: Vacancy, *, request: SignedInRequest, today: date) -> Affected:
    """This will make one line."""
    child = row.conflict.child
    names = request.user.may(Permission.IRO_APPOINT)
    return Affected(
        name=child.shown_name,
        href=reverse("child:show", args=[child.pk]),
        iro=row.conflict.iro.name,
        ground=law_words.noted(row.conflict.sentence),
        citation=row.conflict.citation,
        since=dates.short(row.conflict.since, today=today),
        name_href=reverse("naming:name", args=[child.pk]) if names else "",
    )
