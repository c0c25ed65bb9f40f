"""Many children in one step: planned without saving, siblings together, and carried out all or none."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads import actions, batch, batch_actions
from heard.caseloads.batch import Plan
from heard.caseloads.batch_actions import Chosen
from heard.caseloads.models import NamedIro
from heard.caseloads.solver import Place, Unit, share_out
from heard.children.models import Child, FamilyLink, PeriodOfCare
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, ChildFactory, NamedIroFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


def officers(authority: ResponsibleAuthority, number: int) -> list[User]:
    people = UserFactory.create_batch(number, authority=authority, iro=True)
    for user in people:
        PostFactory.create(user=user)
    return people


def children_of(authority: ResponsibleAuthority, number: int) -> list[Child]:
    children = Child.objects.bulk_create(ChildFactory.build_batch(number, authority=authority))
    PeriodOfCare.objects.bulk_create(
        PeriodOfCare(authority=authority, child=one, started_on=date(2025, 6, 2), source="return") for one in children
    )
    return children


def carried_by(iro: User, children: list[Child]) -> None:
    for child in children:
        NamedIroFactory.create(child=child, iro=iro, appointed_on=date(2025, 6, 4))


def siblings(*group: Child) -> None:
    for one, other in pairwise(group):
        FamilyLink.objects.create(authority=one.authority, child=one, relative=other, kind="sibling")


def where(plan: Plan) -> dict[int, int]:
    return {move.child.pk: move.to.pk for move in plan.moves}


def chosen(plan: Plan) -> list[Chosen]:
    return [Chosen(child_id=move.child.pk, iro_id=move.to.pk, seen=move.seen) for move in plan.moves]


def test_a_mornings_arrivals_are_planned_and_nothing_is_saved(anyshire: ResponsibleAuthority, manager: User) -> None:
    one, two = officers(anyshire, 2)
    arrivals = children_of(anyshire, 4)
    siblings(arrivals[0], arrivals[1])
    InvolvementFactory.create(child=arrivals[1], user=one, entered_by=manager)

    plan = batch.plan_batch(child_ids=[child.pk for child in arrivals], today=TODAY, viewer=manager)

    assert where(plan)[arrivals[0].pk] == where(plan)[arrivals[1].pk] == two.pk
    assert sorted(where(plan).values()) == sorted([one.pk, one.pk, two.pk, two.pk])
    assert (plan.unplaced, plan.proved, all(move.moves for move in plan.moves)) == ((), True, True)
    after = {row.user.pk: (row.before, row.after) for row in plan.officers if row.fte}
    assert after == {one.pk: (Decimal(0), Decimal(2)), two.pk: (Decimal(0), Decimal(2))}
    assert (NamedIro.objects.count(), Event.objects.count()) == (0, 0)


def test_a_leavers_caseload_is_shared_out_and_carried_out_in_one_step(
    anyshire: ResponsibleAuthority, manager: User
) -> None:
    leaver, one, two = officers(anyshire, 3)
    children = children_of(anyshire, 6)
    carried_by(leaver, children)
    siblings(*children[:3])

    plan = batch.plan_leaver(user_id=leaver.pk, today=TODAY, viewer=manager)
    named = batch_actions.apply_batch(chosen=chosen(plan), appointed_on=TODAY, today=TODAY, by=manager)

    assert len({where(plan)[child.pk] for child in children[:3]}) == 1
    assert {row.iro_id for row in named} == {one.pk, two.pk}
    assert not NamedIro.objects.filter(iro=leaver, ended_on__isnull=True).exists()
    assert set(NamedIro.objects.filter(iro=leaver).values_list("ended_on", "reason_ended")) == {(TODAY, "replaced")}
    assert {child.named_iros.get(ended_on__isnull=True).iro_id for child in children[:3]} == {
        where(plan)[children[0].pk]
    }
    assert Event.objects.filter(name="iro.batch_named").get().facts == {"children": 6, "on": "2026-11-23"}


def test_children_stay_where_they_are_when_nothing_is_gained(anyshire: ResponsibleAuthority, manager: User) -> None:
    one, two = officers(anyshire, 2)
    children = children_of(anyshire, 6)
    carried_by(one, children[:3])
    carried_by(two, children[3:])

    plan = batch.plan_batch(child_ids=[child.pk for child in children], today=TODAY, viewer=manager)

    assert [move.moves for move in plan.moves] == [False] * 6


def test_a_child_whom_nobody_may_take_is_said_so(anyshire: ResponsibleAuthority, manager: User) -> None:
    [one] = officers(anyshire, 1)
    first, second = children_of(anyshire, 2)
    InvolvementFactory.create(child=first, user=one, entered_by=manager)

    plan = batch.plan_batch(child_ids=[first.pk, second.pk], today=TODAY, viewer=manager)

    assert ([child.pk for child in plan.unplaced], where(plan)) == ([first.pk], {second.pk: one.pk})


def test_when_another_manager_was_quicker_nothing_is_saved_and_the_child_is_named(
    anyshire: ResponsibleAuthority, manager: User
) -> None:
    one, _ = officers(anyshire, 2)
    arrivals = children_of(anyshire, 2)
    plan = batch.plan_batch(child_ids=[child.pk for child in arrivals], today=TODAY, viewer=manager)
    actions.name_iro(child_id=arrivals[1].pk, iro_id=one.pk, appointed_on=TODAY, today=TODAY, by=manager)

    with pytest.raises(batch_actions.BatchRefused) as refused:
        batch_actions.apply_batch(chosen=chosen(plan), appointed_on=TODAY, today=TODAY, by=manager)

    assert refused.value.message == (
        "Nothing was saved. Teo Marblecroft: Somebody else named an IRO for this child while you were choosing."
        " Look at the child again before you decide."
    )
    assert list(NamedIro.objects.values_list("child_id", flat=True)) == [arrivals[1].pk]


def test_somebody_barred_since_the_plan_was_made_refuses_it(anyshire: ResponsibleAuthority, manager: User) -> None:
    [one] = officers(anyshire, 1)
    [child] = children_of(anyshire, 1)
    plan = batch.plan_batch(child_ids=[child.pk], today=TODAY, viewer=manager)
    InvolvementFactory.create(child=child, user=one, entered_by=manager)

    with pytest.raises(batch_actions.BatchRefused, match="not independent in law"):
        batch_actions.apply_batch(chosen=chosen(plan), appointed_on=TODAY, today=TODAY, by=manager, reason="Must be")

    assert not NamedIro.objects.exists()


def test_who_may_plan_and_what_is_refused(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, manager: User
) -> None:
    [child] = children_of(anyshire, 1)
    stranger = UserFactory.create(authority=sir_unrhyw, manager=True)
    wrong: list[tuple[type[Exception], User, list[int]]] = [
        (NotPermitted, UserFactory.create(authority=anyshire, iro=True), [child.pk]),
        (NotFound, stranger, [child.pk]),
        (batch.NobodyChosen, manager, []),
    ]

    for error, viewer, ids in wrong:
        with pytest.raises(error):
            batch.plan_batch(child_ids=ids, today=TODAY, viewer=viewer)
        picked = [Chosen(child_id=pk, iro_id=manager.pk, seen=actions.Seen(appointment_id=None)) for pk in ids]
        with pytest.raises(error):
            batch_actions.apply_batch(chosen=picked, appointed_on=TODAY, today=TODAY, by=viewer)


def test_ninety_children_among_twenty_are_shared_out_evenly(anyshire: ResponsibleAuthority, manager: User) -> None:
    leaver, *others = officers(anyshire, 21)
    for number, user in enumerate(others):
        carried_by(user, children_of(anyshire, 2 + number % 5))
    children = children_of(anyshire, 90)
    carried_by(leaver, children)
    for start in range(0, 40, 2):
        siblings(children[start], children[start + 1])

    plan = batch.plan_leaver(user_id=leaver.pk, today=TODAY, viewer=manager)

    assert len(plan.moves) == 90
    assert all(where(plan)[children[n].pk] == where(plan)[children[n + 1].pk] for n in range(0, 40, 2))
    after = [row.after for row in plan.officers if row.fte and row.user != leaver]
    assert max(after) - min(after) <= 4


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sets(st.integers(0, 3), min_size=1), st.none() | st.integers(0, 3)),
        min_size=1,
        max_size=12,
    )
)
def test_everybody_goes_to_somebody_who_may_act_and_units_stay_whole(
    drawn: list[tuple[int, set[int], int | None]],
) -> None:
    units, number = [], 0
    for size, able, now in drawn:
        members = tuple(range(number, number + size))
        number += size
        units.append(
            Unit(
                children=members,
                weight=float(size),
                fit=dict.fromkeys(able, 50.0),
                now=dict.fromkeys(members, now) if now in able and now is not None else {},
            )
        )
    places = [Place(iro=iro, stays=10.0 * iro, fte=1.0, most=70.0) for iro in range(4)]

    answer = share_out(units, places, seconds=5)

    assert set(answer.goes_to) == set(range(number))
    for unit in units:
        [iro] = {answer.goes_to[child] for child in unit.children}
        assert iro in unit.fit
    assert answer == share_out(units, places, seconds=5)


def test_a_unit_that_nobody_may_take_is_refused_by_the_solver() -> None:
    with pytest.raises(ValueError, match="nobody may take"):
        share_out([Unit(children=(1,), weight=1.0, fit={}, now={})], [], seconds=1)
