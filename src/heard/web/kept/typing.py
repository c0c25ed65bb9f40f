"""What somebody typed and sent when they were signed out already, as one signed value that the page carries.

It stands on that page alone: not in a session, a table, a log or the browser's storage. Only a form of our own pages is
taken, so nobody can be led to send words that another wrote.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.urls import Resolver404, resolve

SALT = "heard.kept"
LONGEST = timedelta(hours=12)
PLAIN = "application/x-www-form-urlencoded"
CLOSED = ("/account/",)  # passwords are typed there


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of a form and where they go, in the order in which they were sent."""

    to: str
    fields: tuple[tuple[str, str], ...]

    @property
    def signed(self) -> str:
        """Give it as the page carries it."""
        return signing.dumps({"to": self.to, "fields": self.fields}, salt=SALT, compress=True)


def typed_in(request: HttpRequest) -> Typed | None:
    """Give what a form of ours sent, None where it is of elsewhere, holds a file, or must never be kept."""
    if request.method != "POST" or request.content_type != PLAIN or not is_ours(request) or not _may_be_kept(request):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values if isinstance(value, str)]
    kept = tuple((name, value) for name, value in fields if name != "csrfmiddlewaretoken")
    return Typed(to=request.get_full_path(), fields=kept)


def read(value: str) -> Typed | None:
    """Give what a page carried; None where it was changed on the way or is too old."""
    try:
        found: Any = signing.loads(value, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return Typed(to=found["to"], fields=tuple((name, text) for name, text in found["fields"]))


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this service sent the form."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _may_be_kept(request: HttpRequest) -> bool:
    if request.path.startswith(CLOSED):
        return False
    try:
        view = resolve(request.path).func
    except Resolver404:
        return False
    return not getattr(view, "never_kept", False)
