"""What the team is made of: posts, who stayed, what it knows, and how it stands beside the children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.caseloads.models import ServicePlace
from heard.caseloads.team import MakeUp, Stayed
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.figures import Stat
from heard.web.officers import parts, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of numbers: heads, and rows whose first cell is the head of the row."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read about the team. `years` holds first day, last day and who stayed, the newest first."""

    make_up: MakeUp
    managers: Sequence[str]
    years: Sequence[tuple[date, date, Stayed]]
    knowledge: Mapping[str, int]
    identity: Mapping[str, Mapping[str, int]]
    children: Mapping[str, Mapping[str, int]]
    place: ServicePlace | None
    earlier: Sequence[ServicePlace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the service stands in the organisation."""

    managed_by: str
    apart: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """The page of the team."""

    stats: tuple[Stat, ...]
    tables: tuple[Table, ...]
    place: Place | None
    earlier: tuple[Place, ...]


def team_page(read: Read) -> TeamPage:
    """This will make the page."""
    return TeamPage(
        stats=_stats(read),
        tables=(_posts(read), _years(read), _knowledge(read), _beside_children(read), _told(read)),
        place=_place(read.place) if read.place else None,
        earlier=tuple(_place(row) for row in read.earlier),
    )


def _place(row: ServicePlace) -> Place:
    return Place(managed_by=row.managed_by, apart=row.apart, since=dates.plain(row.from_on))


def _stats(read: Read) -> tuple[Stat, ...]:
    made = read.make_up
    people = sum(made.people.values())
    permanent = made.fte.get("permanent", Decimal(0))
    first, _last, stayed = read.years[0]
    told = {"n": people, "fte": parts.fte(made.all_fte)}
    return (
        Stat(
            label=_("Full-time posts filled"),
            value=parts.fte(made.all_fte),
            of=ngettext("by %(n)d person", "by %(n)d people", people) % told,
        ),
        Stat(
            label=_("Of these permanent"),
            value=_share(permanent, made.all_fte),
            of=_("%(part)s of %(all)s full-time posts")
            % {"part": parts.fte(permanent), "all": parts.fte(made.all_fte)},
        ),
        Stat(
            label=_("With experience of management"),
            value=numbers.percent(made.with_management_experience, people),
            of=_("%(part)d of %(all)d people in post") % {"part": made.with_management_experience, "all": people},
        ),
        Stat(
            label=_("Still here since %(day)s") % {"day": dates.plain(first)},
            value=numbers.percent(stayed.numerator, stayed.denominator),
            of=_("%(part)d of %(all)d people in post then") % {"part": stayed.numerator, "all": stayed.denominator},
        ),
    )


def _share(part: Decimal, of: Decimal) -> str:
    return numbers.percent(int(part * 100), int(of * 100))


def _posts(read: Read) -> Table:
    made = read.make_up
    rows = [
        (str(text), str(made.people.get(code, 0)), parts.fte(made.fte.get(code, Decimal(0))))
        for code, text in words.EMPLOYMENT.items()
    ]
    rows.append((_("All"), str(sum(made.people.values())), parts.fte(made.all_fte)))
    managers = ", ".join(read.managers)
    return Table(
        id="posts",
        title=_("Posts on %(day)s") % {"day": dates.plain(made.on)},
        heads=(_("Employment"), _("People"), _("Full-time posts")),
        rows=tuple(rows),
        note=_("Managed by %(names)s.") % {"names": managers} if managers else _("Nobody has the role of IRO manager."),
    )


def _years(read: Read) -> Table:
    return Table(
        id="years",
        title=_("Continuity of employment"),
        heads=(_("From, to"), _("In post at first"), _("Of these at the end"), _("Stayed"), _("Joined")),
        rows=tuple(
            (
                _("%(first)s to %(last)s") % {"first": dates.plain(first), "last": dates.plain(last)},
                str(stayed.denominator),
                str(stayed.numerator),
                numbers.percent(stayed.numerator, stayed.denominator),
                str(stayed.joined),
            )
            for first, last, stayed in read.years
        ),
        note=_("Counted from the posts that are recorded."),
    )


def _knowledge(read: Read) -> Table:
    return Table(
        id="knowledge",
        title=_("What the team knows"),
        heads=(_("Subject"), _("People in post who know it well")),
        rows=tuple((str(text), str(read.knowledge.get(code, 0))) for code, text in words.SPECIALISM.items()),
        note=_("Where nobody stands beside a subject, training is due."),
    )


def _beside_children(read: Read) -> Table:
    team, children = read.identity["ethnicity"], read.children["ethnicity"]
    rows = [_row(str(text), team.get(code), children.get(code)) for code, text in words.ETHNICITY.items()]
    rows.append(_row(_("Not told, or fewer than five"), team.get(""), children.get("")))
    girls = {"woman": "girl", "man": "boy"}
    gender = read.identity["gender"]
    pairs = {"woman": _("Women and girls"), "man": _("Men and boys")}
    rows += [_row(text, gender.get(code), read.children["sex"].get(girls[code])) for code, text in pairs.items()]
    return Table(
        id="beside",
        title=_("The team beside the children"),
        heads=(_("Group"), _("Officers who told"), _("Looked-after children")),
        rows=tuple(rows),
        note=_never_few(),
    )


def _told(read: Read) -> Table:
    rows: list[tuple[str, ...]] = []
    known: dict[str, Mapping[str, Any]] = {"disability": words.DISABILITY, "first_language": words.FIRST_LANGUAGE}
    for fact, told in known.items():
        rows += [(str(text), _few(read.identity[fact].get(code))) for code, text in told.items()]
    return Table(
        id="told",
        title=_("Disability and first language of the team"),
        heads=(_("What officers told"), _("Officers")),
        rows=tuple(rows),
        note=_never_few(),
    )


def _never_few() -> str:
    return _("A group of fewer than five is never shown; nothing can be worked out from the others.")


def _row(text: str, officers: int | None, children: int | None) -> tuple[str, str, str]:
    return text, _few(officers), _few(children)


def _few(number: int | None) -> str:
    return str(number) if number else _("fewer than 5")
