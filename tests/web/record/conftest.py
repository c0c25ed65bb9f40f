"""A review that was held, with something written, and the people who may write and give out."""

import pytest

from tests.factories import NamedIroFactory, PartyFactory, ReviewFactory, UserFactory
from tests.factories.records import written


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def review(anyshire, iro):
    """Written, with the mother as party; the child as party who is reached by letter."""
    review = ReviewFactory.create(
        held=True, authority=anyshire, period__child__authority=anyshire, period__child__given_name="Teo"
    )
    NamedIroFactory.create(child=review.child, iro=iro)
    written(review, iro)
    PartyFactory.create(
        child=review.child, kind="child", name="", relation="", on_paper=True, email="", parental_responsibility="no"
    )
    return review


@pytest.fixture
def booked(anyshire, iro):
    return ReviewFactory.create(authority=anyshire, period__child__authority=anyshire)
