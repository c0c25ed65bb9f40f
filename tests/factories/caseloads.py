"""Named IROs and the officers they are."""

from datetime import date
from decimal import Decimal
from typing import Any

from factory.django import DjangoModelFactory

from heard.caseloads.models import (
    CompetenceEvidence,
    FurtherCase,
    Involvement,
    Leave,
    NamedIro,
    OfficerPhoto,
    OfficerProfile,
    OfficerRegistration,
    OtherDuty,
    Post,
)
from heard.children.models import Relationship
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory
from tests.factories.days import APPOINTED_ON, STARTED_ON
from tests.factories.parts import SelfAttribute, Sequence, SubFactory, Trait


class NamedIroFactory(DjangoModelFactory[NamedIro]):
    """A running appointment with the relationship that goes with it, as `caseloads.actions.name_iro` writes both."""

    class Meta:
        model = NamedIro

    class Params:
        replaced = Trait(ended_on=APPOINTED_ON, reason_ended="replaced")

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    iro = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))
    appointed_on = APPOINTED_ON

    @classmethod
    def _create(cls, model_class: type[NamedIro], *args: Any, **kwargs: Any) -> NamedIro:
        named = model_class.objects.create(**kwargs)
        Relationship.objects.create(
            authority_id=named.authority_id,
            child=named.child,
            user=named.iro,
            kind=Relationship.Kind.NAMED_IRO,
            from_on=named.appointed_on,
            until_on=named.ended_on,
        )
        return named


class OfficerFactory(DjangoModelFactory[OfficerProfile]):
    """The profile of an IRO of long experience without languages or specialisms; `.user` is the officer.

    `new=True` for one qualified two years ago.
    """

    class Meta:
        model = OfficerProfile

    class Params:
        new = Trait(qualified_on=date(2024, 9, 2))

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    qualified_on = date(2008, 9, 1)


class RegistrationFactory(DjangoModelFactory[OfficerRegistration]):
    """An entry with Social Work England, valid on TODAY; `lapsed=True` for one that ran out the month before."""

    class Meta:
        model = OfficerRegistration

    class Params:
        lapsed = Trait(renew_by=date(2026, 10, 31))

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    body = "Social Work England"
    number = Sequence("SW{:06d}".format)
    from_on = date(2019, 12, 2)
    renew_by = date(2027, 11, 30)


class PostFactory(DjangoModelFactory[Post]):
    """A permanent full-time post that began long ago."""

    class Meta:
        model = Post

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    fte = Decimal("1.00")
    employment = Post.Employment.PERMANENT.value
    from_on = date(2015, 4, 1)


class LeaveFactory(DjangoModelFactory[Leave]):
    """Annual leave in the first week of December 2026."""

    class Meta:
        model = Leave

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    kind = Leave.Kind.ANNUAL.value
    first_day = date(2026, 12, 7)
    last_day = date(2026, 12, 11)


class PhotoFactory(DjangoModelFactory[OfficerPhoto]):
    """A photo of one grey point; no check looks at it."""

    class Meta:
        model = OfficerPhoto

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    media_type = "image/png"
    digest = "0f" * 32
    content = b"grey"


class EvidenceFactory(DjangoModelFactory[CompetenceEvidence]):
    """An observed review that showed how the officer talks with children."""

    class Meta:
        model = CompetenceEvidence

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    kind = CompetenceEvidence.Kind.COMMUNICATION.value
    shown_on = date(2026, 6, 3)
    what = "Observed review in June"
    recorded_by = SelfAttribute("user")


class DutyFactory(DjangoModelFactory[OtherDuty]):
    """Training others since spring, as much work as five children."""

    class Meta:
        model = OtherDuty

    user = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("user.authority")
    name = "Training others"
    counts_as = Decimal("5.00")
    from_on = date(2026, 4, 1)


class FurtherCaseFactory(DjangoModelFactory[FurtherCase]):
    """A pathway plan that an officer reviews since spring."""

    class Meta:
        model = FurtherCase

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    user = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))
    kind = FurtherCase.Kind.PATHWAY.value
    from_on = date(2026, 4, 1)


class InvolvementFactory(DjangoModelFactory[Involvement]):
    """That somebody visits a child since before the invented appointments; no conflict is looked for."""

    class Meta:
        model = Involvement

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    user = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))
    kind = Involvement.Kind.VISITS_CHILD.value
    from_on = STARTED_ON
    source = Involvement.Source.ENTERED.value
    entered_by = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))
