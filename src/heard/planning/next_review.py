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
        raise _too_late(planned_on, following)
    if law.group is Group.EARLY and law.must and not _is_early(following):
        raise _ordinary(following)


def _is_early(following: NextReview) -> bool:
    booked_on, due_on = following.booked_on, following.due_on
    return booked_on is not None and (due_on is None or booked_on < due_on)


def _too_late(planned_on: date, following: NextReview) -> TooLateForNext:
    if following.on is None:
        return TooLateForNext(
            "This is planned for %(planned)s, and no review is booked before it. Choose a review now.",
            planned=planned_on,
        )
    if following.booked_on:
        return TooLateForNext(
            "This is planned for %(planned)s, and the next review is booked for %(day)s. "
            "Choose a review now, or book the next one for an earlier day.",
            planned=planned_on,
            day=following.booked_on,
        )
    return TooLateForNext(
        "This is planned for %(planned)s, and the next review is due on %(day)s. "
        "Choose a review now, or book the next one for an earlier day.",
        planned=planned_on,
        day=following.on,
    )


def _ordinary(following: NextReview) -> NextIsOrdinary:
    if following.booked_on is not None and following.due_on is not None:
        return NextIsOrdinary(
            "The law calls for an early review here. The next one is booked for %(booked)s, and "
            "is due on %(due)s anyway. Choose a review now, or move it to an earlier day.",
            booked=following.booked_on,
            due=following.due_on,
        )
    if following.due_on is not None:
        return NextIsOrdinary(
            "The law calls for an early review here, and the next one is due on %(due)s. "
            "Choose a review now, or book one for an earlier day.",
            due=following.due_on,
        )
    return NextIsOrdinary(
        "The law calls for an early review here. Choose a review now, or book one for an earlier day."
    )
