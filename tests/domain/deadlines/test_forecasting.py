"""What the forecast is worked out from: the diary, posts and leave, brothers and sisters, recent early reviews."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.forecast import WhatIf
from heard.children.family import link_family
from heard.children.models import Child
from heard.deadlines.forecasting import early_per_child_year, load
from tests.factories import (
    TODAY,
    ChildFactory,
    DeadlineFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.factories.caseloads import LeaveFactory, PostFactory

pytestmark = pytest.mark.django_db
DECEMBER_7 = date(2026, 12, 7)


def officer(authority: ResponsibleAuthority, name: str, fte: str | None = "1") -> User:
    user = UserFactory.create(iro=True, authority=authority, name=name)
    if fte is not None:
        PostFactory.create(user=user, fte=Decimal(fte))
    return user


def child(authority: ResponsibleAuthority, started: date, iro: User | None, *held: date, **period: Any) -> Child:
    one = ChildFactory.create(authority=authority)
    own = PeriodFactory.create(child=one, started_on=started, **period)
    for day in held:
        ReviewFactory.create(period=own, held=True, held_on=day)
    if iro is not None:
        NamedIroFactory.create(child=one, iro=iro, appointed_on=max(started, date(2026, 11, 1)))
    return one


def test_every_review_owed_stands_with_its_place_and_its_officer(anyshire: ResponsibleAuthority) -> None:
    iro = officer(anyshire, "Maren")
    first = child(anyshire, date(2026, 11, 9), iro)
    second = child(anyshire, date(2026, 9, 21), None, date(2026, 10, 16))
    breaks = child(anyshire, date(2026, 10, 1), iro, short_break=True)
    unknown = child(anyshire, date(2019, 5, 1), iro, reviews_known_from=date(2026, 4, 1))
    diary(anyshire)
    without_date = ChildFactory.create(authority=anyshire)
    DeadlineFactory.create(period=PeriodFactory.create(child=without_date), due_on=None, note="The dates disagree.")

    coming = load(anyshire, TODAY)

    assert {(one.child_id, one.iro_id, one.due_on, one.chain, one.place) for one in coming.falling} == {
        (first.pk, iro.pk, DECEMBER_7, "ordinary", 0),
        (second.pk, None, date(2027, 1, 16), "ordinary", 1),
        (breaks.pk, iro.pk, date(2027, 1, 1), "short-break", 0),
        (unknown.pk, iro.pk, date(2026, 9, 30), "ordinary", 2),
    }
    assert coming.undated == 1
    assert {one.stops_on for one in coming.falling} == {date(2035, 3, 14)}
    assert (coming.carried, coming.names) == ({iro.pk: 3}, {iro.pk: "Maren"})


def test_leave_takes_room_and_is_counted_in_working_days(anyshire: ResponsibleAuthority) -> None:
    here, away = officer(anyshire, "Maren"), officer(anyshire, "Tobias", "0.5")
    LeaveFactory.create(user=away, first_day=date(2026, 12, 9), last_day=date(2026, 12, 29))
    diary(anyshire)

    coming = load(anyshire, TODAY)
    weeks = coming.forecast().weeks
    days = coming.days_away()

    assert [week.room for week in weeks[:7]] == [6.0, 6.0, 4.8, 4.0, 3.2, 3.2, 6.0]
    assert days == (0, 0, 3, 5, 4, 1, *[0] * 20)
    assert coming.days_away(officer_id=here.pk) == (0,) * 26
    assert coming.days_away(officer_id=away.pk) == days
    assert coming.days_away(without=[away.pk]) == (0,) * 26


def test_brothers_and_sisters_of_one_officer_meet_once(anyshire: ResponsibleAuthority) -> None:
    iro, other = officer(anyshire, "Maren"), officer(anyshire, "Tobias")
    support = UserFactory.create(support=True, authority=anyshire)
    ada, ben = (child(anyshire, date(2026, 11, 9), iro) for _ in range(2))
    cai = child(anyshire, date(2026, 11, 9), other)
    for one in (ben, cai):
        link_family(child_id=ada.pk, relative_id=one.pk, kind="sibling", today=TODAY, by=support)
    diary(anyshire)

    found = load(anyshire, TODAY).forecast()

    assert [(week.monday, week.reviews, week.first, week.meetings) for week in found.weeks if week.first] == [
        (DECEMBER_7, 3, 3, 2)
    ]
    assert [(week.reviews, week.meetings) for week in found.by_iro[iro.pk] if week.first] == [(2, 1)]


def test_the_rate_of_early_reviews_is_that_of_the_last_year_in_care(anyshire: ResponsibleAuthority) -> None:
    iro = officer(anyshire, "Maren")
    year_ago = date(2025, 11, 23)
    child(anyshire, date(2024, 1, 8), iro, date(2024, 1, 29), date(2024, 4, 22), year_ago, date(2026, 1, 12))
    child(anyshire, date(2024, 1, 8), iro, date(2024, 1, 29), date(2024, 4, 22), date(2026, 5, 4), date(2026, 10, 19))
    child(anyshire, date(2026, 5, 25), iro, date(2026, 5, 27), date(2026, 8, 20))
    diary(anyshire)

    assert early_per_child_year(anyshire.pk, today=TODAY) == pytest.approx(1 / (365 + 365 + 182) * 365)
    assert load(anyshire, TODAY).rates.early_per_child_year == pytest.approx(0.4002, abs=0.0001)


def test_nobody_in_care_gives_no_rate_and_no_week_is_full(anyshire: ResponsibleAuthority) -> None:
    coming = load(anyshire, TODAY)

    assert (coming.rates.early_per_child_year, coming.rates.arrivals_per_week) == (0.0, 0.0)
    assert not coming.room_is_known
    assert {(week.reviews, week.expected, week.room) for week in coming.forecast().weeks} == {(0, 0.0, 0.0)}


def test_an_officer_without_a_post_has_a_row_without_room(anyshire: ResponsibleAuthority) -> None:
    sessional = officer(anyshire, "Ifor", None)
    officer(anyshire, "Maren")
    child(anyshire, date(2026, 11, 9), sessional)
    diary(anyshire)

    coming = load(anyshire, TODAY)
    row = coming.forecast().by_iro[sessional.pk]

    assert [(week.reviews, week.room) for week in row if week.first] == [(1, 0.0)]
    assert coming.names[sessional.pk] == "Ifor"
    assert coming.room_is_known


def test_one_iro_fewer_changes_the_room_and_whose_the_children_are_and_nothing_else(
    anyshire: ResponsibleAuthority,
) -> None:
    iro, other = officer(anyshire, "Maren"), officer(anyshire, "Tobias")
    child(anyshire, date(2026, 11, 9), iro)
    child(anyshire, date(2026, 9, 21), other, date(2026, 10, 16))
    diary(anyshire)
    coming = load(anyshire, TODAY)

    plain, trial = coming.forecast(), coming.forecast(WhatIf(without=frozenset({iro.pk})))

    told = [(week.monday, week.reviews, week.meetings, week.first, week.expected) for week in plain.weeks]
    assert [(week.monday, week.reviews, week.meetings, week.first, week.expected) for week in trial.weeks] == told
    assert [week.room for week in trial.weeks] == [week.room for week in plain.by_iro[other.pk]]
    assert trial.by_iro[other.pk] == plain.by_iro[other.pk]
    assert [week.reviews for week in trial.by_iro[None]] == [week.reviews for week in plain.by_iro[iro.pk]]
    assert iro.pk not in trial.by_iro
    assert coming.forecast() == plain


def test_ten_children_more_bring_ten_first_reviews_in_twenty_working_days_and_leave_the_room(
    anyshire: ResponsibleAuthority,
) -> None:
    child(anyshire, date(2026, 11, 9), officer(anyshire, "Maren"))
    diary(anyshire)
    coming = load(anyshire, TODAY)

    plain, trial = coming.forecast(), coming.forecast(WhatIf(more_children=10))

    more = [(after.monday, after.first - before.first) for before, after in zip(plain.weeks, trial.weeks, strict=True)]
    assert [(monday, number) for monday, number in more if number] == [(date(2026, 12, 21), 10)]
    assert [week.room for week in trial.weeks] == [week.room for week in plain.weeks]
    assert {iro: row for iro, row in trial.by_iro.items() if iro is not None} == plain.by_iro


def test_asks_the_database_as_often_for_many_as_for_few(
    anyshire: ResponsibleAuthority, django_assert_num_queries: Any
) -> None:
    iro = officer(anyshire, "Maren")
    child(anyshire, date(2026, 11, 9), iro)
    diary(anyshire)
    with django_assert_num_queries(13):
        load(anyshire, TODAY)

    for _ in range(3):
        child(anyshire, date(2026, 11, 9), officer(anyshire, "Tobias"), date(2026, 11, 16))
    diary(anyshire)
    with django_assert_num_queries(13):
        load(anyshire, TODAY)


def test_nothing_of_another_authority_is_in_it(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    child(sir_unrhyw, date(2026, 11, 9), officer(sir_unrhyw, "Maren"))
    diary(sir_unrhyw)

    coming = load(anyshire, TODAY)

    assert (coming.falling, coming.desks, coming.carried, coming.names) == ((), (), {}, {})
