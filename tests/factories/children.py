"""Children, their care, and who works with them."""

from typing import Any

from factory.django import DjangoModelFactory

from heard.children.models import Child, EpisodeOfCare, Party, PeriodOfCare, Relationship, SafeContactRule
from heard.children.names import sort_key_of
from tests.factories.accounts import AuthorityFactory, UserFactory
from tests.factories.days import BORN_ON, STARTED_ON
from tests.factories.parts import LazyAttribute, SelfAttribute, Sequence, SubFactory, Trait


class ChildFactory(DjangoModelFactory[Child]):
    """A named child of 9 years without any care yet; `unnamed=True` as an SSDA903 return leaves one."""

    class Meta:
        model = Child

    class Params:
        named = Trait(given_name="Teo", family_name="Marblecroft")
        unnamed = Trait(given_name="", family_name="")

    authority = SubFactory(AuthorityFactory)
    local_id = Sequence(lambda number: str(100_000 + number))
    given_name = "Teo"
    family_name = "Marblecroft"
    born_on = BORN_ON
    sex = "1"
    source = "return"
    sort_key = LazyAttribute(
        lambda child: sort_key_of(
            given_name=child.preferred_name or child.given_name, family_name=child.family_name, local_id=child.local_id
        )
    )
    preferred_name = ""


class PeriodFactory(DjangoModelFactory[PeriodOfCare]):
    """A running period of full-time care without any episode; pass `child=` or one is made."""

    class Meta:
        model = PeriodOfCare

    class Params:
        short_break = Trait(stream="short-break")

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    stream = "full-time"
    started_on = STARTED_ON
    category_of_need = "N1"
    source = "return"


class EpisodeFactory(DjangoModelFactory[EpisodeOfCare]):
    """The first episode of a period: section 20 (or 76) accommodation in foster care; pass `period=` or one is made."""

    class Meta:
        model = EpisodeOfCare

    period = SubFactory(PeriodFactory)
    child = SelfAttribute("period.child")
    authority = SelfAttribute("period.authority")
    started_on = SelfAttribute("period.started_on")
    ceased_on = SelfAttribute("period.ceased_on")
    reason_ceased = SelfAttribute("period.reason_ceased")
    reason_started = "S"
    legal_status = "V2"
    category_of_need = SelfAttribute("period.category_of_need")
    placement_type = "U6"
    placement_provider = "PR1"
    source = "return"


class RelationshipFactory(DjangoModelFactory[Relationship]):
    """That somebody works with a child: as social worker unless `kind=` says otherwise."""

    class Meta:
        model = Relationship

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    user = SubFactory(UserFactory, social_worker=True, authority=SelfAttribute("..authority"))
    kind = Relationship.Kind.SOCIAL_WORKER.value
    from_on = STARTED_ON


class PartyFactory(DjangoModelFactory[Party]):
    """A parent of a child with parental responsibility, reached by e-mail; `on_paper=True` by letter."""

    class Meta:
        model = Party

    class Params:
        on_paper = Trait(channel="print", postal_address="12 Pretend Lane\nAnyford")
        ended = Trait(until_on=STARTED_ON, ended_why="Moved away")

    child = SubFactory(ChildFactory)
    authority = SelfAttribute("child.authority")
    kind = "parent"
    name = "Petra Marblecroft"
    relation = "Mother"
    parental_responsibility = "yes"
    channel = "email"
    email = "petra@home.example"
    recorded_by = SubFactory(UserFactory, support=True, authority=SelfAttribute("..authority"))


class SafeContactRuleFactory(DjangoModelFactory[SafeContactRule]):
    """That somebody must not be contacted; `not_there=True` forbids one address alone."""

    class Meta:
        model = SafeContactRule

    class Params:
        not_there = Trait(kind="not_this_address", address="12 Pretend Lane")
        over = Trait(ended_on=STARTED_ON, ended_why="The order ended", ended_by=SelfAttribute("recorded_by"))

    party = SubFactory(PartyFactory)
    child = SelfAttribute("party.child")
    authority = SelfAttribute("party.authority")
    kind = "do_not_contact"
    reason = "A court order forbids it"
    decided_by = "Family Court at Anyford"
    from_on = STARTED_ON
    recorded_by = SubFactory(UserFactory, support=True, authority=SelfAttribute("..authority"))


def period_for(child: Any) -> PeriodOfCare:
    """This will give the latest period of the child, or make one."""
    latest = PeriodOfCare.objects.filter(child=child).order_by("-started_on").first()
    return latest or PeriodFactory.create(child=child)
