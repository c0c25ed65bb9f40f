"""Why this date: the parts of the reason, in the order of design.md 5b.

`brief` is for lists (it floats over the row and leads to the page of the reason); `full` is for the child's page
and the reason's own page. Both take the engine's result; nothing is counted again here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

from heard.common.lengths import amount
from heard.law.catalogue import catalogue
from heard.law.engine import DueDate
from heard.law.local import OWN, counted_like
from heard.law.rules import Citation, Confidence, Direction, Duty, Length, LengthKind, Nation
from heard.law.working_days import WorkingCalendar, england_and_wales
from heard.pages.presenters import dates, law_words
from heard.pages.presenters import holidays as bank_holidays
from heard.pages.presenters.count import Count, count

SATURDAY = 5
_REGULATION = re.compile(r"\breg( \d)")
_SECTION = re.compile(r"\bs\.(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: what it is called, what it says, and where it leads."""

    term: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSystemDate:
    """What the council's own system holds for this date; `due_on` None when it holds none."""

    due_on: date | None
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason. `about` names the duty and the child, so that each link on a page is unique."""

    due_on: date
    short: str
    long: str
    about: str
    lead: str
    facts: tuple[Fact, ...]
    more: str = ""
    count: Count | None = None
    to_be_confirmed: bool = False

    @property
    def iso(self) -> str:
        return self.due_on.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the page knows beside the engine: today, what the date is about, the event in words, addresses.

    `event` follows the day the clock started ("when Teo became looked after, episode 1"). `condition` says what
    the date rests on ("if the review is completed on 27 November").
    """

    today: date
    about: str
    event: str = ""
    condition: str = ""
    authority: str = ""
    more: str = ""
    case_system: CaseSystemDate | None = None


def brief(due: DueDate, setting: Setting) -> Why:
    """Give the reason in four lines at most."""
    facts = [_counted_from(due, setting), *_not_counted(due), _source(due, with_force=True)]
    if due.to_be_confirmed:
        facts.append(_checked(due))
    return _why(due, setting, facts=facts, table=None)


def full(due: DueDate, setting: Setting, *, calendar: WorkingCalendar) -> Why:
    """Give the whole reason, with the count of a limit in working days."""
    facts = [
        _counted_from(due, setting),
        Fact(term=gettext("Length"), text=length_in_words(due)),
        *_not_counted(due),
        _source(due, with_force=False),
        Fact(term=gettext("Force"), text=_force(due, setting.authority)),
        *_laid_down(due),
        *_case_system(due, setting.case_system),
    ]
    return _why(due, setting, facts=facts, table=count(due, calendar=calendar))


def length_in_words(due: DueDate) -> str:
    """Give "20 working days; the first day is not counted", or its like for other units."""
    words = amount(due.length)
    if due.length.beginning_with:
        return gettext("%(length)s, beginning with the day itself") % {"length": words}
    if due.direction is Direction.BACK:
        return gettext("%(length)s before; the day itself is not counted") % {"length": words}
    if due.length.kind in (LengthKind.MONTHS, LengthKind.YEARS):
        same = due.due_on.day == due.counted_from.day
        end = gettext("to the same day of the month") if same else gettext("to the last day of a shorter month")
        return gettext("%(length)s, %(end)s") % {"length": words, "end": end}
    if due.length.kind in (LengthKind.WINDOW, LengthKind.NOT_BEFORE):
        return words
    return gettext("%(length)s; the first day is not counted") % {"length": words}


def _why(due: DueDate, setting: Setting, *, facts: Iterable[Fact], table: Count | None) -> Why:
    return Why(
        due_on=due.due_on,
        short=dates.short(due.due_on, today=setting.today),
        long=dates.long(due.due_on),
        about=setting.about,
        lead=_lead(due, setting),
        facts=tuple(facts),
        more=setting.more,
        count=table,
        to_be_confirmed=due.to_be_confirmed,
    )


def _lead(due: DueDate, setting: Setting) -> str:
    backward = due.direction is Direction.BACK
    sentence = gettext("%(title)s: at least %(length)s before.") if backward else gettext("%(title)s: %(length)s.")
    length = amount(due.length) if backward else _within(due.length)
    lead = sentence % {"title": law_words.told(due.title).rstrip("."), "length": length}
    if due.length.kind is LengthKind.WORKING_DAYS and not backward:
        n = {"day": _capital(dates.day(due.due_on)), "n": due.length.amount}
        lead += " " + gettext("%(day)s is day %(n)d.") % n
    if setting.condition:
        lead += " " + gettext("Holds %(condition)s.") % {"condition": setting.condition}
    return lead


def _within(length: Length) -> str:
    if length.kind in (LengthKind.WINDOW, LengthKind.NOT_BEFORE):
        return amount(length)
    return gettext("within %(length)s") % {"length": amount(length)}


def _counted_from(due: DueDate, setting: Setting) -> Fact:
    """Name the event; the rule's own words for its clock when the page does not know better ones."""
    event = setting.event or law_words.told(_clock_of(due)).removesuffix(" (day 0)")
    return Fact(term=gettext("Counted from"), text=f"{_capital(dates.long(due.counted_from))}, {event}")


def _clock_of(due: DueDate) -> str:
    """A limit of the council's own has no rule in its nation: it starts where the other nation's does."""
    rule = counted_like(due.rule_id) if due.citation == OWN else catalogue().rule(due.rule_id, due.nation)
    return rule.clock


def _not_counted(due: DueDate) -> list[Fact]:
    if due.length.kind is LengthKind.WORKING_DAYS:
        text = _skipped(due.counted_from, due.due_on, get_language() or "en")
        return [Fact(term=gettext("Not counted"), text=text)]
    practical = due.latest_practical_on
    if practical is None:
        return []
    text = gettext("The limit is a %(day)s and does not move. Last working day before it: %(practical)s.")
    day = dates.weekday_name(due.due_on)
    return [Fact(term=gettext("Weekends"), text=text % {"day": day, "practical": dates.day(practical)})]


@lru_cache(maxsize=8192)
def _skipped(counted_from: date, due_on: date, language: str) -> str:
    """Give the days passed over, in the language that is spoken; kept, since lists ask for the same days often."""
    skipped = england_and_wales().skipped_between(counted_from, due_on)
    weekends = {day.day.isocalendar()[:2] for day in skipped if day.day.weekday() >= SATURDAY}
    parts = []
    if weekends:
        n = len(weekends)
        parts.append(ngettext("%(n)d weekend.", "%(n)d weekends.", n) % {"n": n})
    holidays = [day for day in skipped if day.day.weekday() < SATURDAY]
    parts += [f"{_capital(dates.day(day.day))}, {bank_holidays.name(day.why)}." for day in holidays]
    if not holidays:
        parts.append(gettext("No bank holiday fell in these days."))
    return " ".join(parts)


def _source(due: DueDate, *, with_force: bool) -> Fact:
    if due.citation == OWN:
        return Fact(
            term=gettext("Source"), text=gettext("The council’s own limit. No law and no guidance counts days.")
        )
    citation = due.citation
    text = _cited(citation.provision, citation.instrument, due.duty if with_force else None, get_language() or "en")
    return Fact(term=gettext("Source"), text=text, href=citation.url or "")


@lru_cache(maxsize=1024)
def _cited(provision: str, instrument: str, duty: Duty | None, language: str) -> str:
    text = f"{provision_in_words(provision)}, {instrument}"
    words = {
        Duty.LAW: gettext("law"),
        Duty.GUIDANCE: gettext("statutory guidance"),
        Duty.LOCAL: gettext("local"),
    }
    return text if duty is None else f"{text} ({words[duty]})"


def _force(due: DueDate, authority: str) -> str:
    if due.duty is Duty.LAW:
        return gettext("Law, %(nation)s. What is missed is late, and needs a reason.") % {"nation": nation(due.nation)}
    if due.duty is Duty.GUIDANCE:
        text = gettext(
            "Statutory guidance for %(nation)s. Depart from it only for a good reason, and write the reason down."
        )
        return text % {"nation": nation(due.nation)}
    return gettext("Local, %(authority)s") % {"authority": authority or nation(due.nation)}


def cited(citation: Citation | None) -> str:
    """Give "Regulation 42(1)(b), Care Planning …"; empty where there is none."""
    return f"{provision_in_words(citation.provision)}, {citation.instrument}" if citation else ""


def provision_in_words(provision: str) -> str:
    """Give "Regulation 33(1)" for "reg 33(1)": a reason is read by people who do not cite law every day."""
    words = _REGULATION.sub(lambda found: gettext("regulation") + found[1], provision)
    words = _SECTION.sub(lambda found: gettext("section") + " " + found[1], words)
    return _capital(words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def nation(value: Nation) -> str:
    """Give the name of the nation whose rules apply."""
    return gettext("Wales") if value is Nation.WALES else gettext("England")


def _rule(due: DueDate) -> str:
    since = dates.plain(due.version.in_force_from)
    text = gettext("%(rule)s, %(nation)s, in force since %(since)s")
    return text % {"rule": due.rule_id, "nation": nation(due.nation), "since": since}


def _laid_down(due: DueDate) -> list[Fact]:
    """Give the rule and whether it was compared with its text; a council's own limit has neither."""
    return [] if due.citation == OWN else [Fact(term=gettext("Rule"), text=_rule(due)), _checked(due)]


def _checked(due: DueDate) -> Fact:
    match due.version.confidence:
        case Confidence.TEXT:
            read_on = due.citation.read_on
            text = gettext("Compared with the text.")
            if read_on is not None:
                text = gettext("Compared with the text on %(day)s.") % {"day": dates.plain(read_on)}
        case Confidence.SECOND_HAND:
            text = gettext("Read second-hand. Not yet compared with the text itself.")
        case _:
            text = gettext("To be confirmed: nobody has compared it with the text yet. Check it before you rely on it.")
    return Fact(term=gettext("Checked"), text=text)


def _case_system(due: DueDate, held: CaseSystemDate | None) -> list[Fact]:
    if held is None:
        return []
    term = gettext("Case system")
    if held.due_on is None:
        return [Fact(term=term, text=gettext("Holds no date for this"), href=held.href)]
    day = dates.long(held.due_on)
    if held.due_on == due.due_on:
        return [Fact(term=term, text=gettext("Says %(day)s: the same") % {"day": day}, href=held.href)]
    return [Fact(term=term, text=gettext("Says %(day)s: it differs") % {"day": day}, href=held.href)]
