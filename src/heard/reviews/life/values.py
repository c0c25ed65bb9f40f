"""The life of a review as one value, and the steps that are told of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from heard.law import Citation, DueDate, Nation


class Group(StrEnum):
    """The three parts of a review's life."""

    READY = "ready"
    DAY = "day"
    AFTER = "after"


class Key(StrEnum):
    """The steps, in working order."""

    CHOICES = "choices"
    SOCIAL_WORKER = "social_worker"
    ARRANGE = "arrange"
    INVITE = "invite"
    PAPERS = "papers"
    PAPERS_CHOICE = "papers_choice"
    PRIVATE_TALK = "private_talk"
    SEPARATE_TALKS = "separate_talks"
    HOLD = "hold"
    TOOK_PART = "took_part"
    AGENDA = "agenda"
    WISHES = "wishes"
    DECIDE = "decide"
    COMPLETE = "complete"
    SEND_DECISIONS = "send_decisions"
    MANAGER = "manager"
    CARE_PLAN = "care_plan"
    RECORD = "record"
    LETTER = "letter"
    DISTRIBUTE = "distribute"
    QUALITY = "quality"
    NEXT_DATE = "next_date"


class State(StrEnum):
    """How far a step is. A step that waits opens by something else; one not needed is left out of the count."""

    DONE = "done"
    PART = "part"
    TO_DO = "to_do"
    WAITS = "waits"
    NOT_NEEDED = "not_needed"


class Owner(StrEnum):
    """Who does a step."""

    IRO = "iro"
    BOTH = "iro_and_sw"
    SOCIAL_WORKER = "sw"
    MANAGER = "tm"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is known of a review. Days are None where nothing was done; counts are of people or papers."""

    nation: Nation
    clear_days: bool
    today: date
    due: DueDate | None  # of the review itself, from the diary
    due_on: date | None
    booked_for: date | None
    held_on: date | None
    completed_on: date | None
    cancelled: bool
    adjourned_on: date | None
    asked_on: date | None
    answered_on: date | None
    social_worker_on: date | None
    to_ask: int  # people who are to be invited or consulted
    asked: int
    all_asked_on: date | None  # the day the last of them was asked
    papers_needed: int
    papers_in: int
    papers_in_on: date | None  # the day the last needed paper came
    papers_choice: bool
    talk_on: date | None
    talk_outcome: str
    separate_wanted: int
    separate_done: int
    code: str
    matters_open: int
    decisions: int
    issued_on: date | None
    received_on: date | None
    answers: int
    care_plan_on: date | None
    signed_on: date | None
    letter_needed: bool
    letter_on: date | None
    to_send: int
    sent: int
    all_sent_on: date | None
    quality_on: date | None
    next_booked: bool
    rights_open: int = 0  # rights of which nobody said whether they were explained
    permanence_missing: bool = False  # due by the second review, and not recorded
    wishes: int = 0
    wishes_open: int = 0  # without an answer
    papers_listed: bool = True  # False: nobody has made the list of papers yet
    local: Mapping[str, int] = field(default_factory=dict)  # the council's own limits in working days, by rule
    from_return: bool = False  # came with a return, which does not say whether it was held in parts

    @property
    def papers_missing(self) -> bool:
        """Whether a paper that is needed has not come, or nobody knows yet which are needed."""
        return not self.papers_listed or self.papers_in < self.papers_needed

    @property
    def day(self) -> date | None:
        """The day from which the preparation is counted back."""
        return self.held_on or self.booked_for

    @property
    def after(self) -> date | None:
        """The day from which the follow-up is counted: completed, or the day on which that is expected."""
        return self.completed_on or self.held_on or self.booked_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `due` carries the reason of a number of days; `by` a day without one ("before the review").

    `expected`: the limit moves if the review is held or completed on another day.
    """

    key: Key
    group: Group
    owner: Owner
    state: State
    done_on: date | None = None
    due: DueDate | None = None
    by: date | None = None
    citation: Citation | None = None
    expected: bool = False

    @property
    def limit(self) -> date | None:
        return self.due.due_on if self.due else self.by

    @property
    def in_time(self) -> bool | None:
        """Whether it was done by its limit; None while it is not done or has none."""
        if self.state is not State.DONE or self.done_on is None or self.limit is None:
            return None
        return self.done_on <= self.limit


def next_step(found: tuple[Step, ...]) -> Step | None:
    """Give the first step that is open and waits for nothing. Once the review is held, preparing it is over."""
    held = any(step.key is Key.HOLD and step.state is State.DONE for step in found)
    open_steps = [step for step in found if step.state in (State.TO_DO, State.PART)]
    return next((step for step in open_steps if not (held and step.group is Group.READY)), None)


def progress(found: tuple[Step, ...]) -> tuple[int, int]:
    """Give how many steps are done, and of how many that are needed."""
    needed = [step for step in found if step.state is not State.NOT_NEEDED]
    return sum(step.state is State.DONE for step in needed), len(needed)


def known(found: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the steps of which something is known: of a review that came from the case system the rest is unknown."""
    return tuple(step for step in found if step.key is Key.HOLD or step.state in (State.DONE, State.PART))
