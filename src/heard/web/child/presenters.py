"""What the child's page shows: the bar, the line of law, what comes next, and the facts beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare, Source
from heard.deadlines.models import Deadline
from heard.deadlines.queries import reason_of
from heard.law import DueDate, Duty, LawError, Nation, catalogue, due_date, england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates, law_words, why
from heard.pages.presenters.parts import Badge, Identity, Pair, Tab, Tone
from heard.reviews.models import Review
from heard.web.child import words

REVIEWS = (Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW)
BETWEEN = (Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
ADJOURNED = "review-adjourn-20wd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was read of one child, once, for every part of the page. The lists are latest first."""

    child: Child
    authority: ResponsibleAuthority
    today: date
    periods: Sequence[PeriodOfCare]
    episodes: Sequence[EpisodeOfCare]
    reviews: Sequence[Review]
    diary: Sequence[Deadline]
    appointments: Sequence[NamedIro]

    @property
    def name(self) -> str:
        return self.child.shown_name

    @property
    def nation(self) -> str:
        return self.authority.nation

    @property
    def period(self) -> PeriodOfCare | None:
        """The running period, or the last one."""
        return self.periods[0] if self.periods else None

    @property
    def looked_after(self) -> bool:
        """Whether the child is looked after today."""
        return self.period is not None and (self.period.ceased_on is None or self.period.ceased_on > self.today)

    @property
    def episode(self) -> EpisodeOfCare | None:
        """The last episode of the running or last period."""
        period = self.period
        return next((one for one in self.episodes if period and one.period_id == period.pk), None)

    @property
    def booked(self) -> list[Review]:
        """The reviews that are arranged, soonest first."""
        rows = [review for review in self.reviews if review.state == Review.State.ARRANGED]
        return sorted(rows, key=lambda review: (review.arranged_for or date.max, review.pk))

    @property
    def owed(self) -> list[Deadline]:
        """What is owed, soonest first; what has no date stands first, because somebody must look at it."""
        rows = [row for row in self.diary if row.state == Deadline.State.OWED]
        return sorted(rows, key=lambda row: (row.due_on or date.min, row.chain))

    @property
    def next_review(self) -> Deadline | None:
        """The review next owed, of any chain."""
        return next((row for row in self.owed if row.kind in REVIEWS), None)

    @property
    def adjourned(self) -> list[tuple[Review, Deadline]]:
        """The reviews that still go on, with the date of the diary that each meets."""
        by_review = {row.review_id: row for row in self.diary if row.review_id and row.kind in REVIEWS}
        return [
            (review, by_review[review.pk]) for review in self.reviews if is_adjourned(review) and review.pk in by_review
        ]


def is_adjourned(review: Review) -> bool:
    """Whether the review was held and goes on; a return never says so."""
    return review.state == Review.State.HELD and review.completed_on is None and review.source == Source.SERVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button of the bar."""

    text: str
    href: str
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What stands over every tab of a child's page."""

    bar: Identity
    tabs: tuple[Tab, ...]
    tabs_label: str
    crumbs: tuple[Link, ...]
    actions: tuple[Action, ...]


def top_of(facts: Facts, *, viewer: User, current: str) -> Top:
    """Give the bar, the tabs and the buttons that the viewer may press."""
    name = facts.name
    titles = {
        "show": ("child:show", _("Overview")),
        "reviews": ("child:reviews", _("Reviews")),
        "decisions": ("decisions:of_child", _("Decisions")),
        "between": ("between:show", _("Between reviews")),
        "people": ("parties:show", _("People")),
        "letters": ("outbox:of_child", _("Letters")),
        "history": ("child:history", _("History")),
    }
    return Top(
        bar=identity_of(facts),
        tabs=tuple(
            Tab(text=text, href=reverse(page, args=[facts.child.pk]), current=tab == current)
            for tab, (page, text) in titles.items()
            if tab != "between" or any(viewer.may(one) for one in BETWEEN)
        ),
        tabs_label=_("Pages about %(name)s") % {"name": name},
        crumbs=(Link(text=_("Children of %(authority)s") % {"authority": facts.authority.name}, href="/children/"),),
        actions=tuple(_actions(facts, viewer)),
    )


def identity_of(facts: Facts) -> Identity:
    """Give the bar: name, age, where the child lives, the IRO."""
    child, episode = facts.child, facts.episode
    pairs = []
    if child.born_on:
        born = _("born %(day)s") % {"day": dates.plain(child.born_on)}
        pairs.append(Pair(label="", value=f"{words.age(child.born_on, today=facts.today)},", note=born))
    else:
        pairs.append(Pair(label="", value=_("Date of birth not known")))
    if child.given_name or child.family_name:
        pairs.append(Pair(label=_("Number"), value=child.local_id))
    if facts.looked_after and episode and episode.placement_type:
        pairs.append(Pair(label=_("Lives"), value=_placement(episode)))
    pairs.append(_iro_pair(facts))
    return Identity(name=facts.name, facts=tuple(pairs), badges=tuple(_badges(facts))[:3])


def _placement(episode: EpisodeOfCare) -> str:
    since = dates.plain(episode.started_on)
    return _("%(placement)s, since %(day)s") % {"placement": words.placement(episode.placement_type), "day": since}


def _iro_pair(facts: Facts) -> Pair:
    running = next((one for one in facts.appointments if one.ended_on is None), None)
    if running is None:
        return Pair(label=_("IRO"), value=_("Nobody named"))
    since = dates.plain(running.appointed_on)
    return Pair(label=_("IRO"), value=_("%(name)s since %(day)s") % {"name": running.iro.name, "day": since})


def _badges(facts: Facts) -> list[Badge]:
    found = []
    if facts.child.restricted:
        found.append(Badge(text=_("Restricted: only some people may see this page")))
    if facts.child.died_on:
        found.append(Badge(text=_("Died %(day)s") % {"day": dates.plain(facts.child.died_on)}))
    if facts.looked_after and facts.period and facts.period.stream == PeriodOfCare.Stream.SHORT_BREAK:
        found.append(Badge(text=_("Short breaks: other limits apply"), tone=Tone.GREY))
    if facts.child.unaccompanied:
        found.append(Badge(text=_("Seeking asylum alone"), tone=Tone.GREY))
    if not facts.looked_after and facts.period:
        found.append(Badge(text=_("Not looked after now"), tone=Tone.GREY))
    return found


def _actions(facts: Facts, viewer: User) -> list[Action]:
    pk, found = facts.child.pk, []
    if facts.period is None:
        return []
    running = any(one.ended_on is None for one in facts.appointments)
    if facts.looked_after and viewer.may(Permission.IRO_APPOINT):
        text = _("Change the IRO") if running else _("Name an IRO")
        found.append(Action(text=text, href=reverse("naming:name", args=[pk])))
    if facts.looked_after and viewer.may(Permission.REVIEW_ARRANGE) and not facts.booked:
        found.append(Action(text=_("Arrange a review"), href=reverse("reviews:arrange", args=[pk])))
    if viewer.may(Permission.REVIEW_RECORD):
        address = reverse("reviews:record", args=[pk])
        booked = facts.booked
        query = f"?booking={booked[0].pk}" if booked else ""
        found.append(Action(text=_("Record a review as held"), href=address + query))
    return found


# The line of law ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Since when and under what; what is due and why; what is arranged."""

    since: str
    under: str
    due: str
    due_on: date | None
    arranged: str
    chip: clock.Clock | None
    why: why.Why | None
    note: str


def law_of(facts: Facts) -> Law:
    """Give the line of law of the running or last period."""
    period = facts.period
    if period is None:
        return _plain_law(_("No period of care is recorded."), "")
    order = _order(facts, period)
    if not facts.looked_after:
        return _ended_law(facts, period, order)
    status = words.under(facts.episode, nation=facts.nation)
    since = _("Looked after since %(day)s %(under)s") % {"day": dates.long(period.started_on), "under": status}
    row = facts.next_review
    if row is None:
        return _plain_law(f"{since.strip()}.", order, note=_("No review is owed now."))
    due = due_of(row, facts)
    reason = why_of(row, facts, in_full=True)
    if row.due_on is None:
        return Law(
            since=f"{since.strip()}.",
            under=order,
            due=_("No date can be worked out for the next review."),
            due_on=None,
            arranged=arranged_of(facts, None),
            chip=clock.stopped(),
            why=None,
            note=law_words.noted(row.note or reason_of(row, nation=facts.nation).note),
        )
    return Law(
        since=f"{since.strip()}.",
        under=order,
        due=_("%(review)s must be held by %(day)s.") % {"review": words.title_of(row), "day": dates.long(row.due_on)},
        due_on=row.due_on,
        arranged=arranged_of(facts, row.due_on),
        chip=clock.due(row.due_on, today=facts.today, calendar=england_and_wales()),
        why=reason,
        note=practical_note(due) if due else law_words.noted(row.note),
    )


def _order(facts: Facts, period: PeriodOfCare) -> str:
    if period.stream != PeriodOfCare.Stream.FULL_TIME:
        return ""
    return words.period_ordinal(sum(1 for one in facts.periods if one.stream == period.stream))


def _plain_law(since: str, under: str, note: str = "") -> Law:
    return Law(since=since, under=under, due="", due_on=None, arranged="", chip=None, why=None, note=note)


def _ended_law(facts: Facts, period: PeriodOfCare, order: str) -> Law:
    told = {"start": dates.long(period.started_on), "end": dates.long(period.ceased_on or facts.today)}
    since = _("Was looked after from %(start)s to %(end)s.") % told
    reason = words.reason_ceased(period.reason_ceased)
    return _plain_law(since, f"{order} {reason}.".strip(), note=_("No review is owed after that day."))


def arranged_of(facts: Facts, due_on: date | None) -> str:
    """Give "It is arranged for Friday 27 November, 1 working day before that.", or that it is not arranged."""
    if not facts.booked:
        return _("It is not arranged yet.")
    booked = facts.booked[0]
    assert booked.arranged_for is not None
    day = dates.day(booked.arranged_for)
    if due_on is None or booked.arranged_for == due_on:
        return _("It is arranged for %(day)s.") % {"day": day}
    if booked.arranged_for > due_on:
        return _("It is arranged for %(day)s, after the limit.") % {"day": day}
    try:
        between = england_and_wales().working_days_between(booked.arranged_for, due_on)
    except LawError:
        return _("It is arranged for %(day)s.") % {"day": day}
    text = ngettext(
        "It is arranged for %(day)s, %(n)d working day before that.",
        "It is arranged for %(day)s, %(n)d working days before that.",
        between,
    )
    return text % {"day": day, "n": between}


def due_of(row: Deadline, facts: Facts) -> DueDate | None:
    """Give the date worked out again, with its reason; None where there is none."""
    return reason_of(row, nation=facts.nation).due


def why_of(row: Deadline, facts: Facts, *, in_full: bool = False) -> why.Why | None:
    """Give the reason of one date of the diary; None where no date can be worked out."""
    due = due_of(row, facts)
    if due is None:
        return None
    setting = why.Setting(
        today=facts.today,
        about=words.about(row, facts.name),
        event=words.event_of(row, facts.name),
        authority=facts.authority.name,
        more=reverse("reasons:show", args=[row.pk]),
    )
    return why.full(due, setting, calendar=england_and_wales()) if in_full else why.brief(due, setting)


def practical_note(due: DueDate) -> str:
    """Give the last working day before a limit that falls on a day off; empty otherwise."""
    practical = due.latest_practical_on
    if practical is None:
        return ""
    told = {"day": dates.weekday_name(due.due_on), "practical": dates.day(practical)}
    return _("It is a %(day)s: the limit does not move. Last working day before it: %(practical)s.") % told


# What comes next ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is owed."""

    chip: clock.Clock
    why: why.Why | None
    what: str
    hint: str
    force: str
    href: str = ""


def next_steps(facts: Facts) -> list[Step]:
    """Give what is owed, soonest first, with reviews that must be completed."""
    steps = [(row.due_on or date.min, _step(row, facts)) for row in facts.owed]
    steps += [_completion(review, row, facts) for review, row in facts.adjourned]
    return [step for _day, step in sorted(steps, key=lambda pair: pair[0])]


def _step(row: Deadline, facts: Facts) -> Step:
    due = due_of(row, facts)
    hints = [practical_note(due)] if due else [law_words.noted(row.note or reason_of(row, nation=facts.nation).note)]
    booked = facts.booked[0] if row.kind in REVIEWS and facts.booked else None
    if booked is not None:
        hints.insert(0, when_and_where(booked))
    if row.target_on and row.target_on != row.due_on:
        hints.append(_("The law changed meanwhile: work to %(day)s.") % {"day": dates.day(row.target_on)})
    return Step(
        chip=clock.due(row.due_on, today=facts.today, calendar=england_and_wales()),
        why=why_of(row, facts),
        what=words.title_of(row),
        hint=" ".join(filter(None, hints)),
        force=force_of(due),
        href=reverse("review:show", args=[booked.pk]) if booked is not None else "",
    )


def when_and_where(review: Review) -> str:
    """Give "Arranged for Friday 27 November, 16:15, at home"."""
    assert review.arranged_for is not None
    at = dates.clock_time(review.arranged_time) if isinstance(review.arranged_time, time) else ""
    parts = [_("Arranged for %(day)s") % {"day": dates.day(review.arranged_for)}, at, review.place]
    return ", ".join(filter(None, parts)) + "."


def force_of(due: DueDate | None) -> str:
    """Give the force of the rule in a word."""
    if due is None:
        return ""
    return {Duty.LAW: _("Law"), Duty.GUIDANCE: _("Statutory guidance"), Duty.LOCAL: _("Local")}[due.duty]


def completion_due(review: Review, *, nation: str) -> DueDate | None:
    """Give the limit of the last sitting of an adjourned review, with its reason; None before the rule was made."""
    rule = catalogue().rule(ADJOURNED, Nation(nation))
    try:
        return due_date(rule, counted_from=review.held_on) if review.held_on else None
    except LawError:
        return None


def _completion(review: Review, row: Deadline, facts: Facts) -> tuple[date, Step]:
    due = completion_due(review, nation=facts.nation)
    assert review.held_on is not None
    title = words.title_of(row)
    setting = why.Setting(
        today=facts.today,
        about=_("completing the %(review)s") % {"review": words.about(row, facts.name)},
        event=_("when the review first sat"),
        authority=facts.authority.name,
        more=reverse("reasons:show", args=[row.pk]),
    )
    step = Step(
        chip=clock.due(due.due_on if due else None, today=facts.today, calendar=england_and_wales()),
        why=why.brief(due, setting) if due else None,
        what=_("Complete the %(review)s") % {"review": title[:1].lower() + title[1:]},
        hint=_("Adjourned on %(day)s.") % {"day": dates.day(review.held_on)},
        force=force_of(due),
        href=reverse("reviews:complete", args=[review.pk]),
    )
    return (due.due_on if due else date.min), step


# Beside ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The facts beside the timeline."""

    care: tuple[Pair, ...]
    periods: tuple[Pair, ...]


def side_of(facts: Facts) -> Side:
    """Give care now and the periods of care."""
    return Side(care=tuple(_care(facts)), periods=tuple(_periods(facts)))


def _care(facts: Facts) -> list[Pair]:
    episode = facts.episode
    if episode is None or not facts.looked_after:
        return []
    need = episode.category_of_need or (facts.period.category_of_need if facts.period else "")
    pairs = [
        Pair(label=_("Legal status"), value=words.legal_status(episode.legal_status, nation=facts.nation)),
        Pair(label=_("Placement"), value=words.placement(episode.placement_type)),
        Pair(label=_("Main need"), value=words.category_of_need(need)),
    ]
    if facts.child.team:
        pairs.append(Pair(label=_("Team"), value=facts.child.team.name))
    return pairs


def _periods(facts: Facts) -> list[Pair]:
    return [
        Pair(
            label=_("Short breaks") if one.stream == PeriodOfCare.Stream.SHORT_BREAK else _("Full-time care"),
            value=span(one.started_on, one.ceased_on),
            note=words.reason_ceased(one.reason_ceased) if one.ceased_on else "",
        )
        for one in facts.periods
    ]


def span(start: date, end: date | None) -> str:
    """Give "since 5 November 2026" or "5 November 2026 to 3 March 2027"."""
    if end is None:
        return _("since %(day)s") % {"day": dates.plain(start)}
    return _("%(start)s to %(end)s") % {"start": dates.plain(start), "end": dates.plain(end)}
