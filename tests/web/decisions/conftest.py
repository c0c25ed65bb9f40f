"""A review held on 16 November, with its IRO, its social worker and its team manager."""

from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import Review
from tests.factories import (
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.factories import diary as diary_of


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def review(maren: User) -> Review:
    child = ChildFactory.create(authority=maren.authority)
    period = PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=maren)
    held: Review = ReviewFactory.create(period=period, held=True)
    diary_of(maren.authority)
    return held


@pytest.fixture
def priya(review: Review) -> User:
    user: User = UserFactory.create(team_manager=True, authority=review.authority, name="Priya Sandmartin")
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


@pytest.fixture
def asha(review: Review) -> User:
    user: User = UserFactory.create(social_worker=True, authority=review.authority, name="Asha Windermoor")
    RelationshipFactory.create(child=review.child, user=user)
    return user


def day(name: str, year: int, month: int, number: int) -> dict[str, Any]:
    """Give the three inputs of a date."""
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}
