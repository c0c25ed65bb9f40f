"""All that the page of a review shows, read once, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heard.caseloads.handover_queries import introduced_on
from heard.children.models import Party, Relationship, Source
from heard.children.party_queries import Circle, circle_of
from heard.deadlines.models import Deadline
from heard.deadlines.of_review import date_of, owed_of
from heard.planning import queries as plans
from heard.planning.limits import Limit, limits
from heard.planning.models import SignificantChange
from heard.quality.queries import note_of
from heard.reviews.booking.school_terms import with_terms
from heard.reviews.life import queries as life
from heard.reviews.life.steps import steps
from heard.reviews.life.values import Step, known
from heard.reviews.models import Review, ReviewDecision
from heard.web.child.presenters import Facts
from heard.web.child.views import facts_of
from heard.web.request import SignedInRequest, or_404


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """One review with its child, its steps and all that stands beside them.

    `steps` are those that are shown: of a review that was cancelled or came with a return, what is known.
    """

    review: Review
    of_child: Facts
    deadline: Deadline | None
    found: life.Found
    steps: tuple[Step, ...]
    all_steps: tuple[Step, ...]
    circle: Circle
    last_decisions: Sequence[ReviewDecision]
    limits: Sequence[Limit]
    changes: Sequence[SignificantChange]
    introduced_on: date | None = None  # the named IRO met the child

    @property
    def today(self) -> date:
        return self.of_child.today

    @property
    def nation(self) -> str:
        return self.of_child.nation

    @property
    def first_name(self) -> str:
        child = self.of_child.child
        return child.preferred_name or child.given_name or child.shown_name

    @property
    def from_case_system(self) -> bool:
        """Whether the review came with a return: what was done around it is not known here."""
        return self.review.source == Source.RETURN

    @property
    def cancelled(self) -> bool:
        return self.review.state == Review.State.CANCELLED

    def staff(self, kind: str) -> str:
        """Give the names of those who work with the child in a part; empty where nobody is known."""
        named = [row.user.name for row in self.circle.staff if row.kind == kind]
        return ", ".join(dict.fromkeys(named))

    @property
    def iro(self) -> str:
        return self.staff(Relationship.Kind.NAMED_IRO)

    @property
    def social_worker(self) -> str:
        named = self.staff(Relationship.Kind.SOCIAL_WORKER)
        parties = [one.party for one in self.circle.people if one.party.kind == Party.Kind.SOCIAL_WORKER]
        return named or ", ".join(party.shown_name for party in parties)

    @property
    def previous(self) -> Review | None:
        """The review held before this one."""
        day = self.review.held_on or self.review.arranged_for or self.today
        held = [one for one in self.of_child.reviews if one.held_on is not None and one.pk != self.review.pk]
        return max((one for one in held if one.held_on < day), key=lambda one: one.held_on, default=None)  # type: ignore[operator,arg-type,return-value]


def read(request: SignedInRequest, review_id: int) -> ReviewFacts:
    """This will read the page of a review that the viewer may see; "no such page" otherwise."""
    review = or_404(life.get_visible, review_id, viewer=request.user)
    of_child = facts_of(request, review.child)
    deadline = date_of(review, diary=of_child.diary, bookings=of_child.booked)
    note = note_of(review.pk)
    circle = circle_of(review.child, viewer=request.user)
    found = life.read(
        review,
        authority=request.user.authority,
        people={one.party.pk: one.party for one in (*circle.people, *circle.earlier)},
        owed=owed_of(deadline, nation=of_child.nation),
        quality_on=note.sent_on if note else None,
        today=of_child.today,
    )
    every = shown = steps(found.life)
    if review.source == Source.RETURN or review.state == Review.State.CANCELLED:
        shown = known(every)
    return ReviewFacts(
        review=review,
        of_child=of_child,
        deadline=deadline,
        found=found,
        steps=shown,
        all_steps=every,
        circle=circle,
        last_decisions=life.decisions_before(review),
        limits=_limits(of_child),
        changes=plans.undecided_changes(review.child_id),
        introduced_on=introduced_on(review.child_id),
    )


def _limits(facts: Facts) -> tuple[Limit, ...]:
    period = facts.period
    if period is None or not facts.looked_after:
        return ()
    held = [one.held_on for one in facts.reviews if one.held_on is not None and one.held_on >= period.started_on]
    earlier = facts.periods[1].ceased_on if len(facts.periods) > 1 else None
    gathered = plans.gather(
        facts.child,
        nation=facts.nation,
        period=period,
        episodes=facts.episodes,
        reviewed_on=min(held, default=None),
        before_ended_on=earlier - timedelta(days=1) if earlier else None,
        periods=facts.periods,
    )
    found = limits(gathered, today=facts.today)
    return with_terms(found, authority_id=facts.child.authority_id, nation=facts.nation, today=facts.today)
