"""The invented lives of a day, worked out once for all tests of the module."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest

from heard.common import scope
from heard.nonprod.councils import Council
from heard.nonprod.demo import families_of
from heard.nonprod.facts import InventedChild


@cache
def children_of(council: Council, today: date) -> list[InventedChild]:
    """This will give every invented child of a council on a day."""
    return [child for family in families_of(council, today=today) for child in family.children]


@pytest.fixture
def children() -> Callable[[Council, date], list[InventedChild]]:
    return children_of


@pytest.fixture
def nobody_in_scope(db: None) -> Iterator[None]:
    """As a command of the console begins: no authority is chosen."""
    assert scope.current() is None
    yield
    assert scope.current() is None
