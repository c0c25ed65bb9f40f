"""What stands round a staff page: who is signed in, the places they may open, the last import.

It is worked out when a template asks for it, so that a file or an answer without a page costs nothing.
"""

from functools import partial
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from heard.accounts.models import Nation, User
from heard.accounts.permissions import ROLES, Permission, Role
from heard.imports.last import LastImport
from heard.imports.last import last_import as last_import_of_authority
from heard.pages.frame import Frame, LanguageLink, Link, NavEntry
from heard.pages.presenters import dates
from heard.reviews.settings import MAY_CHANGE
from heard.web.middleware import Middleware

LANGUAGES = (("en", "English"), ("cy", "Cymraeg"))


class FrameMiddleware(Middleware):
    """Gives each request its frame; the layouts look for it there."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        cast("Any", request).frame = SimpleLazyObject(partial(frame_of, request))
        return self.get_response(request)


def frame_of(request: HttpRequest) -> Frame:
    """This will make the frame of one request."""
    user = request.user
    if not isinstance(user, User):
        return Frame(home=reverse("home"), languages=_languages(request), foot=_foot())
    imported = last_import(request)
    sees_children = user.may(Permission.CHILDREN_VIEW_OWN)
    return Frame(
        authority=user.authority.name,
        council=user.authority.name,
        nation=user.authority.nation,
        home=reverse("home"),
        user=user.name,
        role=", ".join(gettext(ROLES[Role(role)].title) for role in user.roles),
        nav=_places(user, request.path),
        search=reverse("children:list") if sees_children else "",
        search_words=request.GET.get("q", "")[:200],
        account=_account(user),
        sign_out=reverse("account_logout"),
        languages=_languages(request) if _is_bilingual(user) else (),
        last_import=dates.instant(imported.finished_at) if imported else "",
        foot=_foot(),
    )


def last_import(request: HttpRequest) -> LastImport | None:
    """This will give the last import of the user's authority, asked once a request."""
    kept = getattr(request, "last_import", False)
    if kept is False:
        assert isinstance(request.user, User)
        with transaction.atomic(savepoint=False):
            kept = last_import_of_authority(request.user.authority_id)
        cast("Any", request).last_import = kept
    return cast("LastImport | None", kept)


def _places(user: User, path: str) -> tuple[NavEntry, ...]:
    places: list[tuple[str, str, tuple[str, ...]]] = []
    if user.may(Permission.WORKLIST_OWN):
        places.append((gettext("My week"), reverse("my_week"), ("/my-week/", "/decisions/")))
    if user.may(Permission.SERVICE_VIEW):
        places.append((gettext("Service"), reverse("service:today"), ("/service/",)))
    elif user.may(Permission.FIGURES_VIEW):
        places.append((gettext("Service"), reverse("service:timeliness"), ("/service/",)))
    if user.may(Permission.REVIEW_PREPARE) and not user.may(Permission.WORKLIST_OWN):
        places.append((gettext("Decisions"), reverse("decisions:list"), ("/decisions/",)))
    if user.may(Permission.CHILDREN_VIEW_OWN):
        places.append((gettext("Children"), reverse("children:list"), ("/children/", "/dates/", "/letters/")))
    return tuple(NavEntry(text=text, href=href, current=path.startswith(under)) for text, href, under in places)


def _account(user: User) -> tuple[Link, ...]:
    links = [Link(text=gettext("Your account"), href=reverse("people:me"))]
    if user.may(Permission.SUPPORT_OWN) and not user.may(Permission.SUPPORT_MANAGE):
        links.append(Link(text=gettext("Your supervision and training"), href=reverse("support:supervision")))
    if user.may(Permission.LEGAL_ADVISE):
        links.append(Link(text=gettext("Questions for your advice"), href=reverse("support:advice")))
    if user.may(Permission.PEOPLE_MANAGE):
        links.append(Link(text=gettext("People"), href=reverse("people:list")))
    if user.may(Permission.AUTHORITY_MANAGE):
        links.append(Link(text=gettext("Settings of the authority"), href=reverse("people:authority")))
    elif any(user.may(permission) for permission in MAY_CHANGE):
        links.append(Link(text=gettext("Settings of reviews"), href=reverse("review:settings")))
    return tuple(links)


def _is_bilingual(user: User) -> bool:
    return user.authority.nation == Nation.WALES


def _languages(request: HttpRequest) -> tuple[LanguageLink, ...]:
    spoken, back = (get_language() or "en")[:2], request.get_full_path()
    return tuple(
        LanguageLink(
            code=code, text=text, href=reverse("people:language", args=[code]), back=back, current=code == spoken
        )
        for code, text in LANGUAGES
    )


def _foot() -> tuple[Link, ...]:
    return (
        Link(text=gettext("Help"), href=reverse("help:start")),
        Link(text=gettext("Accessibility"), href=reverse("help:accessibility")),
        Link(text=gettext("Privacy"), href=reverse("help:privacy")),
        Link(text=gettext("About Heard"), href=reverse("help:about")),
    )
