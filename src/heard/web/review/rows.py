"""The steps of a review as the page shows them: mark, owner, clock with its reason, and what opens next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.law import Nation, england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates
from heard.pages.presenters import why as reasons
from heard.pages.presenters.parts import Step as RibbonStep
from heard.pages.presenters.why import Fact, Why, provision_in_words
from heard.reviews.life.values import Group, Key, Owner, State, Step, next_step, progress
from heard.reviews.models import Review
from heard.web import links
from heard.web.child import words as child_words
from heard.web.child.presenters import is_adjourned
from heard.web.review.facts import ReviewFacts
from heard.web.review.wording import GROUPS, NEXT, SHORT, hint_of, name_of

RIBBON = (
    Key.SOCIAL_WORKER, Key.INVITE, Key.PAPERS, Key.PRIVATE_TALK, Key.HOLD, Key.SEND_DECISIONS, Key.RECORD,
    Key.DISTRIBUTE,
)  # fmt: skip
COUNTED_IN_DAYS = frozenset(
    {
        Key.SOCIAL_WORKER,
        Key.INVITE,
        Key.PAPERS,
        Key.SEND_DECISIONS,
        Key.MANAGER,
        Key.CARE_PLAN,
        Key.RECORD,
        Key.DISTRIBUTE,
    }
)  # steps that have a limit in days in England


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step. `mark` is "done", "part", "none" or empty; `mark_words` says the same."""

    name: str
    hint: str
    mark: str
    mark_words: str
    who: str
    chip: clock.Clock | None
    why: Why | None
    note: str
    link: Link | None
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGroup:
    """One part of a review's life."""

    title: str
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The whole list, with how far it is."""

    groups: tuple[StepGroup, ...]
    progress: str
    ribbon: tuple[RibbonStep, ...]
    ribbon_note: str


def steps_of(facts: ReviewFacts, *, viewer: User) -> Steps:
    """Give the steps in working order with the ribbon of their limits."""
    alive = not (facts.cancelled or facts.from_case_system)
    following = next_step(facts.steps) if alive else None
    groups = []
    for group in Group:
        mine = [step for step in facts.steps if step.group is group]
        if mine:
            rows = tuple(_row(step, facts, viewer, now=step is following) for step in mine)
            groups.append(StepGroup(title=str(GROUPS[group]), rows=rows))
    ribbon = _ribbon(facts, following) if alive else ()
    return Steps(
        groups=tuple(groups),
        progress=_progress(facts, following) if alive else "",
        ribbon=ribbon,
        ribbon_note=_ribbon_note(facts) if ribbon else "",
    )


def _progress(facts: ReviewFacts, following: Step | None) -> str:
    done, needed = progress(facts.steps)
    told = {"done": done, "n": needed}
    if following is None:
        return _("%(done)d of %(n)d done.") % told
    after = str(NEXT[following.key]) % {"name": facts.first_name}
    return _("%(done)d of %(n)d done. %(next)s") % (told | {"next": after})


def _row(step: Step, facts: ReviewFacts, viewer: User, *, now: bool) -> StepRow:
    name = name_of(step.key, facts.first_name)
    mark, mark_words = _mark(step.state)
    return StepRow(
        name=name,
        hint=hint_of(step, facts),
        mark=mark,
        mark_words=mark_words,
        who=owner_of(step, facts),
        chip=chip_of(step, facts),
        why=why_of(step, facts) if step.state is not State.NOT_NEEDED else None,
        note=_note(step, facts),
        link=_link(step, facts, viewer),
        now=now,
    )


def _mark(state: State) -> tuple[str, str]:
    return {
        State.DONE: ("done", _("Done")),
        State.PART: ("part", _("Part done")),
        State.TO_DO: ("", _("To do")),
        State.WAITS: ("", _("Waits")),
        State.NOT_NEEDED: ("none", _("Not needed")),
    }[state]


def owner_of(step: Step, facts: ReviewFacts) -> str:
    """Give who does the step: by name where the name is known."""
    iro = facts.iro or _("IRO")
    social_worker = facts.social_worker or _("Social worker")
    match step.owner:
        case Owner.IRO:
            return iro
        case Owner.BOTH:
            return _("%(iro)s and %(social_worker)s") % {"iro": iro, "social_worker": social_worker}
        case Owner.SOCIAL_WORKER:
            return social_worker
        case Owner.MANAGER:
            issued = facts.found.issued
            return (issued.manager_name if issued else "") or facts.staff("team_manager") or _("Team manager")
        case _:
            by = facts.review.recorded_by if step.key is Key.ARRANGE and facts.review.arranged_for else None
            return by.name if by else _("Support of the service")


def chip_of(step: Step, facts: ReviewFacts) -> clock.Clock | None:
    """Give the clock: done and whether in time, what is left, or on what it waits."""
    calendar, today = england_and_wales(), facts.today
    match step.state:
        case State.NOT_NEEDED:
            return clock.stopped(_("Not needed"))
        case State.WAITS:
            return clock.waits(_waits_for(step))
        case State.DONE if step.done_on is not None:
            return clock.done(step.done_on, due_on=step.limit, today=today, calendar=calendar)
        case State.DONE if step.key is Key.MANAGER and facts.found.life.answers < facts.found.life.decisions:
            return clock.Clock(state=clock.State.DONE, words=_("Agreed by silence"))
        case State.DONE:
            return clock.Clock(state=clock.State.DONE, words=_("Done"))
    if step.limit is None or facts.cancelled:
        return None
    return clock.due(step.limit, today=today, calendar=calendar)


def _waits_for(step: Step) -> str:
    return {
        Key.PAPERS_CHOICE: _("Opens if missing"),
        Key.MANAGER: _("After they are received"),
        Key.COMPLETE: _("After the first sitting"),
        Key.NEXT_DATE: _("After the review"),
    }.get(step.key, _("Waits"))


def _note(step: Step, facts: ReviewFacts) -> str:
    """Say plainly where the law of a nation counts no days."""
    if step.limit is not None or step.state is State.NOT_NEEDED or step.key not in COUNTED_IN_DAYS:
        return ""
    return _("No limit in Welsh law") if facts.found.life.nation is Nation.WALES else ""


def event_of(step: Step, facts: ReviewFacts) -> str:
    """Give what happened, or is to happen, on the day from which the step is counted."""
    life = facts.found.life
    if step.key in (Key.HOLD, Key.ARRANGE) and facts.deadline is not None:
        return child_words.event_of(facts.deadline, facts.of_child.name)
    if step.key is Key.MANAGER:
        return _("when the manager received the decisions")
    if step.key is Key.COMPLETE:
        return _("when the review first sat")
    if step.group is Group.AFTER and life.completed_on is not None:
        return _("when the review was completed")
    if life.held_on is not None:
        return _("when the review was held")
    return _("the day for which the review is arranged")


def condition_of(step: Step, facts: ReviewFacts) -> str:
    """Say on what the date rests, while the review can still move; empty once it cannot."""
    life = facts.found.life
    day = life.after if step.group is Group.AFTER else life.day
    if not step.expected or day is None:
        return ""
    if step.group is Group.AFTER:
        return _("if the review is completed on %(day)s, and moves with it") % {"day": dates.day(day)}
    return _("if the review is held on %(day)s, and moves with it") % {"day": dates.day(day)}


def setting_of(step: Step, facts: ReviewFacts) -> reasons.Setting:
    """Give what the reason of a step's date needs to know."""
    name = name_of(step.key, facts.first_name)
    return reasons.Setting(
        today=facts.today,
        about=_("%(step)s, %(name)s") % {"step": name, "name": facts.of_child.name},
        event=event_of(step, facts),
        condition=condition_of(step, facts),
        authority=facts.of_child.authority.name,
        more=_reason_in_full(step, facts),
    )


def _reason_in_full(step: Step, facts: ReviewFacts) -> str:
    if step.key in (Key.HOLD, Key.ARRANGE) and facts.deadline is not None:
        return reverse("reasons:show", args=[facts.deadline.pk])
    return reverse("review:why", args=[facts.review.pk, step.key.value])


def why_of(step: Step, facts: ReviewFacts) -> Why | None:
    """Give the reason of the step's date: counted in days, or only that it comes before the review."""
    setting = setting_of(step, facts)
    if step.due is not None:
        return reasons.brief(step.due, setting)
    if step.by is None or step.citation is None:
        return None
    source = f"{provision_in_words(step.citation.provision)}, {step.citation.instrument}"
    return Why(
        due_on=step.by,
        short=dates.short(step.by, today=facts.today),
        long=dates.long(step.by),
        about=setting.about,
        lead=_("Before the review. No number of days is set."),
        facts=(Fact(term=_("Source"), text=source, href=step.citation.url or ""),),
        more=setting.more,
    )


# What opens next ------------------------------------------------------------------------------------------------------


def _link(step: Step, facts: ReviewFacts, viewer: User) -> Link | None:
    if facts.cancelled:
        return None
    text, address = _opens(step, facts, viewer)
    return Link(text=text, href=address) if address else None


def _opens(step: Step, facts: ReviewFacts, viewer: User) -> tuple[str, str]:
    """The words and the address of what a step opens; without an address the viewer may not, or need not."""
    review, done = facts.review, step.state is State.DONE
    if step.key is Key.MANAGER and step.state is State.WAITS and facts.found.issued is not None:
        return _("Received on"), links.for_user(viewer, "decisions:received", review.pk)
    if step.key is Key.TOOK_PART and review.held_on is None:
        return "", ""
    if step.key in OPENS:
        page, to_do, is_done = OPENS[step.key]
        waits = step.state is State.WAITS and step.key in (Key.PAPERS_CHOICE, Key.MANAGER)
        needless = waits or step.state is State.NOT_NEEDED
        reads = step.key in DONE_AT and not links.for_user(viewer, DONE_AT[step.key], review.pk)
        words = is_done if done else _("See") if reads else to_do
        return str(words), "" if needless else links.for_user(viewer, page, review.pk)
    match step.key:
        case Key.ARRANGE if review.state == Review.State.ARRANGED:
            return _("Change"), links.for_user(viewer, "reviews:move", review.pk)
        case Key.HOLD if review.state == Review.State.ARRANGED:
            address = links.for_user(viewer, "reviews:record", review.child_id)
            return _("Record as held"), f"{address}?booking={review.pk}" if address else ""
        case Key.HOLD if step.in_time is False:
            return _("Why late"), links.for_user(viewer, "reviews:explain", review.pk)
        case Key.COMPLETE if is_adjourned(review):
            return _("Complete"), links.for_user(viewer, "reviews:complete", review.pk)
        case Key.CARE_PLAN if review.completed_on is not None and not done:
            return _("Enter"), links.for_user(viewer, "between:show", review.child_id)
        case Key.NEXT_DATE if step.state is State.TO_DO:
            return _("Arrange"), links.for_user(viewer, "reviews:arrange", review.child_id)
    return "", ""


OPENS: dict[Key, tuple[str, Any, Any]] = {
    Key.CHOICES: ("review:choices", gettext_lazy("Record"), gettext_lazy("See choices")),
    Key.SOCIAL_WORKER: ("review:social_worker", gettext_lazy("Record"), gettext_lazy("Read")),
    Key.INVITE: ("inviting:people", gettext_lazy("Open"), gettext_lazy("Answers")),
    Key.PAPERS: ("papers:list", gettext_lazy("Open"), gettext_lazy("Read")),
    Key.PAPERS_CHOICE: ("papers:list", gettext_lazy("Choose"), gettext_lazy("See")),
    Key.PRIVATE_TALK: ("meeting:talk", gettext_lazy("Record"), gettext_lazy("Open")),
    Key.SEPARATE_TALKS: ("meeting:separate_talk", gettext_lazy("Record"), gettext_lazy("Read")),
    Key.TOOK_PART: ("meeting:part", gettext_lazy("Record"), gettext_lazy("Open")),
    Key.AGENDA: ("meeting:agenda", gettext_lazy("Open"), gettext_lazy("Open")),
    Key.WISHES: ("meeting:wishes", gettext_lazy("Record"), gettext_lazy("Open")),
    Key.DECIDE: ("decisions:review", gettext_lazy("Open"), gettext_lazy("Open")),
    Key.SEND_DECISIONS: ("decisions:review", gettext_lazy("Send"), gettext_lazy("See")),
    Key.MANAGER: ("decisions:review", gettext_lazy("See"), gettext_lazy("See")),
    Key.RECORD: ("record:write", gettext_lazy("Write"), gettext_lazy("Read")),
    Key.LETTER: ("record:letter", gettext_lazy("Write"), gettext_lazy("Read")),
    Key.DISTRIBUTE: ("record:send", gettext_lazy("Send"), gettext_lazy("See")),
    Key.QUALITY: ("quality_note:write", gettext_lazy("Write"), gettext_lazy("Read")),
}
# Where a step is done, if its page is open to people who only read it.
DONE_AT = {
    Key.PAPERS_CHOICE: "papers:without",
    Key.PRIVATE_TALK: "meeting:talk_record",
    Key.SEND_DECISIONS: "decisions:send",
    Key.QUALITY: "quality_note:save",
}


# The ribbon -----------------------------------------------------------------------------------------------------------


def _ribbon(facts: ReviewFacts, following: Step | None) -> tuple[RibbonStep, ...]:
    by_key = {step.key: step for step in facts.steps}
    shown = [
        by_key[key] for key in RIBBON if by_key[key].limit is not None and by_key[key].state is not State.NOT_NEEDED
    ]
    if len(shown) < 2:
        return ()
    passed = [place for place, step in enumerate(shown) if (_position(step, facts) or date.max) <= facts.today]
    last = passed[-1] if passed else None
    return tuple(
        RibbonStep(
            name=_ribbon_name(step, facts),
            why=why_of(step, facts),
            clock=_ribbon_clock(step, facts),
            state=_ribbon_state(step, following, facts),
            key=step.key is Key.HOLD,
            today_next=place == last,
        )
        for place, step in enumerate(shown)
    )


def _position(step: Step, facts: ReviewFacts) -> date | None:
    return (facts.found.life.day or step.limit) if step.key is Key.HOLD else step.limit


def _ribbon_name(step: Step, facts: ReviewFacts) -> str:
    if step.key is Key.HOLD:
        day = facts.found.life.day
        return _("Review, %(day)s") % {"day": dates.short(day, today=facts.today)} if day else _("Review")
    return str(SHORT[step.key]) % {"name": facts.first_name}


def _ribbon_clock(step: Step, facts: ReviewFacts) -> clock.Clock | None:
    """In the ribbon days are working days. What follows a review not yet completed is told from the review."""
    if step.state is State.DONE:
        return chip_of(step, facts)
    if step.group is Group.AFTER and step.expected and step.due is not None:
        n = step.due.length.amount
        return clock.Clock(state=clock.State.LATER, words=ngettext("%(n)d day after", "%(n)d days after", n) % {"n": n})
    return clock.due(step.limit, today=facts.today, calendar=england_and_wales(), short=True)


def _ribbon_state(step: Step, following: Step | None, facts: ReviewFacts) -> str:
    if step.state is State.DONE:
        return "done"
    if step.limit is not None and step.limit < facts.today:
        return "late"
    return "now" if step is following else ""


def _ribbon_note(facts: ReviewFacts) -> str:
    if facts.found.life.nation is Nation.WALES:
        return _("Welsh law sets no number of days for preparing a review or for sending its record.")
    if facts.found.life.completed_on is None:
        return _("Days are working days. What comes after the review is counted from the day it is completed.")
    return _("Days are working days.")
