"""The page of the list of children."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import Team, User
from heard.accounts.permissions import Permission
from heard.children.codes import LEGAL_STATUS, legal_status
from heard.deadlines.register import Line
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Choice, ChoiceGroup, Chosen, Filter, Head, Link, Pages, address
from heard.web.child import words
from heard.web.children.asked import NONE, Asked
from heard.web.downloads import Cell
from heard.web.due import DueCell, due_cell
from heard.web.paging import PageAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filter offers beside the fixed choices."""

    officers: tuple[User, ...]
    teams: tuple[Team, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """One child of the list."""

    name: str
    href: str
    born: str
    local_id: str
    since: str
    since_note: str
    status: str
    iro: str
    team: str
    review: DueCell | None
    review_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenPage:
    """Everything that the page shows."""

    sub: str
    words: str
    filter: Filter
    filter_page: str
    crumbs: tuple[Link, ...]
    heads: tuple[Head, ...]
    rows: tuple[ChildRow, ...]
    shown: str
    pages: Pages | None
    csv: str
    xlsx: str
    may_export: bool
    narrowed: bool
    everything: str
    may_import: bool


def children_page(
    found: Sequence[Line],
    *,
    asked: Asked,
    choices: Choices,
    viewer: User,
    today: date,
    page: PageAsked,
    path: str,
) -> ChildrenPage:
    """This will make the page."""
    panel = filter_of(asked, choices, nation=viewer.authority.nation, path=path)
    return ChildrenPage(
        sub=_sub(asked, page.count),
        words=asked.words,
        filter=panel,
        filter_page=address(path, asked.kept | {"filter": ["1"]}),
        crumbs=(Link(text=gettext("Children"), href=address(path, asked.kept)),),
        heads=_heads(asked, path),
        rows=tuple(_row(line, viewer=viewer, today=today) for line in found),
        shown=gettext("%(first)s to %(last)s of %(all)s")
        % {
            "first": numbers.whole(page.offset + 1),
            "last": numbers.whole(page.ends),
            "all": numbers.whole(page.count),
        },
        pages=page.links(path, asked.kept),
        csv=address(reverse("children:export", args=["csv"]), asked.kept),
        xlsx=address(reverse("children:export", args=["xlsx"]), asked.kept),
        may_export=viewer.may(Permission.CHILDREN_EXPORT),
        narrowed=bool(panel.chosen),
        everything=path,
        may_import=viewer.may(Permission.IMPORT_RUN),
    )


def _sub(asked: Asked, count: int) -> str:
    if asked.care == ("now",):
        words_ = ngettext("%(n)s child in care now.", "%(n)s children in care now.", count)
    elif asked.care == ("ceased",):
        words_ = ngettext("%(n)s child whose care has ended.", "%(n)s children whose care has ended.", count)
    else:
        words_ = ngettext("%(n)s child, in care now or before.", "%(n)s children, in care now or before.", count)
    return words_ % {"n": numbers.whole(count)}


def _heads(asked: Asked, path: str) -> tuple[Head, ...]:
    columns = (
        ("name", gettext("Child")),
        ("born", gettext("Born")),
        ("since", gettext("Looked after since")),
        ("iro", gettext("IRO, team")),
        ("review", gettext("Next review, and why")),
    )
    return tuple(_head(text, key, asked, path) for key, text in columns)


def _head(text: str, key: str, asked: Asked, path: str) -> Head:
    state = {key: "ascending", f"-{key}": "descending"}.get(asked.sort, "none")
    turned = f"-{key}" if state == "ascending" else key
    return Head(text=text, href=address(path, asked.kept, sort=turned), sort=state)


def _row(line: Line, *, viewer: User, today: date) -> ChildRow:
    child, period, episode = line.child, line.care.period, line.care.episode
    nation = viewer.authority.nation
    review = due_cell(line.review, name=child.shown_name, today=today, nation=nation) if line.review else None
    return ChildRow(
        name=child.shown_name,
        href=reverse("child:show", args=[child.pk]),
        born=dates.plain(child.born_on) if child.born_on else gettext("Not known"),
        local_id=child.local_id,
        since=dates.short(period.started_on, today=today) if period else gettext("Never"),
        since_note=_ended(line, today),
        status=legal_status(episode.legal_status, nation=nation) if episode and episode.legal_status else "",
        iro=line.iro_name or gettext("No IRO"),
        team=child.team.name if child.team else "",
        review=review,
        review_name=words.title_of(line.review) if line.review else "",
    )


def _placed_with() -> dict[str, str]:
    return {"relatives": gettext("Relatives or friends who foster"), "parents": gettext("Parents")}


def _ended(line: Line, today: date) -> str:
    period = line.care.period
    if period is None or period.ceased_on is None:
        return ""
    return gettext("to %(day)s") % {"day": dates.short(period.ceased_on, today=today)}


def filter_of(asked: Asked, choices: Choices, *, nation: str, path: str) -> Filter:
    """This will make the filter with what is chosen, so that each choice can be taken away by a link."""
    groups = (
        _group("care", gettext("Care"), {"now": gettext("In care now"), "ceased": gettext("Ended")}, asked.care),
        _group(
            "next",
            gettext("Next review"),
            {"overdue": gettext("Overdue"), "4weeks": gettext("Due in 4 weeks")},
            asked.next,
        ),
        _group(
            "stream",
            gettext("Stream"),
            {"full-time": gettext("Full-time care"), "short-break": gettext("Short breaks")},
            asked.streams,
        ),
        _group("iro", gettext("IRO"), _officers(choices), asked.iros),
        _group("team", gettext("Team"), _teams(choices), asked.teams),
        _group(
            "status",
            gettext("Legal status"),
            {code: legal_status(code, nation=nation) for code in LEGAL_STATUS},
            asked.statuses,
        ),
        _group("with", gettext("Lives with"), _placed_with(), asked.placed_with),
    )
    shown = tuple(group for group in groups if len(group.choices) > 1)
    return Filter(
        action=path,
        groups=shown,
        chosen=tuple(_chosen(asked, groups, path)),
        clear=path,
        hidden=tuple((name, asked.kept[name][0]) for name in ("q", "sort") if asked.kept[name]),
    )


def _officers(choices: Choices) -> dict[str, str]:
    return {NONE: gettext("No IRO")} | {str(iro.pk): iro.name for iro in choices.officers}


def _teams(choices: Choices) -> dict[str, str]:
    known = {str(team.pk): team.name for team in choices.teams}
    return {NONE: gettext("No team")} | known if known else {}


def _group(name: str, legend: str, offered: dict[str, str], chosen: tuple[str, ...]) -> ChoiceGroup:
    boxes = tuple(Choice(value=value, text=text, checked=value in chosen) for value, text in offered.items())
    return ChoiceGroup(name=name, legend=legend, choices=boxes)


def _chosen(asked: Asked, groups: Sequence[ChoiceGroup], path: str) -> list[Chosen]:
    """What narrows the list; care is there only when it is not the usual choice."""
    kept = asked.kept
    found = []
    if asked.words:
        without = kept | {"q": []}
        found.append(Chosen(text=f"“{asked.words}”", href=address(path, without)))
    for group in groups:
        for choice in group.choices:
            if choice.value not in kept[group.name]:
                continue
            rest = [value for value in kept[group.name] if value != choice.value]
            found.append(Chosen(text=choice.text, href=address(path, kept | {group.name: rest})))
    return found


def file_heads() -> list[str]:
    """This will give the heads of the file."""
    return [
        gettext("Local id"), gettext("Name"), gettext("Born"), gettext("Stream"), gettext("Looked after since"),
        gettext("Care ended"), gettext("Legal status"), gettext("IRO"), gettext("Team"), gettext("Next review"),
        gettext("Due"),
    ]  # fmt: skip


def cells(line: Line, *, nation: str) -> list[Cell]:
    """This will give one child for the file."""
    child, period, episode = line.child, line.care.period, line.care.episode
    return [
        child.local_id,
        "" if child.shown_name.endswith(f" {child.local_id}") else child.shown_name,
        child.born_on,
        gettext(period.get_stream_display()) if period else "",
        period.started_on if period else None,
        period.ceased_on if period else None,
        legal_status(episode.legal_status, nation=nation) if episode and episode.legal_status else "",
        line.iro_name or "",
        child.team.name if child.team else "",
        words.title_of(line.review) if line.review else "",
        line.review.due_on if line.review else None,
    ]
