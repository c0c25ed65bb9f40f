"""Whether the service lives and can work, for what watches over it: plain text, no data."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

PLAIN = "text/plain; charset=utf-8"


def open_to_all(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This will mark a page that needs nobody to be signed in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


@open_to_all
def alive(request: HttpRequest) -> HttpResponse:
    """This will answer as long as the process does."""
    return HttpResponse("alive\n", content_type=PLAIN, headers={"Cache-Control": "no-store"})


@open_to_all
def ready(request: HttpRequest) -> HttpResponse:
    """This will answer 200 when the database answers too, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN, headers={"Cache-Control": "no-store"})
