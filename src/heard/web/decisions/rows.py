"""One decision as lists and pages show it: its clock and reason, the child's words, the owner, the manager's answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.deadlines.models import Deadline
from heard.law import Confidence, LawError, Nation, england_and_wales
from heard.pages.presenters import clock, dates, why
from heard.pages.presenters.clock import Clock
from heard.pages.presenters.parts import Tone
from heard.pages.presenters.why import Why
from heard.reviews.decisions.queries import Line
from heard.reviews.decisions.standing import Answer, Standing, ground
from heard.reviews.models import Review, ReviewDecision
from heard.web.child import words

Kind, State = ReviewDecision.OwnerKind, ReviewDecision.State
KINDS = {
    Kind.SOCIAL_WORKER: gettext_lazy("Social worker"),
    Kind.TEAM_MANAGER: gettext_lazy("Team manager"),
    Kind.CARER: gettext_lazy("Carer"),
    Kind.PARENT: gettext_lazy("Parent or family"),
    Kind.SCHOOL: gettext_lazy("School"),
    Kind.HEALTH: gettext_lazy("Health"),
    Kind.IRO: gettext_lazy("IRO"),
    Kind.YOUNG_PERSON: gettext_lazy("The child or young person"),
    Kind.OTHER: gettext_lazy("Somebody else"),
}
MANY = 3  # arrows for a decision that was carried over as often or more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The manager's answer: a tag, and what stands below it. `why` is the reason of the limit while it runs."""

    text: str
    tone: Tone
    note: str = ""
    why: Why | None = None
    brief: str = ""  # in a narrow column

    @property
    def in_table(self) -> str:
        return self.brief or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One decision."""

    pk: int
    clock: Clock
    why: Why
    first_set: str
    words: str
    href: str
    said: str
    name: str
    child_href: str
    review: str
    owner: str
    owner_kind: str
    answer: Told
    carried: int
    carried_words: str
    outcome: str

    @property
    def arrows(self) -> range:
        return range(min(self.carried, MANY))


def row_of(line: Line, *, nation: str, numbers: Mapping[int, Deadline]) -> Row:
    """This will make the row. `numbers` tells which review each was, by its key."""
    one = line.decision
    told = answer_in_words(line.answer, today=line.today, about=one.words)
    return Row(
        pk=one.pk,
        clock=clock_of(line),
        why=why_of(line, nation=nation, numbers=numbers),
        first_set=_first_set(line),
        words=one.words,
        href=reverse("decisions:show", args=[one.pk]),
        said=line.said,
        name=one.child.shown_name,
        child_href=reverse("child:show", args=[one.child_id]),
        review=review_in_words(one.review, numbers, today=line.today),
        owner=one.owner_name,
        owner_kind=str(KINDS[Kind(one.owner_kind)]),
        answer=replace(told, note=", ".join(filter(None, (told.note, by_letter(one))))),
        carried=one.carried_times,
        carried_words=carried_in_words(one.carried_times),
        outcome=one.outcome,
    )


def clock_of(line: Line) -> Clock:
    """This will give the chip: of an open decision by the day that counts now, of a done one by the day first set."""
    one, calendar = line.decision, england_and_wales()
    if one.state == State.DONE and one.done_on:
        return clock.done(one.done_on, due_on=one.due_on, today=line.today, calendar=calendar)
    if one.state == State.DROPPED:
        return clock.stopped(_("Dropped"))
    if one.state == State.CARRIED:
        return clock.stopped(_("Carried over"))
    return clock.due(line.due_on, today=line.today, calendar=calendar)


def why_of(line: Line, *, nation: str, numbers: Mapping[int, Deadline]) -> Why:
    """This will give the reason of the date: a person set it, on the ground of the regulations."""
    one = line.decision
    facts = [
        why.Fact(term=_("Review"), text=review_in_words(one.review, numbers, today=line.today)),
        why.Fact(term=_("Owner"), text=one.owner_name),
    ]
    lead = _("The date set with the decision.")
    if one.remedial_due_on:
        lead = _("A new date set by the IRO, because it was not done in time.")
        facts.append(why.Fact(term=_("First date"), text=dates.long(one.due_on)))
        facts.append(why.Fact(term=_("Why a new one"), text=one.remedial_reason))
    cited, unsure = _source(Nation(nation), one.review.held_on or one.due_on)
    if cited:
        facts.append(why.Fact(term=_("Source"), text=cited))
    return Why(
        due_on=line.due_on,
        short=dates.short(line.due_on, today=line.today),
        long=dates.long(line.due_on),
        about=f"{_short(one.words)}, {one.child.shown_name}",
        lead=lead,
        facts=tuple(facts),
        more=reverse("decisions:show", args=[one.pk]),
        to_be_confirmed=unsure,
    )


def _source(nation: Nation, on: date) -> tuple[str, bool]:
    try:
        version = ground(nation, on=on)
    except LawError:
        return "", False
    cited = f"{why.provision_in_words(version.citation.provision)}, {version.citation.instrument}"
    return cited, version.confidence is Confidence.MEMORY


def _short(text: str) -> str:
    first = text.splitlines()[0]
    return first if len(first) <= 80 else f"{first[:79].rstrip()}…"


def _first_set(line: Line) -> str:
    if line.decision.remedial_due_on is None:
        return ""
    return _("first set for %(day)s") % {"day": dates.day_month(line.decision.due_on, today=line.today)}


def review_in_words(review: Review, numbers: Mapping[int, Deadline], *, today: date) -> str:
    """This will give "Third review, 16 Nov"."""
    deadline = numbers.get(review.pk)
    title = words.title_of(deadline) if deadline else _("Review")
    if review.held_on is None:
        return title
    return _("%(review)s, %(day)s") % {"review": title, "day": dates.day_month(review.held_on, today=today)}


def carried_in_words(times: int) -> str:
    """This will give "Carried over twice"; empty for never."""
    if not times:
        return ""
    return ngettext("Carried over once", "Carried over %(n)d times", times) % {"n": times}


def answer_in_words(answer: Answer, *, today: date, about: str) -> Told:
    """This will give the tag of the manager's answer and what stands below it."""
    day = dates.day_month(answer.on, today=today) if answer.on else ""
    match answer.standing:
        case Standing.NOT_SENT:
            return Told(text=_("Waiting"), tone=Tone.BLUE, note=_("Not sent yet"))
        case Standing.NOT_RECEIVED:
            return Told(text=_("Waiting"), tone=Tone.BLUE, note=_("Not known to be received"))
        case Standing.WAITING:
            reason = None
            if answer.due is not None:
                setting = why.Setting(
                    today=today,
                    about=_("the manager’s answer to: %(what)s") % {"what": _short(about)},
                    event=_("when the manager received the decisions"),
                )
                reason = why.brief(answer.due, setting)
            note = "" if reason else _("No limit in Welsh law")
            return Told(text=_("Waiting"), tone=Tone.BLUE, note=note, why=reason)
        case Standing.SILENT:
            return Told(text=_("Agreed by silence"), tone=Tone.GREY, note=day, brief=_("By silence"))
        case Standing.AGREED:
            return Told(text=_("Agreed"), tone=Tone.GREEN, note=_late(answer, day, today))
        case Standing.DISAGREED:
            return Told(text=_("Disagreed"), tone=Tone.RED, note=_late(answer, day, today))


def _late(answer: Answer, day: str, today: date) -> str:
    if not answer.late:
        return day
    if answer.silent_on is None:
        return _("%(day)s, late") % {"day": day}
    silent = dates.day_month(answer.silent_on, today=today)
    return _("%(day)s, late: silence had counted as agreement on %(silent)s") % {"day": day, "silent": silent}


def by_letter(one: ReviewDecision) -> str:
    """This will give "by letter from Q. Finch, entered by Sam Reed" of an answer without an account; else empty."""
    given = getattr(one, "answer", None)
    if given is None or not given.answered_by_name:
        return ""
    told = {"name": given.answered_by_name, "by": given.answered_by.name}
    return _("by letter from %(name)s, entered by %(by)s") % told
