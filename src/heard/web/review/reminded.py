"""The reminders that went by themselves, as the page of a review tells them."""

from django.utils.translation import gettext as _

from heard.pages.presenters import dates
from heard.reviews.booking.entries import booking_of
from heard.reviews.life.values import Key, State, Step
from heard.reviews.models import ReviewReminder
from heard.web.review.facts import ReviewFacts

OF_STEP = {
    Key.SOCIAL_WORKER: (ReviewReminder.Kind.TALK_AHEAD, ReviewReminder.Kind.TALK_LIMIT),
    Key.PAPERS: (ReviewReminder.Kind.PAPERS_AHEAD, ReviewReminder.Kind.PAPERS_LIMIT),
}


def reminder_of(step: Step, facts: ReviewFacts) -> str:
    """This will say who was last reminded of a step, and when, or that nobody will be while no IRO is named to sign."""
    row = next((one for one in facts.found.reminders if one.kind in OF_STEP.get(step.key, ())), None)
    if row is None:
        return _not_reminded(step, facts)
    if row.left_on is None:
        told = {"names": row.names, "day": dates.day_month(row.written_on, today=facts.today)}
        return _("Reminder to %(names)s written on %(day)s, not sent yet.") % told
    told = {"names": row.names, "day": dates.day_month(row.left_on, today=facts.today)}
    return _("%(names)s reminded on %(day)s.") % told


def _not_reminded(step: Step, facts: ReviewFacts) -> str:
    """Empty where a reminder will go, or none is needed."""
    waits = step.key in OF_STEP and step.state in (State.TO_DO, State.PART)
    named = any(one.ended_on is None for one in facts.of_child.appointments)
    to_come = booking_of(facts.review)
    if not waits or named or to_come is None or (to_come.again and step.key is not Key.PAPERS):
        return ""
    return _("No reminder goes by itself: nobody is named as IRO.")
