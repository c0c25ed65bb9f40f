"""Reads of the diary. A stored date is a cache: `reason_of` asks the law again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext

from heard.accounts.models import User
from heard.children.models import Child
from heard.children.queries import Children, among, visible_to
from heard.common.errors import NotFound
from heard.deadlines.diary import APPOINT_CHAIN, DiaryRow, HeldReview, diary_of
from heard.deadlines.facts import gather
from heard.deadlines.models import Deadline
from heard.law import DueDate, LawError, Nation, Rule, catalogue, due_date

COUNTED_CHAINS = ("ordinary", "short-break", "adoption-placed")  # those that replace one another: one a child


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a date of the diary is that date. `due` is None where no date can be worked out; `note` then says why."""

    rule: Rule | None
    due: DueDate | None
    note: str


def reason_of(deadline: Deadline, *, nation: str) -> Reason:
    """This will work a date of the diary out again, with its full reason."""
    if not deadline.rule:
        return Reason(rule=None, due=None, note=deadline.note)
    law = Nation(nation)
    rule = catalogue().rule(deadline.rule, law)
    counted = rule
    note = deadline.note
    if deadline.chain == APPOINT_CHAIN and not rule.version_for(deadline.counted_from).length.has_date:
        counted = catalogue().rule("review-first-20wd", law)
        note = gettext(
            "The law gives no number of days: the IRO is named before the first review, and so before its limit."
        )
    if deadline.due_on is None:
        return Reason(rule=rule, due=None, note=note)
    try:
        due = due_date(counted, counted_from=deadline.counted_from, step=deadline.step)
    except LawError as error:
        return Reason(rule=rule, due=None, note=str(error))
    return Reason(rule=rule, due=due, note=note)


def owed(children: Children, *, until: date) -> QuerySet[Deadline]:
    """This will list what is owed for children up to a day, or has no date, soonest first."""
    rows = Deadline.objects.filter(Q(due_on__lte=until) | Q(due_on__isnull=True), state=Deadline.State.OWED)
    rows = rows.filter(among(children)).select_related("child")
    return rows.order_by(F("due_on").asc(nulls_first=True), "child__sort_key", "chain")


def unallocated(viewer: User) -> QuerySet[Deadline]:
    """This will list the children who have no IRO, by the day by which one must be named."""
    return (
        Deadline.objects.filter(
            authority_id=viewer.authority_id,
            kind=Deadline.Kind.APPOINT_IRO,
            state=Deadline.State.OWED,
            child__in=visible_to(viewer),
        )
        .select_related("child", "period")
        .order_by("due_on", "child__sort_key")
    )


def get_visible(deadline_id: int, *, viewer: User) -> Deadline:
    """This will give one date of the diary. Raises NotFound alike where there is none and where it is not theirs."""
    deadline = (
        Deadline.objects.filter(pk=deadline_id, child__in=visible_to(viewer))
        .select_related("child", "period", "review")
        .first()
    )
    if deadline is None:
        raise NotFound
    return deadline


def diary_of_child(child_id: int) -> list[Deadline]:
    """This will list every date of a child's diary, latest first."""
    return list(Deadline.objects.filter(child_id=child_id).order_by(F("due_on").desc(nulls_first=True), "chain"))


def of_reviews(review_ids: Iterable[int]) -> dict[int, Deadline]:
    """This will give the date of the diary that each review met, in one query; it tells which review it was."""
    rows = Deadline.objects.filter(review_id__in=list(review_ids))
    return {row.review_id: row for row in rows.order_by("-number") if row.review_id}


def next_reviews(children: Children) -> dict[int, Deadline]:
    """This will give the review next owed for each child, the soonest of its chains, in one query."""
    rows = Deadline.objects.filter(
        among(children),
        state=Deadline.State.OWED,
        kind__in=(Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW),
    )
    return {row.child_id: row for row in rows.order_by("child_id", "due_on").distinct("child_id")}


def due_by_week(viewer: User, *, first_monday: date, weeks: int) -> list[tuple[date, int, int]]:
    """This will count per week the reviews that must be held and how many children of those have a booking."""
    last = first_monday + timedelta(weeks=weeks) - timedelta(days=1)
    rows = (
        Deadline.objects.filter(
            authority_id=viewer.authority_id,
            state=Deadline.State.OWED,
            chain__in=COUNTED_CHAINS,
            due_on__range=(first_monday, last),
            child__in=visible_to(viewer),
        )
        .annotate(booking=Min("child__reviews__arranged_for", filter=Q(child__reviews__state="arranged")))
        .values_list("due_on", "booking")
    )
    due, arranged = [0] * weeks, [0] * weeks
    for due_on, booking in rows:
        if due_on is None:
            continue
        week = (due_on - first_monday).days // 7
        due[week] += 1
        arranged[week] += booking is not None
    return [(first_monday + timedelta(weeks=week), due[week], arranged[week]) for week in range(weeks)]


def diary_if_held(child: Child, *, nation: str, held: HeldReview, today: date) -> list[DiaryRow]:
    """This will give the diary of the period that holds the day as it would be with one more review; nothing is kept.

    Empty where the child was not looked after on that day.
    """
    for facts in gather(authority_id=child.authority_id, nation=nation, child_ids=[child.pk], today=today):
        if facts.started_on <= held.held_on and (facts.ceased_on is None or held.held_on <= facts.ceased_on):
            others = [review for review in facts.reviews if review.held_on != held.held_on]
            return diary_of(replace(facts, reviews=[*others, held]), today=today)
    return []
