"""Named IROs."""

from typing import Any

from factory.django import DjangoModelFactory

from heard.caseloads.models import NamedIro
from heard.children.models import Relationship
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory
from tests.factories.days import APPOINTED_ON
from tests.factories.parts import SelfAttribute, SubFactory, Trait


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
