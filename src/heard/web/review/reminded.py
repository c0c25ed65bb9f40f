"""The reminders that went by themselves, as the page of a review tells them."""

from django.utils.translation import gettext as _

from heard.pages.presenters import dates
from heard.reviews.life.values import Key, Step
from heard.reviews.models import ReviewReminder
from heard.web.review.facts import ReviewFacts

OF_STEP = {
    Key.SOCIAL_WORKER: (ReviewReminder.Kind.TALK_AHEAD, ReviewReminder.Kind.TALK_LIMIT),
    Key.PAPERS: (ReviewReminder.Kind.PAPERS_AHEAD, ReviewReminder.Kind.PAPERS_LIMIT),
}


def reminder_of(step: Step, facts: ReviewFacts) -> str:
    """This will say who was last reminded of a step, and when; empty where nobody was."""
    row = next((one for one in facts.found.reminders if one.kind in OF_STEP.get(step.key, ())), None)
    if row is None:
        return ""
    if row.left_on is None:
        told = {"names": row.names, "day": dates.day_month(row.written_on, today=facts.today)}
        return _("Reminder to %(names)s written on %(day)s, not sent yet.") % told
    told = {"names": row.names, "day": dates.day_month(row.left_on, today=facts.today)}
    return _("%(names)s reminded on %(day)s.") % told
