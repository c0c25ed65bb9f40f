"""Dates of plans: entered, taken back, given as a file; and the facts that the limits rest on."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.planning import date_actions as actions
from heard.planning.date_file import DateRow, NotATable, RefusedRow, TooManyRows, read
from heard.planning.limits import Placed, State
from heard.planning.models import PlanDate
from heard.planning.queries import gather, limits_of
from tests.factories import (
    TODAY,
    ChildFactory,
    EpisodeFactory,
    PeriodFactory,
    PlanDateFactory,
    RelationshipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(anyshire):
    return PeriodFactory.create(child__authority=anyshire, child__local_id="100001").child


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, support=True)


def record(child, by, **more):
    told = {"kind": "visit", "done_on": date(2026, 11, 9), "seen_alone": True, "note": " At  home "} | more
    return actions.record_plan_date(child_id=child.pk, today=TODAY, by=by, **told)


def test_keeps_a_visit_and_whether_the_child_was_seen_alone(child, worker):
    row = record(child, worker)

    kept = PlanDate.objects.get()
    assert kept == row
    assert (kept.kind, kept.done_on, kept.seen_alone, kept.note, kept.source, kept.recorded_by) == (
        "visit",
        date(2026, 11, 9),
        True,
        "At home",
        "service",
        worker,
    )
    assert list(Event.objects.values_list("name", "child_id", "facts")) == [
        ("plan_date.recorded", child.pk, {"kind": "visit", "done_on": "2026-11-09"})
    ]
    assert record(child, worker, kind="care_plan").seen_alone is None


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"kind": "party"}, actions.UnknownKind),
        ({"done_on": date(2026, 11, 24)}, actions.DoneInFuture),
        ({"done_on": date(2017, 3, 13)}, actions.BeforeBirth),
    ],
)
def test_refuses_what_cannot_be(child, worker, wrong, error):
    with pytest.raises(error):
        record(child, worker, **wrong)

    assert not PlanDate.objects.exists()


def test_a_date_stands_once_and_can_be_taken_back(child, worker, support, anyshire):
    row = record(child, worker)
    with pytest.raises(actions.StandsAlready):
        record(child, worker)
    with pytest.raises(NotPermitted):
        record(child, UserFactory.create(authority=anyshire, legal=True))
    with pytest.raises(NotFound):
        record(child, UserFactory.create(authority=anyshire, social_worker=True))
    stranger = UserFactory.create(social_worker=True, authority=anyshire)
    with pytest.raises(NotFound):
        actions.remove_plan_date(plan_date_id=row.pk, today=TODAY, by=stranger)

    actions.remove_plan_date(plan_date_id=row.pk, today=TODAY, by=support)

    assert not PlanDate.objects.exists()
    assert Event.objects.filter(name="plan_date.removed").values_list("child_id", "actor_id").get() == (
        child.pk,
        support.pk,
    )


def test_what_came_from_the_case_system_is_not_taken_back_here(child, support):
    row = PlanDateFactory.create(child=child, source="return")

    with pytest.raises(NotFound):
        actions.remove_plan_date(plan_date_id=row.pk, today=TODAY, by=support)

    assert PlanDate.objects.get() == row


FILE = """Child ID;What;Date;Seen alone
100001;visit;09/11/2026;yes
100001;Personal education plan;2026-11-10;
100001;visit;9.11.2026;
100001;party;09/11/2026;
;visit;09/11/2026;maybe

100002;care_plan;09/11/2026;
100001;health;24/11/2026;
"""


def test_reads_a_file_row_by_row_and_says_of_each_row_that_cannot_be_read_why():
    found = read(FILE.encode())

    assert found.rows == (
        DateRow(row=0, local_id="100001", kind="visit", done_on=date(2026, 11, 9), seen_alone=True),
        DateRow(row=1, local_id="100001", kind="education", done_on=date(2026, 11, 10), seen_alone=None),
        DateRow(row=6, local_id="100002", kind="care_plan", done_on=date(2026, 11, 9), seen_alone=None),
        DateRow(row=7, local_id="100001", kind="health", done_on=date(2026, 11, 24), seen_alone=None),
    )
    kinds = "care_plan, placement_plan, visit, health, education, pathway_plan, doctor, dentist, area_notice"
    assert found.refused == (
        RefusedRow(row=2, local_id="100001", message="“9.11.2026” is not a day. Write it as 31/12/2026."),
        RefusedRow(row=3, local_id="100001", message=f"“party” is not known. Write one of: {kinds}."),
        RefusedRow(
            row=4,
            local_id="",
            message="“maybe” does not say whether the child was seen alone. Write yes or no, or leave it empty.",
        ),
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"child,what\n1,visit\n", b"MZ\0\0", b'child,what,day\n"open', b"\xff\xfe\xfa"],
)
def test_refuses_what_is_no_table(content):
    with pytest.raises(NotATable):
        read(content)


def test_refuses_a_file_that_is_too_long():
    with pytest.raises(TooManyRows):
        read(b"child,what,day\n" + b"1,visit,09/11/2026\n" * 50_001)


def test_takes_the_rows_that_can_be_stored_and_lists_the_others(child, support):
    found = read(FILE.encode())
    PlanDateFactory.create(child=child, kind="education", seen_alone=None, done_on=date(2026, 11, 10))

    done = actions.import_plan_dates(rows=found.rows, today=TODAY, by=support)

    assert (done.created, done.unchanged) == (1, 1)
    assert done.refused == (
        RefusedRow(row=6, local_id="100002", message="No child of the authority has this number."),
        RefusedRow(row=7, local_id="100001", message="The day must be today or in the past."),
    )
    row = PlanDate.objects.get(kind="visit")
    assert (row.child, row.done_on, row.seen_alone, row.source) == (child, date(2026, 11, 9), True, "return")
    assert Event.objects.get().facts == {"created": 1, "unchanged": 1, "refused": 2}
    again = actions.import_plan_dates(rows=found.rows, today=TODAY, by=support)
    assert (again.created, again.unchanged) == (0, 2)


def test_a_file_is_for_those_who_run_imports_and_never_reaches_another_authority(child, worker, sir_unrhyw):
    rows = read(b"child,what,day\n100001,visit,09/11/2026\n").rows
    with pytest.raises(NotPermitted):
        actions.import_plan_dates(rows=rows, today=TODAY, by=worker)

    done = actions.import_plan_dates(rows=rows, today=TODAY, by=UserFactory.create(authority=sir_unrhyw, support=True))

    assert (done.created, len(done.refused)) == (0, 1)
    assert not PlanDate.objects.exists()


def facts_of(period, *episodes):
    """The facts of a period whose episodes are told as day, legal status, placement, reason, home."""
    rows = []
    for number, (day, status, placement, reason, home) in enumerate(episodes):
        following = episodes[number + 1][0] if number + 1 < len(episodes) else None
        rows.append(
            EpisodeFactory.create(
                period=period,
                started_on=day,
                ceased_on=following,
                legal_status=status,
                placement_type=placement,
                reason_started=reason,
                placement_postcode=home,
            )
        )
    return gather(
        period.child, nation="england", period=period, episodes=rows[::-1], reviewed_on=None, before_ended_on=None
    )


NOV2, NOV9, NOV16 = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("episodes", "placed", "since", "ordered_on"),
    [
        ([(NOV2, "V2", "U6", "S", "A1")], Placed.ORDINARY, NOV2, None),
        ([(NOV2, "V2", "U6", "S", "A1"), (NOV9, "C1", "U6", "L", "A1")], Placed.ORDINARY, NOV2, None),
        ([(NOV2, "V2", "U6", "S", "A1"), (NOV9, "V2", "K2", "P", "B1")], Placed.ORDINARY, NOV9, None),
        ([(NOV2, "V2", "U6", "S", "A1"), (NOV9, "V2", "U4", "T", "A1")], Placed.LONG_TERM, NOV2, None),
        (
            [
                (NOV2, "V2", "U4", "S", "A1"),
                (NOV9, "V2", "T3", "P", "C1"),
                (NOV16, "V2", "U4", "P", "A1"),
            ],
            Placed.LONG_TERM,
            NOV2,
            None,
        ),
        ([(NOV2, "C1", "P1", "S", "A1")], Placed.PARENT_UNDER_INTERIM_ORDER, NOV2, None),
        (
            [(NOV2, "C1", "P1", "S", "A1"), (NOV9, "C2", "P1", "L", "A1")],
            Placed.PARENT_UNDER_CARE_ORDER,
            NOV2,
            NOV9,
        ),
        ([(NOV2, "C2", "P1", "S", "A1")], Placed.PARENT_UNDER_CARE_ORDER, NOV2, None),
        ([(NOV2, "J1", "R5", "S", "A1")], Placed.DETAINED, NOV2, None),
        ([(NOV2, "E1", "U6", "S", "A1"), (NOV9, "E1", "A5", "T", "A1")], Placed.FOR_ADOPTION, NOV9, None),
    ],
)
def test_the_codes_of_the_return_say_which_rules_hold(anyshire, episodes, placed, since, ordered_on):
    period = PeriodFactory.create(child__authority=anyshire, started_on=NOV2)

    found = facts_of(period, *episodes)

    assert (found.placed, found.placement_started_on, found.ordered_on) == (placed, since, ordered_on)


def test_how_a_period_began_decides_on_the_care_plan(anyshire):
    court = PeriodFactory.create(child__authority=anyshire, started_on=NOV2)
    later = PeriodFactory.create(child__authority=anyshire, started_on=NOV2)
    remand = PeriodFactory.create(child__authority=anyshire, started_on=NOV2)

    assert facts_of(court, (NOV2, "C1", "U6", "S", "A1"), (NOV9, "C2", "U6", "L", "A1")).in_proceedings
    assert not facts_of(later, (NOV2, "V2", "U6", "S", "A1"), (NOV9, "C1", "U6", "L", "A1")).in_proceedings
    assert facts_of(remand, (NOV2, "J1", "U6", "S", "A1")).remanded


def test_judges_many_children_in_three_queries(anyshire, django_assert_num_queries):
    children = [PeriodFactory.create(child__authority=anyshire, started_on=NOV2).child for _ in range(3)]
    ended = PeriodFactory.create(child__authority=anyshire, started_on=NOV2, ceased_on=NOV9).child
    for child in children:
        PlanDateFactory.create(child=child, done_on=NOV9)
    children += [ended, ChildFactory.create(authority=anyshire)]

    with django_assert_num_queries(3):
        found = limits_of(children, nation="england", held={}, today=TODAY)

    assert set(found) == {child.pk for child in children[:3]}
    assert {limit.kind: (limit.state, limit.last_on) for limit in found[children[0].pk]}["visit"] == (
        State.DUE,
        NOV9,
    )


def test_a_plan_of_an_earlier_period_does_not_count(anyshire):
    earlier = PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 9, 1), ceased_on=date(2026, 10, 19))
    now = PeriodFactory.create(child=earlier.child, started_on=NOV2)
    PlanDateFactory.create(child=now.child, kind="care_plan", seen_alone=None, done_on=date(2026, 10, 12))

    found = limits_of([now.child], nation="england", held={}, today=TODAY)[now.child_id]

    assert next(one for one in found if one.kind == "care_plan").state is State.OVERDUE
