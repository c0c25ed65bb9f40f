"""Whether a change may be left to the next review: it may not where that review comes after it. Pure.

Sources: CPR 2010 reg 32(2) and 33(3), CPR Wales 2015 reg 38(2) and 39(3); rulebook 1C, 3.4.
"""

from dataclasses import dataclass
from datetime import date

from heard.common.errors import DomainError
from heard.planning.kinds import Group, KindInLaw


class TooLateForNext(DomainError):
    """The next review comes after the day for which this is planned. Choose a review now, or move the next one."""


class NextIsOrdinary(DomainError):
    """The law calls for an early review here. Choose a review now, or book the next one for an earlier day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReview:
    """When the next review is: the day it is booked for and the day it is due, each None where there is none."""

    booked_on: date | None
    due_on: date | None

    @property
    def on(self) -> date | None:
        """The day on which it is expected."""
        return self.booked_on or self.due_on


def check_left(law: KindInLaw | None, *, planned_on: date | None, following: NextReview) -> None:
    """This will refuse to leave a change to a review that would come too late for it.

    Raises TooLateForNext, NextIsOrdinary.
    """
    if law is None or law.group is Group.CONSIDER:
        return
    if planned_on is not None and (following.on is None or following.on > planned_on):
        raise TooLateForNext(_too_late(planned_on, following))
    if law.group is Group.EARLY and law.must and not _is_early(following):
        raise NextIsOrdinary(_ordinary(following))


def _is_early(following: NextReview) -> bool:
    booked_on, due_on = following.booked_on, following.due_on
    return booked_on is not None and (due_on is None or booked_on < due_on)


def _too_late(planned_on: date, following: NextReview) -> str:
    planned = f"This is planned for {planned_on:%-d %B %Y}"
    if following.on is None:
        return f"{planned}, and no review is booked before it. Choose a review now."
    how = "booked for" if following.booked_on else "due on"
    return (
        f"{planned}, and the next review is {how} {following.on:%-d %B %Y}. "
        "Choose a review now, or book the next one for an earlier day."
    )


def _ordinary(following: NextReview) -> str:
    if following.booked_on is not None and following.due_on is not None:
        return (
            f"The law calls for an early review here. The next one is booked for {following.booked_on:%-d %B %Y}, and "
            f"is due on {following.due_on:%-d %B %Y} anyway. Choose a review now, or move it to an earlier day."
        )
    due = f", and the next one is due on {following.due_on:%-d %B %Y}" if following.due_on else ""
    return f"The law calls for an early review here{due}. Choose a review now, or book one for an earlier day."
