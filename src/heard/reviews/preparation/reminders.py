"""Of what the service reminds by itself before a review, and when: the talk of social worker and IRO, and the papers.

The first reminder comes some working days before the review, the second on the limit of the talk or once that of the
papers has passed (prep-sw-iro-15wd, prep-reports-3wd). Each is due over several days, so that a machine that stood
still one night reminds the next. Only a review that is still booked is reminded of, and only while something is owed.

A review that was adjourned is reminded of before the day on which it goes on: of papers on its list that have not come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from heard.accounts.models import ResponsibleAuthority
from heard.audit import log
from heard.children.models import PeriodOfCare
from heard.law import LawError, Nation, local_due
from heard.reviews.booking.entries import booking_of
from heard.reviews.limits import PAPERS, TALK, limit, own_limit
from heard.reviews.models import Paper, Review, ReviewReminder, ReviewSettings, TalkWithSocialWorker

Kind = ReviewReminder.Kind
OF_PAPERS = (Kind.PAPERS_AHEAD, Kind.PAPERS_LIMIT)
SECOND = (Kind.TALK_LIMIT, Kind.PAPERS_LIMIT)  # the limit is here or has passed


class SetBy(StrEnum):
    """Whose limit it is. Where neither the nation nor the council counts days, what England counts is taken as usual
    practice, and called so."""

    NATION = "nation"
    COUNCIL = "council"
    USUAL = "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The day by which something is to be there, and who set it."""

    due_on: date
    set_by: SetBy


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReminder:
    """One reminder that is to go for a booking; `again`: for the second sitting of a review that was adjourned."""

    review: Review
    kind: Kind
    aim: Aim
    review_on: date

    @property
    def again(self) -> bool:
        return self.review.state == Review.State.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How an authority reminds: its nation, how it counts back, its own limits, the days of its reminders."""

    nation: Nation
    clear_days: bool
    settings: ReviewSettings

    @property
    def local(self) -> Mapping[str, int]:
        """The council's own limits."""
        own: Mapping[str, int] = self.settings.local_limits
        return own


def rules_of(authority: ResponsibleAuthority, settings: ReviewSettings) -> Rules:
    """This will gather how an authority reminds."""
    return Rules(nation=Nation(authority.nation), clear_days=authority.count_back_clear_days, settings=settings)


def aim_of(rule_id: str, rules: Rules, *, review_on: date) -> Aim | None:
    """This will give the day by which something is to be there before a review; None where it cannot be counted."""
    counted = partial(limit, rule_id, counted_from=review_on, clear_days=rules.clear_days)
    due = counted(nation=rules.nation)
    if due is not None:
        return Aim(due_on=due.due_on, set_by=SetBy.NATION)
    due = own_limit(rule_id, rules.nation, rules.local, counted_from=review_on, clear_days=rules.clear_days)
    if due is not None:
        return Aim(due_on=due.due_on, set_by=SetBy.COUNCIL)
    due = counted(nation=Nation.ENGLAND)
    return Aim(due_on=due.due_on, set_by=SetBy.USUAL) if due is not None else None


def kinds_on(today: date, rules: Rules, *, review_on: date) -> dict[Kind, Aim]:
    """This will give the kinds of reminder whose days it is, for a review on a day; before the review alone."""
    found: dict[Kind, Aim] = {}
    if today >= review_on:
        return found
    chosen = rules.settings
    talk, papers = (aim_of(rule, rules, review_on=review_on) for rule in (TALK, PAPERS))
    if talk is not None:
        first = _days_before(TALK, chosen.talk_reminder_days, rules, review_on)
        if first is not None and first <= today < talk.due_on:
            found[Kind.TALK_AHEAD] = talk
        if chosen.talk_limit_reminder and today >= talk.due_on:
            found[Kind.TALK_LIMIT] = talk
    if papers is not None:
        first = _days_before(PAPERS, chosen.papers_reminder_days, rules, review_on)
        if first is not None and first <= today <= papers.due_on:
            found[Kind.PAPERS_AHEAD] = papers
        if chosen.papers_limit_reminder and today > papers.due_on:
            found[Kind.PAPERS_LIMIT] = papers
    return found


def due_reminders(rules: Rules, *, today: date, review_id: int | None = None) -> list[DueReminder]:
    """This will list the reminders that are to go for the bookings of an authority, or for one of them, in two queries.

    What was done is not reminded of, and each kind goes once for a booking: one that was moved begins again.
    """
    reviews = list(_booked(rules.settings.authority_id, today, review_id))
    written = _written(reviews)
    found = []
    for review in reviews:
        day, owed = _day_of(review), _owed(review)
        assert day is not None  # it is booked, or goes on
        for kind, aim in kinds_on(today, rules, review_on=day).items():
            if kind in owed and (review.pk, kind, day, review.booked_on) not in written:
                found.append(DueReminder(review=review, kind=kind, aim=aim, review_on=day))
    return found


def keep_reminder(due: DueReminder, *, names: Iterable[str], today: date) -> ReviewReminder:
    """This will keep that a reminder was written, and log it; the caller holds the review's row."""
    review = due.review
    row = ReviewReminder.objects.create(
        authority_id=review.authority_id,
        review=review,
        kind=due.kind,
        review_on=due.review_on,
        booked_on=review.booked_on,
        written_on=today,
        names=", ".join(names)[:400],
    )
    log.record(
        "review.social_worker_reminded",
        authority_id=review.authority_id,
        by=None,
        child_id=review.child_id,
        review=review.pk,
        kind=due.kind,
        review_on=row.review_on,
    )
    return row


def follow_left(*, reminder_id: int, on: date) -> ReviewReminder | None:
    """This will keep the day on which a reminder first left, and give it then; for the outbox itself."""
    row = ReviewReminder.objects.select_for_update().get(pk=reminder_id)
    if row.left_on is not None:
        return None
    row.left_on = on
    row.save(update_fields=["left_on"])
    return row


def outdated(reminder_ids: Iterable[int]) -> set[int]:
    """This will tell which reminders say what does not hold any more: of a booking that was moved, cancelled or held,
    or of what has been done."""
    rows = list(ReviewReminder.objects.filter(pk__in=list(reminder_ids)))
    standing = {
        review.pk: review for review in _with_owed(Review.objects.filter(pk__in={one.review_id for one in rows}))
    }
    return {one.pk for one in rows if not _stands(one, standing[one.review_id])}


def _stands(row: ReviewReminder, review: Review) -> bool:
    day = _day_of(review)
    same = day is not None and (day, review.booked_on) == (row.review_on, row.booked_on)
    return same and row.kind in _owed(review)


def _day_of(review: Review) -> date | None:
    """The day for which it is booked, or on which it goes on; None where nothing is to come."""
    named = booking_of(review)
    return named.on if named else None


def _days_before(rule_id: str, days: int | None, rules: Rules, review_on: date) -> date | None:
    """The day so many working days before the review; None where it is not wanted or cannot be counted."""
    if not days:
        return None
    try:
        due = local_due(rule_id, rules.nation, working_days=days, counted_from=review_on, clear_days=rules.clear_days)
    except LawError:
        return None
    return due.due_on


def _booked(authority_id: int, today: date, review_id: int | None) -> QuerySet[Review]:
    cared_for = PeriodOfCare.objects.filter(child_id=OuterRef("child_id"), ceased_on__isnull=True)
    booked = Q(state=Review.State.ARRANGED, arranged_for__gt=today)
    goes_on = Q(state=Review.State.HELD, completed_on__isnull=True, adjournment__resume_on__gt=today)
    rows = Review.objects.filter(booked | goes_on, Exists(cared_for), authority_id=authority_id)
    if review_id is not None:
        rows = rows.filter(pk=review_id)
    return _with_owed(rows).select_related("child").order_by(Coalesce("adjournment__resume_on", "arranged_for"), "pk")


def _with_owed(reviews: QuerySet[Review]) -> QuerySet[Review]:
    listed = Paper.objects.filter(review=OuterRef("pk"))
    return reviews.select_related("adjournment").annotate(
        talked=Exists(TalkWithSocialWorker.objects.filter(review=OuterRef("pk"))),
        listed=Exists(listed),
        lacking=Exists(listed.filter(needed=True, received_on__isnull=True)),
    )


def _owed(review: Review) -> set[Kind]:
    """What is owed yet. Where nobody made the list of papers, none has come; once a review has begun, the talk that
    prepares it is over, and of papers only those on its list are asked for."""
    if review.state == Review.State.HELD:
        return set(OF_PAPERS) if review.lacking else set()  # type: ignore[attr-defined]
    told: set[Kind] = set() if review.talked else {Kind.TALK_AHEAD, Kind.TALK_LIMIT}  # type: ignore[attr-defined]
    if review.lacking or not review.listed:  # type: ignore[attr-defined]
        told |= set(OF_PAPERS)
    return told


def _written(reviews: Iterable[Review]) -> set[tuple[int, str, date, date | None]]:
    rows = ReviewReminder.objects.filter(review__in=list(reviews))
    return set(rows.values_list("review_id", "kind", "review_on", "booked_on"))
