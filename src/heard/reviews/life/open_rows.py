"""Reads the reviews whose steps may be open, many at once and in one query, with what the steps rest on."""

from datetime import date, time, timedelta
from functools import cache
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TimeField, Value, When
from django.db.models.functions import Coalesce

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Source
from heard.children.queries import Children, among
from heard.common.counted import number_of
from heard.law import Nation
from heard.reviews.life.queries import later_reviews, of_review, plans_after
from heard.reviews.life.values import Life
from heard.reviews.listening.queries import best_of
from heard.reviews.models import (
    Copy,
    Invitation,
    ManagerAnswer,
    Paper,
    PapersChoice,
    PrivateTalk,
    RecordVersion,
    Review,
    ReviewDecision,
    SentCopy,
)
from heard.reviews.record.receivers import WITH_RECORD, of_court
from heard.reviews.settings import local_limits_of

BACK = timedelta(days=60)  # bookings older than that, never recorded as held, are not chased from a list
AHEAD = timedelta(weeks=8)  # bookings whose preparation may fall due within four weeks
NO_TIME = Value(time(0), output_field=TimeField())


def rows_of(children: Children, *, today: date) -> QuerySet[Any]:
    """This will read the reviews whose steps may be open, with all that the steps rest on, in one query.

    A review that was held stays as long as its follow-up is open, however old it is.
    """
    when = Q(state=Review.State.ARRANGED, arranged_for__range=(today - BACK, today + AHEAD))
    when |= Q(state=Review.State.HELD, held_on__gte=today - BACK)
    when |= Q(state=Review.State.HELD, completed_on__gte=today - BACK)
    when |= Q(state=Review.State.HELD, unfinished=True)
    return _rows().filter(when, among(children), own=True)


@cache
def _rows() -> QuerySet[Any]:
    """Reviews with what their steps rest on, drawn up once: that costs more than the database takes to answer.

    `own`: the service arranged or recorded it, or worked on it. `unfinished`: its follow-up is open.
    """
    receivers = Invitation.objects.filter(Q(invited=True) | Q(consulted=True), review=OuterRef("pk"))
    left = SentCopy.objects.filter(left_on__isnull=False)
    left = left.exclude(copy=Copy.DECISIONS, party__kind__in=WITH_RECORD)
    copies = left.filter(review=OuterRef("review"), party=OuterRef("party"))
    listed = Invitation.objects.filter(Q(invited=True) | Q(consulted=True), review=OuterRef(OuterRef("pk")))
    court = of_court("child").exclude(pk__in=listed.values("party"))
    given = left.filter(review=OuterRef(OuterRef("pk")), party=OuterRef("pk"))
    papers = of_review(Paper)
    versions = RecordVersion.objects.filter(record__review=OuterRef("pk")).order_by("number")
    own = Q(source=Source.SERVICE) | Exists(of_review(PrivateTalk)) | Q(record__isnull=False)
    own |= Q(decisions_issued__isnull=False)
    unfinished = Q(completed_on__isnull=True) | Q(decisions_issued__isnull=True)
    unfinished |= Q(~Exists(versions)) | Q(~Exists(left.filter(review=OuterRef("pk"))))
    unfinished |= Q(Exists(receivers.exclude(Exists(copies))))
    kept = Review.objects.select_related("child", "talk_with_social_worker", "adjournment", "decisions_issued")
    return kept.alias(own=_whether(own), unfinished=_whether(unfinished)).annotate(
        talk_on=Subquery(best_of().values("talked_on")[:1]),
        talk_outcome=Subquery(best_of().values("outcome")[:1]),
        n_decisions=number_of(of_review(ReviewDecision)),
        n_answers=number_of(ManagerAnswer.objects.filter(decision__review=OuterRef("pk"))),
        n_receivers=number_of(receivers),
        n_sent=number_of(receivers.filter(Exists(copies))),
        n_court=number_of(court),
        n_court_sent=number_of(court.filter(Exists(given))),
        first_signed_on=Subquery(versions.values("signed_on")[:1]),
        n_asked=number_of(_told(receivers)),
        n_papers=number_of(papers),
        n_needed=number_of(papers.filter(needed=True)),
        n_in=number_of(papers.filter(needed=True, received_on__isnull=False)),
        has_choice=Exists(of_review(PapersChoice)),
        care_plan_on=Subquery(plans_after().order_by("done_on").values("done_on")[:1]),
        next_booked=Exists(later_reviews()),
        local_limits=Subquery(local_limits_of().values("local_limits")[:1]),
    )


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def is_long_ago(review: Review, today: date) -> bool:
    """Whether a review was held so long ago that only what the service itself owes is still chased."""
    last = review.completed_on or review.held_on
    return last is not None and last < today - BACK


def _told(receivers: QuerySet[Any]) -> QuerySet[Any]:
    """Those who were asked and know the booking that stands, as `entries.knows_of_it` says of one person."""
    went = receivers.filter(sent_on__isnull=False, bounced_on__isnull=True)
    told = went.annotate(at=Coalesce("told_at", NO_TIME), booked=Coalesce(OuterRef("arranged_time"), NO_TIME))
    stands = Q(told_on=OuterRef("arranged_for"), told_place=OuterRef("place"), at=F("booked"))
    only_asked = Q(told_invited=False, invited=False)
    knows = Q(told_on__isnull=True) | only_asked | (stands & Q(cancel_told_on__isnull=True) & ~Q(told_invited=False))
    found: QuerySet[Any] = told.filter(knows | Q(invited=False, cancel_told_on__isnull=False))
    return found


def life_of(review: Any, authority: ResponsibleAuthority, today: date) -> Life:
    """What the listed steps rest on; the rest is left open and not asked for."""
    worker = getattr(review, "talk_with_social_worker", None)
    adjournment, issued = getattr(review, "adjournment", None), getattr(review, "decisions_issued", None)
    adjourned = adjournment.adjourned_on if adjournment else None
    if adjourned is None and review.completed_on is None and review.source == Source.SERVICE:
        adjourned = review.held_on  # recorded as going on, before adjourning had a page of its own
    return Life(
        nation=Nation(authority.nation),
        clear_days=authority.count_back_clear_days,
        today=today,
        due=None,
        due_on=None,
        booked_for=review.arranged_for,
        held_on=review.held_on,
        completed_on=review.completed_on,
        cancelled=False,
        adjourned_on=adjourned,
        asked_on=None,
        answered_on=None,
        social_worker_on=worker.held_on if worker else None,
        to_ask=review.n_receivers,
        asked=review.n_asked,
        all_asked_on=None,
        papers_needed=review.n_needed,
        papers_in=review.n_in,
        papers_in_on=None,
        papers_choice=review.has_choice,
        talk_on=review.talk_on,
        talk_outcome=review.talk_outcome or "",
        separate_wanted=0,
        separate_done=0,
        code="",
        matters_open=0,
        decisions=review.n_decisions,
        issued_on=issued.issued_on if issued else None,
        received_on=issued.received_on if issued else None,
        answers=review.n_answers,
        care_plan_on=review.care_plan_on,
        signed_on=review.first_signed_on,
        letter_needed=False,
        letter_on=None,
        to_send=review.n_receivers + review.n_court,
        sent=review.n_sent + review.n_court_sent,
        all_sent_on=None,
        quality_on=None,
        next_booked=review.next_booked,
        papers_listed=review.n_papers > 0,
        local=review.local_limits or {},
        from_return=review.source == Source.RETURN,
    )
