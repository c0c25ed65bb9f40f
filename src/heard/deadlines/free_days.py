"""On how many days an officer could still hold a review."""

from collections.abc import Iterable
from datetime import date, timedelta

from heard.caseloads.models import Leave
from heard.law import BeyondHolidayData, england_and_wales
from heard.reviews.models import Review


def free_days(user_ids: Iterable[int], *, after: date, until: date) -> dict[int, int] | None:
    """This will count, for each officer, the free days after a day and up to another, included; in two queries.

    A day is free when it is a working day, the officer is not on leave, and no review of a child whose named IRO they
    are is arranged on it. Which days a part-time officer works is not known: those count as well. None where the bank
    holidays of the time are not loaded.
    """
    wanted = list(user_ids)
    calendar = england_and_wales()
    try:
        days = {day for day in _days(after, until) if calendar.is_working_day(day)}
    except BeyondHolidayData:
        return None
    taken: dict[int, set[date]] = {user: set() for user in wanted}
    away = Leave.objects.filter(user_id__in=wanted, first_day__lte=until, last_day__gt=after)
    for user, first, last in away.values_list("user_id", "first_day", "last_day"):
        taken[user].update(_days(max(first, after + timedelta(days=1)) - timedelta(days=1), min(last, until)))
    booked = Review.objects.filter(
        state=Review.State.ARRANGED,
        arranged_for__gt=after,
        arranged_for__lte=until,
        child__named_iros__iro__in=wanted,
        child__named_iros__ended_on__isnull=True,
    )
    for user, day in booked.values_list("child__named_iros__iro", "arranged_for"):
        if user in taken and day is not None:
            taken[user].add(day)
    return {user: len(days - taken[user]) for user in wanted}


def _days(after: date, until: date) -> list[date]:
    return [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
