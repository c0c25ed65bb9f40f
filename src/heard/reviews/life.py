"""Reads the life of a review from the tables, in a fixed number of queries whatever hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from heard.accounts.models import ResponsibleAuthority
from heard.law import DueDate, Nation
from heard.law.agenda import AgendaItem, also_ask, required_items
from heard.law.calendar_dates import age_on
from heard.planning.models import PlanDate
from heard.reviews.models import (
    Adjournment,
    Choices,
    DecisionsIssued,
    Invitation,
    ManagerAnswer,
    Paper,
    PapersChoice,
    PrivateTalk,
    RecordOfReview,
    Review,
    SentCopy,
    TalkWithSocialWorker,
)
from heard.reviews.steps import Life


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read of a review, for the page to show beside the steps."""

    life: Life
    choices: Choices | None
    social_worker: TalkWithSocialWorker | None
    invitations: Sequence[Invitation]
    papers: Sequence[Paper]
    papers_choice: PapersChoice | None
    talk: PrivateTalk | None
    adjournment: Adjournment | None
    issued: DecisionsIssued | None
    record: RecordOfReview | None
    matters: Sequence[AgendaItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What the diary says of the review itself."""

    due_on: date | None
    due: DueDate | None
    number: int


def read(review: Review, *, authority: ResponsibleAuthority, owed: Owed, quality_on: date | None, today: date) -> Found:
    """This will read all that the page of a review shows. `quality_on` is told by a higher floor."""
    choices = Choices.objects.filter(review=review).first()
    social_worker = TalkWithSocialWorker.objects.filter(review=review).first()
    invitations = list(
        Invitation.objects.filter(review=review).select_related("party__child", "party__user").order_by("pk")
    )
    papers = list(Paper.objects.filter(review=review).order_by("pk"))
    papers_choice = PapersChoice.objects.filter(review=review).first()
    talk = PrivateTalk.objects.filter(review=review).first()
    adjournment = Adjournment.objects.filter(review=review).first()
    issued = DecisionsIssued.objects.filter(review=review).select_related("manager").first()
    record = (
        RecordOfReview.objects.filter(review=review).annotate(signed_on=Max("signed__signed_on", default=None)).first()
    )
    counted = Review.objects.filter(pk=review.pk).aggregate(
        decisions=Count("decisions", distinct=True),
        separate=Count("separate_talks__party", distinct=True),
        considered=Count("matters", distinct=True),
    )
    answers = ManagerAnswer.objects.filter(decision__review=review).count()
    sent = SentCopy.objects.filter(review=review).exclude(copy="decisions")
    sent_to = {row.party_id: row for row in sent.order_by("sent_on") if row.party_id}
    letter = min((row.sent_on for row in sent if row.copy == "letter"), default=None)
    agenda = agenda_of(review, nation=authority.nation, number=owed.number, today=today)
    receivers = [row for row in invitations if row.invited or row.consulted]
    received = [sent_to[row.party_id].sent_on for row in receivers if row.party_id in sent_to]
    asked = [row for row in receivers if row.sent_on is not None and row.bounced_on is None]
    needed = [paper for paper in papers if paper.needed]
    papers_in = [paper.received_on for paper in needed if paper.received_on is not None]
    life = Life(
        nation=Nation(authority.nation),
        clear_days=authority.count_back_clear_days,
        today=today,
        due=owed.due,
        due_on=owed.due_on,
        booked_for=review.arranged_for,
        held_on=review.held_on,
        completed_on=review.completed_on,
        cancelled=review.state == Review.State.CANCELLED,
        adjourned_on=adjournment.adjourned_on if adjournment else None,
        asked_on=choices.asked_on if choices else None,
        answered_on=choices.answered_on if choices else None,
        social_worker_on=social_worker.held_on if social_worker else None,
        to_ask=len(receivers),
        asked=len(asked),
        all_asked_on=max((row.sent_on for row in asked if row.sent_on), default=None),
        papers_needed=len(needed),
        papers_in=len(papers_in),
        papers_in_on=max(papers_in, default=None),
        papers_choice=papers_choice is not None,
        talk_on=talk.talked_on if talk else None,
        talk_outcome=talk.outcome if talk else "",
        separate_wanted=sum(row.wants_separate_talk for row in invitations),
        separate_done=counted["separate"],
        code=review.participation_code,
        matters_open=max(len(agenda) - counted["considered"], 0),
        decisions=counted["decisions"],
        issued_on=issued.issued_on if issued else None,
        received_on=issued.received_on if issued else None,
        answers=answers,
        care_plan_on=_care_plan_on(review),
        signed_on=record.signed_on if record else None,
        letter_needed=True,
        letter_on=letter,
        to_send=len(receivers),
        sent=len(received),
        all_sent_on=max(received, default=None),
        quality_on=quality_on,
        next_booked=_next_booked(review),
    )
    return Found(
        life=life,
        choices=choices,
        social_worker=social_worker,
        invitations=invitations,
        papers=papers,
        papers_choice=papers_choice,
        talk=talk,
        adjournment=adjournment,
        issued=issued,
        record=record,
        matters=agenda,
    )


def agenda_of(review: Review, *, nation: str, number: int, today: date) -> tuple[AgendaItem, ...]:
    """Give the matters that this review must consider, and what guidance asks beside (rulebook 3.1)."""
    on = review.held_on or review.arranged_for or today
    born_on = review.child.born_on
    age = age_on(born_on, on) if born_on and born_on <= on else None
    return (*required_items(Nation(nation), on=on), *also_ask(review_number=number, age=age))


def _care_plan_on(review: Review) -> date | None:
    """The day on which the care plan was revised after the review was completed."""
    if review.completed_on is None:
        return None
    rows = PlanDate.objects.filter(
        child_id=review.child_id, kind=PlanDate.Kind.CARE_PLAN, done_on__gte=review.completed_on
    )
    return rows.order_by("done_on").values_list("done_on", flat=True).first()


def _next_booked(review: Review) -> bool:
    if review.held_on is None:
        return False
    later = Q(state=Review.State.ARRANGED) | Q(state=Review.State.HELD, held_on__gt=review.held_on)
    return Review.objects.filter(later, child_id=review.child_id).exclude(pk=review.pk).exists()
