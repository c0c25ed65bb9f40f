"""What stands beside the forms about reviews: what a date sets, and what speaks against a booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from heard.children.models import Child
from heard.deadlines.diary import DiaryRow, HeldReview
from heard.deadlines.models import Deadline
from heard.law import LawError, Nation, catalogue, england_and_wales
from heard.law.calendar_dates import age_on
from heard.pages.presenters import dates, holidays
from heard.pages.presenters.parts import Pair
from heard.reviews.models import Review
from heard.web.child import words

REVIEWS = (Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW)
NEW = 0  # the key that a review not yet stored has in a diary made to see what would be
SCHOOL_AGES = range(5, 17)
SATURDAY = 5


def adjourned(held_on: date, completed_on: date | None) -> HeldReview:
    """Give a review as the law sees it, before it is stored."""
    return HeldReview(NEW, held_on, completed_on, completed_on is None)


def met_by(rows: Sequence[DiaryRow]) -> list[DiaryRow]:
    """Give the dates that the review not yet stored would meet."""
    return [row for row in rows if row.review_id == NEW and row.kind in REVIEWS]


def next_of(rows: Sequence[DiaryRow]) -> DiaryRow | None:
    """Give the review that would be owed next."""
    owed = [row for row in rows if row.state == Deadline.State.OWED and row.kind in REVIEWS and row.due_on]
    return min(owed, key=lambda row: row.due_on or date.max, default=None)


def title_of(row: DiaryRow) -> str:
    """Give "Second review" of a date that is not stored."""
    return words.title_of(Deadline(kind=row.kind, chain=row.chain, number=row.number, numbered=row.numbered))


def what_it_sets(rows: Sequence[DiaryRow], *, nation: str, typed: bool) -> list[Pair]:
    """Give what the date sets, of the day typed, or of today in general words."""
    pairs = []
    for row in met_by(rows):
        if row.due_on:
            in_time = _("Yes, if on or before %(day)s") % {"day": dates.long(row.due_on)}
            pairs.append(Pair(label=_("In time?"), value=in_time, note=title_of(row)))
    following = next_of(rows)
    if following and following.due_on:
        length = _length(following, nation)
        if typed:
            value = _("By %(day)s") % {"day": dates.long(following.due_on)}
            pairs.append(Pair(label=title_of(following), value=value, note=_after(following, length)))
        else:
            value = _("%(length)s after the day on which it was first held") % {"length": length}
            pairs.append(Pair(label=title_of(following), value=value))
    return pairs


def _after(row: DiaryRow, length: str) -> str:
    return _("%(length)s after %(day)s") % {"length": length, "day": dates.plain(row.counted_from)}


def _length(row: DiaryRow, nation: str) -> str:
    rule = catalogue().rule(row.rule, Nation(nation))
    return str(rule.version_for(row.counted_from).length_at(row.step))


def told_of(rows: Sequence[DiaryRow], *, nation: str) -> str:
    """Give the confirmation: what was recorded, whether in time, and what is due next with its reason."""
    parts = []
    for row in met_by(rows):
        state = {True: _("in time"), False: _("late"), None: _("adjourned")}[row.in_time]
        parts.append(_("%(review)s recorded: %(state)s.") % {"review": title_of(row), "state": state})
        if row.in_time is None and row.complete_by:
            parts.append(_("Complete it by %(day)s.") % {"day": dates.long(row.complete_by)})
    following = next_of(rows)
    if following and following.due_on:
        told = {
            "review": title_of(following),
            "day": dates.long(following.due_on),
            "length": _length(following, nation),
            "start": dates.plain(following.counted_from),
        }
        parts.append(_("%(review)s must be held by %(day)s: %(length)s after %(start)s.") % told)
    return " ".join(parts) or _("Review recorded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something that speaks against a day or time; the booking may stand all the same."""

    code: str
    text: str


def warnings_of(
    on: date, at: time | None, *, child: Child, due: Deadline | None, school_day: tuple[time, time] | None
) -> list[Warned]:
    """Give what speaks against a day and time: the limit, days off, the school day that the authority has set.

    Without a school day the schools are closed on that day.
    """
    found = []
    if due and due.due_on and on > due.due_on:
        told = {"review": words.title_of(due), "day": dates.long(due.due_on)}
        text = _("This is after the limit. %(review)s must be held by %(day)s; held on this day it is late.") % told
        found.append(Warned(code="late", text=text))
    try:
        holiday = england_and_wales().holiday_name(on)
    except LawError:
        holiday = None
    if holiday:
        told = {"day": dates.long(on), "holiday": holidays.name(holiday)}
        found.append(Warned(code="holiday", text=_("%(day)s is a bank holiday: %(holiday)s.") % told))
    elif on.weekday() >= SATURDAY:
        found.append(Warned(code="weekend", text=_("%(day)s is at a weekend.") % {"day": dates.long(on)}))
    elif at and school_day and _in_school(at, on, child, school_day):
        text = _("%(time)s is in school hours. Ask the child when suits.") % {"time": dates.clock_time(at)}
        found.append(Warned(code="school", text=text))
    return found


def warnings_of_sibling(
    on: date, at: time | None, *, child: Child, due: Deadline | None, school_day: tuple[time, time] | None
) -> list[Warned]:
    """Give what speaks against a day and time for a brother or sister who is joined: their own limit and school."""
    return [
        Warned(code=f"{one.code}-{child.pk}", text=f"{child.shown_name}: {one.text}")
        for one in warnings_of(on, at, child=child, due=due, school_day=school_day)
        if one.code in ("late", "school")
    ]


def booked_beside(others: Sequence[Review]) -> list[Warned]:
    """Say that a review is booked already: a second booking is made on purpose or not at all."""
    found = []
    for one in others:
        assert one.arranged_for is not None  # an arranged review says for when
        text = _("A review is booked for %(day)s already. Move that one, unless there are to be two.")
        found.append(Warned(code=f"booked-{one.pk}", text=text % {"day": dates.long(one.arranged_for)}))
    return found


def _in_school(at: time, on: date, child: Child, school_day: tuple[time, time]) -> bool:
    start, end = school_day
    return start <= at < end and child.born_on is not None and age_on(child.born_on, on) in SCHOOL_AGES


def booking_in_words(review: Review) -> str:
    """Give how a booking stands now, for somebody whose form met another's change."""
    if review.state == Review.State.ARRANGED and review.arranged_for:
        at = dates.clock_time(review.arranged_time) if review.arranged_time else ""
        when = ", ".join(filter(None, [dates.long(review.arranged_for), at, review.place]))
        return _("It is now arranged for %(when)s.") % {"when": when}
    if review.state == Review.State.CANCELLED:
        return _("It has been cancelled: %(reason)s.") % {"reason": review.cancelled_reason.rstrip(".")}
    return _("It has been recorded as held.")
