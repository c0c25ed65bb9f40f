"""Who was invited or consulted late, review by review: the check of the administration each week and month (R-082)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Party, Source
from heard.children.queries import visible_to
from heard.law import Nation
from heard.reviews.booking.notice import holidays_of, is_short, school_limit
from heard.reviews.limits import own_limit
from heard.reviews.measures.preparation import CONSULT, forgotten
from heard.reviews.models import Invitation, Review
from heard.reviews.preparation.questions import SCHOOLS
from heard.reviews.settings import settings_of


class Fault(StrEnum):
    """What was not as it should be."""

    LATE = "late"
    NOT_SENT = "not_sent"
    CAME_BACK = "came_back"
    NOT_LISTED = "not_listed"  # a parent with parental responsibility who stands on no list
    NO_LIST = "no_list"  # nobody was asked: the review has no list


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLate:
    """One person of one review. `due_on` is the limit, or the review itself where no days are counted."""

    review: Review
    party: Party | None
    fault: Fault
    sent_on: date | None
    due_on: date
    short_notice: bool

    @property
    def day(self) -> date:
        """The day of the review."""
        return day_of(self.review)


def day_of(review: Review) -> date:
    """This will give the day on which a review was held, or for which it is booked."""
    day = review.held_on or review.arranged_for
    assert day is not None  # the reviews that are checked were held or are booked
    return day


def asked_late(
    viewer: User, *, authority: ResponsibleAuthority, first: date, last: date, today: date
) -> list[AskedLate]:
    """This will list who was not asked in time for the reviews of a span, by day; in a fixed number of queries.

    Of reviews to come only those stand here whose limit has passed.
    """
    reviews = list(_reviews(viewer, first, last))
    own, holidays = settings_of(authority.pk).local_limits, holidays_of(authority.pk)
    limits = {}
    for review in reviews:
        day = day_of(review)
        due = own_limit(
            CONSULT, Nation(authority.nation), own, counted_from=day, clear_days=authority.count_back_clear_days
        )
        limits[review.pk] = due.due_on if due else day
    found: list[AskedLate] = []
    listed = set()
    for row in Invitation.objects.filter(review__in=reviews).select_related(
        "review__child", "party__child", "party__user"
    ):
        listed.add(row.review_id)
        due_on = limits[row.review_id]
        if row.party.kind in SCHOOLS:
            due_on = school_limit(holidays, limit=due_on, review_on=day_of(row.review))
        fault = _fault_of(row, due_on, today)
        if fault is not None:
            found.append(_line(row.review, row.party, fault, due_on, sent_on=row.sent_on))
    passed = [review for review in reviews if limits[review.pk] < today]
    found += [
        _line(review, party, Fault.NOT_LISTED, limits[review.pk])
        for review, party in forgotten(passed)
        if review.pk in listed and party.left_out != Party.LeftOut.BOTH
    ]
    found += [_line(review, None, Fault.NO_LIST, limits[review.pk]) for review in passed if review.pk not in listed]
    return sorted(found, key=lambda one: (one.day, one.review.child.sort_key, one.review.pk, _name(one)))


def count_of_reviews(lines: Iterable[AskedLate]) -> int:
    """This will count the reviews of a list."""
    return len({one.review.pk for one in lines})


def _reviews(viewer: User, first: date, last: date) -> Iterable[Review]:
    when = Q(state=Review.State.HELD, held_on__range=(first, last))
    when |= Q(state=Review.State.ARRANGED, arranged_for__range=(first, last))
    rows = Review.objects.filter(
        when, authority_id=viewer.authority_id, source=Source.SERVICE, child__in=visible_to(viewer)
    )
    return rows.select_related("child")


def _fault_of(row: Invitation, due_on: date, today: date) -> Fault | None:
    if not (row.invited or row.consulted):
        return None
    if row.bounced_on is not None:
        return Fault.CAME_BACK
    if row.sent_on is None:
        return Fault.NOT_SENT if due_on < today else None
    return Fault.LATE if row.sent_on > due_on else None


def _line(review: Review, party: Party | None, fault: Fault, due_on: date, *, sent_on: date | None = None) -> AskedLate:
    short = is_short(review.booked_on, due_on)
    return AskedLate(review=review, party=party, fault=fault, sent_on=sent_on, due_on=due_on, short_notice=short)


def _name(one: AskedLate) -> str:
    return one.party.shown_name if one.party else ""
