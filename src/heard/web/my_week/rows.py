"""One line of what is owed, and how the lines are chosen and put in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.deadlines.lists import Owed
from heard.deadlines.models import Deadline
from heard.law.review_limits import Chain
from heard.pages.presenters import dates
from heard.pages.presenters.parts import address
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.downloads import Cell
from heard.web.due import DueCell, due_cell

SORTS = ("due", "-due", "what", "-what", "child", "-child", "booked", "-booked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do next, and for whom, so that each link on the page is unique."""

    text: str
    href: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing owed. `due_on` is None where no date can be worked out; it then stands first."""

    child_id: int
    kind: str
    due_on: date | None
    cell: DueCell
    what: str
    hint: str
    name: str
    sort_key: str
    local_id: str
    age: str
    href: str
    booked: str
    booked_hint: str
    booked_late: bool
    booked_on: date | None
    step: Step | None

    def cells(self) -> list[Cell]:
        """This will give the line for a file."""
        rule = self.cell.why.lead if self.cell.why else self.cell.note
        return [self.due_on, self.cell.clock.words, self.what, self.name, self.local_id, self.booked_on, rule]


def heads() -> list[str]:
    """This will give the heads of the file."""
    return [
        gettext("Due"), gettext("Clock"), gettext("What"), gettext("Child"), gettext("Local id"),
        gettext("Arranged for"), gettext("Why"),
    ]  # fmt: skip


_BY: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "due": lambda row: (row.due_on or date.min, row.sort_key),
    "what": lambda row: (row.what, row.due_on or date.min, row.sort_key),
    "child": lambda row: (row.sort_key, row.due_on or date.min),
    "booked": lambda row: (row.booked_on or date.max, row.due_on or date.min, row.sort_key),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: one kind only, and an order. Whatever it does not know it leaves out."""

    kind: str = ""
    sort: str = "due"
    iro: str = ""
    steps: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """This will read the address."""
        kind, sort = given.get("kind", ""), given.get("sort", "")
        return cls(
            kind=kind if kind in kinds() else "",
            sort=sort if sort in SORTS else "due",
            iro=given.get("iro", ""),
            steps="all" if given.get("steps") == "all" else "",
        )

    @property
    def kept(self) -> dict[str, str]:
        """What stays in the address of each link."""
        return {
            "kind": self.kind,
            "sort": "" if self.sort == "due" else self.sort,
            "iro": self.iro,
            "steps": self.steps,
        }

    def choose(self, rows: Sequence[Row]) -> list[Row]:
        """This will keep the kind that is asked for, in the order that is asked for."""
        chosen = [row for row in rows if not self.kind or row.kind == self.kind]
        return sorted(chosen, key=_BY[self.sort.lstrip("-")], reverse=self.sort.startswith("-"))


def kinds() -> dict[str, str]:
    """This will give the kinds of what is owed, with their words."""
    return {
        "reviews": gettext("Reviews"),
        "short-breaks": gettext("Short breaks"),
        "adoption": gettext("Adoption"),
        "iro": gettext("Naming an IRO"),
    }


def row_of(item: Owed, *, viewer: User, today: date) -> Row:
    """This will make one line."""
    deadline, child = item.deadline, item.deadline.child
    cell = due_cell(deadline, name=child.shown_name, today=today, nation=viewer.authority.nation)
    booked, hint, late = _booking(item, today)
    return Row(
        child_id=child.pk,
        kind=_kind(deadline),
        due_on=deadline.due_on,
        cell=cell,
        what=words.title_of(deadline),
        hint=cell.note or _hint(deadline, today),
        name=child.shown_name,
        sort_key=child.sort_key,
        local_id=child.local_id,
        age=words.age(child.born_on, today=today) if child.born_on else "",
        href=reverse("child:show", args=[child.pk]),
        booked=booked,
        booked_hint=hint,
        booked_late=late,
        booked_on=item.booking.arranged_for if item.booking else None,
        step=_step(item, viewer, today),
    )


def _kind(deadline: Deadline) -> str:
    if deadline.kind == Deadline.Kind.APPOINT_IRO:
        return "iro"
    if deadline.kind == Deadline.Kind.ADOPTION_REVIEW:
        return "adoption"
    return "short-breaks" if deadline.chain == Chain.SHORT_BREAK else "reviews"


def _hint(deadline: Deadline, today: date) -> str:
    on = {"day": dates.short(deadline.counted_from, today=today)}
    if deadline.kind == Deadline.Kind.ADOPTION_REVIEW:
        return gettext("Counted from %(day)s") % on
    if deadline.kind == Deadline.Kind.REVIEW and deadline.number > 1:
        return gettext("Last held %(day)s") % on
    return gettext("Looked after since %(day)s") % on


def _booking(item: Owed, today: date) -> tuple[str, str, bool]:
    """The booking in words, what stands under it, and whether something is wrong with it."""
    if item.deadline.kind == Deadline.Kind.APPOINT_IRO:
        return gettext("The service"), "", False
    booking = item.booking
    if booking is None or booking.arranged_for is None:
        return gettext("Not arranged yet"), "", False
    when = when_of(booking, today)
    if booking.arranged_for < today:
        return when, gettext("This day has passed"), True
    due_on = item.deadline.due_on
    if due_on is not None and booking.arranged_for > due_on:
        return when, gettext("After the due date"), True
    return when, booking.place, False


def when_of(booking: Review, today: date) -> str:
    """This will say when a review is booked: "Fri 27 Nov, 16:15"."""
    assert booking.arranged_for is not None
    day = dates.short(booking.arranged_for, today=today)
    return f"{day}, {dates.clock_time(booking.arranged_time)}" if booking.arranged_time else day


def _step(item: Owed, viewer: User, today: date) -> Step | None:
    child, booking = item.deadline.child, item.booking
    about = f"{words.title_of(item.deadline)}, {child.shown_name}"
    if item.deadline.kind == Deadline.Kind.APPOINT_IRO:
        if not viewer.may(Permission.IRO_APPOINT):
            return None
        return Step(text=gettext("Name an IRO"), href=reverse("naming:name", args=[child.pk]), about=about)
    if booking is None or booking.arranged_for is None:
        if not viewer.may(Permission.REVIEW_ARRANGE):
            return None
        return Step(text=gettext("Arrange it"), href=reverse("reviews:arrange", args=[child.pk]), about=about)
    if booking.arranged_for <= today and viewer.may(Permission.REVIEW_RECORD):
        href = address(reverse("reviews:record", args=[child.pk]), {"booking": str(booking.pk)})
        return Step(text=gettext("Record as held"), href=href, about=about)
    return Step(text=gettext("Open the review"), href=reverse("review:show", args=[booking.pk]), about=about)
