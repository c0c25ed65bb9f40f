"""A child with a named IRO, the manager, and somebody who could take over."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro
from tests.factories import NamedIroFactory, PeriodFactory, UserFactory


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def kemi(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Kemi Adebrook")


@pytest.fixture
def named(anyshire: ResponsibleAuthority, maren: User) -> NamedIro:
    period = PeriodFactory.create(child__authority=anyshire, child__given_name="Teo")
    return NamedIroFactory.create(child=period.child, iro=maren)


def day(name: str, on: date | None) -> dict[str, str]:
    """This will fill the three inputs of a date."""
    parts = (str(on.day), str(on.month), str(on.year)) if on else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))
