"""M05 to M07 as they are reported: with their streams, what is left out, and why an IRO changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.caseload import average_on
from heard.caseloads.models import CaseloadSettings, Handover
from heard.children.models import Child
from heard.deadlines.measures import Span
from heard.reporting.carried import averages_on, cases_listed
from heard.reporting.registry import measure
from heard.reporting.shapes import Line, Unit
from tests.domain.caseloads.test_caseload import carry, officer, pathway
from tests.factories import TODAY, ChildFactory, NamedIroFactory, PeriodFactory, UserFactory

pytestmark = pytest.mark.django_db
YEAR = Span(first=date(2010, 4, 1), last=date(2011, 3, 31), today=TODAY)
AUTUMN = Span(first=date(2026, 9, 1), last=date(2026, 11, 23), today=TODAY)


def lines(measure_id: str, authority: ResponsibleAuthority, span: Span) -> list[Line]:
    return measure(measure_id).compute(authority, span)


def service_of_the_report(authority: ResponsibleAuthority) -> tuple[User, User, User]:
    a, b, c = (officer(authority, name) for name in "ABC")
    carry(a, 60), carry(b, 54), carry(c, 50)
    carry(a, 33, "short-break")
    pathway(b, 24)
    return a, b, c


def came(authority: ResponsibleAuthority, started: date, *, named: date | None = None, **period: Any) -> Child:
    child = ChildFactory.create(authority=authority)
    PeriodFactory.create(child=child, started_on=started, **period)
    if named:
        NamedIroFactory.create(child=child, appointed_on=named)
    return child


def test_the_average_of_221_children_over_3_posts_is_74_with_55_11_and_8(anyshire: ResponsibleAuthority) -> None:
    service_of_the_report(anyshire)

    found = lines("M05", anyshire, YEAR)

    assert [(line.key, line.value, line.numerator, line.denominator) for line in found] == [
        ("", Decimal(74), Decimal(221), Decimal(3)),
        ("full-time", Decimal(55), Decimal(164), Decimal(3)),
        ("short-break", Decimal(11), Decimal(33), Decimal(3)),
        ("pathway", Decimal(8), Decimal(24), Decimal(3)),
        ("least", Decimal("50.0"), None, None),
        ("middle", Decimal("78.0"), None, None),
        ("most", Decimal("93.0"), None, None),
    ]
    assert {line.unit for line in found} == {Unit.PER_POST}
    assert found[0].parts == {"full_time": 164, "short_break": 33, "pathway": 24, "child_protection": 0}
    assert found[0].note == "Officers over the guide for a full-time post: 2."


def test_the_months_of_the_average_are_those_of_the_span(anyshire: ResponsibleAuthority) -> None:
    service_of_the_report(anyshire)

    months = lines("M05", anyshire, YEAR)[0].months

    assert [month.month for month in months] == [date(2010, m, 1) for m in range(4, 13)] + [
        date(2011, m, 1) for m in (1, 2, 3)
    ]
    assert [month.value for month in months] == [Decimal(0)] * 2 + [Decimal(74)] * 10
    assert (months[-1].numerator, months[-1].denominator) == (Decimal(221), Decimal(3))


def test_many_days_in_one_go_give_what_each_gives_alone(
    anyshire: ResponsibleAuthority, django_assert_num_queries: Any
) -> None:
    a, _, _ = service_of_the_report(anyshire)
    pathway(a, 5, "child-protection")
    NamedIroFactory.create(
        child=carry(a, 1)[0], iro=a, appointed_on=date(2010, 1, 4), ended_on=date(2010, 5, 1), reason_ended="replaced"
    )
    CaseloadSettings.objects.create(authority=anyshire, chairs_conferences=True)
    days = [date(2009, 3, 31), date(2010, 4, 30), date(2010, 5, 1), date(2010, 6, 1), date(2011, 3, 31)]

    with django_assert_num_queries(2):
        found = averages_on(anyshire.pk, days)

    assert found == [(day, average_on(anyshire.pk, on=day)) for day in days]
    assert found[-1][1].children == 227


def test_without_a_post_there_is_no_average_and_it_says_why(anyshire: ResponsibleAuthority) -> None:
    carry(UserFactory.create(iro=True, authority=anyshire), 2)

    [line, *_] = lines("M05", anyshire, YEAR)

    assert (line.value, line.shown, line.numerator, line.denominator) == (None, "n/a", Decimal(2), Decimal(0))
    assert line.note == "No post is recorded for this day, so there is no average."


def test_allocation_leaves_out_who_ceased_before_day_five(anyshire: ResponsibleAuthority) -> None:
    came(anyshire, date(2026, 11, 2), named=date(2026, 11, 9))
    came(anyshire, date(2026, 11, 2), named=date(2026, 11, 10))
    came(anyshire, date(2026, 11, 2), ceased_on=date(2026, 11, 6))
    came(anyshire, date(2026, 11, 2), ceased_on=date(2026, 11, 13))
    came(anyshire, date(2026, 11, 20))

    [line] = lines("M06", anyshire, AUTUMN)

    assert (line.value, line.numerator, line.denominator) == (Decimal("33.3"), Decimal(1), Decimal(3))


def test_allocation_has_a_second_line_for_the_own_target(anyshire: ResponsibleAuthority) -> None:
    anyshire.allocation_target_working_days = 2
    came(anyshire, date(2026, 11, 2), named=date(2026, 11, 4))
    came(anyshire, date(2026, 11, 2), named=date(2026, 11, 5))

    found = lines("M06", anyshire, AUTUMN)

    assert [(line.key, line.name, line.value) for line in found] == [
        ("", "", Decimal("100.0")),
        ("local", "Allocation within 2 working days (local)", Decimal("50.0")),
    ]


def test_wales_has_no_five_days_and_says_so(sir_unrhyw: ResponsibleAuthority) -> None:
    came(sir_unrhyw, date(2026, 11, 2), named=date(2026, 11, 4))

    [line] = lines("M06", sir_unrhyw, AUTUMN)

    assert (line.value, line.shown) == (None, "n/a")
    assert line.note == "No number of days is laid down in this nation: an IRO is named before the first review."


def test_a_change_of_iro_breaks_continuity_and_gives_its_reason(anyshire: ResponsibleAuthority) -> None:
    came(anyshire, date(2025, 3, 3), named=date(2025, 3, 7))
    changed = came(anyshire, date(2025, 3, 3))
    before = NamedIroFactory.create(
        child=changed, appointed_on=date(2025, 3, 7), ended_on=date(2026, 6, 1), reason_ended="replaced"
    )
    after = NamedIroFactory.create(child=changed, appointed_on=date(2026, 6, 1))
    Handover.objects.create(
        authority=anyshire,
        child=changed,
        kind=Handover.Kind.CHANGE,
        state=Handover.State.DONE,
        appointment=before,
        to_iro=after.iro,
        change_on=date(2026, 6, 1),
        why=Handover.Why.LEAVES,
        reason="The officer leaves",
        planned_by=UserFactory.create(manager=True, authority=anyshire),
    )
    came(anyshire, date(2026, 3, 2), named=date(2026, 3, 5))

    [line] = lines("M07", anyshire, AUTUMN)

    assert (line.value, line.numerator, line.denominator) == (Decimal("50.0"), Decimal(1), Decimal(2))
    assert line.parts == {Handover.Why.LEAVES.value: 1}


def test_the_cases_behind_a_number_are_those_that_it_counts_and_the_viewer_may_see(
    anyshire: ResponsibleAuthority,
) -> None:
    a, b, _ = service_of_the_report(anyshire)
    manager = UserFactory.create(manager=True, authority=anyshire)
    support = UserFactory.create(support=True, authority=anyshire)
    Child.objects.filter(named_iros__iro=b).update(restricted=True)
    on = date(2011, 3, 31)

    def number(viewer: User, officer_id: int | None, *streams: str) -> int:
        return len(cases_listed(viewer, on=on, officer_id=officer_id, streams=streams))

    assert number(manager, None, "full-time", "short-break", "pathway") == 221
    assert [number(manager, a.pk, one) for one in ("full-time", "short-break", "pathway")] == [60, 33, 0]
    assert [number(manager, b.pk, one) for one in ("full-time", "pathway")] == [54, 24]
    assert [number(support, b.pk, one) for one in ("full-time", "pathway")] == [0, 24]
    assert number(UserFactory.create(board=True, authority=anyshire), None, "full-time") == 0
