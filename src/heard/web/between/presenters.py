"""What the page of the time between two reviews shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Source
from heard.law import england_and_wales
from heard.oversight.models import IroContact, MidwayCheck, ProgressUpdate
from heard.oversight.queries import Between, Midway
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates
from heard.pages.presenters.parts import Event, Pair
from heard.planning.models import PlanDate, SignificantChange
from heard.reviews.models import Review, ReviewDecision
from heard.web import links
from heard.web.between.forms import PEOPLE, WAYS
from heard.web.changes import words
from heard.web.changes.presenters import decision_pairs
from heard.web.child.limits_panel import KINDS, LimitRow, limit_rows
from heard.web.child.presenters import Facts

DATES = (Permission.REVIEW_PREPARE, Permission.REVIEW_ARRANGE)
TELLS = (*DATES, Permission.REVIEW_RECORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that was read for the page, beside the facts of the child."""

    between: Between
    changes: Sequence[SignificantChange]
    at_reviews: Mapping[int, Review]
    plan_dates: Sequence[PlanDate]
    midway: Midway | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change that was told, and what was decided."""

    title: str
    told: str
    text: str
    waits: bool
    decided: tuple[Pair, ...]
    review: Link | None
    made: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision of a review, as far as it got."""

    text: str
    href: str
    owner: str
    chip: clock.Clock
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """One recorded date of a plan, visit or assessment."""

    text: str
    note: str
    remove: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MidwayRow:
    """Where the midway check stands."""

    text: str
    chip: clock.Clock | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """All of the tab."""

    actions: tuple[Link, ...]
    midway: MidwayRow
    changes: tuple[ChangeRow, ...]
    decisions: tuple[DecisionRow, ...]
    events: tuple[Event, ...]
    limits: tuple[LimitRow, ...]
    plan_dates: tuple[DateRow, ...]
    plan_date_links: tuple[Link, ...]
    looked_after: bool


def tab_of(facts: Facts, read: Read, *, viewer: User) -> Tab:
    """Give the tab."""
    writes_dates = any(viewer.may(one) for one in DATES)
    limits = limit_rows(facts, read.plan_dates)
    return Tab(
        actions=tuple(_actions(facts, viewer)),
        midway=_midway(facts, read),
        changes=tuple(_change(one, read.at_reviews.get(one.pk), viewer) for one in read.changes),
        decisions=decisions_of(read.between.decisions, viewer=viewer, facts=facts),
        events=tuple(_events(read)),
        limits=limits,
        plan_dates=tuple(_plan_date(one, removes=writes_dates) for one in read.plan_dates),
        plan_date_links=tuple(_plan_date_links(facts, viewer, limits, writes=writes_dates)),
        looked_after=facts.looked_after,
    )


def _actions(facts: Facts, viewer: User) -> Iterable[Link]:
    pk = facts.child.pk
    if any(viewer.may(one) for one in TELLS):
        yield Link(text=_("Tell of a change"), href=reverse("changes:tell", args=[pk]))
    if viewer.may(Permission.REVIEW_RECORD):
        yield Link(text=_("Record a contact"), href=reverse("between:contact", args=[pk]))
        if any(review.state == Review.State.HELD for review in facts.reviews):
            yield Link(text=_("Midway check"), href=reverse("between:midway", args=[pk]))
    if viewer.may(Permission.REVIEW_PREPARE):
        yield Link(text=_("Tell the IRO of progress"), href=reverse("between:progress", args=[pk]))


def _plan_date_links(facts: Facts, viewer: User, limits: Iterable[LimitRow], *, writes: bool) -> Iterable[Link]:
    if viewer.may(Permission.REVIEW_ARRANGE) and any(one.needs_holidays for one in limits):
        yield Link(text=_("Enter the school holidays of the area"), href=reverse("inviting:holidays"))
    if writes:
        text = _("Enter a plan, visit or assessment")
        yield Link(text=text, href=reverse("between:plan_date", args=[facts.child.pk]))
    if viewer.may(Permission.IMPORT_RUN):
        yield Link(text=_("Give dates of many children as a file"), href=reverse("between:plan_dates_file"))


def _midway(facts: Facts, read: Read) -> MidwayRow:
    """Halfway is good practice of the service; no law sets a day."""
    midway = read.midway
    if midway is None:
        return MidwayRow(text=_("The midway check comes after the first review."), chip=None, note="")
    note = _("Halfway from the review of %(held)s to the next, due %(due)s. Good practice: no law sets a day.")
    told = note % {"held": dates.plain(midway.held_on), "due": dates.plain(midway.next_due_on)}
    if midway.checked_on is not None:
        chip = clock.Clock(state=clock.State.DONE, words=dates.day_month(midway.checked_on, today=facts.today))
        return MidwayRow(text=_("Checked"), chip=chip, note=told)
    if midway.halfway_on < facts.today:
        text = _("Halfway was %(day)s") % {"day": dates.plain(midway.halfway_on)}
        return MidwayRow(text=text, chip=clock.waits(_("Not checked yet")), note=told)
    chip = clock.due(midway.halfway_on, today=facts.today, calendar=england_and_wales())
    return MidwayRow(text=_("Halfway is %(day)s") % {"day": dates.plain(midway.halfway_on)}, chip=chip, note=told)


def _change(change: SignificantChange, review: Review | None, viewer: User) -> ChangeRow:
    decided = getattr(change, "decision", None)
    made = getattr(change, "without_review", None)
    title = str(words.KINDS[change.kind])
    told = {"day": dates.plain(change.told_on), "who": words.TOLD_BY[change.told_by]}
    return ChangeRow(
        title=title,
        told=_("Told %(day)s: %(who)s") % told,
        text=change.words,
        waits=decided is None,
        decided=tuple(decision_pairs(decided)) if decided else (),
        review=_review_link(review) if review else None,
        made=_("Made without a review on %(day)s, decided by %(name)s: %(reason)s")
        % {"day": dates.plain(made.made_on), "name": made.decided_by_name, "reason": made.reason}
        if made
        else "",
        links=tuple(_change_links(change, title, viewer, decided=decided is not None)),
    )


def _change_links(change: SignificantChange, title: str, viewer: User, *, decided: bool) -> Iterable[Link]:
    told = {"change": title, "day": dates.plain(change.told_on)}
    if viewer.may(Permission.REVIEW_RECORD) and not decided:
        yield Link(text=_("Decide: %(change)s, %(day)s") % told, href=reverse("changes:decide", args=[change.pk]))
    if change.proposed and any(viewer.may(one) for one in TELLS):
        text = _("Made without a review? %(change)s, %(day)s") % told
        yield Link(text=text, href=reverse("changes:made", args=[change.pk]))


def _review_link(review: Review) -> Link:
    on = review.held_on or review.arranged_for
    day = dates.plain(on) if on else ""
    return Link(text=_("The review of %(day)s") % {"day": day}, href=links.to("review:show", review.pk))


def decisions_of(
    decisions: Sequence[ReviewDecision], *, viewer: User, facts: Facts | None = None
) -> tuple[DecisionRow, ...]:
    """Give decisions with who carries them out and how far they are."""
    return tuple(_decision(one, viewer, facts) for one in decisions)


def _decision(one: ReviewDecision, viewer: User, facts: Facts | None) -> DecisionRow:
    due_on = one.remedial_due_on or one.due_on
    if one.state == ReviewDecision.State.OPEN:
        chip = clock.waits(_("by %(day)s") % {"day": dates.plain(due_on)})
        if facts is not None:
            chip = clock.due(due_on, today=facts.today, calendar=england_and_wales())
    elif one.state == ReviewDecision.State.DONE:
        chip = clock.Clock(state=clock.State.DONE, words=_("Done"))
    else:
        chip = clock.stopped(_("Carried over") if one.state == ReviewDecision.State.CARRIED else _("Dropped"))
    held = dates.plain(one.review.held_on) if one.review.held_on else ""
    return DecisionRow(
        text=one.words,
        href=links.for_user(viewer, "decisions:show", one.pk),
        owner=one.owner_name,
        chip=chip,
        note=_("Review of %(day)s, decision %(n)d") % {"day": held, "n": one.number},
    )


def _events(read: Read) -> list[Event]:
    """Everything that happened between reviews, latest first."""
    found = [
        *(_contact(one) for one in read.between.contacts),
        *(_check(one) for one in read.between.midways),
        *(_update(one) for one in read.between.updates),
        *(_told(one) for one in read.changes),
    ]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _contact(one: IroContact) -> Event:
    who = {"who": PEOPLE[one.spoke_with], "way": WAYS[one.way]}
    title = _("Contact: %(who)s, %(way)s, seen alone") if one.seen_alone else _("Contact: %(who)s, %(way)s")
    return Event(title=title % who, on=one.on, when=dates.long(one.on), by=one.recorded_by.name, text=one.words)


def _check(one: MidwayCheck) -> Event:
    said = []
    if one.social_worker_on:
        said.append(_("Talked with the social worker on %(day)s.") % {"day": dates.plain(one.social_worker_on)})
    if one.child_on:
        said.append(_("Talked with the child on %(day)s.") % {"day": dates.plain(one.child_on)})
    else:
        said.append(_("Did not talk with the child: %(why)s") % {"why": one.why_not_child})
    if one.drift:
        said.append(_("Drift or delay was found."))
    said += [text for text in (one.decisions, one.next_steps) if text]
    when = dates.long(one.checked_on)
    return Event(title=_("Midway check"), on=one.checked_on, when=when, by=one.recorded_by.name, text=" ".join(said))


def _update(one: ProgressUpdate) -> Event:
    when = dates.long(one.told_on)
    return Event(title=_("Progress told"), on=one.told_on, when=when, by=one.told_by.name, text=one.words)


def _told(one: SignificantChange) -> Event:
    title = _("Told of a change: %(change)s") % {"change": words.KINDS[one.kind]}
    return Event(title=title, on=one.told_on, when=dates.long(one.told_on), by=one.recorded_by.name, text=one.words)


def _plan_date(one: PlanDate, *, removes: bool) -> DateRow:
    day, what = dates.plain(one.done_on), str(KINDS[one.kind])
    notes = []
    if one.seen_alone is not None:
        notes.append(_("Seen alone.") if one.seen_alone else _("Not seen alone."))
    notes += [one.note] if one.note else []
    text = _("Take back: %(what)s, %(day)s") % {"what": what, "day": day}
    ours = removes and one.source == Source.SERVICE
    return DateRow(
        text=_("%(day)s: %(what)s") % {"day": day, "what": what},
        note=" ".join(notes),
        remove=Link(text=text, href=reverse("between:remove_plan_date", args=[one.pk])) if ours else None,
    )
