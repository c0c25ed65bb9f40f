"""The steps still open of many reviews at once, for the lists of an IRO and of the service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child, Source
from heard.children.queries import visible_to
from heard.law import Nation
from heard.reviews.models import (
    Copy,
    Invitation,
    ManagerAnswer,
    PrivateTalk,
    RecordVersion,
    Review,
    ReviewDecision,
    SentCopy,
)
from heard.reviews.receivers import of_court
from heard.reviews.steps import Key, Life, State, Step, steps
from heard.reviews.talk_queries import best_of

BACK = timedelta(days=60)  # older reviews are not chased from a list
AHEAD = timedelta(weeks=8)  # bookings whose preparation may fall due within four weeks
PREPARING = (Key.SOCIAL_WORKER, Key.PRIVATE_TALK)
FOLLOWING = (Key.SEND_DECISIONS, Key.MANAGER, Key.RECORD, Key.DISTRIBUTE)
LISTED = (*PREPARING, Key.COMPLETE, *FOLLOWING)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """One step of a review that is not done, with its limit."""

    review: Review
    step: Step
    due_on: date


def open_steps(
    viewer: User, *, authority: ResponsibleAuthority, today: date, until: date, iro: User | None = None
) -> list[OpenStep]:
    """This will list the open steps with a limit up to `until`, soonest first, in one query; of one IRO's if named.

    Only of reviews that the service arranged or recorded itself, or worked on: of others nothing is known.
    """
    rows = _rows(viewer, today=today, iro=iro)
    found = [
        one for review in rows for one in _open_of(review, authority=authority, today=today) if one.due_on <= until
    ]
    return sorted(found, key=lambda one: (one.due_on, one.review.child.sort_key, LISTED.index(one.step.key)))


def _rows(viewer: User, *, today: date, iro: User | None) -> QuerySet[Any]:
    receivers = Invitation.objects.filter(Q(invited=True) | Q(consulted=True), review=OuterRef("pk"))
    left = SentCopy.objects.filter(left_on__isnull=False).exclude(copy=Copy.DECISIONS)
    copies = left.filter(review=OuterRef("review"), party=OuterRef("party"))
    listed = Invitation.objects.filter(Q(invited=True) | Q(consulted=True), review=OuterRef(OuterRef("pk")))
    court = of_court("child").exclude(pk__in=listed.values("party"))
    given = left.filter(review=OuterRef(OuterRef("pk")), party=OuterRef("pk"))
    versions = RecordVersion.objects.filter(record__review=OuterRef("pk")).order_by("number")
    own = Q(source=Source.SERVICE) | Exists(PrivateTalk.objects.filter(review=OuterRef("pk"))) | Q(record__isnull=False)
    own |= Q(decisions_issued__isnull=False)
    when = Q(state=Review.State.ARRANGED, arranged_for__range=(today - BACK, today + AHEAD))
    when |= Q(state=Review.State.HELD, held_on__gte=today - BACK)
    when |= Q(state=Review.State.HELD, completed_on__gte=today - BACK)
    found = Review.objects.filter(own, when, authority_id=viewer.authority_id, child__in=visible_to(viewer))
    if iro is not None:
        found = found.filter(child__named_iros__iro=iro, child__named_iros__ended_on__isnull=True)
    return found.select_related("child", "talk_with_social_worker", "adjournment", "decisions_issued").annotate(
        talk_on=Subquery(best_of().values("talked_on")[:1]),
        talk_outcome=Subquery(best_of().values("outcome")[:1]),
        n_decisions=_number(ReviewDecision.objects.filter(review=OuterRef("pk")), "review"),
        n_answers=_number(ManagerAnswer.objects.filter(decision__review=OuterRef("pk")), "decision__review"),
        n_receivers=_number(receivers, "review"),
        n_sent=_number(receivers.filter(Exists(copies)), "review"),
        n_court=_number(court, "child"),
        n_court_sent=_number(court.filter(Exists(given)), "child"),
        first_signed_on=Subquery(versions.values("signed_on")[:1]),
    )


def _number(rows: QuerySet[Any], by: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def _open_of(review: Any, *, authority: ResponsibleAuthority, today: date) -> Iterable[OpenStep]:
    held, completed = review.held_on is not None, review.completed_on is not None
    for step in steps(_life(review, authority, today)):
        if step.key not in LISTED or step.limit is None or step.state not in (State.TO_DO, State.PART):
            continue
        if step.key is Key.SOCIAL_WORKER and held:
            continue
        if step.key in FOLLOWING and not completed:
            continue
        yield OpenStep(review=review, step=step, due_on=step.limit)


def _life(review: Any, authority: ResponsibleAuthority, today: date) -> Life:
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
        to_ask=0,
        asked=0,
        all_asked_on=None,
        papers_needed=0,
        papers_in=0,
        papers_in_on=None,
        papers_choice=False,
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
        care_plan_on=None,
        signed_on=review.first_signed_on,
        letter_needed=False,
        letter_on=None,
        to_send=review.n_receivers + review.n_court,
        sent=review.n_sent + review.n_court_sent,
        all_sent_on=None,
        quality_on=None,
        next_booked=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """The decisions of one review that are open after their day."""

    review_id: int
    child: Child
    number: int
    since: date


def overdue_decisions(viewer: User, *, today: date, iro: User | None = None) -> list[Overdue]:
    """This will count the open decisions whose day is past, by review, the longest first, in one query."""
    rows = ReviewDecision.objects.filter(
        authority_id=viewer.authority_id, state=ReviewDecision.State.OPEN, child__in=visible_to(viewer)
    )
    if iro is not None:
        rows = rows.filter(child__named_iros__iro=iro, child__named_iros__ended_on__isnull=True)
    late = rows.annotate(day=Coalesce("remedial_due_on", "due_on")).filter(day__lt=today).select_related("child")
    found: dict[int, list[Any]] = {}
    for row in late.order_by("day", "pk"):
        found.setdefault(row.review_id, []).append(row)
    return [
        Overdue(review_id=review, child=rows[0].child, number=len(rows), since=rows[0].day)
        for review, rows in found.items()
    ]
