"""What stands round a page: only what is given, in the reader's language; errors tell nothing."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from heard.pages.frame import BARE, Frame
from tests.pages import gallery


def request(frame: Frame = BARE) -> HttpRequest:
    made = RequestFactory().get("/")
    made.user = AnonymousUser()
    made.frame = frame  # type: ignore[attr-defined]
    made._messages = ()  # type: ignore[attr-defined]
    return made


def page(frame: Frame) -> str:
    given = {"page_title": "My details", "page_content": "content"}
    return render_to_string("layouts/account.html.jinja", given, request(frame))


def words(html: str) -> str:
    body = re.sub(r"<svg.*?</svg>", "", html.split("<body", 1)[1], flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body)).strip()


def test_only_the_places_that_are_given_are_linked() -> None:
    frame = gallery.frame()

    html = page(replace(frame, nav=frame.nav[:1]))

    assert re.findall(r'class="govuk-service-navigation__link" href="([^"]*)"', html) == ["/my-week/"]
    assert "<nav" not in page(replace(frame, nav=()))


def test_the_current_place_is_marked() -> None:
    html = page(gallery.frame())

    assert html.count('aria-current="true"') == 1
    assert '<a class="govuk-service-navigation__link" href="/children/" aria-current="true">' in html


def test_signing_out_is_a_form_with_its_token() -> None:
    html = page(gallery.frame())

    form = re.search(r'<form method="post" action="/account/logout/">(.*?)</form>', html, re.S)

    assert form is not None
    assert 'name="csrfmiddlewaretoken"' in form[1]
    assert 'type="submit">Sign out</button>' in form[1]


def test_the_other_language_is_offered_where_the_authority_is_welsh() -> None:
    form = re.search(r'<form method="post" action="/language/cy/">(.*?)</form>', page(gallery.frame("wales")), re.S)

    assert form is not None
    assert 'name="csrfmiddlewaretoken"' in form[1]
    assert '<input type="hidden" name="next" value="/children/">' in form[1]
    assert 'lang="cy">Cymraeg</button>' in form[1]
    assert "Cymraeg" not in page(gallery.frame("england"))


def test_the_footer_says_when_facts_were_last_imported() -> None:
    last = "Anyshire Council, independent reviewing service · last import Sunday 22 November 2026, 23:10"

    assert last in words(page(gallery.frame()))
    assert "last import" not in page(replace(gallery.frame(), last_import=""))


def test_names_are_escaped() -> None:
    assert "<b>Bo</b>" not in page(replace(gallery.frame(), user="<b>Bo</b>"))


def test_not_yours_and_not_there_are_the_same_page_word_for_word() -> None:
    shown = {code: render_to_string(f"errors/{code}.html.jinja", {}, request()) for code in ("403", "404")}

    assert shown["403"] == shown["404"]
    assert "This page is not here" in shown["404"]


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "csrf"])
def test_error_pages_need_nothing_and_say_what_to_do(name: str) -> None:
    html = render_to_string(f"errors/{name}.html.jinja")

    assert html.count("<h1") == 1
    assert '<a class="govuk-link" href="/">Go to your first page</a>' in html


def test_the_page_of_a_fault_asks_for_nobody() -> None:
    class Broken:
        @property
        def frame(self) -> Frame:
            raise OSError("the database is away")

        @property
        def _messages(self) -> None:
            raise OSError("the database is away")

    jinja: Any = engines["jinja2"]
    with pytest.raises(OSError, match="away"):
        jinja.env.get_template("errors/404.html.jinja").render({"request": Broken()})

    html = jinja.env.get_template("errors/500.html.jinja").render({"request": Broken()})

    assert "Something went wrong – Heard</title>" in html


def test_a_fault_shows_its_reference() -> None:
    html = render_to_string("errors/500.html.jinja", {"reference": "7c1f"})

    assert "Reference: 7c1f" in html


@override_settings(ROOT_URLCONF="tests.pages.urls")
def test_somebody_signed_out_can_sign_in_again() -> None:
    html = render_to_string("errors/signed_out.html.jinja")

    assert '<a class="govuk-button" href="/account/login/">Sign in again</a>' in html


def test_error_pages_speak_welsh() -> None:
    with translation.override("cy"):
        assert "Nid yw’r dudalen hon yma" in render_to_string("errors/404.html.jinja")
