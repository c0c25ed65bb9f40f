"""The page of a reason: the rule, its versions, the count, and what would change the date."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import ResponsibleAuthority
from heard.common.lengths import in_words
from heard.deadlines.diary import APPOINT_CHAIN, HeldReview
from heard.deadlines.models import Deadline
from heard.deadlines.queries import Reason, diary_if_held
from heard.imports.differences import SourceSays
from heard.law import DueDate, LawError, Nation, Rule, catalogue, england_and_wales
from heard.law.rules import Version
from heard.pages.presenters import clock, dates, law_words, why
from heard.pages.presenters.parts import Pair
from heard.pages.presenters.why import Why
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.child.presenters import completion_due
from heard.web.reviews.presenters import NEW, next_of

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One date with all that its page needs to know."""

    deadline: Deadline
    authority: ResponsibleAuthority
    today: date
    reason: Reason
    booking: Review | None
    case_system: SourceSays | None
    may_see_imports: bool

    @property
    def name(self) -> str:
        return self.deadline.child.shown_name

    @property
    def title(self) -> str:
        return words.title_of(self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One wording of the rule, or of the rule before or after it."""

    rule: str
    force: str
    length: str
    source: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What follows if the review is held on a day."""

    on: str
    iso: str
    in_time: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page shows."""

    heading: str
    sub: str
    chip: clock.Clock
    why: Why | None
    notes: tuple[str, ...]
    more: tuple[Pair, ...]
    completion: Why | None
    versions: tuple[VersionLine, ...]
    moves: tuple[Move, ...]
    changes: str


def page_of(asked: Asked) -> Page:
    """Give the page of one date."""
    due, row = asked.reason.due, asked.deadline
    day = dates.long(due.due_on) if due else ""
    return Page(
        heading=_("Why %(day)s?") % {"day": day} if due else _("Why is there no date?"),
        sub=f"{asked.title}, {asked.name}.",
        chip=_chip(asked, due),
        why=_why(asked, due),
        notes=tuple(
            filter(None, map(law_words.noted, [asked.reason.note, row.note if row.note != asked.reason.note else ""]))
        ),
        more=tuple(_more(asked, due)),
        completion=_completion(asked),
        versions=tuple(_versions(asked)),
        moves=tuple(_moves(asked)),
        changes=_changes(asked),
    )


def _chip(asked: Asked, due: DueDate | None) -> clock.Clock:
    row, calendar = asked.deadline, england_and_wales()
    if row.state == Deadline.State.MET and row.met_on:
        held = row.review.held_on if row.review else None
        return clock.done(held or row.met_on, due_on=row.due_on, today=asked.today, calendar=calendar)
    if row.state == Deadline.State.STOPPED:
        return clock.stopped(_("Not held before care ended"))
    return clock.due(due.due_on if due else None, today=asked.today, calendar=calendar)


def _why(asked: Asked, due: DueDate | None) -> why.Why | None:
    if due is None:
        return None
    return why.full(due, _setting(asked, words.event_of(asked.deadline, asked.name)), calendar=england_and_wales())


def _setting(asked: Asked, event: str) -> why.Setting:
    said = None
    if asked.case_system:
        href = reverse("imports:show", args=[asked.case_system.run_id]) if asked.may_see_imports else ""
        said = why.CaseSystemDate(due_on=asked.case_system.due_on, href=href)
    return why.Setting(
        today=asked.today,
        about=words.about(asked.deadline, asked.name),
        event=event,
        authority=asked.authority.name,
        case_system=said,
    )


def _more(asked: Asked, due: DueDate | None) -> list[Pair]:
    """What else the rule says."""
    rule, row = asked.reason.rule, asked.deadline
    pairs = []
    if due and due.latest_practical_on:
        pairs.append(Pair(label=_("Latest practical day"), value=dates.long(due.latest_practical_on)))
    if due and due.due_from:
        pairs.append(Pair(label=_("Not before"), value=dates.long(due.due_from)))
    if row.target_on and row.target_on != row.due_on:
        note = _("The law changed after the clock started; this is the stricter limit.")
        pairs.append(Pair(label=_("Work to"), value=dates.long(row.target_on), note=note))
    if row.relaxed:
        text = _("Softened in 2020: a late review then needs a reason and is no plain breach.")
        pairs.append(Pair(label=_("Relaxed"), value=text))
    return pairs + of_the_rule(rule) if rule else pairs


def of_the_rule(rule: Rule) -> list[Pair]:
    """Give who owes it, what meets it, and what follows if it is missed."""
    pairs = [
        Pair(label=_("Owed by"), value=_sentence(law_words.told(rule.owed_by))),
        Pair(label=_("Met by"), value=_sentence(law_words.told(rule.satisfied_by))),
        Pair(label=_("If it is missed"), value=_sentence(law_words.told(rule.if_missed))),
    ]
    return [*pairs, Pair(label=_("Note"), value=law_words.told(rule.note))] if rule.note else pairs


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _completion(asked: Asked) -> why.Why | None:
    """The limit of the last sitting, for a review held in parts."""
    review = asked.deadline.review
    if review is None or asked.deadline.complete_by is None or review.completed_on == review.held_on:
        return None
    due = completion_due(review, nation=asked.authority.nation)
    if due is None:
        return None
    setting = why.Setting(
        today=asked.today,
        about=_("completing the %(review)s") % {"review": words.about(asked.deadline, asked.name)},
        event=_("when the review first sat"),
        authority=asked.authority.name,
    )
    return why.full(due, setting, calendar=england_and_wales())


def _versions(asked: Asked) -> list[VersionLine]:
    rule = asked.reason.rule
    if rule is None:
        return []
    return versions_of(rule, nation=Nation(asked.authority.nation), on=asked.deadline.counted_from)


def versions_of(rule: Rule, *, nation: Nation, on: date) -> list[VersionLine]:
    """Give every wording of a rule and of those before and after it; the one in force on a day is marked."""
    before = [catalogue().rule(rule.preceded_by, nation)] if rule.preceded_by else []
    after = [catalogue().rule(rule.succeeded_by, nation)] if rule.succeeded_by else []
    try:
        current: Version | None = rule.version_for(on)
    except LawError:
        current = None
    return [
        _version(one, version, current=one is rule and version is current)
        for one in [*before, rule, *after]
        for version in one.versions
    ]


def _version(rule: Rule, version: Version, *, current: bool) -> VersionLine:
    since = dates.plain(version.in_force_from)
    if version.in_force_until:
        told = {"start": since, "end": dates.plain(version.in_force_until)}
        force = _("%(start)s to %(end)s") % told
    else:
        force = _("since %(day)s") % {"day": since}
    citation = version.citation
    return VersionLine(
        rule=rule.id,
        force=force,
        length=in_words(version.length),
        source=f"{why.provision_in_words(citation.provision)}, {citation.instrument}",
        href=citation.url or "",
        current=current,
    )


def _moves(asked: Asked) -> list[Move]:
    """What follows if the review is held on its booked day, on the limit, or a week after it."""
    row, due = asked.deadline, asked.reason.due
    if due is None or row.state != Deadline.State.OWED or row.kind != Deadline.Kind.REVIEW:
        return []
    booked = asked.booking.arranged_for if asked.booking else None
    practical = due.latest_practical_on or due.due_on
    wanted = {booked, practical, due.due_on, due.due_on + A_WEEK, asked.today}
    days = sorted(day for day in wanted if day and day >= asked.today)
    return [_move(day, asked) for day in days]


def _move(day: date, asked: Asked) -> Move:
    rows = diary_if_held(asked.deadline.child, nation=asked.authority.nation, held=HeldReview(NEW, day, day), today=day)
    mine = next((row for row in rows if row.review_id == NEW and row.chain == asked.deadline.chain), None)
    following = next_of([row for row in rows if row.chain == asked.deadline.chain])
    in_time = (
        {True: _("In time"), False: _("Late")}.get(mine.in_time, "–") if mine and mine.in_time is not None else "–"
    )
    then = dates.short(following.due_on, today=asked.today) if following and following.due_on else _("None is owed")
    return Move(on=dates.short(day, today=asked.today), iso=day.isoformat(), in_time=in_time, then=then)


def _changes(asked: Asked) -> str:
    """What would move this date."""
    row = asked.deadline
    start = dates.plain(row.counted_from)
    if row.chain == APPOINT_CHAIN or row.number == 1:
        text = _("It is counted from %(day)s. If that day is corrected in the case system, the date moves with it.")
        return text % {"day": start}
    text = _(
        "It is counted from the first sitting of the review before, on %(day)s. If that day is corrected, or another "
        "review is held in between, the date moves."
    )
    return text % {"day": start}
