"""Training: what is offered, who came, who is short of a mandatory course."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.quality import training, training_actions
from heard.quality.models import Attendance, Course
from heard.quality.training_actions import Came, CourseFacts
from tests.factories import TODAY, AuthorityFactory, UserFactory
from tests.factories.quality import AttendanceFactory, CourseDateFactory, CourseFactory

TOMORROW = date(2026, 11, 24)
FACTS: dict[str, Any] = {
    "title": "Signs and symbols",
    "topic": "communicating",
    "provider": "Marram",
    "mandatory": True,
}


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma")


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren")


def test_a_course_is_offered_with_a_date_and_a_register(manager: User, iro: User) -> None:
    course = training_actions.add_course(facts=CourseFacts(**FACTS, repeat_after_months=24), by=manager)
    day = training_actions.add_date(course_id=course.pk, on=TODAY, places=2, by=manager)
    training_actions.record_register(
        date_id=day.pk,
        came={iro.pk: Came(outcome="attended"), manager.pk: Came(outcome="did_not", why="ill")},
        today=TODAY,
        by=manager,
    )

    assert list(training.attendances(manager).values_list("officer__name", "outcome", "why")) == [
        ("Ifeoma", "did_not", "ill"),
        ("Maren", "attended", ""),
    ]
    assert [row.officer for row in training.attendances(iro)] == [iro]
    assert [(one.title, one.next_on, one.attended) for one in training.courses(iro, today=TODAY)] == [
        ("Signs and symbols", TODAY, 1)
    ]


def test_a_register_recorded_again_replaces_the_one_before(manager: User, iro: User) -> None:
    row = AttendanceFactory.create(course_date__course__authority=manager.authority, officer=iro)

    training_actions.record_register(
        date_id=row.course_date_id, came={manager.pk: Came(outcome="attended")}, today=TODAY, by=manager
    )

    assert list(Attendance.objects.values_list("officer_id", "outcome")) == [(manager.pk, "attended")]


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"title": " "}, training_actions.CourseWithoutFacts),
        ({"provider": ""}, training_actions.CourseWithoutFacts),
        ({"topic": "cooking"}, training_actions.CourseWithoutFacts),
        ({"repeat_after_months": 0}, training_actions.BadRepeat),
        ({"repeat_after_months": 61}, training_actions.BadRepeat),
        ({"title": "FIRE SAFETY"}, training_actions.CourseExists),
    ],
)
def test_refuses_a_course_that_cannot_be(manager: User, other: dict[str, Any], error: type[DomainError]) -> None:
    CourseFactory.create(authority=manager.authority, title="Fire safety")

    with pytest.raises(error):
        training_actions.add_course(facts=CourseFacts(**(FACTS | other)), by=manager)

    assert Course.objects.count() == 1


def test_a_course_is_changed_and_offered_no_more(manager: User) -> None:
    course = CourseFactory.create(authority=manager.authority)
    facts = CourseFacts(**(FACTS | {"title": course.title}))

    training_actions.change_course(course_id=course.pk, facts=facts, is_offered=False, by=manager)

    course.refresh_from_db()
    assert (course.mandatory, course.is_offered, course.provider) == (True, False, "Marram")
    with pytest.raises(training_actions.NotOffered):
        training_actions.add_date(course_id=course.pk, on=TODAY, places=None, by=manager)


def test_refuses_a_date_twice_and_a_date_without_places(manager: User) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority)

    with pytest.raises(training_actions.DateExists):
        training_actions.add_date(course_id=day.course_id, on=day.on, places=None, by=manager)
    with pytest.raises(training_actions.BadPlaces):
        training_actions.add_date(course_id=day.course_id, on=TODAY, places=0, by=manager)


@pytest.mark.parametrize(
    ("on", "came", "error"),
    [
        (TOMORROW, Came(outcome="attended"), training_actions.AttendedBefore),
        (TOMORROW, Came(outcome="did_not", why="ill"), training_actions.AttendedBefore),
        (TODAY, Came(outcome="did_not"), training_actions.NotAnOutcome),
        (TODAY, Came(outcome="did_not", why="rain"), training_actions.NotAnOutcome),
        (TODAY, Came(outcome="attended", why="ill"), training_actions.NotAnOutcome),
        (TODAY, Came(outcome="slept"), training_actions.NotAnOutcome),
    ],
)
def test_refuses_a_register_that_cannot_be(
    manager: User, iro: User, on: date, came: Came, error: type[DomainError]
) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority, on=on)

    with pytest.raises(error):
        training_actions.record_register(date_id=day.pk, came={iro.pk: came}, today=TODAY, by=manager)

    assert not Attendance.objects.exists()


def test_refuses_more_places_than_there_are(manager: User, iro: User) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority, on=TOMORROW, places=1)
    came = {iro.pk: Came(outcome="offered"), manager.pk: Came(outcome="offered")}

    with pytest.raises(training_actions.Full):
        training_actions.record_register(date_id=day.pk, came=came, today=TODAY, by=manager)


def test_refuses_an_officer_of_another_authority_and_who_is_none(manager: User) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority)
    stranger = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    clerk = UserFactory.create(support=True, authority=manager.authority)

    for somebody in (stranger, clerk):
        with pytest.raises(NotFound):
            training_actions.record_register(
                date_id=day.pk, came={somebody.pk: Came(outcome="attended")}, today=TODAY, by=manager
            )
    with pytest.raises(NotFound):
        training_actions.record_register(
            date_id=day.pk, came={}, today=TODAY, by=UserFactory.create(manager=True, authority=stranger.authority)
        )


def test_only_a_manager_writes(manager: User, iro: User) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority)

    with pytest.raises(NotPermitted):
        training_actions.add_course(facts=CourseFacts(**FACTS), by=iro)
    with pytest.raises(NotPermitted):
        training_actions.record_register(date_id=day.pk, came={}, today=TODAY, by=iro)
    with pytest.raises(NotFound):
        training.get_date(day.pk, viewer=iro)


def test_who_is_short_of_a_mandatory_course(manager: User, iro: User) -> None:
    yearly = CourseFactory.create(authority=iro.authority, title="A yearly", mandatory=True, repeat_after_months=12)
    CourseFactory.create(authority=iro.authority, title="Voluntary")
    CourseFactory.create(authority=iro.authority, title="Over", mandatory=True, is_offered=False)
    once = CourseFactory.create(authority=iro.authority, title="Once", mandatory=True)
    AttendanceFactory.create(course_date__course=yearly, course_date__on=date(2025, 11, 23), officer=iro)
    AttendanceFactory.create(course_date__course=yearly, course_date__on=TOMORROW, officer=manager, outcome="offered")
    AttendanceFactory.create(course_date__course=once, course_date__on=date(2019, 1, 7), officer=manager)

    found = training.standings(iro.authority_id, today=TODAY)

    told = [
        (one.course.title, one.officer.name, one.holds_until, one.booked_on, one.is_short(today=TODAY)) for one in found
    ]
    assert told == [
        ("A yearly", "Ifeoma", None, TOMORROW, True),
        ("A yearly", "Maren", TODAY, None, False),
        ("Once", "Ifeoma", None, None, False),
        ("Once", "Maren", None, None, True),
    ]
    assert found[1].is_short(today=TOMORROW)
    assert training.attended_since(iro.authority_id, today=TODAY) == set()
    assert training.attended_since(iro.authority_id, today=date(2026, 11, 22)) == {iro.pk}
