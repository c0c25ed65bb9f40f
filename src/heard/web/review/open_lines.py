"""The open steps of many reviews as lines of a list: clock with its reason, what to do, for whom, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.children.models import Child
from heard.law import england_and_wales
from heard.pages.presenters import clock, dates
from heard.pages.presenters import why as reasons
from heard.pages.presenters.why import Fact, Why, provision_in_words
from heard.reviews.life.open_reviews import OpenStep, Overdue
from heard.reviews.life.values import Key
from heard.web import links
from heard.web.review.rows import OPENS

DECISIONS = "decisions_overdue"
WHAT: Mapping[Key, object] = {
    Key.SOCIAL_WORKER: gettext_lazy("Talk with the social worker"),
    Key.INVITE: gettext_lazy("Invite and ask everybody"),
    Key.PAPERS: gettext_lazy("Papers"),
    Key.PAPERS_CHOICE: gettext_lazy("Choose what to do without the papers"),
    Key.PRIVATE_TALK: gettext_lazy("Talk alone with the child"),
    Key.COMPLETE: gettext_lazy("Complete the review"),
    Key.SEND_DECISIONS: gettext_lazy("Send the decisions"),
    Key.MANAGER: gettext_lazy("Manager’s answer"),
    Key.CARE_PLAN: gettext_lazy("Care plan brought up to date"),
    Key.RECORD: gettext_lazy("Write the record"),
    Key.DISTRIBUTE: gettext_lazy("Send the record out"),
    Key.NEXT_DATE: gettext_lazy("Arrange the next review"),
}
ARRANGED = gettext_lazy("the day for which the review is arranged")
EVENTS: Mapping[Key, object] = {
    Key.SOCIAL_WORKER: ARRANGED,
    Key.COMPLETE: gettext_lazy("when the review first sat"),
    Key.MANAGER: gettext_lazy("when the manager received the decisions"),
    **dict.fromkeys((Key.INVITE, Key.PAPERS, Key.PAPERS_CHOICE), ARRANGED),
}


OF_THE_CHILD: Mapping[Key, str] = {Key.CARE_PLAN: "between:show", Key.NEXT_DATE: "reviews:arrange"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One line. `why` is missing for decisions, whose day people set, and for what has no limit."""

    kind: str
    chip: clock.Clock
    why: Why | None
    by: str
    what: str
    hint: str
    name: str
    child_href: str
    href: str
    child_id: int
    due_on: date


def step_line(one: OpenStep, *, viewer: User, today: date) -> StepLine:
    """This will give the line of an open step."""
    what = str(WHAT[one.step.key])
    child = one.review.child
    page = links.for_user(viewer, OPENS[one.step.key][0], one.review.pk) if one.step.key in OPENS else ""
    if one.step.key is Key.COMPLETE:
        page = links.for_user(viewer, "reviews:complete", one.review.pk)
    elif one.step.key in OF_THE_CHILD:
        page = links.for_user(viewer, OF_THE_CHILD[one.step.key], child.pk)
    return StepLine(
        kind=one.step.key.value,
        chip=_chip(one, today),
        why=_why(one, what, today) if one.step.limit else None,
        by="" if one.step.limit else _("No limit"),
        what=what,
        hint=_hint(one, today),
        name=child.shown_name,
        child_href=reverse("review:show", args=[one.review.pk]),
        href=page or reverse("review:show", args=[one.review.pk]),
        child_id=child.pk,
        due_on=one.due_on,
    )


def _chip(one: OpenStep, today: date) -> clock.Clock:
    """The clock; arranging the next review has no limit of its own and only waits."""
    if one.step.limit is None:
        return clock.Clock(state=clock.State.WAIT, words=_("Not arranged"))
    return clock.due(one.due_on, today=today, calendar=england_and_wales())


def _why(one: OpenStep, what: str, today: date) -> Why | None:
    about = _("%(step)s, %(name)s") % {"step": what, "name": one.review.child.shown_name}
    more = reverse("review:why", args=[one.review.pk, one.step.key.value])
    if one.step.due is not None:
        event = str(EVENTS.get(one.step.key, _("when the review was completed")))
        return reasons.brief(one.step.due, reasons.Setting(today=today, about=about, event=event, more=more))
    if one.step.citation is None:
        return None
    source = f"{provision_in_words(one.step.citation.provision)}, {one.step.citation.instrument}"
    return Why(
        due_on=one.due_on,
        short=dates.short(one.due_on, today=today),
        long=dates.long(one.due_on),
        about=about,
        lead=_("Before the review. No number of days is set."),
        facts=(Fact(term=_("Source"), text=source, href=one.step.citation.url or ""),),
        more=more,
    )


def _hint(one: OpenStep, today: date) -> str:
    review = one.review
    if review.completed_on is not None:
        return _("Review completed %(day)s") % {"day": dates.short(review.completed_on, today=today)}
    if review.held_on is not None:
        return _("Review held %(day)s") % {"day": dates.short(review.held_on, today=today)}
    day = review.arranged_for or one.due_on
    return _("Review arranged for %(day)s") % {"day": dates.short(day, today=today)}


def overdue_line(one: Overdue, *, viewer: User, today: date) -> StepLine:
    """This will give the line of the overdue decisions of a review."""
    child: Child = one.child
    text = ngettext("%(n)d decision overdue", "%(n)d decisions overdue", one.number) % {"n": one.number}
    page = links.for_user(viewer, "decisions:review", one.review_id)
    return StepLine(
        kind=DECISIONS,
        chip=clock.due(one.since, today=today, calendar=england_and_wales()),
        why=None,
        by=_("since %(day)s") % {"day": dates.short(one.since, today=today)},
        what=text,
        hint=_("The day was set at the review"),
        name=child.shown_name,
        child_href=reverse("review:show", args=[one.review_id]),
        href=page or reverse("review:show", args=[one.review_id]),
        child_id=child.pk,
        due_on=one.since,
    )
