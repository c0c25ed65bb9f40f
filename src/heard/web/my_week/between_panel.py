"""What happens between reviews, for an IRO's week: changes to decide on, midway checks, quiet children."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.children.models import Child
from heard.deadlines.queries import next_reviews
from heard.oversight.queries import Midway, midways_soon, passed_without_review, quiet_children, to_be_called
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.planning.models import SignificantChange
from heard.planning.queries import changes_to_decide
from heard.web.changes import words

SOON = timedelta(weeks=2)
MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: what, about whom, and since or by when."""

    link: Link
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenPanel:
    """The lines of the panels. `more` say how many are not shown."""

    changes: tuple[Entry, ...]
    changes_more: int
    passed: tuple[Entry, ...]
    passed_more: int
    to_call: tuple[Entry, ...]
    to_call_more: int
    midways: tuple[Entry, ...]
    midways_more: int
    quiet: Link | None


def between_panel(children: Mapping[int, Child], *, nation: str, today: date) -> BetweenPanel:
    """This will read and give the panels of the children of one IRO, in six queries."""
    next_due = next_reviews(children)
    changes = changes_to_decide(children)
    passed = passed_without_review(children, nation=nation, today=today)
    to_call = to_be_called(children)
    soon = midways_soon({pk: row.due_on for pk, row in next_due.items()}, until=today + SOON)
    quiet = quiet_children(children, today=today)
    return BetweenPanel(
        changes=tuple(_change(one) for one in changes[:MOST]),
        changes_more=max(0, len(changes) - MOST),
        passed=tuple(_passed(one) for one in passed[:MOST]),
        passed_more=max(0, len(passed) - MOST),
        to_call=tuple(_to_call(one) for one in to_call[:MOST]),
        to_call_more=max(0, len(to_call) - MOST),
        midways=tuple(_midway(one, children[one.child_id].shown_name, today) for one in soon[:MOST]),
        midways_more=max(0, len(soon) - MOST),
        quiet=_quiet(len(quiet)) if quiet else None,
    )


def _change(one: SignificantChange) -> Entry:
    told = {"name": one.child.shown_name, "change": words.KINDS[one.kind], "day": dates.plain(one.told_on)}
    link = Link(text=_("%(name)s: %(change)s") % told, href=reverse("changes:decide", args=[one.pk]))
    return Entry(link=link, note=_("Told %(day)s") % told)


def _passed(one: SignificantChange) -> Entry:
    told = {"name": one.child.shown_name, "change": words.KINDS[one.kind]}
    link = Link(
        text=_("%(name)s, planned day passed: %(change)s") % told, href=reverse("between:show", args=[one.child_id])
    )
    assert one.happens_on is not None  # the list asks for it
    return Entry(link=link, note=_("Planned for %(day)s, and no review") % {"day": dates.plain(one.happens_on)})


def _to_call(one: SignificantChange) -> Entry:
    told = {"name": one.child.shown_name, "change": words.KINDS[one.kind]}
    link = Link(text=_("%(name)s, review now: %(change)s") % told, href=reverse("child:reviews", args=[one.child_id]))
    return Entry(link=link, note=_("Decided %(day)s") % {"day": dates.plain(one.decision.decided_on)})


def _midway(one: Midway, name: str, today: date) -> Entry:
    link = Link(text=_("%(name)s: midway check") % {"name": name}, href=reverse("between:show", args=[one.child_id]))
    day = {"day": dates.short(one.halfway_on, today=today)}
    return Entry(
        link=link, note=_("Halfway was %(day)s") % day if one.halfway_on < today else _("Halfway %(day)s") % day
    )


def _quiet(number: int) -> Link:
    text = ngettext(
        "%(num)d child without direct contact for 6 months",
        "%(num)d children without direct contact for 6 months",
        number,
    )
    return Link(text=text % {"num": number}, href=reverse("between:quiet"))
