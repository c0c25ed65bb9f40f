"""A review with its IRO and the people round the child."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from heard.accounts.models import User
from heard.children.models import Child
from heard.reviews.models import Review
from tests.factories import (
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)


@dataclass
class Scene:
    """The people who open the pages."""

    review: Review
    child: Child
    iro: User
    support: User
    worker: User
    mother: Any

    def at(self, tail: str = "") -> str:
        return f"/reviews/{self.review.pk}/people/{tail}"


@pytest.fixture
def scene(anyshire: Any, settings: Any) -> Scene:
    settings.HEARD_TODAY = date(2026, 11, 23)
    period = PeriodFactory.create(child__authority=anyshire, child__given_name="Teo", child__family_name="Marblecroft")
    child = period.child
    iro = UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")
    worker = UserFactory.create(authority=anyshire, roles=["social_worker"])
    NamedIroFactory.create(child=child, iro=iro)
    RelationshipFactory.create(child=child, user=worker, kind="social_worker")
    return Scene(
        review=ReviewFactory.create(period=period, arranged_time=time(16, 15), place="Foster home"),
        child=child,
        iro=iro,
        support=UserFactory.create(authority=anyshire, support=True),
        worker=worker,
        mother=PartyFactory.create(child=child, name="Elena Marblecroft", email="elena@home.example"),
    )
