"""Counting what a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import User
from heard.common import scope
from tests.web.visits import visitor


def statements(user: User, path: str) -> int:
    """This will count the statements of one page without savepoints, also those that carry the history's context."""
    client = visitor(user)
    with scope.within(scope.NOBODY):
        client.get(path)  # what is kept in memory is kept now
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
    return len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])
