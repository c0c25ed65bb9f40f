"""A browser for journeys: the running service, the real form for signing in, and a console without errors."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from playwright.sync_api import Browser, Page, expect

from heard.accounts.models import User
from heard.common import scope
from tests.factories import PASSWORD, TODAY
from tests.flush import flush_as_superuser
from tests.pages.conftest import violations

__all__ = ["Visit", "expect", "machine", "page", "violations", "world"]

Visit = Callable[..., Page]
PHONE = 390


def _flush(operations: Any, statements: list[str]) -> None:
    flush_as_superuser(statements)


@pytest.fixture(scope="session", autouse=True)
def machine() -> None:
    """What the service finds on its machine: a folder for collected files. The browser's own loop runs in the thread
    of the tests: Django must not take it for one that may not touch the database, and gives it a connection of its own,
    which must empty the tables as the one of the other tests does."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    setattr(type(connection.ops), "execute_sql_flush", _flush)  # noqa: B010 (mypy knows the method)
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def world(transactional_db: None, settings: Any) -> Iterator[None]:
    """The tables, with nobody in scope until a test makes an authority. Today is Monday 23 November 2026."""
    settings.HEARD_TODAY = TODAY
    with scope.within(scope.NOBODY):
        yield


def committed() -> Any:
    """This will write the rows that are made inside, so that the running service sees them."""
    return transaction.atomic()


@pytest.fixture
def page(world: None, live_server: Any, chromium: Browser) -> Iterator[Visit]:
    """Sign in as somebody through the form: `page(user)`; options are those of the browser. The console stays empty."""
    opened: list[tuple[Any, list[str]]] = []

    def sign_in(user: User, *, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: said.append(str(error)))
        opened.append((context, said))
        tab.goto("/account/login/")
        tab.get_by_label("Email").fill(user.email)
        tab.get_by_label("Password", exact=True).fill(PASSWORD)
        tab.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(tab.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        return tab

    yield sign_in
    for context, said in opened:
        context.close()
        assert said == []


def fits(tab: Page) -> bool:
    """Whether the page can be read without scrolling sideways."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
