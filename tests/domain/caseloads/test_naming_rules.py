"""Who cannot be named, by law and whatever is said; and what practice asks a reason for."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.line_management import set_line_manager
from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads import actions
from heard.caseloads.models import NamedIro
from heard.children.family import LinkedAlready, SameChild, UnknownLink, link_family, sibling_groups, unlink_family
from heard.children.models import Child, FamilyLink
from heard.common.errors import NotPermitted
from tests.factories import TODAY, NamedIroFactory, PeriodFactory, RelationshipFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory, OfficerFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return PeriodFactory.create(child__authority=anyshire).child


def name(child: Child, iro: User, by: User, on: date = TODAY, reason: str = "") -> NamedIro:
    return actions.name_iro(child_id=child.pk, iro_id=iro.pk, appointed_on=on, today=TODAY, by=by, reason=reason)


@pytest.mark.parametrize(
    ("kind", "letter", "words"),
    [
        ("prepared-plan", "a", "helped to prepare the child's plan, or manages the case"),
        ("manages-case", "a", "helped to prepare the child's plan, or manages the case"),
        ("visits-child", "b", "is the authority's representative who visits the child"),
        ("personal-adviser", "c", "is the child's personal adviser"),
        (
            "manages-one-of-those",
            "d",
            "manages somebody who prepared the plan, manages the case, visits or advises the child",
        ),
        ("controls-resources", "e", "controls resources allocated to the case"),
    ],
)
def test_no_reason_overrides_the_five_exclusions(
    manager: User, iro: User, child: Child, kind: str, letter: str, words: str
) -> None:
    InvolvementFactory.create(child=child, user=iro, kind=kind)

    with pytest.raises(actions.NotIndependent) as refused:
        name(child, iro, manager, reason="There is nobody else")

    assert refused.value.message == (
        f"This person is not independent in law. This person {words}, so cannot be the IRO. (Care Planning, Placement"
        f" and Case Review (England) Regulations 2010, reg 46(3)({letter})) Choose somebody else."
    )
    assert not NamedIro.objects.exists()


def test_a_manager_who_holds_a_caseload_is_held_to_the_same_rules(manager: User, child: Child) -> None:
    worker = RelationshipFactory.create(child=child).user
    set_line_manager(user_id=worker.pk, line_manager_id=manager.pk, today=TODAY, by=manager)

    with pytest.raises(actions.NotIndependent, match=r"reg 46\(3\)\(d\)"):
        name(child, manager, manager)


def test_a_tie_that_begins_later_bars_already_and_one_that_ended_does_not(
    manager: User, iro: User, child: Child
) -> None:
    InvolvementFactory.create(child=child, user=iro, from_on=date(2026, 12, 1))
    with pytest.raises(actions.NotIndependent):
        name(child, iro, manager)

    past = UserFactory.create(authority=child.authority, iro=True)
    InvolvementFactory.create(child=child, user=past, from_on=date(2026, 11, 2), until_on=date(2026, 11, 22))
    with pytest.raises(actions.NotIndependent):
        name(child, past, manager, on=date(2026, 11, 22))
    assert name(child, past, manager).iro == past


def test_a_lapsed_registration_blocks_and_in_an_authority_that_keeps_the_register_a_missing_one(
    anyshire: ResponsibleAuthority, manager: User, iro: User, child: Child
) -> None:
    lapsed = RegistrationFactory.create(user=UserFactory.create(authority=anyshire, iro=True), lapsed=True).user

    for person in (lapsed, iro):
        with pytest.raises(actions.NotRegistered) as refused:
            name(child, person, manager, reason="There is nobody else")
    assert refused.value.message == (
        "This person has no registration valid on 23 November 2026 with Social Work England."
        " (Care Planning, Placement and Case Review (England) Regulations 2010, reg 46(1)-(2))"
        " Choose somebody else, or record the renewal first."
    )
    RegistrationFactory.create(user=iro)
    assert name(child, iro, manager).iro == iro


def test_short_experience_needs_a_reason_that_is_kept(manager: User, iro: User, child: Child) -> None:
    OfficerFactory.create(user=iro, new=True)

    with pytest.raises(actions.NeedsReason) as refused:
        name(child, iro, manager)
    named = name(child, iro, manager, reason=" Knows the family's language ")

    assert refused.value.message == (
        "This person has less than 5 years' experience. Say why this IRO is right, or choose somebody else."
    )
    named.refresh_from_db()
    assert (named.departures, named.reason) == (["iro-five-years"], "Knows the family's language")


def test_siblings_share_an_iro_unless_a_reason_is_given(manager: User, iro: User, child: Child) -> None:
    brother = NamedIroFactory.create(child=PeriodFactory.create(child__authority=child.authority).child)
    link_family(child_id=child.pk, relative_id=brother.child_id, kind="sibling", today=TODAY, by=manager)

    with pytest.raises(actions.NeedsReason, match="A brother or sister has another IRO"):
        name(child, iro, manager)
    assert name(child, brother.iro, manager, on=date(2026, 11, 5)).departures == []
    assert name(child, iro, manager, reason="A conflict of interest").departures == ["iro-same-siblings"]


def test_nobody_is_asked_to_keep_an_iro_who_may_not_act(manager: User, iro: User, child: Child) -> None:
    brother = NamedIroFactory.create(child=PeriodFactory.create(child__authority=child.authority).child)
    link_family(child_id=child.pk, relative_id=brother.child_id, kind="sibling", today=TODAY, by=manager)
    InvolvementFactory.create(child=child, user=brother.iro)

    assert name(child, iro, manager).departures == []


def test_the_iro_of_an_earlier_time_in_care_resumes_unless_a_reason_is_given(
    manager: User, iro: User, child: Child
) -> None:
    before = NamedIroFactory.create(
        child=child, appointed_on=date(2024, 1, 8), ended_on=date(2024, 9, 2), reason_ended="ceased"
    )

    with pytest.raises(actions.NeedsReason, match="had another IRO when looked after before"):
        name(child, iro, manager)
    other = name(child, iro, manager, on=date(2026, 11, 9), reason="Away for a year")
    assert other.departures == ["iro-same-on-return"]
    assert name(child, before.iro, manager).departures == []


def test_a_looked_after_parent_and_child_have_different_iros(manager: User, child: Child) -> None:
    parent = NamedIroFactory.create(child=PeriodFactory.create(child__authority=child.authority).child)
    link_family(child_id=parent.child_id, relative_id=child.pk, kind="parent", today=TODAY, by=manager)

    with pytest.raises(actions.NeedsReason, match="is the IRO of the child's parent"):
        name(child, parent.iro, manager)


def test_rules_of_practice_are_englands(sir_unrhyw: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=sir_unrhyw, manager=True)
    one, other = (PeriodFactory.create(child__authority=sir_unrhyw).child for _ in range(2))
    NamedIroFactory.create(child=one)
    link_family(child_id=one.pk, relative_id=other.pk, kind="sibling", today=TODAY, by=manager)

    assert name(other, UserFactory.create(authority=sir_unrhyw, iro=True), manager).departures == []


def test_two_managers_at_once_one_wins_and_the_other_is_told(manager: User, iro: User, child: Child) -> None:
    seen = actions.Seen(appointment_id=None)
    first = actions.name_iro(child_id=child.pk, iro_id=iro.pk, appointed_on=TODAY, today=TODAY, by=manager, seen=seen)

    with pytest.raises(actions.NamedMeanwhile) as refused:
        actions.name_iro(child_id=child.pk, iro_id=manager.pk, appointed_on=TODAY, today=TODAY, by=manager, seen=seen)

    assert refused.value.message == (
        "Somebody else named an IRO for this child while you were choosing. Look at the child again before you decide."
    )
    assert list(NamedIro.objects.values_list("pk", "ended_on")) == [(first.pk, None)]


def test_somebody_whose_access_ended_cannot_be_named(
    anyshire: ResponsibleAuthority, manager: User, child: Child
) -> None:
    gone = UserFactory.create(authority=anyshire, iro=True, access_until=date(2026, 11, 22))

    with pytest.raises(actions.NotAnIro):
        name(child, gone, manager)


def test_family_is_linked_once_and_siblings_of_siblings_belong_together(
    anyshire: ResponsibleAuthority, manager: User, iro: User, django_assert_num_queries: Any
) -> None:
    a, b, c = (PeriodFactory.create(child__authority=anyshire).child for _ in range(3))
    first = link_family(child_id=b.pk, relative_id=a.pk, kind="sibling", today=TODAY, by=manager)
    link_family(child_id=b.pk, relative_id=c.pk, kind="sibling", today=TODAY, by=manager)

    for error, kind, pair in [
        (LinkedAlready, "parent", (a, b)),
        (SameChild, "sibling", (a, a)),
        (UnknownLink, "cousin", (a, c)),
    ]:
        with pytest.raises(error):
            link_family(child_id=pair[0].pk, relative_id=pair[1].pk, kind=kind, today=TODAY, by=manager)
    with pytest.raises(NotPermitted):
        link_family(child_id=a.pk, relative_id=c.pk, kind="sibling", today=TODAY, by=iro)

    with django_assert_num_queries(1):
        assert sibling_groups(anyshire.pk) == dict.fromkeys((a.pk, b.pk, c.pk), frozenset({a.pk, b.pk, c.pk}))
    unlink_family(link_id=first.pk, today=TODAY, by=manager)
    assert FamilyLink.objects.count() == 1


def test_two_iros_are_not_named_from_one_day_unless_the_first_was_a_mistake(
    manager: User, iro: User, child: Child
) -> None:
    name(child, iro, manager)

    with pytest.raises(actions.TwoOnOneDay) as refused:
        name(child, manager, manager)
    actions.name_iro(child_id=child.pk, iro_id=manager.pk, appointed_on=TODAY, today=TODAY, by=manager, corrects=True)

    assert refused.value.message == (
        "Another IRO was named for this child from that day. Choose a later day, or say that the first was a mistake."
    )
    assert list(NamedIro.objects.order_by("pk").values_list("iro", "ended_on", "reason_ended")) == [
        (iro.pk, TODAY, "corrected"),
        (manager.pk, None, ""),
    ]
