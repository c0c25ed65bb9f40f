"""How the manager's answer to a decision stands on a day. Pure: facts and law in, standing out.

Silence within post-manager-5wd is agreement (IRO Handbook, chapter 3): it is worked out here and never written. Welsh
law has no such limit, so in Wales silence stays silence; a council's own limit is shown and changes nothing of that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from heard.law import DueDate, Nation, Version, catalogue
from heard.reviews.limits import limit, own_limit

ANSWER = "post-manager-5wd"
CARRIED_OUT = "post-implement"
LONGEST_AGO = 31  # days: within them the limit of a set received today or before must have passed


class Standing(StrEnum):
    """What the manager's answer amounts to."""

    AGREED = "agreed"
    SILENT = "silent"
    DISAGREED = "disagreed"
    WAITING = "waiting"
    NOT_RECEIVED = "not_received"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one decision. `on`: the day of the answer, or the day on which silence became agreement.

    `late`: somebody answered after silence had counted as agreement, on `silent_on`; both are shown.
    """

    standing: Standing
    on: date | None = None
    due: DueDate | None = None
    late: bool = False
    silent_on: date | None = None


def answer_due(nation: Nation, *, received_on: date | None) -> DueDate | None:
    """Give the limit of the manager's answer: 5 working days after the decisions were received; None in Wales."""
    return limit(ANSWER, nation, counted_from=received_on)


def own_answer_due(nation: Nation, local: Mapping[str, int], *, received_on: date | None) -> DueDate | None:
    """Give the limit of the manager's answer as it is shown: a Welsh council's own where it has set one."""
    return own_limit(ANSWER, nation, local, counted_from=received_on)


def answer_of(
    *,
    nation: Nation,
    issued: bool,
    received_on: date | None,
    answer: str,
    answered_on: date | None,
    in_time: bool,
    today: date,
    local: Mapping[str, int],
) -> Answer:
    """Give how the answer stands. `answer` is empty while nobody has answered; `local` are the council's own limits.

    Silence counts only after the decisions are known to be received, and never by a limit of the council's own.
    """
    if not issued:
        return Answer(standing=Standing.NOT_SENT)
    if received_on is None and not answer:
        return Answer(standing=Standing.NOT_RECEIVED)
    due = answer_due(nation, received_on=received_on)
    silent_on = due.due_on if due is not None and not in_time else None
    if answer:
        return Answer(standing=Standing(answer), on=answered_on, due=due, late=not in_time, silent_on=silent_on)
    if due is not None and today > due.due_on:
        return Answer(standing=Standing.SILENT, on=due.due_on, due=due, silent_on=due.due_on)
    return Answer(standing=Standing.WAITING, due=due or own_answer_due(nation, local, received_on=received_on))


def silent_if_received_until(nation: Nation, *, today: date) -> date | None:
    """Give the last day of receipt for which silence has become agreement by today; None where it never does."""
    for days in range(1, LONGEST_AGO + 1):
        day = today - timedelta(days=days)
        due = answer_due(nation, received_on=day)
        if due is not None and due.due_on < today:
            return day
    return None


def ground(nation: Nation, *, on: date) -> Version:
    """Give the law by which a decision has an owner and a date: reg 37 in England, its twin in Wales."""
    return catalogue().rule(CARRIED_OUT, nation).version_for(on)
