"""The people of the outbox."""

from dataclasses import replace
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from tests.factories import ChildFactory, UserFactory


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(roles=["business_support"], authority=anyshire, name="Dougie Pennyfarthing")


@pytest.fixture
def teo(anyshire: ResponsibleAuthority) -> Child:
    return ChildFactory.create(authority=anyshire, given_name="Teo")


@pytest.fixture
def mail_works(settings: Any) -> None:
    settings.ENV = replace(settings.ENV, email_url="smtp://127.0.0.1:2525?from=iro@anyshire.example")
