"""What is gathered before a review: people asked, papers with their files."""

import hashlib
from typing import Any

from factory.django import DjangoModelFactory

from heard.reviews.models import Invitation, Paper, PaperContent, PaperVersion, ReviewNeed
from tests.factories.accounts import UserFactory
from tests.factories.children import PartyFactory
from tests.factories.days import HELD_ON, TODAY
from tests.factories.parts import SelfAttribute, SubFactory, Trait
from tests.factories.reviews import ReviewFactory

PDF = b"%PDF-1.7\n%invented\n%%EOF\n"


class InvitationFactory(DjangoModelFactory[Invitation]):
    """A parent who is invited and asked; `sent=True` when it went out, `answered=True` when they answered."""

    class Meta:
        model = Invitation

    class Params:
        sent = Trait(sent_on=HELD_ON)
        answered = Trait(answered_on=HELD_ON, answered_by="paper", coming="whole", answers={"well": "School"})

    review = SubFactory(ReviewFactory)
    authority = SelfAttribute("review.authority")
    party = SubFactory(PartyFactory, child=SelfAttribute("..review.child"))


class PaperFactory(DjangoModelFactory[Paper]):
    """A care plan that a review needs and that has not come."""

    class Meta:
        model = Paper

    review = SubFactory(ReviewFactory)
    authority = SelfAttribute("review.authority")
    kind = "care_plan"


class PaperVersionFactory(DjangoModelFactory[PaperVersion]):
    """A file of a paper with its bytes."""

    class Meta:
        model = PaperVersion

    paper = SubFactory(PaperFactory, received_on=HELD_ON)
    authority = SelfAttribute("paper.authority")
    number = 1
    file_name = "care plan.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    scan = "not_scanned"
    uploaded_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))

    @classmethod
    def _create(cls, model_class: type[PaperVersion], *args: Any, **kwargs: Any) -> PaperVersion:
        version: PaperVersion = super()._create(model_class, *args, **kwargs)
        PaperContent.objects.create(authority_id=version.authority_id, version=version, content=PDF)
        return version


class ReviewNeedFactory(DjangoModelFactory[ReviewNeed]):
    """A room that a review needs; `booked=True` when it is booked for the day of the review."""

    class Meta:
        model = ReviewNeed

    class Params:
        booked = Trait(state="booked", who="Fellgate Centre, room 2", booked_for=SelfAttribute("review.arranged_for"))

    review = SubFactory(ReviewFactory)
    authority = SelfAttribute("review.authority")
    kind = "room"
    changed_on = TODAY
    recorded_by = SubFactory(UserFactory, support=True, authority=SelfAttribute("..authority"))
