"""Reviews, booked and held."""

from typing import Any, cast

from factory.django import DjangoModelFactory

from heard.reviews.models import Review
from tests.factories.accounts import UserFactory
from tests.factories.children import PeriodFactory, period_for
from tests.factories.days import ARRANGED_FOR, HELD_ON
from tests.factories.parts import SelfAttribute, SubFactory, Trait


class ReviewFactory(DjangoModelFactory[Review]):
    """A review booked for a day; `held=True` for one that took place and was recorded by an IRO.

    Pass `child=` (its latest period is taken) or `period=`; otherwise both are made.
    """

    class Meta:
        model = Review

    class Params:
        arranged = Trait(state="arranged")
        held = Trait(
            state="held",
            arranged_for=None,
            held_on=HELD_ON,
            completed_on=SelfAttribute("held_on"),
            participation_code="PN1",
        )
        cancelled = Trait(state="cancelled", cancelled_reason="The child wished another day")
        returned = Trait(source="return", recorded_by=None)

    period = SubFactory(PeriodFactory)
    child = SelfAttribute("period.child")
    authority = SelfAttribute("child.authority")
    state = "arranged"
    arranged_for = ARRANGED_FOR
    source = "service"
    recorded_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        if "child" in params and "period" not in params:
            params["period"] = period_for(params["child"])
        return cast("Any", super())._generate(strategy, params)
