"""Which kinds of change the law of each nation names, and how."""

from datetime import date

import pytest

from heard.law import Nation
from heard.planning.kinds import Group, kind_in_law, kinds_of
from heard.planning.models import SignificantChange

TODAY = date(2026, 11, 23)
Kind = SignificantChange.Kind


@pytest.mark.parametrize(
    ("nation", "kind", "group", "provision", "must", "may_decline"),
    [
        (Nation.ENGLAND, Kind.PLAN_CHANGE, Group.BEFORE, "reg 32(2)", False, False),
        (Nation.WALES, Kind.PLAN_CHANGE, Group.BEFORE, "reg 38(2)", False, False),
        (Nation.ENGLAND, Kind.WITH_PARENT, Group.BEFORE, "reg 17(d)", True, False),
        (Nation.WALES, Kind.WITH_PARENT, Group.BEFORE, "reg 38(2)", True, False),
        (Nation.ENGLAND, Kind.OTHER_ARRANGEMENTS, Group.BEFORE, "s.22D", True, False),
        (Nation.WALES, Kind.OTHER_ARRANGEMENTS, Group.BEFORE, "s.82", True, False),
        (Nation.ENGLAND, Kind.CHILD_ASKS, Group.EARLY, "reg 33(3)-(4)", False, True),
        (Nation.WALES, Kind.CHILD_ASKS, Group.EARLY, "reg 39(3)(c), (4)", False, True),
        (Nation.WALES, Kind.FAMILY_SUPPORT, Group.EARLY, "reg 39(3)(i)", True, False),
        (Nation.WALES, Kind.VISIT_FINDING, Group.EARLY, "reg 39(3)(e)", True, False),
        (Nation.ENGLAND, Kind.MISSING, Group.CONSIDER, "reg 45(4)", False, False),
        (Nation.WALES, Kind.MISSING, Group.CONSIDER, "", False, False),
    ],
)
def test_a_kind_names_its_provision(nation, kind, group, provision, must, may_decline) -> None:
    found = kind_in_law(kind, nation, on=TODAY)

    assert found is not None
    assert (found.group, found.must, found.may_decline) == (group, must, may_decline)
    assert found.provision.endswith(provision) if provision else not found.provision


@pytest.mark.parametrize("nation", list(Nation))
def test_every_kind_stands_once_but_what_the_nation_does_not_know(nation) -> None:
    kinds = [one.kind for one in kinds_of(nation, on=TODAY)]

    missing = {Kind.FAMILY_SUPPORT} if nation is Nation.ENGLAND else set()
    assert set(kinds) == set(Kind) - missing
    assert len(kinds) == len(set(kinds))


def test_a_child_of_england_could_not_call_a_review_before_2014() -> None:
    before, after = (kind_in_law(Kind.CHILD_ASKS, Nation.ENGLAND, on=day) for day in
                     (date(2014, 1, 26), date(2014, 1, 27)))  # fmt: skip

    assert before is not None
    assert after is not None
    assert (before.group, before.may_decline) == (Group.CONSIDER, False)
    assert (after.group, after.may_decline) == (Group.EARLY, True)
