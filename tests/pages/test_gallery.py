"""Every component on one page, under the product's content security policy, in both languages."""

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Page

from tests.pages import gallery
from tests.pages.conftest import violations

Show = Callable[..., Page]
WIDTHS = (1280, 390)


@pytest.fixture
def english() -> str:
    return gallery.render()


@pytest.fixture
def welsh() -> str:
    with translation.override("cy"):
        return gallery.render("wales")


def test_no_style_and_no_script_is_written_into_the_page(english: str) -> None:
    assert " style=" not in english
    assert re.findall(r"<script(?![^>]*\bsrc=)", english) == []
    assert re.findall(r"\son[a-z]+=", english) == []
    assert re.findall(r"<script[^>]*src=\"([^\"]*)\"", english) == [
        "/static/built/js-enabled.js",
        "/static/built/heard.js",
    ]


def test_every_icon_is_in_the_sprite_once(english: str) -> None:
    drawn = set(re.findall(r'href="#(i-[a-z]+)"', english))
    held = re.findall(r'<symbol id="(i-[a-z]+)"', english)

    assert len(held) == len(set(held))
    assert drawn <= set(held)
    assert {"i-late", "i-today", "i-soon", "i-later", "i-wait", "i-done", "i-stop", "i-search"} <= drawn


def test_the_error_of_a_form_begins_the_title(english: str) -> None:
    assert "<title>Error: Gallery – Heard, Anyshire</title>" in english


def test_ids_are_unique(english: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', english)

    assert sorted(ids) == sorted(set(ids))


def test_the_welsh_page_says_so(welsh: str) -> None:
    assert '<html lang="cy"' in welsh
    assert "6 diwrnod gwaith yn hwyr" in welsh
    assert '<span class="govuk-visually-hidden">: pam y dyddiad hwn, Second review, Wren Ashgrove</span>' in welsh


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("cy", 390)])
def test_axe_finds_nothing(show: Show, english: str, welsh: str, language: str, width: int) -> None:
    page = show(english if language == "en" else welsh, width=width)

    assert violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_with_every_reason_open(show: Show, english: str, width: int) -> None:
    page = show(english, width=width)

    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")

    assert page.locator(".heard-why__panel:visible").count() == page.locator(".heard-why__panel").count() > 4
    assert violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_scroll_sideways(show: Show, welsh: str, width: int) -> None:
    page = show(welsh, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_our_typeface_is_loaded_for_welsh_letters_too(show: Show, english: str) -> None:
    page = show(english)

    faces = page.evaluate(
        """async () => { await document.fonts.load("16px 'Source Sans 3 Variable'", "Teo ŵ");
        return [...document.fonts].map((face) => face.family.replaceAll('"', "") + " " + face.status) }"""
    )

    assert faces == ["Source Sans 3 Variable loaded"] * 2


@pytest.mark.browser
def test_escape_closes_a_reason_and_gives_the_focus_back(show: Show, english: str) -> None:
    page = show(english)
    summary = page.locator("summary", has_text="why this date, Second review")

    summary.click()
    panel = page.locator(".heard-why__panel", has_text="Second review of the child")
    panel.first.wait_for(state="visible")
    panel.get_by_role("link", name="The reason in full").focus()
    page.keyboard.press("Escape")

    assert not panel.first.is_visible()
    assert "Second review" in page.evaluate("document.activeElement.textContent")


@pytest.mark.browser
def test_a_press_elsewhere_closes_the_account_menu(show: Show, english: str) -> None:
    page = show(english)

    page.get_by_text("Maren Oakhollow").first.click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.get_by_role("heading", name="The clocks").click()

    assert not page.get_by_role("button", name="Sign out").is_visible()


@pytest.mark.browser
def test_without_scripts_places_and_reasons_still_open(show: Show, english: str) -> None:
    page = show(english, width=390, scripts=False)

    assert page.get_by_role("link", name="My week", exact=True).is_visible()
    page.locator("summary", has_text="why this date, Second review").click()

    assert page.locator(".heard-why__panel", has_text="Second review of the child").is_visible()


@pytest.mark.browser
def test_on_a_phone_the_menu_opens_the_places(show: Show, english: str) -> None:
    page = show(english, width=390)
    place = page.get_by_role("link", name="My week", exact=True)

    assert not place.is_visible()
    page.get_by_role("button", name="Menu").click()

    assert place.is_visible()


@pytest.mark.browser
def test_forced_colours_keep_every_clock_readable(show: Show, english: str) -> None:
    page = show(english, forced_colors="active")

    edges = page.evaluate(
        "[...document.querySelectorAll('.heard-clock')].map((chip) => getComputedStyle(chip).borderTopStyle)"
    )

    assert set(edges) == {"solid", "dashed"}


@pytest.mark.browser
def test_the_list_prints_without_header_and_buttons(show: Show, english: str) -> None:
    page = show(english)

    page.emulate_media(media="print")

    assert not page.locator(".heard-top").is_visible()
    assert not page.locator(".heard-actions").first.is_visible()
    assert page.get_by_role("table").get_by_text("6 working days late").is_visible()
