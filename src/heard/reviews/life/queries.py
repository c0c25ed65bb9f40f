"""Reads the life of a review from the tables, in a fixed number of queries whatever hangs on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import EpisodeOfCare, Party, Source
from heard.children.queries import visible_to
from heard.common.counted import number_of
from heard.common.errors import NotFound
from heard.law import DueDate, Nation
from heard.law.agenda import AgendaItem
from heard.planning.models import PlanDate, SignificantChange
from heard.reviews.booking.entries import knows_of_it
from heard.reviews.decisions.earlier import earlier_decisions
from heard.reviews.life.values import Life
from heard.reviews.listening.queries import best_of
from heard.reviews.meeting.agenda import PERMANENCE_BY, asked_beside, circumstances_of, required_of
from heard.reviews.models import (
    Adjournment,
    BookingChange,
    ChildsPart,
    Choices,
    CombinedDuty,
    Copy,
    DecisionsIssued,
    Invitation,
    ManagerAnswer,
    MatterConsidered,
    Paper,
    PapersChoice,
    Permanence,
    RecordOfReview,
    RecordVersion,
    Review,
    ReviewDecision,
    ReviewNeed,
    ReviewReminder,
    RightExplained,
    SentCopy,
    SeparateTalk,
    SiblingPlan,
    TakingPart,
    TalkWithSocialWorker,
    Wish,
)
from heard.reviews.preparation.need_queries import NeedLine, lines_of
from heard.reviews.record.receivers import WITH_RECORD, of_court
from heard.reviews.settings import local_limits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read of a review, for the page to show beside the steps."""

    life: Life
    choices: Choices | None
    social_worker: TalkWithSocialWorker | None
    invitations: Sequence[Invitation]
    papers: Sequence[Paper]
    papers_choice: PapersChoice | None
    adjournment: Adjournment | None
    issued: DecisionsIssued | None
    record: RecordOfReview | None
    matters: Sequence[AgendaItem]
    required: int  # of the matters, how many the law sets
    sibling_plans: Sequence[SiblingPlan]
    taking_part: Sequence[TakingPart]
    childs_part: ChildsPart | None
    combined: Sequence[CombinedDuty]
    changes: Sequence[BookingChange]
    rights_wanted: Sequence[str]  # with which nobody has helped the child yet
    needs: Sequence[NeedLine]
    reminders: Sequence[ReviewReminder]  # that went by themselves, the latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What the diary says of the review itself."""

    due_on: date | None
    due: DueDate | None
    number: int


ONE_TO_ONE = (
    "choices", "talk_with_social_worker", "papers_choice", "adjournment", "decisions_issued", "record", "childs_part",
)  # fmt: skip


def get_visible(review_id: int, *, viewer: User) -> Any:
    """This will give one review with its child and all that `read` needs once of it, in one query. Raises NotFound."""
    review = _cores().filter(pk=review_id, child__in=visible_to(viewer)).first()
    if review is None:
        raise NotFound
    return review


def read(
    core: Any,
    *,
    authority: ResponsibleAuthority,
    people: Mapping[int, Party],
    owed: Owed,
    quality_on: date | None,
    today: date,
) -> Found:
    """This will read what the page of a review shows beside what `get_visible` gave, in nine queries.

    `people` are all of the child, of now and of before. `quality_on` is told by a higher floor.
    """
    review: Review = core
    invitations = list(Invitation.objects.filter(review=review).order_by("pk"))
    _give_people(invitations, people, "party")
    needed_rows = list(ReviewNeed.objects.filter(review=review).order_by("pk"))
    _give_people(needed_rows, people, "party", "interpreter", "told_party")
    papers = list(Paper.objects.filter(review=review).order_by("pk"))
    left = SentCopy.objects.filter(review=review, left_on__isnull=False)
    left = left.exclude(copy=Copy.DECISIONS, party__kind__in=WITH_RECORD)
    sent = [(row, row.left_on) for row in left.order_by("left_on", "pk") if row.left_on is not None]
    circumstances = circumstances_of(
        review,
        placement_type=core.placement_type or "",
        legal_status=core.legal_status or "",
        family_support=core.family_support,
    )
    required = required_of(review, nation=authority.nation, today=today, circumstances=circumstances)
    agenda = (*required, *asked_beside(review, number=owed.number, today=today))
    choices: Choices | None = getattr(core, "choices", None)
    social_worker: TalkWithSocialWorker | None = getattr(core, "talk_with_social_worker", None)
    adjournment: Adjournment | None = getattr(core, "adjournment", None)
    issued: DecisionsIssued | None = getattr(core, "decisions_issued", None)
    papers_choice: PapersChoice | None = getattr(core, "papers_choice", None)
    receivers = [row for row in invitations if row.invited or row.consulted]
    asked = [row for row in receivers if knows_of_it(row, review)]
    needed = [paper for paper in papers if paper.needed]
    papers_in = [paper.received_on for paper in needed if paper.received_on is not None]
    first_sent: dict[int, date] = {}
    for copy, day in sent:
        if copy.party_id is not None:
            first_sent.setdefault(copy.party_id, day)
    to_have = {row.party_id for row in receivers} | set(core.court)
    received = [day for party_id, day in first_sent.items() if party_id in to_have]
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
        answered_on=_answered_on(choices),
        social_worker_on=social_worker.held_on if social_worker else None,
        to_ask=len(receivers),
        asked=len(asked),
        all_asked_on=max((row.sent_on for row in asked if row.sent_on), default=None),
        papers_needed=len(needed),
        papers_in=len(papers_in),
        papers_in_on=max(papers_in, default=None),
        papers_choice=papers_choice is not None,
        talk_on=core.talk_on,
        talk_outcome=core.talk_outcome or "",
        separate_wanted=sum(row.wants_separate_talk for row in invitations),
        separate_done=core.n_separate,
        code=review.participation_code,
        matters_open=len({item.id for item in required} - set(core.considered)),
        rights_open=len(RightExplained.Right) - core.n_rights,
        permanence_missing=owed.number >= PERMANENCE_BY and not core.has_permanence,
        wishes=core.n_wishes,
        wishes_open=core.n_wishes - core.n_wishes_answered,
        decisions=core.n_decisions,
        issued_on=issued.issued_on if issued else None,
        received_on=issued.received_on if issued else None,
        answers=core.n_answers,
        care_plan_on=core.care_plan_on,
        signed_on=core.first_signed_on,
        letter_needed=True,
        letter_on=min((day for copy, day in sent if copy.copy == Copy.LETTER), default=None),
        to_send=len(to_have),
        sent=len(received),
        all_sent_on=max(received, default=None),
        quality_on=quality_on,
        next_booked=core.next_booked,
        papers_listed=bool(papers),
        local=core.local_limits or {},
        from_return=review.source == Source.RETURN,
    )
    return Found(
        life=life,
        choices=choices,
        social_worker=social_worker,
        invitations=invitations,
        papers=papers,
        papers_choice=papers_choice,
        adjournment=adjournment,
        issued=issued,
        record=getattr(core, "record", None),
        matters=agenda,
        required=len(required),
        sibling_plans=list(SiblingPlan.objects.filter(review=review).select_related("sibling").order_by("pk")),
        taking_part=list(TakingPart.objects.filter(review=review)),
        childs_part=getattr(core, "childs_part", None),
        combined=list(CombinedDuty.objects.filter(review=review).order_by("kind")),
        changes=list(BookingChange.objects.filter(review=review).order_by("changed_on", "pk")),
        rights_wanted=core.rights_wanted,
        needs=lines_of(needed_rows, review, invitations),
        reminders=list(ReviewReminder.objects.filter(review=review).order_by("-written_on", "-pk")),
    )


def _give_people(rows: Iterable[Any], people: Mapping[int, Party], *names: str) -> None:
    """Set whom rows name from those who were read already, instead of reading everybody again with each row."""
    for row in rows:
        for name in names:
            party_id = getattr(row, f"{name}_id")
            if party_id is not None:
                setattr(row, name, people[party_id])


@cache
def _cores() -> QuerySet[Any]:
    """Reviews with all that stands once beside each, and with what is counted of it, in one query.

    A record counts from its first signature: a later correction does not make it late. Drawn up once: that costs more
    than the database takes to answer.
    """
    versions = RecordVersion.objects.filter(record__review=OuterRef("pk"))
    changes = SignificantChange.objects.filter(
        child_id=OuterRef("child_id"), kind=SignificantChange.Kind.FAMILY_SUPPORT
    )
    episodes = EpisodeOfCare.objects.filter(child_id=OuterRef("child_id"))
    wanting = Invitation.objects.filter(review=OuterRef("review"), wants_separate_talk=True).values("party")
    return Review.objects.select_related("child", *ONE_TO_ONE).annotate(
        court=ArraySubquery(of_court("child_id").values("pk")),
        n_decisions=number_of(of_review(ReviewDecision)),
        n_answers=number_of(ManagerAnswer.objects.filter(decision__review=OuterRef("pk"))),
        talk_on=Subquery(best_of().values("talked_on")[:1]),
        talk_outcome=Subquery(best_of().values("outcome")[:1]),
        n_separate=number_of(of_review(SeparateTalk).filter(party__in=wanting), of="party"),
        considered=ArraySubquery(of_review(MatterConsidered).values("item")),
        rights_wanted=ArraySubquery(
            of_review(RightExplained).filter(wants=True, help="").order_by("pk").values("right")
        ),
        n_rights=number_of(of_review(RightExplained)),
        n_wishes=number_of(of_review(Wish)),
        n_wishes_answered=number_of(of_review(Wish).exclude(answer="")),
        has_permanence=Exists(of_review(Permanence)),
        family_support=Exists(changes),
        placement_type=Subquery(episodes.order_by("-started_on").values("placement_type")[:1]),
        legal_status=Subquery(episodes.order_by("-started_on").values("legal_status")[:1]),
        first_signed_on=Subquery(versions.order_by("number").values("signed_on")[:1]),
        care_plan_on=Subquery(plans_after().order_by("done_on").values("done_on")[:1]),
        local_limits=Subquery(local_limits_of().values("local_limits")[:1]),
        next_booked=Case(When(held_on__isnull=False, then=Exists(later_reviews())), default=Value(False)),
    )


def of_review(model: type[Model]) -> QuerySet[Any]:
    """This will give the rows that hang on a review, for a query of reviews."""
    return model._default_manager.filter(review=OuterRef("pk"))  # Django's public name for it


def later_reviews() -> QuerySet[Review]:
    """This will give the reviews of the child that are booked, or were held later, for a query of reviews."""
    later = Review.objects.filter(child_id=OuterRef("child_id")).exclude(pk=OuterRef("pk"))
    return later.filter(Q(state=Review.State.ARRANGED) | Q(state=Review.State.HELD, held_on__gt=OuterRef("held_on")))


def plans_after() -> QuerySet[PlanDate]:
    """This will give the care plans made once the review was completed, for a query of reviews."""
    return PlanDate.objects.filter(
        child_id=OuterRef("child_id"), kind=PlanDate.Kind.CARE_PLAN, done_on__gte=OuterRef("completed_on")
    )


def _answered_on(choices: Choices | None) -> date | None:
    """A child too young to be asked is observed: that is then the answer."""
    if choices is None:
        return None
    return choices.answered_on or (choices.asked_on if choices.how == Choices.How.OBSERVED else None)


def decisions_before(review: Review) -> list[ReviewDecision]:
    """This will list what the last review before this one decided and what older is open still, in one query."""
    return list(earlier_decisions(review, before=review.held_on or review.arranged_for))
