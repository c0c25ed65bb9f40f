"""Reads about decisions: those of a review, one with its history, and what became of those of earlier reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Subquery

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Relationship
from heard.children.queries import visible_to
from heard.common.errors import NotFound
from heard.law import DueDate, Nation
from heard.reviews.decisions.standing import Answer, answer_of, own_answer_due, silent_if_received_until
from heard.reviews.listening.queries import is_shared_with
from heard.reviews.models import DecisionProgress, DecisionsIssued, PrivateTalk, Review, ReviewDecision, Wish
from heard.reviews.settings import local_limits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision as a list shows it. `said` are the child's words that it answers, where this viewer may read them;
    `issued` says when it was sent."""

    decision: ReviewDecision
    answer: Answer
    said: str
    issued: DecisionsIssued | None
    today: date

    @property
    def due_on(self) -> date:
        """The day that counts now: the remedial one, where one was set."""
        return self.decision.remedial_due_on or self.decision.due_on

    @property
    def is_open(self) -> bool:
        return self.decision.state == ReviewDecision.State.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it is open after the day that counts now."""
        return self.is_open and self.due_on < self.today


def with_all(rows: QuerySet[ReviewDecision]) -> QuerySet[ReviewDecision]:
    """This will join what a line needs, so that a list costs one query."""
    joined = rows.select_related("child", "review__decisions_issued", "owner", "wish", "answer__answered_by")
    everybody, worker = PrivateTalk.Audience.EVERYBODY, PrivateTalk.Audience.SOCIAL_WORKER
    return joined.annotate(
        talk_is_open=is_shared_with("wish__review", everybody),
        talk_is_open_to_worker=is_shared_with("wish__review", everybody, worker),
        local_limits=Subquery(local_limits_of().values("local_limits")[:1]),
    )


def line_of(row: ReviewDecision, *, viewer: User, today: date) -> Line:
    """This will make the line of a row of `with_all`."""
    issued = getattr(row.review, "decisions_issued", None)
    given = getattr(row, "answer", None)
    return Line(
        decision=row,
        answer=answer_of(
            nation=Nation(viewer.authority.nation),
            issued=issued is not None,
            received_on=issued.received_on if issued else None,
            answer=given.answer if given else "",
            answered_on=given.answered_on if given else None,
            in_time=given.in_time if given else True,
            today=today,
            local=getattr(row, "local_limits", None) or {},
        ),
        said=row.wish.words if row.wish and may_read_wish(row, viewer) else "",
        issued=issued,
        today=today,
    )


def may_read_wish(row: ReviewDecision, viewer: User) -> bool:
    """Whether the viewer may read the child's words: what was shared from a private talk only as the child agreed."""
    if row.wish is None or row.wish.came_by != Wish.CameBy.TALK or viewer.may(Permission.REVIEW_RECORD):
        return True
    to_worker = getattr(row, "talk_is_open_to_worker", False) and viewer.may(Permission.REVIEW_PREPARE)
    return bool(getattr(row, "talk_is_open", False) or to_worker)


def visible(viewer: User) -> QuerySet[ReviewDecision]:
    """This will give every decision about the children whom the viewer sees."""
    return ReviewDecision.objects.filter(authority_id=viewer.authority_id, child__in=visible_to(viewer))


def lines_of_review(review: Review, *, viewer: User, today: date) -> list[Line]:
    """This will list the decisions of a review in their order, in one query."""
    rows = with_all(visible(viewer).filter(review=review)).order_by("number")
    return [line_of(row, viewer=viewer, today=today) for row in rows]


def lines_of_child(child_id: int, *, viewer: User, today: date) -> list[Line]:
    """This will list all decisions about a child: open ones first, soonest first; then the rest, latest first."""
    found = [line_of(row, viewer=viewer, today=today) for row in with_all(visible(viewer).filter(child_id=child_id))]
    open_ones = sorted((one for one in found if one.is_open), key=lambda one: (one.due_on, one.decision.pk))
    rest = sorted((one for one in found if not one.is_open), key=lambda one: (one.due_on, one.decision.pk))
    return [*open_ones, *reversed(rest)]


def became_of(review: Review, *, viewer: User, today: date) -> list[Line]:
    """This will list what became of earlier decisions: all of the review before, and whatever older is still open.

    In two queries, open ones first.
    """
    earlier = visible(viewer).filter(child_id=review.child_id).exclude(review=review)
    if review.held_on is not None:
        earlier = earlier.filter(review__held_on__lt=review.held_on)
    last = earlier.order_by("-review__held_on").values_list("review_id", flat=True).first()
    rows = with_all(earlier.filter(Q(state=ReviewDecision.State.OPEN) | Q(review_id=last)))
    found = [line_of(row, viewer=viewer, today=today) for row in rows.order_by("due_on", "pk")]
    return sorted(found, key=lambda one: not one.is_open)


def get_line(decision_id: int, *, viewer: User, today: date) -> Line:
    """This will give one decision. Raises NotFound for none and for not theirs alike."""
    row = with_all(visible(viewer).filter(pk=decision_id)).first()
    if row is None:
        raise NotFound
    return line_of(row, viewer=viewer, today=today)


def progress_of(decision: ReviewDecision) -> list[DecisionProgress]:
    """This will list what was told on the way, oldest first."""
    return list(DecisionProgress.objects.filter(decision=decision).select_related("told_by").order_by("told_on", "pk"))


def chain_of(decision: ReviewDecision) -> list[ReviewDecision]:
    """This will give a decision with what it was carried over from and to, oldest first, in one query."""
    carried = ReviewDecision.objects.filter(child_id=decision.child_id).filter(
        Q(carried_from__isnull=False) | Q(carried_to__isnull=False)
    )
    by_pk = {row.pk: row for row in carried.select_related("review")}
    onward = {row.carried_from_id: row for row in by_pk.values() if row.carried_from_id}
    first = by_pk.get(decision.pk, decision)
    while first.carried_from_id in by_pk:
        first = by_pk[first.carried_from_id]
    found = [first]
    while found[-1].pk in onward:
        found.append(onward[found[-1].pk])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A review whose decisions have no answer yet. `open` counts them, `due` is the limit of the answer; None while
    they are not known to be received."""

    review: Review
    open: int
    due: DueDate | None


def waiting_for(viewer: User, *, today: date) -> list[Waiting]:
    """This will list the reviews whose decisions wait for the viewer as manager, soonest first, in one query.

    One whose limit has passed is left out: silence was agreement. In Wales they stay until they are answered.
    """
    nation = Nation(viewer.authority.nation)
    rows = Review.objects.filter(
        child__in=visible_to(viewer), decisions_issued__manager=viewer, decisions__answer__isnull=True
    )
    silent_until = silent_if_received_until(nation, today=today)
    if silent_until is not None:
        received = Q(decisions_issued__received_on__gt=silent_until)
        rows = rows.filter(received | Q(decisions_issued__received_on__isnull=True))
    counted = rows.annotate(
        unanswered=Count("decisions"), local_limits=Subquery(local_limits_of().values("local_limits")[:1])
    ).select_related("child", "decisions_issued")
    return [
        Waiting(
            review=row,
            open=row.unanswered,
            due=own_answer_due(
                nation, getattr(row, "local_limits", None) or {}, received_on=row.decisions_issued.received_on
            ),
        )
        for row in counted.order_by("decisions_issued__received_on", "pk")
    ]


def issued_of(review: Review) -> DecisionsIssued | None:
    """This will say when and to whom the decisions of a review were sent."""
    return DecisionsIssued.objects.filter(review=review).select_related("manager", "issued_by").first()


def working_with(child_id: int) -> Sequence[Relationship]:
    """This will list who works with the child now, with their accounts: owners to choose from."""
    rows = Relationship.objects.filter(child_id=child_id, until_on__isnull=True, user__is_active=True)
    kinds = (
        Relationship.Kind.SOCIAL_WORKER,
        Relationship.Kind.TEAM_MANAGER,
        Relationship.Kind.NAMED_IRO,
    )
    return list(rows.filter(kind__in=kinds).select_related("user").order_by("kind", "from_on", "pk"))


def answering_for(child_id: int) -> list[Relationship]:
    """This will list the team managers of the child who have an account and may answer: the first is proposed."""
    rows = Relationship.objects.filter(
        child_id=child_id, until_on__isnull=True, user__is_active=True, kind=Relationship.Kind.TEAM_MANAGER
    )
    found = rows.select_related("user").order_by("-from_on", "pk")
    return [one for one in found if one.user.may(Permission.DECISION_ANSWER)]
