"""The forecast: what falls due by week and IRO, the room after leave and holidays, and what if."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads.desks import arrivals_per_week, desks_of
from heard.caseloads.forecast import Desk, Falling, Forecast, Rates, WhatIf, forecast
from heard.law import Nation
from tests.factories import TODAY, PeriodFactory, UserFactory
from tests.factories.caseloads import LeaveFactory, PostFactory

RATES = Rates(reviews_per_full_time_week=2.0)
FULL = Desk(iro_id=1, posts=((date(2020, 1, 1), None, 1.0),))


def run(
    *falling: Falling,
    desks: tuple[Desk, ...] = (FULL,),
    rates: Rates = RATES,
    siblings: dict[int, frozenset[int]] | None = None,
    carried: dict[int, int] | None = None,
    what_if: WhatIf | None = None,
    weeks: int = 26,
) -> Forecast:
    return forecast(
        nation=Nation.ENGLAND,
        today=TODAY,
        falling=falling,
        desks=desks,
        rates=rates,
        siblings=siblings or {},
        carried=carried or {},
        what_if=what_if,
        weeks=weeks,
    )


def test_a_first_review_brings_the_second_after_three_months_and_the_third_after_the_horizon() -> None:
    found = run(Falling(child_id=1, iro_id=1, due_on=date(2026, 11, 30)))

    assert [(week.monday, week.reviews, week.first) for week in found.weeks if week.reviews] == [
        (date(2026, 11, 30), 1, 1),
        (date(2027, 2, 22), 1, 0),
    ]
    assert len(found.weeks) == 26
    assert found.by_iro[1] == found.weeks


def test_what_is_overdue_stands_in_this_week_and_nothing_after_care_ends() -> None:
    found = run(
        Falling(child_id=1, iro_id=None, due_on=date(2026, 10, 1), place=2),
        Falling(child_id=2, iro_id=1, due_on=date(2026, 11, 30), stops_on=date(2027, 1, 1)),
    )

    assert [week.monday for week in found.weeks if week.reviews] == [
        date(2026, 11, 23), date(2026, 11, 30), date(2027, 5, 17)
    ]  # fmt: skip
    assert [week.monday for week in found.by_iro[None] if week.reviews] == [date(2026, 11, 23), date(2027, 5, 17)]


def test_a_review_long_overdue_is_one_meeting_and_the_next_counts_from_today() -> None:
    found = run(Falling(child_id=1, iro_id=1, due_on=date(2025, 1, 6)))

    assert [(week.monday, week.reviews, week.first) for week in found.weeks if week.reviews] == [
        (date(2026, 11, 23), 1, 1),
        (date(2027, 2, 22), 1, 0),
    ]


def test_brothers_and_sisters_of_one_iro_meet_once() -> None:
    both = frozenset({1, 2})
    due = date(2026, 12, 2)

    together = run(*(Falling(child_id=n, iro_id=1, due_on=due) for n in (1, 2)), siblings={1: both, 2: both})
    apart = run(*(Falling(child_id=n, iro_id=n, due_on=due) for n in (1, 2)), siblings={1: both, 2: both})

    assert (together.weeks[1].reviews, together.weeks[1].meetings) == (2, 1)
    assert (apart.weeks[1].reviews, apart.weeks[1].meetings) == (2, 2)


def test_the_room_is_what_posts_leave_and_holidays_leave_over() -> None:
    half_until_january = Desk(
        iro_id=1,
        posts=((date(2020, 1, 1), date(2027, 1, 4), 0.5),),
        leave=((date(2026, 12, 7), date(2026, 12, 9)),),
    )

    found = run(desks=(half_until_january,), weeks=8)

    assert [(week.monday, week.room) for week in found.weeks] == [
        (date(2026, 11, 23), 1.0),
        (date(2026, 11, 30), 1.0),
        (date(2026, 12, 7), 0.4),
        (date(2026, 12, 14), 1.0),
        (date(2026, 12, 21), 0.8),
        (date(2026, 12, 28), 0.6),
        (date(2027, 1, 4), 0.0),
        (date(2027, 1, 11), 0.0),
    ]


def test_the_weeks_in_which_first_reviews_will_not_fit_are_named() -> None:
    due = date(2026, 12, 2)
    later = [Falling(child_id=n, iro_id=1, due_on=due, place=2) for n in (1, 2)]

    found = run(*later, Falling(child_id=3, iro_id=1, due_on=due))
    without_first = run(*later, Falling(child_id=3, iro_id=1, due_on=due, place=2))

    assert (found.weeks[1].too_many, found.weeks[1].first_that_do_not_fit) == (1, 1)
    assert found.first_reviews_in_danger == (date(2026, 11, 30),)
    assert (without_first.weeks[1].too_many, without_first.first_reviews_in_danger) == (1, ())


def test_early_reviews_and_arrivals_are_expected_at_the_recent_rate() -> None:
    rates = Rates(reviews_per_full_time_week=2.0, early_per_child_year=0.5, arrivals_per_week=1.5)

    found = run(rates=rates, carried={1: 73})

    assert found.weeks[0].expected == 0.7
    assert found.weeks[4].expected == 0.7
    assert found.weeks[5].expected == 2.2
    assert {week.expected for week in found.by_iro[1]} == {0.7}


def test_one_iro_fewer_takes_the_room_and_leaves_the_reviews() -> None:
    two = Desk(iro_id=2, posts=((date(2020, 1, 1), None, 1.0),))
    falling = [Falling(child_id=n, iro_id=1, due_on=date(2026, 12, 2)) for n in range(3)]

    before = run(*falling, desks=(FULL, two))
    after = run(*falling, desks=(FULL, two), what_if=WhatIf(without=frozenset({1})))

    assert (before.weeks[1].room, before.weeks[1].too_many) == (4.0, 0)
    assert (after.weeks[1].room, after.weeks[1].too_many, after.weeks[1].reviews) == (2.0, 1, 3)
    assert set(after.by_iro) == {2, None}


def test_ten_children_more_are_first_reviewed_within_twenty_working_days() -> None:
    found = run(what_if=WhatIf(more_children=10))

    assert [(week.monday, week.reviews, week.first) for week in found.weeks if week.reviews] == [
        (date(2026, 12, 21), 10, 10),
        (date(2027, 3, 15), 10, 0),
    ]


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 3), st.integers(0, 180)), unique_by=lambda x: x[0]))
def test_no_review_is_lost_between_the_service_and_its_officers(drawn: list[tuple[int, int, int]]) -> None:
    desks = tuple(Desk(iro_id=n, posts=((date(2020, 1, 1), None, 1.0),)) for n in (1, 2, 3))
    falling = [
        Falling(child_id=child, iro_id=iro, due_on=date.fromordinal(TODAY.toordinal() + days), place=2)
        for child, iro, days in drawn
    ]

    found = run(*falling, desks=desks)

    for number, week in enumerate(found.weeks):
        assert week.reviews == sum(rows[number].reviews for rows in found.by_iro.values())
        assert week.meetings == week.reviews
    assert sum(week.reviews for week in found.weeks) >= len(falling)


@pytest.mark.django_db
def test_desks_and_arrivals_are_read_from_the_tables(anyshire: ResponsibleAuthority) -> None:
    one, _without_post, gone = UserFactory.create_batch(3, authority=anyshire, iro=True)
    PostFactory.create(user=one, fte=Decimal("0.6"))
    PostFactory.create(user=gone, until_on=TODAY)
    LeaveFactory.create(user=one)
    LeaveFactory.create(user=one, first_day=date(2026, 8, 3), last_day=date(2026, 8, 7))
    for started_on in (date(2025, 11, 24), date(2025, 11, 25), TODAY):
        PeriodFactory.create(child__authority=anyshire, started_on=started_on)

    assert desks_of(anyshire.pk, today=TODAY) == [
        Desk(
            iro_id=one.pk,
            posts=((date(2015, 4, 1), None, 0.6),),
            leave=((date(2026, 12, 7), date(2026, 12, 11)),),
        )
    ]
    assert arrivals_per_week(anyshire.pk, today=TODAY) == 2 / 52
