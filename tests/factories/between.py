"""Significant changes, dates of planning, and what the IRO records between reviews."""

from factory.django import DjangoModelFactory

from heard.oversight.models import IroContact, MidwayCheck, ProgressUpdate
from heard.planning.models import ChangeDecision, PlanDate, SignificantChange
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory
from tests.factories.days import HELD_ON, TODAY
from tests.factories.parts import SelfAttribute, SubFactory
from tests.factories.reviews import ReviewFactory


class SignificantChangeFactory(DjangoModelFactory[SignificantChange]):
    """That a settled child is to move, told today by the social worker; nobody has decided yet."""

    class Meta:
        model = SignificantChange

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    kind = "settled_move"
    words = "The carers move to the coast."
    proposed = True
    told_on = TODAY
    told_by = "sw"
    recorded_by = SubFactory(UserFactory, social_worker=True, authority=SelfAttribute("..authority"))


class ChangeDecisionFactory(DjangoModelFactory[ChangeDecision]):
    """That the IRO decided on a review now."""

    class Meta:
        model = ChangeDecision

    change = SubFactory(SignificantChangeFactory)
    authority = SelfAttribute("change.authority")
    decision = "now"
    reason = "He is settled here."
    wishes_sought = True
    wishes = "He wants to stay."
    decided_on = TODAY
    decided_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))


class PlanDateFactory(DjangoModelFactory[PlanDate]):
    """A visit of the social worker in which the child was seen alone."""

    class Meta:
        model = PlanDate

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    kind = "visit"
    done_on = HELD_ON
    seen_alone = True
    source = "service"
    recorded_by = SubFactory(UserFactory, social_worker=True, authority=SelfAttribute("..authority"))


class IroContactFactory(DjangoModelFactory[IroContact]):
    """A contact with the child in person, seen alone."""

    class Meta:
        model = IroContact

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    on = TODAY
    spoke_with = "child"
    way = "in_person"
    seen_alone = True
    words = "We walked to the river."
    recorded_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))


class MidwayCheckFactory(DjangoModelFactory[MidwayCheck]):
    """A check after a review, with a talk with the social worker and the child."""

    class Meta:
        model = MidwayCheck

    after_review = SubFactory(ReviewFactory, held=True)
    child = SelfAttribute("after_review.child")
    authority = SelfAttribute("child.authority")
    checked_on = TODAY
    social_worker_on = TODAY
    child_on = TODAY
    recorded_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))


class ProgressUpdateFactory(DjangoModelFactory[ProgressUpdate]):
    """What the social worker told today."""

    class Meta:
        model = ProgressUpdate

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    told_on = TODAY
    words = "The school has a place for him."
    told_by = SubFactory(UserFactory, social_worker=True, authority=SelfAttribute("..authority"))
