"""The lists behind the figures: reviews of M09, late reviews with their reasons, children of M10."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child
from heard.deadlines.measures import CHAINS, Span, reviews_listed
from heard.deadlines.models import Deadline
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Link, Pages, Pill, address
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.downloads import Cell
from heard.web.paging import PageAsked
from heard.web.service.presenters import LateRow, late_row, streams


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Which list: its name in the log, its title, the outcomes that it holds."""

    name: str
    title: str
    outcomes: tuple[str, ...]


COUNTED = Kind(
    name="reviews",
    title=gettext_lazy("Reviews in time: the list"),  # type: ignore[arg-type]
    outcomes=("in_time", "late", "not_held"),
)
LATE = Kind(
    name="late",
    title=gettext_lazy("Late reviews, and why"),  # type: ignore[arg-type]
    outcomes=("late",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsPage:
    """A list of reviews."""

    title: str
    sub: str
    crumbs: tuple[Link, ...]
    pills: tuple[Pill, ...]
    pills_label: str
    rows: tuple[LateRow, ...]
    pages: Pages | None
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """A child that M10 counts."""

    name: str
    href: str
    age: str
    iro: str
    breached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenPage:
    """A list of children."""

    sub: str
    crumbs: tuple[Link, ...]
    pills: tuple[Pill, ...]
    rows: tuple[ChildRow, ...]
    pages: Pages | None


def outcomes() -> dict[str, str]:
    """This will give the outcomes that a list can be narrowed to, with their words."""
    return {"in_time": gettext("In time"), "late": gettext("Late"), "not_held": gettext("Not held")}


def reasons() -> dict[str, str]:
    """This will give the reasons that a list can be narrowed to; "none" is a late review without a reason."""
    return {"none": gettext("No reason yet")} | {code: str(text) for code, text in Review.LateReason.choices}


def chosen(viewer: User, span: Span, kind: Kind, kept: Mapping[str, str]) -> QuerySet[Deadline]:
    """This will give the reviews that the address asks for."""
    asked = kept["show"]
    wanted = (asked,) if asked in kind.outcomes else kind.outcomes
    listed = reviews_listed(
        viewer, span, outcomes=wanted, streams=(kept["stream"],) if kept["stream"] else tuple(CHAINS)
    )
    if kept["reason"]:
        listed = listed.filter(review__late_reason="" if kept["reason"] == "none" else kept["reason"])
    return listed


def reviews_page(
    rows: Sequence[Deadline],
    *,
    viewer: User,
    kind: Kind,
    span: Span,
    kept: Mapping[str, str],
    page: PageAsked,
    path: str,
) -> ReviewsPage:
    """This will make the page of a list of reviews."""
    files = dict(kept) | {"list": "late" if kind is LATE else ""}
    return ReviewsPage(
        title=str(kind.title),
        sub=_sub(span, kept, page.count),
        crumbs=crumbs(viewer),
        pills=_reason_pills(kept, path) if kind is LATE else _outcome_pills(kept, path),
        pills_label=gettext("Show only"),
        rows=tuple(late_row(row, viewer=viewer, today=span.today) for row in rows),
        pages=page.links(path, kept),
        csv=address(reverse("service:reviews_export", args=["csv"]), files),
        xlsx=address(reverse("service:reviews_export", args=["xlsx"]), files),
    )


def crumbs(viewer: User) -> tuple[Link, ...]:
    """This will give the way back."""
    found = [Link(text=gettext("Service"), href=reverse("service:today"))]
    if viewer.may(Permission.FIGURES_VIEW):
        found.append(Link(text=gettext("Timeliness"), href=reverse("service:timeliness")))
    return tuple(found)


def _sub(span: Span, kept: Mapping[str, str], count: int) -> str:
    words = ngettext("%(n)s review, %(first)s to %(last)s", "%(n)s reviews, %(first)s to %(last)s", count)
    text = words % {"n": numbers.whole(count), "first": dates.plain(span.first), "last": dates.plain(span.census)}
    stream = streams().get(kept["stream"], "")
    reason = reasons().get(kept["reason"], "")
    return ", ".join(part for part in (text, stream.lower(), reason.lower()) if part) + "."


def _outcome_pills(kept: Mapping[str, str], path: str) -> tuple[Pill, ...]:
    every = Pill(text=gettext("All"), href=address(path, kept, show=None), current=not kept["show"])
    return (
        every,
        *(
            Pill(text=text, href=address(path, kept, show=outcome), current=kept["show"] == outcome)
            for outcome, text in outcomes().items()
        ),
    )


def _reason_pills(kept: Mapping[str, str], path: str) -> tuple[Pill, ...]:
    every = Pill(text=gettext("All"), href=address(path, kept, reason=None), current=not kept["reason"])
    none = Pill(
        text=gettext("Without a reason"),
        href=address(path, kept, reason="none"),
        current=kept["reason"] == "none",
    )
    if kept["reason"] in ("", "none"):
        return (every, none)
    text = reasons()[kept["reason"]]
    return (every, none, Pill(text=text, href=address(path, kept, reason=kept["reason"]), current=True))


def children_page(
    rows: Sequence[Child], *, viewer: User, span: Span, kept: Mapping[str, str], page: PageAsked, path: str
) -> ChildrenPage:
    """This will make the page of the children that M10 counts; each carries `breached` and `iro_name`."""
    stream = streams()[kept["stream"]]
    words_ = ngettext(
        "%(n)s child in %(stream)s with a review due from %(first)s to %(last)s.",
        "%(n)s children in %(stream)s with a review due from %(first)s to %(last)s.",
        page.count,
    )
    names = {"late": gettext("Not every one in time"), "in_time": gettext("Every one in time")}
    pills = [Pill(text=gettext("All"), href=address(path, kept, show=None), current=kept["show"] not in names)]
    pills += [
        Pill(text=text, href=address(path, kept, show=key), current=kept["show"] == key) for key, text in names.items()
    ]
    return ChildrenPage(
        sub=words_
        % {
            "n": numbers.whole(page.count),
            "stream": stream.lower(),
            "first": dates.plain(span.first),
            "last": dates.plain(span.limits_until),
        },
        crumbs=crumbs(viewer),
        pills=tuple(pills),
        rows=tuple(_child_row(child, span.today) for child in rows),
        pages=page.links(path, kept),
    )


def _child_row(child: Child, today: date) -> ChildRow:
    return ChildRow(
        name=child.shown_name,
        href=reverse("child:reviews", args=[child.pk]),
        age=words.age(child.born_on, today=today) if child.born_on else "",
        iro=getattr(child, "iro_name", None) or gettext("No IRO"),
        breached=bool(getattr(child, "breached", False)),
    )


def heads() -> list[str]:
    """This will give the heads of the file."""
    return [
        gettext("Child"), gettext("Local id"), gettext("IRO"), gettext("Review"), gettext("Due"), gettext("Held"),
        gettext("Outcome"), gettext("Reason"),
    ]  # fmt: skip


def cells(row: Deadline) -> list[Cell]:
    """This will give one review for the file."""
    outcome = getattr(row, "outcome", "")
    review = row.review if outcome != "not_held" else None
    return [
        row.child.shown_name,
        row.child.local_id,
        getattr(row, "iro_name", None) or "",
        words.title_of(row),
        row.due_on,
        review.held_on if review else None,
        outcomes().get(outcome, outcome),
        str(review.get_late_reason_display()) if review and review.late_reason else "",
    ]
