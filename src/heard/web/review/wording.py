"""What the steps of a review are called, and what is said under each."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.law import Duty, england_and_wales
from heard.pages.presenters import dates
from heard.reviews.booking.entries import names_another_booking
from heard.reviews.life.values import Group, Key, Step
from heard.reviews.limits import limit, source
from heard.reviews.models import Invitation, Paper, PapersChoice, PrivateTalk, Review
from heard.web.child import words
from heard.web.inviting.need_words import still_open
from heard.web.meeting.words import rights_in_words
from heard.web.review.facts import ReviewFacts
from heard.web.review.reminded import reminder_of

MEET_FIRST = "prep-meet-before-first"
GROUPS = {
    Group.READY: gettext_lazy("Get ready"),
    Group.DAY: gettext_lazy("On the day"),
    Group.AFTER: gettext_lazy("Afterwards"),
}
NAMES = {
    Key.CHOICES: gettext_lazy("Ask %(name)s about time, place and people"),
    Key.SOCIAL_WORKER: gettext_lazy("Talk with the social worker"),
    Key.ARRANGE: gettext_lazy("Arrange date, time and place"),
    Key.INVITE: gettext_lazy("Send invitations and consultation"),
    Key.PAPERS: gettext_lazy("Papers"),
    Key.PAPERS_CHOICE: gettext_lazy("If papers are still missing, choose"),
    Key.PRIVATE_TALK: gettext_lazy("Talk alone with %(name)s"),
    Key.SEPARATE_TALKS: gettext_lazy("Talk with those who asked for their own talk"),
    Key.HOLD: gettext_lazy("Hold the review"),
    Key.TOOK_PART: gettext_lazy("Who took part, and how"),
    Key.AGENDA: gettext_lazy("What the review considers"),
    Key.WISHES: gettext_lazy("Wishes and feelings, each with an answer"),
    Key.DECIDE: gettext_lazy("Decisions, each with an owner and a date"),
    Key.COMPLETE: gettext_lazy("Complete the review"),
    Key.SEND_DECISIONS: gettext_lazy("Send decisions"),
    Key.MANAGER: gettext_lazy("Manager’s answer"),
    Key.CARE_PLAN: gettext_lazy("Care plan brought up to date"),
    Key.RECORD: gettext_lazy("Full record"),
    Key.LETTER: gettext_lazy("Letter to %(name)s"),
    Key.DISTRIBUTE: gettext_lazy("Send the record out"),
    Key.QUALITY: gettext_lazy("Quality note, good practice or concern"),
    Key.NEXT_DATE: gettext_lazy("Date of the next review"),
}
SHORT = {
    Key.SOCIAL_WORKER: gettext_lazy("Talk with social worker"),
    Key.INVITE: gettext_lazy("Invitations and consultation"),
    Key.PAPERS: gettext_lazy("Papers in"),
    Key.PRIVATE_TALK: gettext_lazy("Talk alone with %(name)s"),
    Key.SEND_DECISIONS: gettext_lazy("Decisions sent"),
    Key.RECORD: gettext_lazy("Record done"),
    Key.DISTRIBUTE: gettext_lazy("Record sent out"),
}
NEXT = {
    Key.CHOICES: gettext_lazy("Next: ask %(name)s."),
    Key.SOCIAL_WORKER: gettext_lazy("Next: talk with the social worker."),
    Key.ARRANGE: gettext_lazy("Next: arrange it."),
    Key.INVITE: gettext_lazy("Next: invitations."),
    Key.PAPERS: gettext_lazy("Next: papers."),
    Key.PAPERS_CHOICE: gettext_lazy("Next: choose what to do without the papers."),
    Key.PRIVATE_TALK: gettext_lazy("Next: talk alone with %(name)s."),
    Key.SEPARATE_TALKS: gettext_lazy("Next: the talks that were asked for."),
    Key.HOLD: gettext_lazy("Next: hold the review."),
    Key.TOOK_PART: gettext_lazy("Next: who took part."),
    Key.AGENDA: gettext_lazy("Next: what was considered."),
    Key.WISHES: gettext_lazy("Next: wishes and feelings."),
    Key.DECIDE: gettext_lazy("Next: decisions."),
    Key.COMPLETE: gettext_lazy("Next: complete it."),
    Key.SEND_DECISIONS: gettext_lazy("Next: send the decisions."),
    Key.MANAGER: gettext_lazy("Next: the manager’s answer."),
    Key.CARE_PLAN: gettext_lazy("Next: the care plan."),
    Key.RECORD: gettext_lazy("Next: the record."),
    Key.LETTER: gettext_lazy("Next: the letter."),
    Key.DISTRIBUTE: gettext_lazy("Next: send the record out."),
    Key.QUALITY: gettext_lazy("Next: the quality note."),
    Key.NEXT_DATE: gettext_lazy("Next: the date of the next review."),
}
PAPERS: Mapping[str, object] = {
    "care_plan": gettext_lazy("care plan"),
    "sw_report": gettext_lazy("social work report"),
    "education_plan": gettext_lazy("personal education plan"),
    "health_plan": gettext_lazy("health plan"),
    "placement_plan": gettext_lazy("placement plan"),
    "pathway_plan": gettext_lazy("pathway plan"),
    "previous_decisions": gettext_lazy("decisions of the last review"),
}
TALKS = {
    PrivateTalk.Outcome.BEFORE: gettext_lazy("They spoke before the review"),
    PrivateTalk.Outcome.AFTER: gettext_lazy("They spoke after the review"),
    PrivateTalk.Outcome.DECLINED: gettext_lazy("Offered, and not wanted"),
    PrivateTalk.Outcome.INAPPROPRIATE: gettext_lazy("Not appropriate for age or understanding"),
}
WITHOUT_PAPERS = {
    PapersChoice.Choice.GO_AHEAD: gettext_lazy("Chosen: go ahead without them"),
    PapersChoice.Choice.ADJOURN: gettext_lazy("Chosen: adjourn the review"),
    PapersChoice.Choice.CONCERN: gettext_lazy("Chosen: raise a concern and go ahead"),
}


def name_of(key: Key, first_name: str) -> str:
    """Give what the step is called."""
    return str(NAMES[key]) % {"name": first_name}


def hint_of(step: Step, facts: ReviewFacts) -> str:
    """Give the line under a step: what was done, what is missing, what it is for; and who was reminded of it."""
    made = _HINTS.get(step.key)
    told = made(step, facts) if made else ""
    reminded = reminder_of(step, facts)
    return f"{told.rstrip('.')}. {reminded}" if reminded and told else told or reminded


def _choices(step: Step, facts: ReviewFacts) -> str:
    choices = facts.found.choices
    if choices is None:
        return ""
    asked = dates.day_month(choices.asked_on, today=facts.today)
    if choices.answered_on is None:
        return _("Asked %(day)s") % {"day": asked}
    told = {"asked": asked, "day": dates.day_month(choices.answered_on, today=facts.today)}
    return _("Asked %(asked)s; the choices of %(day)s are kept") % told


def _social_worker(step: Step, facts: ReviewFacts) -> str:
    talk = facts.found.social_worker
    if talk is not None:
        return _("With %(name)s") % {"name": talk.social_worker}
    return _("Agenda, changes, who should come, risks")


def _arrange(step: Step, facts: ReviewFacts) -> str:
    return ". ".join(filter(None, (_booked(facts), still_open(facts.review, facts.found.needs))))


def _booked(facts: ReviewFacts) -> str:
    booked, due_on = facts.review.arranged_for, facts.found.life.due_on
    if booked is None or due_on is None or facts.review.held_on is not None:
        return ""
    if booked > due_on:
        return _("After the limit: held on that day it is late")
    calendar = england_and_wales()
    if not calendar.knows(booked) or not calendar.knows(due_on):
        return ""
    n = calendar.working_days_between(booked, due_on)
    if n == 0:
        return _("On the limit")
    return ngettext("%(n)d working day before the limit", "%(n)d working days before the limit", n) % {"n": n}


def _invite(step: Step, facts: ReviewFacts) -> str:
    rows = [row for row in facts.found.invitations if row.invited or row.consulted]
    if not rows:
        return _("Nobody is on the list yet")
    n = {"n": len(rows)}
    people = ngettext("%(n)d person", "%(n)d people", len(rows)) % n
    answered = sum(row.coming != Invitation.Coming.WAITING for row in rows)
    back = sum(row.bounced_on is not None for row in rows)
    waiting = sum(row.sent_on is None for row in rows)
    told = [_("%(n)d answered") % {"n": answered}] if answered else []
    told += [_("%(n)d returned") % {"n": back}] if back else []
    told += [_("%(n)d not sent yet") % {"n": waiting}] if waiting else []
    old = sum(names_another_booking(row, facts.review) for row in rows)
    if old:
        told.append(ngettext("%(n)d knows the old day", "%(n)d know the old day", old) % {"n": old})
    return _("%(people)s: %(told)s") % {"people": people, "told": ", ".join(told)} if told else people


def _papers(step: Step, facts: ReviewFacts) -> str:
    needed = [paper for paper in facts.found.papers if paper.needed]
    if not needed:
        return _("None is needed") if facts.found.papers else _("No list of papers yet")
    here = [_paper(paper) for paper in needed if paper.received_on]
    missing = [_paper(paper) for paper in needed if not paper.received_on]
    told = []
    if here:
        told.append(_("In: %(papers)s.") % {"papers": ", ".join(here)})
    if missing:
        told.append(_("Missing: %(papers)s.") % {"papers": ", ".join(missing)})
    return " ".join(told)


def _paper(paper: Paper) -> str:
    return str(PAPERS[paper.kind]) if paper.kind in PAPERS else paper.name


def _papers_choice(step: Step, facts: ReviewFacts) -> str:
    chosen = facts.found.papers_choice
    if chosen is not None:
        return str(WITHOUT_PAPERS[PapersChoice.Choice(chosen.choice)])
    life = facts.found.life
    latest = limit("review-adjourn-20wd", life.nation, counted_from=life.day)
    if latest is None:
        return _("Go ahead, adjourn or raise a concern")
    day = dates.day_month(latest.due_on, today=facts.today)
    return _("Go ahead, adjourn (to %(day)s at the latest) or raise a concern") % {"day": day}


def _private_talk(step: Step, facts: ReviewFacts) -> str:
    outcome = facts.found.life.talk_outcome
    if outcome:
        return str(TALKS[PrivateTalk.Outcome(outcome)])
    told = _("Tell them first who may know what they say")
    meeting = _meet_first(facts)
    return f"{told}. {meeting}" if meeting else told


def _meet_first(facts: ReviewFacts) -> str:
    """Whether the IRO has met the child before the first review, as practice in England asks; empty later on."""
    life = facts.found.life
    first = facts.deadline is None or facts.deadline.number == 1
    if not first or life.held_on is not None or source(MEET_FIRST, life.nation, on=life.day or life.today) is None:
        return ""
    if facts.introduced_on is None:
        return _("Meet %(name)s before the first review") % {"name": facts.first_name}
    met = {"name": facts.first_name, "day": dates.day_month(facts.introduced_on, today=facts.today)}
    return _("The IRO met %(name)s on %(day)s") % met


def _separate_talks(step: Step, facts: ReviewFacts) -> str:
    wanted = [row.party.shown_name for row in facts.found.invitations if row.wants_separate_talk]
    return _("Asked for by %(names)s") % {"names": ", ".join(wanted)} if wanted else ""


def _hold(step: Step, facts: ReviewFacts) -> str:
    review = facts.review
    if review.late_reason and not step.in_time:
        return str(Review.LateReason(review.late_reason).label)
    return ""


def _took_part(step: Step, facts: ReviewFacts) -> str:
    told = words.took_part(facts.review, nation=facts.nation)
    return told or _("Gives the national participation code by itself")


def _agenda(step: Step, facts: ReviewFacts) -> str:
    left, n = facts.found.life.matters_open, facts.found.required
    wanted = tuple(facts.found.rights_wanted)
    if left == n and not wanted:
        return ngettext("%(n)d matter that the law sets", "%(n)d matters that the law sets", n) % {"n": n}
    told = [_("%(done)d of %(n)d considered") % {"done": n - left, "n": n}]
    rights = facts.found.life.rights_open
    if rights:
        told.append(ngettext("%(n)d right not answered", "%(n)d rights not answered", rights) % {"n": rights})
    if wanted:
        wish = {"name": facts.first_name, "rights": rights_in_words(wanted)}
        told.append(_("%(name)s wants %(rights)s: help is still open") % wish)
    if facts.found.life.permanence_missing:
        told.append(_("no plan for permanence"))
    return "; ".join(told)


def _wishes(step: Step, facts: ReviewFacts) -> str:
    every, left = facts.found.life.wishes, facts.found.life.wishes_open
    return _("%(done)d of %(n)d answered") % {"done": every - left, "n": every} if every else ""


def _decide(step: Step, facts: ReviewFacts) -> str:
    n = facts.found.life.decisions
    return ngettext("%(n)d decision", "%(n)d decisions", n) % {"n": n} if n else ""


def _complete(step: Step, facts: ReviewFacts) -> str:
    row = facts.found.adjournment
    if row is None or row.adjourned_on is None:
        return _("The last sitting, if it is held in parts")
    told = {"day": dates.day_month(row.adjourned_on, today=facts.today)}
    text = _("Adjourned on %(day)s; proposals are held back until then") % told
    if row.resume_on is None or facts.review.completed_on is not None:
        return text
    goes_on = _("Goes on %(day)s") % {"day": dates.day_month(row.resume_on, today=facts.today)}
    return f"{text}. {goes_on}"


def _send_decisions(step: Step, facts: ReviewFacts) -> str:
    issued = facts.found.issued
    if issued is None:
        return _("To the manager and all who came")
    if issued.received_on is None:
        told = {"name": issued.manager_name, "day": dates.day_month(issued.issued_on, today=facts.today)}
        return _("Sent to %(name)s on %(day)s, not known to be received") % told
    told = {"name": issued.manager_name, "day": dates.day_month(issued.received_on, today=facts.today)}
    return _("Received by %(name)s on %(day)s") % told


def _manager(step: Step, facts: ReviewFacts) -> str:
    life = facts.found.life
    if life.received_on is None and life.issued_on is not None:
        return _("Not known to be received, so silence does not count")
    if life.received_on is None:
        if step.due is None and not limit("post-manager-5wd", life.nation, counted_from=life.after):
            return ""
        return _("No answer in time counts as agreement and is shown as that")
    if life.answers >= life.decisions:
        return _("All answered")
    told = {"done": life.answers, "n": life.decisions}
    if step.due is not None and step.due.duty is not Duty.LOCAL and life.today > step.due.due_on:
        return _("%(done)d of %(n)d answered; the rest are agreed by silence") % told
    return _("%(done)d of %(n)d answered") % told


def _distribute(step: Step, facts: ReviewFacts) -> str:
    life = facts.found.life
    if life.sent:
        return _("%(done)d of %(n)d sent") % {"done": life.sent, "n": life.to_send}
    return _("Each person gets only what they may see")


def _record(step: Step, facts: ReviewFacts) -> str:
    if facts.found.record is None:
        return ""
    return "" if facts.found.life.signed_on else _("Begun, not signed yet")


def _next_date(step: Step, facts: ReviewFacts) -> str:
    booked = [one for one in facts.of_child.booked if one.pk != facts.review.pk and one.arranged_for]
    if booked and booked[0].arranged_for and facts.review.held_on:
        return _("Arranged for %(day)s") % {"day": dates.long(booked[0].arranged_for)}
    return ""


_HINTS: Mapping[Key, Callable[[Step, ReviewFacts], str]] = {
    Key.CHOICES: _choices,
    Key.SOCIAL_WORKER: _social_worker,
    Key.ARRANGE: _arrange,
    Key.INVITE: _invite,
    Key.PAPERS: _papers,
    Key.PAPERS_CHOICE: _papers_choice,
    Key.PRIVATE_TALK: _private_talk,
    Key.SEPARATE_TALKS: _separate_talks,
    Key.HOLD: _hold,
    Key.TOOK_PART: _took_part,
    Key.AGENDA: _agenda,
    Key.WISHES: _wishes,
    Key.DECIDE: _decide,
    Key.COMPLETE: _complete,
    Key.SEND_DECISIONS: _send_decisions,
    Key.MANAGER: _manager,
    Key.RECORD: _record,
    Key.DISTRIBUTE: _distribute,
    Key.NEXT_DATE: _next_date,
}
