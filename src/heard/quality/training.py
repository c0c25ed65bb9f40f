"""Reads about training: what is offered, who attended, who is short of a mandatory course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import NotFound
from heard.law.calendar_dates import add_months
from heard.quality.access import officers_of
from heard.quality.models import Attendance, Course, CourseDate

YEAR = 12  # months within which some training is attended, for the duty of regular training


def courses(viewer: User, *, today: date) -> Any:
    """This will list the courses of the viewer's authority by title, each with `next_on`, `last_on` and how many
    `attended`; one query. Officers see what is offered, as managers do."""
    if not viewer.may(Permission.SUPPORT_OWN):
        return Course.objects.none()
    return (
        Course.objects.filter(authority_id=viewer.authority_id)
        .annotate(
            next_on=Min("dates__on", filter=Q(dates__on__gte=today)),
            last_on=Max("dates__on", filter=Q(dates__on__lt=today)),
            attended=Count("dates__attendances", filter=Q(dates__attendances__outcome="attended"), distinct=True),
        )
        .order_by("-is_offered", "title")
    )


def get_course(course_id: int, *, viewer: User) -> Course:
    """This will give one course. Raises NotFound."""
    found = None
    if viewer.may(Permission.SUPPORT_OWN):
        found = Course.objects.filter(pk=course_id, authority_id=viewer.authority_id).first()
    if found is None:
        raise NotFound
    return found


def dates_of(course: Course) -> list[CourseDate]:
    """This will list the days of a course, latest first, with those who were offered a place, in two queries."""
    return list(course.dates.prefetch_related("attendances__officer").order_by("-on"))


def get_date(date_id: int, *, viewer: User) -> CourseDate:
    """This will give one course date for its register; for managers. Raises NotFound."""
    found = None
    if viewer.may(Permission.SUPPORT_MANAGE):
        rows = CourseDate.objects.filter(pk=date_id, authority_id=viewer.authority_id).select_related("course")
        found = rows.prefetch_related("attendances__officer").first()
    if found is None:
        raise NotFound
    return found


def attendances(viewer: User, *, officer_id: int | None = None) -> QuerySet[Attendance]:
    """This will list attendances with officer and course, latest first: all for a manager, one's own for an officer."""
    found = Attendance.objects.filter(authority_id=viewer.authority_id)
    if not viewer.may(Permission.SUPPORT_MANAGE):
        found = found.filter(officer=viewer) if viewer.may(Permission.SUPPORT_OWN) else found.none()
    if officer_id is not None:
        found = found.filter(officer_id=officer_id)
    return found.select_related("officer", "course_date__course").order_by(
        "-course_date__on", "course_date__course__title", "officer__name"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an officer stands with a mandatory course: last attended, and until when that holds (None: for good)."""

    officer: User
    course: Course
    last_on: date | None
    holds_until: date | None
    booked_on: date | None

    def is_short(self, *, today: date) -> bool:
        """Whether it was never attended, or is due again."""
        return self.last_on is None or (self.holds_until is not None and self.holds_until < today)


def standings(authority_id: int, *, today: date, officer_ids: Iterable[int] | None = None) -> list[Standing]:
    """This will set every officer against every mandatory course that is offered, by course and name; three queries."""
    wanted = None if officer_ids is None else set(officer_ids)
    people = [user for user in officers_of(authority_id) if wanted is None or user.pk in wanted]
    mandatory = list(
        Course.objects.filter(authority_id=authority_id, mandatory=True, is_offered=True).order_by("title")
    )
    told = {
        (course, officer): (last, booked)
        for course, officer, last, booked in Attendance.objects.filter(authority_id=authority_id)
        .order_by()
        .values("course_date__course_id", "officer_id")
        .annotate(
            last=Max("course_date__on", filter=Q(outcome="attended")),
            booked=Min("course_date__on", filter=Q(outcome="offered", course_date__on__gte=today)),
        )
        .values_list("course_date__course_id", "officer_id", "last", "booked")
    }
    return [
        _standing(user, course, *told.get((course.pk, user.pk), (None, None)))
        for course in mandatory
        for user in people
    ]


def _standing(user: User, course: Course, last: date | None, booked: date | None) -> Standing:
    holds = None
    if last is not None and course.repeat_after_months is not None:
        holds = add_months(last, course.repeat_after_months)
    return Standing(officer=user, course=course, last_on=last, holds_until=holds, booked_on=booked)


def attended_since(authority_id: int, *, today: date) -> set[int]:
    """This will give the officers who attended some training in the twelve months up to today, in one query."""
    since = add_months(today, -YEAR)
    rows = Attendance.objects.filter(
        authority_id=authority_id, outcome="attended", course_date__on__gt=since, course_date__on__lte=today
    )
    return set(rows.values_list("officer_id", flat=True))
