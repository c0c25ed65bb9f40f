"""Decisions of reviews, that they were sent, and the manager's answers."""

from datetime import date

from factory.django import DjangoModelFactory

from heard.reviews.models import DecisionsIssued, ManagerAnswer, ReviewDecision, Wish
from tests.factories.accounts import UserFactory
from tests.factories.parts import SelfAttribute, Sequence, SubFactory, Trait
from tests.factories.reviews import ReviewFactory

SET_FOR = date(2026, 11, 27)


class WishFactory(DjangoModelFactory[Wish]):
    """What a child said at a review that was held."""

    class Meta:
        model = Wish

    review = SubFactory(ReviewFactory, held=True)
    authority = SelfAttribute("review.authority")
    place = Sequence(lambda number: number + 1)
    words = "Not on speaker."
    came_by = "review"


class DecisionFactory(DjangoModelFactory[ReviewDecision]):
    """A decision for the social worker of a review held on 16 November, to be done by 27 November; `done=True` etc."""

    class Meta:
        model = ReviewDecision

    class Params:
        done = Trait(state="done", done_on=date(2026, 11, 20), outcome="They talk every Sunday.")
        dropped = Trait(state="dropped", outcome="The child wishes it no more.")

    review = SubFactory(ReviewFactory, held=True)
    child = SelfAttribute("review.child")
    authority = SelfAttribute("review.authority")
    number = Sequence(lambda number: number + 1)
    words = "Phone calls with brother every Sunday"
    owner_kind = "sw"
    owner_name = "Asha Windermoor"
    due_on = SET_FOR


class IssuedFactory(DjangoModelFactory[DecisionsIssued]):
    """That the decisions of a review were sent on 18 November and received that day."""

    class Meta:
        model = DecisionsIssued

    review = SubFactory(ReviewFactory, held=True)
    authority = SelfAttribute("review.authority")
    issued_on = date(2026, 11, 18)
    received_on = SelfAttribute("issued_on")
    manager_name = "Priya Sandmartin"
    issued_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))


class AnswerFactory(DjangoModelFactory[ManagerAnswer]):
    """That a manager agreed in time; `disagreed=True` with reasons."""

    class Meta:
        model = ManagerAnswer

    class Params:
        disagreed = Trait(answer="disagreed", reasons="There is no money for it.")

    decision = SubFactory(DecisionFactory)
    authority = SelfAttribute("decision.authority")
    answer = "agreed"
    answered_on = date(2026, 11, 20)
    in_time = True
    answered_by = SubFactory(UserFactory, team_manager=True, authority=SelfAttribute("..authority"))
