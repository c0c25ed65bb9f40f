"""The invented people round the children of the demo."""

from collections import Counter

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Party, SafeContactRule
from heard.children.party_queries import people_of
from heard.nonprod.circle import EVERY, Circle
from tests.factories import TODAY, ChildFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_kind_of_need_is_there_and_rules_hold(anyshire: ResponsibleAuthority) -> None:
    by = UserFactory.create(authority=anyshire, support=True)
    children = [ChildFactory.create(authority=anyshire, given_name=f"Teo{one}") for one in range(EVERY)]

    Circle(authority=anyshire, today=TODAY, by=by).write(children)

    assert Counter(Party.objects.values_list("kind", flat=True)) == {
        "child": 12, "parent": 20, "foster_carer": 12, "school": 12, "nurse": 12,
    }  # fmt: skip
    assert Counter(SafeContactRule.objects.values_list("kind", flat=True)) == {
        "do_not_contact": 1, "not_this_address": 1,
    }  # fmt: skip
    assert Party.objects.filter(spoken_language="Polish", interpreter=True).count() == 1
    assert Party.objects.filter(language="cy").count() == 1
    assert Party.objects.filter(accessible_format="large_print").count() == 1
    held = [
        (person.party.relation, person.reach.why)
        for people in people_of([child.pk for child in children], viewer=by, on=TODAY).values()
        for person in people
        if person.rules
    ]
    assert held == [("Father", "forbidden"), ("Mother", "blocked")]


def test_a_child_who_arrived_alone_has_no_parents_here(anyshire: ResponsibleAuthority) -> None:
    child = ChildFactory.create(authority=anyshire, unaccompanied=True)

    Circle(authority=anyshire, today=TODAY, by=UserFactory.create(authority=anyshire)).write([child])

    assert list(Party.objects.order_by("pk").values_list("kind", flat=True)) == [
        "child", "foster_carer", "school", "nurse",
    ]  # fmt: skip
