"""What officers carry: by stream, per post, against the guide, averaged once; and the measures M05 to M07."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads import caseload, measures, needs, settings
from heard.caseloads.models import FurtherCase, Handover, NamedIro
from heard.caseloads.settings import Guidance
from heard.children.models import Child, PeriodOfCare
from heard.common.errors import NotFound
from tests.factories import TODAY, ChildFactory, NamedIroFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import PostFactory

pytestmark = pytest.mark.django_db
CENSUS = date(2011, 3, 31)


def officer(authority: ResponsibleAuthority, name: str, fte: str = "1", **post: Any) -> User:
    user = UserFactory.create(authority=authority, iro=True, name=name)
    PostFactory.create(user=user, fte=Decimal(fte), **{"from_on": date(2009, 4, 1)} | post)
    return user


def carry(iro: User, number: int, stream: str = "full-time", on: date = date(2010, 6, 1)) -> list[Child]:
    authority = iro.authority
    children = Child.objects.bulk_create(ChildFactory.build_batch(number, authority=authority))
    PeriodOfCare.objects.bulk_create(
        PeriodOfCare(authority=authority, child=one, stream=stream, started_on=on, source="return") for one in children
    )
    NamedIro.objects.bulk_create(NamedIro(authority=authority, child=one, iro=iro, appointed_on=on) for one in children)
    return children


def pathway(iro: User, number: int, kind: str = "pathway") -> None:
    children = Child.objects.bulk_create(ChildFactory.build_batch(number, authority=iro.authority))
    FurtherCase.objects.bulk_create(
        FurtherCase(authority=iro.authority, child=one, user=iro, kind=kind, from_on=date(2010, 6, 1))
        for one in children
    )


def test_the_average_is_rounded_once(anyshire: ResponsibleAuthority) -> None:
    a, b, c = (officer(anyshire, name) for name in "ABC")
    carry(a, 60), carry(b, 54), carry(c, 50)
    carry(a, 33, "short-break")
    pathway(b, 24)

    team = caseload.team_on(anyshire.pk, "england", on=CENSUS)

    assert (team.average.children, team.average.fte, team.average.shown) == (221, Decimal(3), 74)
    assert {name: average.shown for name, average in team.by_stream.items()} == {
        "full_time": 55,
        "short_break": 11,
        "pathway": 8,
        "child_protection": 0,
    }
    assert (team.average.exact, team.least, team.middle, team.most) == (
        Decimal("73.7"),
        Decimal("50.0"),
        Decimal("78.0"),
        Decimal("93.0"),
    )
    [m05] = [measures.average_caseload(anyshire.pk, on=CENSUS)]
    assert (m05.id, m05.value, m05.numerator, m05.denominator, m05.definition_version) == (
        "M05",
        Decimal(74),
        Decimal(221),
        Decimal(3),
        1,
    )


def test_each_number_is_rounded_for_itself_so_parts_need_not_add_up() -> None:
    parts = [caseload.Average(children=number, fte=Decimal(2)) for number in (3, 3, 3)]

    assert [part.shown for part in parts] == [2, 2, 2]
    assert caseload.Average(children=9, fte=Decimal(2)).shown == 5
    assert (caseload.Average(children=9, fte=Decimal(0)).shown, caseload.Average(children=9, fte=Decimal(0)).exact) == (
        None,
        None,
    )


def test_caseloads_stand_against_the_guide_for_a_full_time_post(
    anyshire: ResponsibleAuthority, django_assert_num_queries: Any
) -> None:
    carry(officer(anyshire, "A", "0.5"), 36)
    carry(officer(anyshire, "B", "0.6"), 38)
    carry(officer(anyshire, "C"), 3)
    carry(UserFactory.create(authority=anyshire, iro=True, name="D without post"), 1)

    with django_assert_num_queries(6):
        team = caseload.team_on(anyshire.pk, "england", on=CENSUS)

    assert [(row.user.name, row.per_full_time, row.against_guide) for row in team.rows] == [
        ("A", Decimal("72.0"), "over"),
        ("B", Decimal("63.3"), "within"),
        ("C", Decimal("3.0"), "under"),
        ("D without post", None, ""),
    ]
    assert team.rows[0].guide == Guidance(fewest=50, most=70)


def test_conferences_count_where_the_service_chairs_them(anyshire: ResponsibleAuthority) -> None:
    one = officer(anyshire, "A")
    carry(one, 4)
    pathway(one, 6, "child-protection")
    assert caseload.average_on(anyshire.pk, on=CENSUS).children == 4

    manager = UserFactory.create(authority=anyshire, manager=True)
    settings.change_settings(wanted=settings.NewSettings(chairs_conferences=True), by=manager)

    assert caseload.average_on(anyshire.pk, on=CENSUS).children == 10
    [row] = [row for row in caseload.team_on(anyshire.pk, "england", on=CENSUS).rows if row.load.child_protection]
    assert row.weighted_per_full_time == Decimal("7.0")


def test_the_average_by_month_follows_who_came_and_who_left(anyshire: ResponsibleAuthority) -> None:
    one = officer(anyshire, "A", until_on=date(2011, 3, 1))
    carry(one, 2)
    carry(one, 1, on=date(2011, 2, 14))

    months = caseload.by_month(anyshire.pk, last=date(2011, 3, 15), months=3)

    assert [(day, average.children, average.shown) for day, average in months] == [
        (date(2011, 1, 31), 2, 2),
        (date(2011, 2, 28), 3, 3),
        (date(2011, 3, 15), 3, None),
    ]


def test_a_pathway_plan_has_one_reviewer_at_a_time(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=anyshire, manager=True)
    one, child = officer(anyshire, "A"), ChildFactory.create(authority=anyshire)
    case = needs.take_further_case(child_id=child.pk, user_id=one.pk, kind="pathway", from_on=TODAY, by=manager)

    with pytest.raises(needs.CaseRunsAlready):
        needs.take_further_case(child_id=child.pk, user_id=manager.pk, kind="pathway", from_on=TODAY, by=manager)
    with pytest.raises(needs.UnknownCase):
        needs.take_further_case(child_id=child.pk, user_id=one.pk, kind="care", from_on=TODAY, by=manager)
    with pytest.raises(NotFound):
        needs.take_further_case(
            child_id=child.pk,
            user_id=UserFactory.create(authority=anyshire, social_worker=True).pk,
            kind="child-protection",
            from_on=TODAY,
            by=manager,
        )
    with pytest.raises(needs.CaseEndsFirst):
        needs.end_further_case(case_id=case.pk, until_on=date(2026, 11, 22), by=manager)
    with pytest.raises(needs.DutyCountsNothing):
        needs.record_other_duty(user_id=one.pk, name="Trains", counts_as=Decimal(0), from_on=TODAY, by=manager)
    with pytest.raises(needs.UnknownNeed):
        needs.record_needs(child_id=child.pk, languages=("",), specialisms=(), by=manager)
    needs.end_further_case(case_id=case.pk, until_on=TODAY, by=manager)
    needs.take_further_case(child_id=child.pk, user_id=manager.pk, kind="pathway", from_on=TODAY, by=manager)

    assert FurtherCase.objects.count() == 2


def started(authority: ResponsibleAuthority, on: date, named_on: date | None, ceased: date | None = None) -> None:
    child = PeriodFactory.create(child__authority=authority, started_on=on, ceased_on=ceased).child
    if named_on is not None:
        NamedIroFactory.create(child=child, appointed_on=named_on)


def test_allocation_in_time_counts_those_who_reached_day_five(anyshire: ResponsibleAuthority) -> None:
    started(anyshire, date(2026, 11, 2), date(2026, 11, 9))  # day 5
    started(anyshire, date(2026, 11, 2), date(2026, 11, 10))  # a day late
    started(anyshire, date(2026, 11, 2), None)  # never
    started(anyshire, date(2026, 11, 2), None, date(2026, 11, 6))  # left on day 4
    started(anyshire, date(2026, 11, 18), None)  # not yet at day 5
    started(anyshire, date(2026, 11, 18), date(2026, 11, 19))  # named, and not yet at day 5
    started(anyshire, date(2026, 10, 30), date(2026, 10, 30))  # before the span
    anyshire.allocation_target_working_days = 2
    anyshire.save()

    found = measures.allocation_in_time(anyshire, first=date(2026, 11, 1), last=TODAY, today=TODAY)

    assert [(one.id, one.value, one.numerator, one.denominator) for one in found] == [
        ("M06", Decimal("33.3"), Decimal(1), Decimal(3)),
        ("M06-local", Decimal("16.7"), Decimal(1), Decimal(6)),
    ]


def test_wales_lays_no_number_of_days_down(sir_unrhyw: ResponsibleAuthority) -> None:
    [found] = measures.allocation_in_time(sir_unrhyw, first=date(2026, 11, 1), last=TODAY, today=TODAY)

    assert (found.value, found.denominator) == (None, Decimal(0))
    assert found.note.startswith("No number of days is laid down in this nation")


def test_continuity_asks_for_one_iro_over_twelve_months(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=anyshire, manager=True)
    kept = PeriodFactory.create(child__authority=anyshire, started_on=date(2025, 3, 31)).child
    NamedIroFactory.create(child=kept, appointed_on=date(2025, 3, 31))
    changed = PeriodFactory.create(child__authority=anyshire, started_on=date(2024, 3, 31)).child
    NamedIroFactory.create(
        child=changed, appointed_on=date(2024, 4, 1), ended_on=date(2025, 9, 1), reason_ended="replaced"
    )
    after = NamedIroFactory.create(child=changed, appointed_on=date(2025, 9, 1))
    PeriodFactory.create(child__authority=anyshire, started_on=date(2025, 4, 1))
    Handover.objects.create(
        authority=anyshire, child=changed, appointment=after, kind="change", to_iro=after.iro,
        change_on=date(2025, 9, 1), why="leaves", state="done", planned_by=manager,
    )  # fmt: skip

    found = measures.continuity(anyshire.pk, census=date(2026, 3, 31))

    assert (found.id, found.value, found.numerator, found.denominator, found.parts) == (
        "M07",
        Decimal("50.0"),
        Decimal(1),
        Decimal(2),
        {"leaves": 1},
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(0, 0, None), (1, 3, "33.3"), (9999, 10000, "99.9"), (10, 10, "100.0"), (0, 7, "0.0")],
)
def test_a_percentage_is_never_all_by_rounding(numerator: int, denominator: int, shown: str | None) -> None:
    assert measures.percent(numerator, denominator) == (Decimal(shown) if shown else None)
