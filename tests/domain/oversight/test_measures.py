"""M27, M28, M29 and M31, counted by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from heard.children.queries import visible_to
from heard.deadlines.measures import Span
from heard.reporting.oversight_measures import changes, contact, midway, plan_in_date
from heard.reporting.registry import measures
from heard.reviews.models import PrivateTalk, ReviewSettings
from tests.factories import (
    ChangeDecisionFactory,
    IroContactFactory,
    MidwayCheckFactory,
    PeriodFactory,
    PlanDateFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

YEAR = Span(first=date(2026, 4, 1), last=date(2027, 3, 31), today=date(2026, 11, 23))


def period(authority, started_on=date(2026, 1, 5), **more):
    return PeriodFactory.create(child__authority=authority, started_on=started_on, **more)


def review(of, held_on, **more):
    return ReviewFactory.create(period=of, held=True, held_on=held_on, **more)


def told(lines):
    return [(one.key, one.value, one.numerator, one.denominator) for one in lines]


def test_midway_counts_intervals_of_three_months_that_ended_in_the_span(anyshire):
    checked, unchecked, early = period(anyshire), period(anyshire), period(anyshire)
    first = review(checked, date(2026, 3, 2))
    review(checked, date(2026, 9, 1))
    MidwayCheckFactory.create(after_review=first, checked_on=date(2026, 6, 1), child_on=date(2026, 6, 1))
    before = review(unchecked, date(2026, 3, 2))
    MidwayCheckFactory.create(after_review=before, checked_on=date(2026, 9, 1), child_on=date(2026, 9, 1))
    review(unchecked, date(2026, 9, 1))  # the check on the day of the next review is none
    review(early, date(2026, 1, 30))
    review(early, date(2026, 4, 29))  # a day less than 3 months
    review(early, date(2026, 7, 29))

    found = midway(anyshire, YEAR)

    assert told(found) == [("", Decimal("33.3"), 1, 3)]
    assert found[0].parts == {"shorter": 1}
    assert (found[0].since, found[0].left_out) == (date(2026, 1, 30), 0)


def test_midway_leaves_out_what_began_before_the_service_could_tell(anyshire):
    one, other = period(anyshire), period(anyshire)
    review(one, date(2026, 1, 30), returned=True)
    review(one, date(2026, 4, 30))
    review(one, date(2026, 8, 31), returned=True)
    review(other, date(2026, 2, 2), returned=True)
    review(other, date(2026, 7, 31), returned=True)
    review(period(anyshire), date(2026, 4, 2), returned=True)
    short = period(anyshire)
    review(short, date(2026, 3, 2), returned=True)
    review(short, date(2026, 4, 2), returned=True)

    found = midway(anyshire, YEAR)

    assert told(found) == [("", 0, 0, 1)]
    assert (found[0].since, found[0].left_out) == (date(2026, 4, 30), 2)


def test_contact_gives_no_share_while_it_looks_back_before_the_service_could_tell(anyshire):
    one = period(anyshire)
    IroContactFactory.create(child=one.child, on=date(2026, 9, 1))
    review(one, date(2026, 4, 30), returned=True)
    never = contact(anyshire, YEAR)
    review(one, date(2026, 5, 24))
    earlier = contact(anyshire, YEAR)
    review(period(anyshire, started_on=date(2026, 5, 24)), date(2026, 5, 23))
    (line, _alone) = contact(anyshire, YEAR)

    assert told(never) == told(earlier) == [("", None, 1, 1), ("alone", None, 1, 1)]
    assert str(never[0].note) == "No review was recorded by the service itself yet, so nothing can be said."
    assert str(earlier[0].note) == (
        "The days looked at begin before the first review recorded by the service itself was held, so no share can be"
        " given."
    )
    assert (told([line]), line.since, line.note) == ([("", Decimal(100), 1, 1)], date(2026, 5, 23), "")


def test_changes_say_nothing_of_days_before_the_service_could_tell(anyshire):
    review(period(anyshire), date(2026, 4, 30), returned=True)
    none = changes(anyshire, YEAR)[0]
    child = period(anyshire).child
    SignificantChangeFactory.create(child=child, kind="harm", told_on=date(2026, 11, 20))
    one = changes(anyshire, YEAR)[0]

    assert (none.value, none.shown, bool(none.note)) == (None, "n/a", True)
    assert (one.value, one.note) == (1, "")


def test_plans_leave_out_children_whose_last_review_came_before_the_service_could_tell(anyshire):
    before, after, own = (period(anyshire) for _ in range(3))
    review(before, date(2026, 10, 30), returned=True, completed_on=None)
    review(own, date(2026, 11, 2))
    review(after, date(2026, 11, 3), returned=True, completed_on=None)
    PlanDateFactory.create(child=own.child, kind="care_plan", seen_alone=None, done_on=date(2026, 11, 16))

    (line,) = plan_in_date(anyshire, YEAR)

    assert told([line]) == [("", Decimal("50.0"), 1, 2)]
    assert (line.since, line.left_out) == (date(2026, 11, 2), 1)


def test_contact_counts_children_of_six_months_seen_in_six_months(anyshire):
    walked, talked, checked, written, quiet, new = (
        period(anyshire, started_on=day) for day in [date(2026, 5, 23)] * 5 + [date(2026, 5, 24)]
    )
    IroContactFactory.create(child=walked.child, on=date(2026, 5, 23))
    iro = UserFactory.create(authority=anyshire, iro=True)
    talk = {"outcome": "before", "way": "in_person", "recorded_by": iro, "authority": anyshire}
    PrivateTalk.objects.create(review=review(talked, date(2026, 6, 2)), talked_on=date(2026, 6, 1), **talk)
    MidwayCheckFactory.create(
        after_review=review(checked, date(2026, 6, 2)), checked_on=date(2026, 9, 1), child_on=date(2026, 9, 1)
    )
    IroContactFactory.create(child=written.child, spoke_with="sw", seen_alone=False, on=date(2026, 9, 1))
    IroContactFactory.create(child=quiet.child, on=date(2026, 5, 22))
    IroContactFactory.create(child=new.child, on=date(2026, 9, 1))
    review(quiet, date(2026, 5, 23))  # the service was in use when the 6 months began

    found = contact(anyshire, YEAR)

    assert told(found) == [("", Decimal("60.0"), 3, 5), ("alone", Decimal("20.0"), 1, 5)]


def test_changes_counts_kinds_outcomes_and_days(anyshire):
    child = period(anyshire).child
    ChangeDecisionFactory.create(change__child=child, change__kind="missing")
    happened = {"child": child, "kind": "missing", "proposed": False, "told_on": date(2026, 11, 20)}
    SignificantChangeFactory.create(**happened, happens_on=date(2026, 11, 19))
    SignificantChangeFactory.create(**happened, happens_on=date(2026, 11, 15))
    SignificantChangeFactory.create(child=child, kind="harm", told_on=date(2026, 3, 31))

    found = changes(anyshire, YEAR)

    assert told(found) == [
        ("", 3, 3, None),
        ("now", Decimal("33.3"), 1, 3),
        ("next", 0, 0, 3),
        ("none", 0, 0, 3),
        ("open", Decimal("66.7"), 2, 3),
        ("days", Decimal(3), None, 2),
    ]
    assert found[0].parts == {"missing": 3}
    assert [line.unit.value for line in found] == ["count", "percent", "percent", "percent", "percent", "days"]


def test_a_plan_is_in_date_if_revised_within_10_working_days_of_the_last_review(anyshire):
    in_time, late, never, running, without = (period(anyshire) for _ in range(5))
    for one in (in_time, late, never):
        review(one, date(2026, 11, 2))  # a Monday; 10 working days end on Monday 16 November
    review(running, date(2026, 11, 16))
    PlanDateFactory.create(child=in_time.child, kind="care_plan", seen_alone=None, done_on=date(2026, 11, 16))
    PlanDateFactory.create(child=late.child, kind="care_plan", seen_alone=None, done_on=date(2026, 11, 17))
    PlanDateFactory.create(child=never.child, kind="care_plan", seen_alone=None, done_on=date(2026, 10, 30))
    assert without.pk

    found = plan_in_date(anyshire, YEAR)

    assert told(found) == [("", Decimal("33.3"), 1, 3)]
    assert found[0].parts == {"no_review": 1, "no_limit": 0, "not_yet": 1}


def test_wales_has_no_limit_for_the_plan_after_a_review(sir_unrhyw):
    review(period(sir_unrhyw), date(2026, 11, 2))

    (line,) = plan_in_date(sir_unrhyw, YEAR)

    assert (line.value, line.denominator, str(line.note)) == (
        None,
        None,
        "The law of Wales sets no number of days for this.",
    )

    ReviewSettings.objects.create(authority=sir_unrhyw, local_limits={"care-plan-update-10wd": 10})
    (own,) = plan_in_date(sir_unrhyw, YEAR)

    assert (told([own]), str(own.note)) == (
        [("", 0, 0, 1)],
        "Judged by the council’s own limit of 10 working days: neither law nor guidance of Wales has one.",
    )


def test_none_of_none_is_not_applicable(anyshire):
    assert told(midway(anyshire, YEAR)) == [("", None, 0, 0)]
    assert told(plan_in_date(anyshire, YEAR)) == [("", None, 0, 0)]


def test_the_measures_are_registered():
    assert {"M27", "M28", "M29", "M31"} <= {one.definition.id for one in measures()}


def test_quiet_and_contact_part_the_same_children(anyshire):
    from heard.oversight.queries import quiet_children

    manager = UserFactory.create(authority=anyshire, manager=True)
    for weeks in range(8):
        one = period(anyshire, started_on=date(2026, 1, 5) + timedelta(weeks=weeks))
        if weeks % 2:
            IroContactFactory.create(child=one.child, on=date(2026, 11, 2) - timedelta(weeks=8 * weeks))

    (line, _alone) = contact(anyshire, YEAR)

    assert line.denominator - line.numerator == len(quiet_children(visible_to(manager), today=YEAR.census))
