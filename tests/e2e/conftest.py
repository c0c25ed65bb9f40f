"""The fixtures of the browser."""

from tests.e2e.browser import machine, page, world

__all__ = ["machine", "page", "world"]
