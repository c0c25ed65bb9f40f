"""What stands beside the steps: what helps the child, who takes part, what was decided last time, what is owed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.children.models import Party
from heard.children.party_queries import Person
from heard.law import england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates
from heard.pages.presenters import why as reasons
from heard.pages.presenters.parts import Tile
from heard.pages.presenters.why import Why
from heard.planning.limits import Limit, State
from heard.planning.models import PlanDate, SignificantChange
from heard.reviews.models import Choices, CombinedDuty, Invitation, ReviewDecision, TakingPart
from heard.web import links
from heard.web.changes import words as change_words
from heard.web.child import words as child_words
from heard.web.child.limits_panel import note_of
from heard.web.parties import words as party_words
from heard.web.parties.presenters import Standing, standing_of
from heard.web.review.duty_words import DUTIES, OUTCOMES
from heard.web.review.facts import ReviewFacts

SHOWN = 8
CHAIRING = {
    Choices.Chairing.PART: gettext_lazy("%(name)s wants to run a part of it"),
    Choices.Chairing.ALL: gettext_lazy("%(name)s wants to run all of it"),
}
COMING: Mapping[str, object] = {
    Invitation.Coming.WAITING: gettext_lazy("No answer yet"),
    Invitation.Coming.WHOLE: gettext_lazy("Coming"),
    Invitation.Coming.PART: gettext_lazy("Coming for a part"),
    Invitation.Coming.WRITING: gettext_lazy("In writing"),
    Invitation.Coming.NO: gettext_lazy("Not coming"),
}
PRESENCE: Mapping[str, object] = {
    TakingPart.Presence.WHOLE: gettext_lazy("There for all of it"),
    TakingPart.Presence.PART: gettext_lazy("There for a part"),
    TakingPart.Presence.WRITING: gettext_lazy("In writing"),
    TakingPart.Presence.ABSENT: gettext_lazy("Not there"),
}
PLANS = {
    PlanDate.Kind.CARE_PLAN: gettext_lazy("Care plan"),
    PlanDate.Kind.PLACEMENT_PLAN: gettext_lazy("Placement plan"),
    PlanDate.Kind.VISIT: gettext_lazy("Social worker’s visit"),
    PlanDate.Kind.HEALTH: gettext_lazy("Health assessment"),
    PlanDate.Kind.EDUCATION: gettext_lazy("Personal education plan"),
    PlanDate.Kind.PATHWAY_PLAN: gettext_lazy("Pathway plan"),
    PlanDate.Kind.DOCTOR: gettext_lazy("Registered with a doctor"),
    PlanDate.Kind.DENTIST: gettext_lazy("Seen by a dentist"),
    PlanDate.Kind.AREA_NOTICE: gettext_lazy("Notice to the authority of the area"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """One decision of the last review, and what became of it."""

    words: str
    became: clock.Clock
    owner: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """What the last review decided. `text` stands where there is nothing to list."""

    rows: tuple[Before, ...]
    text: str
    more: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One limit of planning, how it stands, and why."""

    name: str
    chip: clock.Clock
    why: Why | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A significant change on which nobody has decided."""

    text: str
    told: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """All of the side."""

    helps: tuple[str, ...]
    tiles: tuple[Tile, ...]
    people_href: str
    last: LastTime
    standing: Standing
    limits: tuple[LimitRow, ...]
    limits_href: str
    changes: tuple[Change, ...]
    duties: tuple[str, ...]
    duties_href: str
    outcomes_href: str


def side_of(facts: ReviewFacts, *, viewer: User) -> Side:
    """Give everything beside the steps."""
    child_id, review_id = facts.review.child_id, facts.review.pk
    return Side(
        helps=tuple(_helps(facts)),
        tiles=tuple(_tiles(facts)),
        people_href=links.for_user(viewer, "inviting:people", review_id),
        last=last_time(facts, viewer),
        standing=standing_of(facts.of_child, facts.circle.people),
        limits=tuple(_limit(one, facts) for one in facts.limits) if not facts.cancelled else (),
        limits_href=links.for_user(viewer, "between:show", child_id),
        changes=tuple(_change(one, facts, viewer) for one in facts.changes),
        duties=tuple(_joined(facts)),
        duties_href="" if facts.cancelled else links.for_user(viewer, "review:combined", review_id),
        outcomes_href=links.for_user(viewer, "meeting:duties", review_id)
        if facts.found.combined and facts.review.held_on
        else "",
    )


def _joined(facts: ReviewFacts) -> list[str]:
    """The other reviews that this sitting serves, and the brothers and sisters reviewed with or apart from it."""
    found = [_duty(one, facts) for one in facts.found.combined]
    for plan in facts.found.sibling_plans:
        told = {"name": plan.sibling.shown_name, "reason": plan.reason}
        text = _("Together with %(name)s") if plan.together else _("Apart from %(name)s: %(reason)s")
        found.append(text % told)
    return found


def _duty(one: CombinedDuty, facts: ReviewFacts) -> str:
    name = str(DUTIES[CombinedDuty.Kind(one.kind)])
    if facts.review.held_on is None:
        return name
    outcome = str(OUTCOMES[CombinedDuty.Outcome(one.outcome)])
    return _("%(duty)s: %(outcome)s") % {"duty": name, "outcome": outcome[:1].lower() + outcome[1:]}


def _helps(facts: ReviewFacts) -> list[str]:
    """What lets the child and the others take part, the child first."""
    found = []
    choices, name = facts.found.choices, {"name": facts.first_name}
    if choices is not None:
        found += choices.helps
        if choices.called:
            found.append(_("Wants to be called %(called)s") % {"called": choices.called})
        if choices.language:
            found.append(_("Language: %(language)s") % {"language": choices.language})
        if choices.chairing in CHAIRING:
            found.append(str(CHAIRING[Choices.Chairing(choices.chairing)]) % name)
        if choices.first_topic:
            found.append(_("Wants to talk about this first: %(topic)s") % {"topic": choices.first_topic})
    for person in facts.circle.people:
        needs = _needs(person.party)
        if needs:
            found.append(_("%(who)s: %(needs)s") % {"who": _part_of(person.party, facts), "needs": ", ".join(needs)})
    return found


def _needs(party: Party) -> list[str]:
    needs = []
    if party.interpreter:
        told = _("interpreter, %(language)s") % {"language": party.spoken_language}
        needs.append(told if party.spoken_language else _("interpreter"))
    if party.accessible_format:
        form = str(party_words.FORMATS[Party.Format(party.accessible_format)])
        needs.append(form[:1].lower() + form[1:])
    return needs


def _part_of(party: Party, facts: ReviewFacts) -> str:
    """The part somebody has, as family calls it: "Mother", "School", or the name where nothing shorter is known."""
    if party.kind == Party.Kind.CHILD:
        return facts.first_name
    return party.relation or party.shown_name


def _tiles(facts: ReviewFacts) -> list[Tile]:
    invited = {row.party_id: row for row in facts.found.invitations}
    there = {row.party_id: row for row in facts.found.taking_part}
    others = [one for one in facts.circle.people if one.party.kind != Party.Kind.CHILD]
    child = next((one for one in facts.circle.people if one.party.kind == Party.Kind.CHILD), None)
    mine = invited.get(child.party.pk) if child else None
    return [
        _child(facts, mine),
        *(_tile(one, facts, invited.get(one.party.pk), there.get(one.party.pk)) for one in others),
    ]


def _child(facts: ReviewFacts, mine: Invitation | None) -> Tile:
    told = child_words.took_part(facts.review, nation=facts.nation)
    if not told and facts.review.held_on is not None:
        told = _("Not recorded yet")
    elif not told:
        told = str(COMING[mine.coming]) if mine else _("Not asked yet who comes")
        choices = facts.found.choices
        if choices is not None and choices.chairing in CHAIRING:
            told = str(CHAIRING[Choices.Chairing(choices.chairing)]) % {"name": facts.first_name}
    return Tile(name=facts.first_name, how=told, child=True)


def _tile(person: Person, facts: ReviewFacts, row: Invitation | None, part: TakingPart | None) -> Tile:
    name = _part_of(person.party, facts)
    if part is not None:
        return Tile(name=name, how=str(PRESENCE[part.presence]), absent=part.presence == TakingPart.Presence.ABSENT)
    if not person.may_be_contacted:
        return Tile(name=name, how=_("Must not be contacted"), absent=True)
    if row is None:
        return Tile(name=name, how=_("Not on the list yet"), absent=True)
    if not row.invited and not row.consulted:
        return Tile(name=name, how=row.reason_not or _("Left out"), absent=True)
    told = str(COMING[row.coming])
    if row.bounced_on is not None and row.coming == Invitation.Coming.WAITING:
        told = _("Returned: not reached")
    elif not row.invited and row.coming == Invitation.Coming.WAITING:
        told = _("Asked in writing")
    if row.wants_separate_talk:
        told = _("%(coming)s; own talk first") % {"coming": told}
    return Tile(name=name, how=told, absent=row.coming == Invitation.Coming.NO)


def last_time(facts: ReviewFacts, viewer: User) -> LastTime:
    """Give the decisions of the review before and what older is open, the open ones first, with what became of each."""
    rows = facts.last_decisions
    if not rows:
        return LastTime(rows=(), text=_nothing_before(facts), more=None)
    left = len(rows) - SHOWN
    more = None
    if left > 0:
        text = ngettext("%(n)d more decision", "%(n)d more decisions", left) % {"n": left}
        href = links.for_user(viewer, "decisions:of_child", facts.review.child_id)
        more = Link(text=text, href=href)
    unfinished_first = sorted(rows, key=lambda row: (row.state != ReviewDecision.State.OPEN, row.due_on, row.number))
    return LastTime(rows=tuple(_before(row, facts, viewer) for row in unfinished_first[:SHOWN]), text="", more=more)


def _nothing_before(facts: ReviewFacts) -> str:
    previous = facts.previous
    if previous is None or previous.held_on is None:
        return _(
            "None: no review before this one is known. From the next one on, what became of each decision stands here."
        )
    return _("No decisions are kept of the review of %(day)s.") % {"day": dates.plain(previous.held_on)}


def _before(row: ReviewDecision, facts: ReviewFacts, viewer: User) -> Before:
    return Before(
        words=row.words,
        became=became(row, facts),
        owner=row.owner_name,
        href=links.for_user(viewer, "decisions:show", row.pk),
    )


def became(row: ReviewDecision, facts: ReviewFacts) -> clock.Clock:
    """Say what became of a decision; done may be late and is then told so."""
    calendar = england_and_wales()
    match row.state:
        case ReviewDecision.State.DONE if row.done_on is not None:
            return clock.done(
                row.done_on, due_on=row.remedial_due_on or row.due_on, today=facts.today, calendar=calendar
            )
        case ReviewDecision.State.DROPPED:
            return clock.stopped(_("Dropped, with reason"))
        case ReviewDecision.State.CARRIED:
            return clock.stopped(_("Carried over"))
    return clock.due(row.remedial_due_on or row.due_on, today=facts.today, calendar=calendar)


def _limit(one: Limit, facts: ReviewFacts) -> LimitRow:
    name = str(PLANS.get(one.kind, one.kind.label))
    why = None
    if one.due is not None:
        about = _("%(plan)s, %(name)s") % {"plan": name, "name": facts.of_child.name}
        why = reasons.brief(one.due, reasons.Setting(today=facts.today, about=about))
    return LimitRow(name=name, chip=_limit_chip(one, facts), why=why, note=note_of(one, today=facts.today))


def _limit_chip(one: Limit, facts: ReviewFacts) -> clock.Clock:
    """Where nobody has entered any date, nothing is reproached: it is only not known here."""
    calendar, today = england_and_wales(), facts.today
    if all(limit.last_on is None for limit in facts.limits):
        return clock.stopped(_("Nothing recorded yet"))
    match one.state:
        case State.UNKNOWN:
            return clock.stopped(_("Nothing recorded yet"))
        case State.IN_TIME | State.LATE if one.last_on is not None:
            state = clock.State.DONE if one.state is State.IN_TIME else clock.State.DONE_LATE
            day = dates.day_month(one.last_on, today=today)
            return clock.Clock(
                state=state, words=day if state is clock.State.DONE else _("%(day)s, late") % {"day": day}
            )
    return clock.due(one.by, today=today, calendar=calendar)


def _change(one: SignificantChange, facts: ReviewFacts, viewer: User) -> Change:
    href = links.for_user(viewer, "changes:decide", one.pk)
    told = _("Told %(day)s") % {"day": dates.short(one.told_on, today=facts.today)}
    text = str(change_words.KINDS[one.kind])
    return Change(
        text=text, told=told, link=Link(text=_("Decide: %(change)s") % {"change": text}, href=href) if href else None
    )
