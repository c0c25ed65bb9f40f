"""The page of an IRO's week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import CaseloadCount
from heard.pages.frame import Link
from heard.pages.presenters import dates, figures, numbers
from heard.pages.presenters.parts import Head, Pill, WeekDay, address, sortable
from heard.reviews.life.open_matters import OpenMatter
from heard.reviews.life.open_reviews import OpenStep, Overdue
from heard.reviews.models import Review
from heard.web.caseload import guide_of
from heard.web.child import words
from heard.web.handover.presenters import ToAnswer, to_answer
from heard.web.my_week import strip
from heard.web.my_week.rows import Asked, Row, kinds
from heard.web.review.lines import lines_of
from heard.web.review.open_lines import StepLine

SUNDAY = 6
THREE_WEEKS = timedelta(weeks=3)
FOUR_WEEKS = timedelta(weeks=4)
MOST_TO_ANSWER = 5
MOST_STEPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who looks, whose week it is, and on which day."""

    viewer: User
    iro: User
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read for the page."""

    owed: Sequence[Row]
    booked: Sequence[Review]
    new: Sequence[NamedIro]
    caseload: CaseloadCount
    to_answer: Sequence[NamedIro] = ()
    steps: Sequence[OpenStep] = ()
    overdue: Sequence[Overdue] = ()
    matters: Sequence[OpenMatter] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one heading; without a heading they stand alone."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """A child whose IRO somebody became lately."""

    name: str
    href: str
    age: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadPanel:
    """How many children, of which kinds, against the guide where there is one."""

    number: str
    unit: str
    parts: str
    guide: str
    bar: figures.Load | None
    to_be_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """Everything that the page shows."""

    title: str
    sub: str
    days: tuple[WeekDay, ...]
    pills: tuple[Pill, ...]
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    until: str
    steps: tuple[StepLine, ...]
    all_steps: Link | None
    to_answer: tuple[ToAnswer, ...]
    to_answer_more: int
    new: tuple[NewChild, ...]
    caseload: CaseloadPanel
    csv: str
    xlsx: str
    may_export: bool
    own: bool
    empty_title: str
    empty_text: str
    children_read: int


def week_page(*, asked: Asked, people: Who, found: Found, path: str) -> WeekPage:
    """This will make the page."""
    own = people.iro.pk == people.viewer.pk
    files = asked.kept | {"iro": asked.iro}
    seen = {row.child_id for row in found.owed} | {review.child_id for review in found.booked}
    steps = lines_of(
        found.steps,
        found.overdue,
        found.matters,
        viewer=people.viewer,
        today=people.today,
        most=None if asked.steps else MOST_STEPS,
    )
    seen |= {line.child_id for line in steps}
    empty_title, empty_text = _empty(people, found.caseload.all)
    return WeekPage(
        title=gettext("My week") if own else gettext("The week of %(name)s") % {"name": people.iro.name},
        sub=_sub(people, found.caseload.all, own=own),
        days=strip.week_of(found.booked, today=people.today),
        pills=_pills(asked, found.owed, path),
        heads=_heads(asked, path),
        groups=_groups(asked, found.owed, people.today),
        until=dates.long(people.today + FOUR_WEEKS),
        steps=tuple(steps),
        all_steps=_all_steps(asked, len(found.steps) + len(found.overdue) + len(found.matters), path),
        to_answer=tuple(to_answer(named, today=people.today) for named in found.to_answer[:MOST_TO_ANSWER]),
        to_answer_more=max(0, len(found.to_answer) - MOST_TO_ANSWER),
        new=tuple(_new(named, people.today) for named in found.new),
        caseload=_caseload(found.caseload, people.viewer.authority.nation),
        csv=address(reverse("my_week_export", args=["csv"]), files),
        xlsx=address(reverse("my_week_export", args=["xlsx"]), files),
        may_export=people.viewer.may(Permission.CHILDREN_EXPORT),
        own=own,
        empty_title=empty_title,
        empty_text=empty_text,
        children_read=len(seen | {named.child_id for named in [*found.new, *found.to_answer[:MOST_TO_ANSWER]]}),
    )


def _all_steps(asked: Asked, number: int, path: str) -> Link | None:
    """The way to the open steps that are not shown."""
    if asked.steps or number <= MOST_STEPS:
        return None
    text = ngettext("Show all %(n)s open step", "Show all %(n)s open steps", number) % {"n": numbers.whole(number)}
    return Link(text=text, href=f"{address(path, asked.kept, steps='all')}#steps")


def _sub(people: Who, children: int, *, own: bool) -> str:
    day = dates.long(people.today)
    day = day[:1].upper() + day[1:]
    n = {"n": numbers.whole(children), "name": people.iro.name}
    if own:
        told = ngettext("You are the named IRO of %(n)s child.", "You are the named IRO of %(n)s children.", children)
    else:
        told = ngettext(
            "%(name)s is the named IRO of %(n)s child.", "%(name)s is the named IRO of %(n)s children.", children
        )
    return f"{day}. {told % n}"


def _empty(people: Who, children: int) -> tuple[str, str]:
    if not children:
        text = gettext("As soon as somebody is named for a child, the child stands here with everything that is owed.")
        return gettext("Nobody has been named for a child yet"), text
    text = gettext("Nothing is late and nothing falls due up to %(day)s.")
    return gettext("Nothing is owed in the next 4 weeks"), text % {"day": dates.long(people.today + FOUR_WEEKS)}


def _pills(asked: Asked, rows: Sequence[Row], path: str) -> tuple[Pill, ...]:
    pills = [
        Pill(
            text=gettext("All"),
            href=address(path, asked.kept, kind=None),
            count=len(rows),
            current=not asked.kind,
        )
    ]
    for kind, text in kinds().items():
        count = sum(row.kind == kind for row in rows)
        if count or asked.kind == kind:
            href = address(path, asked.kept, kind=kind)
            pills.append(Pill(text=text, href=href, count=count, current=asked.kind == kind))
    return tuple(pills)


def _heads(asked: Asked, path: str) -> tuple[Head, ...]:
    columns = (
        ("due", gettext("Due, and why")),
        ("what", gettext("What")),
        ("child", gettext("Child")),
        ("booked", gettext("Arranged for")),
    )
    heads = [sortable(text, key=key, sorted_by=asked.sort, path=path, kept=asked.kept) for key, text in columns]
    return (*heads, Head(text=gettext("Next step")))


def _groups(asked: Asked, rows: Sequence[Row], today: date) -> tuple[Group, ...]:
    """Group by days left when the soonest stands first; any other order stands as it is."""
    chosen = asked.choose(rows)
    if asked.sort != "due":
        return (Group(title="", rows=tuple(chosen)),) if chosen else ()
    groups: dict[str, list[Row]] = {}
    for row in chosen:
        groups.setdefault(_group(row.due_on, today), []).append(row)
    return tuple(Group(title=title, rows=tuple(lines)) for title, lines in groups.items())


def _group(due_on: date | None, today: date) -> str:
    if due_on is None:
        return gettext("No date")
    if due_on < today:
        return gettext("Late")
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    if due_on <= today + timedelta(days=1):
        return gettext("Today and tomorrow")
    if due_on <= sunday:
        return gettext("Rest of this week")
    return gettext("Next 3 weeks") if due_on <= sunday + THREE_WEEKS else gettext("Later, to 4 weeks from today")


def _new(named: NamedIro, today: date) -> NewChild:
    return NewChild(
        name=named.child.shown_name,
        href=reverse("child:show", args=[named.child_id]),
        age=words.age(named.child.born_on, today=today) if named.child.born_on else "",
        since=gettext("Named IRO since %(day)s.") % {"day": dates.short(named.appointed_on, today=today)},
    )


def _caseload(count: CaseloadCount, nation: str) -> CaseloadPanel:
    guide = guide_of(nation)
    parts = gettext("%(full)s in full-time care, %(short)s in short breaks.") % {
        "full": numbers.whole(count.full_time),
        "short": numbers.whole(count.short_break),
    }
    return CaseloadPanel(
        number=numbers.whole(count.all),
        unit=ngettext("child", "children", count.all),
        parts=parts,
        guide=guide.words if guide else "",
        bar=guide.bar(count.all) if guide else None,
        to_be_confirmed=bool(guide and guide.to_be_confirmed),
    )
