"""Visiting pages in tests: the page must choose its own scope, and its statements are counted."""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import User
from heard.common import scope

FRAMES_A_TRANSACTION = re.compile(r"(^|;\s*)(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK)\b")  # history may stand before it


def visitor(user: User) -> Client:
    """This will give a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def visit(user: User | None, path: str, **data: Any) -> Any:
    """This will open a page as somebody, or as nobody."""
    client = visitor(user) if user else Client()
    with scope.within(scope.NOBODY):
        return client.get(path, data)


def send(user: User | None, path: str, **data: Any) -> Any:
    """This will send a form as somebody."""
    client = visitor(user) if user else Client()
    with scope.within(scope.NOBODY):
        return client.post(path, data)


def queries(user: User, path: str) -> int:
    """This will count the statements of one page, without those that only frame transactions."""
    client = visitor(user)
    with scope.within(scope.NOBODY):
        client.get(path)  # what is kept in memory is kept now
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
    assert answer.status_code == 200
    told = [query["sql"] for query in captured.captured_queries]
    return len([sql for sql in told if not FRAMES_A_TRANSACTION.search(sql)])


def words(answer: Any) -> str:
    """This will give the words of a page's main part, as they are read."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def links(answer: Any) -> dict[str, str]:
    """This will give the links of a page by their words."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', answer.content.decode(), re.S)
    return {" ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()): unescape(href) for href, text in found}


def asks_to_sign_in(answer: Any) -> bool:
    """Whether the answer sends somebody to sign in."""
    return bool(answer.status_code == 302 and answer["Location"].startswith("/account/login/"))
