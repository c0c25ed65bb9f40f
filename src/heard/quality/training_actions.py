"""Writing training: courses, their dates, who was offered a place and who came."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError, NotFound
from heard.quality.access import officers_of
from heard.quality.models import Attendance, Course, CourseDate

MOST_MONTHS = 60


class CourseWithoutFacts(DomainError):
    """Enter the title of the course and who gives it, each in up to 120 letters, and choose its topic."""


class CourseExists(DomainError):
    """There is a course of this title already. Add a date to it instead."""


class BadRepeat(DomainError):
    """Enter after how many months the course is due again, from 1 to 60, or leave it empty for once and for all."""


class NotOffered(DomainError):
    """This course is no longer offered. Offer it again before you add a date."""


class DateExists(DomainError):
    """The course takes place on this day already."""


class BadPlaces(DomainError):
    """Enter how many places there are, 1 or more, or leave it empty where anybody may come."""


class NotAnOutcome(DomainError):
    """Choose for each officer: no place offered, offered a place, attended, or why they did not attend."""


class AttendedBefore(DomainError):
    """The course has not taken place yet: nobody can have attended or missed it. Offer places now, and record who came
    on the day or later."""


class Full(DomainError):
    """There are fewer places on this day than officers to whom one is offered. Offer some of them another day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What a course is. Without `repeat_after_months` it is attended once and for all."""

    title: str
    topic: str
    provider: str
    mandatory: bool
    repeat_after_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Whether an officer came; `why` where they did not."""

    outcome: str
    why: str = ""


def _checked(facts: CourseFacts, *, besides: int | None, authority_id: int) -> CourseFacts:
    title, provider = facts.title.strip(), facts.provider.strip()
    if not 0 < len(title) <= 120 or not 0 < len(provider) <= 120 or facts.topic not in Course.Topic.values:
        raise CourseWithoutFacts
    if facts.repeat_after_months is not None and not 1 <= facts.repeat_after_months <= MOST_MONTHS:
        raise BadRepeat
    if Course.objects.filter(authority_id=authority_id, title__iexact=title).exclude(pk=besides or 0).exists():
        raise CourseExists
    return CourseFacts(
        title=title,
        topic=facts.topic,
        provider=provider,
        mandatory=facts.mandatory,
        repeat_after_months=facts.repeat_after_months,
    )


@transaction.atomic
def add_course(*, facts: CourseFacts, by: User) -> Course:
    """Offer a course. Raises NotPermitted, CourseWithoutFacts, BadRepeat, CourseExists."""
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    checked = _checked(facts, besides=None, authority_id=by.authority_id)
    course = Course.objects.create(
        authority_id=by.authority_id,
        title=checked.title,
        topic=checked.topic,
        provider=checked.provider,
        mandatory=checked.mandatory,
        repeat_after_months=checked.repeat_after_months,
    )
    log.record("training.course_added", authority_id=by.authority_id, by=by.pk, course=course.pk)
    return course


@transaction.atomic
def change_course(*, course_id: int, facts: CourseFacts, is_offered: bool, by: User) -> Course:
    """Change a course, or offer it no more. Raises NotPermitted, NotFound, CourseWithoutFacts, BadRepeat,
    CourseExists."""
    course = _course(course_id, by)
    checked = _checked(facts, besides=course.pk, authority_id=by.authority_id)
    course.title, course.topic, course.provider = checked.title, checked.topic, checked.provider
    course.mandatory, course.repeat_after_months = checked.mandatory, checked.repeat_after_months
    course.is_offered = is_offered
    course.save(update_fields=["title", "topic", "provider", "mandatory", "repeat_after_months", "is_offered"])
    log.record(
        "training.course_changed", authority_id=by.authority_id, by=by.pk, course=course.pk, is_offered=is_offered
    )
    return course


@transaction.atomic
def add_date(*, course_id: int, on: date, places: int | None, by: User) -> CourseDate:
    """Add a day on which a course takes place, past or to come.

    Raises NotPermitted, NotFound, NotOffered, BadPlaces, DateExists.
    """
    course = _course(course_id, by)
    if not course.is_offered:
        raise NotOffered
    if places is not None and places < 1:
        raise BadPlaces
    if course.dates.filter(on=on).exists():
        raise DateExists
    row = CourseDate.objects.create(authority_id=by.authority_id, course=course, on=on, places=places)
    log.record("training.date_added", authority_id=by.authority_id, by=by.pk, course=course.pk, date=row.pk, on=on)
    return row


@transaction.atomic
def record_register(*, date_id: int, came: Mapping[int, Came], today: date, by: User) -> CourseDate:
    """Record for a course date to whom a place was offered and who came; officers who are not named are taken off it.

    Raises NotPermitted, NotFound (somebody of another authority), NotAnOutcome, AttendedBefore, Full.
    """
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    rows = CourseDate.objects.select_for_update(of=("self",)).filter(pk=date_id, authority_id=by.authority_id)
    day = rows.first()
    if day is None:
        raise NotFound
    there = {row.officer_id: row for row in day.attendances.all()}
    if set(came) - {user.pk for user in officers_of(by.authority_id)} - set(there):
        raise NotFound
    _check_register(day, came, today=today)
    day.attendances.exclude(officer_id__in=list(came)).delete()
    for officer_id, one in came.items():
        Attendance.objects.update_or_create(
            course_date=day,
            officer_id=officer_id,
            defaults={"authority_id": by.authority_id, "outcome": one.outcome, "why": one.why},
        )
    counted = Counter(one.outcome for one in came.values())
    log.record(
        "training.register_recorded", authority_id=by.authority_id, by=by.pk, date=day.pk, outcomes=dict(counted)
    )
    return day


def _check_register(day: CourseDate, came: Mapping[int, Came], *, today: date) -> None:
    missed = Attendance.Outcome.DID_NOT
    for one in came.values():
        if one.outcome not in Attendance.Outcome.values or bool(one.why) != (one.outcome == missed):
            raise NotAnOutcome
        if one.why and one.why not in Attendance.Why.values:
            raise NotAnOutcome
    if day.on > today and any(one.outcome != Attendance.Outcome.OFFERED for one in came.values()):
        raise AttendedBefore
    if day.places is not None and sum(one.outcome != missed for one in came.values()) > day.places:
        raise Full


def _course(course_id: int, by: User) -> Course:
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    course = Course.objects.select_for_update().filter(pk=course_id, authority_id=by.authority_id).first()
    if course is None:
        raise NotFound
    return course
