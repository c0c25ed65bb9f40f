"""What the pages from the appointment to the goodbye show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.caseloads.findings import all_told
from heard.caseloads.handover_queries import NearEighteen
from heard.caseloads.models import Acceptance, Handover, NamedIro
from heard.caseloads.suggestion import Suggestion
from heard.deadlines.models import Deadline
from heard.law import Nation
from heard.law.independence import Involvement, InvolvementKind, exclusions
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Pair
from heard.pages.presenters.why import provision_in_words
from heard.reviews.decisions.queries import Line
from heard.web.child import words
from heard.web.handover.forms import WHY

DECLARED = (
    gettext_lazy("I helped to prepare the child’s plan, or manage the case."),
    gettext_lazy("I visit the child as the authority’s representative."),
    gettext_lazy("I am the child’s personal adviser."),
    gettext_lazy("I manage somebody who prepared the plan, manages the case, visits or advises the child."),
    gettext_lazy("I control resources that are allocated to the case."),
)
STATES = {
    Handover.State.PLANNED: gettext_lazy("Planned"),
    Handover.State.DONE: gettext_lazy("Done"),
    Handover.State.WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The five exclusions in words, and where they stand."""

    lines: tuple[str, ...]
    source: str


def declaration(nation: str, *, today: date) -> Declaration:
    """Give what an IRO declares not to be, with its source in the nation of the authority."""
    ties = [Involvement(kind=kind) for kind in InvolvementKind]
    instrument, _comma, provision = exclusions(Nation(nation), ties, on=today)[0].citation.rpartition(", ")
    whole = provision.rpartition("(")[0]
    return Declaration(lines=tuple(map(str, DECLARED)), source=f"{provision_in_words(whole)}, {instrument}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """An appointment that waits for the IRO's answer."""

    name: str
    since: str
    href: str
    child_href: str


def to_answer(named: NamedIro, *, today: date) -> ToAnswer:
    """Give one appointment that waits."""
    return ToAnswer(
        name=named.child.shown_name,
        since=_("Named IRO since %(day)s.") % {"day": dates.short(named.appointed_on, today=today)},
        href=reverse("handover:answer", args=[named.pk]),
        child_href=reverse("child:show", args=[named.child_id]),
    )


def proposed(diary: Iterable[Deadline], decisions: Iterable[Line]) -> list[str]:
    """Give what is owed for the child and the open decisions in words, each soonest first, to be carried over."""
    owed = [row for row in diary if row.state == Deadline.State.OWED and row.kind != Deadline.Kind.APPOINT_IRO]
    owed.sort(key=lambda row: (row.due_on or date.min, row.chain))
    lines = []
    for row in owed:
        told = {"what": words.title_of(row), "day": dates.plain(row.due_on) if row.due_on else ""}
        lines.append(_("%(what)s, by %(day)s") % told if row.due_on else _("%(what)s, no date known") % told)
    for line in decisions:
        if line.is_open:
            told = {
                "what": " ".join(line.decision.words.split()),
                "who": line.decision.owner_name,
                "day": dates.plain(line.due_on),
            }
            lines.append(_("Decision: %(what)s (%(who)s, by %(day)s)") % told)
    return lines


def choices_of(found: Sequence[Suggestion], now: NamedIro) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Give those who can take over, best first, with what speaks for them."""
    able = [one for one in found if one.can_be_named and one.user.pk != now.iro_id]
    hints = {}
    for one in able:
        grounds = [ground.words for ground in one.grounds if ground.speaks]
        hints[str(one.user.pk)] = " ".join([*map(str, all_told(one.departs)), *grounds])
    return [(str(one.user.pk), one.user.name) for one in able], {key: text for key, text in hints.items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan of the list."""

    href: str
    child: str
    child_href: str
    on: str
    on_iso: str
    what: str
    why: str
    carried: str
    problem: str


def plan_row(row: Handover, *, today: date) -> PlanRow:
    """Give one plan in words."""
    return PlanRow(
        href=reverse("handover:show", args=[row.pk]),
        child=row.child.shown_name,
        child_href=reverse("child:show", args=[row.child_id]),
        on=dates.short(row.change_on, today=today),
        on_iso=row.change_on.isoformat(),
        what=what_of(row),
        why=str(WHY[Handover.Why(row.why)]),
        carried=numbers.whole(len(row.carried)),
        problem=problem_of(row, today=today),
    )


def what_of(row: Handover) -> str:
    """Give "Kemi Adebrook takes over from Maren Oakhollow", or the goodbye."""
    told = {"next": row.to_iro.name if row.to_iro else "", "now": row.appointment.iro.name}
    if row.kind == Handover.Kind.CHANGE:
        return _("%(next)s takes over from %(now)s") % told
    return _("%(now)s says goodbye at 18") % told


def problem_of(row: Handover, *, today: date) -> str:
    """Give what stands in the way: the sentence of the last attempt, or that the day has passed."""
    if row.state != Handover.State.PLANNED:
        return ""
    if row.problem:
        return row.problem
    if row.appointment.ended_on is not None:
        return _("The IRO from whom it was planned has changed since. Withdraw it, or let it be.")
    return _("The day has passed and it was not carried out yet.") if row.change_on < today else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRow:
    """Somebody who turns 18 soon without a plan."""

    child: str
    child_href: str
    on: str
    iro: str
    href: str


def near_row(one: NearEighteen, *, may_plan: bool) -> NearRow:
    """Give one young person who turns 18 soon."""
    return NearRow(
        child=one.named.child.shown_name,
        child_href=reverse("child:show", args=[one.named.child_id]),
        on=dates.plain(one.turns_18_on),
        iro=one.named.iro.name,
        href=reverse("handover:ending", args=[one.named.child_id]) if may_plan else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """An IRO who told of a conflict and is still named."""

    child: str
    child_href: str
    iro: str
    on: str
    told: str
    change_href: str


def told_row(row: Acceptance, *, may_change: bool) -> ToldRow:
    """Give one answer in which an IRO told of a conflict."""
    named = row.appointment
    return ToldRow(
        child=named.child.shown_name,
        child_href=reverse("child:show", args=[named.child_id]),
        iro=named.iro.name,
        on=dates.plain(row.answered_on),
        told=row.conflict_told,
        change_href=reverse("naming:name", args=[named.child_id]) if may_change else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """One plan with everything in it."""

    title: str
    child: str
    state: str
    problem: str
    facts: tuple[Pair, ...]
    carried: tuple[str, ...]
    letter: str
    withdraw: str


def plan_page(row: Handover, *, today: date, may_change: bool, may_write: bool) -> PlanPage:
    """Make the page of one plan."""
    open_now = row.state == Handover.State.PLANNED
    why = str(WHY[Handover.Why(row.why)])
    facts = [
        Pair(label=_("On"), value=dates.long(row.change_on)),
        Pair(label=_("IRO before"), value=row.appointment.iro.name),
    ]
    if row.to_iro:
        facts.append(Pair(label=_("IRO after"), value=row.to_iro.name))
        joint = row.joint_introduction_on
        facts.append(Pair(label=_("Joint introduction"), value=dates.long(joint) if joint else _("Not arranged yet")))
    facts.append(Pair(label=_("Why"), value=why, note=row.reason))
    facts.append(Pair(label=_("Planned by"), value=row.planned_by.name))
    return PlanPage(
        title=what_of(row),
        child=row.child.shown_name,
        state=str(STATES[Handover.State(row.state)]),
        problem=problem_of(row, today=today),
        facts=tuple(facts),
        carried=tuple(row.carried),
        letter=reverse("handover:letter", args=[row.pk]) if may_write and row.state != "withdrawn" else "",
        withdraw=reverse("handover:withdraw", args=[row.pk]) if may_change and open_now else "",
    )
