"""What the forecast must know of the officers and of recent arrivals."""

from datetime import date, timedelta

from heard.accounts.queries import reviewing_officers
from heard.caseloads.forecast import Desk
from heard.caseloads.models import Leave, Post
from heard.children.models import PeriodOfCare


def desks_of(authority_id: int, *, today: date) -> list[Desk]:
    """This will give posts and leave of the active officers from today on, in three queries."""
    people = list(reviewing_officers(authority_id).values_list("pk", flat=True))
    posts: dict[int, list[tuple[date, date | None, float]]] = {}
    for user, since, until, fte in Post.objects.filter(user_id__in=people).values_list(
        "user_id", "from_on", "until_on", "fte"
    ):
        if until is None or until > today:
            posts.setdefault(user, []).append((since, until, float(fte)))
    leave: dict[int, list[tuple[date, date]]] = {}
    for user, first, last in Leave.objects.filter(user_id__in=people, last_day__gte=today).values_list(
        "user_id", "first_day", "last_day"
    ):
        leave.setdefault(user, []).append((first, last))
    return [Desk(iro_id=pk, posts=tuple(posts[pk]), leave=tuple(leave.get(pk, ()))) for pk in people if pk in posts]


def arrivals_per_week(authority_id: int, *, today: date, weeks: int = 52) -> float:
    """This will give how many children came into full-time care in a week, over the last year."""
    since = today - timedelta(weeks=weeks)
    came = PeriodOfCare.objects.filter(
        authority_id=authority_id, stream=PeriodOfCare.Stream.FULL_TIME, started_on__gt=since, started_on__lte=today
    )
    return came.count() / weeks
