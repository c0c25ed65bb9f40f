"""The clock chip: every state, and the days on either side of each."""

from datetime import date

import pytest
from django.utils import translation

from heard.law.working_days import WorkingCalendar
from heard.pages.presenters import clock
from heard.pages.presenters.clock import Clock, State

TODAY = date(2026, 11, 23)  # a Monday
CHRISTMAS = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (substitute day)"}
CALENDAR = WorkingCalendar(CHRISTMAS, first_year=2026, last_year=2026)


@pytest.mark.parametrize(
    ("due_on", "state", "words"),
    [
        pytest.param(date(2026, 11, 13), State.LATE, "6 working days late", id="six working days"),
        pytest.param(date(2026, 11, 20), State.LATE, "1 working day late", id="due on friday, today is monday"),
        pytest.param(date(2026, 11, 22), State.LATE, "1 working day late", id="due on sunday, today is monday"),
        pytest.param(date(2026, 11, 23), State.TODAY, "Today", id="today"),
        pytest.param(date(2026, 11, 24), State.SOON, "1 working day left", id="tomorrow is one left"),
        pytest.param(date(2026, 11, 26), State.SOON, "3 working days left", id="three is still soon"),
        pytest.param(date(2026, 11, 27), State.LATER, "4 working days left", id="four is later"),
        pytest.param(date(2026, 12, 21), State.LATER, "20 working days left", id="twenty is still in days"),
        pytest.param(date(2026, 12, 22), State.LATER, "4 weeks left", id="twenty-one is in weeks"),
        pytest.param(date(2026, 12, 30), State.LATER, "5 weeks left", id="whole weeks only"),
        pytest.param(date(2027, 2, 27), State.LATER, "13 weeks left", id="far away asks no calendar"),
        pytest.param(date(2027, 1, 4), State.LATER, "42 calendar days left", id="calendar ends before the date"),
        pytest.param(None, State.STOPPED, "No date", id="no date"),
    ],
)
def test_says_how_long_is_left_in_working_days_after_today(due_on: date | None, state: State, words: str) -> None:
    assert clock.due(due_on, today=TODAY, calendar=CALENDAR) == Clock(state=state, words=words)


@pytest.mark.parametrize(
    ("today", "due_on", "state", "words"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 11, 28), State.SOON, "Last working day", id="friday for saturday"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 29), State.SOON, "No working day left", id="within a weekend"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 27), State.LATE, "1 day late", id="friday was yesterday"),
        pytest.param(date(2026, 11, 29), date(2026, 11, 27), State.LATE, "2 days late", id="no working day since"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 29), State.SOON, "1 working day left", id="across christmas"),
        pytest.param(date(2026, 12, 30), date(2027, 1, 2), State.SOON, "3 calendar days left", id="calendar unknown"),
        pytest.param(date(2027, 1, 5), date(2026, 12, 31), State.LATE, "5 days late", id="late in an unknown year"),
    ],
)
def test_days_off_are_not_working_days(today: date, due_on: date | None, state: State, words: str) -> None:
    assert clock.due(due_on, today=today, calendar=CALENDAR) == Clock(state=state, words=words)


def test_a_ribbon_may_leave_out_the_word_working() -> None:
    left = clock.due(date(2026, 11, 27), today=TODAY, calendar=CALENDAR, short=True)
    late = clock.due(date(2026, 11, 13), today=TODAY, calendar=CALENDAR, short=True)

    assert (left.words, late.words) == ("4 days left", "6 days late")


@pytest.mark.parametrize(
    ("done_on", "due_on", "chip"),
    [
        pytest.param(
            date(2026, 11, 12), date(2026, 11, 12), Clock(state=State.DONE, words="12 Nov, in time"), id="last day"
        ),
        pytest.param(
            date(2026, 11, 19),
            date(2026, 11, 16),
            Clock(state=State.DONE_LATE, words="19 Nov, 3 working days late"),
            id="late",
        ),
        pytest.param(
            date(2026, 11, 28),
            date(2026, 11, 27),
            Clock(state=State.DONE_LATE, words="28 Nov, 1 day late"),
            id="late on a saturday",
        ),
        pytest.param(date(2025, 11, 19), None, Clock(state=State.DONE, words="19 Nov 2025"), id="no limit"),
    ],
)
def test_says_when_it_was_done_and_whether_in_time(done_on: date, due_on: date | None, chip: Clock) -> None:
    assert clock.done(done_on, due_on=due_on, today=TODAY, calendar=CALENDAR) == chip


def test_waits_for_a_day_or_for_somebody() -> None:
    assert clock.waits(date(2026, 11, 24)) == Clock(state=State.WAIT, words="After Tuesday 24 November")
    assert clock.waits("After the review") == Clock(state=State.WAIT, words="After the review")


def test_stops_with_its_own_words() -> None:
    assert clock.stopped("Not wanted") == Clock(state=State.STOPPED, words="Not wanted")


def test_every_state_has_an_icon_of_the_sprite() -> None:
    icons = {state: Clock(state=state, words="").icon for state in State}

    assert icons == {
        State.LATE: "late",
        State.TODAY: "today",
        State.SOON: "soon",
        State.LATER: "later",
        State.WAIT: "wait",
        State.DONE: "done",
        State.DONE_LATE: "done",
        State.STOPPED: "stop",
    }


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 24), "1 diwrnod gwaith ar ôl"),
        (date(2026, 11, 25), "2 ddiwrnod gwaith ar ôl"),
        (date(2026, 11, 26), "3 diwrnod gwaith ar ôl"),
        (date(2026, 12, 1), "6 diwrnod gwaith ar ôl"),
        (date(2026, 11, 23), "Heddiw"),
        (date(2026, 11, 19), "2 ddiwrnod gwaith yn hwyr"),
        (date(2026, 12, 30), "5 wythnos ar ôl"),
    ],
)
def test_speaks_welsh_with_its_mutations(due_on: date | None, words: str) -> None:
    with translation.override("cy"):
        assert clock.due(due_on, today=TODAY, calendar=CALENDAR).words == words
