"""How far a social work report is, in words."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.models import ReportStep, Review, SocialWorkReport
from heard.reviews.report.queries import ReportSeen

State = SocialWorkReport.State
STEPS = {
    ReportStep.Kind.GIVEN: gettext_lazy("Given to the team manager by %(who)s on %(day)s"),
    ReportStep.Kind.TAKEN_BACK: gettext_lazy("Taken back by %(who)s on %(day)s"),
    ReportStep.Kind.SENT_BACK: gettext_lazy("Sent back by %(who)s on %(day)s"),
    ReportStep.Kind.SIGNED: gettext_lazy("Signed by %(who)s on %(day)s"),
    ReportStep.Kind.AGAIN: gettext_lazy("Written again by %(who)s since %(day)s"),
}


def state_words(seen: ReportSeen) -> str:
    """This will say how far the report is."""
    if not seen.begun:
        return _("Nobody has begun to write it here.")
    if seen.state == State.WRITING and seen.last is None:
        return _("It is being written.")
    last = step_words(seen.last) if seen.last else ""
    if seen.state == State.WRITING:
        return _("It is being written. %(last)s.") % {"last": last}
    return _("%(last)s.") % {"last": last}


def step_words(step: ReportStep) -> str:
    """This will say who did a step, and when."""
    told = {"who": step.done_by.name, "day": dates.plain(step.done_on)}
    return str(STEPS[ReportStep.Kind(step.kind)]) % told


def way_in(review: Review, seen: ReportSeen) -> Link | None:
    """This will give what the viewer can do with the report; nothing where there is nothing to read or do."""
    if seen.writes:
        text = _("Go on writing the social work report") if seen.begun else _("Write the social work report")
        return Link(text=text, href=reverse("report:write", args=[review.pk]))
    if seen.signs:
        return Link(text=_("Read and sign the social work report"), href=reverse("report:show", args=[review.pk]))
    if seen.may_read:
        return Link(text=_("Read the social work report"), href=reverse("report:show", args=[review.pk]))
    return None
