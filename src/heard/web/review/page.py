"""The page of a review, put together."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.booking.entries import still_adjourned, told_wrongly
from heard.reviews.models import BookingChange, Review
from heard.web import links
from heard.web.child import words as child_words
from heard.web.child.presenters import is_adjourned
from heard.web.review.facts import ReviewFacts
from heard.web.review.rows import Steps, steps_of
from heard.web.review.side import Side, side_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button of the head."""

    text: str
    href: str
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page shows. `notice` says what sort of review it is, where it is no ordinary one."""

    title: str
    name: str
    first_name: str
    sub: str
    notice_title: str
    notice: str
    buttons: tuple[Button, ...]
    steps: Steps
    side: Side
    changes: tuple[str, ...]
    needs_title: str


def page_of(facts: ReviewFacts, *, viewer: User) -> Page:
    """Give the page."""
    notice_title, notice = _notice(facts)
    return Page(
        title=title_of(facts),
        name=facts.of_child.name,
        first_name=facts.first_name,
        sub=_sub(facts),
        notice_title=notice_title,
        notice=notice,
        buttons=tuple(_buttons(facts, viewer)),
        steps=steps_of(facts, viewer=viewer),
        side=side_of(facts, viewer=viewer),
        changes=tuple(_changed(one, facts) for one in facts.found.changes),
        needs_title=_("So that %(name)s can take part") % {"name": facts.first_name},
    )


def title_of(facts: ReviewFacts) -> str:
    """Give "Teo’s first review"."""
    if facts.deadline is None:
        return _("%(name)s’s review") % {"name": facts.first_name}
    what = child_words.title_of(facts.deadline)
    return _("%(name)s’s %(review)s") % {"name": facts.first_name, "review": what[:1].lower() + what[1:]}


def crumb_of(facts: ReviewFacts) -> Link:
    """Give the link back to this page."""
    return Link(text=title_of(facts), href=reverse("review:show", args=[facts.review.pk]))


def _sub(facts: ReviewFacts) -> str:
    review = facts.review
    by = _("%(name)s is the IRO.") % {"name": facts.iro} if facts.iro else ""
    if review.held_on is not None:
        return " ".join(filter(None, [_held(review), by]))
    if review.arranged_for is None:
        return by
    at = dates.clock_time(review.arranged_time) if review.arranged_time else ""
    day = dates.long(review.arranged_for)
    when = ", ".join(filter(None, [day[:1].upper() + day[1:], at, review.place]))
    return " ".join(filter(None, [f"{when}.", by]))


def _held(review: Review) -> str:
    assert review.held_on is not None
    day = dates.long(review.held_on)
    if review.completed_on is not None and review.completed_on != review.held_on:
        told = {"first": day, "last": dates.long(review.completed_on)}
        return _("Held on %(first)s, completed on %(last)s.") % told
    if is_adjourned(review):
        return _("First sat on %(day)s and goes on.") % {"day": day}
    return _("Held on %(day)s.") % {"day": day}


def _notice(facts: ReviewFacts) -> tuple[str, str]:
    if facts.cancelled:
        told = {"reason": facts.review.cancelled_reason.rstrip(".")}
        text = _("%(reason)s. The due date did not move with it. What was done before stands below.")
        return _("This review was cancelled"), text % told
    if facts.from_case_system:
        text = _(
            "Its dates came with a return. What was done around it is kept where it was done, and is not known here."
        )
        return _("This review came from the case system"), text
    return "", ""


def _buttons(facts: ReviewFacts, viewer: User) -> list[Button]:
    review = facts.review
    found = []
    if facts.cancelled:
        if any(told_wrongly(row, review) for row in facts.found.invitations):
            tell = links.for_user(viewer, "inviting:send", review.pk)
            found.append(Button(text=_("Tell everybody it is cancelled"), href=tell))
        if not facts.of_child.booked:
            again = links.for_user(viewer, "reviews:arrange", review.child_id)
            found.append(Button(text=_("Arrange a review"), href=again, main=True))
        return [button for button in found if button.href]
    if review.state == Review.State.ARRANGED:
        found.append(Button(text=_("Change date or place"), href=links.for_user(viewer, "reviews:move", review.pk)))
        found.append(Button(text=_("Cancel it"), href=links.for_user(viewer, "reviews:cancel", review.pk)))
    if facts.found.adjournment is None and not review.completed_on:
        found.append(Button(text=_("Adjourn"), href=links.for_user(viewer, "meeting:adjourn", review.pk)))
    if still_adjourned(review) is not None:
        again = links.for_user(viewer, "reviews:again", review.pk)
        found.append(Button(text=_("When it goes on"), href=again))
    if not facts.from_case_system:
        record = links.for_user(viewer, "record:write", review.pk)
        found.append(Button(text=_("Open the record"), href=record, main=True))
    return [button for button in found if button.href]


def _changed(one: BookingChange, facts: ReviewFacts) -> str:
    why = one.words or str(BookingChange.Why(one.why).label)
    was = dates.day_month(one.was_on, today=facts.today)
    if one.now_on is None:
        return _("%(was)s cancelled: %(why)s") % {"was": was, "why": why}
    now = dates.day_month(one.now_on, today=facts.today)
    return _("Moved from %(was)s to %(now)s: %(why)s") % {"was": was, "now": now, "why": why}
