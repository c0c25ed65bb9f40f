"""The table of a child's reviews: every period, what was due, what was held, who took part how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import PeriodOfCare
from heard.deadlines.models import Deadline
from heard.law import england_and_wales
from heard.oversight.models import ChangeAtReview
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates, law_words, why
from heard.reviews.models import Review
from heard.web.changes.words import KINDS as CHANGES
from heard.web.child import words
from heard.web.child.presenters import REVIEWS, Facts, is_adjourned, span, when_and_where, why_of

AtReviews = Mapping[int, Sequence[ChangeAtReview]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One review owed, held, or both."""

    what: str
    rule: str
    why: why.Why | None
    no_date: str
    held: str
    held_note: str
    chip: clock.Clock | None
    part: str
    reason: str
    links: tuple[Link, ...]
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The reviews of one period of care."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A review that is arranged, or was and was cancelled."""

    when: str
    by: str
    note: str
    links: tuple[Link, ...]
    page: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsTab:
    """All of the tab."""

    groups: tuple[Group, ...]
    outside: tuple[Row, ...]
    booked: tuple[Booking, ...]
    cancelled: tuple[Booking, ...]

    @property
    def empty(self) -> bool:
        return not (self.groups or self.outside or self.booked or self.cancelled)


def reviews_of(facts: Facts, *, viewer: User, changes: AtReviews) -> ReviewsTab:
    """Give the tab, latest first. `changes` are those that each review was called for or considers."""
    counted = {row.review_id for row in facts.diary if row.review_id}
    outside = [one for one in facts.reviews if one.state == Review.State.HELD and one.pk not in counted]
    cancelled = [one for one in facts.reviews if one.state == Review.State.CANCELLED]
    return ReviewsTab(
        groups=tuple(_groups(facts, viewer, changes)),
        outside=tuple(_outside(review, facts, viewer) for review in outside),
        booked=tuple(_booking(review, viewer, changes) for review in facts.booked),
        cancelled=tuple(_cancelled(review) for review in cancelled),
    )


def _groups(facts: Facts, viewer: User, changes: AtReviews) -> list[Group]:
    groups = []
    reviews = {review.pk: review for review in facts.reviews}
    for place, period in enumerate(facts.periods):
        diary = [row for row in facts.diary if row.period_id == period.pk and row.kind in REVIEWS]
        rows = [_row(row, reviews.get(row.review_id or 0), facts, viewer, changes) for row in diary]
        if rows:
            title = _period_title(period, len(facts.periods) - place, only=len(facts.periods) == 1)
            groups.append(Group(title=title, rows=tuple(rows)))
    return groups


def _period_title(period: PeriodOfCare, number: int, *, only: bool) -> str:
    stream = _("Short breaks") if period.stream == PeriodOfCare.Stream.SHORT_BREAK else _("Full-time care")
    told = {"n": number, "stream": stream, "span": span(period.started_on, period.ceased_on)}
    if only:
        return _("%(stream)s, %(span)s") % told
    return _("Period %(n)d: %(stream)s, %(span)s") % told


def _row(row: Deadline, review: Review | None, facts: Facts, viewer: User, changes: AtReviews) -> Row:
    return Row(
        what=words.title_of(row),
        rule=row.rule,
        why=why_of(row, facts),
        no_date=law_words.noted(row.note) if row.due_on is None else "",
        held=_held(review, facts),
        held_note=" ".join(filter(None, [_held_note(review, row, facts), called_for(review, changes)])),
        chip=_chip(row, review, facts),
        part=words.took_part(review, nation=facts.nation) if review else "",
        reason=_late_reason(review),
        links=tuple(_links(row, review, facts, viewer)),
        href=_page_of(review) if review else "",
    )


def _held(review: Review | None, facts: Facts) -> str:
    return dates.short(review.held_on, today=facts.today) if review and review.held_on else ""


def _held_note(review: Review | None, row: Deadline, facts: Facts) -> str:
    if review is None or review.held_on is None:
        return ""
    if is_adjourned(review):
        limit = dates.short(row.complete_by, today=facts.today) if row.complete_by else ""
        return _("Adjourned, to be completed by %(day)s") % {"day": limit} if limit else _("Adjourned")
    if review.completed_on and review.completed_on != review.held_on:
        return _("Completed %(day)s") % {"day": dates.short(review.completed_on, today=facts.today)}
    return ""


def _chip(row: Deadline, review: Review | None, facts: Facts) -> clock.Clock | None:
    """The state: done and how late, or what is left; a review adjourned has no state until it is completed."""
    calendar = england_and_wales()
    if review and review.held_on:
        if row.in_time is None:
            return clock.waits(_("Goes on")) if is_adjourned(review) else clock.stopped(_("No limit known"))
        if row.in_time is False and row.due_on and review.held_on <= row.due_on:
            return clock.Clock(state=clock.State.DONE_LATE, words=_("Completed too late"))
        return clock.done(review.held_on, due_on=row.due_on, today=facts.today, calendar=calendar)
    if row.state == Deadline.State.STOPPED:
        return clock.Clock(state=clock.State.LATE, words=_("Not held"))
    return clock.due(row.due_on, today=facts.today, calendar=calendar)


def _late_reason(review: Review | None) -> str:
    if review is None or not review.late_reason:
        return ""
    words_of = Review.LateReason(review.late_reason).label
    return f"{words_of}. {review.late_note}".strip() if review.late_note else str(words_of)


def _links(row: Deadline, review: Review | None, facts: Facts, viewer: User) -> Sequence[Link]:
    title = words.title_of(row)
    small = title[:1].lower() + title[1:]
    links = []
    if review and is_adjourned(review) and viewer.may(Permission.REVIEW_RECORD):
        text = _("Complete the %(review)s") % {"review": small}
        links.append(Link(text=text, href=reverse("reviews:complete", args=[review.pk])))
    if review and row.in_time is False and viewer.may(Permission.REVIEW_EXPLAIN_LATE):
        text = _("Change why the %(review)s was late") if review.late_reason else _("Say why the %(review)s was late")
        links.append(Link(text=text % {"review": small}, href=reverse("reviews:explain", args=[review.pk])))
    return links


def _outside(review: Review, facts: Facts, viewer: User) -> Row:
    return Row(
        what=_("Review that does not count"),
        rule="",
        why=None,
        no_date="",
        held=_held(review, facts),
        held_note=_("The child was not looked after on that day."),
        chip=None,
        part=words.took_part(review, nation=facts.nation),
        reason="",
        links=(),
        href=_page_of(review),
    )


def called_for(review: Review | None, changes: AtReviews) -> str:
    """Say for which changes a review was called early; empty for an ordinary one."""
    called = [one for one in changes.get(review.pk, ()) if one.called] if review else []
    if not called:
        return ""
    why = "; ".join(str(CHANGES[one.change.kind]) for one in called)
    return _("Called early: %(why)s.") % {"why": why}


def _booking(review: Review, viewer: User, changes: AtReviews) -> Booking:
    assert review.arranged_for is not None
    day = dates.day(review.arranged_for)
    links = []
    if viewer.may(Permission.REVIEW_RECORD):
        address = f"{reverse('reviews:record', args=[review.child_id])}?booking={review.pk}"
        links.append(Link(text=_("Record the review of %(day)s as held") % {"day": day}, href=address))
    if viewer.may(Permission.REVIEW_ARRANGE):
        links.append(Link(text=_("Move the review of %(day)s") % {"day": day}, href=_to("move", review)))
        links.append(Link(text=_("Cancel the review of %(day)s") % {"day": day}, href=_to("cancel", review)))
    by = _("Arranged by %(name)s") % {"name": review.recorded_by.name} if review.recorded_by else ""
    by = " ".join(filter(None, [by, called_for(review, changes)]))
    return Booking(when=when_and_where(review), by=by, note="", links=tuple(links), page=_page(review))


def _cancelled(review: Review) -> Booking:
    when = dates.long(review.arranged_for) if review.arranged_for else ""
    return Booking(when=when, by="", note=review.cancelled_reason, links=(), page=_page(review))


def _page_of(review: Review) -> str:
    return reverse("review:show", args=[review.pk])


def _page(review: Review) -> Link:
    """The link to the page of a booking; those that were cancelled on one day are told apart by their number."""
    day = dates.day(review.arranged_for) if review.arranged_for else ""
    if review.state == Review.State.CANCELLED:
        text = _("The cancelled review of %(day)s, number %(n)d") % {"day": day, "n": review.pk}
        return Link(text=text, href=_page_of(review))
    return Link(text=_("Steps of the review of %(day)s") % {"day": day}, href=_page_of(review))


def _to(page: str, review: Review) -> str:
    return reverse(f"reviews:{page}", args=[review.pk])
