"""All that is open in reviews, in one list: steps with limits, overdue decisions, and what waits without a limit."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from heard.accounts.models import User
from heard.reviews.life.open_matters import OpenMatter
from heard.reviews.life.open_reviews import OpenStep, Overdue
from heard.web.review.matter_lines import matter_line
from heard.web.review.open_lines import StepLine, overdue_line, step_line


def lines_of(
    steps: Iterable[OpenStep],
    overdue: Iterable[Overdue],
    matters: Iterable[OpenMatter],
    *,
    viewer: User,
    today: date,
    most: int | None = None,
) -> list[StepLine]:
    """This will give the lines, soonest first; at most so many, since each costs its links and its reason."""
    waiting: list[tuple[date, Callable[..., StepLine]]] = [(one.due_on, partial(step_line, one)) for one in steps]
    waiting += [(one.since, partial(overdue_line, one)) for one in overdue]
    waiting += [(one.since, partial(matter_line, one)) for one in matters]
    waiting.sort(key=lambda row: row[0])
    return [make(viewer=viewer, today=today) for _day, make in waiting[:most]]
