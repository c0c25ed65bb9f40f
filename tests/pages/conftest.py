"""A browser for pages that are rendered here: every address is answered from memory and from the built files."""

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STATIC = ROOT / "src" / "heard" / "pages" / "static"
KINDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture
def show(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open rendered HTML under the product's content security policy; errors of the console fail the test."""
    opened: list[tuple[Any, list[str]]] = []

    def open_page(html: str, *, width: int = 1280, scripts: bool = True, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts, **options)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", lambda route: _answer(route, html))
        page.goto("http://localhost/")
        opened.append((context, said))
        return page

    yield open_page
    for context, said in opened:
        context.close()
        assert said == []


def _answer(route: Route, html: str) -> None:
    path = route.request.url.removeprefix("http://localhost").split("?")[0]
    if not path.startswith("/static/"):
        route.fulfill(body=html, headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp()})
        return
    file = STATIC / path.removeprefix("/static/")
    route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")


def csp() -> str:
    """The header as the settings say it."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in directives.items())


def violations(page: Page) -> list[str]:
    """Run axe over the page and give what it finds, one line each. It enters by the debugger, past the policy.

    On a page without scripts axe would wait for ever.
    """
    assert page.evaluate("!matchMedia('(scripting: none)').matches"), "axe needs a page with scripts"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(kinds) => axe.run(document, {runOnly: kinds})", list(KINDS))
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
