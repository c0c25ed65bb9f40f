"""Makes the steps of a review's life in the order the work is done, each with its clock, owner and state.

Pure: facts and law in, steps out. What comes before a review is counted back from the day it is booked for or was
held; what comes after from the day it was completed, and until then from the day it is expected (`expected`).
Sources: rulebook 1B, 1C, 1E, 1F; 3.2 and 3.3 for the order.
"""

from collections.abc import Callable
from datetime import date

from heard.law import DueDate, Duty
from heard.law.participation import ParticipationCode
from heard.reviews.life.values import Group, Key, Life, Owner, State, Step
from heard.reviews.limits import limit, own_limit, source


def steps(life: Life) -> tuple[Step, ...]:
    """List the steps in working order. Rules that a nation does not have give steps without a clock."""
    return tuple(make(life) for make in _STEPS)


def _done(on: date | None) -> State:
    return State.DONE if on is not None else State.TO_DO


def _share(done: int, of: int) -> State:
    if of and done >= of:
        return State.DONE
    return State.PART if done else State.TO_DO


def _back(life: Life, rule_id: str) -> DueDate | None:
    return own_limit(rule_id, life.nation, life.local, counted_from=life.day, clear_days=life.clear_days)


def _forward(life: Life, rule_id: str) -> DueDate | None:
    return own_limit(rule_id, life.nation, life.local, counted_from=life.after)


def _choices(life: Life) -> Step:
    state = _done(life.answered_on) if life.asked_on is None or life.answered_on else State.PART
    return Step(
        key=Key.CHOICES,
        group=Group.READY,
        owner=Owner.IRO,
        state=state,
        done_on=life.answered_on,
        citation=source("prep-child-arrangements", life.nation, on=life.day or life.today),
    )


def _social_worker(life: Life) -> Step:
    return Step(
        key=Key.SOCIAL_WORKER,
        group=Group.READY,
        owner=Owner.BOTH,
        state=_done(life.social_worker_on),
        done_on=life.social_worker_on,
        due=_back(life, "prep-sw-iro-15wd"),
        expected=life.held_on is None,
    )


def _arrange(life: Life) -> Step:
    return Step(
        key=Key.ARRANGE,
        group=Group.READY,
        owner=Owner.SUPPORT,
        state=State.DONE if life.day else State.TO_DO,
        due=life.due,
        by=life.due_on,
    )


def _invite(life: Life) -> Step:
    state = _share(life.asked, life.to_ask)
    return Step(
        key=Key.INVITE,
        group=Group.READY,
        owner=Owner.SUPPORT,
        state=state,
        done_on=life.all_asked_on if state is State.DONE else None,
        due=_back(life, "prep-consult-invite-10wd"),
        expected=life.held_on is None,
    )


def _papers(life: Life) -> Step:
    state = _share(life.papers_in, life.papers_needed)
    if life.papers_listed and not life.papers_needed:
        state = State.NOT_NEEDED
    return Step(
        key=Key.PAPERS,
        group=Group.READY,
        owner=Owner.SOCIAL_WORKER,
        state=state,
        done_on=life.papers_in_on if state is State.DONE else None,
        due=_back(life, "prep-reports-3wd"),
        expected=life.held_on is None,
    )


def _papers_choice(life: Life) -> Step:
    due = _back(life, "prep-reports-3wd")
    opens = due is not None and life.today >= due.due_on and life.papers_missing
    state = State.WAITS
    if life.papers_choice:
        state = State.DONE
    elif not life.papers_missing or (life.held_on is not None and not opens):
        state = State.NOT_NEEDED
    elif opens:
        state = State.TO_DO if life.completed_on is None else State.NOT_NEEDED
    return Step(key=Key.PAPERS_CHOICE, group=Group.READY, owner=Owner.IRO, state=state, due=due, expected=True)


def _private_talk(life: Life) -> Step:
    return Step(
        key=Key.PRIVATE_TALK,
        group=Group.READY,
        owner=Owner.IRO,
        state=State.DONE if life.talk_outcome else State.TO_DO,
        done_on=life.talk_on,
        by=life.day,
        citation=source("prep-private-talk", life.nation, on=life.day or life.today),
        expected=life.held_on is None,
    )


def _separate_talks(life: Life) -> Step:
    state = _share(life.separate_done, life.separate_wanted) if life.separate_wanted else State.NOT_NEEDED
    return Step(
        key=Key.SEPARATE_TALKS,
        group=Group.READY,
        owner=Owner.IRO,
        state=state,
        by=life.day,
        citation=source("prep-parents-views", life.nation, on=life.day or life.today),
        expected=life.held_on is None,
    )


def _hold(life: Life) -> Step:
    return Step(
        key=Key.HOLD,
        group=Group.DAY,
        owner=Owner.IRO,
        state=_done(life.held_on),
        done_on=life.held_on,
        due=life.due,
        by=life.due_on,
    )


def _took_part(life: Life) -> Step:
    return Step(key=Key.TOOK_PART, group=Group.DAY, owner=Owner.IRO, state=State.DONE if life.code else State.TO_DO)


def _agenda(life: Life) -> Step:
    started = life.held_on is not None
    still_open = life.matters_open or life.rights_open or life.permanence_missing
    state = State.DONE if started and not still_open else State.TO_DO
    return Step(key=Key.AGENDA, group=Group.DAY, owner=Owner.IRO, state=state)


def _wishes(life: Life) -> Step:
    """A child who was not there and sent no views has no wish to answer; if one is recorded, it is answered."""
    state = _share(life.wishes - life.wishes_open, life.wishes) if life.wishes else State.TO_DO
    if life.wishes and state is State.TO_DO:
        state = State.PART
    if not life.wishes and life.code == ParticipationCode.NO_VIEWS:
        state = State.NOT_NEEDED
    return Step(key=Key.WISHES, group=Group.DAY, owner=Owner.IRO, state=state)


def _decide(life: Life) -> Step:
    state = State.DONE if life.decisions else State.TO_DO
    citation = source("post-implement", life.nation, on=life.after or life.today)
    return Step(key=Key.DECIDE, group=Group.DAY, owner=Owner.IRO, state=state, citation=citation)


def _complete(life: Life) -> Step:
    """A review that goes on is to be completed in time, adjourned or held as a series of sittings (rulebook 2.7)."""
    in_parts = life.adjourned_on is not None or (life.completed_on != life.held_on and not life.from_return)
    due = limit("review-adjourn-20wd", life.nation, counted_from=life.held_on) if in_parts else None
    return Step(
        key=Key.COMPLETE,
        group=Group.DAY,
        owner=Owner.IRO,
        state=State.DONE if life.completed_on else State.TO_DO if life.held_on else State.WAITS,
        done_on=life.completed_on,
        due=due,
    )


def _send_decisions(life: Life) -> Step:
    return _follow_up(life, Key.SEND_DECISIONS, Owner.IRO, life.issued_on, "post-decisions-5wd")


def _manager(life: Life) -> Step:
    """Silence is agreement once the limit has passed: the step is done on that day, and the page says how."""
    due = own_limit("post-manager-5wd", life.nation, life.local, counted_from=life.received_on)
    done = life.decisions > 0 and life.answers >= life.decisions
    silent = due is not None and due.duty is not Duty.LOCAL and life.today > due.due_on
    state = State.WAITS if life.received_on is None else State.TO_DO
    if life.received_on is not None and (done or silent):
        state = State.DONE
    elif life.answers:
        state = State.PART
    return Step(key=Key.MANAGER, group=Group.AFTER, owner=Owner.MANAGER, state=state, due=due)


def _care_plan(life: Life) -> Step:
    return _follow_up(life, Key.CARE_PLAN, Owner.SOCIAL_WORKER, life.care_plan_on, "care-plan-update-10wd")


def _record(life: Life) -> Step:
    return _follow_up(life, Key.RECORD, Owner.IRO, life.signed_on, "post-record-15wd")


def _letter(life: Life) -> Step:
    state = _done(life.letter_on) if life.letter_needed else State.NOT_NEEDED
    return Step(key=Key.LETTER, group=Group.AFTER, owner=Owner.IRO, state=state, done_on=life.letter_on)


def _distribute(life: Life) -> Step:
    state = _share(life.sent, life.to_send)
    return Step(
        key=Key.DISTRIBUTE,
        group=Group.AFTER,
        owner=Owner.SUPPORT,
        state=state,
        done_on=life.all_sent_on if state is State.DONE else None,
        due=_forward(life, "post-distribute-20wd"),
        expected=life.completed_on is None,
    )


def _quality(life: Life) -> Step:
    return Step(
        key=Key.QUALITY, group=Group.AFTER, owner=Owner.IRO, state=_done(life.quality_on), done_on=life.quality_on
    )


def _next_date(life: Life) -> Step:
    state = State.DONE if life.next_booked else State.TO_DO if life.held_on else State.WAITS
    return Step(key=Key.NEXT_DATE, group=Group.AFTER, owner=Owner.SUPPORT, state=state)


def _follow_up(life: Life, key: Key, owner: Owner, done_on: date | None, rule_id: str) -> Step:
    return Step(
        key=key,
        group=Group.AFTER,
        owner=owner,
        state=_done(done_on),
        done_on=done_on,
        due=_forward(life, rule_id),
        expected=life.completed_on is None,
    )


_STEPS: tuple[Callable[[Life], Step], ...] = (
    _choices, _social_worker, _arrange, _invite, _papers, _papers_choice, _private_talk, _separate_talks,
    _hold, _took_part, _agenda, _wishes, _decide, _complete,
    _send_decisions, _manager, _care_plan, _record, _letter, _distribute, _quality, _next_date,
)  # fmt: skip
