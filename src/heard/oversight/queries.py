"""Reads of what happens between two reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from heard.children.models import Child, PeriodOfCare
from heard.children.queries import Children, among
from heard.law import Nation
from heard.law.calendar_dates import add_months
from heard.oversight.models import ChangeAtReview, IroContact, MidwayCheck, ProgressUpdate
from heard.planning.kinds import Group, kinds_of
from heard.planning.models import ChangeDecision, SignificantChange
from heard.reviews.models import PrivateTalk, Review, ReviewDecision

QUIET_AFTER_MONTHS = 6  # M28 of the annual report; no limit of the law


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """All that is kept of a child between reviews, each latest first, and the decisions of the last review."""

    contacts: Sequence[IroContact]
    midways: Sequence[MidwayCheck]
    updates: Sequence[ProgressUpdate]
    decisions: Sequence[ReviewDecision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Midway:
    """The check between a child's last review and the next: when it is halfway, and whether it was done."""

    child_id: int
    held_on: date
    next_due_on: date
    checked_on: date | None

    @property
    def halfway_on(self) -> date:
        """The day halfway, rounded down. No law sets it."""
        return self.held_on + (self.next_due_on - self.held_on) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A child with whom no direct contact of the IRO is recorded for long; `last_on` None: never."""

    child: Child
    last_on: date | None
    since: date


def between_of(child_id: int) -> Between:
    """This will read what is kept of one child, in five queries. Decisions of all reviews that are still open."""
    contacts = IroContact.objects.filter(child_id=child_id).select_related("recorded_by")
    midways = MidwayCheck.objects.filter(child_id=child_id).select_related("recorded_by", "after_review")
    updates = ProgressUpdate.objects.filter(child_id=child_id).select_related("told_by")
    return Between(
        contacts=list(contacts.order_by("-on", "-pk")),
        midways=list(midways.order_by("-checked_on", "-pk")),
        updates=list(updates.order_by("-told_on", "-pk")),
        decisions=_decisions(child_id),
    )


def _decisions(child_id: int) -> list[ReviewDecision]:
    """The decisions of the last review held, in their order, and what is still open from earlier ones."""
    last = Review.objects.filter(child_id=child_id, state=Review.State.HELD).order_by("-held_on").values("pk")[:1]
    rows = ReviewDecision.objects.filter(Q(review__in=last) | Q(state=ReviewDecision.State.OPEN), child_id=child_id)
    return list(rows.select_related("answer", "review").order_by("-review__held_on", "number"))


def midways(next_due: Mapping[int, date | None]) -> dict[int, Midway]:
    """This will give the midway check of each child by the day of the next review, in one query.

    A child without a review held in this spell of care, or whose next review has no date, has none.
    """
    wanted = {pk: due for pk, due in next_due.items() if due is not None}
    running = PeriodOfCare.objects.filter(
        child_id=OuterRef("child_id"), ceased_on__isnull=True, started_on__lte=OuterRef("held_on")
    )
    checks = MidwayCheck.objects.filter(after_review=OuterRef("pk")).order_by("-checked_on")
    held = (
        Review.objects.filter(Exists(running), among(wanted), state=Review.State.HELD)
        .order_by("child_id", "-held_on")
        .distinct("child_id")
        .annotate(checked_on=Subquery(checks.values("checked_on")[:1]))
        .values_list("child_id", "held_on", "checked_on")
    )
    return {
        child_id: Midway(child_id=child_id, held_on=held_on, next_due_on=wanted[child_id], checked_on=checked_on)
        for child_id, held_on, checked_on in held
        if held_on is not None and held_on < wanted[child_id]
    }


def midways_soon(next_due: Mapping[int, date | None], *, until: date) -> list[Midway]:
    """This will list the midway checks not done that are halfway by `until`, soonest first, in one query."""
    found = [one for one in midways(next_due).values() if one.checked_on is None and one.halfway_on <= until]
    return sorted(found, key=lambda one: (one.halfway_on, one.child_id))


def _last_direct_contact(child: str) -> Greatest:
    """The last day on which an IRO was in touch with the child that `child` points to; null: never.

    Counted are contacts with the child, private talks that took place, and talks with the child at a midway check.
    """
    contacts = IroContact.objects.filter(child=OuterRef(child), spoke_with=IroContact.With.CHILD).order_by("-on")
    talks = PrivateTalk.objects.filter(review__child=OuterRef(child), talked_on__isnull=False).order_by("-talked_on")
    midway = MidwayCheck.objects.filter(child=OuterRef(child), child_on__isnull=False).order_by("-child_on")
    return Greatest(  # PostgreSQL leaves nulls out
        Subquery(contacts.values("on")[:1]),
        Subquery(talks.values("talked_on")[:1]),
        Subquery(midway.values("child_on")[:1]),
    )


def quiet_children(children: Children, *, today: date) -> list[Quiet]:
    """This will list the children looked after for 6 months with whom no IRO was in touch for 6 months, longest first,
    in one query."""
    before = add_months(today, -QUIET_AFTER_MONTHS)
    periods = PeriodOfCare.objects.filter(
        among(children),
        stream=PeriodOfCare.Stream.FULL_TIME,
        started_on__lt=before,
        ceased_on__isnull=True,
    )
    rows = periods.annotate(last_on=_last_direct_contact("child")).select_related("child")
    found = [
        Quiet(child=row.child, last_on=row.last_on, since=row.started_on)
        for row in rows.filter(Q(last_on__isnull=True) | Q(last_on__lt=before))
    ]
    return sorted(found, key=lambda one: (one.last_on or date.min, one.since, one.child.sort_key))


def reviewed_on(change_id: int) -> date | None:
    """This will give the day of the review held that considered a change, the first of several."""
    rows = ChangeAtReview.objects.filter(change=change_id, review__state=Review.State.HELD)
    return rows.order_by("review__held_on").values_list("review__held_on", flat=True).first()


def passed_without_review(children: Children, *, nation: str, today: date) -> list[SignificantChange]:
    """This will list the changes of children whose planned day has passed with neither a review held nor a reason why
    there was none, the longest first, in one query.

    Asked of those that the law wants considered at a review before they are made.
    """
    asked = [law.kind for law in kinds_of(Nation(nation), on=today) if law.group is not Group.CONSIDER]
    rows = SignificantChange.objects.filter(
        among(children), kind__in=asked, proposed=True, happens_on__lt=today, without_review__isnull=True
    )
    held = ChangeAtReview.objects.filter(review__state=Review.State.HELD).values("change_id")
    rows = rows.exclude(decision__decision=ChangeDecision.Decision.NONE).exclude(pk__in=held)
    return list(rows.select_related("child").order_by("happens_on", "pk"))


def to_be_called(children: Children) -> list[SignificantChange]:
    """This will list the changes of children for which a review now was decided, until one is called or held:
    booked or brought forward after that day. The longest decided first, in one query."""
    rows = not_called().filter(among(children)).select_related("child", "decision")
    return list(rows.order_by("decision__decided_on", "pk"))


def not_called() -> QuerySet[SignificantChange]:
    """This will give the changes for which a review now was decided, while none was called for them or held."""
    follows = ChangeAtReview.objects.exclude(review__state=Review.State.CANCELLED)
    follows = follows.filter(Q(called=True) | Q(review__state=Review.State.HELD))
    rows = SignificantChange.objects.filter(decision__decision=ChangeDecision.Decision.REVIEW_NOW)
    return rows.exclude(pk__in=follows.values("change_id"))


def changes_at(review_ids: Iterable[int]) -> dict[int, list[ChangeAtReview]]:
    """This will give the changes that each review was called for or considers, in one query."""
    found: dict[int, list[ChangeAtReview]] = {}
    rows = ChangeAtReview.objects.filter(review_id__in=list(review_ids))
    for row in rows.select_related("change", "change__decision").order_by("change__told_on", "pk"):
        found.setdefault(row.review_id, []).append(row)
    return found


def reviews_of_changes(change_ids: Iterable[int]) -> dict[int, Review]:
    """This will give the review at which each change stands, in one query; a cancelled one does not count."""
    rows = ChangeAtReview.objects.filter(change_id__in=list(change_ids)).exclude(review__state=Review.State.CANCELLED)
    return {row.change_id: row.review for row in rows.select_related("review").order_by("pk")}
