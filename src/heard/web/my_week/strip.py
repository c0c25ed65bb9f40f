"""The week strip: the working week of today, at the weekend the one that comes."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from heard.pages.presenters import dates
from heard.pages.presenters.parts import Booked, WeekDay
from heard.reviews.models import Review

DAYS = 5
SATURDAY = 5


def days_of(today: date) -> tuple[date, date]:
    """This will give the Monday and the Friday of the strip."""
    monday = today - timedelta(days=today.weekday())
    if today.weekday() >= SATURDAY:
        monday += timedelta(weeks=1)
    return monday, monday + timedelta(days=DAYS - 1)


def week_of(bookings: Sequence[Review], *, today: date) -> tuple[WeekDay, ...]:
    """This will give the five days with what is booked on them."""
    monday, _friday = days_of(today)
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    return tuple(
        WeekDay(
            name=_heading(day),
            today=day == today,
            booked=tuple(_booked(review) for review in bookings if review.arranged_for == day),
        )
        for day in days
    )


def _heading(day: date) -> str:
    """Give "Monday 23", in Welsh "Dydd Llun 23": it stands at the head of a column."""
    text = dates.day(day).rsplit(" ", 1)[0]
    return text[:1].upper() + text[1:]


def _booked(review: Review) -> Booked:
    return Booked(
        at=dates.clock_time(review.arranged_time) if review.arranged_time else gettext("no time"),
        text=gettext("Review, %(name)s") % {"name": review.child.shown_name},
        href=reverse("review:show", args=[review.pk]),
    )
