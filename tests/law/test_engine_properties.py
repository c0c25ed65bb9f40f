"""What must hold for every rule and every day."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from heard.law import Direction, LengthKind, Nation, Rule, catalogue, due_date, due_on, england_and_wales
from heard.law.calendar_dates import add_months
from heard.law.working_days import WorkingCalendar

CALENDAR = england_and_wales()
DAYS = st.dates(date(1990, 6, 1), date(2031, 6, 1))
DATED = [
    rule
    for rule in catalogue().rules()
    if rule.latest.in_force_until is None and all(version.length.has_date for version in rule.versions)
]
RULES = st.sampled_from(DATED)
WORKING_DAY_RULES = st.sampled_from([r for r in DATED if r.latest.length.kind is LengthKind.WORKING_DAYS])
RECENT = st.dates(date(2020, 10, 1), date(2031, 6, 1))


@given(rule=WORKING_DAY_RULES, start=RECENT)
def test_a_limit_in_working_days_falls_on_a_working_day(rule: Rule, start: date) -> None:
    assert CALENDAR.is_working_day(due_on(rule, counted_from=start))


@given(rule=WORKING_DAY_RULES, start=RECENT)
def test_exactly_the_stated_number_of_working_days_is_allowed(rule: Rule, start: date) -> None:
    due = due_on(rule, counted_from=start)

    low, high = (due, start) if rule.direction is Direction.BACK else (start, due)
    between = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    between.remove(start)
    assert sum(CALENDAR.is_working_day(day) for day in between) == rule.latest.length.amount


@given(rule=RULES, start=RECENT, later=st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_limit(rule: Rule, start: date, later: int) -> None:
    other = min(start + timedelta(days=later), date(2031, 6, 1))

    assert due_on(rule, counted_from=start) <= due_on(rule, counted_from=other)


@given(rule=RULES, start=RECENT)
def test_a_limit_lies_on_its_own_side_of_the_clock(rule: Rule, start: date) -> None:
    due = due_on(rule, counted_from=start)

    assert due < start if rule.direction is Direction.BACK else due > start


@given(rule=RULES, start=RECENT)
def test_the_bare_date_is_the_date_of_the_full_reason(rule: Rule, start: date) -> None:
    due = due_date(rule, counted_from=start)

    assert due.due_on == due_on(rule, counted_from=start)
    assert due.version.in_force_on(start) or due.version.reaches_back


@given(rule=WORKING_DAY_RULES, start=RECENT)
def test_skipped_days_and_working_days_make_up_the_whole_count(rule: Rule, start: date) -> None:
    due = due_date(rule, counted_from=start)

    assert len(due.skipped) + due.length.amount == abs((due.due_on - start).days)


@given(rule=RULES, start=RECENT)
def test_the_latest_practical_day_is_the_last_working_day_before_a_limit_that_is_none(rule: Rule, start: date) -> None:
    due = due_date(rule, counted_from=start)
    assume(CALENDAR.knows(due.due_on))

    practical = due.latest_practical_on
    if practical is None:
        assert CALENDAR.is_working_day(due.due_on)
    else:
        after = [practical + timedelta(days=n) for n in range(1, (due.due_on - practical).days + 1)]
        assert CALENDAR.is_working_day(practical)
        assert after
        assert not any(CALENDAR.is_working_day(day) for day in after)


@given(start=DAYS, count=st.integers(1, 80))
def test_counting_back_undoes_counting_forward_from_a_working_day(start: date, count: int) -> None:
    day = CALENDAR.previous_working_day(start)

    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, count), -count) == day
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, -count), count) == day


@given(start=DAYS, count=st.integers(1, 80))
def test_the_days_between_are_the_days_added(start: date, count: int) -> None:
    assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, count)) == count


@given(start=DAYS, count=st.integers(1, 60), off=st.frozensets(st.dates(date(2024, 1, 1), date(2025, 12, 31))))
def test_any_set_of_holidays_is_counted_as_if_day_by_day(start: date, count: int, off: frozenset[date]) -> None:
    start = start.replace(year=2024, day=min(start.day, 28))
    calendar = WorkingCalendar(dict.fromkeys(off, "closed"), first_year=2024, last_year=2026)

    end, left = start, count
    while left:
        end += timedelta(days=1)
        left -= end.weekday() < 5 and end not in off
    assert calendar.add_working_days(start, count) == end


@given(start=DAYS, months=st.integers(1, 24))
def test_the_corresponding_date_is_never_passed(start: date, months: int) -> None:
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(nation=st.sampled_from(list(Nation)), start=st.dates(date(1991, 10, 14), date(2031, 6, 1)))
def test_every_day_since_1991_has_a_limit_for_the_second_and_later_reviews(nation: Nation, start: date) -> None:
    second = due_on(catalogue().rule("review-second-3m", nation), counted_from=start)
    later = due_on(catalogue().rule("review-subsequent-6m", nation), counted_from=start)

    assert (second, later) == (add_months(start, 3), add_months(start, 6))
