"""allauth's pages in our look: the door for those outside, the staff layout for those inside."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page

from heard.pages.frame import Frame
from heard.pages.sign_in_words import WORDS
from tests.pages.conftest import violations

INSIDE = SimpleNamespace(is_authenticated=True)


@pytest.fixture(autouse=True)
def _own_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pages.urls"


def page(template: str, user: Any = None, **context: Any) -> str:
    request = RequestFactory().get("/account/login/")
    request.user = user or AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    request._messages = ()  # type: ignore[attr-defined]
    request.frame = Frame(authority="Anyshire", council="Anyshire Council")  # type: ignore[attr-defined]
    return render_to_string(template, context, request)


def test_the_door_asks_for_email_and_password() -> None:
    html = page("account/login.html", form=LoginForm())

    assert "<title>Sign in – Heard, Anyshire</title>" in html
    assert 'class="heard-door"' in html
    assert 'id="id_login" name="login" type="email"' in html
    assert 'id="id_password" name="password" type="password"' in html
    assert 'autocomplete="current-password"' in html
    assert "sign up" not in html.lower()


def test_what_is_missing_is_listed_once_as_markup() -> None:
    html = page("account/login.html", form=LoginForm({}))

    assert "<title>Error: Sign in – Heard, Anyshire</title>" in html
    assert html.count("govuk-error-summary__title") == 1
    assert '<a href="#id_login">Fill in “Email”</a>' in html
    assert "&lt;div" not in html


def test_other_pages_of_the_door_share_its_look() -> None:
    html = page("account/password_reset.html", form=ResetPasswordForm())

    assert re.search(r'<h1 class="heard-door__title">\s*Password Reset\s*</h1>', html)
    assert 'class="govuk-button"' in html


def test_pages_about_the_account_stand_in_the_staff_layout() -> None:
    html = page("account/logout.html", user=INSIDE)

    assert "heard-work" in html
    assert re.search(r'<h1 class="govuk-heading-l">\s*Sign Out\s*</h1>', html)
    assert 'class="heard-door"' not in html


def test_the_second_step_shows_the_code() -> None:
    html = page("mfa/authenticate.html", form=AuthenticateForm(user=None), MFA_SUPPORTED_TYPES=["totp"])

    assert 'id="id_code" name="code"' in html
    assert 'form="logout-from-stage"' in html


def test_the_door_speaks_welsh() -> None:
    with translation.override("cy"):
        html = page("account/login.html", form=LoginForm({}))

    assert "Gwall: Mewngofnodi" in html
    assert "Rwy’n gweithio gyda phlant mewn gofal" in html
    assert "Cyfrinair" in html


def test_every_word_of_allauth_that_we_list_is_translated() -> None:
    with translation.override("cy"):
        assert [word for word in WORDS if translation.gettext(word) == word] == []


@pytest.mark.browser
@pytest.mark.parametrize(("data", "width"), [(None, 1280), ({}, 320)], ids=["empty", "errors"])
def test_axe_finds_nothing_at_the_door(show: Callable[..., Page], data: Any, width: int) -> None:
    shown = show(page("account/login.html", form=LoginForm(data)), width=width)

    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") == width
