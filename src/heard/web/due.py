"""A date of the diary as pages show it: what it is about, its clock, and the reason behind it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.deadlines.models import Deadline
from heard.deadlines.queries import reason_of
from heard.law import DueDate, england_and_wales
from heard.pages.presenters import clock, law_words, why
from heard.web.child import words


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCell:
    """The clock of a date and its reason; without a reason `note` says why there is no date."""

    clock: clock.Clock
    why: why.Why | None
    note: str


def cell_of(due: DueDate, *, about: str, event: str, today: date) -> DueCell:
    """This will give the cell of a limit that stands in no diary; `about` and `event` as in `why.Setting`."""
    setting = why.Setting(today=today, about=about, event=event)
    return DueCell(
        clock=clock.due(due.due_on, today=today, calendar=england_and_wales()), why=why.brief(due, setting), note=""
    )


def due_cell(deadline: Deadline, *, name: str, today: date, nation: str) -> DueCell:
    """This will give the cell of something owed."""
    reason = reason_of(deadline, nation=nation)
    if reason.due is None:
        return DueCell(clock=clock.stopped(), why=None, note=law_words.noted(reason.note))
    setting = why.Setting(
        today=today,
        about=words.about(deadline, name),
        event=words.event_of(deadline, name),
        more=reverse("reasons:show", args=[deadline.pk]),
    )
    return DueCell(
        clock=clock.due(reason.due.due_on, today=today, calendar=england_and_wales()),
        why=why.brief(reason.due, setting),
        note="",
    )
