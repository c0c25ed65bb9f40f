"""What waits after a review without a number of days, as lines of a list."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.pages.presenters import clock, dates
from heard.reviews.life.open_matters import Matter, OpenMatter
from heard.web import links
from heard.web.meeting.words import rights_in_words
from heard.web.review.open_lines import StepLine

PAGES: Mapping[Matter, str] = {
    Matter.HELP: "meeting:agenda",
    Matter.DISAGREED: "decisions:tell",
    Matter.NOT_RECEIVED: "decisions:received",
}
CHIPS: Mapping[Matter, object] = {
    Matter.HELP: gettext_lazy("Wants help"),
    Matter.DISAGREED: gettext_lazy("To be told"),
    Matter.NOT_RECEIVED: gettext_lazy("Not received"),
}


def matter_line(one: OpenMatter, *, viewer: User, today: date) -> StepLine:
    """This will give the line."""
    review = one.review
    home = reverse("review:show", args=[review.pk])
    return StepLine(
        kind=one.matter.value,
        chip=clock.Clock(state=clock.State.WAIT, words=str(CHIPS[one.matter])),
        why=None,
        by=_("since %(day)s") % {"day": dates.short(one.since, today=today)},
        what=_what(one),
        hint=_hint(one),
        name=review.child.shown_name,
        child_href=home,
        href=links.for_user(viewer, PAGES[one.matter], review.pk) or home,
        child_id=review.child_id,
        due_on=one.since,
    )


def _what(one: OpenMatter) -> str:
    match one.matter:
        case Matter.HELP:
            return _("The child wants: %(rights)s") % {"rights": rights_in_words(one.what)}
        case Matter.DISAGREED:
            text = ngettext(
                "The council disagrees with %(n)d decision", "The council disagrees with %(n)d decisions", one.number
            )
            return text % {"n": one.number}
        case Matter.NOT_RECEIVED:
            return _("Decisions not known to be received")


def _hint(one: OpenMatter) -> str:
    return {
        Matter.HELP: _("Say who helps, and how"),
        Matter.DISAGREED: _("Tell those who were there"),
        Matter.NOT_RECEIVED: _("Until they are, silence does not count"),
    }[one.matter]
