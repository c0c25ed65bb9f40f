"""Every address of the service, read from the resolver, with the objects that fill its parameters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from heard.accounts.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address: its name, the parameters that it takes, and its view."""

    name: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Any one of these opens the page; empty where the view names none."""
        single = getattr(self.view, "permission", None)
        return tuple(getattr(self.view, "permissions", None) or ([single] if single else []))

    @property
    def is_open(self) -> bool:
        """Whether the page is for everybody, signed in or not."""
        return bool(getattr(self.view, "open_to_all", False))

    @property
    def is_ours(self) -> bool:
        """Whether the view is our own; the others are allauth's pages for signing in."""
        return self.view.__module__.startswith("heard.")


def every_address() -> list[Address]:
    """This will list every address that the resolver knows, with a name."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, namespace: str, parameters: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        taken = (*parameters, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, taken)
        elif isinstance(pattern, URLPattern):
            yield Address(name=f"{namespace}{pattern.name}", parameters=taken, view=pattern.callback)
