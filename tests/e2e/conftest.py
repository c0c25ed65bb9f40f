"""The fixtures of the browser."""

from tests.e2e.browser import machine, page, world
from tests.pages.conftest import chromium

__all__ = ["chromium", "machine", "page", "world"]
