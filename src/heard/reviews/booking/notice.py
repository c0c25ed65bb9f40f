"""How much notice there was of a review, and the holidays of schools that shorten it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.law import england_and_wales
from heard.reviews.models import SchoolHoliday

LONGEST = timedelta(days=70)  # a summer holiday is about six weeks; more is a wrong month or year


class HolidayWithoutName(DomainError):
    """Enter what the holiday is called, such as Christmas."""


class HolidayEndsFirst(DomainError):
    """The last day is before the first. Check both."""


class HolidayTooLong(DomainError):
    """A holiday of more than ten weeks cannot be right. Check the month and the year."""


class HolidaysOverlap(DomainError):
    """These days overlap with a holiday that is entered already."""


def is_short(booked_on: date | None, limit: date | None) -> bool:
    """Whether the review was booked when the day for asking people had passed: short notice, not a failing."""
    return booked_on is not None and limit is not None and booked_on > limit


def holidays_of(authority_id: int, *, on_or_after: date | None = None) -> list[SchoolHoliday]:
    """This will list the school holidays of an authority, the earliest first."""
    rows = SchoolHoliday.objects.filter(authority_id=authority_id)
    if on_or_after is not None:
        rows = rows.filter(last_day__gte=on_or_after)
    return list(rows.order_by("first_day"))


def is_closed(authority_id: int, on: date) -> bool:
    """Whether the schools of an authority are closed for a holiday on a day."""
    return SchoolHoliday.objects.filter(authority_id=authority_id, first_day__lte=on, last_day__gte=on).exists()


def closed_before(authority_id: int, *, limit: date, review_on: date) -> SchoolHoliday | None:
    """This will give the first holiday that lies between the limit for asking and the review: a school asked at the
    limit would answer from it, so it must be asked before the holiday begins."""
    rows = SchoolHoliday.objects.filter(authority_id=authority_id, first_day__lte=review_on, last_day__gte=limit)
    return rows.order_by("first_day").first()


def school_limit(holidays: Sequence[SchoolHoliday], *, limit: date, review_on: date) -> date:
    """This will give the day by which a school is to be asked: the limit, or the last school day before a holiday in
    which the limit lies, so that there is somebody to answer."""
    day, calendar = limit, england_and_wales()
    for holiday in sorted(holidays, key=lambda one: one.first_day, reverse=True):
        if holiday.first_day <= day <= holiday.last_day and holiday.first_day <= review_on:
            day = holiday.first_day - timedelta(days=1)
            day = calendar.previous_working_day(day) if calendar.knows(day) else day
    return day


@transaction.atomic
def enter_holiday(*, name: str, first_day: date, last_day: date, by: User) -> SchoolHoliday:
    """Enter days on which schools are closed.

    Raises NotPermitted, HolidayWithoutName, HolidayEndsFirst, HolidayTooLong, HolidaysOverlap.
    """
    require(by, Permission.REVIEW_ARRANGE, authority_id=by.authority_id)
    if not one_line(name):
        raise HolidayWithoutName
    if last_day < first_day:
        raise HolidayEndsFirst
    if last_day - first_day > LONGEST:
        raise HolidayTooLong
    rows = SchoolHoliday.objects.select_for_update().filter(authority_id=by.authority_id)
    if rows.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise HolidaysOverlap
    row = SchoolHoliday.objects.create(
        authority_id=by.authority_id, name=one_line(name)[:60], first_day=first_day, last_day=last_day
    )
    log.record("school_holiday.entered", authority_id=by.authority_id, by=by.pk, first_day=first_day, last_day=last_day)
    return row


@transaction.atomic
def remove_holiday(*, holiday_id: int, by: User) -> None:
    """Take a holiday off the list. Raises NotPermitted, NotFound."""
    require(by, Permission.REVIEW_ARRANGE, authority_id=by.authority_id)
    row = SchoolHoliday.objects.filter(pk=holiday_id, authority_id=by.authority_id).first()
    if row is None:
        raise NotFound
    log.record("school_holiday.removed", authority_id=by.authority_id, by=by.pk, first_day=row.first_day)
    row.delete()
